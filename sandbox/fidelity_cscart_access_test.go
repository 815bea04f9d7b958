package sandbox_test

import (
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/quartetgo/quartet/sandbox"
)

// draftOrder is an order of user 3 for 32.88: 11.88 + 2 × 8.00 + 5.00 of shipping.
const draftOrder = `{"user_id":"3","payment_id":"2","shipping_id":"1","products":{"12":{"amount":"1"},"13":{"amount":2}}}`

var cscartAccess = []fact{
	{"basic-auth", documented, "HTTP Basic: an administrator's e-mail and API key; anything else is 401", "", "", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) {
			c.Accounts = []sandbox.Account{{Email: "gone@example.com", APIKey: "k", Disabled: true}}
		}))
		t.answers(t.get("orders"), 200)
		t.answers(t.do("GET", t.CSCart.URL+"/api/2.0/orders", ""), 401)
		t.answers(t.shop("GET", "orders", "", "Authorization: "+basic(t.CSCart.Email, "wrong")), 401)
		t.answers(t.shop("GET", "orders", "", "Authorization: "+basic("gone@example.com", "k")), 401)
	}},
	{"key-form", documented, "an API key is 32 letters and digits", "so is the default one", "", func(t *trial) {
		t.start()
		t.answers(t.get("orders"), 200)
		t.answers(t.shop("GET", "orders", "", "Authorization: "+basic(t.CSCart.Email, t.CSCart.APIKey[:31])), 401)
		t.equal(len(t.CSCart.APIKey), 32)
		t.equal(strings.Trim(strings.ToLower(t.CSCart.APIKey), "0123456789abcdefghijklmnopqrstuvwxyz"), "")
	}},
	{"challenge", observed, "a 401 asks for Basic, realm “User email/API key”", "", "", func(t *trial) {
		t.start()
		t.equal(t.do("GET", t.CSCart.URL+"/api/2.0/orders", "").header.Get("WWW-Authenticate"), `Basic realm="User email/API key"`)
	}},
	{"version-2.0", observed, "/api/2.0/ answers in every release", "", "", func(t *trial) {
		t.in(profiles, func(string) { t.answers(t.get("orders"), 200, `"params":`) })
	}},
	{"version-default", observed, "/api/ without a version is 1.0 in 4.2.3, 2.0 in 4.3.7, 2.1 later; 2.1 is unknown before", "by profile", "", func(t *trial) {
		t.in([]string{"4.2.3"}, func(string) { t.kind(t.get("/api/orders"), "array", "") })
		t.in([]string{"4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			t.answers(t.get("/api/orders"), 200, `"params":`)
			t.answers(t.get("/api/2.1/orders"), map[string]int{"4.3.7": 404, "4.13.2": 200, "4.20.1": 200}[p])
		})
	}},
	{"version-2", observed, "/api/2/ is 404 from 4.3.7", "by profile", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.20.1"}, func(p string) {
			t.answers(t.get("/api/2/orders"), map[string]int{"4.2.3": 200, "4.3.7": 404, "4.20.1": 404}[p])
		})
	}},
	{"version-1.0", documented, "version 1.0 answers a bare array", "", "", func(t *trial) {
		t.in(profiles, func(string) { t.kind(t.get("/api/1.0/orders?items_per_page=2"), "array", "") })
	}},
	{"version-1.0-all", observed, "version 1.0 lists everything when items_per_page is left out", "", "", func(t *trial) {
		t.start()
		t.equal(len(t.list(t.get("/api/1.0/orders"), "")), 120)
	}},
	{"stores", documented, "/api/stores/‹id›/ confines every method to a store of CS-Cart", "also behind the version", "", func(t *trial) {
		t.start()
		for _, company := range t.column(t.get("/api/stores/2/orders?items_per_page=0"), "orders", "company_id") {
			t.equal(company, "2")
		}
		id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.CompanyID = 1 })
		for method, body := range map[string]string{"GET": "", "PUT": `{"notes":"n"}`, "DELETE": ""} {
			t.answers(t.shop(method, fmt.Sprint("stores/2/orders/", id), body), 404)
		}
		t.is(t.get(fmt.Sprint("orders/", t.id(t.shop("POST", "/api/stores/2/orders", draftOrder), "order_id"))), "company_id", `"2"`)
	}},
	{"vendors", documented, "/api/vendors/‹id›/ does the same in Multi-Vendor", "", "", func(t *trial) {
		t.start(release("4.20.1-mv"))
		for _, company := range t.column(t.get("/api/vendors/3/orders?items_per_page=0"), "orders", "company_id") {
			t.equal(company, "3")
		}
		t.answers(t.get("/api/stores/1/orders"), 404)
	}},
	{"prefix-call-requests", believed, "the prefixes work for call requests, too", "default: they carry a company_id, and the one router serves both", "", func(t *trial) {
		t.start()
		for _, company := range t.column(t.get("stores/2/call_requests?items_per_page=0"), "call_requests", "company_id") {
			t.equal(company, "2")
		}
	}},
	{"sub-folder", documented, "a store may live in a sub-folder", "", "CSCartConfig.Folder", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.Folder = "/shop" }))
		t.equal(strings.HasSuffix(t.CSCart.URL, "/shop"), true)
		t.answers(t.get("orders"), 200)
		t.answers(t.shop("GET", "/../api/2.0/orders", ""), 404)
	}},
	{"no-rewriting", documented, "a store without URL rewriting answers at api.php?_d=", "nothing else answers then", "CSCartConfig.NoRewriting", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.NoRewriting = true }))
		root := strings.TrimSuffix(t.CSCart.URL, "/api.php")
		key := "Authorization: " + basic(t.CSCart.Email, t.CSCart.APIKey)
		r := t.do("GET", root+"/api.php?_d=2.0/orders&items_per_page=7&page=2", "", key)
		t.is(r, "params.page", "2")
		t.equal(len(t.list(r, "orders")), 7)
		t.answers(t.do("GET", root+"/api/2.0/orders", "", key), 404)
	}},
	{"api-php", documented, "api.php?_d= answers beside the rewritten paths", "", "", func(t *trial) {
		t.start()
		t.is(t.get("/api.php?_d=2.0/orders/5"), "order_id", `"5"`)
	}},
	{"trailing-slash", observed, "one trailing slash is tolerated", "", "", func(t *trial) {
		t.start()
		t.answers(t.get("orders/"), 200)
		t.answers(t.get("orders/5/"), 200)
	}},
	{"double-slash", observed, "a double slash is 404", "", "", func(t *trial) {
		t.start()
		t.answers(t.get("orders//5"), 404)
		t.answers(t.get("orders/5//"), 404)
	}},
	{"numeric-id", observed, "an id that is not numeric is 404", "", "", func(t *trial) {
		t.start()
		t.answers(t.get("orders/5a"), 404)
		t.answers(t.get("call_requests/-5"), 404)
	}},
	{"no-content-type", observed, "without a Content-Type the body is read as text, and JSON becomes one junk key", "the order stays as it was", "", func(t *trial) {
		t.start()
		t.answers(t.shop("PUT", "orders/5", `{"notes":"never"}`, "Content-Type: "), 200)
		t.equal(strings.Contains(find(t.get("orders/5").body, "notes"), "never"), false)
		t.answers(t.shop("POST", "call_requests", `{"phone":"1"}`, "Content-Type: "), 400)
	}},
	{"delete-json-type", observed, "DELETE with Content-Type: application/json and no body is 400 “Syntax error, malformed JSON”", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("DELETE", "orders/5", "", "Content-Type: application/json"), 400, "Syntax error, malformed JSON")
		t.answers(t.shop("DELETE", "orders/5", ""), 204)
	}},
	{"accept-json", observed, "Accept: application/json is fine", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("GET", "orders", "", "Accept: application/json"), 200)
	}},
	{"accept-charset", believed, "Accept: application/json; charset=utf-8 is 406 on GET", "", "CSCartConfig.Beliefs.StrictAccept", func(t *trial) {
		const header = "Accept: application/json; charset=utf-8"
		t.start()
		t.answers(t.shop("GET", "orders", "", header), 200)
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.Beliefs.StrictAccept = true }))
		t.answers(t.shop("GET", "orders", "", header), 406)
	}},
	{"patch-head", observed, "PATCH and HEAD are 405", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("PATCH", "orders/5", `{"notes":"n"}`), 405)
		t.answers(t.shop("HEAD", "orders/5", ""), 405)
	}},
	{"method-override", observed, "4.20.1 alone takes POST …?_METHOD=PUT or DELETE", "by profile", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			r := t.shop("POST", "orders/5?_METHOD=PUT", `{"notes":"by POST"}`)
			if p != "4.20.1" {
				t.answers(r, 405)
				return
			}
			t.is(t.get("orders/5"), "notes", `"by POST"`)
			t.answers(t.shop("POST", "orders/5?_METHOD=DELETE", "{}"), 204)
		})
	}},
	{"https-only", observed, "a store set to https answers plain http with 403 and does not redirect", "", "CSCartConfig.HTTPSOnly", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.HTTPSOnly = true }))
		t.answers(t.get("orders"), 403, "The API is only accessible over HTTPS")
	}},
	{"login-redirect", observed, "an administrator without a company is redirected to a login page", "302 with HTML", "CSCartConfig.Accounts", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) {
			c.Accounts = []sandbox.Account{{Email: "v@example.com", APIKey: "k", NoCompany: true}}
		}))
		r := t.shop("GET", "orders", "", "Authorization: "+basic("v@example.com", "k"))
		t.answers(r, 302, "<html>")
		t.equal(strings.Contains(r.header.Get("Location"), "auth.login_form"), true)
	}},
	{"no-other-redirect", observed, "nothing else is redirected by the application", "", "", func(t *trial) {
		t.start()
		for _, path := range []string{"orders", "orders/", "orders/5", "orders/99999", "nothing", "/api/", "/api/2.0", "/elsewhere"} {
			if r := t.get(path); r.status/100 == 3 {
				t.Errorf("%s: %d", path, r.status)
			}
			t.checks++
		}
	}},
	{"redirected-post", believed, "a web server in front may redirect, and a POST that follows comes back as a GET: 200 with a list", "", "Fault{Kind: Redirect}", func(t *trial) {
		t.start()
		t.Fault(sandbox.Fault{Kind: sandbox.Redirect, Status: 301, Location: t.CSCart.URL + "/api/2.0/orders"})
		t.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
			r.SetBasicAuth(t.CSCart.Email, t.CSCart.APIKey)
			return nil
		}
		t.answers(t.shop("POST", "stores/1/orders", draftOrder), 200, `"orders":[`)
		t.equal(t.CSCart.Server.Counts().OrdersCreated, 0)
	}},
	{"no-limit", observed, "the application has no limit and no 429", "", "", func(t *trial) {
		t.startLimited()
		for range 150 {
			t.answers(t.get("orders?items_per_page=1"), 200)
		}
	}},
	{"no-idempotency", observed, "nothing tells a repeated create from a new one: no idempotency key, no client's reference", "", "", func(t *trial) {
		t.start()
		first := t.shop("POST", "stores/1/orders", draftOrder, "Idempotency-Key: 1")
		second := t.shop("POST", "stores/1/orders", draftOrder, "Idempotency-Key: 1")
		t.equal(t.id(first, "order_id") != t.id(second, "order_id"), true)
		t.equal(t.CSCart.Server.Counts().OrdersCreated, 2)
	}},
	{"hosts-in-front", believed, "hosts in front may answer 429, 503 or HTML", "", "Fault{Kind: ErrorStatus} or HTML200", func(t *trial) {
		t.start()
		for _, status := range []int{429, 503} {
			t.Fault(sandbox.Fault{Kind: sandbox.ErrorStatus, Status: status, RetryAfter: "7"})
			r := t.get("orders")
			t.answers(r, status, "<html>")
			t.equal(r.header.Get("Retry-After"), "7")
		}
		t.Fault(sandbox.Fault{Kind: sandbox.HTML200})
		t.answers(t.get("orders"), 200, "<html>")
	}},
}

var cscartErrors = []fact{
	{"error-body", observed, "an error is an object of message and status, in every release", "", "", func(t *trial) {
		t.in(profiles, func(string) {
			r := t.get("orders/99999")
			t.is(r, "message", `"Not Found"`)
			t.is(r, "status", "404")
		})
	}},
	{"error-details", observed, "message is the reason phrase, and the details behind a colon", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("PUT", "orders/5", "{"), 400, `"message":"Bad Request: Syntax error`)
	}},
	{"error-lists", observed, "4.13.2 and later add messages and errors", "by profile", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			want := map[bool]string{true: "absent", false: "array empty"}[old(p)]
			t.kind(t.shop("PUT", "orders/5", "{"), want, "messages", "errors")
		})
	}},
	{"error-messages-object", observed, "elsewhere in the API messages has been an object", "not in orders and call requests", "Fault{Body: …}", func(t *trial) {
		t.start()
		t.Fault(sandbox.Fault{Kind: sandbox.ErrorStatus, Status: 400, Body: `{"message":"Bad Request","status":400,"messages":{"a":"b"}}`})
		t.kind(t.get("orders"), "object", "messages")
	}},
	{"error-texts", observed, "texts are in the store's language and may hold HTML", "they are English", "Fault{Body: …}", func(t *trial) {
		t.start()
		t.Fault(sandbox.Fault{Kind: sandbox.ErrorStatus, Status: 400, Body: `{"message":"Bad Request: <b>Поле</b> обязательно","status":400}`})
		t.answers(t.get("orders"), 400, "<b>Поле</b>")
	}},
	{"403-privilege", observed, "a missing privilege is 403", "", "CSCartConfig.Accounts", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) {
			c.Accounts = []sandbox.Account{{Email: "r@example.com", APIKey: "k", ReadOnly: true}}
		}))
		key := "Authorization: " + basic("r@example.com", "k")
		t.answers(t.shop("GET", "orders/5", "", key), 200)
		t.answers(t.shop("PUT", "orders/5", `{"status":"P"}`, key), 403)
	}},
	{"403-company", observed, "a foreign company is 403", "", "CSCartConfig.Accounts", func(t *trial) {
		t.start(release("4.20.1-mv"), shopWith(func(c *sandbox.CSCartConfig) {
			c.Accounts = []sandbox.Account{{Email: "v@example.com", APIKey: "k", CompanyID: 2}}
		}))
		key := "Authorization: " + basic("v@example.com", "k")
		t.answers(t.shop("GET", "vendors/1/orders", "", key), 403)
		t.answers(t.shop("GET", "vendors/2/orders", "", key), 200)
	}},
	{"403-vendor-delete", observed, "a vendor who deletes an order gets 403", "", "CSCartConfig.Accounts", func(t *trial) {
		t.start(release("4.20.1-mv"), shopWith(func(c *sandbox.CSCartConfig) {
			c.Accounts = []sandbox.Account{{Email: "v@example.com", APIKey: "k", CompanyID: 2}}
		}))
		id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.CompanyID = 2 })
		t.answers(t.shop("DELETE", fmt.Sprint("orders/", id), "", "Authorization: "+basic("v@example.com", "k")), 403)
	}},
	{"404-order", observed, "a missing order is 404 on GET and DELETE", "", "", func(t *trial) {
		t.start()
		t.answers(t.get("orders/99999"), 404)
		t.answers(t.shop("DELETE", "orders/99999", ""), 404)
	}},
	{"404-call-request", observed, "a missing call request is 404 on GET and DELETE", "the 400 that a document names for DELETE was never found", "", func(t *trial) {
		t.start()
		t.answers(t.get("call_requests/99999"), 404)
		t.answers(t.shop("DELETE", "call_requests/99999", ""), 404)
	}},
	{"put-missing-call-request", observed, "a missing call request is 400 on PUT", "", "", func(t *trial) {
		t.in([]string{"4.3.7", "4.13.2", "4.20.1"}, func(string) {
			t.answers(t.shop("PUT", "call_requests/99999", `{"status":"new"}`), 400)
		})
	}},
	{"put-missing-status", observed, "4.13.2 and 4.20.1 answer a PUT of status and notify flags alone with 200 and the id, though the order is missing", "by profile; older ones 404 (assumed)", "", func(t *trial) {
		t.in([]string{"4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			r := t.shop("PUT", "orders/99999", `{"status":"P","notify_user":"1"}`)
			if p == "4.3.7" {
				t.answers(r, 404)
				return
			}
			t.answers(r, 200)
			t.is(r, "order_id", `"99999"`)
		})
	}},
	{"put-missing-order", observed, "a missing order is 404 on any other PUT", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("PUT", "orders/99999", `{"status":"P","notes":"n"}`), 404)
		t.answers(t.shop("PUT", "orders/99999", `{"notes":"n"}`), 404)
	}},
	{"400-missing-field", documented, "a missing field is 400", "all are named", "", func(t *trial) {
		t.start()
		t.answers(t.shop("POST", "stores/1/orders", `{"user_id":3}`), 400, "payment_id", "shipping_id", "products")
	}},
	{"400-malformed", observed, "malformed JSON is 400", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("POST", "call_requests", `{"phone":`), 400)
	}},
	{"405-empty-body", observed, "an empty body is 405 “Missing parameters” on POST and PUT", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("POST", "call_requests", `{}`), 405, "Missing parameters")
		t.answers(t.shop("PUT", "orders/5", `{}`), 405, "Missing parameters")
	}},
	{"404-entity", observed, "an unknown entity is 404", "", "", func(t *trial) {
		t.start()
		t.answers(t.get("carts_and_horses"), 404, "The entity carts_and_horses not found")
	}},
	{"404-add-on", observed, "with the add-on switched off, call_requests is an unknown entity", "", "CSCartConfig.CallRequestsOff", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.CallRequestsOff = true }))
		t.answers(t.get("call_requests"), 404, "The entity call_requests not found")
	}},
	{"no-call-requests-in-4.2.3", observed, "4.2.3 has no call requests", "by profile", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.2.3-mv"}, func(string) { t.answers(t.get("call_requests"), 404) })
	}},
	{"406-415", observed, "a bad Accept is 406, a bad Content-Type 415", "", "", func(t *trial) {
		t.start()
		t.answers(t.shop("GET", "orders", "", "Accept: text/csv"), 406)
		t.answers(t.shop("PUT", "orders/5", `<a/>`, "Content-Type: application/xml"), 415)
	}},
	{"500-html", observed, "a PHP exception or SQL error is 500 with an HTML page", "", "CSCartServer.FailNext", func(t *trial) {
		t.start()
		t.CSCart.Server.FailNext(1)
		t.answers(t.get("orders"), 500, "<html>")
		t.answers(t.get("orders"), 200)
	}},
	{"bad-utf8", believed, "invalid UTF-8 in the data: 200 with an empty body", "", "CSCartConfig.Beliefs.EmptyOnBadText", func(t *trial) {
		bad := func(o *sandbox.Order) { o.Firstname = "a\xff" }
		t.start()
		t.equal(t.order(bad).body == "", false)
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.Beliefs.EmptyOnBadText = true }))
		r := t.order(bad)
		t.answers(r, 200)
		t.equal(r.body, "")
	}},
	{"204-empty", observed, "204 has no body", "", "", func(t *trial) {
		t.start()
		t.equal(t.shop("DELETE", "orders/5", "").body, "")
	}},
	{"content-type", observed, "answers are application/json, without a charset", "", "", func(t *trial) {
		t.start()
		t.equal(t.get("orders").header.Get("Content-Type"), "application/json")
	}},
	{"escaped", observed, "slashes are escaped, and what is not ASCII comes as \\uXXXX", "", "", func(t *trial) {
		t.start()
		t.answers(t.order(func(o *sandbox.Order) { o.Firstname, o.Lastname = "Zoë", "a/b" }), 200, `"Zo\u00eb"`, `"a\/b"`)
	}},
	{"notices", observed, "in debug mode PHP notices stand before the JSON", "", "Fault{Kind: PHPNotices}", func(t *trial) {
		t.start()
		t.Fault(sandbox.Fault{Kind: sandbox.PHPNotices})
		r := t.get("orders/5")
		t.answers(r, 200, "<b>Notice</b>", `{"order_id":"5"`)
		t.equal(strings.HasPrefix(r.body, "<br />"), true)
	}},
	{"works-on", observed, "the server works on, up to an hour, when the client has given up: a POST that timed out may have created", "", "Fault{Kind: StallAfter} or CloseAfter", func(t *trial) {
		t.start()
		t.Fault(sandbox.Fault{Kind: sandbox.CloseAfter})
		t.equal(t.shop("POST", "stores/1/orders", draftOrder).err != nil, true)
		t.equal(t.CSCart.Server.Counts().OrdersCreated, 1)
		t.bubble(func(t *trial) {
			t.start(sandbox.InMemory())
			t.Fault(sandbox.Fault{Kind: sandbox.StallAfter})
			t.client.Timeout = 100 * time.Millisecond
			r := t.shop("POST", "stores/1/orders", draftOrder)
			t.equal(os.IsTimeout(r.err), true)
			t.equal(t.CSCart.Server.Counts().OrdersCreated, 1)
		})
	}},
}
