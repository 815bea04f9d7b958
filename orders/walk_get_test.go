package orders_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

// A call for each record, inside the loop over them and with pages fetched
// ahead, always finds its turn: a page that waits to be consumed holds no place,
// even where there is only one.
func TestACallInsideALoopNeverBlocks(t *testing.T) {
	t.Parallel()
	for _, inFlight := range []int{1, 2, 5} {
		synctest.Test(t, func(t *testing.T) {
			sb, err := sandbox.Start(sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithCSCart(func(c *sandbox.CSCartConfig) {
				c.Orders, c.CallRequests = 60, 0
			}))
			if err != nil {
				t.Fatal(err)
			}
			defer sb.Close()
			slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(300 * time.Millisecond) // in a bubble
				sb.CSCart.Handler.ServeHTTP(w, r)
			})
			svc := orders.New(sb.CSCartClient(quartet.WithTransport(pagingtest.Direct{Handler: slow}), quartet.WithMaxInFlight(inFlight)))
			n := 0
			for v, err := range svc.All(t.Context(), orders.PerPage(7), orders.Prefetch(8)) {
				if err != nil {
					t.Fatal(err)
				}
				if got, err := svc.Get(t.Context(), v.OrderID); err != nil || got.OrderID != v.OrderID {
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
