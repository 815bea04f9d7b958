package ordersdiary_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// A call for each record, inside the loop over them and with pages fetched
// ahead, always finds its turn: a page that waits to be consumed holds no place,
// even where there is only one.
func TestACallInsideALoopNeverBlocks(t *testing.T) {
	t.Parallel()
	for _, inFlight := range []int{1, 2, 5} {
		synctest.Test(t, func(t *testing.T) {
			sb, err := sandbox.Start(sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 0 }))
			if err != nil {
				t.Fatal(err)
			}
			defer sb.Close()
			slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(300 * time.Millisecond) // in a bubble
				sb.Calltouch.Handler.ServeHTTP(w, r)
			})
			for range 60 {
				sb.Calltouch.Server.InsertDeal(func(d *sandbox.Deal) {
					d.OrderNumber, d.OrderDate = "", day(1).Add(time.Duration(d.ID%4)*24*time.Hour)
				})
			}
			svc := ordersdiary.New(sb.CalltouchClient(quartet.WithLocation(msk), quartet.WithTransport(pagingtest.Direct{Handler: slow}), quartet.WithMaxInFlight(inFlight)), sb.Calltouch.SiteID)
			n := 0
			for v, err := range svc.All(t.Context(), ordersdiary.Between(day(1), day(5)), ordersdiary.PerPage(7), ordersdiary.Prefetch(8)) {
				if err != nil {
					t.Fatal(err)
				}
				if got, err := svc.ByDealID(t.Context(), v.OrderNumber); err != nil || got.OrderNumber != v.OrderNumber {
					t.Fatalf("%+v, %v", got, err)
				}
				n++
			}
			if n != 60 {
				t.Errorf("%d in flight: %d records, want 60", inFlight, n)
			}
		})
	}
}
