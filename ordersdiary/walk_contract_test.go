package ordersdiary_test

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
	"github.com/quartetgo/quartet/ordersdiary"
)

// The contract of all iterators, over a day of deals.
func TestContract(t *testing.T) {
	t.Parallel()
	pagingtest.Contract(t, pagingtest.Subject[ordersdiary.Deal]{
		Answer: answerDeals,
		ID: func(d ordersdiary.Deal) int64 {
			n, _ := strconv.ParseInt(d.OrderNumber, 10, 64)
			return n
		},
		All: func(t *testing.T, transport http.RoundTripper, s pagingtest.Settings) func(context.Context) iter.Seq2[ordersdiary.Deal, error] {
			client, err := quartet.NewCalltouch("token", pagingtest.Fast(transport, quartet.WithLocation(msk))...)
			if err != nil {
				t.Fatal(err)
			}
			svc := ordersdiary.New(client, 12345)
			return func(ctx context.Context) iter.Seq2[ordersdiary.Deal, error] {
				return svc.All(ctx, append(walkOptions(s), ordersdiary.Between(day(1), day(2)))...)
			}
		},
	})
}

func walkOptions(s pagingtest.Settings) []ordersdiary.QueryOption {
	return []ordersdiary.QueryOption{ordersdiary.PerPage(s.PerPage), ordersdiary.Prefetch(s.Prefetch), ordersdiary.From(s.From), ordersdiary.Progress(s.Progress)}
}

// answerDeals is a page of the deals 1 … n, in this order.
func answerDeals(r *http.Request, n int, bad []int64) string {
	query := r.URL.Query()
	page, size := number(query, "page"), number(query, "limit")
	var rows []string
	for i := (page-1)*size + 1; i <= min(n, page*size); i++ {
		margin := "1"
		if slices.Contains(bad, int64(i)) {
			margin = `"low"`
		}
		rows = append(rows, fmt.Sprintf(`{"orderNumber":"%d","orderDate":"01/03/2026 09:00:00","margin":%s}`, i, margin))
	}
	return fmt.Sprintf(`{"page":%d,"pageTotal":%d,"pageSize":%d,"recordsTotal":%d,"records":[%s]}`,
		page, (n+size-1)/size, size, n, strings.Join(rows, ","))
}
