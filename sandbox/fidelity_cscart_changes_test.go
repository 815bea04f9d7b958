package sandbox_test

import (
	"fmt"
	"strings"

	"github.com/quartetgo/quartet/sandbox"
)

// put changes an order that was placed with draftOrder, and reads it.
func (t *trial) put(body string) reply {
	t.Helper()
	id := t.id(t.place(draftOrder), "order_id")
	r := t.shop("PUT", fmt.Sprint("orders/", id), body)
	if r.status != 200 {
		t.Fatalf("%d %.300s", r.status, r.body)
	}
	return t.get(fmt.Sprint("orders/", id))
}

var cscartChanges = []fact{
	{"put-answer", documented, "PUT is 200 with the id as a string", "", "", func(t *trial) {
		t.in(profiles, func(string) { t.equal(t.shop("PUT", "orders/7", `{"notes":"n"}`).body, `{"order_id":"7"}`) })
		t.equal(t.shop("PUT", "call_requests/7", `{"notes":"n"}`).body, `{"request_id":"7"}`)
	}},
	{"delete-order", observed, "DELETE of an order is 204, from 4.3.2", "405 in 4.2.3 (the status is assumed)", "", func(t *trial) {
		t.in(profiles, func(p string) {
			t.answers(t.shop("DELETE", "orders/7", ""), map[bool]int{true: 405, false: 204}[strings.HasPrefix(p, "4.2.3")])
			t.answers(t.get("orders/7"), map[bool]int{true: 200, false: 404}[strings.HasPrefix(p, "4.2.3")])
		})
	}},
	{"delete-call-request", documented, "DELETE of a call request is 204", "", "", func(t *trial) {
		t.in([]string{"4.3.7", "4.13.2", "4.20.1"}, func(string) {
			t.answers(t.shop("DELETE", "call_requests/7", ""), 204)
			t.answers(t.get("call_requests/7"), 404)
		})
	}},
	{"put-products", documented, "a PUT replaces all products: those not named are removed", "", "", func(t *trial) {
		t.start()
		r := t.put(`{"products":{"13":{"amount":5}}}`)
		t.equal(strings.Count(find(r.body, "products"), `"product_code"`), 1)
		t.is(r, "products.*.amount", `"5"`)
	}},
	{"put-options", observed, "options that a PUT does not name are dropped, too", "", "", func(t *trial) {
		t.start()
		r := t.place(`{"user_id":3,"payment_id":2,"shipping_id":1,"products":{"12":{"amount":1,"product_options":{"12":"44"}}}}`)
		t.is(r, "products.*.extra.product_options", `{"12":"44"}`)
		path := fmt.Sprint("orders/", t.id(r, "order_id"))
		t.answers(t.shop("PUT", path, `{"products":{"12":{"amount":1}}}`), 200)
		t.is(t.get(path), "products.*.extra.product_options", "[]")
	}},
	{"put-prices", observed, "a PUT takes the posted prices when the first entry has both product_id and price", "", "", func(t *trial) {
		t.start()
		t.is(t.put(`{"products":{"a":{"product_id":"13","amount":1,"price":"3.50"}}}`), "products.*.price", `"3.50"`)
		t.is(t.put(`{"products":{"13":{"amount":1,"price":"3.50"}}}`), "products.*.price", `"8.00"`)
	}},
	{"put-total", documented, "total in a PUT wins over discount and subtotal_discount", "", "", func(t *trial) {
		t.start()
		t.is(t.put(`{"subtotal_discount":"10"}`), "total", `"22.88"`)
		t.is(t.put(`{"total":"5.55","discount":"1","subtotal_discount":"10"}`), "total", `"5.55"`)
	}},
	{"put-subtotal", documented, "subtotal cannot be set", "", "", func(t *trial) {
		t.start()
		t.is(t.put(`{"subtotal":"1","notes":"n"}`), "total", `"32.88"`)
		t.equal(find(t.put(`{"subtotal":"1","notes":"n"}`).body, "subtotal") > "27.8", true)
	}},
	{"put-user", observed, "user_id in a PUT replaces the addresses by that user's profile", "", "", func(t *trial) {
		t.start()
		before, after := t.place(draftOrder), t.put(`{"user_id":5}`)
		t.is(after, "user_id", `"5"`)
		t.equal(find(before.body, "b_address") != find(after.body, "b_address"), true)
	}},
	{"put-payment-info", documented, "payment_info counts only together with payment_id", "", "", func(t *trial) {
		t.start()
		t.is(t.put(`{"payment_info":{"customer_phone":"1"}}`), "payment_info", "[]")
		t.is(t.put(`{"payment_id":2,"payment_info":{"customer_phone":"1"}}`), "payment_info", `{"customer_phone":"1"}`)
	}},
	{"put-shipping-keys", observed, "an array of shipping_id in a PUT goes by indexes", "", "", func(t *trial) {
		t.in([]string{"4.13.2-mv", "4.20.1-mv"}, func(string) {
			id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.CompanyID, o.ShippingIDs = 2, "1" })
			t.answers(t.shop("PUT", fmt.Sprint("orders/", id), `{"products":{"3":{"amount":1}},"shipping_id":{"0":"2"}}`), 200)
			t.is(t.get(fmt.Sprint("orders/", id)), "shipping_ids", `"2"`)
		})
	}},
	{"put-columns", observed, "a PUT writes some order columns that are undocumented", "", "", func(t *trial) {
		t.start()
		r := t.put(`{"details":"d","ip_address":"192.0.2.9"}`)
		t.is(r, "details", `"d"`)
		t.is(r, "ip_address", `"192.0.2.9"`)
	}},
	{"notify", observed, "notify_user and notify_department are on when they are not empty: “N” counts as on", "mails are counted", "", func(t *trial) {
		t.start()
		for body, mails := range map[string]int{`"1"`: 1, `"N"`: 1, `"Y"`: 1, `true`: 1, `""`: 0, `"0"`: 0, `false`: 0} {
			before := t.CSCart.Server.Counts()
			t.answers(t.shop("PUT", "orders/7", `{"status":"P","notify_user":`+body+`,"notify_department":`+body+`}`), 200)
			after := t.CSCart.Server.Counts()
			t.equal(after.MailsToUser-before.MailsToUser, mails)
			t.equal(after.MailsToDepartment-before.MailsToDepartment, mails)
		}
	}},
	{"notify-vendor", documented, "notify_vendor is Multi-Vendor's", "", "", func(t *trial) {
		t.in([]string{"4.20.1", "4.20.1-mv"}, func(p string) {
			t.answers(t.shop("PUT", "orders/7", `{"status":"P","notify_vendor":"1"}`), 200)
			t.equal(t.CSCart.Server.Counts().MailsToVendor, map[string]int{"4.20.1": 0, "4.20.1-mv": 1}[p])
		})
	}},
	{"notify-post", documented, "notify flags belong to PUT", "a POST ignores them", "", func(t *trial) {
		t.start()
		t.place(strings.Replace(draftOrder, `{`, `{"notify_user":"1","notify_department":"1",`, 1))
		t.equal(t.CSCart.Server.Counts().MailsToUser+t.CSCart.Server.Counts().MailsToDepartment, 0)
	}},
	{"ends-in-b", observed, "a status change can answer 200 and end in B for want of stock", "product 243 is sold out", "", func(t *trial) {
		t.start()
		id := t.id(t.place(`{"user_id":3,"payment_id":2,"shipping_id":1,"products":{"243":{"amount":1}}}`), "order_id")
		t.answers(t.shop("PUT", fmt.Sprint("orders/", id), `{"status":"P"}`), 200)
		t.is(t.get(fmt.Sprint("orders/", id)), "status", `"B"`)
	}},
	{"put-call-request", documented, "PUT of a call request writes user_id, order_id, product_id, status and notes", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("PUT", "call_requests/7", `{"user_id":2,"order_id":3,"product_id":13,"status":"completed","notes":"n"}`), 200)
		r := t.get("call_requests/7")
		for name, want := range map[string]string{"user_id": "2", "order_id": "3", "product_id": "13", "status": "completed", "notes": "n"} {
			t.is(r, name, `"`+want+`"`)
		}
	}},
	{"put-call-columns", observed, "PUT of a call request writes any column sent", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("PUT", "call_requests/7", `{"phone":"555","name":"N","timestamp":1500000000,"time_to":"late"}`), 200)
		r := t.get("call_requests/7")
		t.is(r, "phone", `"555"`)
		t.is(r, "timestamp", `"1500000000"`)
		t.is(r, "time_to", `"late"`)
	}},
	{"no-administrator", observed, "4.20.1 drops a user_id that is no administrator without a word", "by profile", "", func(t *trial) {
		t.in([]string{"4.13.2", "4.20.1"}, func(p string) {
			id := t.CSCart.Server.InsertCallRequest(func(q *sandbox.CallRequest) { q.UserID = 1 })
			t.answers(t.shop("PUT", fmt.Sprint("call_requests/", id), `{"user_id":50}`), 200)
			t.is(t.get(fmt.Sprint("call_requests/", id)), "user_id", map[string]string{"4.13.2": `"50"`, "4.20.1": `"1"`}[p])
		})
	}},
}
