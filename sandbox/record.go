package sandbox

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// maxRecords and maxRecordedBody bound what the recorder keeps: the latest
// requests, and the beginning of their bodies. Counts go on.
const (
	maxRecords      = 100_000
	maxRecordedBody = 64 << 10
)

// Request is a request that a vendor was sent, without its credentials.
type Request struct {
	Time      time.Time   `json:"time"`
	Vendor    Vendor      `json:"vendor"`
	Method    string      `json:"method"`
	Path      string      `json:"path"`
	Query     string      `json:"query,omitempty"`
	Header    http.Header `json:"header,omitempty"`
	Body      string      `json:"body,omitempty"`
	Status    int         `json:"status"`            // what was answered; 0 while there is no answer, and when there never was one
	Limited   bool        `json:"limited,omitempty"` // refused by the limit
	Fault     FaultKind   `json:"fault,omitempty"`   // the fault that it met
	Processed bool        `json:"processed"`         // the vendor worked on it, whether or not the answer arrived
	Created   []Created   `json:"created,omitempty"` // what it created
}

// Created is a record that a request created.
type Created struct {
	Kind Kind  `json:"kind"`
	ID   int64 `json:"id"`
}

// recorder keeps the requests in their order of arrival.
type recorder struct {
	clock Clock
	mask  func() mask

	mu       sync.Mutex
	requests []*Request
	counts   map[Vendor]Counts
	created  map[Kind]int
}

func (r *recorder) reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.requests, r.counts, r.created = nil, map[Vendor]Counts{}, map[Kind]int{}
}

type recordKey struct{}

// handler notes each request before next sees it. The note goes along in the
// request's context, where the stations behind complete it.
func (r *recorder) handler(v Vendor, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, err := io.ReadAll(req.Body)
		if err != nil {
			panic(http.ErrAbortHandler) // the client broke off while it was sending
		}
		req.Body = io.NopCloser(bytes.NewReader(body))
		m := r.mask()
		text := m.text(string(body)) // the whole, for a secret that the cut would halve
		note := &Request{
			Time: r.clock.Now(), Vendor: v, Method: req.Method, Path: m.text(req.URL.Path),
			Query: m.query(req.URL.RawQuery), Header: m.header(req.Header),
			Body: text[:min(len(text), maxRecordedBody)],
		}
		r.add(note)
		req = req.WithContext(context.WithValue(req.Context(), recordKey{}, note))
		next.ServeHTTP(&statusWriter{ResponseWriter: w, note: func(status int) {
			r.update(req, func(n *Request) { n.Status = status })
		}}, req)
	})
}

func (r *recorder) add(note *Request) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.requests) == maxRecords {
		r.requests = slices.Delete(r.requests, 0, maxRecords/10)
	}
	r.requests = append(r.requests, note)
	c := r.counts[note.Vendor]
	c.Requests++
	r.counts[note.Vendor] = c
}

// update completes the note on a request.
func (r *recorder) update(req *http.Request, change func(*Request)) {
	note := req.Context().Value(recordKey{}).(*Request)
	r.mu.Lock()
	defer r.mu.Unlock()
	before := *note
	change(note)
	c := r.counts[note.Vendor]
	c.Processed += added(before.Processed, note.Processed)
	c.Limited += added(before.Limited, note.Limited)
	c.Faulted += added(before.Fault != "", note.Fault != "")
	r.counts[note.Vendor] = c
	for _, made := range note.Created[len(before.Created):] {
		r.created[made.Kind]++
	}
}

func added(before, after bool) int {
	if after && !before {
		return 1
	}
	return 0
}

// note is a copy of the note on a request.
func (r *recorder) note(req *http.Request) Request {
	r.mu.Lock()
	defer r.mu.Unlock()
	return *req.Context().Value(recordKey{}).(*Request)
}

func (r *recorder) matching(m Match) []Request {
	r.mu.Lock()
	defer r.mu.Unlock()
	var found []Request
	for _, note := range r.requests {
		if m.Matches(*note) {
			found = append(found, *note)
		}
	}
	return found
}

// statusWriter tells the status of the answer once it is sent.
type statusWriter struct {
	http.ResponseWriter
	note func(status int)
	sent bool
}

func (w *statusWriter) WriteHeader(status int) {
	if !w.sent {
		w.sent = true
		w.note(status)
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *statusWriter) Write(p []byte) (int, error) {
	if !w.sent {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
