package sandbox_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// at is a request at a moment, and what becomes of it.
type at struct {
	offset time.Duration
	after  time.Duration // when it is answered, from its start; below 0: refused
}

// Each model holds what its comment says, to the nanosecond.
func TestLimitModels(t *testing.T) {
	t.Parallel()
	const s, ms = time.Second, time.Millisecond
	limit := func(m sandbox.LimitModel) sandbox.Limit {
		return sandbox.Limit{Model: m, Run: 2, Wait: 2, Per: s}
	}
	for name, c := range map[string]struct {
		limit    sandbox.Limit
		requests []at
	}{
		"none":           {sandbox.Limit{}, []at{{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}}},
		"queue":          {limit(sandbox.Queue), []at{{0, 0}, {0, 0}, {0, s}, {0, s}, {0, -1}, {100 * ms, -1}, {s, s}, {s, s}, {s, -1}, {3 * s, 0}}},
		"queue, spread":  {limit(sandbox.Queue), []at{{0, 0}, {500 * ms, 0}, {600 * ms, 400 * ms}, {700 * ms, 800 * ms}, {800 * ms, -1}, {1100 * ms, 900 * ms}}},
		"fixed window":   {limit(sandbox.FixedWindow), []at{{900 * ms, 0}, {900 * ms, 0}, {950 * ms, 0}, {999 * ms, 0}, {999 * ms, -1}, {s, 0}, {s, 0}}},
		"sliding window": {limit(sandbox.SlidingWindow), []at{{900 * ms, 0}, {900 * ms, 0}, {950 * ms, 0}, {999 * ms, 0}, {s, -1}, {1900*ms - 1, -1}, {1900 * ms, 0}}},
		"token bucket":   {limit(sandbox.TokenBucket), []at{{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, -1}, {499 * ms, -1}, {500 * ms, 0}, {500 * ms, -1}, {s, 0}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { replay(t, c.limit, c.requests) })
		})
	}
}

// replay sends the requests at their moments, by the bubble's clock.
func replay(t *testing.T, limit sandbox.Limit, requests []at) {
	sb := sandbox.New(t, sandbox.InMemory(), sandbox.WithLimit(sandbox.Open2b, limit))
	time.Sleep(time.Until(time.Now().Truncate(time.Second).Add(time.Second))) // a window begins
	start := time.Now()
	var all sync.WaitGroup
	for i, r := range requests {
		time.Sleep(time.Until(start.Add(r.offset)))
		all.Go(func() {
			w := httptest.NewRecorder()
			req := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/open2b/api/v3/commerce.contacts.count", strings.NewReader(`{}`))
			req.Header.Set("X-Key", sb.Open2b.Key)
			sb.Open2b.Handler.ServeHTTP(w, req)
			took := time.Since(start.Add(r.offset))
			if w.Code != http.StatusOK {
				took = -1
			}
			if took != r.after {
				t.Errorf("request %d at %v: %d after %v, want %v", i, r.offset, w.Code, took, r.after)
			}
		})
		synctest.Wait()
	}
	all.Wait()
}

func TestRefusalOfTheLimit(t *testing.T) {
	t.Parallel()
	clock := sandbox.NewManualClock(time.Date(2026, time.May, 1, 10, 0, 0, 0, time.UTC))
	limit := sandbox.Limit{Model: sandbox.FixedWindow, Run: 1, Per: time.Minute}
	sb := sandbox.New(t, sandbox.WithClock(clock), sandbox.WithLimit(sandbox.Open2b, limit))
	call(t, sb, http.MethodPost, contactsCount(sb), `{}`)
	if r := call(t, sb, http.MethodPost, contactsCount(sb), `{}`); r.status != 429 || strings.HasPrefix(r.body, "{") {
		t.Errorf("%+v", r)
	}
	note := sb.Requests(sandbox.Match{})[1]
	if !note.Limited || note.Processed || sb.Counts(sandbox.Open2b).Limited != 1 {
		t.Errorf("%+v", note)
	}
	clock.Advance(time.Minute)
	if r := call(t, sb, http.MethodPost, contactsCount(sb), `{}`); r.status != 200 {
		t.Errorf("a minute later: %+v", r)
	}
	limit.Status = 503
	sb.SetLimit(sandbox.Open2b, limit)
	call(t, sb, http.MethodPost, contactsCount(sb), `{}`)
	if r := call(t, sb, http.MethodPost, contactsCount(sb), `{}`); r.status != 503 {
		t.Errorf("with another status: %+v", r)
	}
}

// A client of the library with its own default limit is never refused, whatever
// model is behind the documented numbers and however long answers take.
func TestDefaultClientIsNeverRefused(t *testing.T) {
	t.Parallel()
	for _, model := range []sandbox.LimitModel{sandbox.Queue, sandbox.FixedWindow, sandbox.SlidingWindow, sandbox.TokenBucket} {
		t.Run(string(model), func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				limit := sandbox.CalltouchLimit()
				limit.Model = model
				sb := sandbox.New(t, sandbox.InMemory(), sandbox.WithLimit(sandbox.Calltouch, limit),
					sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 2000 }),
					sandbox.WithLatency(100*time.Millisecond, 900*time.Millisecond))
				diary := ordersdiary.New(sb.CalltouchClient(), sb.Calltouch.SiteID)
				from := time.Date(2026, time.January, 1, 0, 0, 0, 0, moscow)
				deals, err := quartet.Collect(diary.All(t.Context(), ordersdiary.Between(from, from.AddDate(0, 2, 0))))
				got := sb.Counts(sandbox.Calltouch)
				if err != nil || len(deals) < 500 || got.Requests < 59 || got.Limited != 0 {
					t.Errorf("%d deals, %v, %+v", len(deals), err, got)
				}
			})
		})
	}
}

// Two clients that know nothing of each other are refused.
func TestTwoClientsAreRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sb := sandbox.New(t, sandbox.InMemory())
		from := time.Date(2026, time.January, 1, 0, 0, 0, 0, moscow)
		var all sync.WaitGroup
		for range 3 {
			all.Go(func() {
				diary := ordersdiary.New(sb.CalltouchClient(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 1})), sb.Calltouch.SiteID)
				for _, err := range diary.Pages(t.Context(), ordersdiary.Between(from, from.AddDate(0, 1, 0))) {
					if err != nil {
						return
					}
				}
			})
		}
		all.Wait()
		if got := sb.Counts(sandbox.Calltouch); got.Limited == 0 {
			t.Errorf("%+v", got)
		}
	})
}

// A client that gives up during the latency has created nothing; one that gives up
// on a stall after the work has.
func TestGivingUp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		prepare func(*sandbox.Sandbox)
		created int
	}{
		"latency": {func(sb *sandbox.Sandbox) {
			sb.SetLatency(sandbox.Open2b, sandbox.Latency{Least: time.Hour, Most: time.Hour})
		}, 0},
		"stall after": {func(sb *sandbox.Sandbox) { sb.Fault(sandbox.Fault{Kind: sandbox.StallAfter}) }, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				sb := sandbox.New(t, sandbox.InMemory())
				c.prepare(sb)
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				_, err := contacts.New(sb.Open2bClient()).Create(ctx, contacts.Draft{Customer: sb.Open2b.Customer, Name: "Jane"})
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%v", err)
				}
				time.Sleep(2 * time.Hour) // of the bubble: whatever still goes on would be done by then
				if n := len(sb.Requests(sandbox.Match{Created: true})); n != c.created {
					t.Errorf("%d created, want %d", n, c.created)
				}
			})
		})
	}
}

func TestLatency(t *testing.T) {
	t.Parallel()
	took := func() (list []time.Duration) {
		synctest.Test(t, func(t *testing.T) {
			sb := sandbox.New(t, sandbox.InMemory(), sandbox.WithLatency(time.Second, 3*time.Second))
			for range 20 {
				start := time.Now()
				call(t, sb, http.MethodPost, contactsCount(sb), `{}`)
				list = append(list, time.Since(start))
			}
			sb.SetLatency(sandbox.Open2b, sandbox.Latency{})
			start := time.Now()
			if call(t, sb, http.MethodPost, contactsCount(sb), `{}`); time.Since(start) != 0 {
				t.Errorf("without latency it took %v", time.Since(start))
			}
		})
		return list
	}
	first, second := took(), took()
	different := false
	for i, d := range first {
		if d < time.Second || d > 3*time.Second || d != second[i] {
			t.Errorf("request %d took %v, then %v", i, d, second[i])
		}
		different = different || d != first[0]
	}
	if !different {
		t.Errorf("all took %v", first[0])
	}
}

func TestManualClock(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, time.May, 1, 10, 0, 0, 0, time.UTC)
	clock := sandbox.NewManualClock(start)
	<-clock.After(0)
	soon, late := clock.After(time.Second), clock.After(time.Minute)
	if clock.Waiting() != 2 {
		t.Errorf("%d wait", clock.Waiting())
	}
	clock.Advance(time.Second)
	if got := <-soon; !got.Equal(start.Add(time.Second)) || !clock.Now().Equal(got) {
		t.Errorf("%v", got)
	}
	select {
	case <-late:
		t.Error("rang too early")
	default:
	}
	if clock.Waiting() != 1 {
		t.Errorf("%d wait", clock.Waiting())
	}
}

func TestWrongLimitPanics(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	sb.SetLimit(sandbox.Open2b, sandbox.Limit{Model: sandbox.Queue, Run: 5, Wait: -1, Per: time.Second})
}
