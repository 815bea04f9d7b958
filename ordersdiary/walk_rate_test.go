package ordersdiary_test

import (
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// pagesOfTheRate are the full pages that the deals of these walks fill.
const pagesOfTheRate = 600

// A walk with pages fetched ahead takes all that the vendor's limit gives,
// however the vendor counts, and not one request is refused. One page after the
// other takes three times as long.
func TestAWalkFillsTheRate(t *testing.T) {
	t.Parallel()
	for _, model := range []sandbox.LimitModel{sandbox.Queue, sandbox.FixedWindow, sandbox.SlidingWindow, sandbox.TokenBucket} {
		for _, test := range []struct {
			name    string
			days    int           // in a window, of 90
			work    time.Duration // of the loop for each deal, of which there are two on a page
			options []ordersdiary.QueryOption
			slowest float64 // pages a second
		}{
			{"by the quarter", 90, 0, nil, 4.9},
			{"by the month", 30, 0, nil, 4.9},
			{"by the week", 7, 0, nil, 4.9},
			{"by the day", 1, 0, nil, 4.9},
			{"by the month, with a loop that works", 30, 40 * time.Millisecond, nil, 4.85},
			{"by the month, with a loop that takes most of the time", 30, 80 * time.Millisecond, nil, 4.7},
			{"one after the other", 30, 0, []ordersdiary.QueryOption{ordersdiary.Prefetch(0)}, 1.5},
		} {
			t.Run(string(model)+", "+test.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					options := append(test.options, ordersdiary.DaysAtOnce(test.days))
					rate, first := pace(t, model, test.days, test.work, options)
					if rate < test.slowest || len(test.options) > 0 && rate > 2 {
						t.Errorf("%.3f pages a second, want %.2f", rate, test.slowest)
					}
					if first < 200*time.Millisecond || first > 900*time.Millisecond {
						t.Errorf("the first deal came after %s, want one latency", first)
					}
					t.Logf("%.3f pages a second, the first deal after %s", rate, first)
				})
			})
		}
	}
}

// pace walks over 90 days of deals, 2 on a page, whose answers take 200 to 900
// ms, and gives pages a second and when the first deal came. A page is what was
// asked for: none may be asked for in vain.
func pace(t *testing.T, model sandbox.LimitModel, daysAtOnce int, work time.Duration, options []ordersdiary.QueryOption) (rate float64, first time.Duration) {
	t.Helper()
	const perPage, days = 2, 90
	sb, err := sandbox.Start(sandbox.InMemory(), sandbox.WithLatency(200*time.Millisecond, 900*time.Millisecond),
		sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 0 }),
		sandbox.WithLimit(sandbox.Calltouch, sandbox.Limit{Model: model, Run: 5, Wait: 5, Per: time.Second}))
	if err != nil {
		t.Fatal(err)
	}
	defer sb.Close()
	const deals = pagesOfTheRate*perPage - 1
	windows := make([]int, (days+daysAtOnce-1)/daysAtOnce) // deals in each
	for i := range deals {
		at := time.Duration(i) * (days * 24 * time.Hour / deals)
		windows[int(at/(24*time.Hour))/daysAtOnce]++
		sb.Calltouch.Server.InsertDeal(func(d *sandbox.Deal) {
			d.OrderNumber = strconv.Itoa(i)
			d.OrderDate = day(1).Add(at)
		})
	}
	pages := 0
	for _, n := range windows {
		pages += n/perPage + 1 // a last page that is full is asked for once more
	}
	svc := ordersdiary.New(sb.CalltouchClient(quartet.WithLocation(msk)), sb.Calltouch.SiteID)
	options = append(options, ordersdiary.Between(day(1), day(1+days)), ordersdiary.PerPage(perPage))
	seen := map[string]bool{}
	start := time.Now()
	for deal, err := range svc.All(t.Context(), options...) {
		if err != nil {
			t.Fatal(err)
		}
		if len(seen) == 0 {
			first = time.Since(start)
		}
		seen[deal.OrderNumber] = true
		time.Sleep(work)
	}
	took := time.Since(start)
	if len(seen) != deals {
		t.Errorf("%d deals, want %d", len(seen), deals)
	}
	requests := sb.Requests(sandbox.Match{Vendor: sandbox.Calltouch})
	for _, r := range requests {
		if r.Limited {
			t.Errorf("refused: %s", r.Path)
		}
	}
	if len(requests) != pages {
		t.Errorf("%d requests for %d pages", len(requests), pages)
	}
	return float64(pages) / took.Seconds(), first
}
