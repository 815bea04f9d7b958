package quartet_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

// A pause lasts as long as the server asked, whatever the policy of the call that
// was told of it: callers who may not wait so long are refused at once, others wait.
func TestAPauseIsTheServersAndNotThePolicys(t *testing.T) {
	t.Parallel()
	never := quartet.RetryPolicy{MaxAttempts: 1}
	long := quartet.RetryPolicy{MaxAttempts: 1, MaxRetryAfter: 48 * time.Hour}
	for name, test := range map[string]struct {
		ofClient   quartet.RetryPolicy
		met        []quartet.CallOption // by the call that is told
		retryAfter string
		told, left time.Duration // to that call, and to those refused
		refused    []quartet.CallOption
		waits      []quartet.CallOption
	}{
		"a client that never repeats": {
			never, nil, "30", 30 * time.Second, 30 * time.Second, nil, []quartet.CallOption{quartet.Retry(long)},
		},
		"a call that never repeats": {
			quartet.DefaultRetryPolicy(), []quartet.CallOption{quartet.Retry(never)}, "50", 50 * time.Second, 50 * time.Second,
			[]quartet.CallOption{quartet.Retry(never)}, nil,
		},
		"longer than anybody's policy": {
			quartet.DefaultRetryPolicy(), nil, "90", 90 * time.Second, 90 * time.Second, nil, []quartet.CallOption{quartet.Retry(long)},
		},
		"longer than a day": {
			long, []quartet.CallOption{quartet.NoRetry()}, strings.Repeat("9", 300), 1<<63 - 1, 24 * time.Hour,
			[]quartet.CallOption{quartet.Timeout(time.Hour)}, nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := transporttest.New(transporttest.JSON(429, "{}", "Retry-After: "+test.retryAfter), transporttest.JSON(200, "{}"))
				c, end := piped(t, s, quartet.WithRetry(test.ofClient))
				defer end()
				start := time.Now()
				resp, err := c.Do(t.Context(), read, test.met...)
				e := failed(t, resp, err)
				wantIs(t, err, quartet.ErrRateLimited, quartet.ErrRefused)
				if e.RetryAfter != test.told {
					t.Errorf("told to wait %s, want %s", e.RetryAfter, test.told)
				}
				for _, req := range []quartet.Request{read, create} {
					resp, err = c.Do(t.Context(), req, test.refused...)
					e = failed(t, resp, err)
					wantIs(t, err, quartet.ErrRateLimited, quartet.ErrNotSent)
					if e.RetryAfter != test.left || e.Attempts != 0 {
						t.Errorf("told to wait %s after %d attempts, want %s and none", e.RetryAfter, e.Attempts, test.left)
					}
				}
				if took := time.Since(start); took != 0 || len(s.Requests()) != 1 {
					t.Errorf("after %s and %d requests: want refusals at once", took, len(s.Requests()))
				}
				_, err = c.Do(t.Context(), create, test.waits...)
				if took := time.Since(start); err != nil || took != test.left {
					t.Errorf("%v after %s: want the answer after %s", err, took, test.left)
				}
			})
		})
	}
}

// Who may not wait for the end of a pause is refused at once even where he would
// have to wait for a place or a permit.
func TestAPauseRefusesBeforeTheQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := transporttest.New(transporttest.JSON(429, "{}", "Retry-After: 30"), transporttest.JSON(200, "{}"))
		c, end := piped(t, s, quartet.WithRateLimit(0.1, 1), quartet.WithMaxInFlight(1))
		defer end()
		_, err := c.Do(t.Context(), read, quartet.NoRetry())
		wantIs(t, err, quartet.ErrRateLimited)
		done := make(chan error)
		go func() {
			_, err := c.Do(t.Context(), read)
			done <- err
		}()
		synctest.Wait() // it has the only place
		start := time.Now()
		_, err = c.Do(t.Context(), read, quartet.Retry(quartet.RetryPolicy{MaxAttempts: 1}))
		wantIs(t, err, quartet.ErrRateLimited, quartet.ErrNotSent)
		if took := time.Since(start); took != 0 {
			t.Errorf("refused after %s", took)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
}

// The clock of an attempt starts with its permit: what is waited for before is no
// part of it.
func TestTheAttemptsClockStartsAfterThePermit(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		opt   quartet.Option
		first transporttest.Reply
		wait  time.Duration
	}{
		"a permit": {quartet.WithRateLimit(0.05, 1), transporttest.JSON(200, "{}"), 20 * time.Second},
		"a place":  {quartet.WithMaxInFlight(1), transporttest.Slow(4*time.Second, transporttest.JSON(200, "{}")), 4 * time.Second},
		"a pause":  {quartet.WithMaxInFlight(1), transporttest.JSON(429, "{}", "Retry-After: 30"), 30 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := transporttest.New(test.first, transporttest.Slow(4*time.Second, transporttest.JSON(200, "{}")))
				c, end := piped(t, s, quartet.WithAttemptTimeout(5*time.Second), test.opt)
				defer end()
				done := make(chan bool)
				go func() {
					_, _ = c.Do(t.Context(), read, quartet.NoRetry())
					close(done)
				}()
				synctest.Wait() // the first one has been sent
				start := time.Now()
				resp, err := c.Do(t.Context(), create)
				if took := time.Since(start); err != nil || took != test.wait+4*time.Second || resp.Wait != test.wait {
					t.Errorf("%+v, %v after %s: want the answer after %s and 4 s", resp, err, took, test.wait)
				}
				<-done
			})
		})
	}
}
