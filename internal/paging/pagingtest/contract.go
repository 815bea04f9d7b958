// Package pagingtest holds the contract of every iterator of the library as
// tests, clause by clause, for the walks of all services.
package pagingtest

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

// Settings are what the contract wants of a walk.
type Settings struct {
	PerPage  int
	Prefetch int
	From     quartet.Cursor
	Progress func(quartet.Progress)
}

// Subject is a service's walk under test.
type Subject[T any] struct {
	// All is the walk, over a client of its own that sends by transport, as fast
	// as it can and with no repeats.
	All func(t *testing.T, transport http.RoundTripper, s Settings) func(context.Context) iter.Seq2[T, error]
	// Answer is the body that the vendor answers r with, when its list has the
	// records 1 … n in this order; those in bad cannot be decoded, though their
	// ids can be read.
	Answer func(r *http.Request, n int, bad []int64) string
	// ID tells the records apart.
	ID func(T) int64
}

const (
	perPage = 5
	records = 43 // on nine pages; the windows of a walk by id overlap, so that it may need another
)

// Contract runs a test for each clause, with and without pages fetched ahead,
// in virtual time: a goroutine that is left behind fails its test.
func Contract[T any](t *testing.T, s Subject[T]) {
	t.Helper()
	clauses := []struct {
		name string
		test func(*harness[T])
	}{
		{"yields every record in order, and each page is asked for once", (*harness[T]).complete},
		{"asks for nothing before the first value is asked for", (*harness[T]).lazy},
		{"a break at the first record has cost one request", (*harness[T]).firstBreak},
		{"a break stops all requests", (*harness[T]).laterBreak},
		{"can be ranged over again and starts afresh", (*harness[T]).again},
		{"a record that cannot be decoded does not end it", (*harness[T]).badRecords},
		{"any other error is the last yield, and tells where to continue", (*harness[T]).broken},
		{"a context that has ended asks for nothing", (*harness[T]).cancelledBefore},
		{"a context that ends between records ends it", (*harness[T]).cancelledBetween},
		{"a context that ends during a request ends it", (*harness[T]).cancelledDuring},
		{"fetches ahead no further than it may, and only as pages are consumed", (*harness[T]).bounded},
		{"a server that repeats one page does not make it a loop", (*harness[T]).repeatedPage},
		{"a server that goes in a circle does not make it a loop", (*harness[T]).circle},
		{"reports its progress after each page", (*harness[T]).progress},
		{"ended anywhere and continued, it yields what an unbroken one does", (*harness[T]).continued},
	}
	for _, clause := range clauses {
		t.Run(clause.name, func(t *testing.T) {
			t.Parallel()
			for _, prefetch := range []int{0, 1, 5} {
				synctest.Test(t, func(t *testing.T) {
					clause.test(&harness[T]{T: t, subject: s, settings: Settings{PerPage: perPage, Prefetch: prefetch}})
				})
			}
		})
	}
}

// harness is one test of one clause.
type harness[T any] struct {
	*testing.T
	subject  Subject[T]
	settings Settings
}

// server is a healthy server; a test breaks it as it needs.
func (h *harness[T]) server() *server {
	return &server{answer: func(r *http.Request) string { return h.subject.Answer(r, records, nil) }}
}

func (h *harness[T]) walk(ctx context.Context, s *server) iter.Seq2[T, error] {
	return h.subject.All(h.T, s, h.settings)(ctx)
}

// drain ranges over the whole walk and fails when it goes on after an error that
// ends it.
func (h *harness[T]) drain(walk iter.Seq2[T, error]) (ids []int64, bad int, end error) {
	h.Helper()
	for v, err := range walk {
		if end != nil {
			h.Fatalf("prefetch %d: goes on after %v", h.settings.Prefetch, end)
		}
		if err != nil && !reflect.ValueOf(&v).Elem().IsZero() {
			h.Errorf("prefetch %d: %+v comes with the error %v", h.settings.Prefetch, v, err)
		}
		_, isBad := errors.AsType[*quartet.RecordError](err)
		switch {
		case isBad:
			bad++
		case err != nil:
			end = err
		default:
			ids = append(ids, h.subject.ID(v))
		}
	}
	return ids, bad, end
}

// check compares ids with 1 … records, less the missing ones.
func (h *harness[T]) check(ids []int64, missing ...int64) {
	h.Helper()
	var want []int64
	for id := int64(1); id <= records; id++ {
		if !slices.Contains(missing, id) {
			want = append(want, id)
		}
	}
	if diff := cmp.Diff(want, ids); diff != "" {
		h.Errorf("prefetch %d: records (-want +got):\n%s", h.settings.Prefetch, diff)
	}
}

func (h *harness[T]) complete() {
	s := h.server()
	ids, _, err := h.drain(h.walk(h.Context(), s))
	if err != nil {
		h.Fatal(err)
	}
	h.check(ids)
	if most := (records+perPage-1)/perPage + 2; s.count() > most {
		h.Errorf("prefetch %d: %d requests, want at most %d", h.settings.Prefetch, s.count(), most)
	}
}

func (h *harness[T]) lazy() {
	s := h.server()
	walk := h.walk(h.Context(), s)
	synctest.Wait()
	if s.count() != 0 {
		h.Errorf("%d requests before the walk was ranged over", s.count())
	}
	if ids, _, err := h.drain(walk); err != nil || len(ids) != records {
		h.Errorf("%d records, %v", len(ids), err)
	}
}

func (h *harness[T]) firstBreak() {
	s := h.server()
	for _, err := range h.walk(h.Context(), s) {
		if err != nil {
			h.Fatal(err)
		}
		break
	}
	synctest.Wait()
	if s.count() != 1 {
		h.Errorf("prefetch %d: %d requests, want 1", h.settings.Prefetch, s.count())
	}
}

func (h *harness[T]) laterBreak() {
	s := h.server()
	s.latency = time.Second
	n := 0
	for _, err := range h.walk(h.Context(), s) {
		if err != nil {
			h.Fatal(err)
		}
		if n++; n == 3*perPage+2 {
			break
		}
	}
	count := s.count()
	if s.open() != 0 {
		h.Errorf("prefetch %d: %d requests are open after the break", h.settings.Prefetch, s.open())
	}
	time.Sleep(time.Minute)
	if s.count() != count {
		h.Errorf("prefetch %d: %d requests after the break", h.settings.Prefetch, s.count()-count)
	}
}

func (h *harness[T]) again() {
	s := h.server()
	walk := h.walk(h.Context(), s)
	for _, err := range walk {
		if err != nil {
			h.Fatal(err)
		}
		break
	}
	for range 2 {
		ids, _, err := h.drain(walk)
		if err != nil {
			h.Fatal(err)
		}
		h.check(ids)
	}
}

func (h *harness[T]) badRecords() {
	bad := []int64{1, 7, 8, 25, records}
	s := &server{answer: func(r *http.Request) string { return h.subject.Answer(r, records, bad) }}
	ids, n, err := h.drain(h.walk(h.Context(), s))
	if err != nil {
		h.Fatal(err)
	}
	if n != len(bad) {
		h.Errorf("prefetch %d: %d bad records, want %d", h.settings.Prefetch, n, len(bad))
	}
	h.check(ids, bad...)
}

func (h *harness[T]) broken() {
	for failed := 1; failed <= 8; failed++ {
		s := h.server()
		s.status = func(n int) int {
			if n >= failed {
				return http.StatusForbidden
			}
			return http.StatusOK
		}
		ids, _, err := h.drain(h.walk(h.Context(), s))
		stopped, ok := errors.AsType[*quartet.WalkError](err)
		if !ok || stopped.Err == nil {
			h.Fatalf("prefetch %d, request %d fails: %v is no WalkError", h.settings.Prefetch, failed, err)
		}
		h.settings.From = stopped.Cursor
		rest, _, err := h.drain(h.walk(h.Context(), h.server()))
		h.settings.From = ""
		if err != nil {
			h.Fatal(err)
		}
		h.check(append(ids, rest...))
	}
}

func (h *harness[T]) cancelledBefore() {
	ctx, cancel := context.WithCancel(h.Context())
	cancel()
	s := h.server()
	ids, _, err := h.drain(h.walk(ctx, s))
	if !errors.Is(err, context.Canceled) || len(ids) > 0 || s.count() > 0 {
		h.Errorf("prefetch %d: %d records, %d requests, %v", h.settings.Prefetch, len(ids), s.count(), err)
	}
}

func (h *harness[T]) cancelledBetween() {
	const last = 2*perPage + 2
	ctx, cancel := context.WithCancel(h.Context())
	defer cancel()
	var ids []int64
	var end error
	for v, err := range h.walk(ctx, h.server()) {
		if end != nil {
			h.Fatalf("goes on after %v", end)
		}
		if end = err; err != nil {
			continue
		}
		if ids = append(ids, h.subject.ID(v)); len(ids) == last {
			cancel()
		}
	}
	if !errors.Is(end, context.Canceled) || len(ids) != last {
		h.Errorf("prefetch %d: %d records, want %d; %v", h.settings.Prefetch, len(ids), last, end)
	}
	stopped, ok := errors.AsType[*quartet.WalkError](end)
	if !ok {
		h.Fatalf("%v is no WalkError", end)
	}
	h.settings.From = stopped.Cursor
	rest, _, err := h.drain(h.walk(h.Context(), h.server()))
	if err != nil {
		h.Fatal(err)
	}
	h.check(append(ids, rest...))
}

func (h *harness[T]) cancelledDuring() {
	ctx, cancel := context.WithCancel(h.Context())
	defer cancel()
	s := h.server()
	s.hang = func(n int) bool { return n >= 3 }
	time.AfterFunc(time.Second, cancel)
	start := time.Now()
	ids, _, err := h.drain(h.walk(ctx, s))
	if !errors.Is(err, context.Canceled) || len(ids) == 0 || s.open() != 0 {
		h.Errorf("prefetch %d: %d records, %d open requests, %v", h.settings.Prefetch, len(ids), s.open(), err)
	}
	if took := time.Since(start); took != time.Second {
		h.Errorf("prefetch %d: ended after %v, want at once after 1s", h.settings.Prefetch, took)
	}
}

func (h *harness[T]) bounded() {
	s := h.server()
	seen, first := 0, true
	for _, err := range h.walk(h.Context(), s) {
		if err != nil {
			h.Fatal(err)
		}
		synctest.Wait()
		seen++
		if first && s.count() != 1 {
			h.Errorf("prefetch %d: %d requests for the first record", h.settings.Prefetch, s.count())
		}
		first = false
		// Windows of pages may overlap by a row. Each page that is consumed doubles
		// how many may be ahead, up to the number asked for.
		pages := (seen + perPage - 2) / (perPage - 1)
		limit := min(h.settings.Prefetch, 1<<min(pages, 10))
		if ahead := s.count() - pages; ahead > limit {
			h.Errorf("prefetch %d: %d pages ahead at record %d, want at most %d", h.settings.Prefetch, ahead, seen, limit)
		}
	}
	if seen != records {
		h.Errorf("%d records, want %d", seen, records)
	}
}

// hopeless is more requests than any walk may need to notice that it gets nowhere.
const hopeless = 400

func (h *harness[T]) repeatedPage() {
	s := h.server()
	healthy, page := s.answer, ""
	s.answer = func(r *http.Request) string {
		if page == "" {
			page = healthy(r)
		}
		return page
	}
	h.getsNowhere(s)
}

func (h *harness[T]) circle() {
	s := h.server()
	healthy, pages, n := s.answer, []string{}, 0
	s.answer = func(r *http.Request) string {
		if len(pages) < 3 {
			pages = append(pages, healthy(r))
			return pages[len(pages)-1]
		}
		n++
		return pages[n%3]
	}
	h.getsNowhere(s)
}

func (h *harness[T]) getsNowhere(s *server) {
	h.Helper()
	ids, _, err := h.drain(h.walk(h.Context(), s))
	if _, ok := errors.AsType[*quartet.WalkError](err); !ok {
		h.Errorf("prefetch %d: no error after %d records and %d requests, but %v", h.settings.Prefetch, len(ids), s.count(), err)
	}
	if s.count() > hopeless {
		h.Errorf("prefetch %d: %d requests", h.settings.Prefetch, s.count())
	}
	seen := map[int64]bool{}
	for _, id := range ids {
		if seen[id] {
			h.Errorf("prefetch %d: %d came twice", h.settings.Prefetch, id)
		}
		seen[id] = true
	}
}

func (h *harness[T]) progress() {
	var reports []quartet.Progress
	h.settings.Progress = func(p quartet.Progress) { reports = append(reports, p) }
	if _, _, err := h.drain(h.walk(h.Context(), h.server())); err != nil {
		h.Fatal(err)
	}
	if len(reports) < records/perPage {
		h.Fatalf("%d reports", len(reports))
	}
	for i, p := range reports {
		if p.Pages != i+1 || p.Cursor == "" || i > 0 && p.Records < reports[i-1].Records {
			h.Errorf("report %d is %+v", i, p)
		}
	}
	if last := reports[len(reports)-1]; last.Records != records {
		h.Errorf("last report %+v", last)
	}
}
