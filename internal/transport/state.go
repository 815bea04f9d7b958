package transport

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// state is one call on its way: what its attempts came to, and how long it waited.
type state struct {
	client   *Client
	call     *Call
	policy   Policy
	mu       sync.Mutex // held by bottom while an attempt is under way
	open     bool       // a round is under way: bottom may send
	attempts int        // on the wire
	waited   time.Duration
	pause    time.Duration // before the next attempt
	waiting  bool          // between two attempts
	maybe    bool          // an attempt may have been carried out
	cut      error         // the context's error, when it ended between attempts or would end before the next
	reached  bool          // bottom has seen the attempt that is under way
	last     attempt
	answered attempt // the last one that was answered
}

type stateKey struct{}

// stateOf is the call that a context belongs to, or nil.
func stateOf(ctx context.Context) *state {
	s, _ := ctx.Value(stateKey{}).(*state)
	return s
}

// attempt is one time on the wire, as bottom saw it.
type attempt struct {
	status      int
	header      http.Header
	body        []byte
	mem         *memory       // the body as it was handed up
	whole       bool          // the body arrived whole, or as much of a failure's as is wanted
	err         error         // no answer, or its body's error
	refusedHere bool          // refused before anything was sent
	denied      error         // why net/http was not let send it again by itself
	dialled     bool          // the network looked for a connection …
	connected   bool          // … and had one, so something may have been sent
	waited      time.Duration // for place, permit and pause
	started     time.Time
	retryAfter  time.Duration
	hasRetry    bool
}

// outcome of one attempt for itself.
func (a *attempt) outcome() Outcome {
	switch {
	case a.refusedHere || a.neverLeft():
		return NotSent
	case a.status >= 200 && a.status < 300 && a.whole:
		return Done
	case a.status >= 400 && a.status < 500 && a.status != http.StatusRequestTimeout && a.whole:
		return Refused
	default:
		return Unknown
	}
}

// neverLeft: there was no connection to send it on. A network that reports that
// it looked for one would have reported that it had one. Of any other network
// only its error can tell.
func (a *attempt) neverLeft() bool {
	return a.status == 0 && !a.connected && (a.dialled || neverDialled(a.err))
}

// busy: the server has too much to do.
func (a *attempt) busy() bool {
	return a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable
}

func (a *attempt) refuse(err error) error {
	a.err, a.refusedHere = err, true
	return err
}

// begin makes room for an attempt. One that a middleware repeats by itself has
// not been through check: what it did is noted here.
func (s *state) begin(ctx context.Context) *attempt {
	if s.reached {
		if s.settle() == Done {
			s.maybe = true
		}
		s.pause = 0
		s.observe(ctx, true)
	}
	s.reached = true
	s.last = attempt{started: time.Now()}
	return &s.last
}

// settle takes the attempt that has just ended into account.
func (s *state) settle() Outcome {
	if s.last.status != 0 {
		s.answered = s.last
	}
	outcome := s.last.outcome()
	if outcome == Unknown {
		s.maybe = true
	}
	return outcome
}

// result is the call's result, after its last attempt. If that one was never
// sent, the answer before it is what there is to tell.
func (s *state) result() Result {
	answer, outcome := s.last, s.last.outcome()
	if s.last.status == 0 && s.answered.status != 0 {
		answer = s.answered
		if outcome == NotSent {
			outcome = answer.outcome()
		}
	}
	r := Result{
		Outcome: outcome, Status: answer.status, Header: answer.header, Body: answer.body,
		Attempts: s.attempts, Maybe: s.maybe, Wait: s.waited, RetryAfter: answer.retryAfter, Err: s.last.err,
	}
	if s.deletedBefore() {
		r.Outcome = Done
	}
	if s.cut != nil && r.Outcome != Done {
		r.Err = joinCauses(r.Err, s.cut)
	}
	// A write of which one attempt may have been carried out stays unknown,
	// whatever a later attempt met; and what was sent once is never "not sent".
	if s.maybe && (s.call.Class != Read && r.Outcome != Done || r.Outcome == NotSent) {
		r.Outcome = Unknown
	}
	if r.Err != nil {
		r.Err = Scrub(r.Err, s.client.cfg.Mask)
	}
	return r
}

// deletedBefore: a delete whose first attempt may have been carried out finds
// nothing left to delete.
func (s *state) deletedBefore() bool {
	return s.call.Class == Delete && s.maybe && s.last.status == http.StatusNotFound && s.last.whole
}
