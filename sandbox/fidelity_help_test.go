package sandbox_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/quartetgo/quartet/sandbox"
)

// trial is the test of one fact: a sandbox, requests to it, and what is checked
// of the answers.
type trial struct {
	*testing.T
	*sandbox.Sandbox
	client *http.Client
	checks int
}

// every profile, CS-Cart and Multi-Vendor in turn.
var profiles = []string{"4.2.3", "4.2.3-mv", "4.3.7", "4.3.7-mv", "4.13.2", "4.13.2-mv", "4.20.1", "4.20.1-mv"}

// start starts a small sandbox without limits, changed by opts.
func (t *trial) start(opts ...sandbox.Option) {
	t.Helper()
	t.startLimited(append([]sandbox.Option{sandbox.Unlimited()}, opts...)...)
}

// startLimited is start with the limits that the vendors have.
func (t *trial) startLimited(opts ...sandbox.Option) {
	t.Helper()
	small := []sandbox.Option{
		sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = 120, 40 }),
		sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 600 }),
		sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.Contacts = 150 }),
	}
	t.Sandbox = sandbox.New(t, append(small, opts...)...)
	t.client = plain(t.Sandbox)
}

// in starts the store of each profile and runs the checks on it.
func (t *trial) in(names []string, check func(profile string)) {
	t.Helper()
	for _, name := range names {
		t.start(sandbox.WithProfile(name))
		check(name)
	}
}

// bubble runs the checks in a synctest bubble, where waiting takes no time. The
// sandbox that they start must be in memory.
func (t *trial) bubble(check func(*trial)) {
	t.Helper()
	synctest.Test(t.T, func(inside *testing.T) {
		b := &trial{T: inside}
		check(b)
		t.checks += b.checks
	})
}

func release(name string) sandbox.Option { return sandbox.WithProfile(name) }

func shopWith(change func(*sandbox.CSCartConfig)) sandbox.Option { return sandbox.WithCSCart(change) }

func journalWith(change func(*sandbox.CalltouchConfig)) sandbox.Option {
	return sandbox.WithCalltouch(change)
}

func bookWith(change func(*sandbox.Open2bConfig)) sandbox.Option { return sandbox.WithOpen2b(change) }

// do sends a request without credentials. header holds "Name: value".
func (t *trial) do(method, url, body string, header ...string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range header {
		name, value, _ := strings.Cut(h, ": ")
		if req.Header.Del(name); value != "" {
			req.Header.Set(name, value)
		}
	}
	resp, err := t.client.Do(req)
	if err != nil {
		return reply{err: err}
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return reply{resp.StatusCode, resp.Header, string(text), err}
}

// shop calls the CS-Cart store as its administrator, with JSON when there is a
// body. A path that is not absolute lies under /api/2.0/. A header without a
// value is left out.
func (t *trial) shop(method, path, body string, header ...string) reply {
	t.Helper()
	if !strings.HasPrefix(path, "/") {
		path = "/api/2.0/" + path
	}
	headers := []string{"Authorization: " + basic(t.CSCart.Email, t.CSCart.APIKey)}
	if body != "" {
		headers = append(headers, "Content-Type: application/json")
	}
	return t.do(method, t.CSCart.URL+path, body, append(headers, header...)...)
}

func basic(user, password string) string {
	r := http.Request{Header: http.Header{}}
	r.SetBasicAuth(user, password)
	return r.Header.Get("Authorization")
}

// get is shop for reading.
func (t *trial) get(path string) reply { t.Helper(); return t.shop(http.MethodGet, path, "") }

// order inserts an order and reads it.
func (t *trial) order(change func(*sandbox.Order)) reply {
	t.Helper()
	return t.get(fmt.Sprint("orders/", t.CSCart.Server.InsertOrder(change)))
}

// journal calls the deals journal with its token.
func (t *trial) journal(query string) reply {
	t.Helper()
	return t.do(http.MethodGet, t.diary()+"?clientApiId="+url.QueryEscape(t.Calltouch.Token)+"&"+query, "")
}

func (t *trial) diary() string {
	return fmt.Sprintf("%s/calls-service/RestAPI/%d/orders-diary/orders", t.Calltouch.URL, t.Calltouch.SiteID)
}

// book calls commerce.contacts.<method> of v3 with the key.
func (t *trial) book(method, body string) reply { t.Helper(); return t.bookAt("v3", method, body) }

func (t *trial) bookAt(version, method, body string) reply {
	t.Helper()
	path := "/api/" + version
	if version == "v3" {
		path = "/open2b" + path
	}
	return t.do(http.MethodPost, t.Open2b.URL+path+"/commerce.contacts."+method, body, "X-Key: "+t.Open2b.Key)
}

// answers checks the status, and that the body holds all parts.
func (t *trial) answers(r reply, status int, parts ...string) {
	t.Helper()
	t.checks++
	if r.err != nil || r.status != status {
		t.Errorf("status %d (%v), want %d: %.300s", r.status, r.err, status, r.body)
	}
	for _, part := range parts {
		if !strings.Contains(r.body, part) {
			t.Errorf("%q is not in %.600s", part, r.body)
		}
	}
}

// is checks the JSON text of the value at the path.
func (t *trial) is(r reply, path, want string) {
	t.Helper()
	t.checks++
	if got := find(r.body, path); got != want {
		t.Errorf("%s is %.200s, want %s", path, got, want)
	}
}

// kind checks the types of the values at the paths, blank between them.
func (t *trial) kind(r reply, want string, paths ...string) {
	t.Helper()
	t.checks++
	for _, path := range paths {
		if got := kindOf(find(r.body, path)); !slices.Contains(strings.Fields(want), got) {
			t.Errorf("%s is of type %s, want %s: %.300s", path, got, want, r.body)
		}
	}
}

// kinds checks that the values at the path, over all records of the list, have
// exactly those types.
func (t *trial) kinds(records []string, path, want string) {
	t.Helper()
	t.checks++
	seen := map[string]bool{}
	for _, record := range records {
		seen[kindOf(find(record, path))] = true
	}
	var got []string
	for kind := range seen {
		got = append(got, kind)
	}
	slices.Sort(got)
	if strings.Join(got, " ") != want {
		t.Errorf("%s comes as %s, want %s", path, got, want)
	}
}

// equal checks two values.
func (t *trial) equal(got, want any) {
	t.Helper()
	t.checks++
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// list is the elements of the array at the path.
func (t *trial) list(r reply, path string) []string {
	t.Helper()
	var elements []json.RawMessage
	if err := json.Unmarshal([]byte(find(r.body, path)), &elements); err != nil {
		t.Fatalf("%s: %v: %d %.300s", path, err, r.status, r.body)
	}
	all := make([]string, len(elements))
	for i, e := range elements {
		all[i] = string(e)
	}
	return all
}

// column is the values at a path in all elements of the array.
func (t *trial) column(r reply, array, path string) []string {
	t.Helper()
	var all []string
	for _, e := range t.list(r, array) {
		all = append(all, strings.Trim(find(e, path), `"`))
	}
	return all
}

// find is the JSON text at a path of names and indexes; * is the first member.
// "absent" when there is none, and the whole text when the path is empty.
func find(text, path string) string {
	if path == "" {
		return strings.TrimSpace(text)
	}
	for name := range strings.SplitSeq(path, ".") {
		if strings.HasPrefix(text, "[") {
			var elements []json.RawMessage
			i, err := strconv.Atoi(strings.Replace(name, "*", "0", 1))
			if json.Unmarshal([]byte(text), &elements) != nil || err != nil || i >= len(elements) {
				return "absent"
			}
			text = string(elements[i])
			continue
		}
		var members map[string]json.RawMessage
		if json.Unmarshal([]byte(text), &members) != nil {
			return "absent"
		}
		for key := range members {
			if name == "*" {
				name = key
			}
		}
		if members[name] == nil {
			return "absent"
		}
		text = string(members[name])
	}
	return text
}

func kindOf(text string) string {
	switch {
	case text == "absent" || text == "null":
		return text
	case text == "[]":
		return "empty"
	case text == "true" || text == "false":
		return "bool"
	case text[0] == '"':
		return "string"
	case text[0] == '{':
		return "object"
	case text[0] == '[':
		return "array"
	}
	return "number"
}

// id is the number in the value at the path, a number or a string.
func (t *trial) id(r reply, path string) int64 {
	t.Helper()
	id, err := strconv.ParseInt(strings.Trim(find(r.body, path), `"`), 10, 64)
	if err != nil {
		t.Fatalf("%s: %v: %d %.300s", path, err, r.status, r.body)
	}
	return id
}
