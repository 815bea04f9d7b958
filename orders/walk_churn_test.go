package orders_test

import (
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

// profiles are all releases and editions of the sandbox.
var profiles = []string{"4.2.3", "4.2.3-mv", "4.3.7", "4.3.7-mv", "4.13.2", "4.13.2-mv", "4.20.1", "4.20.1-mv"}

// Orders are placed, deleted, moved out of the filter and back, between requests
// and within them: those that satisfy it throughout come exactly once.
func TestExactlyOnceInAnyHistory(t *testing.T) {
	t.Parallel()
	for seed := range uint64(800) {
		h := pagingtest.Draw(seed, 1000)
		profile := profiles[seed%8]
		sb, svc, churn, _ := living(t, profile, h)
		got, err := quartet.Collect(svc.All(t.Context(), orders.WithStatus(orders.StatusOpen), orders.PerPage(h.PerPage), orders.Prefetch(h.Prefetch)))
		sb.Close()
		if err != nil {
			t.Errorf("%s, %+v: %v", profile, h, err)
			continue
		}
		if lost, doubled := churn.Judge(ids(got)); len(lost)+len(doubled) > 0 {
			t.Errorf("%s, %+v: lost %v, doubled %v", profile, h, lost, doubled)
		}
	}
}

func TestAQuietStoreIsReadAtTheCostOfAPlainWalk(t *testing.T) {
	t.Parallel()
	for i, profile := range profiles {
		h := pagingtest.History{PerPage: 50 + 7*i, Prefetch: i}
		h.Rows = 20*h.PerPage + i
		sb, svc, churn, requests := living(t, profile, h)
		got, err := quartet.Collect(svc.All(t.Context(), orders.WithStatus(orders.StatusOpen), orders.PerPage(h.PerPage), orders.Prefetch(h.Prefetch)))
		sb.Close()
		if lost, doubled := churn.Judge(ids(got)); err != nil || len(lost)+len(doubled) > 0 {
			t.Fatalf("%s: lost %v, doubled %v, %v", profile, lost, doubled, err)
		}
		if plain := (h.Rows + h.PerPage - 1) / h.PerPage; requests() > plain+plain/10 {
			t.Errorf("%s, %+v: %d requests, a plain walk %d", profile, h, requests(), plain)
		}
	}
}

// living is a store whose open orders change as the history says, a service that
// reads it, and a count of the requests.
func living(t *testing.T, profile string, h pagingtest.History) (*sandbox.Sandbox, *orders.Service, *pagingtest.Churn, func() int) {
	t.Helper()
	sb, err := sandbox.Start(sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithProfile(profile), sandbox.WithCSCart(func(c *sandbox.CSCartConfig) {
		c.Orders, c.CallRequests, c.Beliefs.DoubledRows = 0, 0, h.Doubled
	}))
	if err != nil {
		t.Fatal(err)
	}
	shop := sb.CSCart.Server
	status := func(s string) func(int64) {
		return func(id int64) { shop.ChangeOrder(id, func(o *sandbox.Order) { o.Status = s }) }
	}
	n := int64(0)
	churn := pagingtest.NewChurn(h, pagingtest.Living{
		Insert: func() int64 {
			return shop.InsertOrder(func(o *sandbox.Order) {
				if n++; n%20 == 0 { // an invoice and a credit memo: a row that can come twice
					o.InvoiceID, o.CreditMemoID = n, n
				}
				o.Status, o.IsParent = "O", false
			})
		},
		Delete: func(id int64) { shop.DeleteOrder(id) },
		Hide:   status("C"), Show: status("O"),
	})
	shop.OnSelect(func(string) { churn.Within() })
	svc := orders.New(sb.CSCartClient(quartet.WithTransport(pagingtest.Direct{Handler: sb.CSCart.Handler, After: churn.After})))
	return sb, svc, churn, func() int { return shop.Counts().Requests }
}
