package paging

import (
	"cmp"

	"github.com/quartetgo/quartet/internal/check"
)

// defaultInFlight is the cap on requests in flight when the service does not say.
const defaultInFlight = 5

// maxPrefetch bounds the pages held in memory.
const maxPrefetch = 64

// newWalk puts a walk together. begin gets a place that has been checked.
func newWalk[T, A any](list List[T, A], o Options, k kind, begin func(*place) course[T], more func(*check.Problems)) *Walk[T, A] {
	from, err := parseCursor(o.From, k, list.Query)
	return &Walk[T, A]{list: list, options: o, kind: k, from: from, begin: begin, refuse: func(p *check.Problems) {
		if err != nil {
			p.Add("From", "%v", err)
		}
		o.check(p, list.MaxPerPage)
		if o.AfterID != 0 && k != kindID {
			p.Add("AfterID", "goes with the order by id, ascending, alone")
		}
		if more != nil {
			more(p)
		}
	}}
}

func (o Options) check(p *check.Problems, maxPerPage int) {
	switch {
	case o.PerPage < 0:
		p.Add("PerPage", "%d is below 1", o.PerPage)
	case maxPerPage > 0 && o.PerPage > maxPerPage:
		p.Add("PerPage", "%d is above %d, the most that the server gives", o.PerPage, maxPerPage)
	}
	if o.Prefetch < -1 || o.Prefetch > maxPrefetch {
		p.Add("Prefetch", "%d; 0 (none) to %d pages, or -1 for the default", o.Prefetch, maxPrefetch)
	}
	if o.AfterID < 0 {
		p.Add("AfterID", "%d is below 0", o.AfterID)
	}
	if o.AfterID != 0 && o.From != "" {
		p.Add("AfterID", "goes without From, which holds the place already")
	}
}

// perPage is the page size that the walk wants.
func (l *List[T, A]) perPage(o Options) int {
	switch {
	case o.PerPage > 0:
		return o.PerPage
	case l.PerPage > 0:
		return l.PerPage
	default:
		return 100
	}
}

// reach is how far ahead the walk may fetch. A number that was asked for is kept
// to. Otherwise it is as many pages as requests may be in flight, and four times
// as many while the loop waits for one that is late: at the end of a window that
// is the last page, which is asked for when all others have come (see ByTime).
func (w *Walk[T, A]) reach() reach {
	inFlight := cmp.Or(w.list.InFlight, defaultInFlight)
	if n := w.options.Prefetch; n >= 0 {
		return reach{running: inFlight, usual: n, late: n, least: n}
	}
	usual, late := min(inFlight, maxPrefetch), min(4*inFlight, maxPrefetch)
	return reach{running: inFlight, usual: usual, late: late, least: (usual + 1) / 2}
}
