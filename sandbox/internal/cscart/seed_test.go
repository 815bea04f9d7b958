package cscart_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

// The data set has as many orders as the configuration says, whatever else is
// in it, and every total is what its parts come to.
func TestDataSet(t *testing.T) {
	t.Parallel()
	for _, p := range cscart.Profiles() {
		t.Run(p.String(), func(t *testing.T) {
			t.Parallel()
			s := open(t, func(c *cscart.Config) { c.Profile, c.Orders = p, 330 })
			rows, params := s.rows(s.get("/api/2.0/orders?items_per_page=1"))
			if params["total_items"] != "330" || len(rows) != 1 {
				t.Errorf("total %v, %d rows", params["total_items"], len(rows))
			}
			ids := s.OrderIDs()
			if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) || ids[0] != 1 {
				t.Error("the ids do not ascend from 1")
			}
			statuses, parents := map[string]int{}, 0
			for _, id := range ids {
				o, _ := s.Order(id)
				statuses[o.Status]++
				sum := o.ShippingCost.Add(o.Surcharge).Sub(o.OrderDiscount)
				for _, l := range o.Lines {
					sum = sum.Add(l.Price.Mul(decimalOf(fmt.Sprint(l.Amount))))
				}
				if !sum.Round(2).Equal(o.Total) || !o.Total.IsPositive() {
					t.Errorf("order %d: total %s, its parts come to %s", id, o.Total, sum)
				}
				if o.IsParent {
					parents++
				}
			}
			if statuses["N"] == 0 || statuses["G"] == 0 || (parents > 0) != p.MultiVendor || statuses["T"] != parents {
				t.Errorf("statuses %v, %d parents", statuses, parents)
			}
		})
	}
}

// An order is the same in a small data set and in a large one.
func TestOrdersDoNotDependOnTheirNumber(t *testing.T) {
	t.Parallel()
	small, large := open(t), open(t, func(c *cscart.Config) { c.Orders = 500 })
	for _, id := range small.OrderIDs()[:100] {
		if a, b := small.get(idPath("orders", id)).body, large.get(idPath("orders", id)).body; a != b {
			t.Fatalf("order %d differs", id)
		}
	}
}
