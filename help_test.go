package quartet_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A credential with everything that gets escaped somewhere.
const (
	testEmail = "admin@shop.example"
	testKey   = `c4n/Ary+k3y=5%2F&q"z`
)

// quick repeats without a wait worth mentioning.
func quick() quartet.RetryPolicy {
	p := quartet.DefaultRetryPolicy()
	p.MinWait, p.MaxWait = time.Millisecond, 2*time.Millisecond
	return p
}

// shop is a client of a CS-Cart store, without a limit that a test would notice.
func shop(t testing.TB, address string, opts ...quartet.Option) *quartet.CSCart {
	t.Helper()
	all := append([]quartet.Option{quartet.WithRateLimit(1e6, 1e6), quartet.WithRetry(quick())}, opts...)
	c, err := quartet.NewCSCart(address, testEmail, testKey, all...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}

// piped is a client that reaches s over net.Pipe, for use in a bubble; end must be
// called before the bubble ends.
func piped(t testing.TB, s *transporttest.Server, opts ...quartet.Option) (c *quartet.CSCart, end func()) {
	t.Helper()
	tr := s.Transport()
	all := append([]quartet.Option{
		quartet.WithRateLimit(1e6, 1e6), quartet.WithRetry(quartet.DefaultRetryPolicy()), quartet.WithTransport(tr),
	}, opts...)
	c, err := quartet.NewCSCart("https://shop.example", testEmail, testKey, append(all, quartet.WithBaseURL("http://127.0.0.1"))...)
	if err != nil {
		t.Fatal(err)
	}
	return c, func() { tr.CloseIdleConnections(); s.Close() }
}

// The four kinds of call.
var (
	read   = quartet.Request{Service: "orders", Op: "Get", Route: "orders/{order_id}", Path: []string{"orders", "7"}, Class: quartet.ClassRead}
	update = quartet.Request{Service: "orders", Op: "Update", Method: http.MethodPut, Path: []string{"orders", "7"}, Body: []byte(`{"status":"P"}`), Class: quartet.ClassUpdate}
	remove = quartet.Request{Service: "orders", Op: "Delete", Method: http.MethodDelete, Path: []string{"orders", "7"}, Class: quartet.ClassDelete}
	create = quartet.Request{Service: "orders", Op: "Create", Method: http.MethodPost, Path: []string{"orders"}, Body: []byte(`{"total":12.5}`), Class: quartet.ClassCreate}
)

// failed is the *Error that a call must end in.
func failed(t testing.TB, resp *quartet.Response, err error) *quartet.Error {
	t.Helper()
	var e *quartet.Error
	if !errors.As(err, &e) {
		t.Fatalf("got %+v, %v: want an *Error", resp, err)
	}
	outcomes := 0
	for _, is := range []error{quartet.ErrNotSent, quartet.ErrRefused, quartet.ErrOutcomeUnknown} {
		if errors.Is(err, is) {
			outcomes++
		}
	}
	if outcomes != 1 {
		t.Fatalf("%v: has %d outcomes, want exactly one", err, outcomes)
	}
	return e
}

// wantIs fails unless err is all of the targets.
func wantIs(t testing.TB, err error, targets ...error) {
	t.Helper()
	for _, target := range targets {
		if !errors.Is(err, target) {
			t.Errorf("%v\nis not %q", err, target)
		}
	}
}

func ctxOf(t testing.TB) context.Context { t.Helper(); return t.Context() }
