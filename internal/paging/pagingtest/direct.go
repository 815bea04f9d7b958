package pagingtest

import (
	"net/http"
	"net/http/httptest"
)

// Direct is a network that calls a handler where it would send a request. After,
// if set, runs behind each answer.
type Direct struct {
	Handler http.Handler
	After   func()
}

// RoundTrip has the handler answer r.
func (d Direct) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	in := r.Clone(r.Context())
	if in.Body == nil {
		in.Body = http.NoBody
	}
	out := httptest.NewRecorder()
	d.Handler.ServeHTTP(out, in)
	if d.After != nil {
		d.After()
	}
	return out.Result(), r.Context().Err()
}
