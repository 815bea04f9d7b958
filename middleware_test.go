package quartet_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

// sendsTwice repeats whatever it is given, once, whatever came of it.
func sendsTwice(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(r *http.Request) (*http.Response, error) {
		_, _ = next.RoundTrip(r)
		return next.RoundTrip(r)
	})
}

// ofContext passes requests on under another context.
func ofContext(change func(context.Context) context.Context) func(http.RoundTripper) http.RoundTripper {
	return func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			return next.RoundTrip(r.WithContext(change(r.Context())))
		})
	}
}

func answers(resp func() (*http.Response, error)) func(http.RoundTripper) http.RoundTripper {
	return func(http.RoundTripper) http.RoundTripper {
		return roundTrip(func(*http.Request) (*http.Response, error) { return resp() })
	}
}

// Whatever a middleware does, a failed create is told for what it may have become,
// and is sent once.
func TestMiddlewareCannotHideAnOutcome(t *testing.T) {
	t.Parallel()
	odd := errors.New("odd")
	for name, test := range map[string]struct {
		middleware func(http.RoundTripper) http.RoundTripper
		replies    []transporttest.Reply
		want       error
		sent       int
	}{
		"repeats after an unknown outcome": {sendsTwice, []transporttest.Reply{transporttest.Did(transporttest.JSON(500, "{}")), transporttest.JSON(400, "{}")}, quartet.ErrOutcomeUnknown, 1},
		"repeats after no answer":          {sendsTwice, []transporttest.Reply{transporttest.Did(transporttest.Close), transporttest.JSON(400, "{}")}, quartet.ErrOutcomeUnknown, 1},
		"repeats after a refusal":          {sendsTwice, []transporttest.Reply{transporttest.JSON(400, "{}"), transporttest.JSON(400, "{}")}, quartet.ErrRefused, 1},
		"drops the call's context":         {ofContext(func(context.Context) context.Context { return context.Background() }), nil, quartet.ErrNotSent, 0},
		"fails by itself":                  {answers(func() (*http.Response, error) { return nil, odd }), nil, odd, 0},
		"fails by itself, not sent":        {answers(func() (*http.Response, error) { return nil, odd }), nil, quartet.ErrNotSent, 0},
		"throws the answer away": {func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				_, _ = next.RoundTrip(r)
				return nil, odd
			})
		}, []transporttest.Reply{transporttest.JSON(201, "{}")}, quartet.ErrOutcomeUnknown, 1},
		"another error for its own": {func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				_, _ = next.RoundTrip(r)
				return nil, odd
			})
		}, []transporttest.Reply{transporttest.Close}, quartet.ErrOutcomeUnknown, 1},
		"answers 503 by itself": {answers(func() (*http.Response, error) {
			return &http.Response{StatusCode: 503, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}"))}, nil
		}), nil, quartet.ErrServer, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := transporttest.New(test.replies...)
			resp, err := shop(t, s.Listen(t), quartet.WithMiddleware(test.middleware)).Do(t.Context(), create)
			_ = failed(t, resp, err)
			wantIs(t, err, test.want)
			if n := len(s.Requests()); n != test.sent {
				t.Errorf("%d requests, want %d", n, test.sent)
			}
		})
	}
}

// A middleware that would send a create again is refused, and the first answer
// stands; what was never sent it may send again, and anything but a create.
func TestMiddlewareCannotRepeatACreate(t *testing.T) {
	t.Parallel()
	s := transporttest.New(transporttest.JSON(201, `{"order_id":"98"}`), transporttest.JSON(201, `{"order_id":"99"}`))
	c := shop(t, s.Listen(t), quartet.WithMiddleware(sendsTwice))
	resp, err := c.Do(t.Context(), create)
	if err != nil || string(resp.Body) != `{"order_id":"98"}` || len(s.Requests()) != 1 {
		t.Errorf("%+v, %v, %d requests: want the first answer", resp, err, len(s.Requests()))
	}
	s.Play(transporttest.JSON(500, "{}"))
	resp, err = c.Do(t.Context(), create)
	e := failed(t, resp, err)
	if !strings.Contains(err.Error(), "may not repeat a create") || e.StatusCode != 500 || e.Attempts != 1 || len(s.Requests()) != 2 {
		t.Errorf("%d requests: %v: want the 500, and what the middleware did", len(s.Requests()), err)
	}
	if _, err = c.Do(t.Context(), update, quartet.NoRetry()); err == nil || len(s.Requests()) != 4 {
		t.Errorf("%v, %d requests: want the update twice", err, len(s.Requests()))
	}
	synctest.Test(t, func(t *testing.T) {
		s := transporttest.New(transporttest.JSON(201, "{}"))
		c, end := piped(t, s, quartet.WithMiddleware(sendsTwice))
		defer end()
		s.Dials(transporttest.Refused(), nil)
		if _, err := c.Do(t.Context(), create); err != nil || s.Carried() != 1 {
			t.Errorf("%v, %d orders: want one by the second dial", err, s.Carried())
		}
	})
}

// An answer that a middleware makes counts as an attempt, or it would be repeated
// without end; one it has wrapped is read through the wrapping.
func TestMiddlewareAnswers(t *testing.T) {
	t.Parallel()
	made := 0
	own := quartet.WithMiddleware(answers(func() (*http.Response, error) {
		made++
		return &http.Response{StatusCode: 503, Header: http.Header{}, Body: io.NopCloser(strings.NewReader("{}"))}, nil
	}))
	resp, err := shop(t, "http://127.0.0.1:1", own).Do(t.Context(), read)
	if e := failed(t, resp, err); made != 4 || e.Attempts != 4 {
		t.Errorf("made %d answers in %d attempts, want 4", made, e.Attempts)
	}

	closed := 0
	wraps := quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			resp, err := next.RoundTrip(r)
			if err == nil {
				resp.Body = closeCounter{resp.Body, &closed}
			}
			return resp, err
		})
	})
	s := transporttest.New(transporttest.Cut(200, `{"a":`), transporttest.JSON(500, "{}"), transporttest.JSON(200, `{"a":1}`))
	resp, err = shop(t, s.Listen(t), wraps).Do(t.Context(), read)
	if err != nil || string(resp.Body) != `{"a":1}` || closed != 3 || resp.Attempts != 3 {
		t.Errorf("%+v, %v, closed %d times: want the third answer", resp, err, closed)
	}
}

// A middleware that comes back before its request has is waited for, and what it
// sends afterwards is refused: the call's outcome is what really happened.
func TestMiddlewareThatComesBackEarly(t *testing.T) {
	t.Parallel()
	arrived, release := make(chan bool), make(chan bool)
	over, late := make(chan bool), make(chan error)
	early := func(next http.RoundTripper) http.RoundTripper {
		return roundTrip(func(r *http.Request) (*http.Response, error) {
			go func() {
				_ = drop(next.RoundTrip(r))
				<-over
				late <- drop(next.RoundTrip(r))
			}()
			<-arrived
			close(release)
			return nil, errors.New("too slow")
		})
	}
	s := transporttest.New(func(c *transporttest.Conn, r *transporttest.Request) bool {
		close(arrived)
		<-release
		return transporttest.JSON(201, "{}")(c, r)
	})
	resp, err := shop(t, s.Listen(t), quartet.WithMiddleware(early)).Do(t.Context(), create)
	e := failed(t, resp, err)
	wantIs(t, err, quartet.ErrOutcomeUnknown)
	close(over)
	if err := <-late; e.StatusCode != 201 || err == nil || !strings.Contains(err.Error(), "belongs to no call") || len(s.Requests()) != 1 {
		t.Errorf("%v; %v, %d requests: want the 201, and the late one refused", e, err, len(s.Requests()))
	}
}

// drop closes an answer and keeps its error.
func drop(resp *http.Response, err error) error {
	if resp != nil {
		_ = resp.Body.Close()
	}
	return err
}

// The first middleware given is the outermost, and headers that one adds arrive.
func TestMiddlewareOrder(t *testing.T) {
	t.Parallel()
	adds := func(name string) quartet.Option {
		return quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				r = r.Clone(r.Context())
				r.Header.Add("X-Way", name)
				return next.RoundTrip(r)
			})
		})
	}
	s := transporttest.New()
	if _, err := shop(t, s.Listen(t), adds("outer"), adds("inner")).Do(t.Context(), read); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(s.Requests()[0].Header["X-Way"], " "); got != "outer inner" {
		t.Errorf("got %q", got)
	}
}

// A transport of the user's own that breaks the rules of net/http panics nothing.
func TestOddTransports(t *testing.T) {
	t.Parallel()
	none := roundTrip(func(*http.Request) (*http.Response, error) { return nil, nil })
	resp, err := shop(t, "http://127.0.0.1", quartet.WithTransport(none)).Do(t.Context(), create)
	_ = failed(t, resp, err)
	wantIs(t, err, quartet.ErrOutcomeUnknown)
	bare := roundTrip(func(*http.Request) (*http.Response, error) { return &http.Response{StatusCode: 204}, nil })
	if resp, err = shop(t, "http://127.0.0.1", quartet.WithTransport(bare)).Do(t.Context(), remove); err != nil || len(resp.Body) != 0 {
		t.Errorf("%+v, %v: want the 204", resp, err)
	}
}
