package sandbox

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// Churn changes the data while they are read, the same way for the same seed and
// the same requests.
type Churn struct {
	Kind     Kind `json:"kind"`             // whose records
	Insert   int  `json:"insert,omitempty"` // how many each step inserts,
	Delete   int  `json:"delete,omitempty"` // deletes, those that the ledger began with and others,
	Change   int  `json:"change,omitempty"` // and changes, in a field that no filter asks for
	OnSelect bool `json:"on_select,omitempty"`
	// OnSelect makes a step happen inside a list request, between its count and
	// its select, and not before the vendor begins to work on it. (Open2b's find
	// has no count: there both are the same.)
	Every int `json:"every,omitempty"` // a step at each that many list requests; 1 when 0
	Steps int `json:"steps,omitempty"` // ends after that many; never when 0
}

// maxChurn bounds what one step does: it happens while a request waits.
const maxChurn = 10_000

// check tells what is wrong with the churn.
func (c Churn) check() error {
	if kinds := []Kind{Orders, CallRequests, Deals, Contacts}; !slices.Contains(kinds, c.Kind) {
		return fmt.Errorf("sandbox: churn: kind %q is unknown, there are %q", c.Kind, kinds)
	}
	for _, field := range []struct {
		name       string
		value, max int
	}{
		{"insert", c.Insert, maxChurn}, {"delete", c.Delete, maxChurn}, {"change", c.Change, maxChurn},
		{"every", c.Every, 1e9}, {"steps", c.Steps, 1e9},
	} {
		if field.value < 0 || field.value > field.max {
			return fmt.Errorf("sandbox: churn: %s must be 0…%d, is %d", field.name, field.max, field.value)
		}
	}
	return nil
}

// Ledger is what churn has done, to judge a walk by.
type Ledger struct {
	churn  Churn
	people population
	random *rand.Rand

	mu       sync.Mutex
	stopped  bool
	requests int
	steps    int
	start    []int64
	inserted map[int64]bool
	deleted  map[int64]bool
	changed  map[int64]bool
}

// population is how records of one kind are reached.
type population struct {
	vendor Vendor
	method string // of the requests that list them,
	path   string // and how their path ends
	ids    func() []int64
	insert func() int64
	change func(id int64, step int) bool
	remove func(id int64) bool

	unlisted func(id int64) bool // no list shows it, whatever is asked; nil when there are none
}

// StartChurn changes records while they are listed, until the ledger is stopped.
// It panics on churn that makes no sense: a kind that does not exist, a negative
// number, or more than 10,000 records of a sort in a step. It takes the place of a
// hook that was set with OnSelect of a vendor's Server.
func (sb *Sandbox) StartChurn(c Churn) *Ledger {
	if err := c.check(); err != nil {
		panic(err)
	}
	people := sb.populations()[c.Kind]
	c.Every = max(c.Every, 1)
	l := &Ledger{
		churn: c, people: people, random: data.Rand(data.Kind(sb.seed, "churn "+string(c.Kind)), 0), start: people.ids(),
		inserted: map[int64]bool{}, deleted: map[int64]bool{}, changed: map[int64]bool{},
	}
	sb.ledgers.mu.Lock()
	sb.ledgers.list = append(sb.ledgers.list, l)
	sb.ledgers.mu.Unlock()
	if c.OnSelect {
		sb.hookSelects(people.vendor)
	}
	return l
}

// hookSelects lets ledgers take their steps between count and select. It is not
// done before it is wanted: Calltouch selects twice for it.
func (sb *Sandbox) hookSelects(v Vendor) {
	switch v {
	case CSCart:
		sb.CSCart.Server.OnSelect(func(entity string) { sb.selects(Kind(entity)) })
	case Calltouch:
		sb.Calltouch.Server.OnSelect(func() { sb.selects(Deals) })
	case Open2b:
		sb.Open2b.Server.OnSelect(func() { sb.selects(Contacts) })
	}
}

// ledgers is the list of all churn.
type ledgers struct {
	mu   sync.Mutex
	list []*Ledger
}

func (l *ledgers) all() []*Ledger {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.list)
}

// stopChurn ends all churn and forgets its ledgers.
func (sb *Sandbox) stopChurn() {
	for _, l := range sb.ledgers.all() {
		l.Stop()
	}
	sb.ledgers.mu.Lock()
	defer sb.ledgers.mu.Unlock()
	sb.ledgers.list = nil
}

// churn is called before a vendor works on a request.
func (sb *Sandbox) churn(v Vendor, r *http.Request) {
	for _, l := range sb.ledgers.all() {
		if !l.churn.OnSelect && l.people.vendor == v && l.people.listedBy(r) {
			l.step()
		}
	}
}

// listedBy tells whether the request asks for a list of them, whether or not the
// vendor then finds fault with it.
func (p population) listedBy(r *http.Request) bool {
	path := r.URL.Path
	if d := r.URL.Query().Get("_d"); p.vendor == CSCart && d != "" {
		path = "/" + d // a store without URL rewriting
	}
	return r.Method == p.method && strings.HasSuffix(strings.TrimSuffix(path, "/"), p.path)
}

func (sb *Sandbox) selects(kind Kind) {
	for _, l := range sb.ledgers.all() {
		if l.churn.OnSelect && l.churn.Kind == kind {
			l.step()
		}
	}
}

func (l *Ledger) step() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests++
	if l.stopped || l.requests%l.churn.Every != 0 || l.churn.Steps > 0 && l.steps == l.churn.Steps {
		return
	}
	l.steps++
	ids := l.people.ids()
	for range l.churn.Delete {
		if i := l.random.IntN(max(len(ids), 1)); len(ids) > 0 && l.people.remove(ids[i]) {
			l.deleted[ids[i]] = true
			ids = slices.Delete(ids, i, i+1)
		}
	}
	for range l.churn.Change {
		if i := l.random.IntN(max(len(ids), 1)); len(ids) > 0 && l.people.change(ids[i], l.steps) {
			l.changed[ids[i]] = true
		}
	}
	for range l.churn.Insert {
		l.inserted[l.people.insert()] = true
	}
}

// Stop ends the churn.
func (l *Ledger) Stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
}

// Steps is how many steps have been taken.
func (l *Ledger) Steps() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.steps
}

// Throughout lists the records that were there when the churn began and still
// are, whoever deleted the others, ascending: what walks over all records must
// yield. Parent orders are left out, as no list shows them. The lists show the
// rest when they are asked: orders with orders.IncludeIncomplete, deals with
// ordersdiary.AllOrigins and in two walks, one of them with
// ordersdiary.WithComments. A walk with other filters must yield those of the
// records that pass them.
func (l *Ledger) Throughout() []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.people.ids()
	return slices.DeleteFunc(slices.Clone(l.start), func(id int64) bool {
		_, there := slices.BinarySearch(now, id)
		return !there || l.deleted[id] || l.people.unlisted != nil && l.people.unlisted(id)
	})
}

// Inserted lists the records that it inserted, also those that it deleted again.
func (l *Ledger) Inserted() []int64 { return l.sorted(l.inserted) }

// Deleted lists the records that it deleted.
func (l *Ledger) Deleted() []int64 { return l.sorted(l.deleted) }

// Changed lists the records that it changed.
func (l *Ledger) Changed() []int64 { return l.sorted(l.changed) }

func (l *Ledger) sorted(set map[int64]bool) []int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Sorted(maps.Keys(set))
}

func (sb *Sandbox) populations() map[Kind]population {
	shop, journal, book := sb.CSCart.Server, sb.Calltouch.Server, sb.Open2b.Server
	note := func(step int) string { return fmt.Sprintf("changed in step %d", step) }
	return map[Kind]population{
		Orders: {CSCart, http.MethodGet, "/orders", shop.OrderIDs,
			func() int64 { return shop.InsertOrder(func(o *Order) { o.Status = "O" }) },
			func(id int64, step int) bool {
				return shop.ChangeOrder(id, func(o *Order) { text := note(step); o.Details = &text })
			},
			shop.DeleteOrder,
			func(id int64) bool { o, ok := shop.Order(id); return ok && o.IsParent }},
		CallRequests: {CSCart, http.MethodGet, "/call_requests", shop.CallRequestIDs,
			func() int64 { return shop.InsertCallRequest(nil) },
			func(id int64, step int) bool {
				return shop.ChangeCallRequest(id, func(q *CallRequest) { text := note(step); q.Notes = &text })
			},
			shop.DeleteCallRequest, nil},
		Deals: {Calltouch, http.MethodGet, "/orders-diary/orders", journal.DealIDs,
			func() int64 { return journal.InsertDeal(nil) },
			func(id int64, step int) bool {
				return journal.ChangeDeal(id, func(d *Deal) { d.Status, d.UpdatedDate = note(step), d.UpdatedDate.Add(time.Second) })
			},
			journal.DeleteDeal, nil},
		Contacts: {Open2b, http.MethodPost, "/commerce.contacts.find", book.ContactIDs,
			func() int64 { return book.InsertContact(nil) },
			func(id int64, step int) bool {
				return book.ChangeContact(id, func(c *Contact) { c.Note = note(step) })
			},
			book.DeleteContact, nil},
	}
}
