package paging

import (
	"context"
	"errors"
	"iter"
	"sync"
	"time"
)

// ahead fetches windows before they are asked for, in the order of a plan. All
// but the requests themselves is done by the goroutine that walks.
//
// No more requests run than the client lets through at once: one more would only
// queue there, and a page that is needed sooner, but may be asked for only later,
// would have to queue behind it. So when a request has ended and the loop asks for
// its next record, what runs next is the first of the plan.
type ahead[A any] struct {
	ctx     context.Context
	cancel  context.CancelFunc
	fetch   func(context.Context, Window, []byte) (Answer[A], error)
	reach   reach
	grown   int // how far it may reach by now: 0, 1, 2, 4 … with each page that is consumed
	flights map[Window]*flight[A]
	landed  chan struct{} // has an element when a flight has landed since it was last looked at
	running sync.WaitGroup
	looks   int // how often the plan was looked through
	buffers buffers
}

// reach is how many pages there may be ahead of the loop, on their way or here.
type reach struct {
	running int // of them, on their way at once
	usual   int
	late    int // while the loop waits for a page that is late, and others fill the time
	least   int // however large they are
}

// What the pages ahead may fill, usually and while one is late, unless they are
// the least.
const (
	usualBytes = 4 << 20
	lateBytes  = 5 << 20
)

// most is how many pages of that size there may be.
func (r reach) most(late bool, size int) int {
	pages, bytes := r.usual, usualBytes
	if late {
		pages, bytes = r.late, lateBytes
	}
	return min(pages, max(r.least, bytes/max(1, size)))
}

// patience is how long the loop waits for a page before that one is late. A fast
// network needs no more pages ahead than usual, though it is waited for at times.
const patience = 100 * time.Millisecond

// flight is one window that is being fetched, or has been.
type flight[A any] struct {
	cancel   context.CancelFunc
	done     chan struct{} // closed when answer and err are there
	answer   Answer[A]
	err      error
	panicked any // what a panic of the request said: it goes on where the page is taken
	planned  int // the look that met it last
}

func newAhead[A any](ctx context.Context, fetch func(context.Context, Window, []byte) (Answer[A], error), r reach) *ahead[A] {
	ctx, cancel := context.WithCancel(ctx)
	return &ahead[A]{ctx: ctx, cancel: cancel, fetch: fetch, reach: r, flights: map[Window]*flight[A]{}, landed: make(chan struct{}, 1)}
}

// stop cancels all flights and waits for them.
func (a *ahead[A]) stop() {
	a.cancel()
	a.running.Wait()
}

// open allows one flight, once the first record is consumed.
func (a *ahead[A]) open() { a.grown = max(1, a.grown) }

// ramp allows twice as many flights, with each page that is consumed.
func (a *ahead[A]) ramp() { a.grown = min(max(1, 2*a.grown), a.reach.late) }

// take gives the answer to w. A window without a flight means that the list has
// changed: flights that are no longer in the plan are cancelled first, not to
// stand in its way.
func (a *ahead[A]) take(w Window, plan iter.Seq[Window]) (Answer[A], error) {
	plan = behind(w, plan)
	if a.flights[w] == nil {
		a.prune(plan)
		a.start(w)
	}
	f := a.flights[w]
	if err := a.await(f, plan); err != nil {
		return Answer[A]{}, err
	}
	f.cancel()
	delete(a.flights, w)
	if f.panicked != nil {
		panic(f.panicked)
	}
	a.buffers.note(f.answer.Body)
	return f.answer, f.err
}

// behind is the plan with w before it, wherever else w is in it.
func behind(w Window, plan iter.Seq[Window]) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		if yield(w) {
			plan(yield)
		}
	}
}

// await waits for a flight, and fetches ahead meanwhile.
func (a *ahead[A]) await(f *flight[A], plan iter.Seq[Window]) error {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	for late := false; !f.there(); {
		a.fill(late, plan)
		select {
		case <-f.done:
		case <-a.landed: // a place is free, and what has come can tell more of the plan
		case <-timer.C:
			late = true
		case <-a.ctx.Done():
			return a.ctx.Err()
		}
	}
	return nil
}

// tend fetches ahead where a request has ended since it was last looked at.
func (a *ahead[A]) tend(plan iter.Seq[Window]) {
	select {
	case <-a.landed:
		a.fill(false, plan)
	default:
	}
}

// fill starts flights for the first windows of the plan, as many as there may be,
// and cancels those that are not in it. After one that failed none is started: the
// walk will probably end there.
func (a *ahead[A]) fill(late bool, plan iter.Seq[Window]) {
	if a.grown == 0 {
		return
	}
	a.prune(plan)
	running, size := 0, a.buffers.size
	for _, f := range a.flights {
		switch {
		case !f.there():
			running++
		case f.err != nil:
			return
		default:
			size = max(size, len(f.answer.Body))
		}
	}
	most := min(a.grown, a.reach.most(late, size))
	for w := range plan {
		if len(a.flights) >= most || running >= a.reach.running {
			return
		}
		if a.flights[w] == nil {
			a.start(w)
			running++
		}
	}
}

// horizon is how far the plan is looked at to tell whether a flight is in it.
const horizon = 2 * maxPrefetch

// prune gives up the flights that are not among the next windows of the plan.
func (a *ahead[A]) prune(plan iter.Seq[Window]) {
	a.looks++
	met, n := 0, 0
	for w := range plan {
		if n++; n > horizon || met == len(a.flights) {
			break
		}
		if f := a.flights[w]; f != nil && f.planned < a.looks {
			f.planned = a.looks
			met++
		}
	}
	for w, f := range a.flights {
		if f.planned == a.looks {
			continue
		}
		f.cancel()
		delete(a.flights, w)
		if f.there() {
			a.release(f.answer.Body)
		}
	}
}

// errGone is the end of a flight whose goroutine ended within the request.
var errGone = errors.New("the request has ended without an answer")

// start begins a flight. The buffer of one that fails, or is cancelled before it
// has landed, is left to the garbage collector.
func (a *ahead[A]) start(w Window) {
	ctx, cancel := context.WithCancel(a.ctx)
	f := &flight[A]{cancel: cancel, done: make(chan struct{})}
	a.flights[w] = f
	buf := a.buffers.get()
	a.running.Go(func() {
		defer func() {
			f.panicked = recover()
			close(f.done)
			select {
			case a.landed <- struct{}{}:
			default:
			}
		}()
		f.err = errGone
		f.answer, f.err = a.fetch(ctx, w, buf)
	})
}

// release takes back the buffer of a page that nothing refers to any more. There
// are no more buffers than pages that may be ahead, and one for the page in the
// loop's hand.
func (a *ahead[A]) release(body []byte) {
	a.buffers.put(body, a.reach.most(true, a.buffers.size)+1-len(a.flights))
}

// there reports whether the flight has landed.
func (f *flight[A]) there() bool {
	select {
	case <-f.done:
		return true
	default:
		return false
	}
}

// peek gives total and page size of an answer that has come but was not taken.
func (a *ahead[A]) peek(w Window) (total, size int, ok bool) {
	f := a.flights[w]
	if f == nil || !f.there() {
		return 0, 0, false
	}
	return f.answer.Total, f.answer.Size, f.err == nil
}
