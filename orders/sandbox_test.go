package orders_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

// open is a store over real HTTP, with 300 orders and no limits.
func open(t *testing.T, profile string) *sandbox.Sandbox {
	t.Helper()
	return sandbox.New(t, sandbox.Unlimited(), sandbox.WithProfile(profile), sandbox.WithCSCart(func(c *sandbox.CSCartConfig) {
		c.Orders = 300
		c.AddOnKeys = true
	}))
}

func TestEveryReleaseIsReadWhole(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"4.2.3", "4.2.3-mv", "4.3.7", "4.3.7-mv", "4.13.2", "4.13.2-mv", "4.20.1", "4.20.1-mv"} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			sb := open(t, profile)
			svc := orders.New(sb.CSCartClient())
			all, err := quartet.Collect(svc.All(t.Context(), orders.PerPage(40)))
			if err != nil || len(all) != 300 {
				t.Fatalf("%d orders, error %v", len(all), err)
			}
			for i, row := range all {
				if i%3 != 0 {
					continue
				}
				order, err := svc.Get(t.Context(), row.OrderID)
				if err != nil {
					t.Fatalf("order %d: %v", row.OrderID, err)
				}
				if order.Status != row.Status || !order.Total.Equal(row.Total) || !order.Timestamp.Equal(row.Timestamp) ||
					order.Email != row.Email || order.CompanyID != row.CompanyID || order.UserID != row.UserID {
					t.Errorf("row %+v, order %v", row, order)
				}
				if len(order.Products) == 0 || order.PaymentID == 0 {
					t.Errorf("order %d lacks products or payment", row.OrderID)
				}
				if row.InvoiceID != order.DocIDs["I"] {
					t.Errorf("order %d: invoice %d in the list, %v in full", row.OrderID, row.InvoiceID, order.DocIDs)
				}
			}
			newest, err := quartet.Collect(svc.All(t.Context(), orders.SortBy(orders.SortDate, quartet.Desc), orders.PerPage(40)))
			if err != nil || len(newest) != 300 {
				t.Errorf("by date: %d orders, error %v", len(newest), err)
			}
		})
	}
}

func TestFullOrdersFollowTheRelease(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	svc := orders.New(sb.CSCartClient())
	n := 0
	for full, err := range svc.AllFull(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%30 != 0 {
			continue
		}
		one, err := svc.Get(t.Context(), full.OrderID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(one.Products, full.Products); diff != "" || one.OrderID != full.OrderID {
			t.Errorf("order %d: Get and AllFull differ:\n%s", full.OrderID, diff)
		}
	}
	if n != 300 {
		t.Errorf("%d orders", n)
	}
	old := orders.New(open(t, "4.3.7").CSCartClient())
	if all, err := quartet.Collect(old.AllFull(t.Context())); len(all) != 0 || !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("4.3.7: %d orders, error %v, want ErrMalformed", len(all), err)
	}
}

func TestFilters(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	svc := orders.New(sb.CSCartClient())
	all, err := quartet.Collect(svc.All(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	byDate := slices.SortedFunc(slices.Values(all), func(a, b orders.Summary) int { return a.Timestamp.Compare(b.Timestamp) })
	from, to := byDate[100].Timestamp, byDate[200].Timestamp
	user := all[slices.IndexFunc(all, func(o orders.Summary) bool { return o.UserID > 0 })].UserID
	invoice := all[slices.IndexFunc(all, func(o orders.Summary) bool { return o.InvoiceID > 0 })].InvoiceID
	half := quartet.MustDecimal("100.00")
	tests := []struct {
		name   string
		option orders.QueryOption
		want   func(orders.Summary) bool
	}{
		{"WithStatus", orders.WithStatus(orders.StatusComplete), func(o orders.Summary) bool { return o.Status == "C" }},
		{"WithStatus, several", orders.WithStatus("C", "O"), func(o orders.Summary) bool { return o.Status == "C" || o.Status == "O" }},
		{"OfUser", orders.OfUser(user), func(o orders.Summary) bool { return o.UserID == user }},
		{"WithEmail", orders.WithEmail("smith"), func(o orders.Summary) bool { return strings.Contains(o.Email, "smith") }},
		{"WithName", orders.WithName("Smith"), func(o orders.Summary) bool { return strings.Contains(o.FirstName+" "+o.LastName, "Smith") }},
		{"WithInvoice", orders.WithInvoice(invoice), func(o orders.Summary) bool { return o.InvoiceID == invoice }},
		{"WithIDs", orders.WithIDs(all[3].OrderID, all[9].OrderID), func(o orders.Summary) bool { return o.OrderID == all[3].OrderID || o.OrderID == all[9].OrderID }},
		{"TotalFrom", orders.TotalFrom(half), func(o orders.Summary) bool { return o.Total.Cmp(half) >= 0 }},
		{"TotalTo", orders.TotalTo(half), func(o orders.Summary) bool { return o.Total.Cmp(half) <= 0 }},
		{"PlacedBetween", orders.PlacedBetween(from, to), func(o orders.Summary) bool { return !o.Timestamp.Before(from) && o.Timestamp.Before(to) }},
		{"OfCompany", orders.OfCompany(2), func(o orders.Summary) bool { return o.CompanyID == 2 }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := quartet.Collect(svc.All(t.Context(), tt.option, orders.PerPage(60)))
			if err != nil {
				t.Fatal(err)
			}
			subject.WantSelected(t, all, got, tt.want)
		})
	}
	more, err := quartet.Collect(svc.All(t.Context(), orders.IncludeIncomplete()))
	if err != nil || len(more) <= len(all) {
		t.Errorf("IncludeIncomplete: %d orders, %d without, error %v", len(more), len(all), err)
	}
}

func TestUpdatedRangesMeetWithoutGapOrDouble(t *testing.T) {
	t.Parallel()
	sb := open(t, "4.20.1")
	svc := orders.New(sb.CSCartClient())
	var times []time.Time
	for o, err := range svc.AllFull(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		times = append(times, o.UpdatedAt)
	}
	slices.SortFunc(times, time.Time.Compare)
	// Edges fall on orders, where a range that is not half-open shows.
	edges := []time.Time{times[0], times[75], times[150], times[225], times[299].Add(time.Second)}
	seen := map[int64]int{}
	for i := range edges[1:] {
		for o, err := range svc.All(t.Context(), orders.UpdatedBetween(edges[i], edges[i+1])) {
			if err != nil {
				t.Fatal(err)
			}
			seen[o.OrderID]++
		}
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("order %d came %d times", id, n)
		}
	}
	if len(seen) != 300 {
		t.Errorf("%d orders of 300", len(seen))
	}
	late, err := quartet.Collect(svc.All(t.Context(), orders.UpdatedSince(times[299])))
	if err != nil || len(late) == 0 || len(late) > 20 {
		t.Errorf("UpdatedSince: %d orders, error %v", len(late), err)
	}
	// A release that does not know the filter echoes it and lists everything.
	old := orders.New(open(t, "4.3.7").CSCartClient())
	if page, err := old.List(t.Context(), orders.UpdatedSince(times[299])); page != nil || !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("4.3.7: page %+v, error %v, want ErrMalformed", page, err)
	}
	all, err := quartet.Collect(old.All(t.Context(), orders.UpdatedBetween(times[0], times[299])))
	if len(all) != 0 || !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("4.3.7: %d orders, error %v, want ErrMalformed", len(all), err)
	}
}

func TestWalkOverOrdersThatChange(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"4.3.7", "4.20.1"} {
		t.Run(profile, func(t *testing.T) {
			t.Parallel()
			sb := open(t, profile)
			ledger := sb.StartChurn(sandbox.Churn{Kind: sandbox.Orders, Insert: 2, Delete: 3, Change: 2})
			got, err := quartet.Collect(orders.New(sb.CSCartClient()).All(t.Context(), orders.PerPage(20), orders.IncludeIncomplete()))
			if err != nil {
				t.Fatal(err)
			}
			cscarttest.WantExactlyOnce(t, ledger, 10, ids(got))
		})
	}
}
