package orders_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

// guest has everything that an order of a guest needs.
func guest() orders.Draft {
	return orders.Draft{
		PaymentID: 2, ShippingID: 1,
		Products: []orders.DraftProduct{{ProductID: 12, Amount: 1}, {ProductID: 13, Amount: 2}},
		UserData: &orders.UserData{
			Email: "guest@example.com", FirstName: "Guest", LastName: "Guest",
			BillingFirstName: "Guest", BillingLastName: "Guest", BillingAddress: "44 Main street",
			BillingCity: "Boston", BillingState: "MA", BillingCountry: "US", BillingZip: "02125",
			ShippingFirstName: "Guest", ShippingLastName: "Guest", ShippingAddress: "44 Main street",
			ShippingCity: "Boston", ShippingState: "MA", ShippingCountry: "US", ShippingZip: "02125",
		},
	}
}

// user has everything that an order of a user needs.
func user() orders.Draft {
	return orders.Draft{
		UserID: 3, PaymentID: 2, ShippingID: 1,
		Products: []orders.DraftProduct{{ProductID: 12, Amount: 1}},
	}
}

func TestCreateSendsTheVendorsBody(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		draft func() orders.Draft
	}{
		{"create_user", user},
		{"create_guest", guest},
		{"create_guest_phones_and_columns", func() orders.Draft {
			d := guest()
			d.UserData.BillingPhone, d.UserData.ShippingPhone = "1", "2"
			d.UserData.Columns = map[string]string{"b_address_2": "rear"}
			return d
		}},
		{"create_coupons", func() orders.Draft {
			d := user()
			d.Coupons = []string{"123", "WELCOME"}
			return d
		}},
		{"create_same_product_twice", func() orders.Draft {
			d := user()
			d.Products = []orders.DraftProduct{
				{ProductID: 12, Amount: 1, Options: orders.Values{"3": "12", "4": "17"}},
				{ProductID: 12, Amount: 2, Options: orders.Values{"3": "15", "4": "engraved"}},
			}
			return d
		}},
		{"create_products_by_key", func() orders.Draft {
			d := user()
			d.Products = []orders.DraftProduct{{Key: 241, Amount: 1, Options: orders.Values{"12": "44"}}}
			return d
		}},
		{"create_shipping_by_group", func() orders.Draft {
			d := user()
			d.ShippingID, d.GroupShippingIDs = 0, map[int64]int64{0: 1, 1: 3}
			return d
		}},
		{"create_everything_else", func() orders.Draft {
			d := user()
			d.Products[0].Price = new(quartet.MustDecimal("9.90"))
			d.Notes, d.Details = "ring twice", "by phone"
			d.PaymentInfo = orders.PaymentInfo{"card": "visa"}
			d.Promotions = json.RawMessage(`{"15":{"name":"x"}}`)
			d.Columns = map[string]string{"ip_address": "192.0.2.1", "notify_user": "1"}
			return d
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("POST orders", http.StatusCreated, `{"order_id":"98"}`)
			created, err := orders.New(shop.Client()).Create(t.Context(), tt.draft())
			if err != nil {
				t.Fatal(err)
			}
			if created.OrderID != 98 || created.Order != nil {
				t.Errorf("created %+v", created)
			}
			shop.WantBody(tt.name)
		})
	}
}

func TestCreateNamesEveryProblem(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		draft orders.Draft
		want  []string
	}{
		{"empty", orders.Draft{}, []string{
			"UserID, UserData: one of the two is required", "PaymentID: required", "ShippingID, GroupShippingIDs: one of the two is required", "Products: at least one is required",
		}},
		{"empty guest", draft(func(d *orders.Draft) { d.UserID, d.UserData = 0, &orders.UserData{} }), []string{
			"UserData.Email", "UserData.BillingFirstName", "UserData.BillingLastName", "UserData.BillingAddress", "UserData.BillingCity",
			"UserData.BillingState", "UserData.BillingCountry", "UserData.BillingZip",
			"UserData.ShippingFirstName", "UserData.ShippingLastName", "UserData.ShippingAddress", "UserData.ShippingCity",
			"UserData.ShippingState", "UserData.ShippingCountry", "UserData.ShippingZip",
		}},
		{"user and guest", draft(func(d *orders.Draft) { d.UserData = guest().UserData }), []string{"UserData: would be ignored"}},
		{"negative user", draft(func(d *orders.Draft) { d.UserID = -1 }), []string{"UserID: must be at least 1"}},
		{"bad country", draft(func(d *orders.Draft) {
			d.UserID, d.UserData = 0, guest().UserData
			d.UserData.BillingCountry, d.UserData.ShippingCountry = "USA", "us"
		}), []string{
			"UserData.BillingCountry: must be a code of two capital letters", "UserData.ShippingCountry: must be a code of two capital letters",
		}},
		{"bad products", draft(func(d *orders.Draft) {
			d.Products = []orders.DraftProduct{{}, {ProductID: 1, Amount: 1, Key: -2}, {ProductID: 1, Amount: 1, Key: 1, Discount: new(quartet.Decimal)}}
		}), []string{
			"Products[0].ProductID: required", "Products[0].Amount: required", "Products[1].Key: must be at least 1",
			"Products[2].Key: 1 is taken", "Products[2].Discount: only in an Update",
		}},
		{"some prices", draft(func(d *orders.Draft) {
			d.Products = append(d.Products, orders.DraftProduct{ProductID: 2, Amount: 1, Price: new(quartet.Decimal)})
		}), []string{"Products: give Price to all of them or to none"}},
		{"two shippings", draft(func(d *orders.Draft) { d.GroupShippingIDs = map[int64]int64{-1: 0} }), []string{
			"ShippingID, GroupShippingIDs: give one of the two", "GroupShippingIDs[-1]: a group's key must be at least 0", "GroupShippingIDs[-1]: must be at least 1",
		}},
		{"negative shipping", draft(func(d *orders.Draft) { d.ShippingID = -1 }), []string{"ShippingID: must be at least 1"}},
		{"empty coupon", draft(func(d *orders.Draft) { d.Coupons = []string{""} }), []string{"Coupons[0]: must not be empty"}},
		{"promotions of no kind", draft(func(d *orders.Draft) { d.Promotions = json.RawMessage(`15`) }), []string{"Promotions: must be a JSON object or list"}},
		{"columns", draft(func(d *orders.Draft) {
			d.Columns = map[string]string{"": "x", "payment_id": "1", "notify_user": "N"}
		}), []string{"Columns: a column needs a name", "Columns[payment_id]: set the field PaymentID instead", `Columns[notify_user]: must be "1" or "0"`}},
		{"columns that cannot be set", draft(func(d *orders.Draft) {
			d.Columns = map[string]string{"order_id": "5", "subtotal": "1"}
		}), []string{"Columns[order_id]: the store numbers", "Columns[subtotal]: cannot be set"}},
		{"no UTF-8", draft(func(d *orders.Draft) {
			d.UserID, d.UserData = 0, guest().UserData
			d.UserData.BillingCity, d.Notes, d.Coupons = "\xff", "caf\xe9", []string{"\xff"}
			d.Products[0].Options = orders.Values{"3": "\xff"}
			d.Promotions = json.RawMessage("[\"\xff\"]")
		}), []string{
			"UserData.BillingCity: must be UTF-8", "Notes: must be UTF-8", "Coupons[0]: must be UTF-8",
			"Products[0].Options[3]: must be UTF-8", "Promotions: must be UTF-8",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			_, err := orders.New(shop.Client()).Create(t.Context(), tt.draft)
			cscarttest.WantProblems(t, err, tt.want)
			shop.WantNothingSent()
		})
	}
}

// draft is a good Draft, changed.
func draft(change func(*orders.Draft)) orders.Draft {
	d := user()
	change(&d)
	return d
}

func TestCreateReadsEveryForm(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("POST stores/1/orders", http.StatusCreated,
		`{"order_id":98,"order_data":{"order_id":"98","status":"T"},"suborder_ids":[99,"100"],"suborders_data":{"99":{"order_id":"99"},"100":{"order_id":"100","total":"1.50"}},"trace":1}`)
	created, err := orders.New(shop.Client(), orders.ForStore(1)).Create(t.Context(), user())
	if err != nil {
		t.Fatal(err)
	}
	if created.OrderID != 98 || created.Order == nil || created.Order.Status != orders.StatusParent {
		t.Errorf("created %+v", created)
	}
	if len(created.SubOrderIDs) != 2 || created.SubOrderIDs[1] != 100 {
		t.Errorf("suborders %v", created.SubOrderIDs)
	}
	if len(created.SubOrders) != 2 || created.SubOrders[1].OrderID != 100 || created.SubOrders[1].Total.String() != "1.50" {
		t.Errorf("suborders %v", created.SubOrders)
	}
	if string(created.Extra["trace"]) != "1" {
		t.Errorf("extra %s", created.Extra)
	}
}

func TestCreateKeepsTheIDOfAnOrderItCannotRead(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("POST orders", http.StatusCreated, `{"order_id":98,"order_data":{"total":[1]},"suborder_ids":[99]}`)
	created, err := orders.New(shop.Client()).Create(t.Context(), user())
	var bad *quartet.RecordError
	if !errors.As(err, &bad) || errors.Is(err, quartet.ErrOutcomeUnknown) {
		t.Errorf("error %v, want a RecordError", err)
	}
	if created == nil || created.OrderID != 98 || len(created.SubOrderIDs) != 1 {
		t.Errorf("created %+v, want the id", created)
	}
}

func TestCreateOfUnknownOutcome(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		status int
		body   string
	}{
		{"server error", 500, "<html>"},
		{"no id", 201, `{"order_id":0}`},
		{"no object", 201, `{"orders":[]}`},
		{"cut", 201, `{"order_id":"9`},
		{"wrong type", 201, `{"order_id":"x"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("POST orders", tt.status, tt.body)
			created, err := orders.New(shop.Client(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 3}))).Create(t.Context(), user())
			if !errors.Is(err, quartet.ErrOutcomeUnknown) || !strings.Contains(err.Error(), "the order may exist") {
				t.Errorf("error %v", err)
			}
			if created != nil {
				t.Errorf("created %+v", created)
			}
			if n := len(shop.Requests()); n != 1 {
				t.Errorf("sent %d times", n)
			}
		})
	}
}

func TestUpdateSendsTheVendorsBody(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		update orders.Update
	}{
		{"update_status_and_notify", orders.Update{
			Status: new(orders.StatusProcessed), NotifyUser: true, NotifyDepartment: true, NotifyVendor: true,
		}},
		{"update_products", orders.Update{Products: []orders.DraftProduct{
			{Key: 1, ProductID: 12, Amount: 1, Price: new(quartet.MustDecimal("10.00")), Discount: new(quartet.MustDecimal("0.50"))},
			{Key: 3, ProductID: 241, Amount: 1, Price: new(quartet.MustDecimal("0")), Options: orders.Values{"12": "44", "13": "48"}},
		}}},
		{"update_user_and_total", orders.Update{
			Total: new(quartet.MustDecimal("100")),
			UserData: &orders.UserDataUpdate{
				Email: new("customer@example.com"), BillingFirstName: new("John"), BillingLastName: new("Doe"),
				ShippingFirstName: new("John"), ShippingLastName: new(""), Columns: map[string]string{"s_address_2": "rear"},
			},
		}},
		{"update_everything_else", orders.Update{
			Discount: new(quartet.MustDecimal("1.10")), SubtotalDiscount: new(quartet.MustDecimal("0.00")),
			Notes: new(""), Details: new("checked"), PaymentID: new(int64(2)), PaymentInfo: orders.PaymentInfo{"card": "visa"},
			ShippingID: new(int64(3)), Promotions: json.RawMessage(`[]`), Columns: map[string]string{"timestamp": "1700000000"},
		}},
		{"update_shipping_by_group", orders.Update{GroupShippingIDs: map[int64]int64{0: 1}}},
		{"update_columns_alone", orders.Update{Columns: map[string]string{"b_city": "Boston", "user_id": "3"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("PUT orders/98", http.StatusOK, `{"order_id":"98"}`)
			if err := orders.New(shop.Client()).Update(t.Context(), 98, tt.update); err != nil {
				t.Fatal(err)
			}
			shop.WantBody(tt.name)
		})
	}
}

func TestUpdateNamesEveryProblem(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		id     int64
		update orders.Update
		want   []string
	}{
		{"empty", 1, orders.Update{}, []string{"Update: is empty"}},
		{"bad id", 0, orders.Update{Notes: new("")}, []string{"orderID: must be at least 1"}},
		{"status", 1, orders.Update{Status: new(orders.Status("PP"))}, []string{"Status: must be one letter"}},
		{"no products", 1, orders.Update{Notes: new(""), Products: []orders.DraftProduct{}}, []string{"Products: must not be empty"}},
		{"payment", 1, orders.Update{PaymentInfo: orders.PaymentInfo{}, PaymentID: nil, Notes: new("")}, []string{"PaymentInfo: would be ignored"}},
		{"payment id", 1, orders.Update{PaymentID: new(int64(0))}, []string{"PaymentID: must be at least 1"}},
		{"shipping", 1, orders.Update{ShippingID: new(int64(0)), Notes: new("")}, []string{"ShippingID: must be at least 1"}},
		{"shippings", 1, orders.Update{ShippingID: new(int64(1)), GroupShippingIDs: map[int64]int64{0: 1}}, []string{"give one of the two"}},
		{"promotions", 1, orders.Update{Promotions: json.RawMessage(`{`)}, []string{"Promotions: must be a JSON object or list"}},
		{"parent", 1, orders.Update{Status: new(orders.StatusParent)}, []string{"Status: parent orders are the store's own"}},
		{"price by key", 1, orders.Update{Products: []orders.DraftProduct{
			{ProductID: 12, Amount: 1, Price: new(money("1"))}, {Key: 13, Amount: 1, Price: new(money("2"))},
		}}, []string{"Products[1].Price: counts only beside a ProductID"}},
		{"columns that cannot be set", 1, orders.Update{Columns: map[string]string{"subtotal": "1", "order_id": "2"}}, []string{
			"Columns[order_id]: an order keeps its id", "Columns[subtotal]: cannot be set: set the Total",
		}},
		{"no UTF-8", 1, orders.Update{
			Notes: new("caf\xe9"), UserData: &orders.UserDataUpdate{BillingCity: new("\xff"), Columns: map[string]string{"b_address_2": "\xff"}},
			PaymentID: new(int64(1)), PaymentInfo: orders.PaymentInfo{"card": "\xff"}, Columns: map[string]string{"x": "\xff"},
		}, []string{
			"Notes: must be UTF-8", "UserData.BillingCity: must be UTF-8", "UserData.Columns[b_address_2]: must be UTF-8",
			"PaymentInfo[card]: must be UTF-8", "Columns[x]: must be UTF-8",
		}},
		{"user", 1, orders.Update{UserData: &orders.UserDataUpdate{}}, []string{"UserData: is empty"}},
		{"user's fields", 1, orders.Update{UserData: &orders.UserDataUpdate{
			Email: new(""), BillingCountry: new("usa"), ShippingCountry: new("1A"), Columns: map[string]string{"b_city": "x"},
		}}, []string{"UserData.Email", "UserData.BillingCountry", "UserData.ShippingCountry", "UserData.Columns[b_city]: set the field BillingCity instead"}},
		{"columns", 1, orders.Update{Columns: map[string]string{"notify_user": "N"}}, []string{"Columns[notify_user]: set the field NotifyUser instead"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			cscarttest.WantProblems(t, orders.New(shop.Client()).Update(t.Context(), tt.id, tt.update), tt.want)
			shop.WantNothingSent()
		})
	}
}

func TestUpdateIsRepeatedOnlyWithoutMails(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		update orders.Update
		want   int
	}{
		{"plain", orders.Update{Status: new(orders.StatusProcessed)}, 2},
		{"user", orders.Update{Status: new(orders.StatusProcessed), NotifyUser: true}, 1},
		{"department", orders.Update{Status: new(orders.StatusProcessed), NotifyDepartment: true}, 1},
		{"vendor", orders.Update{Status: new(orders.StatusProcessed), NotifyVendor: true}, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("PUT orders/98", http.StatusInternalServerError, "<html>")
			client := shop.Client(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 2, MinWait: 1, MaxWait: 1}))
			err := orders.New(client).Update(t.Context(), 98, tt.update)
			if !errors.Is(err, quartet.ErrOutcomeUnknown) || !errors.Is(err, quartet.ErrServer) {
				t.Errorf("error %v", err)
			}
			if n := len(shop.Requests()); n != tt.want {
				t.Errorf("sent %d times, want %d", n, tt.want)
			}
		})
	}
}

func TestUpdateHoldsTheAnswerToTheID(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"order_id":"97"}`, `{}`, `[]`} {
		shop := cscarttest.New(t)
		shop.Answer("PUT orders/98", http.StatusOK, body)
		err := orders.New(shop.Client()).Update(t.Context(), 98, orders.Update{Notes: new("x")})
		if !errors.Is(err, quartet.ErrMalformed) {
			t.Errorf("%s: error %v, want ErrMalformed", body, err)
		}
	}
}
