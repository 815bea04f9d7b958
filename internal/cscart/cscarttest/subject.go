package cscarttest

import (
	"context"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/sandbox"
)

// Walk is a walk of a service over what client reads.
type Walk[T any] func(ctx context.Context, client *quartet.CSCart, s pagingtest.Settings) iter.Seq2[T, error]

// Subject is a service whose walks are under test.
type Subject[T any] struct {
	Entity   string   // of its list in answers: "orders"
	Row      string   // of such a list, as a format of its id and of a text that must be a number
	Profiles []string // the releases and editions of the sandbox that have it

	ID     func(T) int64
	Get    func(ctx context.Context, client *quartet.CSCart, id int64) (got int64, err error)
	All    Walk[T] // in order of ids
	Sorted Walk[T] // in another order
	Shown  Walk[T] // in order of ids, with a filter
	// Living makes and changes records, which Shown's filter selects or not.
	Living func(*sandbox.CSCartServer) pagingtest.Living
}

// Test tests all that the walks promise, over so many histories of their records.
func (s Subject[T]) Test(t *testing.T, histories uint64) {
	t.Helper()
	for name, test := range map[string]func(*testing.T){
		"the contract of all iterators":                     s.contract,
		"a call inside a loop never blocks":                 s.callInLoop,
		"exactly once in any history":                       func(t *testing.T) { s.exactlyOnce(t, histories) },
		"a quiet store is read at the cost of a plain walk": s.plainCost,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t)
		})
	}
}

// contract is the contract of all iterators, for both orders that a walk can have.
func (s Subject[T]) contract(t *testing.T) {
	for name, walk := range map[string]Walk[T]{"by id": s.All, "in another order": s.Sorted} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pagingtest.Contract(t, pagingtest.Subject[T]{
				Answer: s.answer,
				ID:     s.ID,
				All: func(t *testing.T, transport http.RoundTripper, settings pagingtest.Settings) func(context.Context) iter.Seq2[T, error] {
					client := Client(t, transport)
					return func(ctx context.Context) iter.Seq2[T, error] { return walk(ctx, client, settings) }
				},
			})
		})
	}
}

// answer is a page of the rows 1 … n, in this order.
func (s Subject[T]) answer(r *http.Request, n int, bad []int64) string {
	query := r.URL.Query()
	page, _ := strconv.Atoi(query.Get("page"))
	size, _ := strconv.Atoi(query.Get("items_per_page"))
	var rows []string
	for id := (page-1)*size + 1; id <= min(n, page*size); id++ {
		number := "1"
		if slices.Contains(bad, int64(id)) {
			number = "nonsense"
		}
		rows = append(rows, fmt.Sprintf(s.Row, id, number))
	}
	return fmt.Sprintf(`{"%s":[%s],"params":{"page":%d,"items_per_page":"%d","total_items":"%d"}}`,
		s.Entity, strings.Join(rows, ","), page, size, n)
}

// callInLoop is a Get for each record, inside the loop over them.
func (s Subject[T]) callInLoop(t *testing.T) {
	pagingtest.CallInLoop(t, func(t *testing.T, slow pagingtest.Slow) (iter.Seq2[T, error], func(T) error) {
		sb := sandbox.New(t, sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithCSCart(func(c *sandbox.CSCartConfig) {
			c.Orders, c.CallRequests = pagingtest.InLoop, pagingtest.InLoop
		}))
		client := sb.CSCartClient(slow(sb.CSCart.Handler)...)
		return s.All(t.Context(), client, pagingtest.Settings{PerPage: 7, Prefetch: 8}), func(record T) error {
			got, err := s.Get(t.Context(), client, s.ID(record))
			if err == nil && got != s.ID(record) {
				err = fmt.Errorf("got %d for %d", got, s.ID(record))
			}
			return err
		}
	})
}

// IDs are the ids of records.
func (s Subject[T]) IDs(records []T) []int64 {
	var ids []int64
	for _, r := range records {
		ids = append(ids, s.ID(r))
	}
	return ids
}
