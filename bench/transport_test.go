package bench

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/quartetgo/quartet"
)

// BenchmarkCall is what a call costs beyond net/http: the same answer of 2 KB, over
// loopback, read whole and not decoded. Limits are out of the way.
func BenchmarkCall(b *testing.B) {
	answer := make([]byte, 2<<10)
	for i := range answer {
		answer[i] = ' '
	}
	copy(answer, `{"order_id":"7"}`)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer)
	}))
	defer server.Close()

	b.Run("net/http", func(b *testing.B) {
		client := &http.Client{Transport: http.DefaultTransport.(*http.Transport).Clone()}
		defer client.CloseIdleConnections()
		b.ReportAllocs()
		for b.Loop() {
			req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, server.URL+"/api/2.0/orders/7", nil)
			if err != nil {
				b.Fatal(err)
			}
			req.SetBasicAuth("admin@shop.example", "apikey")
			req.Header.Set("Accept", "application/json")
			resp, err := client.Do(req)
			if err != nil {
				b.Fatal(err)
			}
			body, err := io.ReadAll(resp.Body)
			if err != nil || len(body) != len(answer) {
				b.Fatalf("%d bytes, %v", len(body), err)
			}
			_ = resp.Body.Close()
		}
	})
	b.Run("quartet", func(b *testing.B) {
		shop, err := quartet.NewCSCart(server.URL, "admin@shop.example", "apikey", quartet.WithRateLimit(1e9, 1e9))
		if err != nil {
			b.Fatal(err)
		}
		defer shop.CloseIdleConnections()
		req := quartet.Request{
			Service: "orders", Op: "Get", Path: []string{"orders", "7"}, Class: quartet.ClassRead,
			Decode: func(*quartet.Response) error { return nil },
		}
		b.ReportAllocs()
		for b.Loop() {
			resp, err := shop.Do(context.Background(), req)
			if err != nil || len(resp.Body) != len(answer) {
				b.Fatalf("%+v, %v", resp, err)
			}
		}
	})
}
