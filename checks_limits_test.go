package quartet_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
	"github.com/quartetgo/quartet/orders"
)

// Every attempt takes a permit, and so does one that net/http repeats by itself.
func TestCheck12_EveryAttemptTakesAPermit(t *testing.T) {
	t.Parallel()
	permits := 0
	count := quartet.WithLimiter(limiter(func(context.Context) error { permits++; return nil }))
	s := transporttest.New(
		transporttest.JSON(500, "{}"), transporttest.Close, transporttest.JSON(200, "{}"), // three attempts
		transporttest.Close,           // the kept connection dies: net/http repeats the GET on a new one
		transporttest.JSON(200, "{}"), // and is answered
	)
	c, err := quartet.NewCSCart(s.Listen(t), testEmail, testKey, count, quartet.WithRetry(quick()))
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdleConnections()
	for range 2 {
		if _, err := c.Do(ctxOf(t), read); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(s.Requests()); n != 5 || permits != n {
		t.Errorf("%d permits for %d requests, want 5", permits, n)
	}
}

// The default limit grants no more than 5 in any second, repeats included, and two
// clients of one Limits share it.
func TestCheck14_FivePerSecondMeansFive(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		clients int
		opts    func() []quartet.Option
	}{
		"the default": {1, func() []quartet.Option { return nil }},
		"shared by two": {2, func() []quartet.Option {
			limits, err := quartet.NewLimits(5, 1, 5)
			if err != nil {
				t.Fatal(err)
			}
			return []quartet.Option{quartet.WithLimits(limits)}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got := crowd(t, test.clients, test.opts())
				if len(got) != 42 {
					t.Errorf("%d requests, want 40 and 2 repeats", len(got))
				}
				if n := busiest(got, time.Second); n > 5 {
					t.Errorf("%d requests within one second", n)
				}
				if took := got[len(got)-1].At.Sub(got[0].At); took > 41*200*time.Millisecond+time.Second {
					t.Errorf("took %s: the limit is not used up", took)
				}
			})
		})
	}
}

// crowd makes 40 calls at once, by so many clients, and returns what arrived.
func crowd(t *testing.T, clients int, opts []quartet.Option) []*transporttest.Request {
	t.Helper()
	s := transporttest.New(transporttest.JSON(503, "{}"), transporttest.JSON(200, "{}"), transporttest.JSON(500, "{}"), transporttest.JSON(200, "{}"))
	tr := s.Transport()
	var all sync.WaitGroup
	for range clients {
		c, err := quartet.NewCSCart("http://127.0.0.1", testEmail, testKey, append(opts, quartet.WithTransport(tr))...)
		if err != nil {
			t.Fatal(err)
		}
		for range 40 / clients {
			all.Go(func() {
				if _, err := c.Do(t.Context(), read); err != nil {
					t.Error(err)
				}
			})
		}
	}
	all.Wait()
	tr.CloseIdleConnections()
	s.Close()
	return s.Requests()
}

// busiest is the largest number of requests in any window [t, t+d), but for the
// rounding of a timer.
func busiest(requests []*transporttest.Request, d time.Duration) int {

	var most int
	for i, first := range requests {
		n := 0
		for _, r := range requests[i:] {
			if r.At.Sub(first.At) < d-rounding {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// The cap holds over goroutines and clients, places are given in order of arrival,
// and a cancelled call gives up its place in the queue at once.
func TestInFlightCapIsHeldInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		now, most := 0, 0
		s := transporttest.New(func(c *transporttest.Conn, r *transporttest.Request) bool {
			mu.Lock()
			now++
			most = max(most, now)
			mu.Unlock()
			time.Sleep(time.Second) // in a bubble
			mu.Lock()
			now--
			mu.Unlock()
			return transporttest.JSON(200, "{}")(c, r)
		})
		c, end := piped(t, s, quartet.WithMaxInFlight(2))
		defer end()
		ctx, cancel := context.WithCancel(t.Context())
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond) // in order of arrival
				callCtx := t.Context()
				if i%3 == 2 {
					callCtx = ctx
				}
				resp, err := c.Do(callCtx, read, quartet.Query("n", fmt.Sprint(i)))
				if callCtx == ctx {
					_ = failed(t, resp, err)
					wantIs(t, err, quartet.ErrNotSent, context.Canceled)
				} else if err != nil {
					t.Error(err)
				}
			})
		}
		time.Sleep(500 * time.Millisecond)
		start := time.Now()
		cancel()
		all.Wait()
		var order []string
		for _, r := range s.Requests() {
			order = append(order, r.Target[len("/api/2.0/orders/7?n="):])
		}
		if want := []string{"0", "1", "3", "4", "6", "7", "9", "10"}; !slices.Equal(order, want) {
			t.Errorf("order %v, want %v", order, want)
		}
		if took := time.Since(start); most != 2 || took > 3600*time.Millisecond {
			t.Errorf("%d in flight at most, %s for the rest: want 2 and ½+3 s", most, took)
		}
	})
}

// A body that a user has not finished with holds no place.
func TestAnOpenAnswerHoldsNoPlace(t *testing.T) {
	t.Parallel()
	s := transporttest.New(transporttest.JSON(200, `{"orders":[]}`))
	c := shop(t, s.Listen(t), quartet.WithMaxInFlight(1))
	req := read
	inner := 0
	req.Decode = func(*quartet.Response) error {
		if inner++; inner < 3 { // a Get within the reading of a page
			_, err := c.Do(t.Context(), req)
			return err
		}
		return nil
	}
	if _, err := c.Do(t.Context(), req); err != nil || inner != 3 {
		t.Errorf("%v, %d calls within one another, want 3", err, inner)
	}
}

// A pause asked for once holds for all callers; when it ends there is no burst.
func TestAPauseHoldsForAll(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusTooManyRequests, http.StatusServiceUnavailable} {
		synctest.Test(t, func(t *testing.T) {
			s := transporttest.New(transporttest.JSON(200, "{}"), transporttest.JSON(status, "{}", "Retry-After: 3"), transporttest.JSON(200, "{}"))
			c, end := piped(t, s, quartet.WithRateLimit(5, 1))
			defer end()
			var all sync.WaitGroup
			for range 20 {
				all.Go(func() {
					if _, err := c.Do(t.Context(), read); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			got := s.Requests()
			if len(got) != 21 {
				t.Fatalf("%d requests, want 20 and 1 repeat", len(got))
			}
			resumed := got[1].At.Add(3 * time.Second)
			after := 0
			for i, r := range got[2:] {
				if r.At.Before(resumed) {
					t.Fatalf("request %d was sent %s before the pause ended", i+3, resumed.Sub(r.At))
				}
				if r.At.Before(resumed.Add(time.Second)) {
					after++
				}
			}
			if after > 5 || after < 4 {
				t.Errorf("%d requests in the second after the pause, want 5", after)
			}
		})
	}
}

// A caller who cannot wait the pause out is told so at once, and of what it is.
func TestAPauseBeyondTheDeadline(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := transporttest.New(transporttest.JSON(429, "{}", "Retry-After: 30"), transporttest.JSON(200, "{}"))
		c, end := piped(t, s)
		defer end()
		_, err := c.Do(t.Context(), read, quartet.NoRetry())
		wantIs(t, err, quartet.ErrRateLimited, quartet.ErrRefused)
		for _, opt := range []quartet.CallOption{
			quartet.Timeout(10 * time.Second), quartet.Retry(quartet.RetryPolicy{MaxAttempts: 1, MaxRetryAfter: time.Second}),
		} {
			start := time.Now()
			resp, err := c.Do(t.Context(), create, opt)
			e := failed(t, resp, err)
			wantIs(t, err, quartet.ErrRateLimited, quartet.ErrNotSent)
			if time.Since(start) != 0 || e.RetryAfter != 30*time.Second {
				t.Errorf("after %s, Retry-After %s: %v", time.Since(start), e.RetryAfter, err)
			}
		}
		if _, err := c.Do(t.Context(), create); err != nil || len(s.Requests()) != 2 {
			t.Errorf("%v, %d requests: want one that waited the pause out", err, len(s.Requests()))
		}
	})
}

// 600 pages by 8 goroutines against four ways in which a server counts: nothing
// is refused, and the limit is used up.
func TestThroughputAgainstServerModels(t *testing.T) {
	t.Parallel()
	for name, model := range map[string]func() func(time.Time) bool{
		"queue of 5 behind 5 a second": queueModel, "fixed window": fixedWindow,
		"sliding window": slidingWindow, "token bucket": tokenBucket,
	} {
		for _, paused := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, paused %v", name, paused), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					runPages(t, model(), paused)
				})
			})
		}
	}
}

func runPages(t *testing.T, admits func(time.Time) bool, paused bool) {
	const pages, workers = 600, 8
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(1, 2))
	refused, served := 0, 0
	s := transporttest.New(func(c *transporttest.Conn, r *transporttest.Request) bool {
		mu.Lock()
		ok := admits(time.Now())
		latency := 200*time.Millisecond + time.Duration(random.Int64N(int64(700*time.Millisecond)))
		asked := paused && served == pages/2
		if asked {
			paused = false
		} else if ok {
			served++
		} else {
			refused++
		}
		mu.Unlock()
		time.Sleep(latency) // in a bubble
		switch {
		case asked:
			return transporttest.JSON(429, "{}", "Retry-After: 10")(c, r)
		case ok:
			return transporttest.JSON(200, `{"orders":[{"order_id":"1"}],"params":{"page":1,"items_per_page":"1","total_items":"600"}}`)(c, r)
		default:
			return transporttest.JSON(429, "{}")(c, r)
		}
	})
	limits, err := quartet.NewLimits(5, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	tr := s.Transport()
	c, err := quartet.NewCSCart("http://127.0.0.1", testEmail, testKey, quartet.WithTransport(tr), quartet.WithLimits(limits))
	if err != nil {
		t.Fatal(err)
	}
	wasPaused := paused
	start := time.Now()
	list := orders.New(c)
	todo := make(chan int, pages)
	for i := range pages {
		todo <- i + 1
	}
	close(todo)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for page := range todo {
				if _, err := list.List(t.Context(), orders.AtPage(page), orders.PerPage(1)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	took := time.Since(start)
	tr.CloseIdleConnections()
	s.Close()
	if wasPaused {
		took -= 10 * time.Second
	}
	if perSecond := pages / took.Seconds(); refused != 0 || perSecond < 4.9 {
		t.Errorf("%d refused, %.2f pages a second: want 0 and 4.9", refused, perSecond)
	}
	if n := busiest(s.Requests(), time.Second); n > 5 {
		t.Errorf("%d requests within one second", n)
	}
}

// rounding is what a timer may be early by.
const rounding = time.Microsecond

// queueModel: 5 run, 5 more wait; what runs is a call a fifth of a second.
func queueModel() func(time.Time) bool {
	var free time.Time
	return func(now time.Time) bool {
		if free.Before(now) {
			free = now
		}
		if free.Sub(now) > 2*time.Second {
			return false
		}
		free = free.Add(time.Second / 5)
		return true
	}
}

func fixedWindow() func(time.Time) bool {
	var window int64
	n := 0
	return func(now time.Time) bool {
		if w := now.Add(rounding).Unix(); w != window {
			window, n = w, 0
		}
		n++
		return n <= 5
	}
}

func slidingWindow() func(time.Time) bool {
	var seen []time.Time
	return func(now time.Time) bool {
		seen = slices.DeleteFunc(seen, func(at time.Time) bool { return now.Sub(at) >= time.Second-rounding })
		if len(seen) >= 5 {
			return false
		}
		seen = append(seen, now)
		return true
	}
}

func tokenBucket() func(time.Time) bool {
	tokens, last := 1.0, time.Time{}
	return func(now time.Time) bool {
		if !last.IsZero() {
			tokens = min(1, tokens+5*now.Sub(last).Seconds())
		}
		last = now
		if tokens < 1-5*rounding.Seconds() {
			return false
		}
		tokens--
		return true
	}
}

// A call that gives up while it waits for a permit or in a pause frees its place
// at once, and tells that nothing was sent.
func TestGivingUpFreesThePlace(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]transporttest.Reply{
		"waiting for a permit": transporttest.JSON(200, "{}"),
		"in a pause":           transporttest.JSON(429, "{}", "Retry-After: 40"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := transporttest.New(reply, transporttest.JSON(200, "{}"))
				var numbers []int
				hooks := quartet.WithHooks(quartet.Hooks{Attempt: func(_ context.Context, i quartet.AttemptInfo) { numbers = append(numbers, i.Attempt) }})
				c, end := piped(t, s, quartet.WithRateLimit(0.1, 1), quartet.WithMaxInFlight(1), hooks)
				defer end()
				_, _ = c.Do(t.Context(), read, quartet.NoRetry())
				for range 3 {
					ctx, cancel := context.WithCancel(t.Context())
					time.AfterFunc(time.Second, cancel)
					start := time.Now()
					resp, err := c.Do(ctx, create)
					e := failed(t, resp, err)
					wantIs(t, err, quartet.ErrNotSent, context.Canceled)
					if took := time.Since(start); took != time.Second || e.Attempts != 0 {
						t.Errorf("after %s and %d attempts: %v", took, e.Attempts, err)
					}
				}
				if _, err := c.Do(t.Context(), create); err != nil || len(s.Requests()) != 2 {
					t.Errorf("%v, %d requests: the place is kept", err, len(s.Requests()))
				}
				if want := []int{1, 1, 1, 1, 1}; !slices.Equal(numbers, want) {
					t.Errorf("attempts numbered %v, want %v", numbers, want)
				}
			})
		})
	}
}

// Limits can stand on a limiter of the user's own.
func TestLimitsFromALimiter(t *testing.T) {
	t.Parallel()
	permits := 0
	limits, err := quartet.NewLimitsFrom(limiter(func(context.Context) error { permits++; return nil }), 2)
	if err != nil {
		t.Fatal(err)
	}
	s := transporttest.New()
	c, err := quartet.NewCSCart(s.Listen(t), testEmail, testKey, quartet.WithLimits(limits))
	if err != nil {
		t.Fatal(err)
	}
	defer c.CloseIdleConnections()
	if _, err := c.Do(t.Context(), read); err != nil || permits != 1 || c.Settings().MaxInFlight != 2 {
		t.Errorf("%v, %d permits, %d in flight", err, permits, c.Settings().MaxInFlight)
	}
}
