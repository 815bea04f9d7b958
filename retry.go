package quartet

import (
	"time"

	"github.com/quartetgo/quartet/internal/transport"
)

// RetryPolicy says how often and how patiently a call is repeated. Take
// DefaultRetryPolicy and change what you need.
type RetryPolicy struct {
	MaxAttempts   int           // in all, the first included; 1 never repeats
	MinWait       time.Duration // the first wait is random up to this, the next up to twice as much, …
	MaxWait       time.Duration // … and none is longer than this
	MaxRetryAfter time.Duration // a server that asks for a longer wait gets an error at once

	// CreateOnRetryAfter repeats a create that was answered 429 or 503 with a
	// Retry-After. Off by default: a server in front of the shop may answer so
	// after the shop has taken the order.
	CreateOnRetryAfter bool

	// Repeat, if set, has the last word on each failed attempt: it is given what
	// happened and what the policy would do. It cannot repeat beyond
	// MaxAttempts, after the deadline, or what our own limits refused.
	Repeat func(Failure) bool
}

// Failure is one failed attempt, for RetryPolicy.Repeat.
type Failure struct {
	Class      Class
	Attempt    int // 1 for the first
	StatusCode int // 0 without an answer
	Outcome    Outcome
	RetryAfter time.Duration
	Err        error
	Repeat     bool // what the policy would do
}

// DefaultRetryPolicy is 4 attempts, random waits up to ½, 1 and 2 seconds, and at
// most a minute when the server names the wait.
func DefaultRetryPolicy() RetryPolicy {
	return RetryPolicy{
		MaxAttempts: 4, MinWait: 500 * time.Millisecond, MaxWait: 30 * time.Second, MaxRetryAfter: time.Minute,
	}
}

func (p RetryPolicy) problems(option string) []string {
	var found problems
	if p.MaxAttempts < 1 {
		found.add(option + ": MaxAttempts must be 1 or more")
	}
	if p.MinWait < 0 || p.MaxWait < p.MinWait {
		found.add(option + ": MinWait must be 0 or more, and MaxWait no less")
	}
	if p.MaxRetryAfter < 0 {
		found.add(option + ": MaxRetryAfter must be 0 or more")
	}
	return found
}

func (p RetryPolicy) policy() transport.Policy {
	t := transport.Policy{
		MaxAttempts: p.MaxAttempts, MinWait: p.MinWait, MaxWait: p.MaxWait,
		MaxRetryAfter: p.MaxRetryAfter, CreateOnRetryAfter: p.CreateOnRetryAfter,
	}
	if p.Repeat != nil {
		t.Decide = func(f transport.Facts) bool {
			return p.Repeat(Failure{
				Class: publicClass(f.Class), Attempt: f.Attempt, StatusCode: f.Status,
				Outcome: publicOutcome(f.Outcome), RetryAfter: f.RetryAfter, Err: f.Err, Repeat: f.Repeat,
			})
		}
	}
	return t
}

func publicClass(c transport.Class) Class {
	return [...]Class{ClassRead, ClassUpdate, ClassDelete, ClassCreate}[c]
}

func publicOutcome(o transport.Outcome) Outcome {
	return [...]Outcome{0, OutcomeNotSent, OutcomeRefused, OutcomeUnknown}[o]
}

// transportClass resolves ClassAuto by the method.
func (c Class) transportClass(method string) transport.Class {
	switch {
	case c == ClassRead || c == ClassAuto && (method == "GET" || method == "HEAD"):
		return transport.Read
	case c == ClassUpdate:
		return transport.Update
	case c == ClassDelete || c == ClassAuto && method == "DELETE":
		return transport.Delete
	default:
		return transport.Create
	}
}
