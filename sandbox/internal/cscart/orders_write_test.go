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

func TestUpdate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, body, key, want string }{
		{"status", `{"status":"P"}`, "status", "P"},
		{"a status of the store's own", `{"status":"Z"}`, "status", "Z"},
		{"notes", `{"notes":"a/b"}`, "notes", "a/b"},
		{"details", `{"details":"x"}`, "details", "x"},
		{"total", `{"total":"100"}`, "total", "100.00"},
		{"total wins over discounts", `{"total":"100","discount":"5","subtotal_discount":"7"}`, "total", "100.00"},
		{"subtotal_discount", `{"subtotal_discount":"2.88"}`, "total", "30.00"},
		{"discount", `{"discount":2.88}`, "total", "30.00"},
		{"subtotal cannot be set (and is added up in floats)", `{"subtotal":"1"}`, "subtotal", "27.880000000000003"},
		{"shipping_cost", `{"shipping_cost":"0.12"}`, "total", "28.00"},
		{"user data", `{"user_data":{"b_firstname":"John"}}`, "b_firstname", "John"},
		{"user data: e-mail", `{"user_data":{"email":"x@example.com"}}`, "email", "x@example.com"},
		{"products are replaced", `{"products":{"1":{"product_id":"14","amount":"2"}}}`, "total", "11.30"},
		{"posted price", `{"products":{"1":{"product_id":"14","amount":"2","price":"1.00"}}}`, "total", "7.00"},
		{"price without product_id", `{"products":{"14":{"amount":"2","price":"1.00"}}}`, "total", "11.30"},
		{"price of the second entry only", `{"products":{"1":{"product_id":"14","amount":"1"},"2":{"product_id":"13","amount":"1","price":"1"}}}`, "total", "16.15"},
		{"discount on a product", `{"products":{"1":{"product_id":"14","amount":"2","discount":"0.15"}}}`, "total", "11.00"},
		{"payment", `{"payment_id":3}`, "total", "34.38"},
		{"another shipping", `{"shipping_id":2}`, "total", "40.38"},
		{"a column", `{"s_city":"Riga"}`, "s_city", "Riga"},
		{"tax exempt", `{"tax_exempt":"Y"}`, "tax_exempt", "Y"},
		{"an unknown key", `{"colour":"red"}`, "status", "O"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			id, _ := s.create(storeOrders, draft)
			if r := s.send("PUT", idPath("orders", id), c.body); r.status != 200 || r.body != fmt.Sprintf(`{"order_id":"%d"}`, id) {
				t.Fatalf("%d %s", r.status, r.body)
			}
			o := s.object(s.get(idPath("orders", id)), 200)
			if textOf(o[c.key]) != c.want {
				t.Errorf("%s is %v, want %s", c.key, o[c.key], c.want)
			}
		})
	}
}

func TestUpdateSetsUpdatedAt(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"status":"P"}`, `{"notes":"x"}`} {
		s := open(t)
		s.object(s.send("PUT", "/api/2.0/orders/1", body), 200)
		if o, _ := s.Order(1); o.UpdatedAt != testNow.Unix() {
			t.Errorf("%s: updated_at %d", body, o.UpdatedAt)
		}
	}
}

func TestUpdateReplacesAllProducts(t *testing.T) {
	t.Parallel()
	s := open(t)
	id, _ := s.create(storeOrders, `{"user_id":3,"payment_id":2,"shipping_id":1,"products":{"12":{"amount":1,"product_options":{"3":"12"}},"13":{"amount":1}}}`)
	s.object(s.send("PUT", idPath("orders", id), `{"products":{"1":{"product_id":"12","amount":"1"}}}`), 200)
	o, _ := s.Order(id)
	if len(o.Lines) != 1 || o.Lines[0].ProductID != 12 || len(o.Lines[0].Options) != 0 {
		t.Errorf("%+v", o.Lines)
	}
}

func TestUpdateUser(t *testing.T) {
	t.Parallel()
	s := open(t)
	id, before := s.create(storeOrders, draft)
	s.object(s.send("PUT", idPath("orders", id), `{"user_id":5}`), 200)
	after := s.object(s.get(idPath("orders", id)), 200)
	if after["user_id"] != "5" || after["email"] == before["email"] || after["b_address"] == before["b_address"] {
		t.Errorf("user %v, e-mail %v, address %v", after["user_id"], after["email"], after["b_address"])
	}
}

func TestPaymentInfoNeedsPaymentID(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{"payment_info":{"a":"b"}}`:                `[]`,
		`{"payment_info":{"a":"b"},"payment_id":1}`: `{"a":"b"}`,
	} {
		s := open(t)
		id, _ := s.create(storeOrders, draft)
		s.object(s.send("PUT", idPath("orders", id), body), 200)
		if got := textOf(s.object(s.get(idPath("orders", id)), 200)["payment_info"]); got != want {
			t.Errorf("%s: %s", body, got)
		}
	}
}

func TestUpdateRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, body string
		status     int
	}{
		{"unknown product", `{"products":{"4711":{"amount":1}}}`, 400},
		{"unknown user", `{"user_id":4711}`, 400},
		{"no letter", `{"status":"new"}`, 400},
		{"shipping unavailable", `{"shipping_id":4}`, 403},
		{"payment unavailable", `{"payment_id":4}`, 403},
	} {
		s := open(t)
		id, before := s.create(storeOrders, draft)
		r := s.send("PUT", idPath("orders", id), strings.Replace(c.body, "{", `{"notes":"changed",`, 1))
		after := s.object(s.get(idPath("orders", id)), 200)
		if r.status != c.status || textOf(after["notes"]) != textOf(before["notes"]) || s.Counts().OrdersUpdated != 0 {
			t.Errorf("%s: %d %s, notes %v", c.name, r.status, r.body, after["notes"])
		}
	}
}

func TestMissingOrder(t *testing.T) {
	t.Parallel()
	const missing = "/api/2.0/orders/999999"
	for _, c := range []struct {
		profile, method, body string
		status                int
	}{
		{"", "GET", "", 404},
		{"", "DELETE", "", 404},
		{"", "PUT", `{"notes":"x"}`, 404},
		{"", "PUT", `{"status":"P","notes":"x"}`, 404},
		{"", "PUT", `{"status":"P"}`, 200},
		{"", "PUT", `{"status":"P","notify_user":"1"}`, 200},
		{"4.13.2", "PUT", `{"status":"P"}`, 200},
		{"4.3.7", "PUT", `{"status":"P"}`, 404},
	} {
		s := open(t, profile(c.profile))
		r := s.send(c.method, missing, c.body)
		if r.status != c.status || r.status == 200 && r.body != `{"order_id":"999999"}` {
			t.Errorf("%s %s %s: %d %s", c.profile, c.method, c.body, r.status, r.body)
		}
		if n := s.Counts(); n.OrdersUpdated+n.MailsToUser != 0 {
			t.Errorf("%s %s: counted %+v", c.method, c.body, n)
		}
	}
}

func TestSoldOutEndsAsBackordered(t *testing.T) {
	t.Parallel()
	s := open(t)
	id, _ := s.create(storeOrders, `{"user_id":3,"payment_id":2,"shipping_id":1,"products":{"243":{"amount":1}}}`)
	s.object(s.send("PUT", idPath("orders", id), `{"status":"P"}`), 200)
	if o, _ := s.Order(id); o.Status != "B" {
		t.Errorf("status %s", o.Status)
	}
}

func TestNotifyFlags(t *testing.T) {
	t.Parallel()
	for flag, on := range map[string]int{`"1"`: 1, `1`: 1, `true`: 1, `"Y"`: 1, `"N"`: 1, `"0"`: 0, `0`: 0, `""`: 0, `false`: 0, `null`: 0, `[]`: 0} {
		for name, vendor := range map[string]int{"4.20.1": 0, "4.20.1-mv": on} {
			s := open(t, profile(name))
			s.object(s.send("PUT", "/api/2.0/orders/1", fmt.Sprintf(`{"status":"P","notify_user":%[1]s,"notify_department":%[1]s,"notify_vendor":%[1]s}`, flag)), 200)
			if c := s.Counts(); c.MailsToUser != on || c.MailsToDepartment != on || c.MailsToVendor != vendor {
				t.Errorf("%s, %s: %+v", name, flag, c)
			}
		}
	}
}

func TestDelete(t *testing.T) {
	t.Parallel()
	s := open(t)
	r := s.send("DELETE", "/api/2.0/orders/1", "")
	if r.status != 204 || r.body != "" {
		t.Errorf("%d %q", r.status, r.body)
	}
	if again := s.send("DELETE", "/api/2.0/orders/1", ""); again.status != 404 {
		t.Errorf("again: %d", again.status)
	}
	if got := s.Writes(); len(got) != 1 || got[0] != (cscart.Write{Method: "DELETE", Entity: "orders", ID: 1}) {
		t.Errorf("writes %v", got)
	}
	if old := open(t, profile("4.2.3")).send("DELETE", "/api/2.0/orders/1", ""); old.status != 405 {
		t.Errorf("4.2.3 has no DELETE, got %d", old.status)
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
