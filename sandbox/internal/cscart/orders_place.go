package cscart

import (
	"strconv"
)

// place gives a new order its number and stores it. In Multi-Vendor an order of
// several vendors becomes a parent, an order of one vendor that vendor's.
func (q *call) place(o *Order) {
	o.ID = q.server.orders.nextID()
	if q.config.Profile.MultiVendor {
		groups := o.groups(true)
		o.CompanyID = groups[0].company
		if len(groups) > 1 {
			o.IsParent, o.Status, o.CompanyID = true, "T", 0
		}
	}
	q.server.orders.put(o)
}

// split places the orders of the single vendors of a parent order.
func (q *call) split(parent *Order) []*Order {
	if !parent.IsParent {
		return nil
	}
	var subs []*Order
	for _, g := range parent.groups(true) {
		sub := parent.clone()
		sub.ID = q.server.orders.nextID()
		sub.ParentID, sub.IsParent, sub.Status, sub.CompanyID = parent.ID, false, "O", g.company
		sub.Lines, sub.ShippingIDs = g.lines, strconv.FormatInt(g.shipping, 10)
		sub.price()
		q.server.orders.put(sub)
		subs = append(subs, sub)
	}
	return subs
}

func (q *call) writeSuborders(out *phpJSON, subs []*Order) {
	if len(subs) == 0 {
		out.none("suborder_ids")
		out.none("suborders_data")
		return
	}
	out.list("suborder_ids")
	for _, o := range subs {
		out.integer(o.ID)
	}
	out.close(']')
	out.object("suborders_data")
	for _, o := range subs {
		out.key(strconv.FormatInt(o.ID, 10))
		q.writeOrder(out, o)
	}
	out.close('}')
}
