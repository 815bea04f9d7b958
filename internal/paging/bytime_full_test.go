package paging

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/quartetgo/quartet"
)

// A deal that comes between count and select pushes another off the last page
// when that is exactly full: neither its count nor its rows show it.
func TestByTimeAsksForAFullLastPageOnceMore(t *testing.T) {
	t.Parallel()
	come := func(at int) func(*journal) {
		return func(j *journal) { j.deals = slices.Insert(j.deals, at, deal{1000 + j.requests, first}) }
	}
	gone := func(at int) func(*journal) {
		return func(j *journal) {
			delete(j.throughout, j.deals[at].Number)
			j.deals = slices.Delete(j.deals, at, at+1)
		}
	}
	for name, test := range map[string]struct {
		deals    int
		within   map[int]func(*journal) // between count and select of a request
		before   map[int]func(*journal) // before a request
		requests int
	}{
		"nothing changes":                         {deals: 20, requests: 3},
		"nothing changes, one page":               {deals: 10, requests: 2},
		"the last page is not full":               {deals: 19, requests: 2},
		"one comes into the last page":            {deals: 20, within: map[int]func(*journal){2: come(13)}, requests: 3 + 3},
		"one comes into the only page":            {deals: 10, within: map[int]func(*journal){1: come(3)}, requests: 2 + 2},
		"one comes, another goes before the look": {deals: 20, within: map[int]func(*journal){2: come(13)}, before: map[int]func(*journal){3: gone(2)}, requests: 3 + 3},
		"one comes at the second look":            {deals: 20, within: map[int]func(*journal){3: come(20)}, requests: 3},
	} {
		for _, prefetch := range []int{0, 4} {
			j := newJournal(21, 1, test.deals)
			j.within, j.before = test.within, test.before
			got := collectDeals(t, ByTime(j.list(10), days(1, 1), Options{Prefetch: prefetch}))
			if lost, doubled := j.judge(got); lost+doubled > 0 {
				t.Errorf("%s, prefetch %d: %d lost, %d doubled", name, prefetch, lost, doubled)
			}
			if j.requests != test.requests {
				t.Errorf("%s, prefetch %d: %d requests, want %d", name, prefetch, j.requests, test.requests)
			}
		}
	}
}

// The second look says nothing against rows that come in another order.
func TestByTimeTakesAFullLastPageInAnyOrder(t *testing.T) {
	t.Parallel()
	j := newJournal(22, 1, 20)
	j.before = map[int]func(*journal){3: func(j *journal) { slices.Reverse(j.deals[10:]) }}
	got := collectDeals(t, ByTime(j.list(10), days(1, 1), Options{}))
	if lost, doubled := j.judge(got); lost+doubled > 0 || j.requests != 3 {
		t.Errorf("%d lost, %d doubled, %d requests, want 3", lost, doubled, j.requests)
	}
}

func TestByTimeLosesNoneThatChangesBetweenCountAndSelect(t *testing.T) {
	t.Parallel()
	const histories = 1000
	ended := 0
	for seed := range uint64(histories) {
		r := rand.New(rand.NewPCG(seed, 9))
		j := newJournal(seed, journalDays, r.IntN(12))
		o := Options{PerPage: pick1(r, 2, 3, 5), Prefetch: r.IntN(6)}
		j.race, j.inclusive = pick1(r, .05, .1, .3), r.IntN(2) == 0
		// With requests side by side, one can meet a row that comes and one that
		// goes: the total stands still, and no client can see that.
		j.coming = o.Prefetch > 0
		got, err := quartet.Collect(ByTime(j.list(0), days(journalDays, pick1(r, 1, 2, 6)), o).All(t.Context()))
		if err != nil {
			if _, stopped := errors.AsType[*quartet.WalkError](err); !stopped {
				t.Errorf("seed %d: %v", seed, err)
			}
			ended++
			continue
		}
		if lost, doubled := j.judge(got); lost+doubled > 0 {
			t.Errorf("seed %d: %d lost, %d doubled", seed, lost, doubled)
		}
	}
	if ended > histories/3 {
		t.Errorf("%d of %d walks ended with an error", ended, histories)
	}
}

// On pages of one row, a row that comes before the place reached makes a page of
// repeats, in one reading after the other: the server does not repeat itself.
func TestByTimeDoesNotTakeAGrowingWindowForACircle(t *testing.T) {
	t.Parallel()
	j := newJournal(23, 1, 3)
	come := func(j *journal) { j.deals = slices.Insert(j.deals, 0, deal{1000 + j.requests, first}) }
	j.within = map[int]func(*journal){2: come, 5: come}
	got := collectDeals(t, ByTime(j.list(1), days(1, 1), Options{}))
	if lost, doubled := j.judge(got); lost+doubled > 0 {
		t.Errorf("%d lost, %d doubled", lost, doubled)
	}
}
