package paging

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"weak"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

type fetchFunc = func(context.Context, Window, []byte) (Answer[string], error)

// fetchFirstPage gives the first page whatever is asked for.
func fetchFirstPage(fetch fetchFunc) fetchFunc {
	return func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
		w.Page, w.Offset = 1, 0
		return fetch(ctx, w, buf)
	}
}

func TestRowsWithoutAReadableIDAreYieldedOnceAsErrors(t *testing.T) {
	t.Parallel()
	for _, bad := range [][]int64{{1}, {50}, {5}, {6}, {5, 6}, {5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, {1, 2, 3, 4, 5, 6}, {44, 45, 46, 47, 48, 49, 50}, {9, 10, 14, 15, 19, 20}} {
		for _, mode := range []Addressing{PageNumber, Offset} {
			for _, size := range []int{3, 5, 10, 100} {
				s := newShop(1, 50, profile{mute: mode == Offset, blind: mode == Offset})
				want := map[string]int{}
				for _, id := range bad {
					s.bad[id] = true
					want[fmt.Sprintf(`{"id":"?%d"}`, id)] = 1
				}
				got := map[string]int{}
				good := 0
				var before int64
				for it, err := range ByID(s.list(mode, 0), Options{PerPage: size}).All(t.Context()) {
					if e, ok := errors.AsType[*quartet.RecordError](err); ok {
						got[string(e.Raw)]++
						continue
					}
					if err != nil {
						t.Fatalf("bad %v, mode %d, size %d: %v", bad, mode, size, err)
					}
					if it.ID <= before {
						t.Errorf("%d after %d", it.ID, before)
					}
					before = it.ID
					good++
				}
				if diff := cmp.Diff(want, got); diff != "" || good != 50-len(bad) {
					t.Errorf("bad %v, mode %d, size %d: %d good ones, bad ones: %s", bad, mode, size, good, diff)
				}
			}
		}
	}
}

func TestRecordErrorsKeepTheirRowsWhenThePageIsGone(t *testing.T) {
	t.Parallel()
	s := newShop(1, 60, profile{})
	for id := int64(3); id <= 60; id += 10 {
		s.bad[id] = true
	}
	var kept []*quartet.RecordError
	for _, err := range InOrder(s.list(PageNumber, 7), Options{Prefetch: 2}).All(t.Context()) {
		if e, ok := errors.AsType[*quartet.RecordError](err); ok {
			kept = append(kept, e)
		}
	}
	for i, e := range kept {
		n := 3 + 10*i
		if want := fmt.Sprintf(`{"id":"?%d"}`, n); string(e.Raw) != want || e.Path != fmt.Sprintf("rows[%d]", (n-1)%7) {
			t.Errorf("%s at %s, want %s", e.Raw, e.Path, want)
		}
	}
	if len(kept) != 6 {
		t.Errorf("%d bad records, want 6", len(kept))
	}
}

// A page whose buffer is too large to be used again is garbage before the next one
// is asked for, whatever the walk remembers of it.
func TestAPageIsLetGoBeforeTheNext(t *testing.T) {
	t.Parallel()
	var last weak.Pointer[byte]
	pages := 0
	watched := func(fetch fetchFunc) fetchFunc {
		return func(ctx context.Context, w Window, _ []byte) (Answer[string], error) {
			for tries := 0; last.Value() != nil; tries++ {
				if tries == 100 {
					return Answer[string]{}, fmt.Errorf("page %d is still held", pages)
				}
				runtime.Gosched() // its request may still be ending
				runtime.GC()
			}
			a, err := fetch(ctx, w, make([]byte, 0, 3*maxSize))
			pages, last = pages+1, weak.Make(&a.Body[0])
			return a, err
		}
	}
	deals := newJournal(1, journalDays, 20).list(7)
	deals.Fetch = watched(deals.Fetch)
	collectDeals(t, ByTime(deals, days(journalDays, 1), Options{}))
	list := newShop(1, 60, profile{}).list(PageNumber, 7)
	list.Fetch = watched(list.Fetch)
	collectIDs(t, ByID(list, Options{}))
	collectIDs(t, InOrder(list, Options{}))
	if pages < 30 {
		t.Errorf("%d pages, want 30 and more", pages)
	}
}

func TestPagesYieldBadRecordsBeforeTheirPage(t *testing.T) {
	t.Parallel()
	s := newShop(1, 6, profile{})
	for id := range int64(4) {
		s.bad[id+2] = true
	}
	var story []string
	for page, err := range InOrder(s.list(PageNumber, 2), Options{}).Pages(t.Context()) {
		if err != nil {
			story = append(story, strings.SplitN(err.Error(), ":", 2)[0])
			continue
		}
		story = append(story, fmt.Sprint(page.Attached, ": ", idsOf(page.Records)))
	}
	want := []string{
		"record at rows[1]", "page 1: [1]", "record at rows[0]", "record at rows[1]", "page 2: []", "record at rows[0]", "page 3: [6]",
	}
	if diff := cmp.Diff(want, story); diff != "" {
		t.Error(diff)
	}
}

func TestByIDRefusesIDsThatDoNotAscend(t *testing.T) {
	t.Parallel()
	s := newShop(1, 30, profile{reload: true})
	got, err := quartet.Collect(ByID(s.list(PageNumber, 10), Options{}).All(t.Context()))
	if len(got) != 0 || !errors.Is(err, quartet.ErrMalformed) || !strings.Contains(err.Error(), "do not ascend (rows[1]: 29 after 30)") {
		t.Errorf("%d records, %v", len(got), err)
	}
}

func TestByIDRefusesAServerThatIgnoresTheKey(t *testing.T) {
	t.Parallel()
	s := newShop(1, 30, profile{})
	l := s.list(PageNumber, 10)
	l.Fetch = fetchFirstPage(l.Fetch)
	l.Addressing = AfterKey
	got, err := quartet.Collect(ByID(l, Options{}).All(t.Context()))
	if len(got) != 10 || !errors.Is(err, quartet.ErrMalformed) || !strings.Contains(err.Error(), "asked for ids above 10, got 1") {
		t.Errorf("%d records, %v", len(got), err)
	}
}

func TestByIDWithAServerOfOnePageSize(t *testing.T) {
	t.Parallel()
	s := newShop(1, 90, profile{})
	l := s.list(PageNumber, 10)
	fetch := l.Fetch
	l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
		w.Size = 20
		return fetch(ctx, w, buf)
	}
	_, err := quartet.Collect(ByID(l, Options{}).All(t.Context()))
	if _, ok := errors.AsType[*quartet.WalkError](err); !ok || s.requests > hopeless {
		t.Errorf("%d requests, %v", s.requests, err)
	}
}

// hopeless is more requests than a walk may need to notice that it gets nowhere.
const hopeless = 400

func TestDecodeAllJoinsTheBadRows(t *testing.T) {
	t.Parallel()
	s := newShop(1, 4, profile{})
	s.bad[2], s.bad[4] = true, true
	list, err := DecodeAll(s.render([]int64{1, 2, 3, 4}, nil).Rows, readItem)
	if diff := cmp.Diff([]item{{1}, {3}}, list); diff != "" {
		t.Error(diff)
	}
	if n := strings.Count(err.Error(), "record at"); n != 2 || !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("%v", err)
	}
	own := &quartet.RecordError{Path: "own"}
	_, err = DecodeAll(s.render([]int64{1}, nil).Rows, func(codec.Record, *item) error { return own })
	if e, _ := errors.AsType[*quartet.RecordError](err); e != own {
		t.Errorf("%v was wrapped again", err)
	}
}
