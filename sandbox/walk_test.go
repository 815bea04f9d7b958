package sandbox_test

import (
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// moscow is the zone of the Calltouch account.
var moscow = time.FixedZone("MSK", 3*60*60)

// The library reads all four data sets of a fresh sandbox.
func TestWholeDataSet(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t, sandbox.Unlimited())
	ctx := t.Context()
	store := sb.CSCartClient()

	all, err := quartet.Collect(orders.New(store).All(ctx, orders.PerPage(250)))
	if err != nil || len(all) != 3000 {
		t.Errorf("orders: %d, %v", len(all), err)
	}
	calls, err := quartet.Collect(callrequests.New(store).All(ctx))
	if err != nil || len(calls) != 400 {
		t.Errorf("call requests: %d, %v", len(calls), err)
	}
	people, err := quartet.Collect(contacts.New(sb.Open2bClient()).All(ctx))
	if err != nil || len(people) != 1000 {
		t.Errorf("contacts: %d, %v", len(people), err)
	}
	diary := ordersdiary.New(sb.CalltouchClient(), sb.Calltouch.SiteID)
	from := time.Date(2026, time.January, 1, 0, 0, 0, 0, moscow)
	deals := 0
	for _, comments := range [][]ordersdiary.QueryOption{nil, {ordersdiary.WithComments()}} {
		list, err := quartet.Collect(diary.All(ctx, append(comments,
			ordersdiary.Between(from, from.AddDate(0, 4, 0)), ordersdiary.AllOrigins(), ordersdiary.WithTags(), ordersdiary.DaysAtOnce(10))...))
		if err != nil {
			t.Errorf("deals: %v", err)
		}
		deals += len(list)
	}
	if deals != 20_000 {
		t.Errorf("deals: %d", deals)
	}
}
