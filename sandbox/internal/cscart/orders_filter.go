package cscart

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"
)

// orderFilter turns the query into the condition that both the count and the
// select go by. Parameters that the release does not know pass everything.
func (q *call) orderFilter() func(*Order) bool {
	statuses := oneOf(q.query.get("status"))
	incomplete := !isEmpty(q.query.get("include_incompleted"))
	conditions := []func(*Order) bool{
		func(o *Order) bool { return !o.IsParent },
		func(o *Order) bool {
			if len(statuses) > 0 {
				return slices.Contains(statuses, o.shownStatus())
			}
			return o.shownStatus() != "N" || incomplete
		},
	}
	add := func(c func(*Order) bool) { conditions = append(conditions, c) }
	if company := q.company(); company != 0 {
		add(func(o *Order) bool { return o.CompanyID == company })
	}

	for name, field := range orderNumbers {
		if v := q.query.get(name); !isUnset(v) && (name != "storefront_id" || q.rules.newColumns) {
			wanted := oneOf(v)
			ids := make([]int64, len(wanted))
			for i := range wanted {
				ids[i] = intOf(wanted[i])
			}
			add(func(o *Order) bool { return slices.Contains(ids, field(o)) })
		}
	}
	invoices, memos := oneOf(q.query.get("invoice_id")), oneOf(q.query.get("credit_memo_id"))
	if len(invoices)+len(memos) > 0 { // the two are alternatives
		add(func(o *Order) bool {
			return slices.Contains(invoices, textOf(number(o.InvoiceID))) || slices.Contains(memos, textOf(number(o.CreditMemoID)))
		})
	}
	for name, field := range orderTexts {
		if v := q.query.get(name); !isUnset(v) {
			part := strings.TrimSpace(textOf(v))
			add(func(o *Order) bool { return contains(field(o), part) })
		}
	}
	if v := q.query.get("total_from"); !isUnset(v) {
		from := moneyOf(v)
		add(func(o *Order) bool { return o.Total.GreaterThanOrEqual(from) })
	}
	if v := q.query.get("cname"); !isUnset(v) {
		name := textOf(v)
		add(func(o *Order) bool { return o.isNamed(name) })
	}
	if v := q.query.get("total_to"); !isEmpty(v) { // a bare "0" is no bound
		to := moneyOf(v)
		add(func(o *Order) bool { return o.Total.LessThanOrEqual(to) })
	}
	if from, to, ok := q.period(); ok {
		add(func(o *Order) bool { return o.Timestamp >= from && o.Timestamp <= to })
	}
	if q.rules.newColumns { // older releases ignore both in silence
		if v := q.query.get("updated_at_from"); !isEmpty(v) {
			from := intOf(v)
			add(func(o *Order) bool { return o.UpdatedAt >= from })
		}
		if v := q.query.get("updated_at_to"); !isEmpty(v) {
			to := intOf(v)
			add(func(o *Order) bool { return o.UpdatedAt <= to })
		}
	}
	return func(o *Order) bool {
		for _, c := range conditions {
			if !c(o) {
				return false
			}
		}
		return true
	}
}

// orderNumbers are the filters that take one number or a comma list.
var orderNumbers = map[string]func(*Order) int64{
	"order_id":        func(o *Order) int64 { return o.ID },
	"user_id":         func(o *Order) int64 { return o.UserID },
	"company_id":      func(o *Order) int64 { return o.CompanyID },
	"parent_order_id": func(o *Order) int64 { return o.ParentID },
	"storefront_id":   func(o *Order) int64 { return o.StorefrontID },
}

// orderTexts are the filters that match a part of a text.
var orderTexts = map[string]func(*Order) string{
	"email": func(o *Order) string { return o.Email },
	"phone": func(o *Order) string { return o.Phone },
}

// isNamed goes by the customer's first and last name: the first of two words must
// be in the one and the second in the other, anything else in either.
func (o *Order) isNamed(part string) bool {
	if words := strings.Fields(part); len(words) == 2 {
		return contains(o.Firstname, words[0]) && contains(o.Lastname, words[1])
	}
	part = strings.TrimSpace(part)
	return contains(o.Firstname, part) || contains(o.Lastname, part)
}

// period reads period, time_from and time_to: D, W, M and Y are the current day,
// week, month and year (in UTC here), C the time between the two bounds, each a
// unix time or mm/dd/yyyy. Other periods filter nothing.
func (q *call) period() (from, to int64, ok bool) {
	now := q.config.Now().UTC()
	day := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	switch textOf(q.query.get("period")) {
	case "D":
		return day.Unix(), now.Unix(), true
	case "W":
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7).Unix(), now.Unix(), true
	case "M":
		return day.AddDate(0, 0, 1-day.Day()).Unix(), now.Unix(), true
	case "Y":
		return day.AddDate(0, 0, 1-day.YearDay()).Unix(), now.Unix(), true
	case "C":
		to := parseTime(textOf(q.query.get("time_to")), 24*time.Hour-time.Second)
		if to == 0 {
			to = now.Unix()
		}
		return parseTime(textOf(q.query.get("time_from")), 0), to, true
	}
	return 0, 0, false
}

// parseTime reads a unix time, or a date and how far into that day.
func parseTime(s string, into time.Duration) int64 {
	if t, err := time.Parse("01/02/2006", s); err == nil {
		return t.Add(into).Unix()
	}
	return intOf(s)
}

// sumOf adds floats as PHP does, noise and all.
func sumOf(amounts ...decimal.Decimal) float64 {
	var sum float64
	for _, a := range amounts {
		sum += a.InexactFloat64()
	}
	return sum
}
