package sandbox_test

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

func TestWrongOptions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		option sandbox.Option
		says   string
	}{
		"latency":        {sandbox.WithLatency(time.Second, 0), "most"},
		"profile":        {sandbox.WithProfile("9.9"), "unknown profile"},
		"limit's model":  {sandbox.WithLimit(sandbox.CSCart, sandbox.Limit{Model: "x", Run: 1, Per: 1}), "model"},
		"limit's rate":   {sandbox.WithLimit(sandbox.CSCart, sandbox.Limit{Model: sandbox.Queue}), "run"},
		"limit's status": {sandbox.WithLimit(sandbox.CSCart, sandbox.Limit{Model: sandbox.Queue, Run: 1, Per: 1, Status: 200}), "status"},
		"address":        {sandbox.WithAddress(sandbox.Open2b, "nowhere"), "open2b"},
	} {
		sb, err := sandbox.Start(c.option)
		if err == nil {
			sb.Close()
		}
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}

func TestNewFailsTheTest(t *testing.T) {
	t.Parallel()
	f := &failures{TB: t}
	func() {
		defer func() { _ = recover() }()
		sandbox.New(f, sandbox.WithProfile("9.9"))
	}()
	if len(f.list) != 1 || !strings.Contains(f.list[0], "9.9") {
		t.Errorf("%v", f.list)
	}
}

// The store answers wherever it lives, in every release and edition.
func TestStores(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]sandbox.Option{
		"4.2.3":       {sandbox.WithProfile("4.2.3")},
		"4.3.7":       {sandbox.WithProfile("4.3.7")},
		"4.13.2-mv":   {sandbox.WithProfile("4.13.2-mv")},
		"4.20.1-mv":   {sandbox.WithProfile("4.20.1-mv")},
		"sub-folder":  {sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Folder = "/shop" })},
		"api.php":     {sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Folder, c.NoRewriting = "/shop", true })},
		"another key": {sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Email, c.APIKey = "me@example.com", "key" })},
		"in memory":   {sandbox.InMemory()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			small := sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders = 30 })
			sb := sandbox.New(t, append(opts, small, sandbox.Unlimited())...)
			all, err := quartet.Collect(orders.New(sb.CSCartClient()).All(t.Context()))
			if err != nil || len(all) != 30 {
				t.Errorf("%d orders, %v", len(all), err)
			}
		})
	}
}

func TestSameSeedSameData(t *testing.T) {
	t.Parallel()
	find := func(opts ...sandbox.Option) string {
		sb := sandbox.New(t, opts...)
		return call(t, sb, http.MethodPost, sb.Open2b.URL+"/open2b/api/v3/commerce.contacts.find", `{}`).body
	}
	if find() != find() {
		t.Error("two sandboxes of one seed differ")
	}
	if find() == find(sandbox.WithSeed(9)) {
		t.Error("two seeds give the same data")
	}
}

// Each vendor is a handler, too.
func TestHandler(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	server := httptest.NewServer(sb.Open2b.Handler)
	defer server.Close()
	client, err := quartet.NewOpen2b(server.URL, sb.Open2b.Key)
	if err != nil {
		t.Fatal(err)
	}
	defer client.CloseIdleConnections()
	_, err = client.Do(t.Context(), quartet.Request{Path: []string{"commerce.contacts.count"}, Body: []byte(`{}`), Class: quartet.ClassRead})
	if err != nil || sb.Counts(sandbox.Open2b).Processed != 1 {
		t.Errorf("%v, %+v", err, sb.Counts(sandbox.Open2b))
	}
}

// A reset also forgets what the limits have counted and where the latencies
// were; the limits and latencies themselves stay.
func TestResetRestartsLimitsAndLatency(t *testing.T) {
	t.Parallel()
	for _, model := range []sandbox.LimitModel{sandbox.Queue, sandbox.FixedWindow, sandbox.SlidingWindow, sandbox.TokenBucket} {
		synctest.Test(t, func(t *testing.T) {
			sb := sandbox.New(t, sandbox.InMemory(), sandbox.WithLatency(time.Second, time.Minute),
				sandbox.WithLimit(sandbox.Open2b, sandbox.Limit{Model: model, Run: 2, Per: 24 * time.Hour}))
			run := func() (took []time.Duration) {
				for _, want := range []int{200, 200, 429} {
					start := time.Now()
					if r := call(t, sb, http.MethodPost, contactsCount(sb), `{}`); r.status != want {
						t.Errorf("%s: %d, want %d", model, r.status, want)
					}
					took = append(took, time.Since(start))
				}
				return took
			}
			first := run()
			sb.Reset()
			if second := run(); !slices.Equal(first, second) || first[0] < time.Second {
				t.Errorf("%s: %v, after the reset %v", model, first, second)
			}
		})
	}
}

func TestReset(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	create(t, sb, "x")
	sb.CSCart.Server.DeleteOrder(sb.CSCart.Server.OrderIDs()[0])
	sb.Calltouch.Server.InsertDeal(nil)
	sb.Fault(sandbox.Fault{Kind: sandbox.Empty200})
	sb.StartChurn(sandbox.Churn{Kind: sandbox.Contacts, Delete: 1})
	sb.Reset()
	if n := len(sb.Open2b.Server.ContactIDs()); n != 1000 {
		t.Errorf("%d contacts", n)
	}
	if n := len(sb.Calltouch.Server.DealIDs()); n != 20_000 {
		t.Errorf("%d deals", n)
	}
	if len(sb.Requests(sandbox.Match{})) != 0 || len(sb.Created()) != 0 || len(sb.Faults()) != 0 || sb.Counts(sandbox.Open2b) != (sandbox.Counts{}) {
		t.Errorf("left over: %v %v %v", sb.Requests(sandbox.Match{}), sb.Created(), sb.Faults())
	}
	call(t, sb, http.MethodPost, sb.Open2b.URL+"/open2b/api/v3/commerce.contacts.find", `{}`)
	if n := len(sb.Open2b.Server.ContactIDs()); n != 1000 {
		t.Errorf("churn goes on: %d contacts", n)
	}
}

func TestWrongClientOptionPanics(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	sb.CSCartClient(quartet.WithMaxInFlight(0))
}

// Close returns when the last request has ended, and not before.
func TestCloseWaits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sb := sandbox.New(t, sandbox.InMemory())
		ended := false
		sb.Open2b.Server.OnSelect(func() {
			time.Sleep(time.Minute)
			ended = true
		})
		failed := make(chan error)
		go func() {
			_, err := contacts.New(sb.Open2bClient()).With(quartet.NoRetry()).Find(t.Context())
			failed <- err
		}()
		synctest.Wait()
		sb.Close()
		if !ended {
			t.Error("a request goes on")
		}
		if err := <-failed; err == nil {
			t.Error("it was answered")
		}
	})
}

// In memory there is nothing beside the vendors, and nothing once they are closed.
func TestInMemoryReachesTheVendorsOnly(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t, sandbox.InMemory())
	var refused *net.OpError
	if r := call(t, sb, http.MethodGet, "http://127.0.0.1:99/", ""); !errors.As(r.err, &refused) || refused.Op != "dial" {
		t.Errorf("%+v", r)
	}
	sb.Close()
	if r := call(t, sb, http.MethodGet, sb.Open2b.URL, ""); !errors.As(r.err, &refused) || refused.Op != "dial" {
		t.Errorf("after Close: %+v", r)
	}
	sb.Close() // again does no harm
}
