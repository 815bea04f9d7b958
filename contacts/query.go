package contacts

import (
	"slices"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/paging"
)

// Field is the name of a contact's field, to ask for or to sort by. A name that
// the API's version does not know is refused by the vendor.
type Field string

// The fields of a contact.
const (
	FieldID       Field = "id"
	FieldCustomer Field = "customer"
	FieldName     Field = "name"
	FieldPhone    Field = "phone"
	FieldEmail    Field = "email"
	FieldNote     Field = "note"
)

// QueryOption says which contacts to read, and how. Each method's comment says
// which of them it takes; another one is an ErrInvalid.
type QueryOption func(*query)

// OfCustomer reads the contacts of one customer only.
func OfCustomer(id int64) QueryOption {
	return func(q *query) {
		q.give("OfCustomer")
		checkID(&q.problems, "OfCustomer", id)
		q.customer = id
	}
}

// AfterID reads the contacts with a greater id only. Walks in the order of ids
// take it with every version of the API, Find and Count from v6 on.
func AfterID(id int64) QueryOption {
	return func(q *query) {
		q.give("AfterID")
		if id < 0 || id > maxID {
			q.problems.Add("AfterID", "must be 0…%d, is %d", maxID, id)
			return
		}
		q.walk.AfterID = id
	}
}

// Fields reads these fields only, and always the id, without which a contact is
// of no use; the other fields of the answer are zero.
func Fields(fields ...Field) QueryOption {
	return func(q *query) {
		q.give("Fields")
		if len(fields) == 0 || slices.Contains(fields, "") {
			q.problems.Add("Fields", "name at least one field, and no empty one")
		}
		q.fields = slices.Clone(fields)
		if !slices.Contains(fields, FieldID) {
			q.fields = slices.Insert(q.fields, 0, FieldID)
		}
	}
}

// OrderBy sorts by a field. Given again, the later one sorts what the earlier
// ones leave equal.
func OrderBy(field Field, direction quartet.Direction) QueryOption {
	return func(q *query) {
		q.give("OrderBy")
		key := string(field)
		switch {
		case field == "":
			q.problems.Add("OrderBy", "name a field")
		case direction == quartet.Desc:
			key = "-" + key
		case direction != quartet.Asc:
			q.problems.Add("OrderBy", "the direction must be quartet.Asc or quartet.Desc, is %q", direction)
		}
		q.order = append(q.order, key)
	}
}

// Limit is the most contacts that Find returns: 1…100, from API v6 on 1…1000
// (the vendor states no maximum there).
func Limit(n int) QueryOption {
	return func(q *query) { q.giveNumber("Limit", n, 1, &q.limit) }
}

// First is the number of contacts that Find passes over, from 0.
func First(n int) QueryOption {
	return func(q *query) { q.giveNumber("First", n, 0, &q.first) }
}

// PerPage is how many contacts a walk asks for at a time: 1…100, from API v6 on
// 1…1000 (the vendor states no maximum there). Left out, it is 100.
func PerPage(n int) QueryOption {
	return func(q *query) { q.giveNumber("PerPage", n, 1, &q.walk.PerPage) }
}

// Prefetch sets how many pages a walk fetches ahead at most, 0…64; 0 fetches each
// page when it is due. By default it is as many as the client may have in flight,
// or four times as many while one is late, as long as they are no more than 4 MB
// together, 5 MB while one is late; half of that cap at least. From API v6 on none
// is fetched ahead in the order of ids: each page is asked for by the last id of
// the one before.
func Prefetch(n int) QueryOption {
	return func(q *query) { q.giveNumber("Prefetch", n, 0, &q.walk.Prefetch) }
}

// From continues a walk where another one with the same query stopped: give it a
// Page's Cursor, or that of a *quartet.WalkError.
func From(cursor quartet.Cursor) QueryOption {
	return func(q *query) { q.give("From"); q.walk.From = cursor }
}

// Progress calls f after each page of a walk, from the goroutine that ranges. The
// vendor does not tell the total: it is -1.
func Progress(f func(quartet.Progress)) QueryOption {
	return func(q *query) { q.give("Progress"); q.walk.Progress = f }
}

// query is what the options of one call add up to.
type query struct {
	customer int64
	fields   []Field
	order    []string
	limit    int
	first    int
	walk     paging.Options

	given    []string // the names of the options
	problems check.Problems
}

func newQuery(options []QueryOption) *query {
	q := &query{walk: paging.Defaults()}
	for _, option := range options {
		if option != nil {
			option(q)
		}
	}
	return q
}

func (q *query) give(name string) { q.given = append(q.given, name) }

// giveNumber is give for a number that must not be below minimum.
func (q *query) giveNumber(name string, n, minimum int, to *int) {
	q.give(name)
	if n < minimum {
		q.problems.Add(name, "must be %d or more, is %d", minimum, n)
		return
	}
	*to = n
}

func (q *query) has(name string) bool { return slices.Contains(q.given, name) }

// only notes the options that the operation does not take.
func (q *query) only(op string, names ...string) {
	for _, name := range q.given {
		if !slices.Contains(names, name) {
			q.problems.Add(name, "is not for %s", op)
		}
	}
}

// checkAfter: without keyed, the vendor would refuse the condition as an unknown field.
func (q *query) checkAfter(keyed bool) {
	if q.has("AfterID") && !keyed {
		q.problems.Add("AfterID", "needs API v6 or later here")
	}
}

// maxPage is the most contacts that one call may ask for. From v6 on the vendor
// states no bound; ours keeps a page in memory small.
func maxPage(keyed bool) int {
	if keyed {
		return 1000
	}
	return 100
}

// The wire's form of a query.
type (
	findRequest struct {
		Conditions *conditions `json:"conditions,omitempty"`
		Fields     []Field     `json:"fields,omitempty"`
		Order      []string    `json:"order,omitempty"`
		Limit      int         `json:"limit,omitempty"`
		First      int         `json:"first,omitempty"`
	}
	conditions struct {
		Customer int64 `json:"customer,omitempty"`
		After    int64 `json:"after,omitempty"`
	}
)

// conditions is nil when there are none: find takes no null there.
func (q *query) conditions(after int64) *conditions {
	if q.customer == 0 && after == 0 {
		return nil
	}
	return &conditions{Customer: q.customer, After: after}
}

// text is the filters and the order, for the cursors of a walk.
func (q *query) text() string {
	return string(encode(findRequest{Conditions: q.conditions(0), Fields: q.fields, Order: q.order}))
}
