package sandbox

import (
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// Kind is a kind of record.
type Kind string

// The kinds of records.
const (
	Orders       Kind = "orders"
	CallRequests Kind = "call_requests"
	Deals        Kind = "deals"
	Contacts     Kind = "contacts"
)

// Counts is what a vendor was sent since the start or the last Reset.
type Counts struct {
	Requests  int `json:"requests"`
	Processed int `json:"processed"` // worked on by the vendor
	Limited   int `json:"limited"`   // refused by the limit
	Faulted   int `json:"faulted"`   // met a fault
}

// Counts is what the vendor was sent so far.
func (sb *Sandbox) Counts(v Vendor) Counts {
	sb.recorder.mu.Lock()
	defer sb.recorder.mu.Unlock()
	return sb.recorder.counts[v]
}

// Created is how many records were created, by kind. An order that a Multi-Vendor
// splits up counts once.
func (sb *Sandbox) Created() map[Kind]int {
	sb.recorder.mu.Lock()
	defer sb.recorder.mu.Unlock()
	return maps.Clone(sb.recorder.created)
}

// Requests lists the requests that match, in their order of arrival.
func (sb *Sandbox) Requests(m Match) []Request { return sb.recorder.matching(m) }

// AssertCreatedOnce fails the test unless the requests that match have created
// exactly one record, all together.
func (sb *Sandbox) AssertCreatedOnce(t testing.TB, m Match) {
	t.Helper()
	var made []Created
	requests := sb.Requests(m)
	for _, r := range requests {
		made = append(made, r.Created...)
	}
	if len(made) != 1 {
		t.Errorf("sandbox: %d records created, want 1: %v (by %d requests that match)", len(made), made, len(requests))
	}
}

// creations reads out of a vendor's answer what the request has created.
func creations(v Vendor, req *http.Request, status int, body []byte) []Created {
	switch {
	case v == CSCart && req.Method == http.MethodPost && status == http.StatusCreated:
		var answer struct {
			OrderID   json.RawMessage `json:"order_id"`
			RequestID json.RawMessage `json:"request_id"`
		}
		if json.Unmarshal(body, &answer) != nil {
			return nil
		}
		return append(created(Orders, answer.OrderID), created(CallRequests, answer.RequestID)...)
	case v == Open2b && status == http.StatusOK && strings.HasSuffix(req.URL.Path, "commerce.contacts.create"):
		var answer struct {
			ID json.RawMessage `json:"id"`
		}
		if json.Unmarshal(body, &answer) != nil {
			return nil
		}
		return created(Contacts, answer.ID)
	}
	return nil
}

// created reads an id, which can be a number or a text.
func created(kind Kind, id json.RawMessage) []Created {
	n, err := strconv.ParseInt(strings.Trim(string(id), `"`), 10, 64)
	if err != nil {
		return nil
	}
	return []Created{{kind, n}}
}
