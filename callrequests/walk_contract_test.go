package callrequests_test

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
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
)

// The contract of all iterators, for both orders that a walk can have.
func TestContract(t *testing.T) {
	t.Parallel()
	for name, order := range map[string][]callrequests.QueryOption{
		"by id": nil, "in another order": {callrequests.SortBy(callrequests.SortDate, quartet.Asc)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pagingtest.Contract(t, pagingtest.Subject[callrequests.CallRequest]{
				Answer: answerRows,
				ID:     func(v callrequests.CallRequest) int64 { return v.RequestID },
				All: func(t *testing.T, transport http.RoundTripper, s pagingtest.Settings) func(context.Context) iter.Seq2[callrequests.CallRequest, error] {
					svc := callrequests.New(storeBehind(t, transport))
					return func(ctx context.Context) iter.Seq2[callrequests.CallRequest, error] {
						return svc.All(ctx, append(walkOptions(s), order...)...)
					}
				},
			})
		})
	}
}

// storeBehind is a client of a store, as fast as it can be and without repeats.
func storeBehind(t *testing.T, transport http.RoundTripper, opts ...quartet.Option) *quartet.CSCart {
	t.Helper()
	opts = append([]quartet.Option{
		quartet.WithTransport(transport), quartet.WithRateLimit(1e6, 1e6), quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 1}),
	}, opts...)
	client, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", "secret", opts...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

func walkOptions(s pagingtest.Settings) []callrequests.QueryOption {
	opts := []callrequests.QueryOption{callrequests.PerPage(s.PerPage), callrequests.Prefetch(s.Prefetch)}
	if s.From != "" {
		opts = append(opts, callrequests.From(s.From))
	}
	if s.Progress != nil {
		opts = append(opts, callrequests.Progress(s.Progress))
	}
	return opts
}

// answerRows is a page of the rows 1 … n, in this order.
func answerRows(r *http.Request, n int, bad []int64) string {
	query := r.URL.Query()
	page, _ := strconv.Atoi(query.Get("page"))
	size, _ := strconv.Atoi(query.Get("items_per_page"))
	var rows []string
	for id := (page-1)*size + 1; id <= min(n, page*size); id++ {
		value := "1"
		if slices.Contains(bad, int64(id)) {
			value = "nonsense"
		}
		rows = append(rows, fmt.Sprintf(`{"request_id":"%d","timestamp":"%s"}`, id, value))
	}
	return fmt.Sprintf(`{"call_requests":[%s],"params":{"page":%d,"items_per_page":"%d","total_items":"%d"}}`,
		strings.Join(rows, ","), page, size, n)
}
