package cscart_test

import (
	"strings"
	"testing"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

// draft is an order that every profile accepts below a store.
const draft = `{"user_id":"3","payment_id":"2","shipping_id":"1","products":{"12":{"amount":"1"},"13":{"amount":2}}}`

func TestPaths(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, profile, path string
		status              int
	}{
		{"default version", "", "/api/orders", 200},
		{"2.0", "", "/api/2.0/orders", 200},
		{"2.1", "", "/api/2.1/orders", 200},
		{"2.1 is too new", "4.3.7", "/api/2.1/orders", 404},
		{"2 in old releases", "4.2.3", "/api/2/orders", 200},
		{"2 from 4.3.7", "4.3.7", "/api/2/orders", 404},
		{"2 today", "", "/api/2/orders", 404},
		{"2.0 in 4.2.3", "4.2.3", "/api/2.0/orders", 200},
		{"one trailing slash", "", "/api/2.0/orders/", 200},
		{"trailing slash after the id", "", "/api/2.0/orders/1/", 200},
		{"two trailing slashes", "", "/api/2.0/orders//", 404},
		{"double slash", "", "/api/2.0//orders", 404},
		{"double slash before the id", "", "/api/2.0/orders//1", 404},
		{"id not numeric", "", "/api/2.0/orders/1a", 404},
		{"something below an order", "", "/api/2.0/orders/1/products", 404},
		{"unknown entity", "", "/api/2.0/nonsense", 404},
		{"stores of CS-Cart", "", "/api/stores/1/orders", 200},
		{"stores behind the version", "", "/api/2.0/stores/1/orders", 200},
		{"vendors of Multi-Vendor", "4.20.1-mv", "/api/2.0/vendors/2/orders", 200},
		{"no vendors in CS-Cart", "", "/api/2.0/vendors/2/orders", 404},
		{"no stores in Multi-Vendor", "4.20.1-mv", "/api/2.0/stores/1/orders", 404},
		{"unknown store", "", "/api/2.0/stores/9/orders", 403},
		{"call requests of a store", "", "/api/2.0/stores/1/call_requests", 200},
		{"no rewriting needed", "", "/api.php?_d=2.0/orders/1&page=2", 200},
		{"api.php of a store", "", "/api.php?_d=stores/1/orders", 200},
		{"api.php, unknown entity", "", "/api.php?_d=x", 404},
		{"outside the API", "", "/index.php", 404},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if r := open(t, profile(c.profile)).get(c.path); r.status != c.status {
				t.Errorf("GET %s: %d, want %d: %.100s", c.path, r.status, c.status, r.body)
			}
		})
	}
}

func TestSubFolder(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) { c.Folder = "/shop" })
	for path, status := range map[string]int{"/shop/api/2.0/orders/1": 200, "/shop/api.php?_d=orders/1": 200, "/api/2.0/orders/1": 404} {
		if r := s.get(path); r.status != status {
			t.Errorf("%s: %d, want %d", path, r.status, status)
		}
	}
}

func TestNoRewriting(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) { c.NoRewriting = true })
	if r := s.get("/api/2.0/orders"); r.status != 404 || !strings.Contains(r.body, "<html>") {
		t.Errorf("%d %s", r.status, r.body)
	}
	rows, params := s.rows(s.get("/api.php?_d=2.0/orders&page=2&items_per_page=5"))
	if len(rows) != 5 || textOf(params["page"]) != "2" {
		t.Errorf("%d rows, params %v", len(rows), params)
	}
}

func TestVersion10IsABareArrayOfEverything(t *testing.T) {
	t.Parallel()
	for path, rows := range map[string]int{"/api/1.0/orders": 120, "/api/1.0/orders?items_per_page=5": 5} {
		r := open(t, profile("4.3.7")).get(path)
		if !strings.HasPrefix(r.body, "[{") || strings.Count(r.body, `"order_id"`) != rows {
			t.Errorf("%s: %d rows in %.40s", path, strings.Count(r.body, `"order_id"`), r.body)
		}
	}
	if r := open(t, profile("4.2.3")).get("/api/orders"); !strings.HasPrefix(r.body, "[") {
		t.Errorf("the default version of 4.2.3 is 1.0, got %.40s", r.body)
	}
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) {
		c.Accounts = []cscart.Account{{Email: "off@example.com", APIKey: "k", Disabled: true}, {Email: "no-key@example.com"}}
	})
	for name, header := range map[string]string{
		"none":          "",
		"wrong":         "Basic eDp5",
		"disabled user": "Basic b2ZmQGV4YW1wbGUuY29tOms=",
		"empty key":     "Basic bm8ta2V5QGV4YW1wbGUuY29tOg==",
	} {
		for _, path := range []string{"/api/2.0/orders", "/api/2.0/nonsense"} {
			r := s.send("GET", path, "", "Authorization", header)
			if r.status != 401 || r.header.Get("WWW-Authenticate") != `Basic realm="User email/API key"` {
				t.Errorf("%s: %d %q", name, r.status, r.header.Get("WWW-Authenticate"))
			}
		}
	}
}

func TestForbidden(t *testing.T) {
	t.Parallel()
	const vendor, reader = "Basic dkBleGFtcGxlLmNvbTprMg==", "Basic ckBleGFtcGxlLmNvbTprMw=="
	s := open(t, profile("4.20.1-mv"), func(c *cscart.Config) {
		c.Accounts = []cscart.Account{
			{Email: "v@example.com", APIKey: "k2", CompanyID: 2},
			{Email: "r@example.com", APIKey: "k3", ReadOnly: true},
		}
	})
	own := s.InsertOrder(func(o *cscart.Order) { o.CompanyID = 2 })
	foreign := s.InsertOrder(func(o *cscart.Order) { o.CompanyID = 1 })
	for _, c := range []struct {
		name, key, method, path string
		status                  int
	}{
		{"a vendor reads its order", vendor, "GET", idPath("orders", own), 200},
		{"a vendor reads another's order", vendor, "GET", idPath("orders", foreign), 404},
		{"a vendor names another vendor", vendor, "GET", "/api/2.0/vendors/1/orders", 403},
		{"a vendor deletes an order", vendor, "DELETE", idPath("orders", own), 403},
		{"a reader reads", reader, "GET", "/api/2.0/orders", 200},
		{"a reader deletes", reader, "DELETE", idPath("orders", own), 403},
	} {
		if r := s.send(c.method, c.path, "", "Authorization", c.key); r.status != c.status {
			t.Errorf("%s: %d, want %d: %s", c.name, r.status, c.status, r.body)
		}
	}
	rows, _ := s.rows(s.send("GET", "/api/2.0/orders?items_per_page=0", "", "Authorization", vendor))
	for _, company := range column(rows, "company_id") {
		if company != "2" {
			t.Fatalf("a vendor's list shows company %s", company)
		}
	}
}

func TestAdministratorWithoutCompanyIsSentToLogin(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) {
		c.Accounts = []cscart.Account{{Email: "v@example.com", APIKey: "k2", NoCompany: true}}
	})
	r := s.send("GET", "/api/2.0/orders", "", "Authorization", "Basic dkBleGFtcGxlLmNvbTprMg==")
	if r.status != 302 || !strings.Contains(r.header.Get("Location"), "auth.login_form") || !strings.Contains(r.body, "<html>") {
		t.Errorf("%d to %q: %s", r.status, r.header.Get("Location"), r.body)
	}
}

func TestHTTPSOnly(t *testing.T) {
	t.Parallel()
	r := open(t, func(c *cscart.Config) { c.HTTPSOnly = true }).get("/api/2.0/orders")
	if r.status != 403 || !strings.Contains(r.body, "only accessible over HTTPS") {
		t.Errorf("%d %s", r.status, r.body)
	}
}

func TestHeaderTraps(t *testing.T) {
	t.Parallel()
	const order = "/api/2.0/orders/1"
	for _, c := range []struct {
		name, method, path, body string
		header                   []string
		status                   int
		text                     string
	}{
		{"no Content-Type: the JSON is one junk key", "POST", "/api/2.0/call_requests", `{"phone":"1"}`, []string{"Content-Type", ""}, 400, "phone"},
		{"text/plain likewise", "POST", "/api/2.0/call_requests", `{"phone":"1"}`, []string{"Content-Type", "text/plain"}, 400, "phone"},
		{"a form is read", "POST", "/api/2.0/call_requests", `phone=1`, []string{"Content-Type", "application/x-www-form-urlencoded"}, 201, "request_id"},
		{"DELETE with a JSON type and no body", "DELETE", order, "", []string{"Content-Type", "application/json"}, 400, "malformed JSON"},
		{"DELETE without a type", "DELETE", order, "", nil, 204, ""},
		{"malformed JSON", "PUT", order, `{"status":`, nil, 400, "malformed JSON"},
		{"text after the JSON", "PUT", order, `{"status":"P"} x`, nil, 400, "malformed JSON"},
		{"empty object", "PUT", order, `{}`, nil, 405, "Missing parameters"},
		{"empty object on POST", "POST", "/api/2.0/stores/1/orders", `{}`, nil, 405, "Missing parameters"},
		{"unknown type", "PUT", order, `<a/>`, []string{"Content-Type", "application/xml"}, 415, ""},
		{"JSON with a charset", "PUT", order, `{"notes":"x"}`, []string{"Content-Type", "application/json; charset=utf-8"}, 200, "order_id"},
		{"unknown Accept", "GET", order, "", []string{"Accept", "text/html"}, 406, ""},
		{"Accept JSON", "GET", order, "", []string{"Accept", "application/json"}, 200, ""},
		{"Accept anything", "GET", order, "", []string{"Accept", "text/html, */*;q=0.1"}, 200, ""},
		{"Accept with a charset", "GET", order, "", []string{"Accept", "application/json; charset=utf-8"}, 200, ""},
		{"PATCH", "PATCH", order, `{"notes":"x"}`, nil, 405, ""},
		{"HEAD", "HEAD", order, "", nil, 405, ""},
		{"PUT to the list", "PUT", "/api/2.0/orders", `{"notes":"x"}`, nil, 405, ""},
		{"POST to an order", "POST", order, `{"notes":"x"}`, nil, 405, ""},
		{"_METHOD", "POST", order + "?_METHOD=PUT", `{"notes":"x"}`, nil, 200, "order_id"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := open(t).send(c.method, c.path, c.body, c.header...)
			if r.status != c.status || !strings.Contains(r.body, c.text) {
				t.Errorf("%d %s, want %d with %q", r.status, r.body, c.status, c.text)
			}
		})
	}
	if r := open(t, profile("4.13.2")).send("POST", order+"?_METHOD=DELETE", `{"a":1}`); r.status != 405 {
		t.Errorf("_METHOD in 4.13.2: %d", r.status)
	}
	strict := open(t, func(c *cscart.Config) { c.Beliefs.StrictAccept = true })
	if r := strict.send("GET", order, "", "Accept", "application/json; charset=utf-8"); r.status != 406 {
		t.Errorf("Accept with a charset, as believed: %d", r.status)
	}
}

func TestErrorBodies(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"4.3.7":  `{"message":"Not Found: The entity nonsense not found","status":404}`,
		"4.13.2": `{"message":"Not Found: The entity nonsense not found","status":404,"messages":[],"errors":["The entity nonsense not found"]}`,
	} {
		r := open(t, profile(name)).get("/api/2.0/nonsense")
		if r.body != want {
			t.Errorf("%s: %s, want %s", name, r.body, want)
		}
		if got := r.header.Get("Content-Type"); got != "application/json" {
			t.Errorf("%s: Content-Type %q", name, got)
		}
	}
}

func TestCallRequestsMayBeMissing(t *testing.T) {
	t.Parallel()
	off := func(c *cscart.Config) { c.CallRequestsOff = true }
	for name, s := range map[string]*store{"4.2.3 has none": open(t, profile("4.2.3")), "switched off": open(t, off)} {
		r := s.get("/api/2.0/call_requests")
		if r.status != 404 || !strings.Contains(r.body, "The entity call_requests not found") {
			t.Errorf("%s: %d %s", name, r.status, r.body)
		}
	}
}
