package cscart

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

var orderSorts = []string{"order_id", "status", "customer", "email", "date", "total"}

// listOrders answers GET /orders. It counts first and selects then, as two
// queries on live data.
func (q *call) listOrders() (int, *phpJSON, *apiError) {
	pass := q.orderFilter()
	keys := orderSorts
	if !q.config.RewardPointsOff {
		keys = append(slices.Clip(keys), "points")
	}
	p, s := q.window(), q.sorting(keys...)
	rows := q.server.orders.matching(pass)
	p.total = int64(len(rows))
	if q.rules.clampOrders {
		p.clamp()
	}
	if q.server.selecting("orders") {
		rows = q.server.orders.matching(pass)
	}
	slices.SortFunc(rows, compareOrders(s))
	if q.config.Beliefs.DoubledRows && q.rules.newColumns {
		rows = doubled(rows)
	}
	rows = of(rows, p)

	out := q.json()
	out.b = slices.Grow(out.b, 512*len(rows))
	if q.target.version == "1.0" {
		q.writeOrders(out, rows)
		return http.StatusOK, out, nil
	}
	out.open('{')
	out.key("orders")
	q.writeOrders(out, rows)
	q.writeParams(out, p, s, func(out *phpJSON) {
		if !q.query.has("include_incompleted") {
			out.flag("include_incompleted", false)
		}
	})
	out.close('}')
	return http.StatusOK, out, nil
}

func (q *call) writeOrders(out *phpJSON, rows []*Order) {
	full := q.rules.newColumns && !isEmpty(q.query.get("get_orders_data"))
	out.open('[')
	for _, o := range rows {
		if full {
			q.writeOrder(out, o)
		} else {
			q.writeOrderRow(out, o)
		}
	}
	out.close(']')
}

// compareOrders sorts by one column. Equal dates go by id; that the same holds
// for the other columns is assumed.
func compareOrders(s sorting) func(a, b *Order) int {
	by := func(a, b *Order) int {
		switch s.by {
		case "order_id":
			return cmp.Compare(a.ID, b.ID)
		case "status":
			return strings.Compare(a.Status, b.Status)
		case "customer":
			return cmp.Or(strings.Compare(a.Lastname, b.Lastname), strings.Compare(a.Firstname, b.Firstname))
		case "email":
			return strings.Compare(a.Email, b.Email)
		case "total":
			return a.Total.Cmp(b.Total)
		case "points":
			return cmp.Compare(a.Points, b.Points)
		default:
			return cmp.Compare(a.Timestamp, b.Timestamp)
		}
	}
	return func(a, b *Order) int {
		if s.desc {
			a, b = b, a
		}
		return cmp.Or(by(a, b), cmp.Compare(a.ID, b.ID))
	}
}

// doubled repeats each order that has both an invoice and a credit memo.
func doubled(rows []*Order) []*Order {
	var all []*Order
	for _, o := range rows {
		all = append(all, o)
		if o.InvoiceID != 0 && o.CreditMemoID != 0 {
			all = append(all, o)
		}
	}
	return all
}

// writeOrderRow writes an order as a list shows it.
func (q *call) writeOrderRow(out *phpJSON, o *Order) {
	out.open('{')
	out.column("order_id", o.ID)
	out.nullable("issuer_id", o.IssuerID)
	out.column("user_id", o.UserID)
	out.str("is_parent_order", yesNo(o.IsParent))
	out.column("parent_order_id", o.ParentID)
	out.column("company_id", o.CompanyID)
	if q.rules.rowNames {
		out.str("company", q.config.Profile.companyName(o.CompanyID))
	}
	out.column("timestamp", o.Timestamp)
	out.str("firstname", o.Firstname)
	out.str("lastname", o.Lastname)
	out.str("email", o.Email)
	if q.rules.rowPhone {
		out.str("phone", o.Phone)
	}
	out.str("status", o.shownStatus())
	out.money("total", o.Total)
	if q.rules.rowNames {
		q.writeIssuerNames(out, o)
		out.column("storefront_id", o.StorefrontID)
	}
	out.nullable("invoice_id", o.InvoiceID)
	out.nullable("credit_memo_id", o.CreditMemoID)
	if !q.config.RewardPointsOff {
		out.nullable("points", o.Points)
	}
	out.close('}')
}

func (q *call) writeIssuerNames(out *phpJSON, o *Order) {
	u, ok := q.user(o.IssuerID)
	if !ok || !u.admin {
		out.noValue("issuer_name")
		out.noValue("issuer_email")
		return
	}
	out.str("issuer_name", u.person.Name())
	out.str("issuer_email", u.person.Email)
}

func yesNo(v bool) string {
	if v {
		return "Y"
	}
	return "N"
}
