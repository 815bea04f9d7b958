package cscart_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

// store is a server under test and a way to talk to it over HTTP.
type store struct {
	*cscart.Server
	t   *testing.T
	url string
}

var testNow = time.Date(2026, 5, 20, 12, 0, 0, 0, time.UTC)

// open starts a store of 120 orders and 40 call requests, changed by change.
func open(t *testing.T, change ...func(*cscart.Config)) *store {
	t.Helper()
	c := cscart.Config{Seed: 7, Orders: 120, CallRequests: 40, Now: func() time.Time { return testNow }}
	for _, f := range change {
		f(&c)
	}
	s := cscart.New(c)
	web := httptest.NewServer(s)
	t.Cleanup(web.Close)
	return &store{Server: s, t: t, url: web.URL}
}

func profile(name string) func(*cscart.Config) {
	return func(c *cscart.Config) {
		p, err := cscart.ParseProfile(name)
		if err != nil {
			panic(err)
		}
		c.Profile = p
	}
}

// reply is an answer, read whole.
type reply struct {
	status int
	header http.Header
	body   string
}

// send sends a request. body is JSON unless header says otherwise; header holds
// names and values in turn, and an empty value leaves the header out.
func (s *store) send(method, path, body string, header ...string) reply {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.SetBasicAuth(cscart.DefaultEmail, cscart.DefaultAPIKey)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		if header[i+1] == "" {
			r.Header.Del(header[i])
		} else {
			r.Header.Set(header[i], header[i+1])
		}
	}
	answer, err := http.DefaultTransport.RoundTrip(r) // follows no redirect
	if err != nil {
		s.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return reply{answer.StatusCode, answer.Header, string(text)}
}

func (s *store) get(path string) reply { s.t.Helper(); return s.send("GET", path, "") }

// object reads a JSON object, numbers kept as their text.
func (s *store) object(r reply, status int) map[string]any {
	s.t.Helper()
	if r.status != status {
		s.t.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	d := json.NewDecoder(strings.NewReader(r.body))
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		s.t.Fatalf("no JSON object: %v: %.200s", err, r.body)
	}
	return v
}

// rows reads the records of a list answer.
func (s *store) rows(r reply) (rows []map[string]any, params map[string]any) {
	s.t.Helper()
	v := s.object(r, 200)
	for k, list := range v {
		if k == "params" {
			params = list.(map[string]any)
			continue
		}
		for _, row := range list.([]any) {
			rows = append(rows, row.(map[string]any))
		}
	}
	return rows, params
}

// column collects one field of all rows, as text.
func column(rows []map[string]any, key string) []string {
	var all []string
	for _, r := range rows {
		all = append(all, textOf(r[key]))
	}
	return all
}

func textOf(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return v
	}
	b, _ := json.Marshal(v)
	return string(b)
}

// kind names the JSON type of a value.
func kind(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case string:
		return "string"
	case json.Number:
		return "number"
	case bool:
		return "bool"
	case []any:
		if len(v) == 0 {
			return "[]"
		}
		return "array"
	case map[string]any:
		return "object"
	}
	return "absent"
}

// kindOf is kind, with "absent" for a key that is not there.
func kindOf(m map[string]any, key string) string {
	v, ok := m[key]
	if !ok {
		return "absent"
	}
	return kind(v)
}

func TestSameSeedSameAnswers(t *testing.T) {
	t.Parallel()
	for _, p := range cscart.Profiles() {
		set := func(c *cscart.Config) { c.Profile = p }
		a, b := open(t, set), open(t, set)
		other := open(t, set, func(c *cscart.Config) { c.Seed = 8 })
		const path = "/api/2.0/orders?items_per_page=50"
		if a.get(path).body != b.get(path).body {
			t.Errorf("%s: two stores of one seed differ", p)
		}
		if a.get(path).body == other.get(path).body {
			t.Errorf("%s: stores of two seeds are the same", p)
		}
	}
}

func TestResetPutsEverythingBack(t *testing.T) {
	t.Parallel()
	s := open(t)
	const path = "/api/2.0/orders?items_per_page=0"
	before := s.get(path).body
	s.send("DELETE", "/api/2.0/orders/1", "")
	s.InsertOrder(nil)
	if s.get(path).body == before {
		t.Fatal("nothing changed")
	}
	s.Reset()
	if s.get(path).body != before {
		t.Error("the orders are not those of before")
	}
	if c := s.Counts(); c.OrdersDeleted != 0 || len(s.Writes()) != 0 {
		t.Errorf("counts %+v, writes %v", c, s.Writes())
	}
}

func TestSetProfile(t *testing.T) {
	t.Parallel()
	s := open(t)
	p, err := cscart.ParseProfile("4.3.7-mv")
	if err != nil {
		t.Fatal(err)
	}
	s.SetProfile(p)
	if got := kindOf(s.object(s.get("/api/2.0/orders/30"), 200), "discount"); got != "string" {
		t.Errorf("discount is %s in 4.3.7", got)
	}
	if got := s.get("/api/2.0/vendors/1/orders").status; got != 200 {
		t.Errorf("vendors: %d", got)
	}
}

func TestParseProfile(t *testing.T) {
	t.Parallel()
	for _, p := range cscart.Profiles() {
		if got, err := cscart.ParseProfile(p.String()); err != nil || got != p {
			t.Errorf("%s: %v, %v", p, got, err)
		}
	}
	if p, err := cscart.ParseProfile(""); err != nil || p.String() != "4.20.1" {
		t.Errorf("empty: %v, %v", p, err)
	}
	if _, err := cscart.ParseProfile("5.0"); err == nil {
		t.Error("5.0 is taken for a profile")
	}
}

func TestFailNext(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.FailNext(1)
	r := s.send("POST", "/api/2.0/stores/1/orders", draft)
	if r.status != 500 || !strings.HasPrefix(r.header.Get("Content-Type"), "text/html") || !strings.Contains(r.body, "<html>") {
		t.Errorf("%d %s", r.status, r.body)
	}
	if got := s.Counts().OrdersCreated; got != 0 {
		t.Errorf("%d orders created by a request that failed", got)
	}
	if got := s.get("/api/2.0/orders").status; got != 200 {
		t.Errorf("the request after: %d", got)
	}
}

// idPath is the path of one record.
func idPath(entity string, id int64) string { return fmt.Sprintf("/api/2.0/%s/%d", entity, id) }

func decimalOf(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func asID(t *testing.T, v any) int64 {
	t.Helper()
	id, err := strconv.ParseInt(textOf(v), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return id
}
