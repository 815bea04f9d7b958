package cscart

import "net/http"

// runOrders carries out a call of the entity orders.
func (q *call) runOrders() (int, *phpJSON, *apiError) {
	switch {
	case q.method == http.MethodGet && !q.target.hasID:
		return q.listOrders()
	case q.method == http.MethodGet:
		o, ok := q.findOrder()
		if !ok {
			return 0, nil, fail(http.StatusNotFound)
		}
		out := q.json()
		q.writeOrder(out, o)
		return http.StatusOK, out, nil
	case q.method == http.MethodPost:
		return q.createOrder()
	case q.method == http.MethodPut:
		return q.updateOrder()
	default:
		return q.deleteOrder()
	}
}

// findOrder finds the order of the path, within the store or vendor that the
// call is confined to.
func (q *call) findOrder() (*Order, bool) {
	o, ok := q.server.orders.get(q.target.id)
	return o, ok && (q.company() == 0 || o.CompanyID == q.company())
}

func (q *call) deleteOrder() (int, *phpJSON, *apiError) {
	if _, ok := q.findOrder(); !ok || !q.server.orders.remove(q.target.id) {
		return 0, nil, fail(http.StatusNotFound)
	}
	q.server.wrote(http.MethodDelete, "orders", q.target.id, func(c *Counts) { c.OrdersDeleted++ })
	return http.StatusNoContent, nil, nil
}

// writeID answers with the id alone.
func (q *call) writeID(key string, id int64, asNumber bool) *phpJSON {
	out := q.json()
	out.open('{')
	if asNumber {
		out.num(key, id)
	} else {
		out.str(key, textOf(number(id)))
	}
	out.close('}')
	return out
}
