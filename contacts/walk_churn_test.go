package contacts_test

import (
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/sandbox"
)

// Contacts are made, deleted, given to another customer and back, between
// requests and within them: those that are the customer's throughout come exactly
// once.
func TestExactlyOnceInAnyHistory(t *testing.T) {
	t.Parallel()
	for seed := range uint64(600) {
		version := versions[seed%3]
		h := pagingtest.Draw(seed, largest[version])
		sb, svc, churn, _ := living(t, version, h)
		got, err := quartet.Collect(svc.All(t.Context(), contacts.OfCustomer(sb.Open2b.Customer), contacts.PerPage(h.PerPage), contacts.Prefetch(h.Prefetch)))
		sb.Close()
		if err != nil {
			t.Errorf("%s, %+v: %v", version, h, err)
			continue
		}
		if lost, doubled := churn.Judge(idsOf(got)); len(lost)+len(doubled) > 0 {
			t.Errorf("%s, %+v: lost %v, doubled %v", version, h, lost, doubled)
		}
	}
}

// largest is how many contacts a page can have.
var largest = map[string]int{"v3": 100, "v6": 1000, "v13": 1000}

func TestAQuietStoreIsReadAtTheCostOfAPlainWalk(t *testing.T) {
	t.Parallel()
	for i, version := range versions {
		for _, size := range []int{50, 77, 100} {
			h := pagingtest.History{PerPage: size, Prefetch: 3 * i}
			h.Rows = 20*h.PerPage + i
			sb, svc, churn, requests := living(t, version, h)
			got, err := quartet.Collect(svc.All(t.Context(), contacts.OfCustomer(sb.Open2b.Customer), contacts.PerPage(h.PerPage), contacts.Prefetch(h.Prefetch)))
			if lost, doubled := churn.Judge(idsOf(got)); err != nil || len(lost)+len(doubled) > 0 {
				t.Fatalf("%s: lost %v, doubled %v, %v", version, lost, doubled, err)
			}
			// A plain walk that is told no total needs a page that is not full to end.
			if plain := h.Rows/h.PerPage + 1; requests() > plain+plain/10 {
				t.Errorf("%s, %+v: %d requests, a plain walk %d", version, h, requests(), plain)
			}
			sb.Close()
		}
	}
}

// living is a store whose contacts of one customer change as the history says, a
// service that reads it, and a count of the requests.
func living(t *testing.T, version string, h pagingtest.History) (*sandbox.Sandbox, *contacts.Service, *pagingtest.Churn, func() int) {
	t.Helper()
	sb, err := sandbox.Start(sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.Contacts = 0 }))
	if err != nil {
		t.Fatal(err)
	}
	book, customer := sb.Open2b.Server, sb.Open2b.Customer
	give := func(to int64) func(int64) {
		return func(id int64) { book.ChangeContact(id, func(c *sandbox.Contact) { c.Customer = to }) }
	}
	churn := pagingtest.NewChurn(h, pagingtest.Living{
		Insert: func() int64 {
			return book.InsertContact(func(c *sandbox.Contact) { c.Customer = customer })
		},
		Delete: func(id int64) { book.DeleteContact(id) },
		Hide:   give(customer + 1), Show: give(customer),
	})
	book.OnSelect(churn.Within)
	network := pagingtest.Direct{Handler: sb.Open2b.Handler, After: churn.After}
	svc := contacts.New(sb.Open2bClient(quartet.WithTransport(network), quartet.WithAPIVersion(version)))
	return sb, svc, churn, func() int { return len(sb.Requests(sandbox.Match{Vendor: sandbox.Open2b})) }
}
