package callrequests_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
)

const emptyList = `{"call_requests":[],"params":{"page":1,"items_per_page":"10","total_items":"0"}}`

func TestListSendsEachOption(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		options []callrequests.QueryOption
		want    string
	}{
		{"nothing", nil, ""},
		{"AtPage and PerPage", []callrequests.QueryOption{callrequests.AtPage(5), callrequests.PerPage(20)}, "items_per_page=20&page=5"},
		{"everything at once", []callrequests.QueryOption{callrequests.PerPage(0)}, "items_per_page=0"},
		{"SortBy", []callrequests.QueryOption{callrequests.SortBy(callrequests.SortUser, quartet.Asc)}, "sort_by=user&sort_order=asc"},
		{"WithStatus", []callrequests.QueryOption{callrequests.WithStatus(callrequests.StatusNew)}, "status=new"},
		{"WithStatus, several", []callrequests.QueryOption{callrequests.WithStatus(callrequests.StatusNew, callrequests.StatusNoAnswer)}, "status[]=new&status[]=no_answer"},
		{"WithName", []callrequests.QueryOption{callrequests.WithName("Иван")}, "name=Иван"},
		{"WithPhone", []callrequests.QueryOption{callrequests.WithPhone("+7(9")}, "phone=+7(9"},
		{"OfCompany", []callrequests.QueryOption{callrequests.OfCompany(2)}, "company_id=2"},
		{"WithOrderStatus", []callrequests.QueryOption{callrequests.WithOrderStatus("O")}, "order_status=O"},
		{"AssignedTo", []callrequests.QueryOption{callrequests.AssignedTo(3, 4)}, "user_id=3,4"},
		{"WithOrder", []callrequests.QueryOption{callrequests.WithOrder()}, "order_exists=Y"},
		{"WithoutOrder", []callrequests.QueryOption{callrequests.WithoutOrder()}, "order_exists=N"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("GET call_requests", http.StatusOK, emptyList)
			if _, err := callrequests.New(shop.Client()).List(t.Context(), tt.options...); err != nil {
				t.Fatal(err)
			}
			shop.WantQuery(tt.want)
		})
	}
}

func TestListNamesEveryWrongOption(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	_, err := callrequests.New(shop.Client(), callrequests.ForVendor(0)).List(t.Context(),
		callrequests.AtPage(0), callrequests.PerPage(-1), callrequests.AfterID(1), callrequests.Prefetch(0), callrequests.From("x"),
		callrequests.Progress(nil), callrequests.SortBy("price", "up"), callrequests.WithStatus(), callrequests.WithStatus("done"),
		callrequests.WithName(""), callrequests.WithPhone(""), callrequests.OfCompany(0), callrequests.AssignedTo(), callrequests.AssignedTo(0),
		callrequests.WithOrderStatus("OO"), callrequests.WithOrderStatus("1"),
	)
	cscarttest.WantProblems(t, err, []string{
		"ForVendor: must be at least 1", "AtPage: must be at least 1", "PerPage: must not be negative",
		"AfterID: is for Pages and All", "Prefetch: is for Pages and All", "From: is for Pages and All", "Progress: is for Pages and All",
		`SortBy: "price"`, "SortBy: the direction", "WithStatus: needs at least one status", `WithStatus: "done" must be new`,
		"WithName: must not be empty", "WithPhone: must not be empty", "OfCompany: must be at least 1",
		"AssignedTo: needs at least one id", "AssignedTo: must be at least 1", `WithOrderStatus: "OO"`, `WithOrderStatus: "1"`,
	})
	_, err = quartet.Collect(callrequests.New(shop.Client()).All(t.Context(),
		callrequests.AtPage(1), callrequests.PerPage(0), callrequests.AfterID(1), callrequests.SortBy(callrequests.SortDate, quartet.Asc)))
	cscarttest.WantProblems(t, err, []string{"AtPage: is for List", "PerPage: must be at least 1", "AfterID: needs the walk in order of ids"})
	_, err = quartet.Collect(callrequests.New(shop.Client()).Pages(t.Context(), callrequests.PerPage(0)))
	cscarttest.WantProblems(t, err, []string{"PerPage: must be at least 1"})
	shop.WantNothingSent()
}

// rows are n call requests, with ids from 1.
func rows(n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = fmt.Sprintf(`{"request_id":"%d","order_id":"0","timestamp":"1442933072"}`, i+1)
	}
	return list
}

func ids(all []callrequests.CallRequest) []int64 { return subject.IDs(all) }

func TestListAndGet(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET vendors/7/call_requests", "call_requests", append(rows(2), `{"request_id":"3","order_id":"x"}`, `{"order_id":"4"}`))
	shop.Answer("GET vendors/7/call_requests/5", http.StatusOK, fullRequest)
	shop.Answer("GET vendors/7/call_requests/6", http.StatusNotFound, `{"message":"Not Found","status":404}`)
	shop.Answer("GET vendors/7/call_requests/7", http.StatusOK, `[]`)
	shop.Answer("GET vendors/7/call_requests/8", http.StatusOK, `{"request_id":"8","notes":{"a":1}}`)
	zone := time.FixedZone("UTC+3", 3*60*60)
	svc := callrequests.New(shop.Client(quartet.WithLocation(zone)), callrequests.ForVendor(7)).With(quartet.NoRetry())

	page, err := svc.List(t.Context())
	var bad *quartet.RecordError
	if page == nil || !slices.Equal(ids(page.CallRequests), []int64{2, 1}) || !errors.As(err, &bad) {
		t.Fatalf("page %+v, error %v", page, err)
	}
	if page.Params.TotalItems != 4 || page.CallRequests[0].Timestamp.Location() != zone {
		t.Errorf("page %+v", page)
	}
	request, err := svc.Get(t.Context(), 5)
	if err != nil || request.Name != "Инна" {
		t.Errorf("call request %+v, error %v", request, err)
	}
	shop.Answer("GET vendors/7/call_requests/9", http.StatusOK, fullRequest)
	for id, want := range map[int64]error{6: quartet.ErrNotFound, 7: quartet.ErrMalformed, 8: quartet.ErrMalformed, 9: quartet.ErrMalformed} {
		if request, err := svc.Get(t.Context(), id); request != nil || !errors.Is(err, want) {
			t.Errorf("Get(%d): %v, error %v, want %v", id, request, err, want)
		}
	}
	_, err = svc.Get(t.Context(), -5)
	cscarttest.WantProblems(t, err, []string{"requestID: must be at least 1"})
}

func TestListOfAnotherStore(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("GET call_requests", http.StatusOK, `{"request_id":5}`)
	page, err := callrequests.New(shop.Client()).List(t.Context())
	if page != nil || !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("page %v, error %v, want ErrMalformed", page, err)
	}
}

func TestWalks(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET call_requests", "call_requests", rows(12))
	svc := callrequests.New(shop.Client())
	var want []int64
	for id := range int64(12) {
		want = append(want, id+1)
	}

	all, err := quartet.Collect(svc.All(t.Context(), callrequests.PerPage(5)))
	if err != nil || !slices.Equal(ids(all), want) {
		t.Errorf("all %v, error %v", ids(all), err)
	}
	if query := shop.Last().Query; query.Get("sort_by") != "id" || query.Get("sort_order") != "asc" {
		t.Errorf("query %v", query)
	}
	newest, err := quartet.Collect(svc.All(t.Context(), callrequests.PerPage(5), callrequests.SortBy(callrequests.SortDate, quartet.Desc)))
	slices.Reverse(newest)
	if err != nil || !slices.Equal(ids(newest), want) {
		t.Errorf("newest %v, error %v", ids(newest), err)
	}
	later, err := quartet.Collect(svc.All(t.Context(), callrequests.AfterID(10)))
	if err != nil || !slices.Equal(ids(later), []int64{11, 12}) {
		t.Errorf("later %v, error %v", ids(later), err)
	}
	var got []int64
	var cursor quartet.Cursor
	pages := 0
	for page, err := range svc.Pages(t.Context(), callrequests.PerPage(5), callrequests.Prefetch(1), callrequests.Progress(func(quartet.Progress) { pages++ })) {
		if err != nil {
			t.Fatal(err)
		}
		got, cursor = append(got, ids(page.CallRequests)...), page.Cursor
		if len(got) >= 10 {
			break
		}
	}
	rest, err := quartet.Collect(svc.All(t.Context(), callrequests.From(cursor)))
	if err != nil || !slices.Equal(append(got, ids(rest)...), want) {
		t.Errorf("pages %v, then %v, error %v", got, ids(rest), err)
	}
	if pages == 0 {
		t.Error("no progress was told")
	}
}
