package quartet_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

// A 2xx that has arrived counts, even if the context ended at that moment.
func TestCheck05_AnArrivedAnswerIsKept(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s := transporttest.New(transporttest.JSON(201, `{"order_id":"98"}`))
	c := shop(t, s.Listen(t), quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			defer cancel()
			return next.RoundTrip(r)
		})
	}))
	resp, err := c.Do(ctx, create)
	if err != nil || resp.StatusCode != 201 || string(resp.Body) != `{"order_id":"98"}` || ctx.Err() == nil {
		t.Errorf("%+v, %v: want the 201 that has arrived", resp, err)
	}
}

// Retry-After is obeyed in every form it is sent in, and never beyond the cap.
func TestCheck08_RetryAfterInEveryForm(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		header string // a layout stands for the date 20 seconds ahead
		wait   time.Duration
		slack  time.Duration
	}{
		"seconds":     {"7", 7 * time.Second, 0},
		"fraction":    {"1.5", 1500 * time.Millisecond, 0},
		"zero":        {"0", 0, 500 * time.Millisecond},
		"negative":    {"-3", 0, 500 * time.Millisecond},
		"HTTP date":   {time.RFC1123, 20 * time.Second, 0},
		"RFC 850":     {time.RFC850, 20 * time.Second, 0},
		"asctime":     {time.ANSIC, 20 * time.Second, 0},
		"past date":   {"Mon, 04 Jan 1999 15:04:05 GMT", 0, 500 * time.Millisecond},
		"not a time":  {"soon", 0, 500 * time.Millisecond},
		"empty":       {"", 0, 500 * time.Millisecond},
		"at the cap":  {"60", time.Minute, 0},
		"over":        {"61", -1, 0},
		"overflow":    {"9223372037", -1, 0},
		"many digits": {strings.Repeat("9", 400), -1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				value := test.header
				if value == time.RFC1123 || value == time.RFC850 || value == time.ANSIC {
					value = strings.Replace(time.Now().UTC().Add(20*time.Second).Format(value), "UTC", "GMT", 1)
				}
				s := transporttest.New(transporttest.JSON(429, "{}", "Retry-After: "+value), transporttest.JSON(200, "{}"))
				c, end := piped(t, s)
				defer end()
				start := time.Now()
				resp, err := c.Do(t.Context(), read)
				took := time.Since(start)
				if test.wait < 0 {
					e := failed(t, resp, err)
					wantIs(t, err, quartet.ErrRateLimited, quartet.ErrRefused)
					if e.RetryAfter <= time.Minute || took != 0 || len(s.Requests()) != 1 {
						t.Errorf("%v after %s: want the error at once, with the wait", err, took)
					}
					return
				}
				if err != nil || took < test.wait || took > test.wait+test.slack {
					t.Errorf("%v after %s, want %s and at most %s more", err, took, test.wait, test.slack)
				}
			})
		})
	}
}

// No wait starts that would end after the deadline.
func TestCheck09_NoWaitBeyondTheDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := transporttest.New(transporttest.JSON(503, `{"message":"busy"}`, "Retry-After: 10"))
		c, end := piped(t, s)
		defer end()
		for _, timeout := range []time.Duration{3 * time.Second, 10 * time.Second} {
			start := time.Now()
			resp, err := c.Do(t.Context(), read, quartet.Timeout(timeout))
			e := failed(t, resp, err)
			wantIs(t, err, context.DeadlineExceeded, quartet.ErrServer)
			if took := time.Since(start); took != 0 || e.RetryAfter != 10*time.Second {
				t.Errorf("took %s: %v", took, err)
			}
			time.Sleep(11 * time.Second) // in a bubble: the pause is over
		}
	})
}

// After the last attempt, or a wait that was cancelled, the error has everything.
func TestCheck10_TheErrorTellsEverything(t *testing.T) {
	t.Parallel()
	body := `{"message":"Service Unavailable: stock is being counted","status":503}`
	t.Run("exhausted", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, end := piped(t, transporttest.New(transporttest.JSON(503, body, "Retry-After: 2")))
			defer end()
			resp, err := c.Do(t.Context(), read)
			e := failed(t, resp, err)
			wantIs(t, err, quartet.ErrServer, quartet.ErrOutcomeUnknown)
			if e.StatusCode != 503 || string(e.Body) != body || e.Attempts != 4 || e.RetryAfter != 2*time.Second {
				t.Errorf("%+v lacks status, body, attempts or Retry-After", *e)
			}
		})
	})
	reason := errors.New("the user has closed the tab")
	for name, cause := range map[string]error{"cancelled": nil, "cancelled with a cause": reason} {
		t.Run(name+" in the wait", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c, end := piped(t, transporttest.New(transporttest.JSON(503, body, "Retry-After: 50")))
				defer end()
				ctx, cancel := context.WithCancelCause(t.Context())
				defer cancel(nil)
				time.AfterFunc(time.Second, func() { cancel(cause) })
				start := time.Now()
				resp, err := c.Do(ctx, read)
				e := failed(t, resp, err)
				wantIs(t, err, context.Canceled, context.Cause(ctx), quartet.ErrServer)
				if e.StatusCode != 503 || string(e.Body) != body || e.Attempts != 1 || e.RetryAfter != 50*time.Second || time.Since(start) != time.Second {
					t.Errorf("after %s: %+v lacks status, body, attempts or Retry-After", time.Since(start), *e)
				}
			})
		})
	}
	t.Run("cancelled on the wire", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c, end := piped(t, transporttest.New(transporttest.Stall))
			defer end()
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(reason) })
			resp, err := c.Do(ctx, create)
			_ = failed(t, resp, err)
			wantIs(t, err, context.Canceled, reason, quartet.ErrOutcomeUnknown)
		})
	})
}

// Waits are random and under their ceiling.
func TestCheck11_BackoffIsRandomAndBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := transporttest.New(transporttest.JSON(500, "{}"))
		p := quartet.RetryPolicy{MaxAttempts: 6, MinWait: time.Second, MaxWait: 5 * time.Second}
		c, end := piped(t, s, quartet.WithRetry(p))
		defer end()
		ceilings := []time.Duration{time.Second, 2 * time.Second, 4 * time.Second, 5 * time.Second, 5 * time.Second}
		seen := map[time.Duration]bool{}
		longest := make([]time.Duration, len(ceilings))
		for range 200 {
			before := len(s.Requests())
			_, err := c.Do(t.Context(), read)
			wantIs(t, err, quartet.ErrServer)
			got := s.Requests()[before:]
			if len(got) != 6 {
				t.Fatalf("%d attempts, want 6", len(got))
			}
			for i, ceiling := range ceilings {
				wait := got[i+1].At.Sub(got[i].At)
				if wait > ceiling {
					t.Fatalf("wait %d is %s, over %s", i+1, wait, ceiling)
				}
				seen[wait] = true
				longest[i] = max(longest[i], wait)
			}
		}
		for i, ceiling := range ceilings {
			if longest[i] < ceiling*9/10 {
				t.Errorf("the longest of 200 waits %d is %s, want near %s", i+1, longest[i], ceiling)
			}
		}
		if len(seen) < 900 {
			t.Errorf("%d different waits of 1000: not random", len(seen))
		}
	})
	t.Run("absurd bounds", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			const most = time.Duration(1<<63 - 1)
			s := transporttest.New(transporttest.JSON(500, "{}"))
			c, end := piped(t, s, quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 90, MinWait: 1, MaxWait: most}))
			defer end()
			_, err := c.Do(t.Context(), read, quartet.Timeout(24*time.Hour))
			wantIs(t, err, quartet.ErrServer, context.DeadlineExceeded)
			if n := len(s.Requests()); n < 10 {
				t.Errorf("%d attempts in a day", n)
			}
		})
	})
}

// A refusal by the limiter is a deadline that cannot be met: told at once, never
// repeated, nothing sent, the body closed.
func TestCheck13_ALimiterRefusalIsADeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		closed := 0
		watch := quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				r = r.Clone(r.Context())
				r.Body = closeCounter{r.Body, &closed}
				return next.RoundTrip(r)
			})
		})
		s := transporttest.New()
		c, end := piped(t, s, quartet.WithRateLimit(0.1, 1), watch)
		defer end()
		if _, err := c.Do(t.Context(), create); err != nil {
			t.Fatal(err)
		}
		closed = 0
		start := time.Now()
		resp, err := c.Do(t.Context(), create, quartet.Timeout(time.Second))
		e := failed(t, resp, err)
		wantIs(t, err, context.DeadlineExceeded, quartet.ErrRateLimited, quartet.ErrNotSent)
		if time.Since(start) != 0 || len(s.Requests()) != 1 || e.Attempts != 0 || closed != 1 {
			t.Errorf("after %s, %d requests, %d attempts, body closed %d times", time.Since(start), len(s.Requests()), e.Attempts, closed)
		}
	})
	t.Run("a limiter of the user's own", func(t *testing.T) {
		t.Parallel()
		down := errors.New("redis: connection refused")
		s := transporttest.New()
		c, err := quartet.NewCSCart(s.Listen(t), testEmail, testKey, quartet.WithLimiter(limiter(func(context.Context) error { return down })))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(t.Context(), create, quartet.Timeout(time.Minute))
		_ = failed(t, resp, err)
		wantIs(t, err, quartet.ErrNotSent, down)
		if errors.Is(err, context.DeadlineExceeded) || len(s.Requests()) != 0 {
			t.Errorf("%v: is no deadline", err)
		}
	})
	t.Run("a limiter that overlooks the context", func(t *testing.T) {
		t.Parallel()
		ctx, cancel := context.WithCancel(t.Context())
		s := transporttest.New()
		c, err := quartet.NewCSCart(s.Listen(t), testEmail, testKey, quartet.WithLimiter(limiter(func(context.Context) error { cancel(); return nil })))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(ctx, create)
		_ = failed(t, resp, err)
		wantIs(t, err, quartet.ErrNotSent, context.Canceled)
	})
}

type limiter func(context.Context) error

func (f limiter) Wait(ctx context.Context) error { return f(ctx) }

type closeCounter struct {
	io.ReadCloser
	n *int
}

func (c closeCounter) Close() error {
	*c.n++
	return c.ReadCloser.Close()
}
