package contacts_test

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
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
			sb, err := sandbox.Start(sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.Contacts = 60 }))
			if err != nil {
				t.Fatal(err)
			}
			defer sb.Close()
			slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(300 * time.Millisecond) // in a bubble
				sb.Open2b.Handler.ServeHTTP(w, r)
			})
			svc := contacts.New(sb.Open2bClient(quartet.WithTransport(pagingtest.Direct{Handler: slow}), quartet.WithMaxInFlight(inFlight)))
			n := 0
			for v, err := range svc.All(t.Context(), contacts.PerPage(7), contacts.Prefetch(8)) {
				if err != nil {
					t.Fatal(err)
				}
				if got, err := svc.Get(t.Context(), v.ID); err != nil || got.ID != v.ID {
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
