package sandbox

import "strings"

// Match selects requests, as they are recorded: without their credentials. A
// field that is left out matches any; the zero Match matches all requests.
type Match struct {
	Vendor    Vendor `json:"vendor,omitempty"`
	Method    string `json:"method,omitempty"`
	Path      string `json:"path,omitempty"`      // part of the path
	Query     string `json:"query,omitempty"`     // part of the query string
	Body      string `json:"body,omitempty"`      // part of the body
	Processed bool   `json:"processed,omitempty"` // only those that the vendor worked on
	Created   bool   `json:"created,omitempty"`   // only those that created something
}

// Matches tells whether the request is selected.
func (m Match) Matches(r Request) bool {
	return (m.Vendor == "" || m.Vendor == r.Vendor) &&
		(m.Method == "" || strings.EqualFold(m.Method, r.Method)) &&
		strings.Contains(r.Path, m.Path) && strings.Contains(r.Query, m.Query) && strings.Contains(r.Body, m.Body) &&
		(!m.Processed || r.Processed) && (!m.Created || len(r.Created) > 0)
}
