package ordersdiary_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

const churnDays = 5

// Deals come, or go, between requests and within them: those that are there
// throughout come exactly once. A deal that comes as another goes leaves the
// total as it was, and no client can see that: a history has the one or the
// other.
func TestExactlyOnceInAnyHistory(t *testing.T) {
	t.Parallel()
	const histories = 300
	ended := 0
	for seed := range uint64(histories) {
		h := pagingtest.Draw(seed, 1000)
		h.Most = min(h.Most, 1)
		r := rand.New(rand.NewPCG(seed, 3))
		sb, svc, churn := living(t, h, r)
		got, err := quartet.Collect(svc.All(t.Context(), ordersdiary.Between(day(1), day(1+churnDays)), ordersdiary.PerPage(h.PerPage),
			ordersdiary.Prefetch(h.Prefetch), ordersdiary.DaysAtOnce(1+r.IntN(churnDays))))
		sb.Close()
		if err != nil {
			if !strings.Contains(err.Error(), "changed in each of 6 readings") {
				t.Errorf("%+v: %v", h, err)
			}
			ended++
			continue
		}
		if lost, doubled := churn.Judge(dealIDs(got)); len(lost)+len(doubled) > 0 {
			t.Errorf("%+v: lost %v, doubled %v", h, lost, doubled)
		}
	}
	if ended > histories/3 {
		t.Errorf("%d of %d walks ended with an error", ended, histories)
	}
}

func TestAQuietAccountIsReadAtTheCostOfAPlainWalk(t *testing.T) {
	t.Parallel()
	for i, size := range []int{50, 77, 100} {
		h := pagingtest.History{PerPage: size, Prefetch: 4 * i, Seed: uint64(i)}
		h.Rows = 20 * h.PerPage
		sb, svc, churn := living(t, h, rand.New(rand.NewPCG(1, 3)))
		got, err := quartet.Collect(svc.All(t.Context(), ordersdiary.Between(day(1), day(1+churnDays)), ordersdiary.PerPage(size),
			ordersdiary.Prefetch(h.Prefetch), ordersdiary.DaysAtOnce(churnDays)))
		requests := len(sb.Requests(sandbox.Match{Vendor: sandbox.Calltouch}))
		sb.Close()
		if lost, doubled := churn.Judge(dealIDs(got)); err != nil || len(lost)+len(doubled) > 0 {
			t.Fatalf("lost %v, doubled %v, %v", lost, doubled, err)
		}
		if requests != 21 { // the last page is full: once more
			t.Errorf("%d deals a page: %d requests, want 21", size, requests)
		}
	}
}

// living is an account whose deals come or go as the history says, and a service
// that reads it.
func living(t *testing.T, h pagingtest.History, r *rand.Rand) (*sandbox.Sandbox, *ordersdiary.Service, *pagingtest.Churn) {
	t.Helper()
	sb, err := sandbox.Start(sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) {
		c.Deals, c.Beliefs.UnsortedRecords = 0, r.IntN(2) == 0
	}))
	if err != nil {
		t.Fatal(err)
	}
	journal := sb.Calltouch.Server
	nothing := func(int64) {}
	going, filled := r.IntN(2) == 0, false
	churn := pagingtest.NewChurn(h, pagingtest.Living{
		Insert: func() int64 {
			if filled && going {
				return 0
			}
			return journal.InsertDeal(func(d *sandbox.Deal) {
				d.OrderNumber = strconv.FormatInt(d.ID, 10)
				d.OrderDate = day(1).Add(time.Duration(r.IntN(churnDays*24*60*60)) * time.Second)
			})
		},
		Delete: func(id int64) {
			if going {
				journal.DeleteDeal(id)
			}
		},
		Hide: nothing, Show: nothing,
	})
	filled = true
	journal.OnSelect(churn.Within)
	svc := ordersdiary.New(sb.CalltouchClient(quartet.WithLocation(msk),
		quartet.WithTransport(pagingtest.Direct{Handler: sb.Calltouch.Handler, After: churn.After})), sb.Calltouch.SiteID)
	return sb, svc, churn
}

func dealIDs(deals []ordersdiary.Deal) []int64 {
	ids := make([]int64, len(deals))
	for i, d := range deals {
		ids[i], _ = strconv.ParseInt(d.OrderNumber, 10, 64)
	}
	return ids
}
