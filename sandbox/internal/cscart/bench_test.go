package cscart_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

func BenchmarkList(b *testing.B) {
	s := cscart.New(cscart.Config{Orders: 3000})
	for name, query := range map[string]string{
		"newest":  "page=3",
		"by id":   "page=20&sort_by=order_id&sort_order=asc",
		"total":   "page=2&sort_by=total",
		"filters": "page=1&email=example&status[]=P&status[]=C",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if w := serve(s, "GET", "/api/2.0/orders?items_per_page=100&"+query, ""); w.Code != 200 {
					b.Fatal(w.Body)
				}
			}
		})
	}
}

// One client and the server together; with -cpu 1 both share a core.
func BenchmarkListOverHTTP(b *testing.B) {
	web := httptest.NewServer(cscart.New(cscart.Config{Orders: 3000}))
	defer web.Close()
	r, err := http.NewRequest(http.MethodGet, web.URL+"/api/2.0/orders?items_per_page=100&page=3", nil)
	if err != nil {
		b.Fatal(err)
	}
	r.SetBasicAuth(cscart.DefaultEmail, cscart.DefaultAPIKey)
	for b.Loop() {
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, answer.Body); err != nil {
			b.Fatal(err)
		}
		answer.Body.Close()
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		s := cscart.New(cscart.Config{Orders: 3000, CallRequests: 400})
		s.OrderIDs() // the data are made at their first use
		s.CallRequestIDs()
	}
}
