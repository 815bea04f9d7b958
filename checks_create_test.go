package quartet_test

import (
	"bytes"
	"errors"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

// A create reaches the server at most once, whatever happens to it.
func TestCheck01_CreateReachesTheServerOnce(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]transporttest.Reply{
		"500":               transporttest.Did(transporttest.JSON(500, "{}")),
		"502 page":          transporttest.Did(transporttest.HTML(502, "<title>Bad Gateway</title>")),
		"503":               transporttest.Did(transporttest.JSON(503, "{}")),
		"503, Retry-After":  transporttest.Did(transporttest.JSON(503, "{}", "Retry-After: 0")),
		"429, Retry-After":  transporttest.JSON(429, "{}", "Retry-After: 1"),
		"408":               transporttest.Did(transporttest.JSON(408, "{}")),
		"done, then closed": transporttest.Did(transporttest.Close),
		"done, then reset":  transporttest.Did(transporttest.Reset),
		"body cut":          transporttest.Did(transporttest.Cut(201, `{"order_id":`)),
		"gzip cut":          transporttest.CutGzip(`{"order_id":"98765432109876543210"}`),
		"not HTTP":          transporttest.Did(transporttest.Raw("SSH-2.0-whatever\r\n\r\n")),
		"empty 200":         transporttest.JSON(200, ""),
		"page with 200":     transporttest.HTML(200, "<title>Welcome</title>"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := transporttest.New(reply)
			req := create
			req.Decode = func(*quartet.Response) error { return nil }
			resp, err := shop(t, s.Listen(t)).Do(ctxOf(t), req)
			sentOnce(t, s, failed(t, resp, err))
		})
	}
	for name, reply := range map[string]transporttest.Reply{
		"body stalls": transporttest.Did(transporttest.StallInBody(201, `{"order_id":`)),
		"no answer":   transporttest.Did(transporttest.Stall),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := transporttest.New(reply)
				c, end := piped(t, s)
				defer end()
				start := time.Now()
				resp, err := c.Do(t.Context(), create)
				sentOnce(t, s, failed(t, resp, err))
				wantIs(t, err, quartet.ErrOutcomeUnknown)
				if took := time.Since(start); took != time.Minute {
					t.Errorf("took %s, want the attempt's timeout", took)
				}
			})
		})
	}
}

func sentOnce(t *testing.T, s *transporttest.Server, e *quartet.Error) {
	t.Helper()
	if n := len(s.Requests()); n != 1 || s.Carried() > 1 || e.Attempts != 1 {
		t.Errorf("%d requests, %d orders, %d attempts told: want 1\n%v", n, s.Carried(), e.Attempts, e)
	}
}

// A dial error after a redirect would not prove that nothing was sent. Redirects
// are not followed, so it cannot come up: the 3xx itself ends the call.
func TestCheck02_CreateIsNotRepeatedAfterARedirect(t *testing.T) {
	t.Parallel()
	for _, status := range []int{301, 302, 303, 307, 308} {
		s := transporttest.New(transporttest.Did(transporttest.Redirect(status, "http://127.0.0.1:1/closed")))
		resp, err := shop(t, s.Listen(t)).Do(ctxOf(t), create)
		_ = failed(t, resp, err)
		wantIs(t, err, quartet.ErrRedirected, quartet.ErrOutcomeUnknown)
		if n := len(s.Requests()); n != 1 {
			t.Errorf("%d: %d requests, want 1", status, n)
		}
	}
}

// What was never sent is repeated, a create too, and says so.
func TestCheck03_WhatNeverLeftIsRepeated(t *testing.T) {
	t.Parallel()
	dns := &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "shop.example", IsNotFound: true}}
	for name, dial := range map[string]error{"refused": transporttest.Refused(), "no such host": dns} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := transporttest.New(transporttest.JSON(201, `{"order_id":"98"}`))
				c, end := piped(t, s)
				defer end()

				s.Dials(dial, dial, nil)
				resp, err := c.Do(ctxOf(t), create)
				if err != nil || resp.Attempts != 3 || s.Carried() != 1 {
					t.Fatalf("%+v, %v, %d orders: want one order at the third attempt", resp, err, s.Carried())
				}

				c.CloseIdleConnections()
				s.Dials(dial, dial, dial, dial, nil)
				resp, err = c.Do(ctxOf(t), create)
				e := failed(t, resp, err)
				wantIs(t, err, quartet.ErrNotSent)
				var op *net.OpError
				if e.Attempts != 4 || !errors.As(err, &op) {
					t.Errorf("%#v: want 4 attempts and the *net.OpError", err)
				}
			})
		})
	}
	t.Run("closed port", func(t *testing.T) {
		t.Parallel()
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		_ = l.Close()
		resp, err := shop(t, "http://"+l.Addr().String()).Do(ctxOf(t), create)
		if e := failed(t, resp, err); e.Attempts != 4 || e.Outcome != quartet.OutcomeNotSent {
			t.Errorf("%v: want 4 attempts, not sent", err)
		}
	})
	t.Run("context ends in the dial", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := transporttest.New()
			s.Dials(transporttest.ErrHang)
			c, end := piped(t, s)
			defer end()
			resp, err := c.Do(ctxOf(t), create, quartet.Timeout(time.Second))
			_ = failed(t, resp, err)
			wantIs(t, err, quartet.ErrNotSent)
		})
	})
}

// "Sent, no answer" and "not sent" are told apart.
func TestCheck04_UnknownIsToldFromNotSent(t *testing.T) {
	t.Parallel()
	s := transporttest.New(transporttest.Close)
	resp, err := shop(t, s.Listen(t)).Do(ctxOf(t), create)
	e := failed(t, resp, err)
	wantIs(t, err, quartet.ErrOutcomeUnknown)
	if e.StatusCode != 0 || e.Advice == "" || !bytes.Contains([]byte(err.Error()), []byte(e.Advice)) {
		t.Errorf("%v: must say what to do", err)
	}
}

// After an attempt that may have been carried out, a refusal within a 2xx proves no
// more than one by its status: the write stays unknown, but a delete that finds
// nothing is done.
func TestCheck04_ARefusalWithinA2xxProvesNothingAfterAnUnknown(t *testing.T) {
	t.Parallel()
	gone := `{"status":"error","error":{"type":"NotFound","field":"id","description":"gone"}}`
	denied := `{"status":"error","error":{"type":"AccessDenied","description":"no"}}`
	own := func(*quartet.Response) error {
		return &quartet.Error{Outcome: quartet.OutcomeRefused, Err: quartet.ErrNotFound}
	}
	for _, test := range []struct {
		class  quartet.Class
		body   string
		decode func(*quartet.Response) error
		want   error
	}{
		{quartet.ClassDelete, gone, nil, nil}, {quartet.ClassDelete, denied, nil, quartet.ErrOutcomeUnknown},
		{quartet.ClassUpdate, gone, nil, quartet.ErrOutcomeUnknown}, {quartet.ClassUpdate, `{"id":1}`, own, quartet.ErrOutcomeUnknown},
		{quartet.ClassRead, gone, nil, quartet.ErrRefused}, {quartet.ClassRead, `{"id":1}`, own, quartet.ErrRefused},
	} {
		s := transporttest.New(transporttest.JSON(502, ""), transporttest.JSON(200, test.body))
		c, err := quartet.NewOpen2b(s.Listen(t), testKey, quartet.WithRetry(quick()), quartet.WithRateLimit(1e6, 10))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(t.Context(), quartet.Request{Path: []string{"commerce.x"}, Class: test.class, Decode: test.decode})
		c.CloseIdleConnections()
		if len(s.Requests()) != 2 {
			t.Errorf("%d requests, want 2", len(s.Requests()))
		}
		if test.want == nil {
			if err != nil {
				t.Errorf("class %d, %s: %v", test.class, test.body, err)
			}
			continue
		}
		_ = failed(t, resp, err)
		wantIs(t, err, test.want)
	}
}

// Posts that only read are repeated; one that nobody has classed is a create.
func TestCheck06_ReadingPostsAreRepeated(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		class quartet.Class
		want  int
	}{{quartet.ClassRead, 2}, {quartet.ClassUpdate, 2}, {quartet.ClassDelete, 2}, {quartet.ClassAuto, 1}, {quartet.ClassCreate, 1}} {
		s := transporttest.New(transporttest.JSON(502, ""), transporttest.JSON(200, "{}"))
		c, err := quartet.NewOpen2b(s.Listen(t), testKey, quartet.WithRetry(quick()), quartet.WithRateLimit(1e6, 10))
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Do(ctxOf(t), quartet.Request{Path: []string{"commerce.contacts.find"}, Class: test.class})
		if got := s.Requests(); len(got) != test.want || got[0].Method != http.MethodPost || (err == nil) != (test.want == 2) {
			t.Errorf("class %d: %d requests, %v: want %d", test.class, len(got), err, test.want)
		}
		c.CloseIdleConnections()
	}
}

// No request carries an idempotency key, which makes net/http repeat a POST: it
// cannot be set from above, and a middleware that sets it is refused.
func TestCheck07_NoIdempotencyKey(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"Idempotency-Key", "x-idempotency-key"} {
		s := transporttest.New()
		address := s.Listen(t)
		_, err := shop(t, address).Do(ctxOf(t), create, quartet.Header(name, "1"))
		wantIs(t, err, quartet.ErrInvalid, quartet.ErrNotSent)

		sets := quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				r = r.Clone(r.Context())
				r.Header.Set(name, "1")
				return next.RoundTrip(r)
			})
		})
		resp, err := shop(t, address, sets).Do(ctxOf(t), create)
		_ = failed(t, resp, err)
		wantIs(t, err, quartet.ErrNotSent)
		if n := len(s.Requests()); n != 0 {
			t.Errorf("%s: %d requests, want none", name, n)
		}
	}
}

// A repeat carries the same body, with its length.
func TestCheck19_RepeatsCarryTheSameBody(t *testing.T) {
	t.Parallel()
	s := transporttest.New(transporttest.JSON(500, "{}"), transporttest.Close, transporttest.JSON(503, "{}"), transporttest.JSON(200, "{}"))
	if _, err := shop(t, s.Listen(t)).Do(ctxOf(t), update); err != nil {
		t.Fatal(err)
	}
	got := s.Requests()
	if len(got) != 4 {
		t.Fatalf("%d requests, want 4", len(got))
	}
	for i, r := range got {
		if !bytes.Equal(r.Body, update.Body) || r.Chunked || r.Header.Get("Content-Length") != "14" {
			t.Errorf("request %d: body %q, chunked %v, length %s", i+1, r.Body, r.Chunked, r.Header.Get("Content-Length"))
		}
	}
}

// roundTrip makes a RoundTripper of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
