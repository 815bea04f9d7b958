package quartet_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jarcoal/httpmock"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

// What must not be sent is refused before it is.
func TestDoRefuses(t *testing.T) {
	t.Parallel()
	mock := httpmock.NewMockTransport()
	c := shop(t, "https://shop.example", quartet.WithTransport(mock))
	header := func(name, value string) []quartet.CallOption {
		return []quartet.CallOption{quartet.Header(name, value)}
	}
	orders := []string{"orders"}
	for want, test := range map[string]struct {
		req  quartet.Request
		opts []quartet.CallOption
	}{
		"Path: must have an element":                           {quartet.Request{}, nil},
		`Path: "" is no element`:                               {quartet.Request{Path: []string{"orders", ""}}, nil},
		`Path: ".." is no element`:                             {quartet.Request{Path: []string{"..", "x"}}, nil},
		"Timeout: must be above 0":                             {quartet.Request{Path: orders}, []quartet.CallOption{quartet.Timeout(0)}},
		"Retry: MaxAttempts must be 1 or more":                 {quartet.Request{Path: orders}, []quartet.CallOption{quartet.Retry(quartet.RetryPolicy{})}},
		"Header Authorization: is the client's own":            {quartet.Request{Path: orders}, header("authorization", "x")},
		"Header Host: is set by net/http":                      {quartet.Request{Path: orders}, header("Host", "x")},
		"Header Accept-Encoding: is set by net/http":           {quartet.Request{Path: orders, Header: http.Header{"Accept-Encoding": {"br"}}}, nil},
		`Header "X A": is no header`:                           {quartet.Request{Path: orders}, header("X A", "x")},
		`Header "": is no header`:                              {quartet.Request{Path: orders}, header("", "x")},
		`Header "X-A": is no header`:                           {quartet.Request{Path: orders}, header("X-A", "a\r\nb")},
		"Header Idempotency-Key: would make net/http repeat a": {quartet.Request{Path: orders}, header("idempotency-key", "x")},
		"Query _d: is the client's own":                        {quartet.Request{Path: orders}, []quartet.CallOption{quartet.Query("_d", "2.0/users")}},
		"the request cannot be built":                          {quartet.Request{Path: orders, Method: "GE T"}, nil},
	} {
		resp, err := c.Do(t.Context(), test.req, test.opts...)
		_ = failed(t, resp, err)
		wantIs(t, err, quartet.ErrInvalid, quartet.ErrNotSent)
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant it to say %q", err, want)
		}
	}
	open2b, err := quartet.NewOpen2b("https://shop.example", "k", quartet.WithTransport(mock), quartet.WithKeyHeader("X-Secret-Key"))
	if err != nil {
		t.Fatal(err)
	}
	_, err = open2b.Do(t.Context(), quartet.Request{Path: orders}, quartet.Header("x-secret-key", "mine"))
	wantIs(t, err, quartet.ErrInvalid)
	if n := mock.GetTotalCallCount(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

// Do gives an endpoint that nothing wraps all that a wrapped one has.
func TestDo(t *testing.T) {
	t.Parallel()
	mock := httpmock.NewMockTransport()
	mock.RegisterResponder("GET", "https://shop.example/api/2.0/products/12",
		httpmock.NewStringResponder(200, `{"product_id":12}`).HeaderSet(http.Header{"X-Seen": {"1"}}))
	mock.RegisterResponder("HEAD", "https://shop.example/api/2.0/products", httpmock.NewStringResponder(200, ""))
	mock.RegisterResponder("DELETE", "https://shop.example/api/2.0/products/12", httpmock.NewStringResponder(204, ""))
	var log bytes.Buffer
	c := shop(t, "https://shop.example", quartet.WithTransport(mock), logTo(&log))

	var seen []quartet.Response
	buffer := make([]byte, 0, 4<<10)
	resp, err := c.Do(t.Context(), quartet.Request{Path: []string{"products", "12"}, Buffer: buffer},
		quartet.OnResponse(func(r quartet.Response) { seen = append(seen, r); panic("user") }), nil)
	if err != nil || string(resp.Body) != `{"product_id":12}` || resp.Header.Get("X-Seen") != "1" || resp.Attempts != 1 {
		t.Fatalf("%+v, %v", resp, err)
	}
	if &resp.Body[0] != &buffer[:1][0] {
		t.Error("the body was not read into the buffer")
	}
	if !strings.Contains(log.String(), "a hook panicked") {
		t.Errorf("the panic was not logged: %s", log.String())
	}
	if len(seen) != 1 || seen[0].StatusCode != 200 || seen[0].Body != nil {
		t.Errorf("OnResponse saw %+v", seen)
	}
	for _, method := range []string{"HEAD", "DELETE"} {
		path := []string{"products", "12"}[:map[string]int{"HEAD": 1, "DELETE": 2}[method]]
		if resp, err := c.Do(t.Context(), quartet.Request{Method: method, Path: path}); err != nil || len(resp.Body) != 0 {
			t.Errorf("%s: %+v, %v", method, resp, err)
		}
	}
	resp, err = c.Do(t.Context(), quartet.Request{Path: []string{"nobody"}})
	if e := failed(t, resp, err); e.Service != "cscart" || !strings.Contains(err.Error(), "no responder found") {
		t.Errorf("%v: want the transport's own error, under the client's name", err)
	}
}

// One call's options win over the client's.
func TestCallOptions(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := transporttest.New(transporttest.JSON(503, "{}"))
		c, end := piped(t, s, quartet.WithTimeout(time.Hour))
		defer end()
		sent := func(opts ...quartet.CallOption) int {
			before := len(s.Requests())
			_, err := c.Do(t.Context(), read, opts...)
			wantIs(t, err, quartet.ErrServer)
			return len(s.Requests()) - before
		}
		twice := quartet.Retry(quartet.RetryPolicy{MaxAttempts: 2})
		if got := []int{sent(), sent(twice), sent(quartet.NoRetry()), sent(twice, quartet.NoRetry())}; !cmp.Equal(got, []int{4, 2, 1, 1}) {
			t.Errorf("attempts %v, want 4, 2, 1, 1", got)
		}
		s.Play(transporttest.Stall)
		for _, test := range []struct {
			opts []quartet.CallOption
			want time.Duration
		}{{nil, time.Hour}, {[]quartet.CallOption{quartet.Timeout(time.Second)}, time.Second}} {
			start := time.Now()
			_, err := c.Do(t.Context(), read, append(test.opts, quartet.Retry(quartet.RetryPolicy{MaxAttempts: 1000}))...)
			wantIs(t, err, context.DeadlineExceeded, quartet.ErrOutcomeUnknown)
			if took := time.Since(start); took != test.want {
				t.Errorf("took %s, want %s", took, test.want)
			}
		}
	})
}

// A policy's Repeat narrows and widens, within the number of attempts.
func TestRepeatHasTheLastWord(t *testing.T) {
	t.Parallel()
	var seen []quartet.Failure
	policy := quick()
	policy.Repeat = func(f quartet.Failure) bool {
		seen = append(seen, f)
		return f.Class == quartet.ClassCreate
	}
	s := transporttest.New(transporttest.JSON(409, "{}"))
	c := shop(t, s.Listen(t), quartet.WithRetry(policy))
	for _, test := range []struct {
		req  quartet.Request
		want int
	}{{create, 4}, {read, 1}} {
		resp, err := c.Do(t.Context(), test.req)
		if e := failed(t, resp, err); e.Attempts != test.want || e.Outcome != quartet.OutcomeRefused {
			t.Errorf("%v: want %d attempts", err, test.want)
		}
	}
	want := quartet.Failure{Class: quartet.ClassCreate, Attempt: 1, StatusCode: 409, Outcome: quartet.OutcomeRefused}
	if diff := cmp.Diff(want, seen[0]); diff != "" || len(seen) != 5 {
		t.Errorf("asked %d times: %s", len(seen), diff)
	}
}

// A create is repeated after 429 or 503 with Retry-After only when that is asked for.
func TestCreateOnRetryAfter(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for _, status := range []int{429, 503} {
			for _, on := range []bool{false, true} {
				s := transporttest.New(transporttest.JSON(status, "{}", "Retry-After: 1"), transporttest.JSON(201, "{}"))
				policy := quartet.DefaultRetryPolicy()
				policy.CreateOnRetryAfter = on
				c, end := piped(t, s, quartet.WithRetry(policy))
				_, err := c.Do(t.Context(), create)
				end()
				if n := len(s.Requests()); (err == nil) != on || (n == 2) != on {
					t.Errorf("%d, %v: %d requests, %v", status, on, n, err)
				}
			}
		}
	})
}

// A service's own error from Decode keeps what it found, and gets the rest.
func TestDecodeErrors(t *testing.T) {
	t.Parallel()
	s := transporttest.New(transporttest.JSON(200, `{"contact":null}`))
	address := s.Listen(t)
	req := read
	req.Decode = func(*quartet.Response) error {
		return &quartet.Error{StatusCode: 404, Outcome: quartet.OutcomeRefused, Message: "contact 7 does not exist"}
	}
	resp, err := shop(t, address).Do(t.Context(), req)
	e := failed(t, resp, err)
	wantIs(t, err, quartet.ErrNotFound, quartet.ErrRefused)
	if e.Op != "Get" || e.URL == "" || e.Attempts != 1 || string(e.Body) != `{"contact":null}` {
		t.Errorf("%+v", *e)
	}
	bad := errors.New("total: want a number")
	req.Decode = func(*quartet.Response) error { return bad }
	resp, err = shop(t, address).Do(t.Context(), req)
	_ = failed(t, resp, err)
	wantIs(t, err, quartet.ErrMalformed, quartet.ErrOutcomeUnknown, bad)
}

// An ended context sends nothing.
func TestAnEndedContextSendsNothing(t *testing.T) {
	t.Parallel()
	reason := errors.New("shutting down")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(reason)
	s := transporttest.New()
	resp, err := shop(t, s.Listen(t)).Do(ctx, read)
	_ = failed(t, resp, err)
	wantIs(t, err, quartet.ErrNotSent, context.Canceled, reason)
	if len(s.Requests()) != 0 {
		t.Error("something was sent")
	}
}

// One client serves many goroutines.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	s := transporttest.New(transporttest.JSON(500, "{}"), transporttest.JSON(200, `{"a":1}`))
	c := shop(t, s.Listen(t))
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			if resp, err := c.Do(t.Context(), read); err != nil || string(resp.Body) != `{"a":1}` {
				t.Errorf("%+v, %v", resp, err)
			}
		})
	}
	all.Wait()
	if n := len(s.Requests()); n != 51 {
		t.Errorf("%d requests, want 51", n)
	}
}
