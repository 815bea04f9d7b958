package paging

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

// killed ranges over a walk that is killed after left records, and gives what it
// yielded and where to continue; "" when it came to its end.
func killed(t *testing.T, w *Walk[item, string], left int) (ids []int64, cursor quartet.Cursor) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for it, err := range w.All(ctx) {
		if stopped, ok := errors.AsType[*quartet.WalkError](err); ok {
			return ids, stopped.Cursor
		}
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, it.ID)
		if len(ids) == left {
			cancel()
		}
	}
	return ids, ""
}

func TestByIDKilledAndContinued(t *testing.T) {
	t.Parallel()
	for _, mode := range []Addressing{PageNumber, Offset, AfterKey} {
		for point := range 50 {
			r := rand.New(rand.NewPCG(uint64(point), uint64(mode)))
			for _, churn := range []int{0, 3} {
				p := profile{churn: churn, clamp: point%2 == 0}
				if mode != PageNumber {
					p.blind, p.mute = true, true
				}
				s := newShop(uint64(point), 400, p)
				var got []int64
				cursor := quartet.Cursor("")
				for range 50 {
					o := Options{From: cursor, PerPage: 5 + r.IntN(60), Prefetch: r.IntN(6)}
					var ids []int64
					ids, cursor = killed(t, ByID(s.list(mode, 0), o), 1+r.IntN(100))
					if got = append(got, ids...); cursor == "" {
						break
					}
				}
				if lost, doubled := s.judge(got); lost+doubled > 0 || cursor != "" {
					t.Errorf("mode %d, point %d, churn %d: %d lost, %d doubled, %q", mode, point, churn, lost, doubled, cursor)
				}
			}
		}
	}
}

func TestPagesContinueFromTheirCursors(t *testing.T) {
	t.Parallel()
	for name, walk := range map[string]func(List[item, string], Options) *Walk[item, string]{
		"by id": ByID[item, string], "in order": InOrder[item, string],
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(1, 100, profile{})
			l := s.list(PageNumber, 7)
			var before []int64
			for page, err := range walk(l, Options{}).Pages(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				before = append(before, idsOf(page.Records)...)
				if page.Attached == "" {
					t.Error("a page lost what was attached to it")
				}
				rest := collectIDs(t, walk(l, Options{From: page.Cursor}))
				if diff := cmp.Diff(upTo(100), append(slices.Clone(before), rest...)); diff != "" {
					t.Fatalf("behind record %d: %s", len(before), diff)
				}
			}
			if len(before) != 100 {
				t.Errorf("%d records, want 100", len(before))
			}
		})
	}
}

func TestAfterIDFindsItsPlaceByHalves(t *testing.T) {
	t.Parallel()
	const n = 6000
	for _, mode := range []Addressing{PageNumber, Offset, AfterKey} {
		for _, after := range []int64{1, 99, 100, 101, 3333, 5900, 5999, n, n + 5} {
			p := profile{}
			if mode != PageNumber {
				p = profile{blind: true, mute: true}
			}
			s := newShop(1, n, p)
			got := collectIDs(t, ByID(s.list(mode, 100), Options{AfterID: after}))
			want := upTo(n)[min(n, after):]
			if diff := cmp.Diff(want, got, cmp.Transformer("nil", func(ids []int64) string { return fmt.Sprint(ids) })); diff != "" {
				t.Fatalf("mode %d after %d: %s", mode, after, diff)
			}
			if most := len(want)/100 + len(want)/1000 + 25; s.requests > most {
				t.Errorf("mode %d after %d: %d requests, want at most %d", mode, after, s.requests, most)
			}
		}
	}
}

func TestByIDAfterAMassDeletion(t *testing.T) {
	t.Parallel()
	s := newShop(1, 20000, profile{})
	var got []int64
	requests := 0
	for it, err := range ByID(s.list(PageNumber, 50), Options{}).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, it.ID); it.ID != 15000 {
			continue
		}
		for s.ids[0] < 14000 { // all but the last thousand before the place
			delete(s.throughout, s.ids[0])
			s.ids = s.ids[1:]
		}
		requests = s.requests
	}
	if lost, doubled := s.judge(got); lost+doubled > 0 {
		t.Errorf("%d lost, %d doubled", lost, doubled)
	}
	if more := s.requests - requests; more > 5000/50+30 {
		t.Errorf("%d requests for the last 5000 records", more)
	}
}
