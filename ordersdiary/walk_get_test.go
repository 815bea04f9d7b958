package ordersdiary_test

import (
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

func TestACallInsideALoopNeverBlocks(t *testing.T) {
	t.Parallel()
	pagingtest.CallInLoop(t, func(t *testing.T, slow pagingtest.Slow) (iter.Seq2[ordersdiary.Deal, error], func(ordersdiary.Deal) error) {
		sb := sandbox.New(t, sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 0 }))
		for range pagingtest.InLoop {
			sb.Calltouch.Server.InsertDeal(func(d *sandbox.Deal) {
				d.OrderNumber, d.OrderDate = "", day(1).Add(time.Duration(d.ID%4)*24*time.Hour)
			})
		}
		svc := ordersdiary.New(sb.CalltouchClient(append(slow(sb.Calltouch.Handler), quartet.WithLocation(msk))...), sb.Calltouch.SiteID)
		return svc.All(t.Context(), ordersdiary.Between(day(1), day(5)), ordersdiary.PerPage(7), ordersdiary.Prefetch(8)), func(d ordersdiary.Deal) error {
			got, err := svc.ByDealID(t.Context(), d.OrderNumber)
			if err == nil && got.OrderNumber != d.OrderNumber {
				err = fmt.Errorf("got %s for %s", got.OrderNumber, d.OrderNumber)
			}
			return err
		}
	})
}
