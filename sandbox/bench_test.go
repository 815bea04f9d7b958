package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"

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

// A million deals, read to the last, are a gigabyte of text. What is alive at
// most beside the sandbox as it started is reported.
func BenchmarkMillionDeals(b *testing.B) {
	const deals = 1_000_000
	sb := sandbox.New(b, sandbox.Unlimited(), sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = deals }))
	before := heap()
	text, most := 0, uint64(0)
	for b.Loop() {
		served := 0
		for day := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC); day.Month() < time.May; day = day.AddDate(0, 0, 1) {
			for _, comments := range []string{"true", "false"} {
				for page, last := 1, 1; page <= last; page++ {
					body := deals1000(b, sb, day, comments, page)
					var head struct{ PageTotal int }
					if err := json.Unmarshal(slices.Concat(body[:bytes.IndexByte(body, '[')], []byte("[]}")), &head); err != nil {
						b.Fatal(err)
					}
					last = head.PageTotal
					served += bytes.Count(body, []byte(`"orderNumber":`))
					text += len(body)
				}
			}
			most = max(most, heap())
		}
		if served != deals {
			b.Fatalf("%d deals", served)
		}
	}
	b.ReportMetric(float64(text)/float64(b.N)/1e6, "MB-text")
	b.ReportMetric(float64(most-before)/1e6, "MB-live")
	b.ReportMetric(deals*float64(b.N)/b.Elapsed().Seconds(), "deals/s")
}

// deals1000 is the answer to a request for a page of a day's deals.
func deals1000(b *testing.B, sb *sandbox.Sandbox, day time.Time, comments string, page int) []byte {
	b.Helper()
	const form = "02/01/2006"
	query := url.Values{
		"clientApiId": {sb.Calltouch.Token}, "dateFrom": {day.Format(form)}, "dateTo": {day.AddDate(0, 0, 1).Format(form)},
		"page": {strconv.Itoa(page)}, "withAllOrderOrigins": {"true"}, "withComments": {comments},
	}
	w := httptest.NewRecorder()
	sb.Calltouch.Handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/calls-service/RestAPI/12345/orders-diary/orders?"+query.Encode(), nil))
	if w.Code != http.StatusOK {
		b.Fatal(w.Body)
	}
	return w.Body.Bytes()
}

// heap is what is alive.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
