package cscart_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

// serve sends a request without a network.
func serve(s http.Handler, method, path, body string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.SetBasicAuth(cscart.DefaultEmail, cscart.DefaultAPIKey)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// Of many updates of one order none is lost.
func TestConcurrentUpdatesOfOneOrder(t *testing.T) {
	t.Parallel()
	s := cscart.New(cscart.Config{Orders: 1})
	columns := []string{"b_city", "s_city", "b_address", "s_address", "b_zipcode", "s_zipcode", "notes", "details"}
	var all sync.WaitGroup
	for _, k := range columns {
		all.Go(func() { serve(s, "PUT", "/api/2.0/orders/1", fmt.Sprintf(`{"%s":"set"}`, k)) })
	}
	all.Wait()
	body := serve(s, "GET", "/api/2.0/orders/1", "").Body.String()
	for _, k := range columns {
		if !strings.Contains(body, fmt.Sprintf(`"%s":"set"`, k)) {
			t.Errorf("%s was lost", k)
		}
	}
}

// Everything at once, hooks included: each create must be counted and be there.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	const workers, rounds = 8, 20
	s := cscart.New(cscart.Config{Orders: 50, CallRequests: 10})
	s.OnUpdate(func(int64) { s.InsertCallRequest(nil) })
	s.OnSelect(func(string) { s.ChangeOrder(2, func(o *cscart.Order) { o.Points++ }) })
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for i := range rounds {
				for _, c := range []struct {
					method, path, body string
					status             int
				}{
					{"POST", storeOrders, draft, 201},
					{"GET", "/api/2.0/orders?items_per_page=20&sort_by=total", "", 200},
					{"PUT", "/api/2.0/orders/3", fmt.Sprintf(`{"notes":"%d"}`, i), 200},
					{"POST", calls, `{"phone":"1"}`, 201},
					{"GET", calls + "?order_status=O", "", 200},
				} {
					if w := serve(s, c.method, c.path, c.body); w.Code != c.status {
						t.Errorf("%s %s: %d %s", c.method, c.path, w.Code, w.Body)
					}
				}
			}
		})
	}
	all.Wait()
	c := s.Counts()
	if c.OrdersCreated != workers*rounds || c.CallRequestsCreated != workers*rounds || c.Requests != 5*workers*rounds {
		t.Errorf("%+v", c)
	}
	if got, want := len(s.CallRequestIDs()), 10+2*workers*rounds; got != want {
		t.Errorf("%d call requests, want %d", got, want)
	}
	if o, _ := s.Order(3); o.Notes == nil || o.Status == "N" {
		t.Errorf("order 3 after the updates: status %s", o.Status)
	}
	if o, _ := s.Order(2); o.Points < 2*workers*rounds {
		t.Errorf("%d changes by the hook arrived", o.Points)
	}
}
