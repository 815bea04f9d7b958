package contacts_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"github.com/jarcoal/httpmock"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

// store is a shop whose contacts can change between two calls. Sorted by name
// they come backwards.
type store struct {
	mu     sync.Mutex
	ids    []int64
	calls  []findBody
	before func(call int, s *store) // called before each answer, with mu held
}

type findBody struct {
	Conditions struct{ Customer, After int64 }
	Fields     []string
	Order      []string
	Limit      int
	First      int
}

func newShop(n int) *store {
	s := new(store)
	for id := range n {
		s.ids = append(s.ids, int64(id+1))
	}
	return s
}

func (s *store) service(t *testing.T, options ...quartet.Option) *contacts.Service {
	t.Helper()
	mock := httpmock.NewMockTransport()
	for _, url := range []string{v3, v10} {
		mock.RegisterResponder(http.MethodPost, url+"find", s.find)
	}
	return (&network{MockTransport: mock}).service(t, options...)
}

func (s *store) find(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var q findBody
	if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
		return nil, err
	}
	s.calls = append(s.calls, q)
	if s.before != nil {
		s.before(len(s.calls), s)
	}
	ids := slices.DeleteFunc(slices.Clone(s.ids), func(id int64) bool { return id <= q.Conditions.After })
	if len(q.Order) > 0 && q.Order[0] == "name" {
		slices.Reverse(ids)
	}
	ids = ids[min(q.First, len(ids)):]
	ids = ids[:min(q.Limit, len(ids))]
	var rows []string
	for _, id := range ids {
		rows = append(rows, fmt.Sprintf(`{"id":%d,"name":"n%d"}`, id, 1000-id))
	}
	resp := httpmock.NewStringResponse(200, `{"status":"ok","contacts":[`+strings.Join(rows, ",")+`]}`)
	resp.Header.Set("Content-Type", "application/json")
	return resp, nil
}

func idsOf(list []contacts.Contact) []int64 {
	var ids []int64
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestAllYieldsEveryContactOnce(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"v3", "v10"} {
		for _, prefetch := range []int{0, 4} {
			t.Run(fmt.Sprint(version, " prefetch ", prefetch), func(t *testing.T) {
				t.Parallel()
				shop := newShop(45)
				shop.before = func(call int, s *store) {
					if call == 2 { // two contacts of the first page go, one comes
						s.ids = append(s.ids[2:], 46)
					}
				}
				people := shop.service(t, quartet.WithAPIVersion(version))
				got, err := quartet.Collect(people.All(t.Context(), contacts.PerPage(10), contacts.Prefetch(prefetch)))
				if err != nil {
					t.Fatal(err)
				}
				want := newShop(46).ids
				if diff := cmp.Diff(want, idsOf(got)); diff != "" {
					t.Errorf("ids (-want +got):\n%s", diff)
				}
				for _, call := range shop.calls {
					if !slices.Equal(call.Order, []string{"id"}) {
						t.Fatalf("order = %q, want id", call.Order)
					}
					if keyed := version == "v10"; keyed && call.First != 0 || !keyed && call.Conditions.After != 0 {
						t.Errorf("%s asked with first %d and after %d", version, call.First, call.Conditions.After)
					}
				}
			})
		}
	}
}

func TestAllInAnotherOrder(t *testing.T) {
	t.Parallel()
	shop := newShop(25)
	people := shop.service(t)
	got, err := quartet.Collect(people.All(t.Context(), contacts.OfCustomer(7), contacts.PerPage(10),
		contacts.OrderBy(contacts.FieldName, quartet.Asc), contacts.Fields(contacts.FieldName)))
	if err != nil {
		t.Fatal(err)
	}
	want := newShop(25).ids
	slices.Reverse(want)
	if diff := cmp.Diff(want, idsOf(got)); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	first := shop.calls[0]
	if first.Conditions.Customer != 7 || !slices.Equal(first.Order, []string{"name", "id"}) || !slices.Equal(first.Fields, []string{"id", "name"}) {
		t.Errorf("asked %+v", first)
	}
}

func TestAfterID(t *testing.T) {
	t.Parallel()
	for _, version := range []string{"v3", "v10"} {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			people := newShop(45).service(t, quartet.WithAPIVersion(version))
			got, err := quartet.Collect(people.All(t.Context(), contacts.AfterID(40), contacts.PerPage(10)))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]int64{41, 42, 43, 44, 45}, idsOf(got)); diff != "" {
				t.Errorf("ids (-want +got):\n%s", diff)
			}
		})
	}
}

func TestPagesContinueFromTheirCursor(t *testing.T) {
	t.Parallel()
	people := newShop(45).service(t)
	var ids []int64
	var cursor quartet.Cursor
	var progress []quartet.Progress
	watch := contacts.Progress(func(p quartet.Progress) { progress = append(progress, p) })
	for page, err := range people.Pages(t.Context(), contacts.PerPage(20), watch) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, idsOf(page.Contacts)...)
		if cursor = page.Cursor; len(ids) == 40 {
			break
		}
	}
	if len(progress) == 0 || progress[0].Records != 20 || progress[0].Total != -1 {
		t.Errorf("progress = %+v", progress)
	}
	rest, err := quartet.Collect(people.All(t.Context(), contacts.From(cursor)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(newShop(45).ids, append(ids, idsOf(rest)...)); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	_, err = quartet.Collect(people.All(t.Context(), contacts.From(cursor), contacts.OfCustomer(1)))
	if !errors.Is(err, quartet.ErrInvalid) {
		t.Errorf("cursor of another query: %v, want ErrInvalid", err)
	}
}

func TestBreakOnTheFirstContactCostsOneCall(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shop := newShop(500)
		for _, err := range shop.service(t).All(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		synctest.Wait()
		if len(shop.calls) != 1 || shop.calls[0].Limit != 100 {
			t.Errorf("calls = %+v, want one for 100 contacts", shop.calls)
		}
	})
}

func TestABadContactDoesNotEndTheWalk(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"find", 200, `{"status":"ok","contacts":[{"id":1},{"id":2,"customer":"x"},{"id":"two"},{"id":3}]}`)
	people := n.service(t)
	got, err := quartet.Collect(people.All(t.Context()))
	if diff := cmp.Diff([]int64{1, 3}, idsOf(got)); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	var bad *quartet.RecordError
	if !errors.As(err, &bad) {
		t.Errorf("err = %v, want a RecordError", err)
	}
	for _, want := range []string{"contacts[1].customer", "contacts[2].id"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v, does not name %s", err, want)
		}
	}

	var yields []string
	for page, err := range people.Pages(t.Context()) {
		if err != nil {
			yields = append(yields, "error")
			continue
		}
		yields = append(yields, fmt.Sprint(idsOf(page.Contacts)))
	}
	if diff := cmp.Diff([]string{"error", "error", "[1 3]"}, yields); diff != "" {
		t.Errorf("yields (-want +got):\n%s", diff)
	}
}

func TestAFailedCallIsTheLastYield(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"find", 200, `{"status":"error","error":{"field":"conditions","type":"UnknownField","description":"no"}}`)
	yields := 0
	for page, err := range n.service(t).Pages(t.Context()) {
		yields++
		var stopped *quartet.WalkError
		if page != nil || !errors.As(err, &stopped) || !errors.Is(err, quartet.ErrInvalid) {
			t.Errorf("yield = %v, %v, want a WalkError that is ErrInvalid", page, err)
		}
		var e *quartet.Error
		if !errors.As(err, &e) || e.Op != "Pages" || e.Type != "UnknownField" {
			t.Errorf("err = %#v", e)
		}
	}
	if yields != 1 {
		t.Errorf("%d yields, want 1", yields)
	}
}
