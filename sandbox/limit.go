package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// LimitModel is how a vendor counts requests.
type LimitModel string

// The models. Calltouch documents what its limit does, not how it counts: any of
// them can be behind it.
const (
	// Queue lets Run requests start in any time of Per; Wait more wait for their
	// turn, and what comes on top is refused.
	Queue LimitModel = "queue"
	// FixedWindow accepts Run + Wait requests in each stretch of Per by the clock.
	FixedWindow LimitModel = "fixed window"
	// SlidingWindow accepts Run + Wait requests in any time of Per.
	SlidingWindow LimitModel = "sliding window"
	// TokenBucket holds Run + Wait permits and gets Run new ones each Per.
	TokenBucket LimitModel = "token bucket"
)

// Limit is how many requests a vendor takes. The zero Limit is none.
type Limit struct {
	Model  LimitModel    `json:"model"`
	Run    int           `json:"run"`  // requests per Per
	Wait   int           `json:"wait"` // on top of them: how many wait (Queue), or how many come at once at most
	Per    time.Duration `json:"per"`
	Status int           `json:"status"` // of the refusal; 429 when 0
}

// check tells what is wrong with the limit.
func (l Limit) check() error {
	if l == (Limit{}) {
		return nil
	}
	models := []LimitModel{Queue, FixedWindow, SlidingWindow, TokenBucket}
	switch {
	case !slices.Contains(models, l.Model):
		return fmt.Errorf("sandbox: limit: model %q is unknown, there are %q", l.Model, models)
	case l.Run < 1 || l.Wait < 0 || l.Per <= 0:
		return errors.New("sandbox: limit: run must be 1 or more, wait 0 or more, per above 0")
	case l.Status != 0 && (l.Status < 400 || l.Status > 599):
		return fmt.Errorf("sandbox: limit: status must be 400…599, is %d", l.Status)
	}
	return nil
}

// CalltouchLimit is the documented limit: 5 requests in a second run, 5 more
// wait, the others fail. Its model and the status 429 are assumed.
func CalltouchLimit() Limit { return Limit{Model: Queue, Run: 5, Wait: 5, Per: time.Second} }

// Open2bLimit is the documented limit, 1000 calls in 5 minutes; that the minutes
// go by the clock and the status 429 are assumed.
func Open2bLimit() Limit { return Limit{Model: FixedWindow, Run: 1000, Per: 5 * time.Minute} }

// limiter holds one vendor's limit.
type limiter struct {
	clock Clock

	mu     sync.Mutex
	limit  Limit
	starts []time.Time // of the requests accepted last, in their order; those of waiting ones lie ahead
	tokens float64     // of the bucket
	filled time.Time
}

func (l *limiter) set(limit Limit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.limit = limit
	l.restart()
}

// reset forgets what was counted.
func (l *limiter) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.restart()
}

func (l *limiter) restart() {
	l.starts = nil
	l.tokens, l.filled = float64(l.limit.Run+l.limit.Wait), l.clock.Now()
}

// admit tells whether a request is accepted and how long it has to wait.
func (l *limiter) admit() (wait time.Duration, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.clock.Now()
	switch l.limit.Model {
	case Queue:
		return l.queue(now)
	case FixedWindow:
		return 0, l.count(now, now.Truncate(l.limit.Per))
	case SlidingWindow:
		return 0, l.count(now, now.Add(-l.limit.Per+1))
	case TokenBucket:
		return 0, l.take(now)
	}
	return 0, true
}

// queue starts a request one Per after the one that is Run before it.
func (l *limiter) queue(now time.Time) (time.Duration, bool) {
	l.forget(now.Add(-l.limit.Per))
	start := now
	if n := len(l.starts); n >= l.limit.Run {
		if next := l.starts[n-l.limit.Run].Add(l.limit.Per); next.After(start) {
			start = next
		}
	}
	waiting := 0
	for _, s := range l.starts {
		if s.After(now) {
			waiting++
		}
	}
	if start.After(now) && waiting >= l.limit.Wait {
		return 0, false
	}
	l.starts = append(l.starts, start)
	return start.Sub(now), true
}

// count accepts a request when not too many were since then.
func (l *limiter) count(now, since time.Time) bool {
	l.forget(since)
	if len(l.starts) >= l.limit.Run+l.limit.Wait {
		return false
	}
	l.starts = append(l.starts, now)
	return true
}

func (l *limiter) take(now time.Time) bool {
	full := float64(l.limit.Run + l.limit.Wait)
	rate := float64(l.limit.Run) / float64(l.limit.Per)
	l.tokens = min(full, l.tokens+rate*float64(now.Sub(l.filled)))
	l.filled = now
	if l.tokens < 1 {
		return false
	}
	l.tokens--
	return true
}

// forget drops the starts before then.
func (l *limiter) forget(then time.Time) {
	for len(l.starts) > 0 && l.starts[0].Before(then) {
		l.starts = l.starts[1:]
	}
}

// handler refuses with a page that is no JSON: the body is documented as such for
// Open2b, and assumed for Calltouch.
func (l *limiter) handler(rec *recorder, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d, ok := l.admit()
		if !ok {
			rec.update(r, func(n *Request) { n.Limited = true })
			l.mu.Lock()
			status := l.limit.Status
			l.mu.Unlock()
			if status == 0 {
				status = http.StatusTooManyRequests
			}
			page(status).send(w)
			return
		}
		if wait(r.Context(), l.clock, d) != nil {
			return
		}
		next.ServeHTTP(w, r)
	})
}

// page is an HTML page that tells a status.
func page(status int) *answer {
	title := strconv.Itoa(status) + " " + http.StatusText(status)
	a := &answer{status: status, header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
	a.body = []byte("<!DOCTYPE html>\n<html><head><title>" + title + "</title></head><body><h1>" + title + "</h1></body></html>\n")
	return a
}
