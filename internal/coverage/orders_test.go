package coverage_test

import (
	"context"
	"reflect"
	"strconv"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/orders"
)

// ordersSubject is package orders.
func ordersSubject() subject {
	service := func(w *wire, in input) *orders.Service {
		client, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", "key", w.options()...)
		if err != nil {
			panic(err)
		}
		switch in.variant {
		case "orders.ForStore":
			return orders.New(client, orders.ForStore(3))
		case "orders.ForVendor":
			return orders.New(client, orders.ForVendor(3))
		}
		return orders.New(client)
	}
	return subject{
		name:    "orders",
		service: reflect.TypeFor[*orders.Service](),
		unix:    true,
		calls: map[string]call{
			"listOrders": func(ctx context.Context, w *wire, in input) (any, error) {
				var options []orders.QueryOption
				if in.option != nil {
					options = append(options, in.option.(orders.QueryOption))
				}
				return service(w, in).List(ctx, options...)
			},
			"getOrder": func(ctx context.Context, w *wire, in input) (any, error) {
				return service(w, in).Get(ctx, w.id("order_id"))
			},
			"createOrder": func(ctx context.Context, w *wire, in input) (any, error) {
				return service(w, in).Create(ctx, *in.body.(*orders.Draft))
			},
			"updateOrder": func(ctx context.Context, w *wire, in input) (any, error) {
				return nil, service(w, in).Update(ctx, 7, *in.body.(*orders.Update))
			},
			"deleteOrder": func(ctx context.Context, w *wire, in input) (any, error) {
				return nil, service(w, in).Delete(ctx, 7)
			},
		},
		options: orderOptions(func(w *wire) *orders.Service { return service(w, input{}) }),
		inputs: map[string]func() any{
			"createOrder": func() any {
				return &orders.Draft{
					UserData: &orders.UserData{
						Email: "a@b.example", BillingFirstName: "A", BillingLastName: "B", BillingAddress: "C", BillingCity: "D",
						BillingState: "E", BillingCountry: "US", BillingZip: "F", ShippingFirstName: "A", ShippingLastName: "B",
						ShippingAddress: "C", ShippingCity: "D", ShippingState: "E", ShippingCountry: "US", ShippingZip: "F",
					},
					PaymentID: 2, ShippingID: 3, Products: []orders.DraftProduct{{ProductID: 4, Amount: 5}},
				}
			},
			"updateOrder": func() any {
				return &orders.Update{
					Notes: new("x"), PaymentID: new(int64(2)), Products: []orders.DraftProduct{{ProductID: 4, Amount: 5}},
					UserData: &orders.UserDataUpdate{Email: new("a@b.example")},
				}
			},
		},
		setters: orderSetters(),
		answers: map[string]string{
			"listOrders":  `{"orders":[{"order_id":"7"}],"params":{"page":1,"items_per_page":10,"total_items":"1"}}`,
			"getOrder":    `{"order_id":"7"}`,
			"createOrder": `{"order_id":7}`,
			"updateOrder": `{"order_id":"7"}`,
		},
		spare: map[string]string{
			"orders.New":          "makes the service",
			"orders.Service.With": "changes calls, makes none",
			"orders.UpdatedSince": "updated_at_from alone, listed at UpdatedBetween",
			"orders.AfterID":      "where a walk begins",
			"orders.Prefetch":     "how a walk works",
			"orders.From":         "where a walk goes on",
			"orders.Progress":     "what a walk tells",
		},
	}
}

// orderOptions is what each option of the list puts into the query.
func orderOptions(service func(*wire) *orders.Service) map[string]option {
	from, to := time.Unix(1700000000, 0), time.Unix(1700000100, 0)
	one := func(value orders.QueryOption, name, text string) option {
		return option{value: value, wire: map[string]string{name: text}}
	}
	return map[string]option{
		"orders.AtPage":  one(orders.AtPage(4), "page", "4"),
		"orders.PerPage": one(orders.PerPage(30), "items_per_page", "30"),
		"orders.SortBy": {
			value: orders.SortBy(orders.SortTotal, quartet.Desc),
			wire:  map[string]string{"sort_by": "total", "sort_order": "desc"},
		},
		"orders.WithStatus":           one(orders.WithStatus(orders.StatusOpen), "status", "O"),
		"orders.WithStatus[status[]]": one(orders.WithStatus("O", "P"), "status[]", "O,P"),
		"orders.OfUser":               one(orders.OfUser(11), "user_id", "11"),
		"orders.OfCompany":            one(orders.OfCompany(12), "company_id", "12"),
		"orders.WithEmail":            one(orders.WithEmail("@b.example"), "email", "@b.example"),
		"orders.WithInvoice":          one(orders.WithInvoice(13), "invoice_id", "13"),
		"orders.WithCreditMemo":       one(orders.WithCreditMemo(14), "credit_memo_id", "14"),
		"orders.WithIDs":              one(orders.WithIDs(15, 16), "order_id", "15,16"),
		"orders.OfParent":             one(orders.OfParent(17), "parent_order_id", "17"),
		"orders.OfStorefront":         one(orders.OfStorefront(18), "storefront_id", "18"),
		"orders.WithName": {
			value: orders.WithName("Jane"),
			wire:  map[string]string{"name": "Jane", "cname": "Jane"},
		},
		"orders.WithPhone":         one(orders.WithPhone("555"), "phone", "555"),
		"orders.TotalFrom":         one(orders.TotalFrom(quartet.MustDecimal("9.50")), "total_from", "9.50"),
		"orders.TotalTo":           one(orders.TotalTo(quartet.MustDecimal("19.50")), "total_to", "19.50"),
		"orders.IncludeIncomplete": one(orders.IncludeIncomplete(), "include_incompleted", "1"),
		"orders.UpdatedBetween": {
			call: func(ctx context.Context, w *wire, _ input) (any, error) {
				w.answer = `{"orders":[],"params":{"page":1,"items_per_page":10,"total_items":"0"}}` // no order to confirm it by
				return service(w).List(ctx, orders.UpdatedBetween(from, to))
			},
			wire: map[string]string{"updated_at_from": "1700000000", "updated_at_to": "1700000099"},
		},
		"orders.PlacedBetween": {
			value: orders.PlacedBetween(from, to),
			wire:  map[string]string{"period": "C", "time_from": "1700000000", "time_to": "1700000099"},
		},
		"orders.Service.AllFull": {
			call: func(ctx context.Context, w *wire, _ input) (any, error) {
				w.answer = `{"orders":[],"params":{"page":1,"items_per_page":50,"total_items":"0"}}`
				return quartet.Collect(service(w).AllFull(ctx))
			},
			wire: map[string]string{"get_orders_data": "1"},
		},
	}
}

// orderSetters are for fields that take certain values only.
func orderSetters() map[string]setter {
	setters := map[string]setter{
		"orders.Draft.UserID": func(body any) string {
			draft := body.(*orders.Draft)
			draft.UserID, draft.UserData = 21, nil
			return "21"
		},
		"orders.Update.Status": func(body any) string {
			body.(*orders.Update).Status = new(orders.StatusComplete)
			return "C"
		},
		"orders.UserData.BillingCountry": func(body any) string {
			body.(*orders.Draft).UserData.BillingCountry = "DE"
			return "DE"
		},
		"orders.UserData.ShippingCountry": func(body any) string {
			body.(*orders.Draft).UserData.ShippingCountry = "FR"
			return "FR"
		},
		"orders.UserDataUpdate.BillingCountry": func(body any) string {
			body.(*orders.Update).UserData.BillingCountry = new("DE")
			return "DE"
		},
		"orders.UserDataUpdate.ShippingCountry": func(body any) string {
			body.(*orders.Update).UserData.ShippingCountry = new("FR")
			return "FR"
		},
	}
	for i, flag := range []string{"notify_user", "notify_department", "notify_vendor"} {
		setters["orders.Draft.Columns["+flag+"]"] = func(body any) string {
			body.(*orders.Draft).Columns = map[string]string{flag: strconv.Itoa(i % 2)}
			return strconv.Itoa(i % 2)
		}
	}
	return setters
}
