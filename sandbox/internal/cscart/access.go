package cscart

// The data, for tests and for churn: everything here happens behind the API's
// back, as another administrator's work would.

// OrderIDs lists the ids of all orders, ascending, those that no list shows
// included.
func (s *Server) OrderIDs() []int64 {
	return idsOf(&s.orders)
}

// Order is a copy of one order.
func (s *Server) Order(id int64) (*Order, bool) {
	o, ok := s.orders.get(id)
	if !ok {
		return nil, false
	}
	return o.clone(), true
}

// InsertOrder adds an order like those of the data set, changed by change
// (which may be nil), and returns its id. An id that change sets is kept.
func (s *Server) InsertOrder(change func(*Order)) int64 {
	s.mu.Lock()
	c := s.config
	s.mu.Unlock()
	o := seedOrder(c, s.orders.nextID())
	o.Legacy = false
	if change != nil {
		change(o)
	}
	s.orders.put(o)
	return o.ID
}

// ChangeOrder changes an order; false when there is none.
func (s *Server) ChangeOrder(id int64, change func(*Order)) bool {
	return s.orders.change(id, func(old *Order) *Order {
		o := old.clone()
		change(o)
		return o
	})
}

// DeleteOrder deletes an order; false when there is none.
func (s *Server) DeleteOrder(id int64) bool { return s.orders.remove(id) }

// CallRequestIDs lists the ids of all call requests, ascending.
func (s *Server) CallRequestIDs() []int64 {
	return idsOf(&s.callRequests)
}

// CallRequest is a copy of one call request.
func (s *Server) CallRequest(id int64) (*CallRequest, bool) {
	q, ok := s.callRequests.get(id)
	if !ok {
		return nil, false
	}
	c := *q
	return &c, true
}

// InsertCallRequest adds a call request like those of the data set, changed by
// change (which may be nil), and returns its id.
func (s *Server) InsertCallRequest(change func(*CallRequest)) int64 {
	s.mu.Lock()
	c := s.config
	s.mu.Unlock()
	q := seedCallRequest(c, s.callRequests.nextID())
	if change != nil {
		change(q)
	}
	s.callRequests.put(q)
	return q.ID
}

// ChangeCallRequest changes a call request; false when there is none.
func (s *Server) ChangeCallRequest(id int64, change func(*CallRequest)) bool {
	return s.callRequests.change(id, func(old *CallRequest) *CallRequest {
		q := *old
		change(&q)
		return &q
	})
}

// DeleteCallRequest deletes a call request; false when there is none.
func (s *Server) DeleteCallRequest(id int64) bool { return s.callRequests.remove(id) }

func idsOf[T any](t *table[T]) []int64 {
	t.rlock()
	defer t.mu.RUnlock()
	ids := make([]int64, len(t.rows))
	for i, r := range t.rows {
		ids[i] = t.id(r)
	}
	return ids
}
