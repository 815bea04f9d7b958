package sandbox_test

import (
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet/sandbox"
)

// day is 10 March, in which the tests put their deals.
const day = "dateFrom=10/03/2026&dateTo=11/03/2026"

func on(d, hour int) time.Time { return time.Date(2026, time.March, d, hour, 0, 0, 0, moscow) }

// deal inserts a deal of 10 March, noon, as most tests want it: with no lead's
// visit, of no manager and no service, its name told by orderName.
func (t *trial) deal(name string, change func(*sandbox.Deal)) int64 {
	t.Helper()
	return t.Calltouch.Server.InsertDeal(func(d *sandbox.Deal) {
		d.Name, d.OrderDate, d.CreatedDate, d.UpdatedDate = name, on(10, 12), on(10, 13), on(12, 12)
		d.Manager, d.Service, d.Source, d.Visit = "", "", &sandbox.DealSource{Type: "REQUEST", RequestNumber: 7}, nil
		if change != nil {
			change(d)
		}
	})
}

// empty starts an account without deals of its own.
func (t *trial) empty(change func(*sandbox.CalltouchConfig)) {
	t.Helper()
	t.start(journalWith(func(c *sandbox.CalltouchConfig) {
		c.Deals = 0
		if change != nil {
			change(c)
		}
	}))
}

// names is the names of the deals that a query without page finds.
func (t *trial) names(query string) string {
	t.Helper()
	return strings.Join(t.column(t.journal(query), "", "orderName"), " ")
}

// refused checks a refusal with 400.
func (t *trial) refused(queries ...string) {
	t.Helper()
	for _, query := range queries {
		t.answers(t.journal(query), 400)
	}
}

var calltouchAccess = []fact{
	{"path", documented, "GET /calls-service/RestAPI/‹site id›/orders-diary/orders", "", "", func(t *trial) {
		t.start()
		t.answers(t.do("GET", t.Calltouch.URL+"/calls-service/RestAPI/12345/orders-diary/orders?"+day+"&clientApiId="+url.QueryEscape(t.Calltouch.Token), ""), 200)
	}},
	{"other-methods", assumed, "other HTTP methods are 405", "", "", func(t *trial) {
		t.start()
		t.answers(t.do("POST", t.diary(), ""), 405)
	}},
	{"unknown-path", assumed, "an unknown site or path is 404", "", "", func(t *trial) {
		t.start()
		t.answers(t.do("GET", strings.Replace(t.diary(), "12345", "99999", 1), ""), 404)
		t.answers(t.do("GET", strings.Replace(t.diary(), "-diary", "", 1), ""), 404)
	}},
	{"node-id", believed, "…/getnodeid/ answers the nodeId of an older host", "default: answered, no client needs it", "", func(t *trial) {
		t.start(journalWith(func(c *sandbox.CalltouchConfig) { c.NodeID = 4 }))
		t.equal(t.do("GET", t.Calltouch.URL+"/calls-service/RestAPI/12345/getnodeid/", "").body, `{"nodeId":4}`)
	}},
	{"token", documented, "the token is clientApiId in the query", "a wrong one is 403 (assumed)", "", func(t *trial) {
		t.start()
		t.answers(t.journal(day), 200)
		t.answers(t.do("GET", t.diary()+"?"+day, ""), 403)
		t.answers(t.do("GET", t.diary()+"?"+day+"&clientApiId=wrong", ""), 403)
	}},
	{"token-escaped", captured, "tokens hold / and may hold + and =, which must be escaped", "the default token has all three", "", func(t *trial) {
		t.start()
		t.equal(strings.ContainsRune(t.Calltouch.Token, '/') && strings.ContainsRune(t.Calltouch.Token, '+'), true)
		t.answers(t.do("GET", t.diary()+"?"+day+"&clientApiId="+t.Calltouch.Token, ""), 403)
	}},
	{"errors", assumed, "no body of an error is documented", "4xx with a JSON body", "", func(t *trial) {
		t.start()
		t.answers(t.journal("page=0"), 400, `"apiErrorData"`)
	}},
	{"errors-html", believed, "errors may be HTML, also with 200", "", "CalltouchConfig.Errors html, or Fault{Kind: HTML200}", func(t *trial) {
		t.start(journalWith(func(c *sandbox.CalltouchConfig) { c.Errors = "html" }))
		t.answers(t.journal("page=0"), 400, "<html>")
		t.Fault(sandbox.Fault{Kind: sandbox.HTML200})
		t.answers(t.journal(day), 200, "<html>")
	}},
	{"errors-soft", believed, "other services of the host answer 200 with data.apiErrorData", "", "CalltouchConfig.Errors soft", func(t *trial) {
		t.start(journalWith(func(c *sandbox.CalltouchConfig) { c.Errors = "soft" }))
		r := t.journal("page=0")
		t.answers(r, 200)
		t.kind(r, "number", "data.apiErrorData.errorCode")
		t.kind(r, "string", "data.apiErrorData.errorMessage")
	}},
	{"limit", documented, "5 requests a second run, 5 more queue, the 11th in that second fails", "by address in the document, by sandbox here", "", func(t *trial) {
		synctest.Test(t.T, func(inner *testing.T) {
			at, _ := burst(inner, sandbox.CalltouchLimit(), 11)
			t.equal(at[200], "0s 0s 0s 0s 0s 1s 1s 1s 1s 1s")
			t.equal(at[429], "0s")
		})
	}},
	{"limit-late", believed, "a queued answer comes up to a second late", "default: it follows from the documented queue", "", func(t *trial) {
		synctest.Test(t.T, func(inner *testing.T) {
			at, _ := burst(inner, sandbox.CalltouchLimit(), 6)
			t.equal(at[200], "0s 0s 0s 0s 0s 1s")
		})
	}},
	{"limit-refusal", assumed, "status and body of the refusal are not documented, and no Retry-After is known", "429 with HTML; Limit.Status is another status", "", func(t *trial) {
		synctest.Test(t.T, func(inner *testing.T) {
			limit := sandbox.CalltouchLimit()
			_, last := burst(inner, limit, 11)
			t.answers(last, 429, "<html>")
			t.equal(last.header.Get("Retry-After"), "")
		})
		synctest.Test(t.T, func(inner *testing.T) {
			limit := sandbox.CalltouchLimit()
			limit.Status = 503
			at, _ := burst(inner, limit, 11)
			t.equal(at[503], "0s")
		})
	}},
	{"limit-counting", assumed, "how the vendor counts is not documented", "a queue; Limit.Model is a fixed window, a sliding window or a bucket of tokens", "", func(t *trial) {
		for _, model := range []sandbox.LimitModel{sandbox.FixedWindow, sandbox.SlidingWindow, sandbox.TokenBucket} {
			synctest.Test(t.T, func(inner *testing.T) {
				limit := sandbox.CalltouchLimit()
				limit.Model = model
				at, _ := burst(inner, limit, 11)
				t.equal(at[200], "0s 0s 0s 0s 0s 0s 0s 0s 0s 0s")
				t.equal(at[429], "0s")
			})
		}
	}},
	{"limit-points", believed, "a daily budget exists for some methods", "", "WithLimit of a day", func(t *trial) {
		synctest.Test(t.T, func(inner *testing.T) {
			at, _ := burst(inner, sandbox.Limit{Model: sandbox.FixedWindow, Run: 3, Per: 24 * time.Hour}, 5)
			t.equal(at[200], "0s 0s 0s")
			t.equal(at[429], "0s 0s")
		})
	}},
}

// burst sends n requests at once and tells when the answers of each status came,
// and an answer that was no 200.
func burst(t *testing.T, limit sandbox.Limit, n int) (at map[int]string, refusal reply) {
	t.Helper()
	s := &trial{T: t}
	s.Sandbox = sandbox.New(t, sandbox.InMemory(), sandbox.WithLimit(sandbox.Calltouch, limit),
		journalWith(func(c *sandbox.CalltouchConfig) { c.Deals = 10 }))
	s.client = plain(s.Sandbox)
	times := map[int][]string{}
	var mu sync.Mutex
	var all sync.WaitGroup
	begin := time.Now()
	for range n {
		all.Go(func() {
			r := s.journal(day)
			mu.Lock()
			defer mu.Unlock()
			times[r.status] = append(times[r.status], time.Since(begin).String())
			if r.status != 200 {
				refusal = r
			}
		})
	}
	all.Wait()
	s.Close()
	at = map[int]string{}
	for status, list := range times {
		slices.Sort(list)
		at[status] = strings.Join(list, " ")
	}
	return at, refusal
}
