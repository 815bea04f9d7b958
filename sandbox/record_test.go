package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/quartetgo/quartet/sandbox"
)

// The recorder keeps what was sent, without the credentials.
func TestRecords(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, time.May, 1, 10, 0, 0, 0, time.UTC)
	sb := sandbox.New(t, sandbox.WithClock(sandbox.NewManualClock(start)))
	call(t, sb, http.MethodGet, sb.CSCart.URL+"/api/2.0/orders?status=P&page=2", "")
	call(t, sb, http.MethodGet, sb.Calltouch.URL+"/calls-service/RestAPI/12345/orders-diary/orders?page=1&clientApiId="+url.QueryEscape(sb.Calltouch.Token)+"&limit=5", "")
	create(t, sb, "Jane")

	all := sb.Requests(sandbox.Match{})
	if len(all) != 3 {
		t.Fatalf("%d requests", len(all))
	}
	order, deal, contact := all[0], all[1], all[2]
	if order.Vendor != sandbox.CSCart || order.Method != "GET" || order.Path != "/api/2.0/orders" || order.Query != "status=P&page=2" ||
		order.Status != 200 || !order.Processed || !order.Time.Equal(start) || order.Header.Get("Authorization") != "Basic [hidden]" {
		t.Errorf("%+v", order)
	}
	if deal.Query != "page=1&clientApiId=[hidden]&limit=5" || deal.Status != 400 || !deal.Processed {
		t.Errorf("%+v", deal)
	}
	if contact.Header.Get("X-Key") != "[hidden]" || !strings.Contains(contact.Body, "Jane") || len(contact.Created) != 1 || contact.Created[0].Kind != sandbox.Contacts {
		t.Errorf("%+v", contact)
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{sb.CSCart.APIKey, sb.Open2b.Key, sb.Calltouch.Token, url.QueryEscape(sb.Calltouch.Token), "QDEyMzQ1"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("%q is in the records", secret)
		}
	}
}

func TestKeyHeaderIsMasked(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t, sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.KeyHeader = "X-Mine" }))
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, contactsCount(sb), strings.NewReader(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Mine", sb.Open2b.Key)
	resp, err := plain(sb).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close() //nolint:errcheck // not read
	if got := sb.Requests(sandbox.Match{})[0].Header.Get("X-Mine"); got != "[hidden]" || resp.StatusCode != 200 {
		t.Errorf("%d, %q", resp.StatusCode, got)
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	create(t, sb, "Jane")
	call(t, sb, http.MethodPost, contactsCount(sb), `{}`)
	call(t, sb, http.MethodGet, sb.CSCart.URL+"/api/2.0/orders?status=P", "")
	for name, c := range map[string]struct {
		match sandbox.Match
		want  int
	}{
		"all":     {sandbox.Match{}, 3},
		"vendor":  {sandbox.Match{Vendor: sandbox.Open2b}, 2},
		"method":  {sandbox.Match{Method: "post"}, 2},
		"path":    {sandbox.Match{Path: "contacts.create"}, 1},
		"query":   {sandbox.Match{Query: "status=P"}, 1},
		"body":    {sandbox.Match{Body: "Jane"}, 1},
		"created": {sandbox.Match{Created: true}, 1},
		"none":    {sandbox.Match{Vendor: sandbox.CSCart, Method: "POST"}, 0},
	} {
		if got := len(sb.Requests(c.match)); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// What was created is counted at each vendor, and only what was created.
func TestCreated(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"4.3.7-mv", "4.20.1-mv"} {
		sb := sandbox.New(t, sandbox.WithProfile(profile))
		const order = `{"user_id":"0","payment_id":"2","shipping_id":"1","products":{"1":{"amount":"1"}},"user_data":{"email":"g@example.com",` +
			`"b_firstname":"G","b_lastname":"L","b_address":"1 St","b_city":"B","b_state":"MA","b_country":"US","b_zipcode":"02134","b_phone":"1",` +
			`"s_firstname":"G","s_lastname":"L","s_address":"1 St","s_city":"B","s_state":"MA","s_country":"US","s_zipcode":"02134","s_phone":"1"}}`
		if r := call(t, sb, http.MethodPost, sb.CSCart.URL+"/api/2.0/orders", order); r.status != 201 {
			t.Fatalf("%s: order: %d %s", profile, r.status, r.body)
		}
		if r := call(t, sb, http.MethodPost, sb.CSCart.URL+"/api/2.0/call_requests", `{"phone":"123","email":"g@example.com","name":"N","product_id":"1","company_id":"1","timestamp":"1"}`); r.status != 201 {
			t.Fatalf("%s: call request: %d %s", profile, r.status, r.body)
		}
		call(t, sb, http.MethodPost, sb.CSCart.URL+"/api/2.0/orders", `{}`)
		create(t, sb, "Jane")
		create(t, sb, strings.Repeat("x", 51))
		made := sb.Created()
		if made[sandbox.Orders] != 1 || made[sandbox.CallRequests] != 1 || made[sandbox.Contacts] != 1 {
			t.Errorf("%s: %v", profile, made)
		}
		if got := sb.Counts(sandbox.CSCart); got.Requests != 3 || got.Processed != 3 {
			t.Errorf("%s: %+v", profile, got)
		}
	}
}

func TestAssertCreatedOnce(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	f := &failures{TB: t}
	sb.AssertCreatedOnce(f, sandbox.Match{})
	create(t, sb, "Jane")
	sb.AssertCreatedOnce(t, sandbox.Match{Body: "Jane"})
	create(t, sb, "Jane")
	sb.AssertCreatedOnce(f, sandbox.Match{Body: "Jane"})
	if len(f.list) != 2 || !strings.Contains(f.list[0], "0 records") || !strings.Contains(f.list[1], "2 records") {
		t.Errorf("%q", f.list)
	}
}
