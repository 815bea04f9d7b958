package pagingtest

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"

	"github.com/quartetgo/quartet"
)

// continued ends walks at random points, by the caller's context or by the
// server, and continues each with another page size until it is through.
func (h *harness[T]) continued() {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		h.settings.From = ""
		var all []int64
		for more := true; more; {
			h.settings.PerPage = 1 + r.IntN(12)
			ids, stopped := h.ended(r)
			all = append(all, ids...)
			if more = stopped != nil; more {
				h.settings.From = stopped.Cursor
			}
		}
		h.check(all)
	}
}

// ended walks until a random end, which is nil when the walk got through.
func (h *harness[T]) ended(r *rand.Rand) (ids []int64, stopped *quartet.WalkError) {
	h.Helper()
	s := h.server()
	if failed := 2 + r.IntN(15); r.IntN(2) == 0 {
		s.status = func(n int) int {
			if n >= failed {
				return http.StatusForbidden
			}
			return http.StatusOK
		}
	}
	ctx, cancel := context.WithCancel(h.Context())
	defer cancel()
	left := 1 + r.IntN(records)
	for v, err := range h.walk(ctx, s) {
		if errors.As(err, &stopped) {
			continue // to its end
		}
		if err != nil {
			h.Fatal(err)
		}
		ids = append(ids, h.subject.ID(v))
		if left--; left == 0 {
			cancel()
		}
	}
	return ids, stopped
}
