package sandbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// ids reads the ids of a walk.
func ids[T any](t *testing.T, walk iter.Seq2[T, error], id func(T) int64) []int64 {
	t.Helper()
	var list []int64
	for v, err := range walk {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, id(v))
	}
	return list
}

// walks reads all records of each kind that has ids, in pages of 20.
func walks(t *testing.T, sb *sandbox.Sandbox) map[sandbox.Kind]func(context.Context) []int64 {
	store, book := sb.CSCartClient(), sb.Open2bClient()
	return map[sandbox.Kind]func(context.Context) []int64{
		sandbox.Orders: func(ctx context.Context) []int64 {
			return ids(t, orders.New(store).All(ctx, orders.PerPage(20)), func(o orders.Summary) int64 { return o.OrderID })
		},
		sandbox.CallRequests: func(ctx context.Context) []int64 {
			return ids(t, callrequests.New(store).All(ctx, callrequests.PerPage(20)), func(r callrequests.CallRequest) int64 { return r.RequestID })
		},
		sandbox.Contacts: func(ctx context.Context) []int64 {
			return ids(t, contacts.New(book).All(ctx, contacts.PerPage(20)), func(c contacts.Contact) int64 { return c.ID })
		},
	}
}

// judge holds what a walk yielded against the ledger.
func judge(t *testing.T, got []int64, ledger *sandbox.Ledger) {
	t.Helper()
	slices.Sort(got)
	if n := len(slices.Compact(slices.Clone(got))); n != len(got) {
		t.Errorf("%d of %d yielded twice", len(got)-n, len(got))
	}
	for _, id := range ledger.Throughout() {
		if _, found := slices.BinarySearch(got, id); !found {
			t.Errorf("%d was there throughout and is missing", id)
		}
	}
	if ledger.Steps() < 5 || len(ledger.Inserted()) == 0 || len(ledger.Deleted()) == 0 || len(ledger.Changed()) == 0 {
		t.Errorf("churn did little: %d steps", ledger.Steps())
	}
}

// The library's walks in the order of ids lose nothing and double nothing, in
// every release, while the data change between requests and within one.
func TestWalksUnderChurn(t *testing.T) {
	t.Parallel()
	for _, profile := range profiles {
		for _, kind := range []sandbox.Kind{sandbox.Orders, sandbox.CallRequests, sandbox.Contacts} {
			if kind == sandbox.CallRequests && strings.HasPrefix(profile, "4.2.3") {
				continue // the release has none
			}
			if kind == sandbox.Contacts && profile != "4.20.1" {
				continue // has no profiles
			}
			for name, onSelect := range map[string]bool{"between": false, "within": true} {
				t.Run(profile+" "+string(kind)+" "+name, func(t *testing.T) {
					t.Parallel()
					sb := sandbox.New(t, sandbox.Unlimited(), sandbox.WithProfile(profile),
						sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = 300, 300 }),
						sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 0 }),
						sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.Contacts = 300 }))
					ledger := sb.StartChurn(sandbox.Churn{Kind: kind, Insert: 2, Delete: 3, Change: 2, OnSelect: onSelect})
					got := walks(t, sb)[kind](t.Context())
					ledger.Stop()
					if kind == sandbox.Orders {
						got = append(got, unlisted(sb)...)
					}
					judge(t, got, ledger)
				})
			}
		}
	}
}

// unlisted are the orders that no list shows: incomplete ones and parents.
func unlisted(sb *sandbox.Sandbox) []int64 {
	var list []int64
	for _, id := range sb.CSCart.Server.OrderIDs() {
		if o, ok := sb.CSCart.Server.Order(id); ok && (o.Status == "N" || o.Status == "T") {
			list = append(list, id)
		}
	}
	return list
}

// A plain walk by page numbers loses records under the same churn: the ledger
// catches it.
func TestLedgerCatchesAPlainWalk(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t, sandbox.Unlimited())
	ledger := sb.StartChurn(sandbox.Churn{Kind: sandbox.Contacts, Delete: 3})
	seen := map[int64]bool{}
	book := contacts.New(sb.Open2bClient())
	for first := 0; ; first += 20 {
		page, err := book.Find(t.Context(), contacts.Limit(20), contacts.First(first))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range page.Contacts {
			seen[c.ID] = true
		}
		if len(page.Contacts) < 20 {
			break
		}
	}
	lost := 0
	for _, id := range ledger.Throughout() {
		if !seen[id] {
			lost++
		}
	}
	if lost == 0 {
		t.Error("no record was lost")
	}
}

// The journal has no ids: the walk promises that no deal is lost whose change
// shows in the totals. An insertion together with a deletion does not show, nor
// does an insertion after the count of a day's last page.
func TestDealsUnderChurn(t *testing.T) {
	t.Parallel()
	for name, churn := range map[string]sandbox.Churn{
		"inserted": {Insert: 2, Change: 2},
		"deleted":  {Delete: 2, Change: 2},
		"within":   {Delete: 2, Change: 2, OnSelect: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sb := sandbox.New(t, sandbox.Unlimited(), sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) {
				c.Deals, c.Beliefs.IncludeComments = 1000, true
			}))
			churn.Kind = sandbox.Deals
			ledger := sb.StartChurn(churn)
			from := time.Date(2026, time.January, 1, 0, 0, 0, 0, moscow)
			diary := ordersdiary.New(sb.CalltouchClient(), sb.Calltouch.SiteID)
			got := map[int64]bool{} // by the id of the call: the CRM's number hides the deal's own
			for d, err := range diary.All(t.Context(), ordersdiary.Between(from, from.AddDate(0, 4, 0)), ordersdiary.AllOrigins(), ordersdiary.PerPage(5)) {
				if err != nil {
					t.Fatal(err)
				}
				got[d.Source.CallID] = true
			}
			ledger.Stop()
			if ledger.Steps() < 100 {
				t.Errorf("%d steps", ledger.Steps())
			}
			for _, id := range ledger.Throughout() {
				if deal, _ := sb.Calltouch.Server.Deal(id); deal.Source.Type == "CALL" && !got[deal.Source.CallID] {
					t.Errorf("%d was there throughout and is missing", id)
				}
			}
		})
	}
}

// What anyone deletes was not there throughout, also when its id comes again.
func TestThroughoutKnowsAllDeletions(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	book := sb.Open2b.Server
	start := book.ContactIDs()
	ledger := sb.StartChurn(sandbox.Churn{Kind: sandbox.Contacts, Delete: 1})
	book.DeleteContact(start[0])
	call(t, sb, http.MethodPost, sb.Open2b.URL+"/open2b/api/v3/commerce.contacts.delete", fmt.Sprintf(`{"ids":[%d]}`, start[1]))
	call(t, sb, http.MethodPost, sb.Open2b.URL+"/open2b/api/v3/commerce.contacts.find", `{}`)
	book.InsertContact(nil)
	again := ledger.Deleted()[0]
	book.InsertContact(func(c *sandbox.Contact) { c.ID = again })
	want := slices.DeleteFunc(slices.Clone(start[2:]), func(id int64) bool { return id == again })
	if got := ledger.Throughout(); !slices.Equal(got, want) {
		t.Errorf("%d records, want %d", len(got), len(want))
	}
}

// The walks that the comment of Throughout names yield it all.
func TestThroughoutIsWhatListsShow(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t, sandbox.Unlimited(), sandbox.WithProfile("4.20.1-mv"),
		sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 500 }))
	got := ids(t, orders.New(sb.CSCartClient()).All(t.Context(), orders.PerPage(250), orders.IncludeIncomplete()), func(o orders.Summary) int64 { return o.OrderID })
	slices.Sort(got)
	want := sb.StartChurn(sandbox.Churn{Kind: sandbox.Orders}).Throughout()
	if !slices.Equal(got, want) || len(got) <= 3000 || len(got) == len(sb.CSCart.Server.OrderIDs()) {
		t.Errorf("%d orders are listed, %d were there throughout, of %d", len(got), len(want), len(sb.CSCart.Server.OrderIDs()))
	}
	diary, from := ordersdiary.New(sb.CalltouchClient(), sb.Calltouch.SiteID), time.Date(2026, time.January, 1, 0, 0, 0, 0, moscow)
	deals := 0
	for _, comments := range [][]ordersdiary.QueryOption{nil, {ordersdiary.WithComments()}} {
		for _, err := range diary.All(t.Context(), append(comments, ordersdiary.Between(from, from.AddDate(0, 4, 0)), ordersdiary.AllOrigins(), ordersdiary.DaysAtOnce(10))...) {
			if err != nil {
				t.Fatal(err)
			}
			deals++
		}
	}
	if want := len(sb.StartChurn(sandbox.Churn{Kind: sandbox.Deals}).Throughout()); deals != want {
		t.Errorf("%d deals are listed, %d were there throughout", deals, want)
	}
}

// The same requests meet the same churn.
func TestChurnIsDeterministic(t *testing.T) {
	t.Parallel()
	run := func() ([]int64, []int64) {
		sb := sandbox.New(t)
		ledger := sb.StartChurn(sandbox.Churn{Kind: sandbox.Contacts, Insert: 1, Delete: 4, Change: 2, Every: 2, Steps: 3})
		for n := range 10 {
			call(t, sb, http.MethodPost, sb.Open2b.URL+"/open2b/api/v3/commerce.contacts.find", `{}`)
			if want := min((n+1)/2, 3); ledger.Steps() != want {
				t.Errorf("after %d requests: %d steps, want %d", n+1, ledger.Steps(), want)
			}
		}
		if ledger.Steps() != 3 || len(ledger.Deleted()) != 12 || len(ledger.Inserted()) != 3 {
			t.Errorf("%d steps, %d deleted, %d inserted", ledger.Steps(), len(ledger.Deleted()), len(ledger.Inserted()))
		}
		return ledger.Deleted(), ledger.Changed()
	}
	deleted, changed := run()
	again, changedAgain := run()
	if !slices.Equal(deleted, again) || !slices.Equal(changed, changedAgain) {
		t.Errorf("%v and %v, %v and %v", deleted, again, changed, changedAgain)
	}
}

// A step on select comes after the count and before the rows are read, and is the
// only one of its request.
func TestChurnOnSelect(t *testing.T) {
	t.Parallel()
	for _, onSelect := range []bool{true, false} {
		sb := sandbox.New(t)
		ledger := sb.StartChurn(sandbox.Churn{Kind: sandbox.CallRequests, Insert: 5, OnSelect: onSelect})
		r := call(t, sb, http.MethodGet, sb.CSCart.URL+"/api/2.0/call_requests?items_per_page=1000", "")
		var answer struct {
			Rows   []json.RawMessage `json:"call_requests"`
			Params struct {
				Total string `json:"total_items"`
			} `json:"params"`
		}
		if err := json.Unmarshal([]byte(r.body), &answer); err != nil {
			t.Fatal(err)
		}
		want := map[bool]string{true: "400", false: "405"}[onSelect]
		if answer.Params.Total != want || len(answer.Rows) != 405 || ledger.Steps() != 1 {
			t.Errorf("on select %v: counted %s, selected %d, %d steps", onSelect, answer.Params.Total, len(answer.Rows), ledger.Steps())
		}
	}
}

func TestWrongChurnAndLatencyPanic(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	for name, f := range map[string]func(){
		"kind":     func() { sb.StartChurn(sandbox.Churn{Kind: "users"}) },
		"negative": func() { sb.StartChurn(sandbox.Churn{Kind: sandbox.Orders, Insert: -1}) },
		"too many": func() { sb.StartChurn(sandbox.Churn{Kind: sandbox.Orders, Delete: 10_001}) },
		"latency":  func() { sb.SetLatency(sandbox.Open2b, sandbox.Latency{Least: 2, Most: 1}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

// Only what asks for a list is churned: by its method, and by the end of its path,
// with a version and without, and also in a store without URL rewriting.
func TestChurnStepsWhereListsAreRead(t *testing.T) {
	t.Parallel()
	cscart := func(sb *sandbox.Sandbox) string { return sb.CSCart.URL }
	calltouch := func(sb *sandbox.Sandbox) string {
		return fmt.Sprintf("%s/calls-service/RestAPI/%d", sb.Calltouch.URL, sb.Calltouch.SiteID)
	}
	open2b := func(sb *sandbox.Sandbox) string { return sb.Open2b.URL }
	unwritten := sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.NoRewriting = true })
	for _, c := range []struct {
		kind   sandbox.Kind
		base   func(*sandbox.Sandbox) string
		opts   []sandbox.Option
		method string
		path   string
		steps  int
	}{
		{sandbox.Orders, cscart, nil, "GET", "/api/2.0/orders", 1},
		{sandbox.Orders, cscart, nil, "GET", "/api/2.0/orders/?page=2", 1},
		{sandbox.Orders, cscart, nil, "GET", "/api/orders", 1},
		{sandbox.Orders, cscart, nil, "GET", "/api/2.0/stores/1/orders", 1},
		{sandbox.Orders, cscart, nil, "POST", "/api/2.0/orders", 0},
		{sandbox.Orders, cscart, nil, "GET", "/api/2.0/orders/5", 0},
		{sandbox.Orders, cscart, nil, "GET", "/api/2.0/call_requests", 0},
		{sandbox.CallRequests, cscart, nil, "GET", "/api/2.0/call_requests", 1},
		{sandbox.CallRequests, cscart, nil, "PUT", "/api/2.0/call_requests", 0},
		{sandbox.Orders, cscart, []sandbox.Option{unwritten}, "GET", "?_d=2.0/orders", 1},
		{sandbox.Orders, cscart, []sandbox.Option{unwritten}, "GET", "?_d=2.0/orders/", 1},
		{sandbox.Orders, cscart, []sandbox.Option{unwritten}, "GET", "?_d=orders", 1},
		{sandbox.Orders, cscart, []sandbox.Option{unwritten}, "POST", "?_d=orders", 0},
		{sandbox.Orders, cscart, []sandbox.Option{unwritten}, "GET", "?_d=2.0/orders/5", 0},
		{sandbox.Orders, cscart, []sandbox.Option{unwritten}, "GET", "?_d=2.0/call_requests", 0},
		{sandbox.Deals, calltouch, nil, "GET", "/orders-diary/orders", 1},
		{sandbox.Deals, calltouch, nil, "POST", "/orders-diary/orders", 0},
		{sandbox.Contacts, open2b, nil, "POST", "/open2b/api/v3/commerce.contacts.find", 1},
		{sandbox.Contacts, open2b, nil, "POST", "/api/v6/commerce.contacts.find", 1},
		{sandbox.Contacts, open2b, nil, "GET", "/open2b/api/v3/commerce.contacts.find", 0},
		{sandbox.Contacts, open2b, nil, "POST", "/open2b/api/v3/xcommerce.contacts.find", 0},
	} {
		t.Run(fmt.Sprint(c.kind, " ", c.method, " ", c.path), func(t *testing.T) {
			t.Parallel()
			sb := sandbox.New(t, c.opts...)
			ledger := sb.StartChurn(sandbox.Churn{Kind: c.kind, Change: 1})
			if r := call(t, sb, c.method, c.base(sb)+c.path, ""); r.err != nil || ledger.Steps() != c.steps {
				t.Errorf("%d steps, want %d (%d %v)", ledger.Steps(), c.steps, r.status, r.err)
			}
		})
	}
}
