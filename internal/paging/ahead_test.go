package paging

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/time/rate"

	"github.com/quartetgo/quartet"
)

// limited lets a fetch through as the client does: a place of five, then a
// permit of five a second, then 200 to 900 ms on the way.
func limited(fetch fetchFunc) fetchFunc {
	places := make(chan struct{}, 5)
	permits := rate.NewLimiter(5, 1)
	var mu sync.Mutex
	random := rand.New(rand.NewPCG(1, 7))
	return func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
		select {
		case places <- struct{}{}:
		case <-ctx.Done():
			return Answer[string]{}, ctx.Err()
		}
		defer func() { <-places }()
		if err := permits.Wait(ctx); err != nil {
			return Answer[string]{}, err
		}
		mu.Lock()
		wait := time.Duration(200+random.IntN(701)) * time.Millisecond
		mu.Unlock()
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return Answer[string]{}, ctx.Err()
		}
		return fetch(ctx, w, buf)
	}
}

// pagesOf makes all pages so large.
func pagesOf(size int) func(int) int { return func(int) int { return size } }

// oneOf makes one page larger than the others.
func oneOf(size, larger int) func(int) int {
	return func(request int) int {
		if request == 7 {
			return larger
		}
		return size
	}
}

func TestPrefetchFillsTheRate(t *testing.T) {
	t.Parallel()
	type walk func(prefetch int) (run func(ctx context.Context, consumed func()) error, requests *int)
	shopWalk := func(prefetch int) (func(context.Context, func()) error, *int) {
		s := newShop(1, 600*20, profile{})
		l := s.list(PageNumber, 20)
		l.Fetch = limited(l.Fetch)
		return func(ctx context.Context, consumed func()) error {
			for _, err := range ByID(l, Options{Prefetch: prefetch}).All(ctx) {
				if err != nil {
					return err
				}
				consumed()
			}
			return nil
		}, &s.requests
	}
	journalWalk := func(days6 Days[deal], size int, large func(page int) int) walk {
		return func(prefetch int) (func(context.Context, func()) error, *int) {
			j := newJournal(1, journalDays*20, 100)
			j.large = large
			l := j.list(size)
			l.Fetch = limited(j.fetch)
			return func(ctx context.Context, consumed func()) error {
				for _, err := range ByTime(l, days6, Options{Prefetch: prefetch}).All(ctx) {
					if err != nil {
						return err
					}
					consumed()
				}
				return nil
			}, &j.requests
		}
	}
	for name, test := range map[string]struct {
		walk     walk
		prefetch int
		slowest  float64 // pages a second
	}{
		"by id":                                {shopWalk, -1, 4.9},
		"by id, one at a time":                 {shopWalk, 0, 1.5},
		"by time, five pages a day":            {journalWalk(days(journalDays*20, 1), 20, nil), -1, 4.9},
		"by time, one page a day":              {journalWalk(days(journalDays*20, 1), 1000, nil), -1, 4.7},
		"by time, two pages a day":             {journalWalk(days(journalDays*20, 1), 70, nil), -1, 4.85},
		"by time, three pages a day":           {journalWalk(days(journalDays*20, 1), 40, nil), -1, 4.8},
		"by time, ten pages a day":             {journalWalk(days(journalDays*20, 1), 10, nil), -1, 4.9},
		"by time, long windows":                {journalWalk(days(journalDays*20, 30), 20, nil), -1, 4.9},
		"by time, ten pages of 0.9 MB a day":   {journalWalk(days(journalDays*20, 1), 10, pagesOf(900<<10)), -1, 3.5},
		"by time, the same with twenty":        {journalWalk(days(journalDays*20, 1), 10, pagesOf(900<<10)), 20, 4.9},
		"by time, seven pages of 0.9 MB a day": {journalWalk(days(journalDays*20, 1), 15, pagesOf(900<<10)), -1, 3.5},
		"by time, a week of 0.9 MB":            {journalWalk(days(journalDays*20, 7), 15, pagesOf(900<<10)), -1, 4.6},
		"by time, long windows of 0.9 MB":      {journalWalk(days(journalDays*20, 30), 20, pagesOf(900<<10)), -1, 4.8},
		"by time, one page of them large":      {journalWalk(days(journalDays*20, 1), 10, oneOf(100<<10, 1400<<10)), -1, 4.8},
		"by time, long windows, one by one":    {journalWalk(days(journalDays*20, 30), 20, nil), 0, 1.5},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				run, requests := test.walk(test.prefetch)
				start := time.Now()
				var firstAfter time.Duration
				n := 0
				if err := run(t.Context(), func() {
					if n++; n == 1 {
						firstAfter = time.Since(start)
					}
				}); err != nil {
					t.Fatal(err)
				}
				pages := float64(*requests)
				if got := pages / time.Since(start).Seconds(); got < test.slowest {
					t.Errorf("%.2f pages a second over %.0f pages, want %.2f", got, pages, test.slowest)
				}
				if firstAfter > 900*time.Millisecond {
					t.Errorf("the first record came after %v", firstAfter)
				}
				t.Logf("%s: %d records on %.0f pages: %.3f pages a second", t.Name(), n, pages, pages/time.Since(start).Seconds())
			})
		})
	}
}

func TestPrefetchRampsUpAsPagesAreConsumed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := newShop(1, 1000, profile{})
		var counts []int
		for _, err := range ByID(s.list(PageNumber, 10), Options{Prefetch: 5}).Pages(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			if counts = append(counts, s.requests); len(counts) == 7 {
				break
			}
		}
		if got, want := fmt.Sprint(counts), "[1 3 5 8 10 11 12]"; got != want {
			t.Errorf("requests at each page %s, want %s", got, want)
		}
	})
}

func TestAPageThatFailedAheadIsToldInItsTurn(t *testing.T) {
	t.Parallel()
	s := newShop(1, 1000, profile{})
	s.failAt = 9
	l := s.list(PageNumber, 10)
	got, err := quartet.Collect(ByID(l, Options{Prefetch: 5}).All(t.Context()))
	if !errors.Is(err, errBroken) || len(got) < 30 || len(got) > 140 {
		t.Errorf("%d records, %v", len(got), err)
	}
	if s.requests > 9+5 {
		t.Errorf("%d requests though the ninth failed", s.requests)
	}
}

// plan is the windows with the given pages.
func plan(pages ...int) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		for _, page := range pages {
			if !yield(Window{Page: page}) {
				return
			}
		}
	}
}

func TestAWindowThatWasNotForeseenIsNotKeptBackByOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := &network{}
		a := newAhead(t.Context(), n.fetch, reach{4, 4, 4, 4})
		defer a.stop()
		a.ramp()
		a.ramp()
		a.ramp()
		a.fill(false, plan(1, 2, 3, 4))
		synctest.Wait()
		if diff := cmp.Diff([]int{1, 2, 3, 4}, n.open()); diff != "" {
			t.Fatal(diff)
		}
		time.AfterFunc(time.Second, func() {
			if diff := cmp.Diff([]int{3, 7, 99}, n.open()); diff != "" {
				t.Errorf("requests that are open beside it: %s", diff)
			}
			n.answer(99)
		})
		if answer, err := a.take(Window{Page: 99}, plan(3, 7)); err != nil || answer.Attached != "99" {
			t.Errorf("%+v, %v", answer, err)
		}
	})
}

func TestNothingIsFetchedAheadOnceARequestHasFailed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int32
		a := newAhead(t.Context(), func(context.Context, Window, []byte) (Answer[string], error) {
			asked.Add(1)
			return Answer[string]{}, errBroken
		}, reach{8, 8, 8, 8})
		defer a.stop()
		a.ramp()
		a.ramp()
		a.fill(false, plan(1, 2, 3, 4, 5, 6, 7, 8))
		synctest.Wait()
		a.ramp()
		a.fill(false, plan(1, 2, 3, 4, 5, 6, 7, 8))
		synctest.Wait()
		if n := asked.Load(); n != 2 {
			t.Errorf("%d requests, want 2", n)
		}
	})
}

func TestAnswersFetchedAheadForAnEarlierReadingAreNotUsed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		j := newJournal(12, 1, 200)
		l := j.list(10)
		firsts := 0
		l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
			if w.Page == 1 {
				firsts++
			}
			switch {
			case w.Page == 12 && firsts == 1: // the pages behind it come before it
				time.Sleep(time.Second)
				j.mu.Lock()
				j.deals = slices.Insert(j.deals, 0, deal{1000, first})
				j.mu.Unlock()
			case w.Page == 1 && firsts == 2: // and the total is again what they say, and the place of the last page
				j.mu.Lock()
				delete(j.throughout, j.deals[151].Number)
				j.deals = slices.Delete(j.deals, 151, 152)
				j.mu.Unlock()
			}
			return j.fetch(ctx, w, buf)
		}
		got, err := quartet.Collect(ByTime(l, days(1, 1), Options{Prefetch: 8}).All(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		if lost, doubled := j.judge(got); lost+doubled > 0 {
			t.Errorf("%d lost, %d doubled", lost, doubled)
		}
	})
}
