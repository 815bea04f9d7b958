package bench

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/metrics"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

const (
	pageSize    = 1000
	pagesPerDay = 10
)

// BenchmarkWalk reads a journal of many deals with the real client from a server
// in the same process. Its figures are records a second and the highest heap that
// was seen, the server's part included.
func BenchmarkWalk(b *testing.B) {
	for _, prefetch := range []int{1, 5} {
		for _, deals := range []int{10_000, 100_000, 1_000_000} {
			b.Run(fmt.Sprintf("prefetch=%d/deals=%d", prefetch, deals), func(b *testing.B) { walk(b, prefetch, deals) })
		}
	}
}

func walk(b *testing.B, prefetch, deals int) {
	server := httptest.NewServer(newJournal())
	defer server.Close()
	account, err := quartet.NewCalltouch("token", quartet.WithBaseURL(server.URL), quartet.WithInsecureHTTP(),
		quartet.WithRateLimit(1e6, 1000))
	if err != nil {
		b.Fatal(err)
	}
	defer account.CloseIdleConnections()
	from := firstDay
	to := from.AddDate(0, 0, deals/(pageSize*pagesPerDay))
	peak := uint64(0)
	runtime.GC()
	for b.Loop() {
		n := 0
		for deal, err := range ordersdiary.New(account, 1).All(b.Context(), ordersdiary.Between(from, to), ordersdiary.Prefetch(prefetch)) {
			if err != nil || deal.OrderNumber == "" {
				b.Fatalf("deal %d: %v", n, err)
			}
			if n++; n%pageSize == pageSize/2 {
				peak = max(peak, heap())
			}
		}
		if n != deals {
			b.Fatalf("%d deals, want %d", n, deals)
		}
	}
	b.ReportMetric(float64(deals)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
}

// heap is the memory of live and dead objects that no collection has freed yet.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// journal answers each page of each day with the same deals under new numbers and
// dates, which costs next to nothing beside reading them.
type journal struct {
	template       []byte    // behind the counts
	numbers, dates []int     // places in it
	copies         sync.Pool // of *[]byte, to write in
}

func newJournal() *journal {
	page := DealPage(1, pageSize)
	j := &journal{template: page[bytes.Index(page, []byte(`,"records"`)):]}
	j.copies.New = func() any { text := bytes.Clone(j.template); return &text }
	for i := range pageSize {
		number := strconv.Itoa(7_800_000 + i)
		j.numbers = append(j.numbers, places(j.template, `"orderNumber":"`+number, len(number))...)
	}
	j.dates = places(j.template, `"orderDate":"`, 0)
	for i := range j.dates {
		j.dates[i] += len(`"orderDate":"`)
	}
	return j
}

// places is where the last bytes of each text stand in page.
func places(page []byte, text string, last int) []int {
	var found []int
	for from := 0; ; {
		n := bytes.Index(page[from:], []byte(text))
		if n < 0 {
			return found
		}
		from += n
		place := from
		if last > 0 {
			place += len(text) - last
		}
		found = append(found, place)
		from += len(text)
	}
}

func (j *journal) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	date, err := time.Parse("02/01/2006", r.URL.Query().Get("dateFrom"))
	page, pageErr := strconv.Atoi(r.URL.Query().Get("page"))
	if err != nil || pageErr != nil {
		http.Error(w, "bad query", http.StatusBadRequest)
		return
	}
	pooled := j.copies.Get().(*[]byte)
	defer j.copies.Put(pooled)
	text := *pooled
	first := (date.YearDay()*pagesPerDay + page) * pageSize
	for i, place := range j.numbers {
		digits := strconv.AppendInt(make([]byte, 0, 8), int64(1_000_000+first+i), 10)
		copy(text[place:], digits)
	}
	day := date.Format("02/01/2006")
	for _, place := range j.dates {
		copy(text[place:], day)
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"page":%d,"pageTotal":%d,"pageSize":%d,"recordsTotal":%d`, page, pagesPerDay, pageSize, pagesPerDay*pageSize)
	_, _ = w.Write(text)
}
