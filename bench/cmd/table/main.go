// Command table measures the decoders and prints how many times faster than
// encoding/json each is. The decoders take turns every few milliseconds, so that
// whatever else the machine does hits all of them alike, and of each round the
// fastest turn counts.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/quartetgo/quartet/bench"
)

func main() {
	log.SetFlags(0)
	rounds := flag.Int("rounds", 10, "how many times each decoder is measured")
	turns := flag.Int("turns", 20, "how many turns a round has, of which the fastest counts")
	seed := flag.Uint64("seed", 1, "of the documents")
	out := flag.String("out", "", "a `file` for the measurements in the form that benchstat reads")
	flag.Parse()

	file := os.Stdout
	if *out != "" {
		var err error
		if file, err = os.Create(*out); err != nil {
			log.Fatal(err)
		}
		defer file.Close()
	}
	for _, doc := range bench.Documents(*seed) {
		results := make([][]turn, len(doc.Decoders()))
		for range *rounds {
			for i, fastest := range round(doc, *turns) {
				results[i] = append(results[i], fastest)
			}
		}
		for i, decoder := range doc.Decoders() {
			for _, r := range results[i] {
				fmt.Fprintf(file, "BenchmarkDecode/doc=%s/by=%s 1 %d ns/op %.2f MB/s %d B/op %d allocs/op\n", doc.Name, decoder.Name,
					r.time.Nanoseconds(), float64(len(doc.Text))/r.time.Seconds()/1e6, r.bytes, r.allocs)
			}
			report(doc, decoder, results[0], results[i])
		}
	}
}

// turn is what one run of a decoder took.
type turn struct {
	time          time.Duration
	bytes, allocs uint64
}

// round gives each decoder its turns and returns the fastest of each.
func round(doc bench.Document, turns int) []turn {
	decoders := doc.Decoders()
	fastest := make([]turn, len(decoders))
	for range turns {
		for i, decoder := range decoders {
			if t := measure(doc, decoder); fastest[i].time == 0 || t.time < fastest[i].time {
				fastest[i] = t
			}
		}
	}
	return fastest
}

// measure runs a decoder for about a millisecond at least.
func measure(doc bench.Document, decoder bench.Decoder) turn {
	n := max(1, 200_000/len(doc.Text))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for range n {
		if records, err := decoder.Read(); err != nil || records != doc.Records {
			log.Fatalf("%s by %s: %d records and %v, want %d", doc.Name, decoder.Name, records, err, doc.Records)
		}
	}
	elapsed := time.Since(start)
	runtime.ReadMemStats(&after)
	return turn{elapsed / time.Duration(n), (after.TotalAlloc - before.TotalAlloc) / uint64(n), (after.Mallocs - before.Mallocs) / uint64(n)}
}

// report prints one line of the table: the median of the rounds' ratios, and the
// lowest and the highest of them.
func report(doc bench.Document, decoder bench.Decoder, base, own []turn) {
	ratios := make([]float64, len(own))
	for i := range own {
		ratios[i] = float64(base[i].time) / float64(own[i].time)
	}
	slices.Sort(ratios)
	best := slices.MinFunc(own, func(a, b turn) int { return int(a.time - b.time) })
	fmt.Fprintf(os.Stderr, "%-7s %-14s %5.2fx (%.2f to %.2f) %8.0f MB/s %8.1f allocs a record\n", doc.Name, decoder.Name,
		ratios[len(ratios)/2], ratios[0], ratios[len(ratios)-1], float64(len(doc.Text))/best.time.Seconds()/1e6, float64(own[0].allocs)/float64(doc.Records))
}
