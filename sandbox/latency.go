package sandbox

import (
	"net/http"
	"sync"
	"time"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// Latency is how long an answer takes: from Least to Most, in a sequence that
// follows from the sandbox's seed.
type Latency struct {
	Least time.Duration `json:"least"`
	Most  time.Duration `json:"most"`
}

type delay struct {
	clock Clock
	seed  uint64

	mu      sync.Mutex
	latency Latency
	n       uint64
}

func (d *delay) set(l Latency) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.latency, d.n = l, 0
}

// reset begins the sequence again.
func (d *delay) reset() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.n = 0
}

// next is how long the next request waits.
func (d *delay) next() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.n++
	span := max(0, d.latency.Most-d.latency.Least)
	return d.latency.Least + time.Duration(data.Hash(d.seed, d.n)%uint64(span+1))
}

func (d *delay) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait(r.Context(), d.clock, d.next()) == nil {
			next.ServeHTTP(w, r)
		}
	})
}
