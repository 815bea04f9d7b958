package quartet_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

// A redirect is not followed, and no other scheme, host, port or sub-domain sees
// the credential, not even when a middleware turns the request there.
func TestCheck17_TheCredentialStaysWithItsOrigin(t *testing.T) {
	t.Parallel()
	other := transporttest.New()
	elsewhere := other.Listen(t)
	home := transporttest.New(
		transporttest.Redirect(302, elsewhere+"/orders"), transporttest.Redirect(307, "https://evil.example/"),
		transporttest.Redirect(308, "//sub.shop.example/"), transporttest.Redirect(301, "::no address"), transporttest.JSON(304, ""),
	)
	address := home.Listen(t)
	for _, status := range []int{302, 307, 308, 301, 304} {
		resp, err := shop(t, address).Do(ctxOf(t), read)
		e := failed(t, resp, err)
		wantIs(t, err, quartet.ErrRedirected)
		if e.StatusCode != status || e.Attempts != 1 {
			t.Errorf("%v: want %d, once", err, status)
		}
	}
	turns := map[string]func(*http.Request){
		"host":       func(r *http.Request) { r.URL.Host = strings.TrimPrefix(elsewhere, "http://") },
		"scheme":     func(r *http.Request) { r.URL.Scheme = "https" },
		"sub-domain": func(r *http.Request) { r.URL.Host = "www." + r.URL.Host },
		"Host":       func(r *http.Request) { r.Host = "evil.example" },
		"opaque":     func(r *http.Request) { r.URL.Opaque = "//evil.example/x" },
		"userinfo":   func(r *http.Request) { r.URL.User = url.UserPassword("a", "b") },
	}
	for name, turn := range turns {
		c := shop(t, address, quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				r = r.Clone(r.Context())
				turn(r)
				return next.RoundTrip(r)
			})
		}))
		resp, err := c.Do(ctxOf(t), create)
		if e := failed(t, resp, err); e.Outcome != quartet.OutcomeNotSent {
			t.Errorf("%s: %v: want not sent", name, err)
		}
	}
	if n, m := len(other.Requests()), len(home.Requests()); n != 0 || m != 5 {
		t.Errorf("%d requests elsewhere, %d at home: want 0 and 5", n, m)
	}
}

// What the caller hands in is left as it was.
func TestCheck18_TheCallersRequestIsUntouched(t *testing.T) {
	t.Parallel()
	values := append(make([]string, 0, 4), "a")
	build := func() quartet.Request {
		return quartet.Request{
			Op: "X", Method: http.MethodPut, Path: []string{"orders", "a b/c"}, Query: url.Values{"q": {"1"}},
			Body: []byte(`{"a":1}`), Header: http.Header{"X-Mine": values}, Class: quartet.ClassUpdate,
		}
	}
	spoils := quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			r.Header["X-Mine"] = append(r.Header["X-Mine"], "spoilt")
			r.Header["X-Mine"][0] = "spoilt"
			return next.RoundTrip(r)
		})
	})
	req := build()
	s := transporttest.New(transporttest.JSON(500, "{}"), transporttest.JSON(200, "{}"))
	if _, err := shop(t, s.Listen(t), spoils).Do(ctxOf(t), req, quartet.Query("more", "2")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(build(), req); diff != "" || values[0] != "a" || values[:2][1] != "" {
		t.Errorf("the request was changed: %s %q", diff, values[:2])
	}
}

// Failed calls keep their connection, and close nobody else's.
func TestCheck20_ConnectionsAreKept(t *testing.T) {
	t.Parallel()
	page := strings.Repeat("x", 5<<10)
	s := transporttest.New(transporttest.JSON(503, page))
	c := shop(t, s.Listen(t), quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 6, MaxWait: time.Millisecond}))
	resp, err := c.Do(ctxOf(t), read)
	if e := failed(t, resp, err); e.Attempts != 6 || s.Conns() != 1 {
		t.Errorf("%d attempts on %d connections, want 6 on 1", e.Attempts, s.Conns())
	}
	s.Play(transporttest.JSON(200, "{}"))
	if _, err := c.Do(ctxOf(t), read); err != nil || s.Conns() != 1 {
		t.Errorf("%v, %d connections: the failed call has closed the idle one", err, s.Conns())
	}
	c.CloseIdleConnections()
	if _, err := c.Do(ctxOf(t), read); err != nil || s.Conns() != 2 {
		t.Errorf("%v, %d connections: CloseIdleConnections has closed none", err, s.Conns())
	}
}

// A wait that is cancelled, and a call that fails on the network, close no idle
// connection either.
func TestCheck20_IdleConnectionsSurviveFailures(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := transporttest.New(transporttest.JSON(503, "{}", "Retry-After: 20"), transporttest.JSON(200, "{}"))
		c, end := piped(t, s)
		defer end()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		time.AfterFunc(time.Second, cancel)
		_, err := c.Do(ctx, read)
		wantIs(t, err, context.Canceled)
		if _, err := c.Do(t.Context(), read); err != nil || s.Conns() != 1 {
			t.Errorf("%v, %d connections, want the first one again", err, s.Conns())
		}
	})
}

// One connection for each place in flight is kept, and no more are made.
func TestCheck20_OneConnectionPerWorker(t *testing.T) {
	t.Parallel()
	var gate sync.WaitGroup
	gate.Add(5)
	s := transporttest.New(func(c *transporttest.Conn, r *transporttest.Request) bool {
		gate.Done()
		gate.Wait() // until five are here at once
		return transporttest.JSON(200, "{}")(c, r)
	})
	c := shop(t, s.Listen(t))
	for round := range 3 {
		if round > 0 {
			gate.Add(5)
		}
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() {
				if _, err := c.Do(ctxOf(t), read); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
	if s.Conns() != 5 {
		t.Errorf("%d connections for 5 workers", s.Conns())
	}
}

// A body over the bound is an error, however small it was packed; what comes after
// the bound is not read.
func TestCheck21_BodiesAreBounded(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]transporttest.Reply{
		"bomb":     transporttest.Bomb(50 << 20),
		"endless":  transporttest.Endless(200),
		"one over": transporttest.JSON(200, `"`+strings.Repeat("x", 64<<10-1)+`"`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := transporttest.New(reply)
			resp, err := shop(t, s.Listen(t), quartet.WithMaxBody(64<<10)).Do(ctxOf(t), read)
			e := failed(t, resp, err)
			wantIs(t, err, quartet.ErrTooLarge)
			if e.StatusCode != 200 || len(e.Body) == 0 || len(e.Body) > quartet.MaxErrorBody || len(s.Requests()) != 1 {
				t.Errorf("%v: status %d, body of %d, %d requests", err, e.StatusCode, len(e.Body), len(s.Requests()))
			}
		})
	}
	for _, status := range []int{200, 500} {
		t.Run(fmt.Sprintf("endless %d is not read on", status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := transporttest.New(transporttest.Endless(status))
				c, end := piped(t, s, quartet.WithMaxBody(64<<10))
				_, err := c.Do(t.Context(), create)
				end()
				if n := s.Written(); err == nil || n > 64<<10+16<<10 {
					t.Errorf("%d bytes were read for a bound of 64 KiB: %v", n, err)
				}
			})
		})
	}
	t.Run("at the bound", func(t *testing.T) {
		t.Parallel()
		body := `["` + strings.Repeat("x", 64<<10-4) + `"]`
		s := transporttest.New(transporttest.JSON(200, body))
		resp, err := shop(t, s.Listen(t), quartet.WithMaxBody(64<<10)).Do(ctxOf(t), read)
		if err != nil || string(resp.Body) != body {
			t.Errorf("%v: want the body as long as allowed", err)
		}
	})
	t.Run("endless 500", func(t *testing.T) {
		t.Parallel()
		s := transporttest.New(transporttest.Endless(500))
		resp, err := shop(t, s.Listen(t)).Do(ctxOf(t), create)
		_ = failed(t, resp, err)
		wantIs(t, err, quartet.ErrServer, quartet.ErrOutcomeUnknown)
	})
	t.Run("endless header", func(t *testing.T) {
		t.Parallel()
		s := transporttest.New(transporttest.Raw("HTTP/1.1 200 OK\r\nX-Long: " + strings.Repeat("x", 3<<20)))
		resp, err := shop(t, s.Listen(t)).Do(ctxOf(t), create)
		_ = failed(t, resp, err)
		wantIs(t, err, quartet.ErrOutcomeUnknown)
	})
}

// An answer that is none is a typed error that keeps status and body.
func TestCheck22_UnreadableAnswersAreTyped(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]transporttest.Reply{
		"truncated gzip":  transporttest.CutGzip(`{"orders":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19]}`),
		"no gzip":         transporttest.JSON(200, "{}", "Content-Encoding: gzip"),
		"truncated JSON":  transporttest.JSON(200, `{"orders":[{"order_id":`),
		"body cut":        transporttest.Cut(200, `{"orders":[`),
		"HTML with 200":   transporttest.HTML(200, "<html><title>Log in</title></html>"),
		"text with 200":   transporttest.Answer(200, "text/plain", "forbidden"),
		"a JSON scalar":   transporttest.JSON(200, `"ok"`),
		"two documents":   transporttest.JSON(200, `{}{}`),
		"empty 200":       transporttest.JSON(200, ""),
		"blank 200":       transporttest.JSON(200, " \n"),
		"204, though not": transporttest.JSON(204, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address := transporttest.New(reply).Listen(t)
			for _, decode := range []func(*quartet.Response) error{
				nil,
				func(*quartet.Response) error { return fmt.Errorf("orders[3].total: want a number") },
			} {
				if decode == nil && (strings.HasSuffix(name, " 200") && !strings.Contains(name, "with") || strings.HasPrefix(name, "204")) {
					continue // nothing was asked for: an empty answer is one
				}
				req := read
				req.Decode = decode
				resp, err := shop(t, address).Do(ctxOf(t), req)
				e := failed(t, resp, err)
				wantIs(t, err, quartet.ErrMalformed, quartet.ErrOutcomeUnknown)
				if e.StatusCode < 200 || e.StatusCode > 204 || len(e.Body) > quartet.MaxErrorBody {
					t.Errorf("%v: status %d, body %q", err, e.StatusCode, e.Body)
				}
			}
		})
	}
}

// Nothing that belongs to the program is changed.
func TestCheck23_DefaultsAndTransportsAreUntouched(t *testing.T) {
	before := *http.DefaultClient
	standard := http.DefaultTransport.(*http.Transport)
	idle, header := standard.MaxIdleConnsPerHost, standard.MaxResponseHeaderBytes
	s := transporttest.New(transporttest.Redirect(302, "/"))
	address := s.Listen(t)
	mine := &http.Transport{}
	for _, opts := range [][]quartet.Option{nil, {quartet.WithTransport(mine)}} {
		_, err := shop(t, address, opts...).Do(ctxOf(t), read)
		wantIs(t, err, quartet.ErrRedirected)
	}
	if !reflect.DeepEqual(before, *http.DefaultClient) || http.DefaultTransport != http.RoundTripper(standard) ||
		standard.MaxIdleConnsPerHost != idle || standard.MaxResponseHeaderBytes != header {
		t.Error("a default of net/http was changed")
	}
	if mine.MaxIdleConnsPerHost != 0 || mine.Proxy != nil || mine.MaxResponseHeaderBytes != 0 {
		t.Error("the user's transport was changed")
	}
}

// Over HTTP/2 with TLS, the rules are the same.
func TestHTTP2(t *testing.T) {
	t.Parallel()
	arrived, stalled := make(chan string, 9), make(chan struct{})
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		arrived <- r.Method + " " + r.Proto
		switch {
		case r.Method == http.MethodPost: // done, and no answer
			<-stalled
		case len(arrived) == 1:
			w.WriteHeader(502)
		default:
			_, _ = io.WriteString(w, `{}`)
		}
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	defer server.Close()
	defer close(stalled)
	over := quartet.WithTransport(server.Client().Transport)
	if resp, err := shop(t, server.URL, over).Do(ctxOf(t), read); err != nil || resp.Attempts != 2 {
		t.Fatalf("%+v, %v: want the second attempt's answer", resp, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var got []string
	watched := make(chan bool)
	go func() {
		defer close(watched)
		for len(got) < 3 {
			got = append(got, <-arrived)
		}
		cancel() // the create has arrived
	}()
	resp, err := shop(t, server.URL, over).Do(ctx, create)
	<-watched
	_ = failed(t, resp, err)
	wantIs(t, err, quartet.ErrOutcomeUnknown, context.Canceled)
	if diff := cmp.Diff([]string{"GET HTTP/2.0", "GET HTTP/2.0", "POST HTTP/2.0"}, got); diff != "" {
		t.Error(diff)
	}
}

// A certificate that cannot be trusted is no reason to try again.
func TestAnUntrustedCertificateIsNotSentNorRepeated(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	resp, err := shop(t, server.URL).Do(ctxOf(t), create)
	e := failed(t, resp, err)
	wantIs(t, err, quartet.ErrNotSent)
	if e.Attempts != 1 {
		t.Errorf("%d attempts, want 1: %v", e.Attempts, err)
	}
}
