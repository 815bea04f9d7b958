package cscart_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

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

// Order columns are written by both methods, though the documents name few.
func TestColumns(t *testing.T) {
	t.Parallel()
	columns := map[string]string{
		"firstname": "A", "lastname": "B", "email": "c@example.com", "phone": "1", "company": "D", "ip_address": "192.0.2.9", "lang_code": "ru",
		"localization_id": "3", "issuer_id": "2", "notes": "n", "details": "d", "repaid": "1", "tax_exempt": "Y", "timestamp": "1500000000",
	}
	for _, prefix := range []string{"b_", "s_"} {
		for _, k := range []string{"firstname", "lastname", "address", "address_2", "city", "county", "state", "country", "zipcode", "phone"} {
			columns[prefix+k] = prefix + k
		}
	}
	body, err := json.Marshal(columns)
	if err != nil {
		t.Fatal(err)
	}
	s := open(t)
	created, _ := s.create(storeOrders, strings.Replace(draft, "{", string(body[:len(body)-1])+",", 1))
	s.object(s.send("PUT", "/api/2.0/orders/1", string(body)), 200)
	for _, id := range []int64{created, 1} {
		o := s.object(s.get(idPath("orders", id)), 200)
		for k, want := range columns {
			if textOf(o[k]) != want {
				t.Errorf("order %d: %s is %v, want %s", id, k, o[k], want)
			}
		}
	}
	s.object(s.send("PUT", "/api/2.0/orders/1", `{"company_id":2,"shipping_ids":"3"}`), 200)
	if o, _ := s.Order(1); o.CompanyID != 2 || o.ShippingIDs != "3" {
		t.Errorf("company %d, shipping ids %q", o.CompanyID, o.ShippingIDs)
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
