package paging

import (
	"context"
	"iter"
	"maps"
	"sync"
)

// ahead fetches windows before they are asked for. How many it may have at once
// grows with each page that is consumed: 0, 1, 2, 4 … up to its depth, so that a
// walk that stops at its first record has cost one request.
type ahead[A any] struct {
	ctx     context.Context
	cancel  context.CancelFunc
	fetch   func(context.Context, Window, []byte) (Answer[A], error)
	depth   int
	limit   int
	most    int // flights at once, those started early included
	flights map[Window]*flight[A]
	landed  chan struct{} // has an element when a flight has landed since it was last looked at
	running sync.WaitGroup
}

// flight is one window that is being fetched, or has been.
type flight[A any] struct {
	cancel context.CancelFunc
	done   chan struct{} // closed when answer and err are there
	answer Answer[A]
	err    error
}

func newAhead[A any](ctx context.Context, fetch func(context.Context, Window, []byte) (Answer[A], error), depth int) *ahead[A] {
	ctx, cancel := context.WithCancel(ctx)
	return &ahead[A]{ctx: ctx, cancel: cancel, fetch: fetch, depth: depth, most: 2 * depth, flights: map[Window]*flight[A]{}, landed: make(chan struct{}, 1)}
}

// stop cancels all flights and waits for them.
func (a *ahead[A]) stop() {
	a.cancel()
	a.running.Wait()
}

// open allows one flight, once the first record is consumed.
func (a *ahead[A]) open() { a.limit = max(a.limit, min(1, a.depth)) }

// ramp allows twice as many flights, with each page that is consumed.
func (a *ahead[A]) ramp() { a.limit = min(max(1, 2*a.limit), a.depth) }

// take gives the answer to w: that of its flight, or else it fetches w itself. A
// window that was not foreseen means that the list has changed: flights that
// are no longer in the plan are cancelled first, not to stand in the way.
func (a *ahead[A]) take(w Window, plan iter.Seq2[Window, bool]) (Answer[A], error) {
	f, ok := a.flights[w]
	if !ok {
		a.prune(plan)
		return a.fetch(a.ctx, w, buffers.get())
	}
	for {
		select {
		case <-f.done:
			f.cancel()
			delete(a.flights, w)
			return f.answer, f.err
		case <-a.ctx.Done():
			return Answer[A]{}, a.ctx.Err()
		case <-a.landed: // what it says can tell more of the plan
			a.fill(plan)
		}
	}
}

// fill starts flights for the first windows of the plan, as many as the limit
// says, and cancels those that are not in it. A flight that was started early
// and has moved back in the plan takes no other's place, so that there may be
// up to twice as many where no number was asked for. After one that failed none is started: the walk will
// probably end there.
func (a *ahead[A]) fill(plan iter.Seq2[Window, bool]) {
	if a.limit == 0 {
		return
	}
	a.prune(plan)
	n := 0
	for w, extra := range plan {
		if n == a.limit || len(a.flights) >= min(2*a.limit, a.most) || a.failed() {
			return
		}
		if !extra {
			n++
		}
		if a.flights[w] == nil {
			a.start(w)
		}
	}
}

// prune cancels the flights that are not among the next windows of the plan.
func (a *ahead[A]) prune(plan iter.Seq2[Window, bool]) {
	stray, n := maps.Clone(a.flights), 0
	for w := range plan {
		if n++; n > a.horizon() || len(stray) == 0 {
			break
		}
		delete(stray, w)
	}
	for w, f := range stray {
		f.cancel()
		delete(a.flights, w)
	}
}

// start begins a flight. Its buffer comes back with the answer; that of a flight
// that is cancelled or fails is left to the garbage collector.
func (a *ahead[A]) start(w Window) {
	ctx, cancel := context.WithCancel(a.ctx)
	f := &flight[A]{cancel: cancel, done: make(chan struct{})}
	a.flights[w] = f
	a.running.Go(func() {
		f.answer, f.err = a.fetch(ctx, w, buffers.get())
		close(f.done)
		select {
		case a.landed <- struct{}{}:
		default:
		}
	})
}

func (a *ahead[A]) failed() bool {
	for _, f := range a.flights {
		select {
		case <-f.done:
			if f.err != nil {
				return true
			}
		default:
		}
	}
	return false
}

// peek gives total and page size of an answer that has come but was not taken.
func (a *ahead[A]) peek(w Window) (total, size int, ok bool) {
	f := a.flights[w]
	if f == nil {
		return 0, 0, false
	}
	select {
	case <-f.done:
		return f.answer.Total, f.answer.Size, f.err == nil
	default:
		return 0, 0, false
	}
}

// horizon is how far the plan is looked at to tell whether a flight is in it.
func (a *ahead[A]) horizon() int { return max(4*a.depth, 2*scout) }
