package sandbox

import (
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// Latency is how long an answer takes: from Least to Most, in a sequence that
// follows from the sandbox's seed. The zero Latency is none.
type Latency struct {
	Least time.Duration `json:"least"`
	Most  time.Duration `json:"most"`
}

const maxLatency = 24 * time.Hour

// check tells what is wrong with the latency.
func (l Latency) check() error {
	switch {
	case l.Least < 0 || l.Least > maxLatency:
		return fmt.Errorf("sandbox: latency: least must be 0…%v, is %v", maxLatency, l.Least)
	case l.Most < l.Least || l.Most > maxLatency:
		return fmt.Errorf("sandbox: latency: most must be from least (%v) to %v, is %v", l.Least, maxLatency, l.Most)
	}
	return nil
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
	span := d.latency.Most - d.latency.Least
	return d.latency.Least + time.Duration(data.Hash(d.seed, d.n)%uint64(span+1))
}

func (d *delay) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if wait(r.Context(), d.clock, d.next()) == nil {
			next.ServeHTTP(w, r)
		}
	})
}
