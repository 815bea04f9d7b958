package pagingtest

import (
	"iter"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
)

// InLoop is how many records CallInLoop wants the vendor to have.
const InLoop = 60

// Slow are the options of a client that asks a handler which takes its time.
type Slow func(http.Handler) []quartet.Option

// CallInLoop holds that a call for each record, inside the loop over them and
// with pages fetched ahead, always finds its turn: a page that waits to be
// consumed holds no place, even where there is only one. Open is a service over
// a vendor with InLoop records: its walk, and a call for one record, which fails
// when it gets another.
func CallInLoop[T any](t *testing.T, open func(*testing.T, Slow) (walk iter.Seq2[T, error], call func(T) error)) {
	t.Helper()
	for _, inFlight := range []int{1, 2, 5} {
		synctest.Test(t, func(t *testing.T) {
			walk, call := open(t, func(h http.Handler) []quartet.Option {
				slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
					time.Sleep(300 * time.Millisecond) // in a bubble
					h.ServeHTTP(w, r)
				})
				return []quartet.Option{quartet.WithTransport(Direct{Handler: slow}), quartet.WithMaxInFlight(inFlight)}
			})
			n := 0
			for record, err := range walk {
				if err != nil {
					t.Fatal(err)
				}
				if err := call(record); err != nil {
					t.Fatal(err)
				}
				n++
			}
			if n != InLoop {
				t.Errorf("%d in flight: %d records, want %d", inFlight, n, InLoop)
			}
		})
	}
}
