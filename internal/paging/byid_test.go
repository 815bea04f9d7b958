package paging

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

var errBroken = errors.New("broken")

func collectIDs(t *testing.T, w *Walk[item, string]) []int64 {
	t.Helper()
	items, err := quartet.Collect(w.All(context.Background()))
	if err != nil {
		t.Fatal(err)
	}
	return idsOf(items)
}

func upTo(n int) []int64 {
	ids := make([]int64, n)
	for i := range ids {
		ids[i] = int64(i) + 1
	}
	return ids
}

func pick1[E any](r *rand.Rand, choices ...E) E { return choices[r.IntN(len(choices))] }

// history draws a server and the options of a walk over it.
func history(seed uint64) (s *shop, mode Addressing, o Options) {
	r := rand.New(rand.NewPCG(seed, 2))
	mode = pick1(r, PageNumber, PageNumber, PageNumber, Offset, AfterKey)
	p := profile{
		clamp: r.IntN(2) == 0,
		churn: pick1(r, 0, 1, 3, 10, 30),
		race:  pick1(r, 0, .05, .5),
	}
	if mode == PageNumber {
		p.dup = pick1(r, 0, 0, .02)
		p.cap = pick1(r, 0, 0, 0, 25)
	} else {
		p.blind, p.mute = true, true
	}
	o = Options{PerPage: pick1(r, 1, 2, 3, 5, 10, 20, 50, 100, 1+r.IntN(1000)), Prefetch: r.IntN(9)}
	if mode == Offset {
		o.PerPage = min(o.PerPage, 100)
	}
	n := r.IntN(601)
	if o.PerPage < 5 {
		n = r.IntN(60 * o.PerPage)
	}
	return newShop(seed, n, p), mode, o
}

func TestByIDExactlyOnceWhileTheListChanges(t *testing.T) {
	t.Parallel()
	const histories = 2200
	for seed := range uint64(histories) {
		s, mode, o := history(seed)
		name := fmt.Sprintf("seed %d: mode %d, %+v, %+v", seed, mode, s.profile, o)
		items, err := quartet.Collect(ByID(s.list(mode, 0), o).All(context.Background()))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if lost, doubled := s.judge(idsOf(items)); lost+doubled > 0 {
			t.Errorf("%s: %d lost, %d doubled", name, lost, doubled)
		}
	}
}

func TestByIDCostsWhatAPlainWalkCosts(t *testing.T) {
	t.Parallel()
	for _, mode := range []Addressing{PageNumber, Offset, AfterKey} {
		for _, size := range []int{50, 99, 250} {
			for _, prefetch := range []int{0, 1, 8} {
				for _, n := range []int{20 * size, 20*size + 1, 33*size - 1} {
					s := newShop(1, n, profile{blind: mode != PageNumber, mute: mode != PageNumber})
					l := s.list(mode, size)
					l.MaxPerPage = 1000
					got := collectIDs(t, ByID(l, Options{Prefetch: prefetch}))
					if diff := cmp.Diff(upTo(n), got); diff != "" {
						t.Fatalf("mode %d, size %d, prefetch %d, n %d: %s", mode, size, prefetch, n, diff)
					}
					plain := (n + size - 1) / size
					if most := plain + plain/10; s.requests > most {
						t.Errorf("mode %d, size %d, prefetch %d, n %d: %d requests, a plain walk %d", mode, size, prefetch, n, s.requests, plain)
					}
				}
			}
		}
	}
}

func TestByIDWhereThePageSizeIsCappedInSilence(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		mode  Addressing
		blind bool
	}{
		"pages": {PageNumber, false}, "offset": {Offset, false}, "offset without a total": {Offset, true}, "key": {AfterKey, true},
	} {
		s := newShop(1, 130, profile{cap: 25, mute: true, blind: test.blind})
		l := s.list(test.mode, 60)
		l.MaxPerPage = 0
		if diff := cmp.Diff(upTo(130), collectIDs(t, ByID(l, Options{}))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		from := place{70, 70}.cursor(kindID, "shop")
		got, err := quartet.Collect(ByID(l, Options{From: from}).All(t.Context()))
		_, stopped := errors.AsType[*quartet.WalkError](err)
		if diff := cmp.Diff(upTo(130)[70:], idsOf(got)); diff != "" && (!stopped || test.mode != PageNumber) {
			t.Errorf("%s, continued: %v %s", name, err, diff)
		}
	}
}

// Where many rows go, the place is not looked for behind the new end, over and
// over: a store answers all that lies there with its last page.
func TestThePlaceIsNotLookedForBehindTheEnd(t *testing.T) {
	t.Parallel()
	c := &byID[item]{size: 2, total: 20, search: search{boost: 1, high: 28}}
	if err := c.lookOn(20); err != nil || c.at != 20 {
		t.Errorf("looks on at %d of 20 rows: %v", c.at, err)
	}
}
