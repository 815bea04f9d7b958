package cscarttest

import (
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/sandbox"
)

// exactlyOnce reads records that change as many histories say, between requests
// and within them: those that satisfy the filter throughout come exactly once.
func (s Subject[T]) exactlyOnce(t *testing.T, histories uint64) {
	for seed := range histories {
		h := pagingtest.Draw(seed, 1000)
		profile := s.Profiles[seed%uint64(len(s.Profiles))]
		lost, doubled, _, err := s.read(t, profile, h)
		if err != nil || len(lost)+len(doubled) > 0 {
			t.Errorf("%s, %+v: lost %v, doubled %v, %v", profile, h, lost, doubled, err)
		}
	}
}

// plainCost reads quiet stores, at the cost of a plain walk.
func (s Subject[T]) plainCost(t *testing.T) {
	for i, profile := range s.Profiles {
		h := pagingtest.History{PerPage: 50 + 7*i, Prefetch: i}
		h.Rows = 20*h.PerPage + i
		lost, doubled, requests, err := s.read(t, profile, h)
		if err != nil || len(lost)+len(doubled) > 0 {
			t.Fatalf("%s: lost %v, doubled %v, %v", profile, lost, doubled, err)
		}
		if plain := (h.Rows + h.PerPage - 1) / h.PerPage; requests > plain+plain/10 {
			t.Errorf("%s, %+v: %d requests, a plain walk %d", profile, h, requests, plain)
		}
	}
}

// read walks over records that change as the history says.
func (s Subject[T]) read(t *testing.T, profile string, h pagingtest.History) (lost, doubled []int64, requests int, err error) {
	t.Helper()
	sb, err := sandbox.Start(sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithProfile(profile), sandbox.WithCSCart(func(c *sandbox.CSCartConfig) {
		c.Orders, c.CallRequests, c.Beliefs.DoubledRows = 0, 0, h.Doubled
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer sb.Close()
	shop := sb.CSCart.Server
	churn := pagingtest.NewChurn(h, s.Living(shop))
	shop.OnSelect(func(string) { churn.Within() })
	client := sb.CSCartClient(quartet.WithTransport(pagingtest.Direct{Handler: sb.CSCart.Handler, After: churn.After}))
	got, err := quartet.Collect(s.Shown(t.Context(), client, pagingtest.Settings{PerPage: h.PerPage, Prefetch: h.Prefetch}))
	lost, doubled = churn.Judge(s.IDs(got))
	return lost, doubled, shop.Counts().Requests, err
}

// WantExactlyOnce holds the ids that a walk yielded to the ledger of what changed
// under it, in so many steps at least.
func WantExactlyOnce(t *testing.T, ledger *sandbox.Ledger, steps int, ids []int64) {
	t.Helper()
	ledger.Stop()
	if ledger.Steps() < steps {
		t.Fatalf("%d steps of churn prove nothing", ledger.Steps())
	}
	times := map[int64]int{}
	for _, id := range ids {
		if times[id]++; times[id] == 2 {
			t.Errorf("%d came more than once", id)
		}
	}
	for _, id := range ledger.Throughout() {
		if times[id] == 0 {
			t.Errorf("%d was there all the time and did not come", id)
		}
	}
}
