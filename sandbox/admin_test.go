package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/sandbox"
)

// admin calls an admin endpoint and decodes its answer.
func admin(t *testing.T, url, method, path, body string, into any) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatalf("%s %s: %v: %s", method, path, err, text)
		}
	}
	return resp.StatusCode, string(text)
}

func startAdmin(t *testing.T, opts ...sandbox.Option) (*sandbox.Sandbox, string) {
	t.Helper()
	sb := sandbox.New(t, opts...)
	server := httptest.NewServer(sb.Admin())
	t.Cleanup(server.Close)
	return sb, server.URL
}

func TestAdminDescribes(t *testing.T) {
	t.Parallel()
	sb, url := startAdmin(t)
	var d sandbox.Description
	admin(t, url, "GET", "/", "", &d)
	if d != sb.Describe() || d.CSCart.URL != sb.CSCart.URL || d.CSCart.Profile != "4.20.1" || d.Calltouch.Token != sb.Calltouch.Token || d.Open2b.Key != sb.Open2b.Key {
		t.Errorf("%+v", d)
	}
}

func TestAdminFaults(t *testing.T) {
	t.Parallel()
	sb, url := startAdmin(t)
	var list []sandbox.Fault
	if status, text := admin(t, url, "POST", "/faults", `{"kind":"status","status":500,"match":{"vendor":"open2b"}}`, &list); status != 200 || len(list) != 1 {
		t.Errorf("%d %s", status, text)
	}
	if r := create(t, sb, "Jane"); r.status != 500 {
		t.Errorf("%d", r.status)
	}
	admin(t, url, "POST", "/faults", `[{"kind":"close before"},{"kind":"redirect","times":-1}]`, &list)
	if len(list) != 2 || list[1].Times != -1 {
		t.Errorf("%+v", list)
	}
	admin(t, url, "DELETE", "/faults", "", nil)
	if admin(t, url, "GET", "/faults", "", &list); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestAdminProfileLimitsAndReset(t *testing.T) {
	t.Parallel()
	sb, url := startAdmin(t)
	admin(t, url, "PUT", "/profile", `{"profile":"4.3.7-mv"}`, nil)
	if got := sb.Describe().CSCart.Profile; got != "4.3.7-mv" {
		t.Errorf("profile %s", got)
	}
	admin(t, url, "PUT", "/limits/open2b", `{"model":"fixed window","run":1,"per":3600000000000,"status":403}`, nil)
	create(t, sb, "Jane")
	if r := create(t, sb, "Jane"); r.status != 403 {
		t.Errorf("over the limit: %d", r.status)
	}
	admin(t, url, "PUT", "/limits/open2b", `{}`, nil)
	if r := create(t, sb, "Jane"); r.status != 200 {
		t.Errorf("without a limit: %d", r.status)
	}
	if status, text := admin(t, url, "PUT", "/latency/open2b", `{"least":0,"most":1000}`, nil); status != 200 {
		t.Errorf("latency: %d %s", status, text)
	}
	admin(t, url, "POST", "/reset", "", nil)
	if n := len(sb.Open2b.Server.ContactIDs()); n != 1000 {
		t.Errorf("after the reset: %d contacts", n)
	}
}

func TestAdminRequestsAndCounts(t *testing.T) {
	t.Parallel()
	sb, url := startAdmin(t)
	create(t, sb, "Jane")
	call(t, sb, http.MethodPost, contactsCount(sb), `{}`)
	var requests []sandbox.Request
	admin(t, url, "GET", "/requests?vendor=open2b&created=true", "", &requests)
	if len(requests) != 1 || requests[0].Body == "" || requests[0].Header.Get("X-Key") != "[hidden]" {
		t.Errorf("%+v", requests)
	}
	if _, text := admin(t, url, "GET", "/requests?path=nowhere", "", nil); strings.TrimSpace(text) != "[]" {
		t.Errorf("none: %s", text)
	}
	var counts struct {
		Vendors map[sandbox.Vendor]sandbox.Counts `json:"vendors"`
		Created map[sandbox.Kind]int              `json:"created"`
	}
	admin(t, url, "GET", "/counts", "", &counts)
	if counts.Vendors[sandbox.Open2b].Processed != 2 || counts.Created[sandbox.Contacts] != 1 {
		t.Errorf("%+v", counts)
	}
}

func TestAdminChurn(t *testing.T) {
	t.Parallel()
	sb, url := startAdmin(t)
	admin(t, url, "POST", "/churn", `{"kind":"contacts","insert":1,"delete":2}`, nil)
	find := sb.Open2b.URL + "/open2b/api/v3/commerce.contacts.find"
	call(t, sb, http.MethodPost, find, `{}`)
	var ledgers []struct {
		Steps      int     `json:"steps_taken"`
		Throughout []int64 `json:"throughout"`
		Deleted    []int64 `json:"deleted"`
	}
	admin(t, url, "GET", "/churn", "", &ledgers)
	if len(ledgers) != 1 || ledgers[0].Steps != 1 || len(ledgers[0].Throughout) != 998 || len(ledgers[0].Deleted) != 2 {
		t.Errorf("%+v", ledgers)
	}
	admin(t, url, "DELETE", "/churn", "", nil)
	call(t, sb, http.MethodPost, find, `{}`)
	if n := len(sb.Open2b.Server.ContactIDs()); n != 999 {
		t.Errorf("%d contacts", n)
	}
}

// What makes no sense is 400 and says why.
func TestAdminRefuses(t *testing.T) {
	t.Parallel()
	sb, url := startAdmin(t)
	for name, c := range map[string]struct{ method, path, body, says string }{
		"profile":          {"PUT", "/profile", `{"profile":"1"}`, "unknown profile"},
		"fault's kind":     {"POST", "/faults", `{"kind":"x"}`, "close after"},
		"one of two":       {"POST", "/faults", `[{"kind":"stall"},{"kind":"x"}]`, "unknown"},
		"fault's match":    {"POST", "/faults", `{"kind":"status","match":{"metod":"POST"}}`, "metod"},
		"fault's key":      {"POST", "/faults", `[{"kind":"status","tims":2}]`, "tims"},
		"fault's vendor":   {"POST", "/faults", `{"kind":"status","match":{"vendor":"cs-cart"}}`, "vendor"},
		"garbage after":    {"POST", "/faults", `{"kind":"status"} x`, "follows"},
		"two values":       {"POST", "/faults", `{"kind":"status"}{"kind":"status"}`, "follows"},
		"churn and more":   {"POST", "/churn", `{"kind":"orders"}]`, "follows"},
		"nothing":          {"POST", "/faults", ``, "the body"},
		"no JSON":          {"POST", "/faults", `x`, "the body"},
		"a text":           {"POST", "/faults", `"x"`, "the body"},
		"churn's kind":     {"POST", "/churn", `{"kind":"x"}`, "call_requests"},
		"unknown key":      {"POST", "/churn", `{"kinds":"x"}`, "kinds"},
		"no profile":       {"PUT", "/profile", `{}`, "profile"},
		"churn's insert":   {"POST", "/churn", `{"kind":"orders","insert":-1}`, "insert"},
		"churn's delete":   {"POST", "/churn", `{"kind":"orders","delete":-1}`, "delete"},
		"churn's change":   {"POST", "/churn", `{"kind":"orders","change":1000000000}`, "change"},
		"churn's every":    {"POST", "/churn", `{"kind":"orders","every":-1}`, "every"},
		"churn's steps":    {"POST", "/churn", `{"kind":"orders","steps":-1}`, "steps"},
		"latency's least":  {"PUT", "/latency/open2b", `{"least":-1,"most":1}`, "least"},
		"latency's most":   {"PUT", "/latency/open2b", `{"least":2,"most":1}`, "most"},
		"absurd latency":   {"PUT", "/latency/open2b", `{"most":9223372036854775807}`, "most"},
		"limit's vendor":   {"PUT", "/limits/x", `{}`, "vendor"},
		"limit's model":    {"PUT", "/limits/open2b", `{"model":"x","run":1}`, "model"},
		"latency's vendor": {"PUT", "/latency/x", `{}`, "vendor"},
		"a flag":           {"GET", "/requests?created=x", ``, "created"},
	} {
		if status, text := admin(t, url, c.method, c.path, c.body, nil); status != http.StatusBadRequest || !strings.Contains(text, c.says) {
			t.Errorf("%s: %d %s", name, status, text)
		}
	}
	if list := sb.Faults(); len(list) != 0 {
		t.Errorf("refused and kept: %+v", list)
	}
	if _, text := admin(t, url, "GET", "/churn", "", nil); strings.TrimSpace(text) != "[]" {
		t.Errorf("refused and begun: %s", text)
	}
	if got := sb.Describe().CSCart.Profile; got != "4.20.1" {
		t.Errorf("refused and made: profile %s", got)
	}
	if status, _ := admin(t, url, "GET", "/nowhere", "", nil); status != http.StatusNotFound {
		t.Errorf("unknown path: %d", status)
	}
}
