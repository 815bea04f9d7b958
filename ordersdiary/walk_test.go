package ordersdiary_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

// diary is a journal that can change between two calls.
type diary struct {
	*network
	deals     []entry
	exclusive bool // dateTo is not counted in
	bare      bool // pages are not known: always a bare list
	before    func(call int, d *diary)
}

type entry struct {
	number string
	date   time.Time
}

// newDiary has perDay deals on each of the first days of March.
func newDiary(days, perDay int) *diary {
	d := new(diary)
	for n := range days {
		for i := range perDay {
			number := fmt.Sprintf("%d-%d", n+1, i)
			d.deals = append(d.deals, entry{number, day(n + 1).Add(time.Duration(i) * 24 * time.Hour / time.Duration(perDay))})
		}
	}
	d.network = answering(d.answer)
	return d
}

func (d *diary) answer(q url.Values) (int, string) {
	if d.before != nil {
		d.before(len(d.queries), d)
	}
	var rows []string
	for _, deal := range d.deals {
		if d.selects(q, deal) {
			rows = append(rows, row(deal.number, deal.date))
		}
	}
	total := len(rows)
	if d.bare {
		return http.StatusOK, "[" + strings.Join(rows, ",") + "]"
	}
	page, limit := number(q, "page"), number(q, "limit")
	rows = rows[min((page-1)*limit, total):]
	rows = rows[:min(limit, len(rows))]
	return http.StatusOK, fmt.Sprintf(`{"page":%d,"pageTotal":%d,"pageSize":%d,"recordsTotal":%d,"records":[%s]}`,
		page, (total+limit-1)/limit, limit, total, strings.Join(rows, ","))
}

func (d *diary) selects(q url.Values, deal entry) bool {
	if !q.Has("dateFrom") {
		return true
	}
	from, _ := time.ParseInLocation("02/01/2006", q.Get("dateFrom"), msk)
	to, _ := time.ParseInLocation("02/01/2006", q.Get("dateTo"), msk)
	if !d.exclusive {
		to = to.AddDate(0, 0, 1)
	}
	return !deal.date.Before(from) && deal.date.Before(to)
}

func number(q url.Values, name string) int {
	n, _ := strconv.Atoi(q.Get(name))
	return n
}

func (d *diary) numbers() []string {
	var list []string
	for _, deal := range d.deals {
		list = append(list, deal.number)
	}
	return list
}

func TestAllYieldsEveryDealOnce(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*diary){
		"last day counted in":     func(*diary) {},
		"last day not counted in": func(d *diary) { d.exclusive = true },
		"bare lists":              func(d *diary) { d.bare = true },
	} {
		for _, daysAtOnce := range []int{1, 3, 92} {
			for _, prefetch := range []int{0, 4} {
				t.Run(fmt.Sprint(name, ", days ", daysAtOnce, ", prefetch ", prefetch), func(t *testing.T) {
					t.Parallel()
					d := newDiary(7, 12)
					change(d)
					walk := d.journal(t).All(t.Context(), ordersdiary.Between(day(2), day(7)), ordersdiary.PerPage(5),
						ordersdiary.DaysAtOnce(daysAtOnce), ordersdiary.Prefetch(prefetch))
					for range 2 { // the same range gives the same deals
						got, err := quartet.Collect(walk)
						if err != nil {
							t.Fatal(err)
						}
						if diff := cmp.Diff(d.numbers()[12:72], numbers(got)); diff != "" {
							t.Errorf("deals (-want +got):\n%s", diff)
						}
					}
				})
			}
		}
	}
}

// Ranges that follow each other, cut within a day, give each deal once.
func TestRangesCanBeChained(t *testing.T) {
	t.Parallel()
	d := newDiary(3, 24)
	cuts := []time.Time{day(1), at(1, 7, 0, 0), at(1, 7, 30, 0), at(2, 23, 0, 0), at(3, 12, 0, 0), day(4)}
	var got []string
	for i := range len(cuts) - 1 {
		deals, err := quartet.Collect(d.journal(t).All(t.Context(), ordersdiary.Between(cuts[i], cuts[i+1])))
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, numbers(deals)...)
	}
	if diff := cmp.Diff(d.numbers(), got); diff != "" {
		t.Errorf("deals (-want +got):\n%s", diff)
	}
}

func TestADayThatChangesIsReadAgain(t *testing.T) {
	t.Parallel()
	d := newDiary(2, 20)
	d.before = func(call int, d *diary) {
		if call == 2 { // the first deal goes: the rest moves up, and one is passed over
			d.deals = d.deals[1:]
		}
	}
	got, err := quartet.Collect(d.journal(t).All(t.Context(), ordersdiary.Between(day(1), day(2)), ordersdiary.PerPage(5), ordersdiary.Prefetch(0)))
	if err != nil {
		t.Fatal(err)
	}
	list := numbers(got)
	for _, want := range d.numbers()[:19] {
		if n := strings.Count(strings.Join(list, " ")+" ", want+" "); n != 1 {
			t.Errorf("deal %s came %d times", want, n)
		}
	}
}

// Deals without a number have no identity: all of them come.
func TestDealsWithoutANumberAreNotDropped(t *testing.T) {
	t.Parallel()
	deal := `{"orderDate":"01/03/2026 09:00:00"}`
	n := answeringText(`{"page":1,"pageTotal":1,"pageSize":1000,"recordsTotal":3,"records":[` + deal + `,` + deal + `,` + row("A", at(1, 9, 0, 0)) + `]}`)
	got, err := quartet.Collect(n.journal(t).All(t.Context(), ordersdiary.Between(day(1), day(2))))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"", "", "A"}, numbers(got)); diff != "" {
		t.Errorf("deals (-want +got):\n%s", diff)
	}
}

// The same number from another program, of another date or of another call is
// another deal.
func TestIdentity(t *testing.T) {
	t.Parallel()
	rows := []string{
		`{"orderNumber":"1","orderDate":"01/03/2026 09:00:00"}`,
		`{"orderNumber":"2","orderDate":"01/03/2026 09:00:00"}`,
		`{"orderNumber":"1","orderDate":"01/03/2026 09:00:00","service":"AmoCRM"}`,
		`{"orderNumber":"1","orderDate":"01/03/2026 09:00:00","createdDate":"01/03/2026 09:00:01"}`,
		`{"orderNumber":"1","orderDate":"01/03/2026 09:00:00","orderSource":{"type":"CALL","callId":7}}`,
		`{"orderNumber":"1","orderDate":"01/03/2026 09:00:00","orderSource":{"type":"REQUEST","requestNumber":"7"}}`,
		`{"orderNumber":"1","orderDate":"01/03/2026 09:00:00","orderSource":{"type":"REQUEST","requestNumber":"7"},"plannedAmount":5}`,
	}
	n := answeringText(fmt.Sprintf(`{"page":1,"pageTotal":1,"pageSize":1000,"recordsTotal":%d,"records":[%s]}`, len(rows), strings.Join(rows, ",")))
	got, err := quartet.Collect(n.journal(t).All(t.Context(), ordersdiary.Between(day(1), day(2))))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(rows)-1 {
		t.Errorf("%d deals, want %d: only the last row repeats one", len(got), len(rows)-1)
	}
}

// Bound to another date nothing is dropped, and what overlapping windows give
// twice comes once.
func TestAllBoundToAnotherDate(t *testing.T) {
	t.Parallel()
	d := newDiary(4, 6)
	got, err := quartet.Collect(d.journal(t).All(t.Context(), ordersdiary.Between(day(1), day(3)), ordersdiary.BindTo("updated")))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.numbers()[:18], numbers(got)); diff != "" {
		t.Errorf("deals (-want +got):\n%s", diff)
	}
	if got := d.queries[0].Get("bindTo"); got != "updated" {
		t.Errorf("bindTo = %q", got)
	}
}

func TestPages(t *testing.T) {
	t.Parallel()
	d := newDiary(2, 10)
	var got []string
	var cursor quartet.Cursor
	var progress []quartet.Progress
	between := ordersdiary.Between(day(1), day(3))
	journal := d.journal(t)
	for page, err := range journal.Pages(t.Context(), between, ordersdiary.PerPage(4), ordersdiary.WithTags(), ordersdiary.Prefetch(0),
		ordersdiary.Progress(func(p quartet.Progress) { progress = append(progress, p) })) {
		if err != nil {
			t.Fatal(err)
		}
		if page.PageSize != 4 || page.RecordsTotal != 20 {
			t.Errorf("page = %+v, want the counts of its answer", page)
		}
		got = append(got, numbers(page.Deals)...)
		if cursor = page.Cursor; len(got) >= 8 {
			break
		}
	}
	if q := d.queries[0]; q.Get("withOrdersTags") != "true" || q.Get("page") != "1" || q.Get("limit") != "4" {
		t.Errorf("first query = %v", q)
	}
	if len(progress) != 1 || progress[0].Records != 4 {
		t.Errorf("progress = %+v, want one report of 4 deals", progress)
	}
	rest, err := quartet.Collect(journal.All(t.Context(), between, ordersdiary.WithTags(), ordersdiary.From(cursor)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.numbers(), append(got, numbers(rest)...)); diff != "" {
		t.Errorf("deals (-want +got):\n%s", diff)
	}
	_, err = quartet.Collect(journal.All(t.Context(), ordersdiary.Between(day(1), day(4)), ordersdiary.WithTags(), ordersdiary.From(cursor)))
	if !errors.Is(err, quartet.ErrInvalid) {
		t.Errorf("cursor of another range: %v, want ErrInvalid", err)
	}
}

func TestBreakOnTheFirstDealCostsOneCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDiary(9, 30)
		for _, err := range d.journal(t).All(t.Context(), ordersdiary.Between(day(1), day(9))) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		synctest.Wait()
		if len(d.queries) != 1 || d.queries[0].Get("limit") != "1000" {
			t.Errorf("queries = %v, want one for 1000 deals", d.queries)
		}
	})
}

func TestABadDealDoesNotEndTheWalk(t *testing.T) {
	t.Parallel()
	n := answeringText(`{"page":1,"pageTotal":1,"pageSize":1000,"recordsTotal":3,"records":[` +
		row("A", at(1, 9, 0, 0)) + `,{"margin":"low"},` + row("B", at(1, 10, 0, 0)) + `]}`)
	between := ordersdiary.Between(day(1), day(2))
	got, err := quartet.Collect(n.journal(t).All(t.Context(), between))
	if diff := cmp.Diff([]string{"A", "B"}, numbers(got)); diff != "" {
		t.Errorf("deals (-want +got):\n%s", diff)
	}
	var bad *quartet.RecordError
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), "records[1].margin") {
		t.Errorf("err = %v, want a RecordError at records[1].margin", err)
	}
	var yields []string
	for page, err := range n.journal(t).Pages(t.Context(), between) {
		if err != nil {
			yields = append(yields, "error")
			continue
		}
		yields = append(yields, strings.Join(numbers(page.Deals), " "))
	}
	if diff := cmp.Diff([]string{"error", "A B"}, yields); diff != "" {
		t.Errorf("yields (-want +got):\n%s", diff)
	}
}

func TestAFailedCallIsTheLastYield(t *testing.T) {
	t.Parallel()
	n := answering(func(url.Values) (int, string) {
		return http.StatusOK, `{"data":{"apiErrorData":{"errorCode":"1","errorMessage":"no such site"}}}`
	})
	yields := 0
	for page, err := range n.journal(t).Pages(t.Context(), ordersdiary.Between(day(1), day(9))) {
		yields++
		var stopped *quartet.WalkError
		var e *quartet.Error
		if page != nil || !errors.As(err, &stopped) || !errors.As(err, &e) || e.Op != "Pages" || e.Service != "ordersdiary" {
			t.Errorf("yield = %v, %#v, want a WalkError of Pages", page, err)
		}
		if !strings.Contains(err.Error(), "no such site") {
			t.Errorf("err = %v, does not say what the vendor said", err)
		}
	}
	if yields != 1 {
		t.Errorf("%d yields, want 1", yields)
	}
}

// break stops at a bad deal as it does at a page.
func TestBreakAtABadDeal(t *testing.T) {
	t.Parallel()
	n := answeringText(`{"page":1,"recordsTotal":2,"records":[` + row("A", at(1, 9, 0, 0)) + `,{"margin":"low"}]}`)
	yields := 0
	for _, err := range n.journal(t).Pages(t.Context(), ordersdiary.Between(day(1), day(2))) {
		yields++
		if err == nil {
			t.Error("the page came before its bad deal")
		}
		break
	}
	if yields != 1 {
		t.Errorf("%d yields, want 1", yields)
	}
}
