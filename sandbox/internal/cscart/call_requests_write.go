package cscart

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// writeCallRequest writes a call request: every row of a list is complete.
func (q *call) writeCallRequest(out *phpJSON, r *CallRequest) {
	out.open('{')
	out.column("request_id", r.ID)
	out.column("company_id", r.CompanyID)
	out.column("order_id", r.OrderID)
	out.column("user_id", r.UserID)
	out.column("product_id", r.ProductID)
	out.column("timestamp", r.Timestamp)
	out.str("status", r.Status)
	out.str("name", r.Name)
	out.str("phone", r.Phone)
	out.str("time_from", r.TimeFrom)
	out.str("time_to", r.TimeTo)
	out.optional("notes", r.Notes)
	if r.cart.len() == 0 {
		out.str("cart_products", "")
	} else {
		out.key("cart_products")
		out.value(r.cart)
	}
	if status := q.orderStatus(r.OrderID); status != "" {
		out.str("order_status", status)
	} else {
		out.noValue("order_status")
	}
	if p, ok := catalogue[r.ProductID]; ok {
		out.str("product", p.name)
	} else {
		out.noValue("product")
	}
	if q.rules.responsible {
		q.writeResponsible(out, r)
	}
	out.close('}')
}

func (q *call) writeResponsible(out *phpJSON, r *CallRequest) {
	u, ok := q.user(r.UserID)
	if !ok {
		out.none("responsible")
		return
	}
	out.object("responsible")
	out.str("user_id", strconv.FormatInt(u.id, 10))
	out.str("firstname", u.person.First)
	out.str("lastname", u.person.Last)
	out.close('}')
}

// createCallRequest answers POST /call_requests. The e-mail satisfies the rule
// that there be a way to answer, but is not stored.
func (q *call) createCallRequest() (int, *phpJSON, *apiError) {
	if isEmpty(q.body.get("phone")) && isEmpty(q.body.get("email")) {
		return 0, nil, fail(http.StatusBadRequest, "Required field missing: phone or email")
	}
	r := &CallRequest{
		ID:        q.server.callRequests.nextID(),
		CompanyID: max(q.company(), 1),
		Timestamp: q.config.Now().Unix(),
		Status:    "new",
	}
	q.setCallRequest(r)
	q.server.callRequests.put(r)
	q.server.wrote(http.MethodPost, "call_requests", r.ID, func(c *Counts) { c.CallRequestsCreated++ })
	return http.StatusCreated, q.writeID("request_id", r.ID, true), nil
}

// updateCallRequest answers PUT /call_requests/<id>. One that is not there is
// a 400, not a 404.
func (q *call) updateCallRequest() (int, *phpJSON, *apiError) {
	_, ok := q.findCallRequest()
	changed := ok && q.server.callRequests.change(q.target.id, func(old *CallRequest) *CallRequest {
		r := *old
		q.setCallRequest(&r)
		return &r
	})
	if !changed {
		return 0, nil, fail(http.StatusBadRequest)
	}
	q.server.wrote(http.MethodPut, "call_requests", q.target.id, func(c *Counts) { c.CallRequestsUpdated++ })
	return http.StatusOK, q.writeID("request_id", q.target.id, false), nil
}

var callStatuses = []string{"new", "in_progress", "completed", "no_answer"}

// setCallRequest writes every column that the body names, whatever the method.
func (q *call) setCallRequest(r *CallRequest) {
	for _, k := range q.body.keys {
		v := q.body.values[k]
		switch k {
		case "company_id":
			r.CompanyID = intOf(v)
		case "order_id":
			r.OrderID = intOf(v)
		case "product_id":
			r.ProductID = intOf(v)
		case "timestamp":
			r.Timestamp = intOf(v)
		case "user_id":
			if u, ok := q.user(intOf(v)); ok && u.admin || !q.rules.dropBadAdmin || isEmpty(v) {
				r.UserID = intOf(v)
			}
		case "status":
			r.Status = textOf(v)
			if !slices.Contains(callStatuses, r.Status) {
				r.Status = "" // assumed of an enum column: what it does not know is stored empty
			}
		case "name":
			r.Name = q.stored(v)
		case "phone":
			r.Phone = q.stored(v)
		case "time_from":
			r.TimeFrom = q.stored(v)
		case "time_to":
			r.TimeTo = q.stored(v)
		case "notes":
			r.Notes = new(q.stored(v))
		case "cart_products":
			r.cart, _ = v.(*phpArray)
		}
	}
}

// stored is what the database keeps of a text.
func (q *call) stored(v any) string {
	s := textOf(v)
	if q.config.Beliefs.CutAtEmoji {
		if i := strings.IndexFunc(s, func(r rune) bool { return utf8.RuneLen(r) == 4 }); i >= 0 {
			s = s[:i]
		}
	}
	return s
}
