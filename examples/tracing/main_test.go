package main

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/quartetgo/quartet"
)

const canary = "c4n/Ary+k3y=5%2F"

// No span shows a credential, whatever the vendor's way to send it, over HTTP/1
// and HTTP/2, when a call works and when it fails and the answer echoes the key.
func TestNoSpanShowsACredential(t *testing.T) {
	t.Parallel()
	echo := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if strings.Contains(r.URL.Path, "fails") {
			w.Header().Set("Location", "/?key="+url.QueryEscape(canary))
			w.WriteHeader(http.StatusUnauthorized)
		}
		fmt.Fprintf(w, `{"message":%q}`, canary)
	})
	forms := []string{
		canary, url.QueryEscape(canary), strings.ToLower(url.QueryEscape(canary)), url.PathEscape(canary),
		base64.StdEncoding.EncodeToString([]byte("admin@shop.example:" + canary)),
	}
	combinations := 0
	for _, http2 := range []bool{false, true} {
		server := httptest.NewUnstartedServer(echo)
		server.EnableHTTP2 = http2
		server.StartTLS()
		defer server.Close()
		for _, path := range []string{"works", "fails"} {
			spans := tracetest.NewInMemoryExporter()
			provider := trace.NewTracerProvider(trace.WithSyncer(spans))
			opts := []quartet.Option{
				quartet.WithBaseURL(server.URL), quartet.WithTransport(server.Client().Transport), tracing(provider),
			}
			for _, call := range clients(t, opts) {
				call(t, quartet.Request{Path: []string{path}, Class: quartet.ClassRead})
			}
			text := fmt.Sprintf("%+v", spans.GetSpans())
			if !strings.Contains(text, "http.getconn") {
				t.Fatal("the connection's steps left no span: nothing is proven")
			}
			for _, form := range forms {
				combinations++
				if strings.Contains(text, form) {
					t.Errorf("HTTP/2 %v, %s: a span shows %s", http2, path, form)
				}
			}
		}
	}
	t.Logf("%d combinations", combinations)
}

// clients are calls through a client of each vendor.
func clients(t *testing.T, opts []quartet.Option) []func(*testing.T, quartet.Request) {
	t.Helper()
	shop, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", canary, opts...)
	if err != nil {
		t.Fatal(err)
	}
	account, err := quartet.NewCalltouch(canary, opts...)
	if err != nil {
		t.Fatal(err)
	}
	store, err := quartet.NewOpen2b("https://store.example", canary, opts...)
	if err != nil {
		t.Fatal(err)
	}
	return []func(*testing.T, quartet.Request){
		func(t *testing.T, r quartet.Request) { _, _ = shop.Do(t.Context(), r) },
		func(t *testing.T, r quartet.Request) { _, _ = account.Do(t.Context(), r) },
		func(t *testing.T, r quartet.Request) { _, _ = store.Do(t.Context(), r) },
	}
}
