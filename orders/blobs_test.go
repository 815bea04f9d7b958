package orders_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

// TestStoredBlobsOfOddShapes: what a store keeps as it was when the order was
// placed never makes an order unreadable, and is never lost.
func TestStoredBlobsOfOddShapes(t *testing.T) {
	t.Parallel()
	tests := []struct{ field, odd string }{
		{"coupons", `{"C":true}`}, {"coupons", `["X","Y"]`}, {"coupons", `{"C":{"n":{"name":"x"}}}`}, {"coupons", `"C"`},
		{"promotions", `{"15":"off"}`}, {"promotions", `"15"`}, {"promotions", `{"15":{"total_discount":"much"}}`},
		{"taxes", `{"6":[["x"]]}`}, {"taxes", `{"6":{"rate_value":"10%"}}`}, {"taxes", `true`},
		{"product_groups", `[{"company_id":"x"}]`}, {"product_groups", `["main"]`}, {"product_groups", `1`},
		{"points_info", `"97"`}, {"points_info", `5`},
		{"doc_ids", `{"I":"A-12"}`}, {"doc_ids", `"12"`}, {"doc_ids", `{"I":["1","2"]}`},
		{"shipping", `"Courier"`}, {"shipping", `[{"rate":"free"}]`}, {"fields", `"x"`}, {"issuer_data", `7`},
	}
	for _, tt := range tests {
		t.Run(tt.field+" "+tt.odd, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("GET orders/5", http.StatusOK, `{"order_id":"5","`+tt.field+`":`+tt.odd+`,"total":"9.50"}`)
			got, err := orders.New(shop.Client()).Get(t.Context(), 5)
			if err != nil {
				t.Fatal(err)
			}
			want := &orders.Order{OrderID: 5, Total: money("9.50"), Extra: map[string]json.RawMessage{tt.field: json.RawMessage(tt.odd)}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("order (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(*want, cscarttest.ReadBack(t, *got)); diff != "" {
				t.Errorf("read again (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPartsOfBlobsOfOddShapes(t *testing.T) {
	t.Parallel()
	var got orders.Order
	const text = `{"order_id":"5","products":{"1":{"product_id":"2","extra":"x"},"3":{"extra":{"product_options":"red"}}},
		"product_groups":[{"name":"Main","chosen_shippings":"Courier"}],"payment_info":"encrypted"}`
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	want := orders.Order{
		OrderID: 5,
		Products: []orders.Product{
			{Key: "1", ProductID: 2, Extra: map[string]json.RawMessage{"extra": json.RawMessage(`"x"`)}},
			{Key: "3", ExtraData: orders.ProductExtra{Extra: map[string]json.RawMessage{"product_options": json.RawMessage(`"red"`)}}},
		},
		ProductGroups: []orders.ProductGroup{{Name: "Main", Extra: map[string]json.RawMessage{"chosen_shippings": json.RawMessage(`"Courier"`)}}},
		PaymentInfo:   orders.PaymentInfo{"": "encrypted"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, cscarttest.ReadBack(t, got)); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
}
