package cscart

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

// runCallRequests carries out a call of the entity call_requests.
func (q *call) runCallRequests() (int, *phpJSON, *apiError) {
	switch q.method {
	case http.MethodPost:
		return q.createCallRequest()
	case http.MethodPut:
		return q.updateCallRequest()
	case http.MethodGet:
		if !q.target.hasID {
			return q.listCallRequests()
		}
	}
	r, ok := q.findCallRequest()
	if !ok {
		return 0, nil, fail(http.StatusNotFound)
	}
	if q.method == http.MethodDelete {
		if !q.server.callRequests.remove(r.ID) {
			return 0, nil, fail(http.StatusNotFound)
		}
		q.server.wrote(http.MethodDelete, "call_requests", r.ID, func(c *Counts) { c.CallRequestsDeleted++ })
		return http.StatusNoContent, nil, nil
	}
	out := q.json()
	q.writeCallRequest(out, r)
	return http.StatusOK, out, nil
}

// findCallRequest goes by the store or vendor of the path, as for orders. That
// call requests know those prefixes at all is assumed.
func (q *call) findCallRequest() (*CallRequest, bool) {
	r, ok := q.server.callRequests.get(q.target.id)
	return r, ok && (q.company() == 0 || r.CompanyID == q.company())
}

var callRequestSorts = []string{"id", "date", "status", "name", "phone", "user_id", "user", "order", "order_status"}

// listCallRequests answers GET /call_requests. A page past the end is the last
// one in every release.
func (q *call) listCallRequests() (int, *phpJSON, *apiError) {
	pass := q.callRequestFilter()
	p, s := q.window(), q.sorting(callRequestSorts...)
	rows := q.server.callRequests.matching(pass)
	p.total = int64(len(rows))
	p.clamp()
	if q.server.selecting("call_requests") {
		rows = q.server.callRequests.matching(pass)
	}
	q.sortCallRequests(rows, s, p)
	rows = of(rows, p)

	out := q.json()
	if q.target.version != "1.0" {
		out.open('{')
		out.key("call_requests")
	}
	out.open('[')
	for _, r := range rows {
		q.writeCallRequest(out, r)
	}
	out.close(']')
	if q.target.version != "1.0" {
		q.writeParams(out, p, s, nil)
		out.close('}')
	}
	return http.StatusOK, out, nil
}

// sortCallRequests sorts by one column alone. The order of equals is the
// database's whim: here it differs between odd and even pages, so that nobody
// comes to rely on it.
func (q *call) sortCallRequests(rows []*CallRequest, s sorting, p page) {
	by := func(a, b *CallRequest) int {
		switch s.by {
		case "id":
			return cmp.Compare(a.ID, b.ID)
		case "status":
			return strings.Compare(a.Status, b.Status)
		case "name":
			return strings.Compare(a.Name, b.Name)
		case "phone":
			return strings.Compare(a.Phone, b.Phone)
		case "user_id":
			return cmp.Compare(a.UserID, b.UserID)
		case "user":
			return strings.Compare(q.userName(a.UserID), q.userName(b.UserID))
		case "order":
			return cmp.Compare(a.OrderID, b.OrderID)
		case "order_status":
			return strings.Compare(q.orderStatus(a.OrderID), q.orderStatus(b.OrderID))
		default:
			return cmp.Compare(a.Timestamp, b.Timestamp)
		}
	}
	slices.SortFunc(rows, func(a, b *CallRequest) int {
		tie := cmp.Compare(a.ID, b.ID)
		if p.number%2 == 0 {
			tie = -tie
		}
		if s.desc {
			a, b = b, a
		}
		return cmp.Or(by(a, b), tie)
	})
}

func (q *call) userName(id int64) string {
	u, ok := q.user(id)
	if !ok {
		return ""
	}
	return u.person.Last + " " + u.person.First
}

// orderStatus is the status of the order that belongs to a call request, "" without one.
func (q *call) orderStatus(id int64) string {
	if o, ok := q.server.orders.get(id); ok && id != 0 {
		return o.Status
	}
	return ""
}

func (q *call) callRequestFilter() func(*CallRequest) bool {
	statuses, users := oneOf(q.query.get("status")), oneOf(q.query.get("user_id"))
	orderStatuses, companies := oneOf(q.query.get("order_status")), oneOf(q.query.get("company_id"))
	name, phone := textOf(q.query.get("name")), textOf(q.query.get("phone"))
	orderExists := textOf(q.query.get("order_exists"))
	company := q.company()
	return func(r *CallRequest) bool {
		return (company == 0 || r.CompanyID == company) &&
			among(statuses, r.Status) &&
			among(users, textOf(number(r.UserID))) &&
			among(companies, textOf(number(r.CompanyID))) &&
			(len(orderStatuses) == 0 || among(orderStatuses, q.orderStatus(r.OrderID))) &&
			(name == "" || contains(r.Name, name)) &&
			(phone == "" || contains(r.Phone, phone)) &&
			(orderExists == "" || (orderExists == "Y") == (r.OrderID != 0))
	}
}

// among is true of a filter that is not set.
func among(wanted []string, v string) bool { return len(wanted) == 0 || slices.Contains(wanted, v) }
