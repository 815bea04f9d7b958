package cscart

import (
	"net/http"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// updateOrder answers PUT /orders/<id>.
func (q *call) updateOrder() (int, *phpJSON, *apiError) {
	old, ok := q.findOrder()
	onlyStatus := !slices.ContainsFunc(q.body.keys, func(k string) bool { return k != "status" && !strings.HasPrefix(k, "notify_") })
	switch {
	case !ok && onlyStatus && q.rules.fastStatus && q.body.has("status"):
		// The short way to a new status never looks whether the order is there.
		return http.StatusOK, q.writeID("order_id", q.target.id, false), nil
	case !ok:
		return 0, nil, fail(http.StatusNotFound)
	}
	if err := q.apply(old.clone()); err != nil {
		return 0, nil, err
	}
	if !onlyStatus {
		q.hideWhileUpdating(old)
	}
	var err *apiError
	stored := q.server.orders.change(old.ID, func(current *Order) *Order {
		o := current.clone() // what others wrote meanwhile stays
		if err = q.apply(o); err != nil {
			o = current.clone()
		}
		o.updating = false
		return o
	})
	switch {
	case !stored: // deleted meanwhile
		return 0, nil, fail(http.StatusNotFound)
	case err != nil:
		return 0, nil, err
	}
	q.server.wrote(http.MethodPut, "orders", old.ID, func(c *Counts) {
		c.OrdersUpdated++
		c.MailsToUser += q.flag("notify_user")
		c.MailsToDepartment += q.flag("notify_department")
		if q.config.Profile.MultiVendor {
			c.MailsToVendor += q.flag("notify_vendor")
		}
	})
	return http.StatusOK, q.writeID("order_id", old.ID, false), nil
}

// flag is 1 for a notify flag that is not empty: "N" counts as on.
func (q *call) flag(name string) int {
	if isEmpty(q.body.get(name)) {
		return 0
	}
	return 1
}

// hideWhileUpdating makes the order incomplete for the moment of a full update.
func (q *call) hideWhileUpdating(old *Order) {
	q.server.orders.change(old.ID, func(current *Order) *Order {
		hidden := current.clone()
		hidden.updating = true
		return hidden
	})
	q.server.updating(old.ID)
}

// apply changes the order as the body says.
func (q *call) apply(o *Order) *apiError {
	o.UpdatedAt = q.config.Now().Unix()
	if id := intOf(q.body.get("user_id")); id != 0 {
		u, ok := q.user(id)
		if !ok {
			return fail(http.StatusBadRequest, "User not found")
		}
		o.setCustomer(u)
	}
	if data, ok := q.body.get("user_data").(*phpArray); ok {
		o.setUserData(data)
	}
	q.setColumns(o)
	if err := q.applyPayment(o); err != nil {
		return err
	}
	repriced := false
	if q.body.has("products") {
		lines, err := q.lines(q.body.get("products"), true)
		if err != nil {
			return err
		}
		o.Lines, repriced = lines, true
	}
	if q.body.has("shipping_id") {
		if err := q.chooseShipping(o); err != nil {
			return err
		}
		repriced = true
	}
	if repriced || q.body.has("payment_id") {
		o.price()
	}
	if q.applyAmounts(o) {
		o.recalculate()
	}
	if q.body.has("total") { // wins over all that would change it
		o.Total = moneyOf(q.body.get("total"))
	}
	return q.applyStatus(o)
}

// applyPayment: payment_info counts together with payment_id only.
func (q *call) applyPayment(o *Order) *apiError {
	if !q.body.has("payment_id") {
		return nil
	}
	id := intOf(q.body.get("payment_id"))
	if _, ok := paymentMethods[id]; !ok {
		return q.refused("The selected payment method is not available")
	}
	o.PaymentID = id
	if info, ok := q.body.get("payment_info").(*phpArray); ok {
		o.PaymentInfo = map[string]string{}
		for _, k := range info.keys {
			o.PaymentInfo[k] = textOf(info.values[k])
		}
	}
	return nil
}

// applyAmounts sets the amounts that the body names and tells whether it named any.
func (q *call) applyAmounts(o *Order) bool {
	named := false
	for name, field := range map[string]*decimal.Decimal{
		"discount": &o.Discount, "subtotal_discount": &o.OrderDiscount,
		"shipping_cost": &o.ShippingCost, "payment_surcharge": &o.Surcharge,
	} {
		if q.body.has(name) {
			*field, named = moneyOf(q.body.get(name)), true
		}
	}
	return named
}

// applyStatus sets a status. An order with something sold out ends as
// backordered when it is to be processed or completed.
func (q *call) applyStatus(o *Order) *apiError {
	if !q.body.has("status") {
		return nil
	}
	status := textOf(q.body.get("status"))
	if len(status) != 1 { // assumed: a status is a letter of the store's
		return fail(http.StatusBadRequest, "Status not found")
	}
	short := slices.ContainsFunc(o.Lines, func(l Line) bool { return catalogue[l.ProductID].soldOut })
	if short && (status == "P" || status == "C") {
		status = "B"
	}
	o.Status = status
	return nil
}

// setColumns writes the columns of the orders table that the body names at its
// top level, documented or not. What an order's parts come to is worked out
// after this, so that a POST cannot set it.
func (q *call) setColumns(o *Order) {
	for _, k := range q.body.keys {
		v := q.body.values[k]
		if field := o.column(k); field != nil {
			*field = textOf(v)
			continue
		}
		switch k {
		case "notes":
			o.Notes = new(textOf(v))
		case "details":
			o.Details = new(textOf(v))
		case "issuer_id":
			o.IssuerID = intOf(v)
		case "localization_id":
			o.Localization = intOf(v)
		case "timestamp":
			o.Timestamp = intOf(v)
		case "shipping_ids":
			o.ShippingIDs = textOf(v)
		case "company_id":
			if q.company() == 0 { // else the store or vendor of the path is meant
				o.CompanyID = intOf(v)
			}
		}
	}
}
