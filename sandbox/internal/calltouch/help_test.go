package calltouch

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

var zone = time.FixedZone("MSK", 3*60*60)

// deal is one record of an answer.
type deal map[string]any

// page is the envelope of an answer.
type page struct {
	Page         int    `json:"page"`
	PageTotal    int    `json:"pageTotal"`
	PageSize     int    `json:"pageSize"`
	RecordsTotal int    `json:"recordsTotal"`
	Records      []deal `json:"records"`
}

// serve starts the account on a port.
func serve(t *testing.T, c Config) (*Server, string) {
	t.Helper()
	s := New(c)
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server.URL
}

// get asks a path with the token and the parameters, "a=1&b=2".
func get(t *testing.T, base, path, query string) (int, http.Header, string) {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	if !values.Has("clientApiId") {
		values.Set("clientApiId", DefaultToken)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+path+"?"+values.Encode(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return do(t, req)
}

func do(t *testing.T, req *http.Request) (int, http.Header, string) {
	t.Helper()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // read to its end
	var body strings.Builder
	if _, err := io.Copy(&body, resp.Body); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, body.String()
}

const diary = "/calls-service/RestAPI/12345/orders-diary/orders"

// ask reads a page of deals.
func ask(t *testing.T, base, query string) page {
	t.Helper()
	status, _, body := get(t, base, diary, query)
	var p page
	if err := json.Unmarshal([]byte(body), &p); err != nil || status != http.StatusOK {
		t.Fatalf("%s: %d, %v: %.300s", query, status, err, body)
	}
	return p
}

// array reads an answer without page.
func array(t *testing.T, base, query string) []deal {
	t.Helper()
	status, _, body := get(t, base, diary, query)
	var list []deal
	if err := json.Unmarshal([]byte(body), &list); err != nil || status != http.StatusOK {
		t.Fatalf("%s: %d, %v: %.300s", query, status, err, body)
	}
	return list
}

// whole is the time of the data set in the tests.
const whole = "dateFrom=01/01/2026&dateTo=01/05/2026"

// with adds a deal that carries the mark as its order number.
func with(s *Server, mark string, change func(*Deal)) int64 {
	return s.InsertDeal(func(d *Deal) {
		d.OrderDate = time.Date(2026, time.March, 10, 12, 0, 0, 0, zone)
		d.CreatedDate = d.OrderDate.Add(time.Hour)
		d.UpdatedDate = d.OrderDate.Add(48 * time.Hour)
		d.Manager, d.Service, d.OrderNumber = "", "", mark
		d.Source = &Source{Type: "REQUEST", RequestNumber: 77}
		d.Visit = nil
		if change != nil {
			change(d)
		}
	})
}

// marks are the order numbers of the deals, in the answer's order.
func marks(deals []deal) string {
	var list []string
	for _, d := range deals {
		list = append(list, d["orderNumber"].(string))
	}
	return strings.Join(list, " ")
}
