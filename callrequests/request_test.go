package callrequests_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
)

const fullRequest = `{
	"request_id":"5","company_id":"1","order_id":"77","user_id":3,"product_id":"12","timestamp":"1442933072",
	"status":"in_progress","name":"Инна","phone":"+7(917)000-00-00","email":"inna@example.com","time_from":"__:__","time_to":"",
	"notes":"after\nfive","cart_products":{"815":{"product_id":"12","amount":2,"price":"9.90","product":"Lamp","company_id":1,"weight":3}},
	"order_status":"O","product":"Lamp","responsible":{"user_id":"3"},"vip":"Y"
}`

func TestCallRequestOfEveryForm(t *testing.T) {
	t.Parallel()
	want := callrequests.CallRequest{
		RequestID: 5, CompanyID: 1, OrderID: 77, UserID: 3, ProductID: 12, Timestamp: time.Unix(1442933072, 0).UTC(),
		Status: callrequests.StatusInProgress, Name: "Инна", Phone: "+7(917)000-00-00", Email: "inna@example.com",
		TimeFrom: "__:__", Notes: "after\nfive", OrderStatus: "O", Product: "Lamp",
		CartProducts: []callrequests.CartProduct{{
			Key: "815", ProductID: 12, Amount: 2, Price: quartet.MustDecimal("9.90"), Name: "Lamp", CompanyID: 1,
			Extra: map[string]json.RawMessage{"weight": json.RawMessage("3")},
		}},
		Responsible: map[string]json.RawMessage{"user_id": json.RawMessage(`"3"`)},
		Extra:       map[string]json.RawMessage{"vip": json.RawMessage(`"Y"`)},
	}
	var got callrequests.CallRequest
	if err := json.Unmarshal([]byte(fullRequest), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("call request (-want +got):\n%s", diff)
	}
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var again callrequests.CallRequest
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got, again); diff != "" {
		t.Errorf("read again (-first +second):\n%s", diff)
	}
}

func TestCartProductsOfEveryForm(t *testing.T) {
	t.Parallel()
	lamp := callrequests.CartProduct{ProductID: 12, Amount: 1, Price: quartet.MustDecimal("5")}
	keyed := lamp
	keyed.Key = "a1"
	tests := []struct {
		text string
		want []callrequests.CartProduct
	}{
		{`""`, nil}, {`null`, nil}, {`false`, nil}, {`[]`, nil}, {`{}`, nil},
		{`[{"product_id":12,"amount":"1","price":5}]`, []callrequests.CartProduct{lamp}},
		{`{"a1":{"product_id":"12","amount":1,"price":"5"}}`, []callrequests.CartProduct{keyed}},
	}
	for _, tt := range tests {
		var got callrequests.CallRequest
		if err := json.Unmarshal([]byte(`{"request_id":1,"responsible":[],"notes":null,"status":"","cart_products":`+tt.text+`}`), &got); err != nil {
			t.Errorf("%s: %v", tt.text, err)
		}
		if diff := cmp.Diff(callrequests.CallRequest{RequestID: 1, CartProducts: tt.want}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
}

func TestOpenLists(t *testing.T) {
	t.Parallel()
	if !callrequests.StatusNoAnswer.Known() || callrequests.Status("").Known() {
		t.Error("Status.Known")
	}
	if !callrequests.SortOrderStatus.Known() || callrequests.SortField("email").Known() {
		t.Error("SortField.Known")
	}
}

func TestEveryTypeIsReadBack(t *testing.T) {
	t.Parallel()
	product := callrequests.CartProduct{ProductID: 1, Amount: 2, Price: quartet.MustDecimal("3.00"), Name: "n", CompanyID: 4}
	if diff := cmp.Diff(product, cscarttest.ReadBack(t, product)); diff != "" {
		t.Errorf("CartProduct (-want +got):\n%s", diff)
	}
	created := callrequests.Created{RequestID: 5, Extra: map[string]json.RawMessage{"a": json.RawMessage("1")}}
	if diff := cmp.Diff(created, cscarttest.ReadBack(t, created)); diff != "" {
		t.Errorf("Created (-want +got):\n%s", diff)
	}
	page := callrequests.Page{CallRequests: []callrequests.CallRequest{{RequestID: 1}}, Params: callrequests.Params{Page: 2, TotalItems: 3}}
	if diff := cmp.Diff(page, cscarttest.ReadBack(t, page)); diff != "" {
		t.Errorf("Page (-want +got):\n%s", diff)
	}
}
