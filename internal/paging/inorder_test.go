package paging

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

func TestInOrderKeepsTheServersOrder(t *testing.T) {
	t.Parallel()
	for _, mode := range []Addressing{PageNumber, Offset} {
		for _, p := range []profile{{}, {clamp: true}, {mute: true}, {clamp: true, mute: true}, {blind: true}, {blind: true, mute: true}, {cap: 25}, {dup: .1}} {
			for _, n := range []int{0, 1, 9, 10, 11, 99, 100, 250} {
				for _, prefetch := range []int{0, 5} {
					if p.clamp && mode == Offset {
						continue
					}
					p.reload = true
					s := newShop(uint64(n), n, p)
					l := s.list(mode, 0)
					got, err := quartet.Collect(InOrder(l, Options{PerPage: 10, Prefetch: prefetch}).All(t.Context()))
					if err != nil {
						t.Fatalf("mode %d, %+v, n %d: %v", mode, p, n, err)
					}
					want := upTo(n)
					slices.Reverse(want)
					if !slices.Equal(want, idsOf(got)) {
						t.Errorf("mode %d, %+v, n %d, prefetch %d: %s", mode, p, n, prefetch, cmp.Diff(want, idsOf(got)))
					}
					if most := n/10 + n/100 + 3; p.cap == 0 && p.dup == 0 && s.requests > most {
						t.Errorf("mode %d, %+v, n %d, prefetch %d: %d requests, want at most %d", mode, p, n, prefetch, s.requests, most)
					}
				}
			}
		}
	}
}

func TestInOrderRepeatsNothingWhileTheListChanges(t *testing.T) {
	t.Parallel()
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 6))
		p := profile{
			clamp: r.IntN(2) == 0, churn: pick1(r, 1, 3, 10), race: pick1(r, 0, .5),
			dup: pick1(r, 0, .02), cap: pick1(r, 0, 25), reload: r.IntN(2) == 0,
		}
		s := newShop(seed, r.IntN(400), p)
		o := Options{PerPage: pick1(r, 5, 20, 100), Prefetch: r.IntN(9)}
		got, err := quartet.Collect(InOrder(s.list(PageNumber, 0), o).All(t.Context()))
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		if _, doubled := s.judge(idsOf(got)); doubled > 0 {
			t.Errorf("seed %d: %d doubled", seed, doubled)
		}
	}
}

func TestInOrderMissesNoneWhereRowsAreOnlyAdded(t *testing.T) {
	t.Parallel()
	s := newShop(1, 200, profile{reload: true})
	var got []int64
	for it, err := range InOrder(s.list(PageNumber, 10), Options{Prefetch: 3}).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, it.ID)
		if len(got)%15 == 0 {
			s.mu.Lock()
			s.ids = append(s.ids, s.next)
			s.next++
			s.mu.Unlock()
		}
	}
	if lost, doubled := s.judge(got); lost+doubled > 0 {
		t.Errorf("%d lost, %d doubled", lost, doubled)
	}
}

func TestInOrderRefusesAPageThatWasNotAskedFor(t *testing.T) {
	t.Parallel()
	s := newShop(1, 100, profile{})
	l := s.list(PageNumber, 10)
	fetch := l.Fetch
	l.Fetch = fetchFirstPage(fetch)
	_, err := quartet.Collect(InOrder(l, Options{}).All(t.Context()))
	if !errors.Is(err, quartet.ErrMalformed) || !strings.Contains(err.Error(), "asked for page 2, got page 1") {
		t.Errorf("%v", err)
	}
}
