package bench

import (
	"slices"
	"testing"
	"time"
)

// BenchmarkByTurns has a walk and a program by hand read the same days in turns, so
// that a busy machine bothers both alike, and reports how many times faster the
// walk is: the median of the turns.
func BenchmarkByTurns(b *testing.B) {
	const days = 2
	url := elsewhere(b)
	took := func(read reader) float64 {
		n, start := 0, time.Now()
		if err := read(b.Context(), url, days, func() { n++ }); err != nil || n != days*pagesPerDay*pageSize {
			b.Fatalf("%d deals: %v", n, err)
		}
		return time.Since(start).Seconds()
	}
	var ratios []float64
	for b.Loop() {
		walk := took(walking())
		ratios = append(ratios, took(byHand)/walk)
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "times-byhand")
}
