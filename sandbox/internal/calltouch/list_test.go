package calltouch

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// All pages together are all deals, each once, in the order of orderDate.
func TestPages(t *testing.T) {
	t.Parallel()
	_, base := serve(t, Config{Seed: 3, Deals: 2500})
	var seen []string
	total := 0
	for _, comments := range []string{"true", "false"} {
		for n := 1; ; n++ {
			p := ask(t, base, whole+"&withAllOrderOrigins=true&limit=700&withComments="+comments+"&page="+strconv.Itoa(n))
			if p.Page != n || p.PageSize != 700 || p.PageTotal != max(1, (p.RecordsTotal+699)/700) {
				t.Errorf("page %d says %+v", n, page{p.Page, p.PageTotal, p.PageSize, p.RecordsTotal, nil})
			}
			for _, d := range p.Records {
				seen = append(seen, d["orderNumber"].(string)+d["orderDate"].(string))
			}
			if n >= p.PageTotal {
				total += p.RecordsTotal
				if past := ask(t, base, whole+"&withAllOrderOrigins=true&limit=700&withComments="+comments+"&page="+strconv.Itoa(n+1)); len(past.Records) != 0 {
					t.Errorf("past the end there are %d records", len(past.Records))
				}
				break
			}
		}
	}
	slices.Sort(seen)
	if total != 2500 || len(slices.Compact(seen)) != 2500 {
		t.Errorf("%d in total, %d seen", total, len(seen))
	}
}

func TestDefaultLimitIs1000(t *testing.T) {
	t.Parallel()
	_, base := serve(t, Config{Deals: 3000})
	if p := ask(t, base, whole+"&page=1"); p.PageSize != 1000 || len(p.Records) != 1000 || p.RecordsTotal < 2000 {
		t.Errorf("size %d, %d records of %d", p.PageSize, len(p.Records), p.RecordsTotal)
	}
}

func TestEmptyPeriod(t *testing.T) {
	t.Parallel()
	_, base := serve(t, Config{})
	if _, _, body := get(t, base, diary, whole+"&page=1"); body != `{"page":1,"pageTotal":1,"pageSize":1000,"recordsTotal":0,"records":[]}` {
		t.Errorf("with page: %s", body)
	}
	if _, _, body := get(t, base, diary, "dateFrom=01/01/2026&dateTo=02/01/2026"); body != `[]` {
		t.Errorf("without page: %s", body)
	}
}

// The data set holds every documented shape, and no shape that is only believed.
func TestShapes(t *testing.T) {
	t.Parallel()
	_, base := serve(t, Config{Seed: 1, Deals: 1500})
	shapes := shapesOf(allDeals(t, base, "&withOrdersTags=true"))
	want := []string{
		"client object", "client.phones string", "client.fio null", "client.fio string", "client.emails null", "client.emails absent",
		"client.emails string", "completedAmount null", "completedAmount number", "completedDate null", "completedDate string", "isDeleted bool",
		"manager null", "manager string", "orderNumber string", "orderSource object", "orderSource.callId number", "orderSource.requestNumber string",
		"plannedAmount number", "service null", "service string", "tags null", "tags array", "visit null", "visit object", "visit.utmSource null",
		"visit.utmSource string", "visit.visitDate null", "visit.visitDate string", "currency string", "currencyCode string", "margin number",
		"orderLink null", "orderLink string", "orderName null", "orderOrigin string", "comment null", "comment string", "custom absent",
		"custom object", "products absent", "products array", "products.price number", "oldStatus string",
	}
	for _, shape := range want {
		if !shapes[shape] {
			t.Errorf("no deal has %q", shape)
		}
	}
	believed := []string{
		"orderSource null", "orderSource.chatId number", "comment array", "plannedAmount string", "client.phones array",
		"client.emails array", "orderSource.requestNumber number", "orderNumber number", "orderNumber null", "orderDate null", "tags of objects",
	}
	for _, shape := range believed {
		if shapes[shape] {
			t.Errorf("a deal has %q, which is a belief", shape)
		}
	}
	if got := allDeals(t, base, ""); shapesOf(got)["tags null"] || shapesOf(got)["tags array"] {
		t.Error("tags come unasked")
	}
}

// allDeals reads the whole data set.
func allDeals(t *testing.T, base, more string) []deal {
	t.Helper()
	var all []deal
	for _, comments := range []string{"true", "false"} {
		for n := 1; ; n++ {
			p := ask(t, base, whole+"&withAllOrderOrigins=true&withComments="+comments+"&page="+strconv.Itoa(n)+more)
			all = append(all, p.Records...)
			if len(p.Records) < p.PageSize {
				break
			}
		}
	}
	return all
}

// shapesOf lists which member was seen with which type of JSON.
func shapesOf(deals []deal) map[string]bool {
	shapes := map[string]bool{}
	var look func(prefix string, members map[string]any)
	look = func(prefix string, members map[string]any) {
		for name, v := range members {
			shapes[prefix+name+" "+kindOf(v)] = true
			switch v := v.(type) {
			case map[string]any:
				look(prefix+name+".", v)
			case []any:
				for _, one := range v {
					if o, ok := one.(map[string]any); ok {
						shapes[prefix+name+" of objects"] = true
						look(prefix+name+".", o)
					}
				}
			}
		}
	}
	for _, d := range deals {
		look("", d)
		for _, name := range []string{"custom", "products", "tags"} {
			if _, ok := d[name]; !ok {
				shapes[name+" absent"] = true
			}
		}
		if _, ok := d["client"].(map[string]any)["emails"]; !ok {
			shapes["client.emails absent"] = true
		}
	}
	return shapes
}

func kindOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case map[string]any:
		return "object"
	case []any:
		return "array"
	case float64:
		return "number"
	}
	return reflect.TypeOf(v).String()
}

// Each belief changes what it says, and can be switched on alone.
func TestBeliefs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		beliefs Beliefs
		shape   string
	}{
		"NoLead":           {Beliefs{NoLead: true}, "orderSource null"},
		"Chats":            {Beliefs{Chats: true}, "orderSource.chatId number"},
		"CommentForms":     {Beliefs{CommentForms: true}, "comment array"},
		"TextAmounts":      {Beliefs{TextAmounts: true}, "plannedAmount string"},
		"ContactLists":     {Beliefs{ContactLists: true}, "client.phones of objects"},
		"TagObjects":       {Beliefs{TagObjects: true}, "tags of objects"},
		"NumericIDs":       {Beliefs{NumericIDs: true}, "orderSource.requestNumber number"},
		"AbsentNumbers":    {Beliefs{AbsentNumbers: true}, "orderNumber null"},
		"MissingOrderDate": {Beliefs{MissingOrderDate: true}, "orderDate null"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, base := serve(t, Config{Seed: 1, Deals: 800, Beliefs: c.beliefs})
			if !shapesOf(allDeals(t, base, "&withOrdersTags=true"))[c.shape] {
				t.Errorf("no deal has %q", c.shape)
			}
		})
	}
}

func TestBeliefsAboutQueries(t *testing.T) {
	t.Parallel()
	noon := func(day int) func(*Deal) {
		return func(d *Deal) { d.OrderDate = time.Date(2026, time.March, day, 12, 0, 0, 0, zone) }
	}
	for name, c := range map[string]struct {
		beliefs     Beliefs
		query, want string
	}{
		"DateToInclusive": {Beliefs{DateToInclusive: true}, "dateFrom=10/03/2026&dateTo=11/03/2026", "day10 day11"},
		"EqualDates":      {Beliefs{EqualDates: true}, "dateFrom=10/03/2026&dateTo=10/03/2026", "day10"},
		"DailyTimes":      {Beliefs{DailyTimes: true}, "dateFrom=10/03/2026&dateTo=11/03/2026&timeFrom=10:00:00&timeTo=11:59:59", ""},
		"IncludeComments": {Beliefs{IncludeComments: true}, "dateFrom=12/03/2026&dateTo=13/03/2026", "said"},
	} {
		s, base := serve(t, Config{Beliefs: c.beliefs})
		with(s, "day10", noon(10))
		with(s, "day11", noon(11))
		with(s, "said", func(d *Deal) { noon(12)(d); d.Comment = "text" })
		if got := marks(array(t, base, c.query)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	_, base := serve(t, Config{Beliefs: Beliefs{MaxThreeMonths: true, EmptyPage: true, PageForOneDay: true}})
	if status, _, body := get(t, base, diary, whole+"&page=1"); status != http.StatusBadRequest || !strings.Contains(body, "three months") {
		t.Errorf("MaxThreeMonths: %d %s", status, body)
	}
	if _, _, body := get(t, base, diary, "dateFrom=01/01/2026&dateTo=01/02/2026&page=1"); body != `{"page":1,"pageTotal":0,"pageSize":1000,"recordsTotal":0}` {
		t.Errorf("EmptyPage: %s", body)
	}
	if _, _, body := get(t, base, diary, "dateFrom=01/01/2026&dateTo=02/01/2026"); !strings.HasPrefix(body, `{"page":1,`) {
		t.Errorf("PageForOneDay: %s", body)
	}
}

// The same seed gives the same answers; another one does not.
func TestDeterministic(t *testing.T) {
	t.Parallel()
	answer := func(seed uint64) string {
		_, base := serve(t, Config{Seed: seed, Deals: 500})
		_, _, body := get(t, base, diary, whole+"&page=1&withOrdersTags=true")
		return body
	}
	if answer(5) != answer(5) {
		t.Error("one seed gives two answers")
	}
	if answer(5) == answer(6) {
		t.Error("two seeds give one answer")
	}
}

// A million deals cost nothing until they are asked for, and a day of them is
// found without looking at the others.
func TestMillionDeals(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{Seed: 1, Deals: 1_000_000})
	days := []page{
		ask(t, base, "dateFrom=10/02/2026&dateTo=11/02/2026&page=1&withAllOrderOrigins=true"),
		ask(t, base, "dateFrom=10/02/2026&dateTo=11/02/2026&page=1&withAllOrderOrigins=true&withComments=true"),
	}
	if n := days[0].RecordsTotal + days[1].RecordsTotal; n < 8_300 || n > 8_400 {
		t.Errorf("a day has %d deals", n)
	}
	if d, ok := s.Deal(firstID + 999_999); !ok || d.OrderDate.Before(time.Date(2026, time.April, 30, 23, 0, 0, 0, zone)) {
		t.Errorf("the last deal: %v %v", d, ok)
	}
}

// What is inserted, changed and deleted shows at once, also between the count and
// the selection of one answer.
func TestChurn(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{Seed: 1, Deals: 400})
	total := func(more string) int { return ask(t, base, whole+"&page=1&limit=1"+more).RecordsTotal }
	before := total("")
	id := with(s, "new", nil)
	if got := total(""); got != before+1 {
		t.Errorf("after an insertion: %d, want %d", got, before+1)
	}
	if !s.ChangeDeal(id, func(d *Deal) { d.Manager = "Someone" }) || total("&manager=Someone") != 1 {
		t.Error("the change does not show")
	}
	plain := firstPlain(s)
	if !s.ChangeDeal(plain, func(d *Deal) { d.Manager = "Someone" }) || total("&manager=Someone") != 2 || total("") != before+1 {
		t.Error("the change of a deal of the data set does not show")
	}
	if !s.DeleteDeal(plain) || !s.DeleteDeal(id) || s.DeleteDeal(id) || total("") != before-1 {
		t.Errorf("after two deletions: %d, want %d", total(""), before-1)
	}
	if s.ChangeDeal(id, func(*Deal) {}) {
		t.Error("a deleted deal can be changed")
	}
	if n := len(s.DealIDs()); n != 399 {
		t.Errorf("%d ids, want 399", n)
	}
	s.OnSelect(func() { with(s, "between", nil) })
	p := ask(t, base, whole+"&page=1")
	if p.RecordsTotal != before-1 || len(p.Records) != before {
		t.Errorf("counted %d, selected %d, want %d and %d", p.RecordsTotal, len(p.Records), before-1, before)
	}
	s.OnSelect(nil)
	s.Reset()
	if got := total(""); got != before {
		t.Errorf("after Reset: %d, want %d", got, before)
	}
}

// A deal inserted with the id of one of the data set takes its place.
func TestInsertInPlace(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{Seed: 1, Deals: 400})
	id := firstPlain(s)
	total := ask(t, base, whole+"&page=1").RecordsTotal
	if got := s.InsertDeal(func(d *Deal) { d.ID, d.Manager = id, "Someone" }); got != id {
		t.Errorf("it got the id %d, want %d", got, id)
	}
	if ids := s.DealIDs(); len(ids) != 400 || len(slices.Compact(ids)) != 400 {
		t.Errorf("%d ids, want 400, each once", len(ids))
	}
	p := ask(t, base, whole+"&page=1")
	replaced := slices.ContainsFunc(p.Records, func(d deal) bool { return d["manager"] == "Someone" })
	if p.RecordsTotal != total || !replaced {
		t.Errorf("%d listed, want %d; the new one is among them: %v", p.RecordsTotal, total, replaced)
	}
}

// firstPlain is the first deal of the data set that a plain request lists.
func firstPlain(s *Server) int64 {
	for _, id := range s.DealIDs() {
		if d, _ := s.Deal(id); d.Origin == OriginAPI && d.Comment == "" {
			return id
		}
	}
	return 0
}

// A phone of the data set finds the deals of its client.
func TestPhoneOfTheDataSet(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{Seed: 1, Deals: 400})
	d, _ := s.Deal(firstPlain(s))
	found := array(t, base, "phoneNumber.value="+d.Phone)
	if len(found) == 0 {
		t.Fatal("nothing found")
	}
	for _, got := range found {
		if phone := got["client"].(map[string]any)["phones"]; phone != d.Phone {
			t.Errorf("found %v", phone)
		}
	}
}

// The text is written as it is: quotes, control characters and broken UTF-8.
func TestTexts(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{})
	for _, text := range []string{`a "quoted" \ text`, "line\nbreak", "a\xffb", "Ж/ж"} {
		with(s, text, nil)
	}
	got := []string{}
	for _, d := range array(t, base, "dateFrom=10/03/2026&dateTo=11/03/2026") {
		got = append(got, fmt.Sprint(d["orderNumber"]))
	}
	if want := []string{`a "quoted" \ text`, "line\nbreak", "a�b", "Ж/ж"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if !json.Valid(fmt.Appendf(nil, "[%s]", (&Deal{}).append(nil, &query{tags: true}, Beliefs{}))) {
		t.Error("an empty deal is no JSON")
	}
}

// Records in no order are the same ones, in the same places each time.
func TestUnsortedRecords(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{Seed: 1, Deals: 300})
	sorted := marks(ask(t, base, whole+"&page=1").Records)
	s.Configure(func(c *Config) { c.Beliefs.UnsortedRecords = true })
	first, second := marks(ask(t, base, whole+"&page=1").Records), marks(ask(t, base, whole+"&page=1").Records)
	if first == sorted || first != second {
		t.Errorf("sorted %v, stable %v", first == sorted, first == second)
	}
	a, b := strings.Fields(first), strings.Fields(sorted)
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		t.Error("other deals")
	}
}
