package orders_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

const emptyList = `{"orders":[],"params":{"page":1,"items_per_page":10,"total_items":"0"}}`

func TestListSendsEachOption(t *testing.T) {
	t.Parallel()
	noon := time.Unix(1_700_000_000, 0)
	tests := []struct {
		name    string
		options []orders.QueryOption
		want    string
	}{
		{"nothing", nil, ""},
		{"AtPage and PerPage", []orders.QueryOption{orders.AtPage(5), orders.PerPage(20)}, "items_per_page=20&page=5"},
		{"everything at once", []orders.QueryOption{orders.PerPage(0)}, "items_per_page=0"},
		{"SortBy", []orders.QueryOption{orders.SortBy(orders.SortTotal, quartet.Desc)}, "sort_by=total&sort_order=desc"},
		{"WithStatus", []orders.QueryOption{orders.WithStatus(orders.StatusOpen)}, "status=O"},
		{"WithStatus, several", []orders.QueryOption{orders.WithStatus(orders.StatusOpen, "X")}, "status[]=O&status[]=X"},
		{"WithStatus, the last counts", []orders.QueryOption{orders.WithStatus("O", "P"), orders.WithStatus("C")}, "status=C"},
		{"OfUser", []orders.QueryOption{orders.OfUser(3)}, "user_id=3"},
		{"OfCompany", []orders.QueryOption{orders.OfCompany(2)}, "company_id=2"},
		{"WithEmail", []orders.QueryOption{orders.WithEmail("a+b@example.com")}, "email=a+b@example.com"},
		{"WithInvoice", []orders.QueryOption{orders.WithInvoice(7)}, "invoice_id=7"},
		{"WithCreditMemo", []orders.QueryOption{orders.WithCreditMemo(8)}, "credit_memo_id=8"},
		{"UpdatedBetween", []orders.QueryOption{orders.UpdatedBetween(noon, noon.Add(time.Hour))}, "updated_at_from=1700000000&updated_at_to=1700003599"},
		{"UpdatedBetween, fractions", []orders.QueryOption{orders.UpdatedBetween(noon.Add(1), noon.Add(time.Hour+1))}, "updated_at_from=1700000001&updated_at_to=1700003600"},
		{"UpdatedSince", []orders.QueryOption{orders.UpdatedSince(noon)}, "updated_at_from=1700000000"},
		{"PlacedBetween", []orders.QueryOption{orders.PlacedBetween(noon, noon.Add(time.Minute))}, "period=C&time_from=1700000000&time_to=1700000059"},
		{"WithIDs", []orders.QueryOption{orders.WithIDs(1, 2)}, "order_id=1,2"},
		{"OfParent", []orders.QueryOption{orders.OfParent(9)}, "parent_order_id=9"},
		{"OfStorefront", []orders.QueryOption{orders.OfStorefront(4)}, "storefront_id=4"},
		{"WithName", []orders.QueryOption{orders.WithName("Иван Doe")}, "cname=Иван Doe&name=Иван Doe"},
		{"WithPhone", []orders.QueryOption{orders.WithPhone("+1 646")}, "phone=+1 646"},
		{"TotalFrom and TotalTo", []orders.QueryOption{orders.TotalFrom(quartet.MustDecimal("0.50")), orders.TotalTo(quartet.MustDecimal("100000000"))}, "total_from=0.50&total_to=100000000"},
		{"totals of nothing", []orders.QueryOption{orders.TotalFrom(quartet.MustDecimal("-0")), orders.TotalTo(quartet.MustDecimal("0"))}, "total_from=0.00&total_to=0.00"},
		{"IncludeIncomplete", []orders.QueryOption{orders.IncludeIncomplete()}, "include_incompleted=1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("GET orders", http.StatusOK, emptyList)
			if _, err := orders.New(shop.Client()).List(t.Context(), tt.options...); err != nil {
				t.Fatal(err)
			}
			shop.WantQuery(tt.want)
		})
	}
}

func TestRangesThatFollowOneAnotherMeet(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("GET orders", http.StatusOK, emptyList)
	svc := orders.New(shop.Client())
	at := time.Unix(1_700_000_000, 500_000_000)
	for _, r := range [][2]time.Time{{at, at.Add(time.Hour)}, {at.Add(time.Hour), at.Add(2 * time.Hour)}} {
		if _, err := svc.List(t.Context(), orders.UpdatedBetween(r[0], r[1])); err != nil {
			t.Fatal(err)
		}
	}
	requests := shop.Requests()
	first, second := requests[0].Query.Get("updated_at_to"), requests[1].Query.Get("updated_at_from")
	if first != "1700003600" || second != "1700003601" {
		t.Errorf("one range ends with second %s, the next begins with %s", first, second)
	}
}

func TestListNamesEveryWrongOption(t *testing.T) {
	t.Parallel()
	now := time.Now()
	tests := []struct {
		name    string
		options []orders.QueryOption
		want    []string
	}{
		{"pages", []orders.QueryOption{orders.AtPage(0), orders.PerPage(-1)}, []string{"AtPage: must be at least 1", "PerPage: must not be negative"}},
		{"of a walk", []orders.QueryOption{orders.AfterID(1), orders.From("x"), orders.Prefetch(1), orders.Progress(func(quartet.Progress) {})}, []string{
			"AfterID: is for Pages and All", "From: is for Pages and All", "Prefetch: is for Pages and All", "Progress: is for Pages and All",
		}},
		{"sort", []orders.QueryOption{orders.SortBy("price", "up")}, []string{`SortBy: "price" is no field`, "SortBy: the direction must be Asc or Desc"}},
		{"no status", []orders.QueryOption{orders.WithStatus()}, []string{"WithStatus: needs at least one"}},
		{"statuses", []orders.QueryOption{orders.WithStatus("OP", orders.StatusParent, "1")}, []string{`WithStatus: "OP" must be one letter`, "WithStatus: parent orders are never listed", `WithStatus: "1" must be one letter`}},
		{"ids", []orders.QueryOption{orders.OfUser(0), orders.OfCompany(-1), orders.WithInvoice(0), orders.WithCreditMemo(0), orders.WithIDs(0), orders.OfParent(0), orders.OfStorefront(0)}, []string{
			"OfUser", "OfCompany", "WithInvoice", "WithCreditMemo", "WithIDs", "OfParent", "OfStorefront",
		}},
		{"no ids", []orders.QueryOption{orders.WithIDs()}, []string{"WithIDs: needs at least one"}},
		{"texts", []orders.QueryOption{orders.WithEmail(""), orders.WithName(" \t"), orders.WithPhone("")}, []string{"WithEmail: must not be empty", "WithName: must not be empty or blank", "WithPhone"}},
		{"texts that filter nothing", []orders.QueryOption{orders.WithEmail("0"), orders.WithName(" 0"), orders.WithPhone("+7\xff")}, []string{`WithEmail: must not be "0" alone`, `WithName: must not be "0" alone`, "WithPhone: must be UTF-8"}},
		{"money", []orders.QueryOption{orders.TotalFrom(quartet.MustDecimal("-1")), orders.TotalTo(quartet.MustDecimal("-0.01"))}, []string{"TotalFrom: must not be negative", "TotalTo: must not be negative"}},
		{"swapped", []orders.QueryOption{orders.UpdatedBetween(now, now.Add(-1)), orders.PlacedBetween(now, now)}, []string{"UpdatedBetween: its first", "PlacedBetween: its first"}},
		{"open", []orders.QueryOption{orders.UpdatedBetween(now, time.Time{}), orders.UpdatedSince(time.Time{})}, []string{"UpdatedBetween: needs both ends", "UpdatedSince: must lie after 1970"}},
		{"before there was time", []orders.QueryOption{orders.PlacedBetween(time.Unix(-5, 0), now)}, []string{"PlacedBetween: must lie after 1970"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			_, err := orders.New(shop.Client()).List(t.Context(), tt.options...)
			cscarttest.WantProblems(t, err, tt.want)
			shop.WantNothingSent()
		})
	}
}

func TestWalksNameEveryWrongOption(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		options []orders.QueryOption
		want    []string
	}{
		{"page", []orders.QueryOption{orders.AtPage(2), orders.PerPage(0)}, []string{"AtPage: is for List", "PerPage: must be at least 1"}},
		{"prefetch", []orders.QueryOption{orders.Prefetch(-1), orders.AfterID(-1)}, []string{"Prefetch: must not be negative", "AfterID: must not be negative"}},
		{"another order", []orders.QueryOption{orders.AfterID(5), orders.SortBy(orders.SortOrderID, quartet.Desc)}, []string{"AfterID: needs the walk in order of ids"}},
		{"two beginnings", []orders.QueryOption{orders.AfterID(5), orders.From("x")}, []string{"AfterID, From: give one"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			svc := orders.New(shop.Client())
			_, err := quartet.Collect(svc.All(t.Context(), tt.options...))
			cscarttest.WantProblems(t, err, tt.want)
			_, err = quartet.Collect(svc.Pages(t.Context(), tt.options...))
			cscarttest.WantProblems(t, err, tt.want)
			_, err = quartet.Collect(svc.AllFull(t.Context(), tt.options...))
			cscarttest.WantProblems(t, err, tt.want)
			shop.WantNothingSent()
		})
	}
}

func TestScopes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		options []orders.ServiceOption
		want    []string
	}{
		{"store 0", []orders.ServiceOption{orders.ForStore(0)}, []string{"ForStore: must be at least 1"}},
		{"vendor -1", []orders.ServiceOption{orders.ForVendor(-1)}, []string{"ForVendor: must be at least 1"}},
		{"both", []orders.ServiceOption{orders.ForStore(1), orders.ForVendor(1)}, []string{"ForVendor: give one store or one vendor"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			svc := orders.New(shop.Client(), tt.options...)
			calls := map[string]error{}
			_, calls["List"] = svc.List(t.Context())
			_, calls["All"] = quartet.Collect(svc.All(t.Context()))
			_, calls["Get"] = svc.Get(t.Context(), 1)
			_, calls["Create"] = svc.Create(t.Context(), user())
			calls["Update"] = svc.Update(t.Context(), 1, orders.Update{Notes: new("")})
			calls["Delete"] = svc.Delete(t.Context(), 1)
			for name, err := range calls {
				t.Run(name, func(t *testing.T) { cscarttest.WantProblems(t, err, tt.want) })
			}
			shop.WantNothingSent()
		})
	}
}

func TestWithAddsOptionsToACopy(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("GET orders", http.StatusOK, emptyList)
	svc := orders.New(shop.Client())
	traced := svc.With(quartet.Query("trace", "1")).With(quartet.Query("lang", "en"))
	if _, err := traced.List(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := shop.Last().Query.Encode(); got != "lang=en&trace=1" {
		t.Errorf("query %q", got)
	}
	if _, err := svc.List(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := shop.Last().Query.Encode(); got != "" {
		t.Errorf("the service itself sends %q", got)
	}
}

func TestOpenLists(t *testing.T) {
	t.Parallel()
	if !orders.SortPoints.Known() || orders.SortField("price").Known() {
		t.Error("SortField.Known")
	}
	if !orders.StatusAwaitingCall.IsDefault() || orders.StatusIncomplete.IsDefault() || orders.Status("X").IsDefault() {
		t.Error("Status.IsDefault")
	}
}

func TestErrorsOfTheVendor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		status int
		body   string
		want   error
	}{
		{401, `{"message":"Unauthorized","status":401}`, quartet.ErrUnauthorized},
		{403, `{"message":"Forbidden","status":403}`, quartet.ErrForbidden},
		{404, `{"message":"Not Found","status":404}`, quartet.ErrNotFound},
		{200, `{"message":"Not Found","status":404}`, quartet.ErrNotFound},
		{200, `<html>`, quartet.ErrMalformed},
		{200, ``, quartet.ErrMalformed},
		{200, `{}`, quartet.ErrMalformed},
		{200, `{"orders":null,"params":[]}`, quartet.ErrMalformed},
		{201, `{"order_id":5}`, quartet.ErrMalformed},
		{200, `{"orders":[{"order_id":"1"`, quartet.ErrMalformed},
		{200, `{"orders":[],"params":{"page":"x"}}`, quartet.ErrMalformed},
		{200, `{"orders":[],"params":{"total_items":[]}}`, quartet.ErrMalformed},
		{500, `<html>`, quartet.ErrServer},
	}
	for _, tt := range tests {
		shop := cscarttest.New(t)
		shop.Answer("GET orders", tt.status, tt.body)
		svc := orders.New(shop.Client())
		page, err := svc.List(t.Context())
		if page != nil || !errors.Is(err, tt.want) {
			t.Errorf("%d %s: List %v, error %v, want %v", tt.status, tt.body, page, err, tt.want)
		}
		if _, err := quartet.Collect(svc.All(t.Context())); !errors.Is(err, tt.want) {
			t.Errorf("%d %s: All: error %v, want %v", tt.status, tt.body, err, tt.want)
		}
	}
}
