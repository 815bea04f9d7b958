package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

// serving makes this program the server of BenchmarkMemory: in a process of its
// own, its memory is not counted.
const serving = "QUARTET_BENCH_SERVER"

// slow is where that server answers as one far away does.
const slow = "/slow"

func TestMain(m *testing.M) {
	if os.Getenv(serving) == "" {
		os.Exit(m.Run())
	}
	journal, mux := newJournal(), http.NewServeMux()
	mux.Handle("/", journal)
	mux.HandleFunc(slow+"/", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(100*time.Millisecond + rand.N(350*time.Millisecond))
		journal.ServeHTTP(w, r)
	})
	server := httptest.NewServer(mux)
	fmt.Println(server.URL)
	_, _ = bufio.NewReader(os.Stdin).ReadByte() // until the benchmark ends
	server.Close()
}

// BenchmarkMemory walks over deals, 10,000 a day, and reports how many come in a
// second, on the whole and in the fastest stretch, the highest heap that was seen,
// garbage included, and what of it was alive. A page is 1000 deals. Once a walk has
// as many pages ahead as it may, it holds no more, however long it is. By hand is
// what a program does without this library.
func BenchmarkMemory(b *testing.B) {
	url := elsewhere(b)
	const million = 1_000_000
	for _, test := range []struct {
		name  string
		url   string
		read  reader
		deals []int
	}{
		{"prefetch=0", url, walking(ordersdiary.Prefetch(0)), []int{million / 100, million / 10, million}},
		{"prefetch=3", url, walking(ordersdiary.Prefetch(3)), []int{million / 100, million / 10, million}},
		{"prefetch=5", url, walking(ordersdiary.Prefetch(5)), []int{million}},
		{"prefetch=default", url, walking(), []int{million / 100, million / 10, million}},
		{"prefetch=default/slow", url + slow, walking(), []int{million / 10}},
		{"byhand", url, byHand, []int{million / 10}},
	} {
		for _, deals := range test.deals {
			b.Run(fmt.Sprintf("%s/deals=%d", test.name, deals), func(b *testing.B) { remember(b, test.url, deals, test.read) })
		}
	}
}

// reader reads the deals of so many days and calls each for every one of them.
type reader func(ctx context.Context, url string, days int, each func()) error

// walking reads with a walk of the library.
func walking(options ...ordersdiary.QueryOption) reader {
	return func(ctx context.Context, url string, days int, each func()) error {
		account, err := quartet.NewCalltouch("token", quartet.WithBaseURL(url), quartet.WithInsecureHTTP(),
			quartet.WithRateLimit(1e6, 1000))
		if err != nil {
			return err
		}
		defer account.CloseIdleConnections()
		for _, err := range ordersdiary.New(account, 1).All(ctx, append(options, ordersdiary.Between(firstDay, firstDay.AddDate(0, 0, days)))...) {
			if err != nil {
				return err
			}
			each()
		}
		return nil
	}
}

// byHand reads page after page into strict structs, with net/http and
// encoding/json.
func byHand(ctx context.Context, url string, days int, each func()) error {
	for n := range days * pagesPerDay {
		day := firstDay.AddDate(0, 0, n/pagesPerDay).Format("02/01/2006")
		query := fmt.Sprintf("%s/?dateFrom=%s&dateTo=%[2]s&page=%d", url, day, n%pagesPerDay+1)
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, query, nil)
		if err != nil {
			return err
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(resp.Body)
		_ = resp.Body.Close()
		if err != nil {
			return err
		}
		var page strictPage
		if err := json.Unmarshal(text, &page); err != nil {
			return err
		}
		for range page.Records {
			each()
		}
	}
	return nil
}

// maxStretch is how many deals in a row are timed by themselves, for machines that
// others use as well. The collector runs several times meanwhile.
const maxStretch = 100_000

var firstDay = time.Date(2024, 1, 1, 0, 0, 0, 0, as.Location)

func remember(b *testing.B, url string, deals int, read reader) {
	runtime.GC()
	base, _ := heaps()
	var peak, alive uint64
	stretch := min(deals, maxStretch)
	fastest := time.Duration(math.MaxInt64)
	for b.Loop() {
		n, start := 0, time.Now()
		err := read(b.Context(), url, deals/(pageSize*pagesPerDay), func() {
			if n++; n%stretch == 0 {
				now := time.Now()
				fastest = min(fastest, now.Sub(start))
				start = now
			}
			if n%100 == 0 {
				all, live := heaps()
				peak, alive = max(peak, all), max(alive, live)
			}
		})
		if err != nil || n != deals {
			b.Fatalf("%d deals, want %d: %v", n, deals, err)
		}
	}
	b.ReportMetric(float64(deals)*float64(b.N)/b.Elapsed().Seconds(), "records/s")
	b.ReportMetric(float64(stretch)/fastest.Seconds(), "fastest-records/s")
	b.ReportMetric(float64(base)/1e6, "before-MB")
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
	b.ReportMetric(float64(alive)/1e6, "live-MB")
	b.ReportMetric(float64(len(DealPage(1, pageSize)))/1e6, "page-MB")
}

// heaps is the heap with its garbage, and what the last collection found alive.
func heaps() (all, live uint64) {
	samples := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"}}
	metrics.Read(samples)
	return samples[0].Value.Uint64(), samples[1].Value.Uint64()
}

// elsewhere starts the server and gives its address.
func elsewhere(b *testing.B) string {
	b.Helper()
	program := exec.CommandContext(b.Context(), os.Args[0])
	program.Env = append(os.Environ(), serving+"=1")
	in, err := program.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := program.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := program.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = in.Close()
		_ = program.Wait() // it was told to end, or killed with the context
	})
	url, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(url)
}
