package paging

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

// network answers a page when it is told to.
type network struct {
	mu    sync.Mutex
	asked []int
	pages map[int]chan struct{}
}

func (n *network) fetch(ctx context.Context, w Window, _ []byte) (Answer[string], error) {
	n.mu.Lock()
	if n.pages == nil {
		n.pages = map[int]chan struct{}{}
	}
	answered := make(chan struct{})
	n.asked = append(n.asked, w.Page)
	n.pages[w.Page] = answered
	n.mu.Unlock()
	defer func() {
		n.mu.Lock()
		delete(n.pages, w.Page)
		n.mu.Unlock()
	}()
	select {
	case <-answered:
		return Answer[string]{Attached: strconv.Itoa(w.Page)}, nil
	case <-ctx.Done():
		return Answer[string]{}, ctx.Err()
	}
}

// answer answers pages that are open.
func (n *network) answer(pages ...int) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, page := range pages {
		close(n.pages[page])
	}
}

// land answers pages and waits until that has had its effect.
func (n *network) land(pages ...int) {
	n.answer(pages...)
	synctest.Wait()
}

// open are the pages that wait for an answer.
func (n *network) open() []int {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := make([]int, 0, len(n.pages))
	for page := range n.pages {
		list = append(list, page)
	}
	slices.Sort(list)
	return list
}

// all are the pages that were asked for.
func (n *network) all() []int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Sorted(slices.Values(n.asked))
}

// ramped is a walk that has consumed some pages.
func ramped(t *testing.T, n *network, r reach) *ahead[string] {
	t.Helper()
	a := newAhead(t.Context(), n.fetch, r)
	for range 6 {
		a.ramp()
	}
	return a
}

// A page that may be asked for now, and was not when others were started, is the
// next to be asked for when one of them has landed.
func TestNoMoreRequestsRunThanTheClientLetsThrough(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := &network{}
		a := ramped(t, n, reach{3, 8, 8, 8})
		defer a.stop()
		a.fill(false, plan(1, 2, 3, 4, 5, 6, 7, 8))
		synctest.Wait()
		if diff := cmp.Diff([]int{1, 2, 3}, n.open()); diff != "" {
			t.Fatal(diff)
		}
		n.land(2)
		a.fill(false, plan(1, 9, 2, 3, 4, 5, 6, 7, 8))
		synctest.Wait()
		if diff := cmp.Diff([]int{1, 3, 9}, n.open()); diff != "" {
			t.Errorf("behind page 2: %s", diff)
		}
	})
}

// The pages ahead are as many as usual while the loop is busy, or waits for a
// moment. When the page that it waits for is late, others fill the time.
func TestTheWalkReachesFurtherWhileAPageIsLate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		n := &network{}
		a := ramped(t, n, reach{3, 4, 7, 4})
		defer a.stop()
		pages := plan(1, 2, 3, 4, 5, 6, 7, 8, 9)
		n.expect(t, "busy", func() { a.fill(false, pages); synctest.Wait(); n.land(2, 3); a.fill(false, pages) }, 1, 2, 3, 4)
		time.AfterFunc(patience/2, func() {
			n.expect(t, "waits for a moment", func() { n.land(4) }, 1, 2, 3, 4)
		})
		time.AfterFunc(2*patience, func() {
			n.expect(t, "waits for long", func() { n.land(5, 6) }, 1, 2, 3, 4, 5, 6, 7)
			n.answer(1)
		})
		if _, err := a.take(Window{Page: 1}, pages); err != nil {
			t.Fatal(err)
		}
		n.expect(t, "busy again", func() { a.fill(false, plan(2, 3, 4, 5, 6, 7, 8, 9)) }, 1, 2, 3, 4, 5, 6, 7)
	})
}

// expect does something and compares the pages asked for so far.
func (n *network) expect(t *testing.T, when string, do func(), want ...int) {
	t.Helper()
	do()
	synctest.Wait()
	if diff := cmp.Diff(want, n.all()); diff != "" {
		t.Errorf("%s: %s", when, diff)
	}
}

func TestANumberOfPagesAheadIsKeptTo(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		inFlight, prefetch int
		want               reach
	}{
		{5, -1, reach{5, 5, 20, 3}},
		{0, -1, reach{5, 5, 20, 3}},
		{1, -1, reach{1, 1, 4, 1}},
		{100, -1, reach{100, maxPrefetch, maxPrefetch, maxPrefetch / 2}},
		{5, 0, reach{5, 0, 0, 0}},
		{5, 2, reach{5, 2, 2, 2}},
		{2, 12, reach{2, 12, 12, 12}},
	} {
		w := Walk[item, string]{list: List[item, string]{InFlight: test.inFlight}, options: Options{Prefetch: test.prefetch}}
		if got := w.reach(); got != test.want {
			t.Errorf("%d in flight, Prefetch(%d): %+v, want %+v", test.inFlight, test.prefetch, got, test.want)
		}
	}
	for _, prefetch := range []int{1, 3, 5} {
		synctest.Test(t, func(t *testing.T) {
			l := newShop(1, 400, profile{}).list(PageNumber, 10)
			fetch := l.Fetch
			asked, taken := 0, 0
			var mu sync.Mutex
			l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
				mu.Lock()
				asked++
				late := asked%7 == 0
				mu.Unlock()
				if late {
					time.Sleep(time.Minute) // until nothing else goes on
					mu.Lock()
					if asked > taken+prefetch {
						t.Errorf("Prefetch(%d): %d pages are asked for while the loop has had %d", prefetch, asked, taken)
					}
					mu.Unlock()
				}
				return fetch(ctx, w, buf)
			}
			for _, err := range ByID(l, Options{Prefetch: prefetch}).Pages(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				mu.Lock()
				taken++
				mu.Unlock()
				synctest.Wait()
			}
		})
	}
}

// The buffers of a walk are as many as the pages ahead, and one.
func TestAWalkMakesFewBuffers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ prefetch, most int }{{0, 1}, {1, 2}, {5, 6}, {-1, 6}} {
		synctest.Test(t, func(t *testing.T) {
			l := newShop(1, 3000, profile{}).list(PageNumber, 10)
			fetch := l.Fetch
			var mu sync.Mutex
			made := 0
			known := map[*byte]bool{}
			l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
				time.Sleep(time.Millisecond)
				a, err := fetch(ctx, w, append(buf, make([]byte, 1000)...)[:0]) // pages of one size
				a.Body = a.Body[:1000]
				mu.Lock()
				defer mu.Unlock()
				if !known[&a.Body[0]] {
					known[&a.Body[0]] = true
					made++
				}
				return a, err
			}
			if _, err := quartet.Collect(ByID(l, Options{Prefetch: test.prefetch}).All(t.Context())); err != nil {
				t.Fatal(err)
			}
			if made > test.most {
				t.Errorf("Prefetch(%d): %d buffers, want at most %d", test.prefetch, made, test.most)
			}
		})
	}
}

// Large pages are fewer, also while one of them is late.
func TestLargePagesKeepTheReachShort(t *testing.T) {
	t.Parallel()
	for size, want := range map[int]struct{ usual, late int }{
		0: {5, 20}, 1: {5, 20}, 300 << 10: {5, 17}, 600 << 10: {5, 8}, 900 << 10: {4, 5}, 64 << 20: {3, 3},
	} {
		r := reach{running: 5, usual: 5, late: 20, least: 3}
		if got := r.most(false, size); got != want.usual {
			t.Errorf("pages of %d bytes: usually %d ahead, want %d", size, got, want.usual)
		}
		if got := r.most(true, size); got != want.late {
			t.Errorf("pages of %d bytes: %d ahead while one is late, want %d", size, got, want.late)
		}
		if r = (reach{5, 7, 7, 7}); r.most(false, size) != 7 || r.most(true, size) != 7 {
			t.Errorf("pages of %d bytes: not the number that was asked for", size)
		}
	}
}

// Pages that become large while one is late are noticed when they land: no more
// of them come than were on their way.
func TestPagesThatBecomeLargeAreNoticed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newShop(1, 600, profile{}).list(PageNumber, 10)
		healthy := l.Fetch
		var furthest atomic.Int64
		var checked atomic.Bool
		l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
			page := int64(w.Page)
			furthest.Store(max(furthest.Load(), page))
			time.Sleep(50 * time.Millisecond)
			answer, err := healthy(ctx, w, buf)
			if page == 30 {
				time.Sleep(5 * time.Second)
				if n := furthest.Load() - 30; n < 1 || n > 4 {
					t.Errorf("%d pages of 3 MB were fetched while one was late, want some of those on their way", n)
				}
				checked.Store(true)
			}
			if page > 30 {
				answer.Body = append(answer.Body, make([]byte, 3<<20)...)
			}
			return answer, err
		}
		l.InFlight = 5
		all, err := quartet.Collect(InOrder(l, Defaults()).All(t.Context()))
		if err != nil || len(all) != 600 || !checked.Load() {
			t.Errorf("%d records, %v; page 30 was asked for: %t", len(all), err, checked.Load())
		}
	})
}

// A panic in a request is the caller's, wherever the request ran.
func TestAPanicReachesTheLoop(t *testing.T) {
	t.Parallel()
	for _, prefetch := range []int{0, 5} {
		l := newShop(1, 100, profile{}).list(PageNumber, 10)
		healthy := l.Fetch
		l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
			if w.Page > 3 {
				panic("broken network")
			}
			return healthy(ctx, w, buf)
		}
		rows := 0
		func() {
			defer func() {
				if got := recover(); got != "broken network" {
					t.Errorf("prefetch %d: recovered %v", prefetch, got)
				}
			}()
			for _, err := range ByID(l, Options{Prefetch: prefetch}).All(t.Context()) {
				if err != nil {
					t.Error(err)
				}
				rows++
			}
		}()
		if rows < 20 {
			t.Errorf("prefetch %d: %d rows before it", prefetch, rows)
		}
	}
}

// A request whose goroutine ends within it is no empty page.
func TestARequestThatEndsWithoutAnAnswerEndsTheWalk(t *testing.T) {
	t.Parallel()
	l := newShop(1, 100, profile{}).list(PageNumber, 10)
	healthy := l.Fetch
	l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
		if w.Page > 3 {
			runtime.Goexit()
		}
		return healthy(ctx, w, buf)
	}
	all, err := quartet.Collect(ByID(l, Options{Prefetch: 5}).All(t.Context()))
	if !errors.Is(err, errGone) || len(all) == 100 {
		t.Errorf("%d records, error %v", len(all), err)
	}
}

// A request that ends while the loop works makes room for the next one at the
// next record, not only at the next page.
func TestRequestsGoOnWhileTheLoopWorks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newShop(1, 200, profile{}).list(PageNumber, 20)
		l.InFlight = 1
		healthy := l.Fetch
		var asked atomic.Int32
		l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
			asked.Add(1)
			time.Sleep(50 * time.Millisecond)
			return healthy(ctx, w, buf)
		}
		n, before := 0, int32(0)
		for _, err := range ByID(l, Options{Prefetch: 4}).All(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			switch n++; n {
			case 22: // on the second page, which lets two be ahead
				before = asked.Load()
			case 36:
				if asked.Load() == before {
					t.Error("no request within a page")
				}
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	})
}
