// Package cscart is a stateful CS-Cart or Multi-Vendor store that answers its
// REST API as the real ones do: orders and call requests, in the forms, with the
// types and with the quirks of four releases.
//
// What no release was seen to do and no document tells is said to be assumed
// where it is decided.
package cscart

import (
	"net/http"
	"sync"
)

// Server is the store. It is an http.Handler and safe for concurrent use.
type Server struct {
	orders       table[Order]
	callRequests table[CallRequest]

	mu       sync.Mutex // guards what follows
	config   Config
	users    []user // never changed, only replaced
	counts   Counts
	writes   []Write
	failures int
	onSelect func(entity string)
	onUpdate func(order int64)
}

// Counts is what the requests since the last reset have brought about.
type Counts struct {
	Requests            int // all that reached the application, refused ones too
	OrdersCreated       int // a parent and its sub-orders are one
	OrdersUpdated       int
	OrdersDeleted       int
	CallRequestsCreated int
	CallRequestsUpdated int
	CallRequestsDeleted int
	MailsToUser         int // sent by notify_user
	MailsToDepartment   int // sent by notify_department
	MailsToVendor       int // sent by notify_vendor
}

// Write is a request that changed something.
type Write struct {
	Method string
	Entity string // orders or call_requests
	ID     int64
}

// New makes a store with the data that the seed stands for.
func New(c Config) *Server {
	s := &Server{config: c.withDefaults()}
	s.orders.id = func(o *Order) int64 { return o.ID }
	s.callRequests.id = func(q *CallRequest) int64 { return q.ID }
	s.Reset()
	return s
}

// Reset puts the data back to what New made and forgets counts, writes and
// failures that are still due. Hooks stay.
func (s *Server) Reset() {
	s.mu.Lock()
	c := s.config
	s.counts, s.writes, s.failures = Counts{}, nil, 0
	s.users = makeUsers(c.Seed)
	s.mu.Unlock()
	s.orders.reset(func() []*Order { return seedOrders(c) })
	s.callRequests.reset(func() []*CallRequest { return seedCallRequests(c) })
}

// Configure changes the configuration of a running store. The data stay as they
// are until the next Reset, as in a store that is upgraded.
func (s *Server) Configure(change func(*Config)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.config)
	s.config = s.config.withDefaults()
}

// SetProfile makes the store another release or edition, with its data anew.
func (s *Server) SetProfile(p Profile) {
	s.Configure(func(c *Config) { c.Profile = p })
	s.Reset()
}

// FailNext makes the next n requests end in the HTML page of an SQL error,
// before anything is done.
func (s *Server) FailNext(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.failures = n
}

// OnSelect sets a function that runs in every list request, between the query
// that counts the rows and the one that selects them. It may change the data.
func (s *Server) OnSelect(f func(entity string)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onSelect = f
}

// OnUpdate sets a function that runs in the middle of a full PUT of an order,
// while the order counts as incomplete and is in no list.
func (s *Server) OnUpdate(f func(order int64)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onUpdate = f
}

// Counts is what has happened since the last reset.
func (s *Server) Counts() Counts {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts
}

// Writes lists the requests that changed something, in their order.
func (s *Server) Writes() []Write {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Write(nil), s.writes...)
}

// wrote notes a successful write.
func (s *Server) wrote(method, entity string, id int64, count func(*Counts)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writes = append(s.writes, Write{Method: method, Entity: entity, ID: id})
	count(&s.counts)
}

// begin counts a request and tells whether it is to fail.
func (s *Server) begin() (q *call, fail bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts.Requests++
	if s.failures > 0 {
		s.failures--
		fail = true
	}
	return &call{server: s, config: s.config, rules: s.config.Profile.rules(), users: s.users}, fail
}

// selecting runs the function between count and select; false when there is none.
func (s *Server) selecting(entity string) bool {
	s.mu.Lock()
	f := s.onSelect
	s.mu.Unlock()
	if f != nil {
		f(entity)
	}
	return f != nil
}

func (s *Server) updating(order int64) {
	s.mu.Lock()
	f := s.onUpdate
	s.mu.Unlock()
	if f != nil {
		f(order)
	}
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	q, fail := s.begin()
	q.request = r
	if !q.findAPI(r.URL) {
		writeHTML(w, http.StatusNotFound, "404 Not Found")
		return
	}
	if fail {
		writeHTML(w, http.StatusInternalServerError, "Database error")
		return
	}
	q.answer(w)
}
