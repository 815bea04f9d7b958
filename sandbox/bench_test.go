package sandbox_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/quartetgo/quartet/sandbox"
)

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		sb, err := sandbox.Start()
		if err != nil {
			b.Fatal(err)
		}
		sb.Close()
	}
}

// Pages of 1000 deals, of a journal of a million, a day at a time.
func BenchmarkDeals(b *testing.B) {
	sb := sandbox.New(b, sandbox.Unlimited(), sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 1_000_000 }))
	page, bytes := 0, 0
	for b.Loop() {
		page = page%6 + 1
		day := page + 2
		r := httptest.NewRequest(http.MethodGet, fmt.Sprintf(
			"/calls-service/RestAPI/12345/orders-diary/orders?clientApiId=%s&dateFrom=%02d/02/2026&dateTo=%02d/02/2026&page=%d&withAllOrderOrigins=true",
			url.QueryEscape(sb.Calltouch.Token), day, day+1, page), nil)
		w := httptest.NewRecorder()
		sb.Calltouch.Handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
		bytes += w.Body.Len()
	}
	b.ReportMetric(float64(1000*b.N)/b.Elapsed().Seconds(), "deals/s")
	b.ReportMetric(float64(bytes)/float64(b.N), "B/page")
}

// Pages of 100 orders.
func BenchmarkOrders(b *testing.B) {
	sb := sandbox.New(b, sandbox.Unlimited())
	page := 0
	for b.Loop() {
		page = page%30 + 1
		r := httptest.NewRequest(http.MethodGet, fmt.Sprintf("/api/2.0/orders?items_per_page=100&sort_by=order_id&sort_order=asc&page=%d", page), nil)
		r.SetBasicAuth(sb.CSCart.Email, sb.CSCart.APIKey)
		w := httptest.NewRecorder()
		sb.CSCart.Handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Body)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
