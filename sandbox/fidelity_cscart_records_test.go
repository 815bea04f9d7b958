package sandbox_test

import (
	"fmt"
	"strings"

	"github.com/quartetgo/quartet/sandbox"
)

// callRequest inserts a call request and reads it.
func (t *trial) callRequest(change func(*sandbox.CallRequest)) reply {
	t.Helper()
	return t.get(fmt.Sprint("call_requests/", t.CSCart.Server.InsertCallRequest(change)))
}

var cscartRecords = []fact{
	{"product-columns", captured, "product_id, item_id, amount and price of a product are strings, the price with two decimals", "", "", func(t *trial) {
		t.start()
		r := t.order(line(func(l *sandbox.Line) { l.Price = money("12") }))
		t.kind(r, "string", "products.*.product_id", "products.*.item_id", "products.*.amount", "products.*.product_code")
		t.is(r, "products.*.price", `"12.00"`)
	}},
	{"product-prices", captured, "base_price and original_price are numbers, strings when no base price is stored", "strings in orders 1 to 20", "", func(t *trial) {
		t.start()
		t.kind(t.get("orders/28"), "number", "products.*.base_price", "products.*.original_price")
		t.kind(t.get("orders/7"), "string", "products.*.base_price", "products.*.original_price")
	}},
	{"product-sums", captured, "subtotal, display_subtotal and tax_value of a product are numbers", "", "", func(t *trial) {
		t.start()
		t.kind(t.get("orders/28"), "number", "products.*.subtotal", "products.*.display_subtotal", "products.*.tax_value")
	}},
	{"product-discount", captured, "a product's discount is a number or a string", "the text that a PUT set comes back as it was sent", "", func(t *trial) {
		t.start()
		t.kind(t.get("orders/28"), "number", "products.*.discount")
		t.answers(t.shop("PUT", "orders/28", `{"products":{"12":{"amount":1,"discount":"1.50"}}}`), 200)
		t.is(t.get("orders/28"), "products.*.discount", `"1.50"`)
	}},
	{"product-company", captured, "a product's company_id is 0 or a string", "0 in orders 1 to 20", "", func(t *trial) {
		t.start()
		t.is(t.get("orders/7"), "products.*.company_id", "0")
		t.kind(t.get("orders/28"), "string", "products.*.company_id")
	}},
	{"product-shipped", captured, "shipped_amount is 0 or a string, shipment_amount a string or a number", "", "", func(t *trial) {
		t.start()
		r := t.order(line(func(l *sandbox.Line) { l.Amount, l.Shipped = 2, 0 }))
		t.is(r, "products.*.shipped_amount", "0")
		t.is(r, "products.*.shipment_amount", `"2"`)
		r = t.order(line(func(l *sandbox.Line) { l.Amount, l.Shipped = 2, 1 }))
		t.is(r, "products.*.shipped_amount", `"1"`)
		t.is(r, "products.*.shipment_amount", "1")
	}},
	{"product-deleted", captured, "of a product that is gone, product and product_status are null, deleted_product true, is_accessible false", "", "", func(t *trial) {
		t.start()
		r := t.order(line(func(l *sandbox.Line) { l.ProductID = 999 }))
		t.kind(r, "null", "products.*.product", "products.*.product_status")
		t.is(r, "products.*.deleted_product", "true")
		t.is(r, "products.*.is_accessible", "false")
		t.kind(t.get("orders/28"), "string", "products.*.product", "products.*.product_status")
	}},
	{"product-extra", captured, "a product's extra is an object, or false when it cannot be read", "", "", func(t *trial) {
		t.start()
		t.kind(t.order(nil), "object", "products.*.extra")
		t.is(t.order(func(o *sandbox.Order) { o.BrokenBlobs, o.Lines = true, o.Lines[:1] }), "products.*.extra", "false")
	}},
	{"product-options", captured, "extra.product_options are [] or an object of option and variant", "", "", func(t *trial) {
		t.start()
		t.is(t.order(line(func(l *sandbox.Line) { l.Options = nil })), "products.*.extra.product_options", "[]")
		r := t.order(line(func(l *sandbox.Line) { l.Options = []sandbox.LineOption{{ID: "12", Variant: "44"}} }))
		t.is(r, "products.*.extra.product_options", `{"12":"44"}`)
	}},
	{"product-in-group", captured, "inside product_groups product_id, amount and price are numbers", "", "", func(t *trial) {
		t.start()
		r := t.order(nil)
		for _, name := range []string{"product_id", "amount", "price"} {
			t.kind(r, "number", "product_groups.*.products.*."+name)
			t.kind(r, "string", "products.*."+name)
		}
	}},
	{"row", captured, "a list row has order_id, issuer_id, user_id, is_parent_order, parent_order_id, company_id, timestamp, names, email, status, total, invoice_id, credit_memo_id, points, as strings or null", "", "", func(t *trial) {
		t.in(profiles, func(string) {
			t.kind(t.get("orders"), "string null", strings.Fields("orders.0.order_id orders.0.issuer_id orders.0.user_id orders.0.is_parent_order orders.0.parent_order_id "+
				"orders.0.company_id orders.0.timestamp orders.0.firstname orders.0.lastname orders.0.email orders.0.status orders.0.total "+
				"orders.0.invoice_id orders.0.credit_memo_id orders.0.points")...)
		})
	}},
	{"row-phone", captured, "list rows have phone", "from 4.3.7; captured rows of 4.2.3 have none", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			t.kind(t.get("orders"), map[bool]string{true: "absent", false: "string"}[p == "4.2.3"], "orders.0.phone")
		})
	}},
	{"row-names", observed, "later rows have company, issuer_name, issuer_email and storefront_id, too", "from 4.13.2", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			want := map[bool]string{true: "absent", false: "string null"}[old(p)]
			t.kind(t.get("orders"), want, "orders.0.company", "orders.0.issuer_name", "orders.0.issuer_email", "orders.0.storefront_id")
		})
	}},
	{"row-points", observed, "points come with their add-on", "so, unless CSCartConfig.RewardPointsOff", "", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.RewardPointsOff = true }))
		t.kind(t.get("orders"), "absent", "orders.0.points")
	}},
	{"call-columns", observed, "columns of a call request are numeric strings, company_id among them", "", "", func(t *trial) {
		t.in([]string{"4.3.7", "4.13.2", "4.20.1"}, func(string) {
			t.kind(t.get("call_requests/7"), "string", "request_id", "company_id", "order_id", "user_id", "product_id", "timestamp")
		})
	}},
	{"call-nulls", observed, "notes, order_status and product of a call request are strings or null", "", "", func(t *trial) {
		t.start()
		r := t.callRequest(func(q *sandbox.CallRequest) { q.Notes, q.OrderID, q.ProductID = nil, 0, 0 })
		t.kind(r, "null", "notes", "order_status", "product")
		r = t.callRequest(func(q *sandbox.CallRequest) { q.Notes, q.OrderID, q.ProductID = new("n"), 7, 13 })
		t.kind(r, "string", "notes", "order_status", "product")
	}},
	{"call-times", observed, "time_from and time_to are free text, “10:00”, “” and even “__:__”", "", "", func(t *trial) {
		t.start()
		got := strings.Join(t.column(t.get("call_requests?items_per_page=0"), "call_requests", "time_from"), ",")
		t.equal(strings.Contains(got, "10:00") && strings.Contains(got, "__:__") && strings.Contains(got, ",,"), true)
		r := t.shop("POST", "call_requests", `{"phone":"1","time_from":"after lunch"}`)
		t.is(t.get(fmt.Sprint("call_requests/", t.id(r, "request_id"))), "time_from", `"after lunch"`)
	}},
	{"call-status", documented, "the status is new, in_progress, completed or no_answer", "", "", func(t *trial) {
		t.start()
		for _, status := range []string{"new", "in_progress", "completed", "no_answer"} {
			t.answers(t.shop("PUT", "call_requests/7", `{"status":"`+status+`"}`), 200)
			t.is(t.get("call_requests/7"), "status", `"`+status+`"`)
		}
	}},
	{"call-bad-status", believed, "an invalid status is stored as an empty one", "default: the column is an enum, and what it does not know is empty there", "", func(t *trial) {
		t.start()
		t.answers(t.shop("PUT", "call_requests/7", `{"status":"done"}`), 200)
		t.is(t.get("call_requests/7"), "status", `""`)
	}},
	{"cart-products", observed, "cart_products are \"\" when empty, else an array or an object", "", "", func(t *trial) {
		t.start()
		t.kinds(t.list(t.get("call_requests?items_per_page=0"), "call_requests"), "cart_products", "array object string")
		t.is(t.get(fmt.Sprint("call_requests/", t.id(t.shop("POST", "call_requests", `{"phone":"1","cart_products":[]}`), "request_id"))), "cart_products", `""`)
	}},
	{"cart-product-types", observed, "numbers and strings in cart_products stay what they were", "", "", func(t *trial) {
		t.start()
		r := t.shop("POST", "call_requests", `{"phone":"1","cart_products":{"7":{"product_id":13,"amount":"2","price":8.50}}}`)
		t.is(t.get(fmt.Sprint("call_requests/", t.id(r, "request_id"))), "cart_products", `{"7":{"product_id":13,"amount":"2","price":8.50}}`)
	}},
	{"call-email", observed, "a call request's email satisfies the required-field rule, but is not stored and does not come back", "read in 4.3.7 and 4.13.2; the document says that it does", "", func(t *trial) {
		t.in([]string{"4.3.7", "4.13.2", "4.20.1"}, func(string) {
			r := t.shop("POST", "call_requests", `{"email":"x@example.com","name":"N"}`)
			t.answers(r, 201)
			t.kind(t.get(fmt.Sprint("call_requests/", t.id(r, "request_id"))), "absent", "email")
			t.answers(t.shop("POST", "call_requests", `{"name":"N"}`), 400)
		})
	}},
	{"responsible", observed, "4.20.1 adds responsible, an object or []", "by profile", "", func(t *trial) {
		mine := func(q *sandbox.CallRequest) { q.UserID = 1 }
		t.in([]string{"4.3.7", "4.13.2"}, func(string) { t.kind(t.callRequest(mine), "absent", "responsible") })
		t.start()
		t.kind(t.callRequest(mine), "object", "responsible")
		t.kind(t.callRequest(func(q *sandbox.CallRequest) { q.UserID = 0 }), "empty", "responsible")
	}},
}
