package callrequests_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
)

// Ranges of time that follow one another hold each call request once, in walks
// and lists, though the store knows no such filter and is not sent one.
func TestMadeBetween(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	var rows []string
	for i := range 60 { // one a minute
		rows = append(rows, fmt.Sprintf(`{"request_id":"%d","timestamp":"%d"}`, i+1, 60*(i+1)))
	}
	shop.List("GET call_requests", "call_requests", append(rows, `{"request_id":"61","timestamp":""}`, `{"request_id":"x"}`))
	svc := callrequests.New(shop.Client())
	var got []int64
	for _, minutes := range [][2]int64{{0, 1}, {1, 20}, {20, 59}, {59, 61}} {
		between := callrequests.MadeBetween(time.Unix(60*minutes[0], 0), time.Unix(60*minutes[1], 0))
		all, err := quartet.Collect(svc.All(t.Context(), between, callrequests.PerPage(7)))
		if n := len(slices.Collect(allOf[*quartet.RecordError](err))); n != 1 {
			t.Errorf("%v: %v, want one bad record", minutes, err)
		}
		page, err := svc.List(t.Context(), between, callrequests.PerPage(100))
		if page == nil || len(page.CallRequests) != len(all) {
			t.Errorf("%v: the list holds %v, the walk %d, error %v", minutes, page, len(all), err)
		}
		for _, r := range all {
			got = append(got, r.RequestID)
		}
	}
	want := make([]int64, 60)
	for i := range want {
		want[i] = int64(i) + 1
	}
	if !slices.Equal(got, want) {
		t.Errorf("call requests %v", got)
	}
	for _, r := range shop.Requests() {
		if len(r.Query) > 4 { // sort_by, sort_order, page, items_per_page
			t.Errorf("sent %v", r.Query)
		}
	}
}

func TestMadeBetweenIsChecked(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	at := time.Unix(1000, 0)
	if _, err := callrequests.New(shop.Client()).List(t.Context(), callrequests.MadeBetween(at, at)); !errors.Is(err, quartet.ErrInvalid) {
		t.Errorf("%v, want ErrInvalid", err)
	}
}

// A cursor belongs to its range.
func TestMadeBetweenAndCursors(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET call_requests", "call_requests", []string{`{"request_id":"1","timestamp":"60"}`, `{"request_id":"2","timestamp":"120"}`})
	svc := callrequests.New(shop.Client())
	first := callrequests.MadeBetween(time.Unix(0, 0), time.Unix(100, 0))
	for page, err := range svc.Pages(t.Context(), first) {
		if err != nil {
			t.Fatal(err)
		}
		other := callrequests.MadeBetween(time.Unix(100, 0), time.Unix(200, 0))
		if _, err := quartet.Collect(svc.All(t.Context(), other, callrequests.From(page.Cursor))); !errors.Is(err, quartet.ErrInvalid) {
			t.Errorf("the cursor of one range is taken for another: %v", err)
		}
		if rest, err := quartet.Collect(svc.All(t.Context(), first, callrequests.From(page.Cursor))); err != nil || len(rest) > 0 {
			t.Errorf("behind the page: %v, error %v", rest, err)
		}
	}
}

// allOf are the errors of a type that err joins.
func allOf[E error](err error) func(yield func(E) bool) {
	return func(yield func(E) bool) {
		var one E
		if joined, ok := err.(interface{ Unwrap() []error }); ok {
			for _, e := range joined.Unwrap() {
				if errors.As(e, &one) && !yield(one) {
					return
				}
			}
		} else if errors.As(err, &one) {
			yield(one)
		}
	}
}
