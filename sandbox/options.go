package sandbox

import (
	"errors"
	"fmt"
	"time"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// Option changes what a sandbox is.
type Option func(*config)

type config struct {
	seed      uint64
	cscart    CSCartConfig
	calltouch CalltouchConfig
	open2b    Open2bConfig
	addresses map[Vendor]string
	limits    map[Vendor]Limit
	latency   Latency
	clock     Clock
	unlimited bool
	inMemory  bool
	err       error
}

func newConfig(opts []Option) (*config, error) {
	c := &config{
		seed:      data.Seed,
		cscart:    CSCartConfig{Orders: 3000, CallRequests: 400},
		calltouch: CalltouchConfig{Deals: 20_000},
		open2b:    Open2bConfig{Contacts: 1000},
		addresses: map[Vendor]string{},
		limits: map[Vendor]Limit{
			Calltouch: CalltouchLimit(),
			Open2b:    Open2bLimit(),
		},
		clock: realClock{},
	}
	for _, opt := range opts {
		opt(c)
	}
	c.cscart.Seed, c.calltouch.Seed, c.open2b.Seed = c.seed, c.seed, c.seed
	for _, now := range []*func() time.Time{&c.cscart.Now, &c.calltouch.Now} {
		if *now == nil {
			*now = c.clock.Now
		}
	}
	if err := c.latency.check(); err != nil {
		c.err = errors.Join(c.err, err)
	}
	for v, limit := range c.limits {
		if err := limit.check(); err != nil {
			c.err = errors.Join(c.err, fmt.Errorf("%w (%s)", err, v))
		}
	}
	return c, c.err
}

// WithSeed makes another data set. The same seed makes the same one.
func WithSeed(seed uint64) Option { return func(c *config) { c.seed = seed } }

// WithProfile makes the CS-Cart store a release, "4.2.3", "4.3.7", "4.13.2" or
// "4.20.1" (the default), with "-mv" for Multi-Vendor.
func WithProfile(name string) Option {
	return func(c *config) {
		p, err := cscart.ParseProfile(name)
		if err != nil {
			c.err = errors.Join(c.err, fmt.Errorf("sandbox: WithProfile: %w", err))
		}
		c.cscart.Profile = p
	}
}

// WithCSCart changes the CS-Cart store: credentials, sizes, settings.
func WithCSCart(change func(*CSCartConfig)) Option { return func(c *config) { change(&c.cscart) } }

// WithCalltouch changes the Calltouch account.
func WithCalltouch(change func(*CalltouchConfig)) Option {
	return func(c *config) { change(&c.calltouch) }
}

// WithOpen2b changes the Open2b store.
func WithOpen2b(change func(*Open2bConfig)) Option { return func(c *config) { change(&c.open2b) } }

// WithAddress makes a vendor listen there, "127.0.0.1:8081". By default each
// vendor takes a free port of the loopback interface.
func WithAddress(v Vendor, address string) Option {
	return func(c *config) { c.addresses[v] = address }
}

// WithLimit replaces the limit of a vendor. The zero Limit is none. By default
// Calltouch and Open2b have their documented ones and CS-Cart has none.
func WithLimit(v Vendor, l Limit) Option { return func(c *config) { c.limits[v] = l } }

// Unlimited takes all limits away: the vendors', and those of the ready clients,
// which by default are the library's own (5 requests a second).
func Unlimited() Option { return func(c *config) { c.unlimited = true } }

// WithLatency makes each answer wait, for a time that follows from the seed: from
// 0 to 24 hours. The vendor works after the wait: a client that gives up during it
// has created nothing. For one that gives up too late there is StallAfter.
func WithLatency(least, most time.Duration) Option {
	return func(c *config) { c.latency = Latency{least, most} }
}

// WithClock replaces the clock: of limits, latency and records, and of what the
// vendors write down as the present time.
func WithClock(clock Clock) Option { return func(c *config) { c.clock = clock } }

// InMemory serves over pipes instead of ports. Only the ready clients and
// Sandbox.Transport reach the vendors then. It works inside a testing/synctest
// bubble, where waiting takes no time.
func InMemory() Option { return func(c *config) { c.inMemory = true } }
