package paging

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata" // the zones are there wherever the test runs

	"github.com/quartetgo/quartet"
)

// killedDeals is killed for a walk over deals.
func killedDeals(t *testing.T, w *Walk[deal, string], left int) (numbers []int, cursor quartet.Cursor) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for d, err := range w.All(ctx) {
		if stopped, ok := errors.AsType[*quartet.WalkError](err); ok {
			return numbers, stopped.Cursor
		}
		if err != nil {
			t.Fatal(err)
		}
		if numbers = append(numbers, d.Number); len(numbers) == left {
			cancel()
		}
	}
	return numbers, ""
}

// Where no time assigns a deal to a window and the server counts both ends of
// one, a walk that is continued can repeat deals, but loses none, also of those
// that come before it goes on.
func TestUntimedDealsAreContinuedWithoutLoss(t *testing.T) {
	t.Parallel()
	const n, perDay = 4, 5
	for point := 1; point < n*perDay; point++ {
		j := newJournal(uint64(point), n, perDay)
		j.inclusive = true
		d := days(n, 1)
		d.Time = nil
		got, cursor := killedDeals(t, ByTime(j.list(3), d, Options{}), point)
		for range 3 {
			j.add(j.moment(n))
		}
		rest, end := killedDeals(t, ByTime(j.list(3), d, Options{From: cursor}), -1)
		for number := 1; number <= n*perDay; number++ {
			if !slices.Contains(got, number) && !slices.Contains(rest, number) {
				t.Errorf("killed behind %d: deal %d is lost", point, number)
			}
		}
		if end != "" {
			t.Errorf("killed behind %d, ended at %q", point, end)
		}
	}
}

// A walk is continued though what it had read has changed, on a server that has
// nothing to say of pages behind the last: all deals come, and it ends.
func TestAChangedWindowIsContinuedToItsEnd(t *testing.T) {
	t.Parallel()
	j := newJournal(1, 1, 100)
	list := j.list(10)
	fetch := list.Fetch
	list.Fetch = func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
		a, err := fetch(ctx, w, buf)
		if err == nil && len(a.Rows) == 0 {
			return a, fmt.Errorf("page %d is behind the last", w.Page)
		}
		return a, err
	}
	_, cursor := killedDeals(t, ByTime(list, days(1, 1), Options{}), 37)
	j.deals = j.deals[1:]
	got, end := killedDeals(t, ByTime(list, days(1, 1), Options{From: cursor}), -1)
	slices.Sort(got)
	if end != "" || len(slices.Compact(slices.Clone(got))) != 99 || len(got) != 99 {
		t.Errorf("%d deals, stopped at %q; want all 99 once more, as they are others than those read before", len(got), end)
	}
}

// The last cursor of a range is behind all of it, also of one that ends within a
// second.
func TestTheLastCursorIsTheEnd(t *testing.T) {
	t.Parallel()
	j := newJournal(1, 0, 0)
	j.add(first.Add(time.Hour))
	j.add(first.Add(2 * time.Hour))
	d := days(1, 1)
	d.To = first.Add(2*time.Hour + time.Second/2)
	var last quartet.Cursor
	seen := 0
	for page, err := range ByTime(j.list(10), d, Options{}).Pages(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		seen += len(page.Records)
		last = page.Cursor
	}
	if again, _ := killedDeals(t, ByTime(j.list(10), d, Options{From: last}), -1); seen != 2 || len(again) != 0 {
		t.Errorf("%d deals, and behind them %v", seen, again)
	}
}

// Each window ends behind its beginning and where a day begins, in zones whose
// clocks leave out midnight, or a whole day.
func TestWindowsOfDaysWithoutMidnight(t *testing.T) {
	t.Parallel()
	for zone, from := range map[string]string{
		"America/Havana": "2026-03-05", "America/Sao_Paulo": "2018-11-01", "America/Asuncion": "2023-09-29",
		"Africa/Cairo": "2024-04-24", "Pacific/Apia": "2011-12-27", "Europe/Moscow": "2026-03-28",
	} {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		begin, err := time.ParseInLocation(time.DateOnly, from, loc)
		if err != nil {
			t.Fatal(err)
		}
		for _, span := range []int{1, 2, 7} {
			d := Days[deal]{From: begin, To: begin.AddDate(0, 0, 14), Span: span}
			windows := 0
			for at := d.From; at.Before(d.To); windows++ {
				end := d.end(at)
				if !end.After(at) || windows > 14 {
					t.Fatalf("%s: the window from %s ends at %s", zone, at, end)
				}
				if day := end.Add(-time.Second); day.Day() == end.Day() {
					t.Errorf("%s: the window from %s ends within a day, at %s", zone, at, end)
				}
				at = end
			}
		}
	}
}
