package pagingtest

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// server is a vendor's server as an http.RoundTripper, which counts.
type server struct {
	answer  func(*http.Request) string
	status  func(n int) int  // of the n-th request; nil: 200
	hang    func(n int) bool // the n-th request is never answered
	latency time.Duration

	mu       sync.Mutex
	requests int
	pending  int
}

// count is the number of requests that came.
func (s *server) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests
}

// open is the number of requests that were not answered yet.
func (s *server) open() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pending
}

// RoundTrip answers r, after the latency.
func (s *server) RoundTrip(r *http.Request) (*http.Response, error) {
	s.mu.Lock()
	s.requests++
	n := s.requests
	s.pending++
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		s.pending--
		s.mu.Unlock()
	}()
	var answered <-chan time.Time // never, when it hangs
	if s.hang == nil || !s.hang(n) {
		answered = time.After(s.latency)
	}
	select {
	case <-answered:
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	status := http.StatusOK
	if s.status != nil {
		status = s.status(n)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return &http.Response{
		StatusCode: status,
		Header:     http.Header{"Content-Type": {"application/json"}},
		Body:       io.NopCloser(strings.NewReader(s.answer(r))),
		Request:    r,
	}, nil
}
