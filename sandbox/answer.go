package sandbox

import (
	"maps"
	"net/http"
	"strconv"
)

// answer is an answer that is held back: for the recorder to look at and for
// faults to spoil.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// Header, Write and WriteHeader make it an http.ResponseWriter.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader keeps the first status.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.WriteHeader(http.StatusOK)
	a.body = append(a.body, p...)
	return len(p), nil
}

// send sends it whole.
func (a *answer) send(w http.ResponseWriter) {
	a.sendHead(w, len(a.body))
	w.Write(a.body) //nolint:errcheck // a client that hung up is no concern of the sandbox
}

// sendHead sends status and headers that announce a body of that length.
func (a *answer) sendHead(w http.ResponseWriter, length int) {
	maps.Copy(w.Header(), a.header)
	if a.status == 0 {
		a.status = http.StatusOK
	}
	if a.status != http.StatusNoContent {
		w.Header().Set("Content-Length", strconv.Itoa(length))
	}
	w.WriteHeader(a.status)
}

// with is the answer with another body.
func (a *answer) with(body []byte) *answer {
	return &answer{a.status, a.header.Clone(), body}
}
