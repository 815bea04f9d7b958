package quartet

import (
	"net/http"
	"net/url"
	"testing"
	"time"
)

// The default network is the default transport in all but what is said of it:
// proxies, HTTP/2 and timeouts stay, and a connection that died in silence is found.
func TestDefaultNetwork(t *testing.T) {
	t.Parallel()
	standard := http.DefaultTransport.(*http.Transport)
	got, ok := defaultNetwork(7).(*http.Transport)
	if !ok || got == standard {
		t.Fatalf("got %T, want a clone", got)
	}
	if got.Proxy == nil || !got.ForceAttemptHTTP2 || got.DialContext == nil ||
		got.TLSHandshakeTimeout != standard.TLSHandshakeTimeout || got.IdleConnTimeout != standard.IdleConnTimeout {
		t.Errorf("proxy set: %v, HTTP/2 %v: want what the default has", got.Proxy != nil, got.ForceAttemptHTTP2)
	}
	req := &http.Request{URL: &url.URL{Scheme: "https", Host: "shop.example"}}
	want, errWant := standard.Proxy(req)
	if proxy, err := got.Proxy(req); err != errWant || (proxy == nil) != (want == nil) { //nolint:errorlint // the very same
		t.Errorf("proxy %v, %v: want %v, %v", proxy, err, want, errWant)
	}
	if got.MaxIdleConnsPerHost != 7 || got.MaxIdleConns < 7 || got.MaxResponseHeaderBytes != maxHeader {
		t.Errorf("%d idle of %d, header of %d bytes", got.MaxIdleConnsPerHost, got.MaxIdleConns, got.MaxResponseHeaderBytes)
	}
	if h2 := got.HTTP2; h2 == nil || h2.SendPingTimeout <= 0 || h2.PingTimeout <= 0 || h2.SendPingTimeout+h2.PingTimeout > time.Minute {
		t.Errorf("pings %+v: want a dead connection found within a minute", h2)
	}
}
