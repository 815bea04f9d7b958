package callrequests_test

import (
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/sandbox"
)

// profiles are the releases and editions of the sandbox that have call requests.
var profiles = []string{"4.3.7", "4.3.7-mv", "4.13.2", "4.13.2-mv", "4.20.1", "4.20.1-mv"}

// Call requests are made, deleted, moved out of the filter and back, between requests
// and within them: those that satisfy it throughout come exactly once.
func TestExactlyOnceInAnyHistory(t *testing.T) {
	t.Parallel()
	for seed := range uint64(600) {
		h := pagingtest.Draw(seed, 1000)
		profile := profiles[seed%6]
		sb, svc, churn, _ := living(t, profile, h)
		got, err := quartet.Collect(svc.All(t.Context(), callrequests.WithStatus(callrequests.StatusNew), callrequests.PerPage(h.PerPage), callrequests.Prefetch(h.Prefetch)))
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
		got, err := quartet.Collect(svc.All(t.Context(), callrequests.WithStatus(callrequests.StatusNew), callrequests.PerPage(h.PerPage), callrequests.Prefetch(h.Prefetch)))
		sb.Close()
		if lost, doubled := churn.Judge(ids(got)); err != nil || len(lost)+len(doubled) > 0 {
			t.Fatalf("%s: lost %v, doubled %v, %v", profile, lost, doubled, err)
		}
		if plain := (h.Rows + h.PerPage - 1) / h.PerPage; requests() > plain+plain/10 {
			t.Errorf("%s, %+v: %d requests, a plain walk %d", profile, h, requests(), plain)
		}
	}
}

// living is a store whose new call requests change as the history says, a service
// that reads it, and a count of the requests.
func living(t *testing.T, profile string, h pagingtest.History) (*sandbox.Sandbox, *callrequests.Service, *pagingtest.Churn, func() int) {
	t.Helper()
	sb, err := sandbox.Start(sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithProfile(profile), sandbox.WithCSCart(func(c *sandbox.CSCartConfig) {
		c.Orders, c.CallRequests = 0, 0
	}))
	if err != nil {
		t.Fatal(err)
	}
	shop := sb.CSCart.Server
	status := func(s string) func(int64) {
		return func(id int64) { shop.ChangeCallRequest(id, func(r *sandbox.CallRequest) { r.Status = s }) }
	}
	churn := pagingtest.NewChurn(h, pagingtest.Living{
		Insert: func() int64 {
			return shop.InsertCallRequest(func(r *sandbox.CallRequest) { r.Status = "new" })
		},
		Delete: func(id int64) { shop.DeleteCallRequest(id) },
		Hide:   status("completed"), Show: status("new"),
	})
	shop.OnSelect(func(string) { churn.Within() })
	svc := callrequests.New(sb.CSCartClient(quartet.WithTransport(pagingtest.Direct{Handler: sb.CSCart.Handler, After: churn.After})))
	return sb, svc, churn, func() int { return shop.Counts().Requests }
}
