package paging

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

func collectDeals(t *testing.T, w *Walk[deal, string]) []deal {
	t.Helper()
	got, err := quartet.Collect(w.All(context.Background()))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func numbers(deals []deal) []int {
	list := make([]int, len(deals))
	for i, d := range deals {
		list[i] = d.Number
	}
	return list
}

func TestByTimeYieldsEachRecordOfTheRangeOnce(t *testing.T) {
	t.Parallel()
	for _, inclusive := range []bool{false, true} {
		for _, bare := range []bool{false, true} {
			for _, span := range []int{0, 1, 2, 4, MaxSpan} {
				for _, prefetch := range []int{0, 1, 5} {
					j := newJournal(uint64(span), journalDays, 40)
					j.inclusive, j.bare = inclusive, bare
					d := days(journalDays, span)
					d.From, d.To = d.From.Add(5*time.Hour), d.To.Add(-7*time.Hour-30*time.Minute)
					want := 0
					for _, deal := range j.deals {
						if deal.At.Before(d.From) || !deal.At.Before(d.To) {
							delete(j.throughout, deal.Number)
							continue
						}
						want++
					}
					got := collectDeals(t, ByTime(j.list(10), d, Options{Prefetch: prefetch}))
					if lost, doubled := j.judge(got); lost+doubled > 0 || len(got) != want {
						t.Errorf("inclusive %v, bare %v, span %d, prefetch %d: %d of %d, %d lost, %d doubled", inclusive, bare, span, prefetch, len(got), want, lost, doubled)
					}
				}
			}
		}
	}
}

func TestByTimeLosesNoneWhileWindowsChange(t *testing.T) {
	t.Parallel()
	const histories = 300
	ended := 0
	for seed := range uint64(histories) {
		r := rand.New(rand.NewPCG(seed, 4))
		j := newJournal(seed, journalDays, r.IntN(60))
		// A row that goes as another comes leaves the total as it was: no client
		// can see that, so rows of a history either come or go.
		j.churn, j.growing, j.inclusive = pick1(r, 0, .01, .03), r.IntN(2) == 0, r.IntN(2) == 0
		o := Options{PerPage: pick1(r, 5, 10, 50, 1000), Prefetch: r.IntN(6)}
		got, err := quartet.Collect(ByTime(j.list(0), days(journalDays, pick1(r, 1, 2, 6)), o).All(context.Background()))
		if err != nil {
			if !strings.Contains(err.Error(), "changed in each of 6 readings") {
				t.Errorf("seed %d: %v", seed, err)
			}
			ended++
			continue
		}
		lost, doubled := j.judge(got)
		if doubled > 0 {
			t.Errorf("seed %d: %d doubled", seed, doubled)
		}
		if lost > 0 {
			t.Errorf("seed %d: %d lost", seed, lost)
		}
	}
	if ended > histories/50 {
		t.Errorf("%d of %d walks ended with an error", ended, histories)
	}
}

func TestByTimeOnAQuietServerReadsEachPageOnce(t *testing.T) {
	t.Parallel()
	for _, prefetch := range []int{0, 1, 5, 8} {
		j := newJournal(7, journalDays, 95)
		pages := 0
		for day := range journalDays {
			w := Window{From: first.AddDate(0, 0, day), To: first.AddDate(0, 0, day+1)}
			pages += pageCount(len(j.inWindow(w)), 10)
		}
		collectDeals(t, ByTime(j.list(10), days(journalDays, 1), Options{Prefetch: prefetch}))
		if j.requests < pages || j.requests > pages+pages/10 {
			t.Errorf("prefetch %d: %d requests for %d pages", prefetch, j.requests, pages)
		}
	}
}

func TestByTimeKeepsRecordsWithoutIdentity(t *testing.T) {
	t.Parallel()
	for _, inclusive := range []bool{false, true} {
		j := newJournal(1, journalDays, 0)
		j.inclusive = inclusive
		for day := range journalDays {
			at := first.AddDate(0, 0, day).Add(time.Hour)
			j.deals = append(j.deals, deal{0, at}, deal{0, at}, deal{-1, at})
		}
		for _, timed := range []bool{true, false} {
			d := days(journalDays, 1)
			if !timed {
				d.Time = nil
			}
			got, err := quartet.Collect(ByTime(j.list(2), d, Options{}).All(context.Background()))
			if len(got) != 2*journalDays {
				t.Errorf("inclusive %v, timed %v: %d records, want %d", inclusive, timed, len(got), 2*journalDays)
			}
			if n := strings.Count(err.Error(), "record at"); !errors.Is(err, quartet.ErrMalformed) || timed && !inclusive && n != journalDays {
				t.Errorf("inclusive %v, timed %v: %d bad records: %v", inclusive, timed, n, err)
			}
		}
	}
}

func TestByTimeEndsWhereTheServerIsOdd(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*journal)
		want   string // part of the error; "" is success
	}{
		"a total above the rows":  {func(j *journal) { j.odd = 3 }, ""},
		"a total below the rows":  {func(j *journal) { j.odd = -3 }, ""},
		"the same page for each":  {func(j *journal) { j.stuck = true }, "the server repeats itself"},
		"a change with each page": {func(j *journal) { j.churn = 1 }, "changed in each of 6 readings"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, prefetch := range []int{0, 5} {
				j := newJournal(3, journalDays, 45)
				test.change(j)
				got, err := quartet.Collect(ByTime(j.list(10), days(journalDays, 6), Options{Prefetch: prefetch}).All(context.Background()))
				var stopped *quartet.WalkError
				switch {
				case test.want != "":
					if !errors.As(err, &stopped) || !strings.Contains(err.Error(), test.want) {
						t.Errorf("prefetch %d: error %v, want %q", prefetch, err, test.want)
					}
				case err != nil:
					t.Errorf("prefetch %d: %v", prefetch, err)
				default:
					if lost, doubled := j.judge(got); lost+doubled > 0 {
						t.Errorf("prefetch %d: %d lost, %d doubled", prefetch, lost, doubled)
					}
				}
			}
		})
	}
}

func TestByTimeGrowingWindowIsReadInTheEnd(t *testing.T) {
	t.Parallel()
	j := newJournal(5, journalDays, 50)
	j.growing, j.churn = true, 1
	got := collectDeals(t, ByTime(j.list(10), days(journalDays, 6), Options{}))
	if lost, doubled := j.judge(got); lost+doubled > 0 {
		t.Errorf("%d lost, %d doubled", lost, doubled)
	}
}

func TestByTimeWithoutDatesIsOneWindow(t *testing.T) {
	t.Parallel()
	j := newJournal(5, journalDays, 5)
	d := Days[deal]{Key: days(1, 1).Key}
	got := collectDeals(t, ByTime(j.list(7), d, Options{}))
	if diff := cmp.Diff(numbers(j.deals), numbers(got)); diff != "" {
		t.Error(diff)
	}
}

func TestByTimeContinuesAnywhere(t *testing.T) {
	t.Parallel()
	for point := range 50 {
		j := newJournal(uint64(point), journalDays, 30)
		whole := numbers(collectDeals(t, ByTime(j.list(7), days(journalDays, 1+point%3), Options{})))
		r := rand.New(rand.NewPCG(uint64(point), 5))
		var got []int
		var cursor quartet.Cursor
		for range 100 { // killed again and again
			o := Options{From: cursor, Prefetch: r.IntN(4), PerPage: 1 + r.IntN(20)}
			ctx, cancel := context.WithCancel(context.Background())
			left := 1 + r.IntN(len(whole))
			cursor = ""
			for d, err := range ByTime(j.list(7), days(journalDays, 1+point%3), o).All(ctx) {
				var stopped *quartet.WalkError
				if errors.As(err, &stopped) {
					cursor = stopped.Cursor
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, d.Number)
				if left--; left == 0 {
					cancel()
				}
			}
			cancel()
			if cursor == "" {
				break
			}
		}
		if diff := cmp.Diff(whole, got); diff != "" {
			t.Fatalf("point %d: %s", point, diff)
		}
	}
}

func TestByTimeContinuedInAChangedWindowLosesNone(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		change func(*journal)
	}{
		{"a row before the place is gone", func(j *journal) { j.deals = j.deals[1:] }},
		{"a row came before the place", func(j *journal) { j.deals = append([]deal{{1000, first}}, j.deals...) }},
		{"all but a few are gone", func(j *journal) { j.deals = j.deals[95:] }},
	} {
		j := newJournal(9, 1, 100)
		var got []deal
		ctx, cancel := context.WithCancel(context.Background())
		var stopped *quartet.WalkError
		for d, err := range ByTime(j.list(10), days(1, 1), Options{}).All(ctx) {
			if errors.As(err, &stopped) {
				break
			}
			if got = append(got, d); len(got) == 37 {
				cancel()
			}
		}
		cancel()
		test.change(j)
		got = append(got, collectDeals(t, ByTime(j.list(10), days(1, 1), Options{From: stopped.Cursor}))...)
		seen := map[int]bool{}
		for _, d := range got {
			seen[d.Number] = true
		}
		for _, d := range j.deals {
			if !seen[d.Number] {
				t.Errorf("%s: %d lost", test.name, d.Number)
			}
		}
	}
}

func TestByTimeKilledAndContinuedWhileWindowsChangeLosesNone(t *testing.T) {
	t.Parallel()
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 8))
		j := newJournal(seed, journalDays, r.IntN(40))
		j.churn, j.inclusive = pick1(r, 0, .01, .1), r.IntN(2) == 0
		span := pick1(r, 1, 6)
		var got []deal
		cursor := quartet.Cursor("")
		for kill := range 100 {
			o := Options{From: cursor, Prefetch: r.IntN(4), PerPage: 5 + r.IntN(20)}
			ctx, cancel := context.WithCancel(t.Context())
			left := 1 + r.IntN(50)
			if kill > 90 {
				left, j.churn = 1000, 0
			}
			cursor = ""
			for d, err := range ByTime(j.list(0), days(journalDays, span), o).All(ctx) {
				if stopped, ok := errors.AsType[*quartet.WalkError](err); ok {
					cursor = stopped.Cursor
					break
				}
				if err != nil {
					t.Fatal(err)
				}
				if got = append(got, d); left == 1 {
					cancel()
				}
				left--
			}
			cancel()
			if cursor == "" {
				break
			}
			if r.IntN(4) == 0 && j.churn > 0 {
				j.change(journalDays)
			}
		}
		lost, doubled := j.judge(got)
		if lost > 0 || cursor != "" || j.churn == 0 && j.requests > 0 && doubled > 0 && len(j.deals) == len(j.throughout) {
			t.Errorf("seed %d: %d lost, %d doubled, %q", seed, lost, doubled, cursor)
		}
	}
}

// changed is a list whose fetches are preceded by change, with their number from 1.
func changed(j *journal, perPage int, change func(n int)) List[deal, string] {
	l := j.list(perPage)
	l.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
		change(j.requests + 1)
		return j.fetch(ctx, w, buf)
	}
	return l
}

func TestByTimeReadsAWindowAgainWhenItsRowsDoNotComeOutRight(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change   func(j *journal, n int)
		requests int
	}{
		"nothing changes": {func(*journal, int) {}, 11}, // the last page is full: once more
		"the order changes": {func(j *journal, n int) {
			if n == 2 {
				for i := range 3 {
					j.deals[i], j.deals[10+i] = j.deals[10+i], j.deals[i]
				}
			}
		}, 10 + 11},
		"a row before the place goes": {func(j *journal, n int) {
			if n == 3 {
				delete(j.throughout, j.deals[0].Number)
				j.deals = j.deals[1:]
			}
		}, 3 + 10}, // it is noticed with the third page, and not at the end
		"a row comes at the front": {func(j *journal, n int) {
			if n == 3 {
				j.deals = slices.Insert(j.deals, 0, deal{1000, first})
			}
		}, 3 + 11},
	} {
		j := newJournal(11, 1, 100)
		l := changed(j, 10, func(n int) { test.change(j, n) })
		got := collectDeals(t, ByTime(l, days(1, 1), Options{}))
		if lost, doubled := j.judge(got); lost+doubled > 0 {
			t.Errorf("%s: %d lost, %d doubled", name, lost, doubled)
		}
		if j.requests != test.requests {
			t.Errorf("%s: %d requests, want %d", name, j.requests, test.requests)
		}
	}
}

func TestByTimeStoppedAsItBeginsAWindowAgainRepeatsNothing(t *testing.T) {
	t.Parallel()
	j := newJournal(13, 1, 100)
	j.failAt = 5 // the first page, for the second time
	l := changed(j, 10, func(n int) {
		if n == 4 {
			j.deals = append(j.deals, deal{1000, first})
			j.throughout[1000] = true
		}
	})
	got, err := quartet.Collect(ByTime(l, days(1, 1), Options{}).All(t.Context()))
	stopped, ok := errors.AsType[*quartet.WalkError](err)
	if !ok || !errors.Is(err, errBroken) || len(got) != 30 {
		t.Fatalf("%d records, %v", len(got), err)
	}
	rest := collectDeals(t, ByTime(l, days(1, 1), Options{From: stopped.Cursor}))
	if lost, doubled := j.judge(append(got, rest...)); lost+doubled > 0 {
		t.Errorf("%d lost, %d doubled", lost, doubled)
	}
}
