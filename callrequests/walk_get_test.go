package callrequests_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
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
				c.Orders, c.CallRequests = 0, 60
			}))
			if err != nil {
				t.Fatal(err)
			}
			defer sb.Close()
			slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(300 * time.Millisecond) // in a bubble
				sb.CSCart.Handler.ServeHTTP(w, r)
			})
			svc := callrequests.New(sb.CSCartClient(quartet.WithTransport(pagingtest.Direct{Handler: slow}), quartet.WithMaxInFlight(inFlight)))
			n := 0
			for v, err := range svc.All(t.Context(), callrequests.PerPage(7), callrequests.Prefetch(8)) {
				if err != nil {
					t.Fatal(err)
				}
				if got, err := svc.Get(t.Context(), v.RequestID); err != nil || got.RequestID != v.RequestID {
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
