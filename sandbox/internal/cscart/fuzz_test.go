package cscart_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

// Whatever is sent, the store answers in JSON and never fails.
func FuzzWrites(f *testing.F) {
	for _, body := range []string{
		draft, `{"status":"P"}`, `{"products":{"1":{"product_id":"12","amount":"9999999999","price":"1e300"}}}`, `{"total":"-5"}`,
		`{"products":[[]]}`, `{"products":"12","user_data":7,"shipping_id":{"0":[]},"coupon_codes":{"a":{"b":"c"}}}`, `[1,2]`, `null`, `"x"`,
		`{"user_id":-1,"payment_info":[1],"payment_id":"1"}`, `a[b][][c=1&d]=2&[e]=3`, `{"phone":{"a":1},"cart_products":{"":[]},"user_id":1e99}`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		s := cscart.New(cscart.Config{Orders: 1, CallRequests: 1})
		for _, c := range []struct{ method, path string }{
			{"POST", storeOrders}, {"PUT", "/api/2.0/orders/1"}, {"GET", "/api/2.0/orders/1"}, {"POST", calls}, {"PUT", calls + "/1"}, {"GET", calls},
		} {
			for _, kind := range []string{"application/json", "text/plain"} {
				sent := body
				if c.method == "GET" {
					sent = ""
				}
				w := serve(s, c.method, c.path, sent, "Content-Type", kind)
				if w.Code >= http.StatusInternalServerError || !json.Valid(w.Body.Bytes()) {
					t.Fatalf("%s %s: %d %s", c.method, c.path, w.Code, w.Body)
				}
			}
		}
	})
}

func FuzzQueries(f *testing.F) {
	s := cscart.New(cscart.Config{Orders: 5, CallRequests: 5})
	for _, query := range []string{
		"page=-1&items_per_page=-5", "status[a][b]=O&status[]=", "order_id[]=1&total_from=x", "items_per_page[]=5&page[]=2", "sort_by[]=date",
		"period=C&time_from=99/99/2026", "email=%ff&name=%zz", "get_orders_data=1&include_incompleted=Y", "_METHOD=PUT&_d=x",
	} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, path := range []string{allOrders, calls} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.URL.RawQuery = query
			r.SetBasicAuth(cscart.DefaultEmail, cscart.DefaultAPIKey)
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code != http.StatusOK || !json.Valid(w.Body.Bytes()) {
				t.Fatalf("%s: %d %s", query, w.Code, w.Body)
			}
		}
	})
}
