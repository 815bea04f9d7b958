package callrequests_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/sandbox"
)

// open is a store over real HTTP, with 200 call requests and no limits.
func open(t *testing.T, profile string) *sandbox.Sandbox {
	t.Helper()
	return sandbox.New(t, sandbox.Unlimited(), sandbox.WithProfile(profile), sandbox.WithCSCart(func(c *sandbox.CSCartConfig) {
		c.CallRequests = 200
	}))
}

func TestEveryReleaseIsReadWhole(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"4.3.7", "4.3.7-mv", "4.13.2", "4.13.2-mv", "4.20.1", "4.20.1-mv"} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			svc := callrequests.New(open(t, profile).CSCartClient())
			all, err := quartet.Collect(svc.All(t.Context(), callrequests.PerPage(30)))
			if err != nil || len(all) != 200 {
				t.Fatalf("%d call requests, error %v", len(all), err)
			}
			carts := 0
			for i, row := range all {
				carts += len(row.CartProducts)
				if i%10 != 0 {
					continue
				}
				one, err := svc.Get(t.Context(), row.RequestID)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(row, *one); diff != "" {
					t.Errorf("call request %d: list and Get differ:\n%s", row.RequestID, diff)
				}
			}
			if carts == 0 {
				t.Error("no cart holds a product")
			}
			// Every release answers a page past the end with the last one.
			page, err := svc.List(t.Context(), callrequests.AtPage(99), callrequests.PerPage(30))
			if err != nil || page.Params.Page != 7 || len(page.CallRequests) != 20 {
				t.Errorf("past the end: page %d with %d rows, error %v", page.Params.Page, len(page.CallRequests), err)
			}
			newest, err := quartet.Collect(svc.All(t.Context(), callrequests.SortBy(callrequests.SortDate, quartet.Desc), callrequests.PerPage(30)))
			if err != nil || len(newest) != 200 {
				t.Errorf("by date: %d call requests, error %v", len(newest), err)
			}
		})
	}
	_, err := callrequests.New(open(t, "4.2.3").CSCartClient()).List(t.Context())
	if !errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("4.2.3 has no call requests: error %v, want ErrNotFound", err)
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	svc := callrequests.New(open(t, "4.20.1").CSCartClient())
	all, err := quartet.Collect(svc.All(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(all, func(r callrequests.CallRequest) bool { return r.UserID > 0 })
	if at < 0 {
		t.Fatal("no call request is assigned")
	}
	admin := all[at].UserID
	tests := []struct {
		name   string
		option callrequests.QueryOption
		want   func(callrequests.CallRequest) bool
	}{
		{"WithStatus", callrequests.WithStatus(callrequests.StatusCompleted), func(r callrequests.CallRequest) bool { return r.Status == "completed" }},
		{"WithName", callrequests.WithName("Smith"), func(r callrequests.CallRequest) bool { return strings.Contains(r.Name, "Smith") }},
		{"WithPhone", callrequests.WithPhone("1312"), func(r callrequests.CallRequest) bool { return strings.Contains(r.Phone, "1312") }},
		{"OfCompany", callrequests.OfCompany(2), func(r callrequests.CallRequest) bool { return r.CompanyID == 2 }},
		{"AssignedTo", callrequests.AssignedTo(admin), func(r callrequests.CallRequest) bool { return r.UserID == admin }},
		{"WithOrder", callrequests.WithOrder(), func(r callrequests.CallRequest) bool { return r.OrderID > 0 }},
		{"WithoutOrder", callrequests.WithoutOrder(), func(r callrequests.CallRequest) bool { return r.OrderID == 0 }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := quartet.Collect(svc.All(t.Context(), tt.option))
			if err != nil {
				t.Fatal(err)
			}
			subject.WantSelected(t, all, got, tt.want)
		})
	}
	ordered, err := quartet.Collect(svc.All(t.Context(), callrequests.WithOrder()))
	if err != nil {
		t.Fatal(err)
	}
	status := ordered[0].OrderStatus
	same, err := quartet.Collect(svc.All(t.Context(), callrequests.WithOrderStatus(status)))
	if err != nil || len(same) == 0 || slices.ContainsFunc(same, func(r callrequests.CallRequest) bool { return r.OrderStatus != status }) {
		t.Errorf("WithOrderStatus(%s): %d call requests, error %v", status, len(same), err)
	}
}

func TestLifeOfACallRequest(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	ctx := t.Context()
	svc := callrequests.New(sb.CSCartClient())
	created, err := svc.Create(ctx, callrequests.Draft{
		Phone: "+1 312 555 0100", Email: "ada@example.com", Name: "Ада", TimeFrom: "9:00", TimeTo: "__:__", Notes: "after lunch",
		Timestamp:    time.Unix(1_700_000_000, 0),
		CartProducts: []callrequests.DraftProduct{{ProductID: 12, Amount: 2, Price: new(quartet.MustDecimal("9.90")), Name: "Pen"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	request, err := svc.Get(ctx, created.RequestID)
	if err != nil {
		t.Fatal(err)
	}
	if request.Name != "Ада" || request.TimeTo != "__:__" || request.Status != callrequests.StatusNew || request.Email != "" ||
		request.Timestamp.Unix() != 1_700_000_000 {
		t.Errorf("call request %+v", request)
	}
	if len(request.CartProducts) != 1 || request.CartProducts[0].Amount != 2 || !request.CartProducts[0].Price.Equal(quartet.MustDecimal("9.9")) {
		t.Errorf("cart %+v", request.CartProducts)
	}
	update := callrequests.Update{
		Status: new(callrequests.StatusNoAnswer), Notes: quartet.Set("try again"), UserID: new(int64(1)), Columns: map[string]string{"phone": "+1 312 555 0199"},
	}
	if err := svc.Update(ctx, created.RequestID, update); err != nil {
		t.Fatal(err)
	}
	if request, err = svc.Get(ctx, created.RequestID); err != nil {
		t.Fatal(err)
	}
	if request.Status != callrequests.StatusNoAnswer || request.Notes != "try again" || request.UserID != 1 || request.Phone != "+1 312 555 0199" {
		t.Errorf("call request %+v", request)
	}
	if err := svc.Update(ctx, created.RequestID, callrequests.Update{Notes: quartet.Null[string]()}); err != nil {
		t.Fatal(err)
	}
	if request, err = svc.Get(ctx, created.RequestID); err != nil || request.Notes != "" {
		t.Errorf("notes %q, error %v", request.Notes, err)
	}
	if err := svc.Delete(ctx, created.RequestID); err != nil {
		t.Fatal(err)
	}
	if _, err := svc.Get(ctx, created.RequestID); !errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("after Delete: error %v, want ErrNotFound", err)
	}
	if err := svc.Delete(ctx, created.RequestID); !errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("second Delete: error %v, want ErrNotFound", err)
	}
	err = svc.Update(ctx, created.RequestID, update)
	if !errors.Is(err, quartet.ErrInvalid) || errors.Is(err, quartet.ErrNotFound) || !errors.Is(err, quartet.ErrRefused) {
		t.Errorf("Update of one that is gone: error %v, want the vendor's 400", err)
	}
}

func TestUnknownOutcomes(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	client := sb.CSCartClient(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 4, MinWait: time.Millisecond, MaxWait: time.Millisecond}))
	svc := callrequests.New(client)
	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "POST"}})
	if _, err := svc.Create(t.Context(), callrequests.Draft{Phone: "1"}); !errors.Is(err, quartet.ErrOutcomeUnknown) {
		t.Errorf("create: error %v, want ErrOutcomeUnknown", err)
	}
	sb.AssertCreatedOnce(t, sandbox.Match{Method: "POST"})
	id := sb.CSCart.Server.CallRequestIDs()[0]
	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "PUT"}})
	if err := svc.Update(t.Context(), id, callrequests.Update{Notes: quartet.Set("x")}); err != nil {
		t.Errorf("an update is repeated: error %v", err)
	}
	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "DELETE"}})
	if err := svc.Delete(t.Context(), id); err != nil {
		t.Errorf("a 404 after an unknown outcome is a success: error %v", err)
	}
}

func TestWalkOverCallRequestsThatChange(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	ledger := sb.StartChurn(sandbox.Churn{Kind: sandbox.CallRequests, Insert: 1, Delete: 3, Change: 2, OnSelect: true})
	got, err := quartet.Collect(callrequests.New(sb.CSCartClient()).All(t.Context(), callrequests.PerPage(20)))
	if err != nil {
		t.Fatal(err)
	}
	cscarttest.WantExactlyOnce(t, ledger, 8, ids(got))
}
