package sandbox_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

// store is a shop of a profile, and the library's orders in it: of the first
// store where there are several.
func store(t *testing.T, profile string) (*sandbox.Sandbox, *orders.Service) {
	t.Helper()
	sb := sandbox.New(t, sandbox.Unlimited(), sandbox.WithProfile(profile),
		sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = 200, 120 }))
	if strings.HasSuffix(profile, "-mv") {
		return sb, orders.New(sb.CSCartClient())
	}
	return sb, orders.New(sb.CSCartClient(), orders.ForStore(1))
}

// draft is an order for 32.88: 11.88 + 2 × 8.00 + 5.00 of shipping.
func draft() orders.Draft {
	return orders.Draft{UserID: 3, PaymentID: 2, ShippingID: 1, Products: []orders.DraftProduct{{ProductID: 12, Amount: 1}, {ProductID: 13, Amount: 2}}}
}

// The library creates, reads, changes and deletes orders in every profile.
func TestOrdersAreWrittenInEveryProfile(t *testing.T) {
	t.Parallel()
	for _, profile := range profiles {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			sb, svc := store(t, profile)
			ctx := t.Context()
			created, err := svc.Create(ctx, draft())
			if err != nil {
				t.Fatal(err)
			}
			if (created.Order != nil) == old(profile) {
				t.Errorf("created %+v", created)
			}
			update := orders.Update{Status: new(orders.StatusComplete), Notes: new("ring"), Products: []orders.DraftProduct{{ProductID: 13, Amount: 5}}, NotifyUser: true}
			if err := svc.Update(ctx, created.OrderID, update); err != nil {
				t.Fatal(err)
			}
			order, err := svc.Get(ctx, created.OrderID)
			if err != nil {
				t.Fatal(err)
			}
			if order.Status != orders.StatusComplete || order.Notes != "ring" || len(order.Products) != 1 || order.Products[0].Amount != 5 ||
				!order.Total.Equal(quartet.MustDecimal("45")) {
				t.Errorf("status %s, notes %q, total %s, products %+v", order.Status, order.Notes, order.Total, order.Products)
			}
			err = svc.Delete(ctx, created.OrderID)
			if none := strings.HasPrefix(profile, "4.2.3"); none != (err != nil) {
				t.Errorf("delete: %v", err)
			} else if _, err = svc.Get(ctx, created.OrderID); none == errors.Is(err, quartet.ErrNotFound) {
				t.Errorf("after the delete: %v", err)
			}
			counts := sb.CSCart.Server.Counts()
			if counts.OrdersCreated != 1 || counts.OrdersUpdated != 1 || counts.MailsToUser != 1 {
				t.Errorf("%+v", counts)
			}
		})
	}
}

// A create whose answer was lost is not repeated and says so, in every profile.
func TestLostAnswersInEveryProfile(t *testing.T) {
	t.Parallel()
	for _, profile := range profiles {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			sb, svc := store(t, profile)
			sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Method: "POST"}})
			if _, err := svc.Create(t.Context(), draft()); !errors.Is(err, quartet.ErrOutcomeUnknown) {
				t.Errorf("error %v, want ErrOutcomeUnknown", err)
			}
			sb.AssertCreatedOnce(t, sandbox.Match{Vendor: sandbox.CSCart})
		})
	}
}

// The library creates, reads, changes and deletes call requests in every profile
// that has them.
func TestCallRequestsAreWrittenInEveryProfile(t *testing.T) {
	t.Parallel()
	for _, profile := range profiles {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			sb, _ := store(t, profile)
			svc, ctx := callrequests.New(sb.CSCartClient()), t.Context()
			created, err := svc.Create(ctx, callrequests.Draft{Phone: "+1 312 555 0100", Name: "Ада", Notes: "after lunch"})
			if strings.HasPrefix(profile, "4.2.3") {
				if !errors.Is(err, quartet.ErrNotFound) {
					t.Errorf("that release has none: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := svc.Update(ctx, created.RequestID, callrequests.Update{Status: new(callrequests.StatusCompleted), UserID: new(int64(2))}); err != nil {
				t.Fatal(err)
			}
			request, err := svc.Get(ctx, created.RequestID)
			if err != nil || request.Status != callrequests.StatusCompleted || request.UserID != 2 || request.Name != "Ада" || request.Notes != "after lunch" {
				t.Errorf("%+v, error %v", request, err)
			}
			if err := svc.Delete(ctx, created.RequestID); err != nil {
				t.Error(err)
			}
			if _, err := svc.Get(ctx, created.RequestID); !errors.Is(err, quartet.ErrNotFound) {
				t.Errorf("after the delete: %v", err)
			}
			if c := sb.CSCart.Server.Counts(); c.CallRequestsCreated != 1 || c.CallRequestsUpdated != 1 || c.CallRequestsDeleted != 1 {
				t.Errorf("%+v", c)
			}
		})
	}
}

// A walk that goes from the newest order on loses none and doubles none while
// orders come in, in every profile.
func TestWalksByDateInEveryProfile(t *testing.T) {
	t.Parallel()
	for _, profile := range profiles {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			sb, _ := store(t, profile)
			svc := orders.New(sb.CSCartClient())
			ledger := sb.StartChurn(sandbox.Churn{Kind: sandbox.Orders, Insert: 2, Change: 2})
			seen := map[int64]int{}
			for o, err := range svc.All(t.Context(), orders.SortBy(orders.SortDate, quartet.Desc), orders.PerPage(20), orders.IncludeIncomplete()) {
				if err != nil {
					t.Fatal(err)
				}
				seen[o.OrderID]++
			}
			ledger.Stop()
			for _, id := range unlisted(sb) {
				seen[id] = max(seen[id], 1) // parents are in no list
			}
			for _, id := range ledger.Throughout() {
				if seen[id] != 1 {
					t.Errorf("order %d was there all the time and came %d times", id, seen[id])
				}
			}
			if ledger.Steps() < 8 || len(ledger.Inserted()) < 16 {
				t.Errorf("%d steps of churn prove little", ledger.Steps())
			}
		})
	}
}
