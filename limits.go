package quartet

import (
	"context"
	"math"

	"golang.org/x/time/rate"

	"github.com/quartetgo/quartet/internal/transport"
)

// The default limits. A burst of 1 is what makes five per second mean five.
const (
	defaultPerSecond = 5
	defaultInFlight  = 5
)

// Limiter grants one permit per call of Wait, and refuses when the context ends
// first. *rate.Limiter is one. It is asked before every attempt.
type Limiter interface {
	Wait(context.Context) error
}

// Limits is a rate, a cap on what is in flight and the pause a server has asked
// for, in one value that several clients can share with WithLimits.
type Limits struct{ gate *transport.Gate }

// NewLimits is Limits of so many requests a second, with that burst and that many
// in flight. All must be above 0, or it is ErrInvalid.
func NewLimits(perSecond float64, burst, maxInFlight int) (*Limits, error) {
	var p problems
	if !(perSecond > 0) || math.IsInf(perSecond, 1) {
		p.add("perSecond: must be above 0 and finite")
	}
	if burst < 1 {
		p.add("burst: must be 1 or more")
	}
	if maxInFlight < 1 {
		p.add("maxInFlight: must be 1 or more")
	}
	if err := p.err("quartet", "NewLimits"); err != nil {
		return nil, err
	}
	return &Limits{transport.NewGate(rate.NewLimiter(rate.Limit(perSecond), burst), maxInFlight)}, nil
}

// NewLimitsFrom is Limits over a limiter of one's own.
func NewLimitsFrom(l Limiter, maxInFlight int) (*Limits, error) {
	var p problems
	if isNil(l) {
		p.add("limiter: must not be nil")
	}
	if maxInFlight < 1 {
		p.add("maxInFlight: must be 1 or more")
	}
	if err := p.err("quartet", "NewLimitsFrom"); err != nil {
		return nil, err
	}
	return &Limits{transport.NewGate(l, maxInFlight)}, nil
}

// gate is the client's own, or the shared one.
func (c *config) gate() *transport.Gate {
	if c.limits != nil {
		return c.limits.gate
	}
	var l transport.Limiter = c.limiter
	if c.limiter == nil {
		l = rate.NewLimiter(rate.Limit(c.perSecond), c.burst)
	}
	return transport.NewGate(l, c.maxInFlight)
}
