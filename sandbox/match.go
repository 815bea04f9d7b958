package sandbox

import (
	"net/http"
	"strings"
)

// Match selects requests. A field that is left out matches any; the zero Match
// matches all requests.
type Match struct {
	Vendor    Vendor `json:"vendor,omitempty"`
	Method    string `json:"method,omitempty"`
	Path      string `json:"path,omitempty"`      // part of the path
	Query     string `json:"query,omitempty"`     // part of the query string, credentials masked
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

// credentialHeaders are shown without their values.
var credentialHeaders = []string{"Authorization", "Proxy-Authorization", "Cookie", "X-Key", "X-Secret-Key", "X-Public-Key"}

const masked = "[hidden]"

func maskHeader(h http.Header, more string) http.Header {
	h = h.Clone()
	for _, name := range append([]string{more}, credentialHeaders...) {
		if h.Get(name) == "" {
			continue
		}
		scheme, _, has := strings.Cut(h.Get(name), " ")
		if has && strings.HasSuffix(name, "Authorization") {
			h.Set(name, scheme+" "+masked)
		} else {
			h.Set(name, masked)
		}
	}
	return h
}

// maskQuery hides the token, however it was escaped, and leaves the rest as it
// was sent.
func maskQuery(query string) string {
	parts := strings.Split(query, "&")
	for i, part := range parts {
		if name, _, _ := strings.Cut(part, "="); strings.EqualFold(name, "clientApiId") {
			parts[i] = name + "=" + masked
		}
	}
	return strings.Join(parts, "&")
}
