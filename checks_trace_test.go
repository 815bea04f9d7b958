package quartet_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
)

// A trace on the caller's context, or one that a middleware installs, does not see
// the signed request: neither its headers nor, over HTTP/2, its address. It sees
// everything else.
func TestCheck16_ATraceSeesNoCredential(t *testing.T) {
	t.Parallel()
	for _, http2 := range []bool{false, true} {
		server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = io.WriteString(w, "{}")
		}))
		server.EnableHTTP2 = http2
		server.StartTLS()
		t.Cleanup(server.Close)
		for _, service := range []string{"cscart", "calltouch", "open2b"} {
			t.Run(fmt.Sprintf("%s, HTTP/2 %v", service, http2), func(t *testing.T) {
				var fields, seen []string
				ctx := httptrace.WithClientTrace(t.Context(), traces(&fields, &seen, "outer"))
				traced := quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
					return roundTrip(func(r *http.Request) (*http.Response, error) {
						return next.RoundTrip(r.WithContext(httptrace.WithClientTrace(r.Context(), traces(&fields, &seen, "inner"))))
					})
				})
				if _, err := over(t, server, service, traced)(ctx, read); err != nil {
					t.Fatal(err)
				}
				if len(fields) > 0 {
					t.Errorf("%d headers were shown, as %q", len(fields), fields[0])
				}
				if got := strings.Join(seen, ", "); got != "inner connection, outer connection, inner request, outer request" {
					t.Errorf("the traces saw %s: want each its connection and its request, once", got)
				}
			})
		}
	}
}

// over is a client of a service that answers on a test server.
func over(t *testing.T, server *httptest.Server, service string, opts ...quartet.Option) func(context.Context, quartet.Request, ...quartet.CallOption) (*quartet.Response, error) {
	t.Helper()
	c := &caller{}
	connect(t, service, append(opts, quartet.WithTransport(server.Client().Transport), quartet.WithBaseURL(server.URL)), c)
	return c.do
}

func traces(fields, seen *[]string, name string) *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		WroteHeaderField: func(key string, values []string) { *fields = append(*fields, fmt.Sprint(key, values)) },
		GotConn:          func(httptrace.GotConnInfo) { *seen = append(*seen, name+" connection") },
		WroteRequest:     func(httptrace.WroteRequestInfo) { *seen = append(*seen, name+" request") },
	}
}
