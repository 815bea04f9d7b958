package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/quartetgo/quartet/sandbox/internal/calltouch"
	"github.com/quartetgo/quartet/sandbox/internal/cscart"
	"github.com/quartetgo/quartet/sandbox/internal/data"
	"github.com/quartetgo/quartet/sandbox/internal/open2b"
)

// Sandbox is the three vendors, running.
type Sandbox struct {
	CSCart    CSCartStore
	Calltouch CalltouchAccount
	Open2b    Open2bStore

	seed      uint64
	clock     Clock
	unlimited bool
	recorder  *recorder
	delays    map[Vendor]*delay
	limiters  map[Vendor]*limiter
	faults    faults
	ledgers   ledgers

	memory    *pipes       // nil when the vendors listen on ports
	elsewhere string       // the address of the Elsewhere server
	nowhere   http.Handler // and what serves there
	servers   []*http.Server
	running   sync.WaitGroup // servers and their connections
	closing   sync.Once

	mu      sync.Mutex // guards what follows
	atClose []func()
}

// New starts a sandbox for a test, which ends with it. It fails the test when an
// option is wrong.
func New(t testing.TB, opts ...Option) *Sandbox {
	t.Helper()
	sb, err := Start(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(sb.Close)
	return sb
}

// Start starts a sandbox. Close it when it is no longer needed.
func Start(opts ...Option) (*Sandbox, error) {
	c, err := newConfig(opts)
	if err != nil {
		return nil, err
	}
	sb := build(c)
	for _, v := range vendors {
		if err := sb.listen(c, v); err != nil {
			sb.Close()
			return nil, fmt.Errorf("sandbox: %s: %w", v, err)
		}
	}
	return sb, nil
}

// build puts the sandbox together, without listening.
func build(c *config) *Sandbox {
	sb := &Sandbox{
		seed: c.seed, clock: c.clock, unlimited: c.unlimited,
		delays: map[Vendor]*delay{}, limiters: map[Vendor]*limiter{},
	}
	sb.recorder = &recorder{clock: c.clock, mask: sb.mask}
	if c.inMemory {
		sb.memory = newPipes()
	}
	sb.recorder.reset()
	sb.faults.clear()

	shop, journal, book := cscart.New(c.cscart), calltouch.New(c.calltouch), open2b.New(c.open2b)
	account, store := journal.Config(), book.Config()
	sb.CSCart = CSCartStore{
		Email: c.cscart.Email, APIKey: c.cscart.APIKey, Handler: sb.chain(CSCart, shop, c), Server: shop,
	}
	if sb.CSCart.Email == "" {
		sb.CSCart.Email = cscart.DefaultEmail
	}
	if sb.CSCart.APIKey == "" {
		sb.CSCart.APIKey = cscart.DefaultAPIKey
	}
	sb.Calltouch = CalltouchAccount{
		Token: account.Token, SiteID: account.SiteID, Handler: sb.chain(Calltouch, journal, c), Server: journal,
	}
	sb.Open2b = Open2bStore{
		Key: store.Key, Customer: open2b.FirstCustomer, Handler: sb.chain(Open2b, book, c), Server: book,
	}
	sb.nowhere = sb.chain(Elsewhere, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(`{}`)) //nolint:errcheck // a client that hung up is no concern of the sandbox
	}), c)
	return sb
}

// chain puts the stations before a vendor.
func (sb *Sandbox) chain(v Vendor, vendor http.Handler, c *config) http.Handler {
	d := &delay{clock: c.clock, seed: data.Kind(c.seed, "latency "+string(v)), latency: c.latency}
	l := &limiter{clock: c.clock}
	if !c.unlimited {
		l.set(c.limits[v])
	}
	sb.delays[v], sb.limiters[v] = d, l
	return sb.recorder.handler(v, d.handler(l.handler(sb.recorder, &station{sb, v, vendor})))
}

// listen serves a vendor and notes its address.
func (sb *Sandbox) listen(c *config, v Vendor) error {
	var listener net.Listener
	var err error
	if sb.memory != nil {
		listener = sb.memory.listen()
	} else {
		address := c.addresses[v]
		if address == "" {
			address = "127.0.0.1:0"
		}
		if listener, err = new(net.ListenConfig).Listen(context.Background(), "tcp", address); err != nil {
			return err
		}
	}
	url := "http://" + listener.Addr().String()
	var handler http.Handler
	switch v {
	case CSCart:
		sb.CSCart.URL, handler = url+c.cscart.Folder, sb.CSCart.Handler
		if c.cscart.NoRewriting {
			sb.CSCart.URL += "/api.php"
		}
	case Calltouch:
		sb.Calltouch.URL, handler = url, sb.Calltouch.Handler
	case Open2b:
		sb.Open2b.URL, handler = url, sb.Open2b.Handler
	default:
		sb.elsewhere, handler = url, sb.nowhere
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: time.Minute, ConnState: sb.count}
	sb.servers = append(sb.servers, server)
	sb.running.Go(func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic(err) // the listener was ours alone
		}
	})
	return nil
}

// count keeps track of connections, so that Close can wait for their ends.
func (sb *Sandbox) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		sb.running.Add(1)
	case http.StateClosed, http.StateHijacked:
		sb.running.Done()
	}
}

// Close ends the sandbox: connections are cut, and it returns when the last
// request has ended.
func (sb *Sandbox) Close() {
	sb.closing.Do(func() {
		sb.mu.Lock()
		for _, f := range sb.atClose {
			f()
		}
		sb.mu.Unlock()
		for _, server := range sb.servers {
			server.Close() //nolint:errcheck // it closes listeners and connections, whatever they say
		}
	})
	sb.running.Wait()
}

// Reset puts the data back to what the seed says, ends all churn, forgets records,
// counts, faults and what the limits have counted, and begins the sequence of
// latencies again. The settings stay: limits, latency, profile and the vendors'
// configuration.
func (sb *Sandbox) Reset() {
	sb.stopChurn()
	sb.CSCart.Server.Reset()
	sb.Calltouch.Server.Reset()
	sb.Open2b.Server.Reset()
	sb.faults.clear()
	for _, v := range vendors {
		sb.limiters[v].reset()
		sb.delays[v].reset()
	}
	sb.recorder.reset()
}

// SetLimit replaces the limit of a vendor and forgets what it has counted. The
// zero Limit is none. It panics on one that makes no sense.
func (sb *Sandbox) SetLimit(v Vendor, l Limit) {
	if err := l.check(); err != nil {
		panic(err)
	}
	sb.limiters[v].set(l)
}

// SetLatency makes the answers of a vendor wait, from 0 to 24 hours, before it
// works on the request; see WithLatency. It panics on a latency that makes no sense.
func (sb *Sandbox) SetLatency(v Vendor, l Latency) {
	if err := l.check(); err != nil {
		panic(err)
	}
	sb.delays[v].set(l)
}
