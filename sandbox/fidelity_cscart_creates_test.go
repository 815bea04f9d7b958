package sandbox_test

import (
	"fmt"
	"strings"

	"github.com/quartetgo/quartet/sandbox"
)

// guestData is what a guest must tell, without phones.
const guestData = `"user_data":{"email":"guest@example.com",` +
	`"s_firstname":"S","s_lastname":"L","s_country":"US","s_city":"Boston","s_state":"MA","s_zipcode":"02125","s_address":"1 Main",` +
	`"b_firstname":"B","b_lastname":"L","b_country":"US","b_city":"Boston","b_state":"MA","b_zipcode":"02125","b_address":"1 Main"}`

// twoVendors is an order of products of the vendors 1 and 2.
const twoVendors = `{"user_id":3,"payment_id":1,"shipping_id":%s,"products":{"1":{"amount":1},"3":{"amount":2}}}`

// place creates an order in the first store and reads it.
func (t *trial) place(body string) reply {
	t.Helper()
	r := t.shop("POST", "stores/1/orders", body)
	if r.status != 201 {
		t.Fatalf("%d %.300s", r.status, r.body)
	}
	return t.get(fmt.Sprint("orders/", t.id(r, "order_id")))
}

var cscartCreates = []fact{
	{"post-order", documented, "POST of an order is 201 with the order id as a string", "4.2.3 and 4.3.7", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7"}, func(string) {
			r := t.shop("POST", "stores/1/orders", draftOrder)
			t.answers(r, 201)
			t.equal(r.body, fmt.Sprintf(`{"order_id":"%d"}`, t.id(r, "order_id")))
		})
	}},
	{"post-order-data", observed, "4.13.2 and later answer the id as a number, with order_data", "by profile", "", func(t *trial) {
		t.in([]string{"4.13.2", "4.20.1", "4.13.2-mv", "4.20.1-mv"}, func(p string) {
			path := map[bool]string{true: "orders", false: "stores/1/orders"}[strings.HasSuffix(p, "-mv")]
			r := t.shop("POST", path, draftOrder)
			t.answers(r, 201)
			t.kind(r, "number", "order_id")
			t.is(r, "order_data.total", `"32.88"`)
		})
	}},
	{"post-suborders", observed, "Multi-Vendor adds suborder_ids and suborders_data; with several vendors order_id is the parent", "from 4.13.2; [] for one vendor", "", func(t *trial) {
		t.in([]string{"4.13.2-mv", "4.20.1-mv"}, func(string) {
			t.kind(t.shop("POST", "orders", draftOrder), "empty", "suborder_ids", "suborders_data")
			r := t.shop("POST", "orders", fmt.Sprintf(twoVendors, "1"))
			t.kind(r, "number", "suborder_ids.0", "suborder_ids.1")
			t.kind(r, "object", "suborders_data.*")
			t.is(r, "order_data.status", `"T"`)
			t.is(t.get("orders/"+find(r.body, "suborder_ids.1")), "parent_order_id", `"`+find(r.body, "order_id")+`"`)
		})
	}},
	{"select-a-store", documented, "without a prefix a root key gets 400 “Please select a store first” on CS-Cart, not on Multi-Vendor", "", "", func(t *trial) {
		t.in(profiles, func(p string) {
			r := t.shop("POST", "orders", draftOrder)
			if strings.HasSuffix(p, "-mv") {
				t.answers(r, 201)
				return
			}
			t.answers(r, 400, "Please select a store first")
		})
	}},
	{"required", documented, "payment_id, shipping_id, and products with amount are required", "", "", func(t *trial) {
		t.start()
		for without, named := range map[string]string{
			`"payment_id":"2",`: "payment_id", `"shipping_id":"1",`: "shipping_id",
			`,"products":{"12":{"amount":"1"},"13":{"amount":2}}`: "products", `"amount":"1"`: "amount",
		} {
			t.answers(t.shop("POST", "stores/1/orders", strings.Replace(draftOrder, without, "", 1)), 400, named)
		}
	}},
	{"required-of-guests", documented, "user_data is required when user_id is 0 or left out: e-mail, and name, address, city, state, country, zip of both addresses", "all that is missing is named", "", func(t *trial) {
		t.start()
		for _, user := range []string{``, `"user_id":0,`, `"user_id":"0",`} {
			t.answers(t.shop("POST", "stores/1/orders", `{`+user+`"payment_id":2,"shipping_id":1,"products":{"12":{"amount":1}}}`), 400, "user_data")
		}
		t.answers(t.shop("POST", "stores/1/orders", `{"payment_id":2,"shipping_id":1,"products":{"12":{"amount":1}},"user_data":{"b_city":"Boston"}}`), 400,
			"user_data.email", "b_firstname", "b_lastname", "b_address", "b_state", "b_country", "b_zipcode",
			"s_firstname", "s_lastname", "s_address", "s_city", "s_state", "s_country", "s_zipcode")
	}},
	{"guest-phones", documented, "the phones of both addresses are required, and the vendor's own example of a guest leaves them out", "they may be left out", "", func(t *trial) {
		t.start()
		t.is(t.place(`{"payment_id":2,"shipping_id":1,"products":{"12":{"amount":1}},`+guestData+`}`), "b_phone", `""`)
	}},
	{"user-data-ignored", documented, "user_data is ignored when user_id is given", "the user's profile counts", "", func(t *trial) {
		t.start()
		r := t.place(`{"user_id":3,"payment_id":2,"shipping_id":1,"products":{"12":{"amount":1}},` + guestData + `}`)
		t.is(r, "user_id", `"3"`)
		t.equal(strings.Contains(r.body, "guest@example.com"), false)
	}},
	{"new-is-open", documented, "a new order's status is O", "", "", func(t *trial) {
		t.start()
		t.is(t.place(strings.Replace(draftOrder, `{`, `{"status":"C",`, 1)), "status", `"O"`)
	}},
	{"products-map", documented, "products are a map; a key counts as the product id unless the entry has product_id", "", "", func(t *trial) {
		t.start()
		r := t.place(`{"user_id":3,"payment_id":2,"shipping_id":1,"products":{"12":{"amount":1},"x":{"product_id":"13","amount":1}}}`)
		t.answers(r, 200, `"product_id":"12"`, `"product_id":"13"`)
	}},
	{"same-product-twice", documented, "the same product with other options needs keys of one's own and product_id inside", "", "", func(t *trial) {
		t.start()
		r := t.place(`{"user_id":3,"payment_id":2,"shipping_id":1,"products":{` +
			`"a":{"product_id":12,"amount":1,"product_options":{"12":"44"}},"b":{"product_id":12,"amount":1,"product_options":{"12":"45"}}}}`)
		t.equal(strings.Count(find(r.body, "products"), `"product_code"`), 2)
	}},
	{"post-prices-ignored", observed, "prices in a POST are ignored", "", "", func(t *trial) {
		t.start()
		t.is(t.place(`{"user_id":3,"payment_id":2,"shipping_id":1,"products":{"12":{"product_id":12,"amount":1,"price":"0.01"}}}`), "products.*.price", `"11.88"`)
	}},
	{"post-refused", observed, "shipping unavailable, minimum amount, a user of another store, payment unavailable: 403 from 4.13.2, not the documented 400", "by profile; older ones 400", "", func(t *trial) {
		for _, p := range []string{"4.3.7", "4.13.2", "4.20.1"} {
			t.start(release(p), shopWith(func(c *sandbox.CSCartConfig) { c.MinimumOrder = money("20") }))
			want := map[bool]int{true: 400, false: 403}[old(p)]
			for part, other := range map[string]string{
				`"shipping_id":"1"`: `"shipping_id":"99"`, `"payment_id":"2"`: `"payment_id":"99"`,
				`"user_id":"3"`: `"user_id":"9"`, `,"13":{"amount":2}`: ``,
			} {
				t.answers(t.shop("POST", "stores/1/orders", strings.Replace(draftOrder, part, other, 1)), want)
			}
			t.equal(t.CSCart.Server.Counts().OrdersCreated, 0)
		}
	}},
	{"shipping-scalar", documented, "shipping_id is one id for everything", "", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.20.1"}, func(string) { t.is(t.place(draftOrder), "shipping_ids", `"1"`) })
	}},
	{"shipping-map", observed, "from 4.3.7 shipping_id may be an array by product group", "refused in 4.2.3", "", func(t *trial) {
		t.in([]string{"4.2.3-mv", "4.3.7-mv"}, func(p string) {
			t.answers(t.shop("POST", "orders", fmt.Sprintf(twoVendors, `["1","2"]`)), map[string]int{"4.2.3-mv": 400, "4.3.7-mv": 201}[p])
		})
	}},
	{"shipping-keys", observed, "its keys are indexes in 4.13.2, and company ids in a POST of 4.20.1", "by profile", "", func(t *trial) {
		for p, want := range map[string][2]int{"4.13.2-mv": {201, 403}, "4.20.1-mv": {403, 201}} {
			t.start(release(p))
			t.answers(t.shop("POST", "orders", fmt.Sprintf(twoVendors, `{"0":"1","1":"2"}`)), want[0])
			t.answers(t.shop("POST", "orders", fmt.Sprintf(twoVendors, `{"1":"1","2":"2"}`)), want[1])
		}
	}},
	{"coupon-codes", documented, "coupon_codes are a map; a list and a single code work, too (observed)", "unknown codes do nothing (assumed)", "", func(t *trial) {
		t.start()
		for _, codes := range []string{`{"0":"SPRING"}`, `["SPRING"]`, `"SPRING"`} {
			t.is(t.place(strings.Replace(draftOrder, `{`, `{"coupon_codes":`+codes+`,`, 1)), "coupons", `{"SPRING":[16]}`)
		}
	}},
	{"post-columns", observed, "fields that are order columns are written though undocumented", "", "", func(t *trial) {
		t.start()
		r := t.place(strings.Replace(draftOrder, `{`, `{"lang_code":"ru","ip_address":"192.0.2.7","timestamp":1500000000,`, 1))
		t.is(r, "lang_code", `"ru"`)
		t.is(r, "ip_address", `"192.0.2.7"`)
		t.is(r, "timestamp", `"1500000000"`)
	}},
	{"post-call-request", documented, "POST of a call request is 201 with request_id as a number", "", "", func(t *trial) {
		t.in([]string{"4.3.7", "4.13.2", "4.20.1"}, func(string) {
			r := t.shop("POST", "call_requests", `{"phone":"1"}`)
			t.answers(r, 201)
			t.kind(r, "number", "request_id")
		})
	}},
	{"emoji", believed, "a character of four bytes cuts a call request's text short", "", "CSCartConfig.Beliefs.CutAtEmoji", func(t *trial) {
		for on, want := range map[bool]string{false: `"ab\ud83d\ude00c"`, true: `"ab"`} {
			t.start(shopWith(func(c *sandbox.CSCartConfig) { c.Beliefs.CutAtEmoji = on }))
			r := t.shop("POST", "call_requests", `{"phone":"1","name":"ab😀c"}`)
			t.is(t.get(fmt.Sprint("call_requests/", t.id(r, "request_id"))), "name", want)
		}
	}},
}
