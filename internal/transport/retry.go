package transport

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"time"
)

// Policy says how often and how patiently a call is repeated.
type Policy struct {
	MaxAttempts        int           // in all; 1 never repeats
	MinWait, MaxWait   time.Duration // backoff: a random wait up to MinWait, doubled each time, never over MaxWait
	MaxRetryAfter      time.Duration // a longer Retry-After is an error at once
	CreateOnRetryAfter bool          // a create answered 429 or 503 with Retry-After is repeated
	Decide             func(Facts) bool
}

// Facts are what a policy's Decide judges by.
type Facts struct {
	Class      Class
	Attempt    int // 1 for the first
	Status     int // 0 without an answer
	Outcome    Outcome
	RetryAfter time.Duration
	Err        error
	Repeat     bool // what the policy would do by itself
}

// Attempt is one attempt, for those who watch.
type Attempt struct {
	Number     int
	Status     int
	Bytes      int
	Err        error
	Wait       time.Duration // before it: place, permit, pause
	Duration   time.Duration // on the wire
	RetryAfter time.Duration
	Repeat     bool          // another one follows
	RepeatIn   time.Duration // after this wait
}

// check is go-retryablehttp's CheckRetry: it is called once after each attempt.
// It never returns an error, for that would lose the answer.
func (s *state) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	s.absorb(resp, err)
	outcome := s.settle()
	repeat := s.repeats(ctx, outcome)
	if repeat {
		repeat = s.plan(ctx)
	}
	s.waiting = repeat
	s.observe(ctx, repeat)
	return repeat, nil
}

// absorb takes over an answer or an error that a middleware made by itself, or
// turned into another.
func (s *state) absorb(resp *http.Response, err error) {
	reached := s.reached
	s.reached = false
	if !reached { // a middleware did not pass the request on
		s.last = attempt{started: time.Now(), refusedHere: err != nil}
		if err == nil {
			s.attempts++ // it counts, or it could be repeated without end
		}
	}
	a := &s.last
	switch {
	case err != nil && a.status >= 300 && a.status < 400:
		// http.Client could not read a Location that would not be followed anyway,
		// and shows a part of it in its error: the status tells enough.
	case errors.Is(err, ErrRepeatedCreate) && a.status != 0: // the answer stands that was there before
		if a.err == nil && a.outcome() != Done {
			a.err = unwrapURL(err)
		}
	case err != nil && a.status != 0: // the answer was thrown away above bottom
		a.whole, a.err = false, unwrapURL(err)
	case err != nil && a.err == nil:
		a.err = unwrapURL(err)
	case err == nil && (a.mem == nil || resp.Body != io.ReadCloser(a.mem) || resp.StatusCode != a.status):
		a.status, a.header, a.refusedHere = resp.StatusCode, resp.Header, false
		a.retryAfter, a.hasRetry = retryAfter(resp.Header, time.Now())
		a.body, a.whole, a.err = readAnswer(resp, nil, s.client.cfg.MaxBody, func() {})
		resp.Body = http.NoBody
	}
}

// repeats says whether the attempt is worth another, time and count apart.
func (s *state) repeats(ctx context.Context, outcome Outcome) bool {
	if outcome == Done || s.deletedBefore() || s.last.refusedHere || s.last.denied != nil || ctx.Err() != nil {
		return false
	}
	repeat := s.byDefault(outcome)
	if s.policy.Decide != nil {
		repeat = s.policy.Decide(Facts{
			Class: s.call.Class, Attempt: s.attempts, Status: s.last.status, Outcome: outcome,
			RetryAfter: s.last.retryAfter, Err: s.shown(), Repeat: repeat,
		})
	}
	return repeat && s.attempts < s.policy.MaxAttempts
}

func (s *state) byDefault(outcome Outcome) bool {
	a := &s.last
	switch {
	case outcome == NotSent:
		return !hopeless(a.err)
	case s.call.Class == Create:
		return a.busy() && a.hasRetry && s.policy.CreateOnRetryAfter
	case a.status == 0:
		return true
	case a.status >= 200 && a.status < 300: // the body was cut
		return a.err != nil && !isTooLarge(a.err)
	case a.busy(), a.status == http.StatusRequestTimeout, a.status == http.StatusTooEarly:
		return true
	default:
		return a.status == 500 || a.status == 502 || a.status == 504 || a.status >= 520
	}
}

// plan sets the wait before the next attempt. There is none when it would be
// longer than the policy allows or end after the deadline.
func (s *state) plan(ctx context.Context) bool {
	wait := s.last.retryAfter
	if wait == 0 { // none, or one that is over already
		wait = s.policy.backoff(s.attempts)
	} else if wait > s.policy.MaxRetryAfter {
		return false
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= wait {
		s.cut = context.DeadlineExceeded
		return false
	}
	s.pause = wait
	s.waited += wait
	return true
}

// backoff is full jitter: any wait from 0 to the ceiling of the attempt, so that
// clients that failed together do not come back together.
func (p *Policy) backoff(attempt int) time.Duration {
	ceiling := min(p.MinWait, p.MaxWait)
	for i := 1; i < attempt; i++ {
		if ceiling > p.MaxWait/2 { // doubling would pass it, and might overflow
			ceiling = p.MaxWait
		} else {
			ceiling *= 2
		}
	}
	if ceiling <= 0 {
		return 0
	}
	return rand.N(ceiling)
}

func (s *state) observe(ctx context.Context, repeat bool) {
	if s.client.cfg.Observe == nil {
		return
	}
	a := &s.last
	seen := Attempt{
		Number: s.number(), Status: a.status, Bytes: len(a.body), Wait: a.waited,
		Duration: time.Since(a.started), RetryAfter: a.retryAfter, Repeat: repeat,
	}
	seen.Err = s.shown()
	if repeat {
		seen.RepeatIn = s.pause
	}
	s.client.cfg.Observe(ctx, s.call, seen)
}

// shown is the last attempt's error, fit to be shown.
func (s *state) shown() error {
	if s.last.err == nil {
		return nil
	}
	return Scrub(s.last.err, s.client.cfg.Mask)
}

// number of the attempt that has just ended. One that was refused before it was
// sent is not counted among the attempts, but has its number.
func (s *state) number() int {
	if s.last.refusedHere {
		return s.attempts + 1
	}
	return s.attempts
}
