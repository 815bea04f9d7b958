package quartet_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

// net/http repeats a GET by itself when a kept connection turns out to be dead,
// unless it is a create.
func TestCheck01_NetHTTPRepeatsNoCreate(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodPost} {
		for _, body := range [][]byte{nil, []byte(`{"a":1}`)} {
			s := transporttest.New(transporttest.JSON(200, "{}"), transporttest.Did(transporttest.Close), transporttest.JSON(200, "{}"))
			c := shop(t, s.Listen(t))
			if _, err := c.Do(t.Context(), quartet.Request{Path: []string{"warm"}}); err != nil {
				t.Fatal(err)
			}
			req := quartet.Request{Method: method, Path: []string{"register"}, Class: quartet.ClassCreate, Body: body}
			resp, err := c.Do(t.Context(), req)
			e := failed(t, resp, err)
			wantIs(t, err, quartet.ErrOutcomeUnknown)
			got := s.Requests()
			if len(got) != 2 || s.Conns() != 1 || e.Attempts != 1 {
				t.Fatalf("%s with %q: %d requests, %d attempts told: want the warm one and one", method, body, len(got), e.Attempts)
			}
			if sent := got[1]; sent.Method != method || string(sent.Body) != string(body) || sent.Chunked {
				t.Errorf("%s with %q: sent as %s %q, chunked %v", method, body, sent.Method, sent.Body, sent.Chunked)
			}
		}
	}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		_, _ = fmt.Fprintf(w, `["%s","%s","%v"]`, r.Method, body, err)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	resp, err := over(t, server, "cscart")(t.Context(), quartet.Request{Path: []string{"register"}, Class: quartet.ClassCreate})
	if err != nil || string(resp.Body) != `["GET","","<nil>"]` {
		t.Errorf("over HTTP/2: %+v, %v: want the GET without a body", resp, err)
	}
}

// dying answers once, then lets a request wait for a second on the kept connection
// and drops it: net/http sends it again. A "busy" call is told to wait 30 seconds.
func dying() *transporttest.Server {
	served := 0
	return transporttest.New(func(c *transporttest.Conn, r *transporttest.Request) bool {
		if r.Target == "/api/2.0/busy" {
			return transporttest.JSON(429, "{}", "Retry-After: 30")(c, r)
		}
		if served++; served == 2 {
			return transporttest.Slow(time.Second, transporttest.Close)(c, r)
		}
		return transporttest.JSON(200, "{}")(c, r)
	})
}

// What net/http repeats by itself is held by a pause, like any other request, and
// counted.
func TestCheck12_ARepeatOfNetHTTPPassesTheGate(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		opts []quartet.CallOption
		sent int
	}{
		"waits the pause out":                {nil, 4},
		"refused, as the deadline is before": {[]quartet.CallOption{quartet.Timeout(20 * time.Second)}, 3},
		"refused, as its policy will not":    {[]quartet.CallOption{quartet.Retry(quartet.RetryPolicy{MaxAttempts: 3, MaxRetryAfter: time.Second})}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := dying()
				c, end := piped(t, s)
				defer end()
				if _, err := c.Do(t.Context(), read); err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				time.AfterFunc(time.Second/2, func() {
					_, err := c.Do(t.Context(), quartet.Request{Path: []string{"busy"}}, quartet.NoRetry())
					wantIs(t, err, quartet.ErrRateLimited)
				})
				resp, err := c.Do(t.Context(), read, test.opts...)
				took := time.Since(start)
				got := s.Requests()
				if len(got) != test.sent {
					t.Fatalf("%d requests, want %d: %v", len(got), test.sent, err)
				}
				if test.sent == 4 {
					if err != nil || took != 30500*time.Millisecond || resp.Attempts != 2 || resp.Wait != 29500*time.Millisecond {
						t.Errorf("%+v, %v after %s: want the second attempt's answer at the end of the pause", resp, err, took)
					}
					return
				}
				e := failed(t, resp, err)
				wantIs(t, err, quartet.ErrRateLimited, quartet.ErrOutcomeUnknown)
				if took != time.Second || e.Attempts != 1 || e.RetryAfter != 29500*time.Millisecond {
					t.Errorf("after %s, %d attempts, Retry-After %s: want it refused at once", took, e.Attempts, e.RetryAfter)
				}
			})
		})
	}
}

// A limiter that refuses keeps net/http's own repeat from being sent.
func TestCheck13_ARepeatOfNetHTTPCanBeRefused(t *testing.T) {
	t.Parallel()
	down := errors.New("redis: connection refused")
	permits := 0
	s := transporttest.New(transporttest.JSON(200, "{}"), transporttest.Close, transporttest.JSON(200, "{}"))
	c, err := quartet.NewCSCart(s.Listen(t), testEmail, testKey, quartet.WithLimiter(limiter(func(context.Context) error {
		if permits++; permits > 2 {
			return down
		}
		return nil
	})))
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdleConnections()
	if _, err := c.Do(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	resp, err := c.Do(t.Context(), read)
	_ = failed(t, resp, err)
	wantIs(t, err, down, quartet.ErrRateLimited, quartet.ErrOutcomeUnknown)
	if n := len(s.Requests()); n != 2 || permits != 3 {
		t.Errorf("%d requests, %d permits asked for: want 2 and 3", n, permits)
	}
}
