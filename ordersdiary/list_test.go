package ordersdiary_test

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

// numbers are the deals' numbers.
func numbers(deals []ordersdiary.Deal) []string {
	var list []string
	for _, d := range deals {
		list = append(list, d.OrderNumber)
	}
	return list
}

func TestQueries(t *testing.T) {
	t.Parallel()
	oneDay := ordersdiary.Between(day(1), day(2))
	for name, tt := range map[string]struct {
		options []ordersdiary.QueryOption
		want    url.Values
	}{
		"one day": {
			[]ordersdiary.QueryOption{oneDay},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"02/03/2026"}},
		},
		"hours of a day": {
			[]ordersdiary.QueryOption{ordersdiary.Between(at(1, 9, 30, 0), at(1, 18, 0, 0).Add(time.Millisecond))},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"02/03/2026"}, "timeFrom": {"09:30:00"}, "timeTo": {"18:00:01"}},
		},
		"the end of a day": {
			[]ordersdiary.QueryOption{ordersdiary.Between(at(1, 9, 30, 0), day(2))},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"02/03/2026"}, "timeFrom": {"09:30:00"}},
		},
		"days that begin and end within": {
			[]ordersdiary.QueryOption{ordersdiary.Between(at(1, 9, 30, 0), at(3, 18, 0, 0)), ordersdiary.AtPage(1)},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"04/03/2026"}, "page": {"1"}},
		},
		"days without a page": {
			[]ordersdiary.QueryOption{ordersdiary.Between(day(1), day(3))},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"03/03/2026"}, "page": {"1"}},
		},
		"noon to noon without a page": {
			[]ordersdiary.QueryOption{ordersdiary.Between(at(1, 12, 0, 0), at(2, 12, 0, 0))},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"03/03/2026"}, "page": {"1"}},
		},
		"a size without a page": {
			[]ordersdiary.QueryOption{oneDay, ordersdiary.PerPage(5)},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"02/03/2026"}, "page": {"1"}, "limit": {"5"}},
		},
		"another zone": {
			[]ordersdiary.QueryOption{ordersdiary.Between(at(1, 0, 0, 0).UTC(), at(2, 0, 0, 0).UTC())},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"02/03/2026"}},
		},
		"whole days for another date": {
			[]ordersdiary.QueryOption{ordersdiary.Between(at(1, 9, 30, 0), at(1, 18, 0, 0)), ordersdiary.BindTo("updated")},
			url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"02/03/2026"}, "bindTo": {"updated"}},
		},
		"everything": {
			[]ordersdiary.QueryOption{
				oneDay, ordersdiary.AtPage(2), ordersdiary.PerPage(500), ordersdiary.WithSource(ordersdiary.SourceCall),
				ordersdiary.BindTo(ordersdiary.BindSession), ordersdiary.WithManager("Коля & Ко"), ordersdiary.WithService("retailCRM"),
				ordersdiary.WithTags(), ordersdiary.AllOrigins(), ordersdiary.WithComments(),
			},
			url.Values{
				"dateFrom": {"01/03/2026"}, "dateTo": {"02/03/2026"}, "page": {"2"}, "limit": {"500"}, "orderSource": {"CALL"},
				"bindTo": {"session"}, "manager": {"Коля & Ко"}, "service": {"retailCRM"},
				"withOrdersTags": {"true"}, "withAllOrderOrigins": {"true"}, "withComments": {"true"},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := answeringText(`[]`)
			if _, err := n.journal(t).List(t.Context(), tt.options...); err != nil {
				t.Fatal(err)
			}
			n.wantQuery(t, tt.want)
		})
	}
}

// row is a deal with a number and an order date.
func row(number string, orderDate time.Time) string {
	return fmt.Sprintf(`{"orderNumber":%q,"orderDate":%q,"createdDate":%[2]q}`, number, orderDate.In(msk).Format("02/01/2006 15:04:05"))
}

// Both ends of a range: its first second is in, its last is not, and what the
// vendor gives beyond is dropped.
func TestBetweenIsHalfOpen(t *testing.T) {
	t.Parallel()
	rows := "[" + strings.Join([]string{
		row("before", at(1, 8, 59, 59)), row("first", at(1, 9, 0, 0)), row("last", at(1, 17, 59, 59)),
		row("end", at(1, 18, 0, 0)), row("next day", day(2)), `{"orderNumber":"no date"}`,
	}, ",") + "]"
	between := ordersdiary.Between(at(1, 9, 0, 0), at(1, 18, 0, 0))
	page, err := answeringText(rows).journal(t).List(t.Context(), between)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"first", "last", "no date"}, numbers(page.Deals)); diff != "" {
		t.Errorf("deals (-want +got):\n%s", diff)
	}
	page, err = answeringText(rows).journal(t).List(t.Context(), between, ordersdiary.BindTo("updated"))
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Deals) != 6 {
		t.Errorf("bound to another date: %q, want all 6", numbers(page.Deals))
	}
}

func TestBothEnvelopes(t *testing.T) {
	t.Parallel()
	deal := row("A", at(1, 9, 0, 0))
	for name, tt := range map[string]struct {
		text string
		want ordersdiary.Page
	}{
		"paged":                              {`{"page":2,"pageTotal":4,"pageSize":500,"recordsTotal":2000,"records":[` + deal + `]}`, ordersdiary.Page{Number: 2, PageTotal: 4, PageSize: 500, RecordsTotal: 2000}},
		"bare list":                          {`[` + deal + `]`, ordersdiary.Page{}},
		"bare list behind a byte order mark": {"\ufeff [" + deal + `]`, ordersdiary.Page{}},
		"records alone":                      {`{"records":[` + deal + `]}`, ordersdiary.Page{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page, err := answeringText(tt.text).journal(t).List(t.Context(), ordersdiary.Between(day(1), day(2)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]string{"A"}, numbers(page.Deals)); diff != "" {
				t.Errorf("deals (-want +got):\n%s", diff)
			}
			page.Deals = nil
			if diff := cmp.Diff(&tt.want, page); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEmptyPeriods(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`[]`, `{"records":[]}`, `{"page":1,"pageTotal":0,"pageSize":1000,"recordsTotal":0}`,
		`{"page":1,"pageTotal":0,"pageSize":1000,"recordsTotal":0,"records":null}`,
	} {
		page, err := answeringText(text).journal(t).List(t.Context(), ordersdiary.Between(day(1), day(2)))
		if err != nil || len(page.Deals) != 0 {
			t.Errorf("%s: %v, %v, want an empty page", text, page, err)
		}
	}
}

// What is no journal is an error, never an empty page.
func TestAnswersThatAreNoJournal(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{"message":"ok"}`, `{}`, `{"page":"x"}`, `{"records":5}`, `[{"orderNumber":"A"}`, `"deals"`, `<html>`, ``,
		`{"errors":["records"]}`, `{"error":"x","field":"records"}`, `{"error":{"records":[]}}`, `{"errorCode":5,"records":null}`,
		`{"error":"x","records":[]}`, `{"records":null}`, `{"records":""}`, `{"records":false}`, `{"page":null,"recordsTotal":null,"records":null}`,
	} {
		page, err := answeringText(text).journal(t).List(t.Context(), ordersdiary.Between(day(1), day(2)))
		if page != nil || !errors.Is(err, quartet.ErrMalformed) {
			t.Errorf("%q: %v, %v, want ErrMalformed", text, page, err)
		}
	}
}

func TestListKeepsThePageOfABadDeal(t *testing.T) {
	t.Parallel()
	n := answeringText(`{"page":1,"recordsTotal":3,"records":[{"plannedAmount":"much"},` + row("A", at(1, 9, 0, 0)) + `,{"orderDate":"2026"}]}`)
	page, err := n.journal(t).List(t.Context(), ordersdiary.Between(day(1), day(2)))
	if page == nil || !slices.Equal(numbers(page.Deals), []string{"A"}) {
		t.Fatalf("page = %+v, want deal A alone", page)
	}
	if !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("err = %v, want ErrMalformed", err)
	}
	for _, want := range []string{"records[0].plannedAmount", "records[2].orderDate"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v, does not name %s", err, want)
		}
	}
}

func TestInvalidInput(t *testing.T) {
	t.Parallel()
	oneDay := ordersdiary.Between(day(1), day(2))
	list := func(options ...ordersdiary.QueryOption) func(*testing.T, *ordersdiary.Service) error {
		return func(t *testing.T, s *ordersdiary.Service) error {
			_, err := s.List(t.Context(), options...)
			return err
		}
	}
	all := func(options ...ordersdiary.QueryOption) func(*testing.T, *ordersdiary.Service) error {
		return func(t *testing.T, s *ordersdiary.Service) error {
			_, err := quartet.Collect(s.All(t.Context(), options...))
			return err
		}
	}
	for name, tt := range map[string]struct {
		call func(*testing.T, *ordersdiary.Service) error
		want []string
	}{
		"no range":     {list(), []string{"Between: is required"}},
		"swapped":      {list(ordersdiary.Between(day(2), day(1))), []string{"Between: from must be before to"}},
		"no beginning": {list(nil, ordersdiary.Between(time.Time{}, day(1))), []string{"Between: needs both ends"}},
		"no end":       {all(nil, ordersdiary.Between(day(1), time.Time{})), []string{"Between: needs both ends"}},
		"empty range":  {list(ordersdiary.Between(day(1), day(1))), []string{"Between: from must be before to"}},
		"page 0":       {list(oneDay, ordersdiary.AtPage(0)), []string{"AtPage: must be 1…"}},
		"page sizes":   {list(oneDay, ordersdiary.AtPage(1), ordersdiary.PerPage(1001), ordersdiary.PerPage(0)), []string{"PerPage: must be 1…1000, is 1001", "PerPage: must be 1…1000, is 0"}},
		"empty texts": {list(oneDay, ordersdiary.WithSource(""), ordersdiary.BindTo(""), ordersdiary.WithManager(""), ordersdiary.WithService("")), []string{
			"WithSource: must not be empty", "BindTo: must not be empty", "WithManager: must not be empty", "WithService: must not be empty",
		}},
		"options of a walk": {list(oneDay, ordersdiary.Prefetch(0), ordersdiary.DaysAtOnce(1), ordersdiary.From("x"), ordersdiary.Progress(nil)), []string{
			"Prefetch: is not for List", "DaysAtOnce: is not for List", "From: is not for List", "Progress: is not for List",
		}},
		"walk": {all(ordersdiary.AtPage(1), ordersdiary.Prefetch(-1), ordersdiary.DaysAtOnce(93), ordersdiary.DaysAtOnce(0), ordersdiary.From("nonsense")), []string{
			"AtPage: is not for All", "Between: is required", "Prefetch: must be 0…", "DaysAtOnce: must be 1…92, is 93", "DaysAtOnce: must be 1…92, is 0", "From: ",
		}},
		"pages": {func(t *testing.T, s *ordersdiary.Service) error {
			_, err := quartet.Collect(s.Pages(t.Context(), ordersdiary.Between(day(2), day(1))))
			return err
		}, []string{"Between: from must be before to"}},
		"phone": {func(t *testing.T, s *ordersdiary.Service) error {
			_, err := s.ByPhone(t.Context(), "", oneDay)
			return err
		}, []string{"phone: must not be empty", "Between: is not for ByPhone"}},
		"deal": {func(t *testing.T, s *ordersdiary.Service) error {
			_, err := s.ByDealID(t.Context(), "", ordersdiary.BindTo("session"))
			return err
		}, []string{"id: must not be empty", "BindTo: is not for ByDealID"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := answeringText(`[]`)
			wantProblems(t, tt.call(t, n.journal(t)), tt.want)
			if len(n.queries) > 0 {
				t.Errorf("sent %v", n.queries)
			}
		})
	}
}

func wantProblems(t *testing.T, err error, want []string) {
	t.Helper()
	if !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrNotSent) {
		t.Fatalf("err = %v, want ErrInvalid and ErrNotSent", err)
	}
	var e *quartet.Error
	if !errors.As(err, &e) {
		t.Fatalf("err = %T, want a *quartet.Error", err)
	}
	for _, want := range want {
		if !slices.ContainsFunc(e.Details, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("%q does not name %q", e.Details, want)
		}
	}
	if len(e.Details) != len(want) {
		t.Errorf("%d problems, want %d: %q", len(e.Details), len(want), e.Details)
	}
}

// New cannot return an error, so every call of a wrong site does.
func TestWrongSite(t *testing.T) {
	t.Parallel()
	n := answeringText(`[]`)
	journal := ordersdiary.New(n.client(t), 0).With(quartet.NoRetry())
	oneDay := ordersdiary.Between(day(1), day(2))
	want := []string{"siteID: must be 1 or more, is 0"}
	_, err := journal.List(t.Context(), oneDay)
	wantProblems(t, err, want)
	_, err = quartet.Collect(journal.All(t.Context(), oneDay))
	wantProblems(t, err, want)
	_, err = quartet.Collect(journal.Pages(t.Context(), oneDay))
	wantProblems(t, err, want)
	_, err = journal.ByPhone(t.Context(), "74950000001")
	wantProblems(t, err, want)
	_, err = journal.ByDealID(t.Context(), "1")
	wantProblems(t, err, want)
	if len(n.queries) > 0 {
		t.Errorf("sent %v", n.queries)
	}
}

func TestWithIsACopy(t *testing.T) {
	t.Parallel()
	n := answeringText(`[]`)
	journal := n.journal(t)
	extra := journal.With(quartet.Query("withMapVisits", "true"))
	oneDay := ordersdiary.Between(day(1), day(2))
	want := url.Values{"dateFrom": {"01/03/2026"}, "dateTo": {"02/03/2026"}}
	if _, err := journal.List(t.Context(), oneDay); err != nil {
		t.Fatal(err)
	}
	n.wantQuery(t, want)
	if _, err := extra.With(quartet.NoRetry()).List(t.Context(), oneDay); err != nil {
		t.Fatal(err)
	}
	want.Set("withMapVisits", "true")
	n.wantQuery(t, want)
}
