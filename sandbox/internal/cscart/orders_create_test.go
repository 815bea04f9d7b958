package cscart_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

const storeOrders, allOrders = "/api/2.0/stores/1/orders", "/api/2.0/orders"

// create places an order and returns it as the API reads it back.
func (s *store) create(path, body string) (id int64, order map[string]any) {
	s.t.Helper()
	id = asID(s.t, s.object(s.send("POST", path, body), 201)["order_id"])
	return id, s.object(s.get(idPath("orders", id)), 200)
}

func TestCreateAnswers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ profile, path, kinds string }{
		{"4.2.3", storeOrders, "string absent absent"},
		{"4.3.7", storeOrders, "string absent absent"},
		{"4.3.7-mv", allOrders, "string absent absent"},
		{"4.13.2", storeOrders, "number object absent"},
		{"4.20.1", storeOrders, "number object absent"},
		{"4.20.1-mv", allOrders, "number object []"},
	} {
		s := open(t, profile(c.profile))
		v := s.object(s.send("POST", c.path, draft), 201)
		if got := fmt.Sprint(kindOf(v, "order_id"), " ", kindOf(v, "order_data"), " ", kindOf(v, "suborder_ids")); got != c.kinds {
			t.Errorf("%s: %s, want %s", c.profile, got, c.kinds)
		}
		o := s.object(s.get(idPath("orders", asID(t, v["order_id"]))), 200)
		if o["status"] != "O" || o["user_id"] != "3" || o["total"] != "32.88" || o["timestamp"] != fmt.Sprint(testNow.Unix()) {
			t.Errorf("%s: status %v, user %v, total %v (11.88 + 2×8.00 + 5.00), timestamp %v", c.profile, o["status"], o["user_id"], o["total"], o["timestamp"])
		}
		if n := s.Counts().OrdersCreated; n != 1 {
			t.Errorf("%s: %d orders created", c.profile, n)
		}
	}
}

func TestCreateNeedsAStore(t *testing.T) {
	t.Parallel()
	s := open(t)
	r := s.send("POST", allOrders, draft)
	if r.status != 400 || !strings.Contains(r.body, "Please select a store first") {
		t.Errorf("%d %s", r.status, r.body)
	}
	if _, o := s.create("/api/stores/2/orders", draft); o["company_id"] != "2" || o["storefront_id"] != "2" {
		t.Errorf("company %v, storefront %v", o["company_id"], o["storefront_id"])
	}
}

// guest is the data of a guest, without phones, as the vendor's own example has it.
const guest = `"user_data":{"email":"guest@example.com","firstname":"Gus","lastname":"Guest",` +
	`"s_firstname":"S","s_lastname":"L","s_country":"US","s_city":"Boston","s_state":"MA","s_zipcode":"02125","s_address":"1 Main",` +
	`"b_firstname":"B","b_lastname":"L","b_country":"US","b_city":"Boston","b_state":"MA","b_zipcode":"02125","b_address":"1 Main"}`

func TestCreate(t *testing.T) {
	t.Parallel()
	const rest = `,"payment_id":1,"shipping_id":1`
	for _, c := range []struct {
		name, body, key, want string
	}{
		{"products by id", `{"user_id":3,"products":{"12":{"amount":1}}` + rest + `}`, "total", "16.88"},
		{"products by own keys", `{"user_id":3,"products":{"1":{"product_id":"12","amount":"2"}}` + rest + `}`, "total", "28.76"},
		{"products as a list", `{"user_id":3,"products":[{"product_id":"12","amount":"2"}]` + rest + `}`, "total", "28.76"},
		{"prices are ignored", `{"user_id":3,"products":{"1":{"product_id":12,"amount":1,"price":"0.01","discount":"5"}}` + rest + `}`, "total", "16.88"},
		{"a coupon as a text", `{"user_id":3,"coupon_codes":"123","products":{"13":{"amount":5}}` + rest + `}`, "total", "37.00"},
		{"a coupon in a list", `{"user_id":3,"coupon_codes":["123"],"products":{"13":{"amount":5}}` + rest + `}`, "total", "37.00"},
		{"a coupon in a map", `{"user_id":3,"coupon_codes":{"1":"123"},"products":{"13":{"amount":5}}` + rest + `}`, "total", "37.00"},
		{"a coupon's promotion", `{"user_id":3,"coupon_codes":"123","products":{"13":{"amount":5}}` + rest + `}`, "promotion_ids", "15"},
		{"an unknown coupon", `{"user_id":3,"coupon_codes":"x","products":{"13":{"amount":5}}` + rest + `}`, "total", "45.00"},
		{"status is always O", `{"user_id":3,"status":"C","products":{"13":{"amount":5}}` + rest + `}`, "status", "O"},
		{"columns are written", `{"user_id":3,"notes":"ring","b_city":"Riga","products":{"13":{"amount":5}}` + rest + `}`, "b_city", "Riga"},
		{"computed columns are not", `{"user_id":3,"total":"1","discount":"3","products":{"13":{"amount":5}}` + rest + `}`, "total", "45.00"},
		{"user_data is ignored with a user", `{"user_id":3,` + guest + `,"products":{"13":{"amount":5}}` + rest + `}`, "user_id", "3"},
		{"a guest", `{"user_id":0,` + guest + `,"products":{"13":{"amount":5}}` + rest + `}`, "user_id", "0"},
		{"a guest without user_id", `{` + guest + `,"products":{"13":{"amount":5}}` + rest + `}`, "email", "guest@example.com"},
		{"a guest's name", `{` + guest + `,"products":{"13":{"amount":5}}` + rest + `}`, "firstname", "Gus"},
		{"a surcharge", `{"user_id":3,"payment_id":3,"shipping_id":1,"products":{"13":{"amount":5}}}`, "total", "46.50"},
		{"shipping by group", `{"user_id":3,"payment_id":1,"shipping_id":{"1":"2"},"products":{"13":{"amount":5}}}`, "shipping_ids", "2"},
		{"nothing to ship", `{"user_id":3,"products":{"242":{"amount":1}}` + rest + `}`, "total", "9.10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, o := open(t).create(storeOrders, c.body); textOf(o[c.key]) != c.want {
				t.Errorf("%s is %v, want %s", c.key, o[c.key], c.want)
			}
		})
	}
}

func TestUserDataIsIgnoredWithAUser(t *testing.T) {
	t.Parallel()
	_, o := open(t).create(storeOrders, `{"user_id":3,`+guest+`,"payment_id":1,"shipping_id":1,"products":{"13":{"amount":5}}}`)
	if o["email"] == "guest@example.com" || o["s_address"] == "1 Main" {
		t.Errorf("e-mail %v, address %v", o["email"], o["s_address"])
	}
}

func TestGuestIsNamedByTheBillingAddress(t *testing.T) {
	t.Parallel()
	data := strings.Replace(guest, `"firstname":"Gus","lastname":"Guest",`, "", 1)
	_, o := open(t).create(storeOrders, `{`+data+`,"payment_id":1,"shipping_id":1,"products":{"13":{"amount":5}}}`)
	if o["firstname"] != "B" || o["lastname"] != "L" {
		t.Errorf("%v %v", o["firstname"], o["lastname"])
	}
}

func TestSameProductTwice(t *testing.T) {
	t.Parallel()
	const body = `{"user_id":3,"payment_id":1,"shipping_id":1,"products":{` +
		`"1":{"product_id":"12","amount":"1","product_options":{"3":"12","4":"17"}},` +
		`"2":{"product_id":"12","amount":"2","product_options":{"3":"15","4":"19"}},` +
		`"3":{"product_id":"12","amount":"4","product_options":{"3":"15","4":"19"}}}}`
	_, o := open(t).create(storeOrders, body)
	amounts := map[string]string{}
	for _, p := range o["products"].(map[string]any) {
		p := p.(map[string]any)
		amounts[textOf(p["extra"].(map[string]any)["product_options"])] = textOf(p["amount"])
	}
	if len(amounts) != 2 || amounts[`{"3":"12","4":"17"}`] != "1" || amounts[`{"3":"15","4":"19"}`] != "6" {
		t.Errorf("%v", amounts)
	}
}

func TestCreateRefused(t *testing.T) {
	t.Parallel()
	const products = `"products":{"13":{"amount":5}}`
	for _, c := range []struct {
		name, body    string
		modern, older int
		text          string
	}{
		{"no payment", `{"user_id":3,"shipping_id":1,` + products + `}`, 400, 400, "payment_id"},
		{"no shipping", `{"user_id":3,"payment_id":1,` + products + `}`, 400, 400, "shipping_id"},
		{"no products", `{"user_id":3,"payment_id":1,"shipping_id":1}`, 400, 400, "products"},
		{"neither user nor data", `{"payment_id":1,"shipping_id":1,` + products + `}`, 400, 400, "user_data"},
		{"a guest without a city", `{"payment_id":1,"shipping_id":1,` + strings.Replace(guest, `"s_city":"Boston",`, "", 1) + `,` + products + `}`, 400, 400, "user_data.s_city"},
		{"unknown user", `{"user_id":4711,"payment_id":1,"shipping_id":1,` + products + `}`, 400, 400, "User"},
		{"unknown product", `{"user_id":3,"payment_id":1,"shipping_id":1,"products":{"4711":{"amount":1}}}`, 400, 400, "4711"},
		{"no amount", `{"user_id":3,"payment_id":1,"shipping_id":1,"products":{"13":{"product_id":13}}}`, 400, 400, "amount"},
		{"payment unavailable", `{"user_id":3,"payment_id":4,"shipping_id":1,` + products + `}`, 403, 400, "payment"},
		{"shipping unavailable", `{"user_id":3,"payment_id":1,"shipping_id":4,` + products + `}`, 403, 400, "shipping"},
		{"user of another store", `{"user_id":9,"payment_id":1,"shipping_id":1,` + products + `}`, 403, 400, "another store"},
		{"below the minimum", `{"user_id":3,"payment_id":1,"shipping_id":1,"products":{"14":{"amount":1}}}`, 403, 400, "3.16"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			for name, status := range map[string]int{"4.3.7": c.older, "4.13.2": c.modern, "4.20.1": c.modern} {
				s := open(t, profile(name), func(c *cscart.Config) { c.MinimumOrder = decimalOf("3.16") })
				r := s.send("POST", storeOrders, c.body)
				if r.status != status || !strings.Contains(r.body, c.text) || s.Counts().OrdersCreated != 0 {
					t.Errorf("%s: %d %s, want %d with %q", name, r.status, r.body, status, c.text)
				}
			}
		})
	}
}

// Product 1 is of vendor 1, product 3 of vendor 2.
const twoVendors = `{"user_id":3,"payment_id":1,"shipping_id":%s,"products":{"1":{"amount":1},"3":{"amount":2}}}`

func TestSeveralVendors(t *testing.T) {
	t.Parallel()
	s := open(t, profile("4.20.1-mv"))
	v := s.object(s.send("POST", allOrders, fmt.Sprintf(twoVendors, `{"1":"1","2":"2"}`)), 201)
	ids, data := v["suborder_ids"].([]any), v["suborders_data"].(map[string]any)
	parent := s.object(s.get(idPath("orders", asID(t, v["order_id"]))), 200)
	if parent["is_parent_order"] != "Y" || parent["status"] != "T" || parent["total"] != "42.90" || parent["shipping_ids"] != "1,2" {
		t.Errorf("parent: %v, status %v, total %v (10.90 + 2×7.25 + 5.00 + 12.50), shipping %v", parent["is_parent_order"], parent["status"], parent["total"], parent["shipping_ids"])
	}
	if kindOf(parent, "shipping") != "object" || kindOf(parent, "product_groups") != "object" {
		t.Errorf("shipping %s, product_groups %s: want both keyed by vendor", kindOf(parent, "shipping"), kindOf(parent, "product_groups"))
	}
	for i, want := range []struct{ company, total string }{{"1", "15.90"}, {"2", "27.00"}} {
		o := s.object(s.get(idPath("orders", asID(t, ids[i]))), 200)
		if o["parent_order_id"] != parent["order_id"] || o["company_id"] != want.company || o["total"] != want.total || o["status"] != "O" {
			t.Errorf("sub-order %d: parent %v, company %v, total %v, status %v", i, o["parent_order_id"], o["company_id"], o["total"], o["status"])
		}
		if data[textOf(ids[i])] == nil {
			t.Errorf("no data of sub-order %v", ids[i])
		}
	}
	if len(ids) != 2 || s.Counts().OrdersCreated != 1 {
		t.Errorf("%d sub-orders, %d created", len(ids), s.Counts().OrdersCreated)
	}
}

// The keys of shipping_id are indexes in 4.13.2, company ids in a POST of 4.20.1;
// 4.2.3 knows one method only.
func TestShippingByGroup(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		profile, shipping string
		status            int
	}{
		{"4.2.3-mv", `1`, 201}, {"4.2.3-mv", `[1,2]`, 400},
		{"4.3.7-mv", `1`, 201}, {"4.3.7-mv", `[1,2]`, 201},
		{"4.13.2-mv", `[1,2]`, 201}, {"4.13.2-mv", `{"0":"1","1":"2"}`, 201}, {"4.13.2-mv", `{"1":"1","2":"2"}`, 403},
		{"4.20.1-mv", `1`, 201}, {"4.20.1-mv", `{"1":"1","2":"2"}`, 201}, {"4.20.1-mv", `[1,2]`, 403}, {"4.20.1-mv", `{"1":"1"}`, 403},
	} {
		r := open(t, profile(c.profile)).send("POST", allOrders, fmt.Sprintf(twoVendors, c.shipping))
		if r.status != c.status {
			t.Errorf("%s, shipping_id %s: %d %s, want %d", c.profile, c.shipping, r.status, r.body, c.status)
		}
	}
	s := open(t, profile("4.20.1-mv")) // a PUT goes by indexes there too
	parent := asID(t, s.object(s.send("POST", allOrders, fmt.Sprintf(twoVendors, "1")), 201)["order_id"])
	s.object(s.send("PUT", idPath("orders", parent), `{"shipping_id":["2","3"]}`), 200)
	if o, _ := s.Order(parent); o.ShippingIDs != "2,3" {
		t.Errorf("shipping ids %q", o.ShippingIDs)
	}
}

func TestNotifyFlagsOfACreateDoNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.create(storeOrders, strings.Replace(draft, "{", `{"notify_user":"1","notify_department":"1",`, 1))
	if c := s.Counts(); c.MailsToUser+c.MailsToDepartment != 0 {
		t.Errorf("%+v", c)
	}
}

func TestFormBody(t *testing.T) {
	t.Parallel()
	s := open(t)
	r := s.send("POST", storeOrders, "user_id=3&payment_id=2&shipping_id=1&products[12][amount]=2&coupon_codes[1]=123", "Content-Type", "application/x-www-form-urlencoded")
	id := asID(t, s.object(r, 201)["order_id"])
	if o, _ := s.Order(id); o.Total.StringFixed(2) != "24.01" {
		t.Errorf("total %s (2×11.88 less 20 %%, and 5.00)", o.Total)
	}
}
