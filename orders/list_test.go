package orders_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

// rows are n short rows, with ids from 1.
func rows(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`{"order_id":"%d","status":"O","total":"%d.50"}`, i+1, i)
	}
	return list
}

func ids(all []orders.Summary) []int64 { return subject.IDs(all) }

// upTo is 1, 2, … n.
func upTo(n int64) []int64 {
	var ids []int64
	for id := int64(1); id <= n; id++ {
		ids = append(ids, id)
	}
	return ids
}

func TestListReadsRowsAndParams(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", rows(25))
	svc := orders.New(shop.Client())
	page, err := svc.List(t.Context(), orders.AtPage(3), orders.PerPage(10))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int64{5, 4, 3, 2, 1}, ids(page.Orders)); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
	if page.Params.Page != 3 || page.Params.ItemsPerPage != 10 || page.Params.TotalItems != 25 || page.Cursor != "" {
		t.Errorf("page %+v", page)
	}
	all, err := svc.List(t.Context(), orders.PerPage(0))
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Orders) != 25 || all.Params.TotalItems != -1 {
		t.Errorf("%d orders, total %d; want 25 and -1", len(all.Orders), all.Params.TotalItems)
	}
}

func TestListOfRowsAlone(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("GET orders", http.StatusOK, `{"orders":{"3":{"order_id":7},"5":{"order_id":8}}}`)
	page, err := orders.New(shop.Client()).List(t.Context())
	if err != nil || !slices.Equal(ids(page.Orders), []int64{7, 8}) || page.Params.TotalItems != -1 {
		t.Errorf("page %+v, error %v", page, err)
	}
}

func TestListKeepsThePageOfABadRow(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", []string{`{"order_id":"1"}`, `{"order_id":"2","total":"12,5"}`, `{"order_id":"3"}`, `{"order_id":"4","timestamp":{"a":1}}`})
	page, err := orders.New(shop.Client()).List(t.Context(), orders.SortBy(orders.SortOrderID, quartet.Asc))
	if page == nil || !slices.Equal(ids(page.Orders), []int64{1, 3}) {
		t.Errorf("page %+v", page)
	}
	var bad *quartet.RecordError
	if !errors.As(err, &bad) || bad.Path != "orders[1]" || string(bad.Raw) != `{"order_id":"2","total":"12,5"}` {
		t.Errorf("error %v", err)
	}
	if !errors.Is(err, quartet.ErrMalformed) || len(err.(interface{ Unwrap() []error }).Unwrap()) != 2 {
		t.Errorf("error %v, want two RecordErrors", err)
	}
}

func TestAllYieldsEachOrderOnce(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		options []orders.QueryOption
		want    []int64
		sort    string
	}{
		{"by id", nil, upTo(25), "order_id asc"},
		{"by id, asked for", []orders.QueryOption{orders.SortBy(orders.SortOrderID, quartet.Asc)}, upTo(25), "order_id asc"},
		{"small pages", []orders.QueryOption{orders.PerPage(3), orders.Prefetch(2)}, upTo(25), "order_id asc"},
		{"behind an id", []orders.QueryOption{orders.AfterID(20), orders.PerPage(4)}, []int64{21, 22, 23, 24, 25}, "order_id asc"},
		{"another order", []orders.QueryOption{orders.SortBy(orders.SortDate, quartet.Desc), orders.PerPage(7)}, reversed(upTo(25)), "date desc"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.List("GET orders", "orders", rows(25))
			all, err := quartet.Collect(orders.New(shop.Client()).All(t.Context(), tt.options...))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, ids(all)); diff != "" {
				t.Errorf("orders (-want +got):\n%s", diff)
			}
			query := shop.Last().Query
			if got := query.Get("sort_by") + " " + query.Get("sort_order"); got != tt.sort {
				t.Errorf("sorted by %s, want %s", got, tt.sort)
			}
		})
	}
}

func reversed(ids []int64) []int64 {
	slices.Reverse(ids)
	return ids
}

func TestWalksAskFor100(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", rows(2))
	for _, err := range orders.New(shop.Client()).All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	if got := shop.Last().Query.Get("items_per_page"); got != "100" || len(shop.Requests()) != 1 {
		t.Errorf("%d requests, items_per_page %s", len(shop.Requests()), got)
	}
}

func TestPagesAndWhereToContinue(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", rows(25))
	svc := orders.New(shop.Client())
	var seen []int64
	var cursor quartet.Cursor
	var told quartet.Progress
	for page, err := range svc.Pages(t.Context(), orders.PerPage(10), orders.Progress(func(p quartet.Progress) { told = p })) {
		if err != nil {
			t.Fatal(err)
		}
		if page.Params.TotalItems != 25 {
			t.Errorf("params %+v", page.Params)
		}
		seen, cursor = append(seen, ids(page.Orders)...), page.Cursor
		if len(seen) >= 20 {
			break
		}
	}
	if cursor == "" || told.Total != 25 {
		t.Fatalf("cursor %q, progress %+v", cursor, told)
	}
	rest, err := quartet.Collect(svc.All(t.Context(), orders.PerPage(10), orders.From(cursor)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(upTo(25), append(seen, ids(rest)...)); diff != "" {
		t.Errorf("orders (-want +got):\n%s", diff)
	}
	_, err = quartet.Collect(svc.All(t.Context(), orders.PerPage(10), orders.From(cursor), orders.OfUser(3)))
	if !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrNotSent) {
		t.Errorf("a cursor of another query: error %v, want ErrInvalid", err)
	}
	other := orders.New(shop.Client(), orders.ForStore(1))
	if _, err = quartet.Collect(other.All(t.Context(), orders.From(cursor))); !errors.Is(err, quartet.ErrInvalid) {
		t.Errorf("a cursor of another store: error %v, want ErrInvalid", err)
	}
}

func TestWalksGoOnAfterABadRow(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", []string{`{"order_id":"1"}`, `{"order_id":"2","user_id":"x"}`, `{"order_id":"3"}`, `{"status":"O"}`})
	svc := orders.New(shop.Client())
	var got []int64
	var paths []string
	for o, err := range svc.All(t.Context()) {
		var bad *quartet.RecordError
		if err == nil {
			got = append(got, o.OrderID)
		} else if errors.As(err, &bad) {
			paths = append(paths, bad.Path)
		} else {
			t.Fatal(err)
		}
	}
	if !slices.Equal(got, []int64{1, 3}) || !slices.Equal(paths, []string{"orders[1]", "orders[3]"}) {
		t.Errorf("orders %v, errors at %v", got, paths)
	}
	var bad *quartet.RecordError
	pages, err := quartet.Collect(svc.Pages(t.Context()))
	if len(pages) != 1 || !slices.Equal(ids(pages[0].Orders), []int64{1, 3}) || !errors.As(err, &bad) {
		t.Errorf("pages %v, error %v", pages, err)
	}
}

func TestWalksEndAtAnError(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", rows(3))
	svc := orders.New(shop.Client())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := quartet.Collect(svc.All(ctx))
	var stop *quartet.WalkError
	if !errors.Is(err, context.Canceled) || !errors.As(err, &stop) {
		t.Errorf("error %v, want a WalkError of Canceled", err)
	}
}

func TestBreakInPages(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", []string{`{"order_id":"1","total":"x"}`, `{"order_id":"2"}`})
	yields := 0
	for _, err := range orders.New(shop.Client()).Pages(t.Context()) {
		yields++
		if err != nil {
			break
		}
	}
	if yields != 1 {
		t.Errorf("%d yields after break", yields)
	}
}

func TestAllFull(t *testing.T) {
	t.Parallel()
	full := make([]string, 3)
	for i := range full {
		full[i] = fmt.Sprintf(`{"order_id":"%d","products":{"77":{"product_id":"5","amount":"2"}}}`, i+1)
	}
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", full)
	all, err := quartet.Collect(orders.New(shop.Client()).AllFull(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 3 || all[2].OrderID != 3 || len(all[2].Products) != 1 || all[2].Products[0].Amount != 2 {
		t.Errorf("orders %v", all)
	}
	if query := shop.Last().Query; query.Get("get_orders_data") != "1" || query.Get("items_per_page") != "50" {
		t.Errorf("query %v", query)
	}
}

func TestAllFullRefusesAnOldStore(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", rows(3))
	all, err := quartet.Collect(orders.New(shop.Client()).AllFull(t.Context()))
	if len(all) != 0 || !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("%d orders, error %v; want ErrMalformed", len(all), err)
	}
}

// A word of a short row is no list of products.
func TestAllFullIsNotDeceivedByAName(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", []string{`{"order_id":"1","firstname":"products"}`})
	if all, err := quartet.Collect(orders.New(shop.Client()).AllFull(t.Context())); len(all) != 0 || !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("%d orders, error %v; want ErrMalformed", len(all), err)
	}
}

// Full orders tell when they were updated, so a store that ignores the filter is
// found out at each of them.
func TestAllFullTellsOrdersOutsideOfTheRange(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	var full []string
	for i, at := range []string{`"updated_at":"999"`, `"updated_at":"1000"`, `"updated_at":"1059"`, `"updated_at":"1060"`, `"status":"O"`} {
		full = append(full, fmt.Sprintf(`{"order_id":"%d","products":[],%s}`, i+1, at))
	}
	shop.List("GET orders", "orders", full)
	minute := orders.UpdatedBetween(time.Unix(1000, 0), time.Unix(1060, 0))
	all, err := quartet.Collect(orders.New(shop.Client()).AllFull(t.Context(), minute))
	if len(all) != 2 || all[0].OrderID != 2 || all[1].OrderID != 3 || strings.Count(err.Error(), "updated_at: ") != 2 {
		t.Errorf("%v, error %v", all, err)
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("GET orders/5", http.StatusOK, `{"order_id":"5","status":"P"}`)
	shop.Answer("GET orders/6", http.StatusNotFound, `{"message":"Not Found","status":404}`)
	shop.Answer("GET orders/7", http.StatusOK, `[]`)
	shop.Answer("GET orders/8", http.StatusOK, `{"order_id":"8","total":true}`)
	svc := orders.New(shop.Client())
	order, err := svc.Get(t.Context(), 5)
	if err != nil || order.Status != orders.StatusProcessed {
		t.Errorf("order %v, error %v", order, err)
	}
	shop.Answer("GET orders/9", http.StatusOK, `{"order_id":"5","status":"P"}`)
	shop.Answer("GET orders/10", http.StatusNoContent, "")
	for id, want := range map[int64]error{6: quartet.ErrNotFound, 7: quartet.ErrMalformed, 8: quartet.ErrMalformed, 9: quartet.ErrMalformed, 10: quartet.ErrMalformed} {
		if order, err := svc.Get(t.Context(), id); order != nil || !errors.Is(err, want) {
			t.Errorf("Get(%d): %v, error %v, want %v", id, order, err, want)
		}
	}
	_, err = svc.Get(t.Context(), 0)
	cscarttest.WantProblems(t, err, []string{"orderID: must be at least 1"})
}
