package paging

import (
	"context"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// endless answers windows of a list of n rows, made as they are asked for.
func endless(n int) fetchFunc {
	s := newShop(1, 0, profile{})
	return func(_ context.Context, w Window, buf []byte) (Answer[string], error) {
		rows := make([]int64, 0, w.Size)
		for i := w.Offset; i < min(n, w.Offset+w.Size); i++ {
			rows = append(rows, int64(i)+1)
		}
		a := s.render(rows, buf)
		a.Page, a.Size, a.Total = w.Page, w.Size, n
		return a, nil
	}
}

// BenchmarkByID walks lists of growing length and reports the peak of the heap.
func BenchmarkByID(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		for _, prefetch := range []int{0, -1} {
			b.Run("rows="+strconv.Itoa(n)+"/prefetch="+strconv.Itoa(prefetch), func(b *testing.B) {
				l := newShop(1, 0, profile{}).list(PageNumber, 1000)
				l.Fetch = endless(n)
				done, peak := make(chan struct{}), make(chan uint64)
				go watchHeap(done, peak)
				rows := 0
				b.ReportAllocs()
				for b.Loop() {
					for _, err := range ByID(l, Options{Prefetch: prefetch}).All(b.Context()) {
						if err != nil {
							b.Fatal(err)
						}
						rows++
					}
				}
				close(done)
				b.ReportMetric(float64(<-peak)/(1<<20), "peak-MB")
				b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
			})
		}
	}
}

func watchHeap(done <-chan struct{}, peak chan<- uint64) {
	var most uint64
	var m runtime.MemStats
	for {
		select {
		case <-done:
			peak <- most
			return
		case <-time.After(5 * time.Millisecond):
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
}
