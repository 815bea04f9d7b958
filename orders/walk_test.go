package orders_test

import (
	"context"
	"iter"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

// subject is the walks over orders.
var subject = cscarttest.Subject[orders.Summary]{
	Entity:   "orders",
	Row:      `{"order_id":"%d","total":"%s"}`,
	Profiles: []string{"4.2.3", "4.2.3-mv", "4.3.7", "4.3.7-mv", "4.13.2", "4.13.2-mv", "4.20.1", "4.20.1-mv"},

	ID: func(o orders.Summary) int64 { return o.OrderID },
	Get: func(ctx context.Context, client *quartet.CSCart, id int64) (int64, error) {
		order, err := orders.New(client).Get(ctx, id)
		if err != nil {
			return 0, err
		}
		return order.OrderID, nil
	},
	All:    walk(),
	Sorted: walk(orders.SortBy(orders.SortDate, quartet.Asc)),
	Shown:  walk(orders.WithStatus(orders.StatusOpen)),
	Living: living,
}

// walk is All with more options.
func walk(more ...orders.QueryOption) cscarttest.Walk[orders.Summary] {
	return func(ctx context.Context, client *quartet.CSCart, s pagingtest.Settings) iter.Seq2[orders.Summary, error] {
		options := []orders.QueryOption{orders.PerPage(s.PerPage), orders.Prefetch(s.Prefetch), orders.From(s.From), orders.Progress(s.Progress)}
		return orders.New(client).All(ctx, append(options, more...)...)
	}
}

// living are orders that are open or not.
func living(shop *sandbox.CSCartServer) pagingtest.Living {
	status := func(s string) func(int64) {
		return func(id int64) { shop.ChangeOrder(id, func(o *sandbox.Order) { o.Status = s }) }
	}
	n := int64(0)
	return pagingtest.Living{
		Insert: func() int64 {
			return shop.InsertOrder(func(o *sandbox.Order) {
				if n++; n%20 == 0 { // an invoice and a credit memo: a row that can come twice
					o.InvoiceID, o.CreditMemoID = n, n
				}
				o.Status, o.IsParent = "O", false
			})
		},
		Delete: func(id int64) { shop.DeleteOrder(id) },
		Hide:   status("C"), Show: status("O"),
	}
}

func TestWhatWalksPromise(t *testing.T) {
	t.Parallel()
	subject.Test(t, 800)
}
