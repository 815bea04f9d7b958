package coverage_test

import (
	"bytes"
	"io"
	"iter"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/internal/coverage"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// notServed are response fields that the sandbox never sends, and why.
var notServed = map[string]string{
	"getOrder invoice_id":                                        inLists,
	"getOrder credit_memo_id":                                    inLists,
	"getOrder shipping_id":                                       "documented, but no answer was seen to have it",
	"getOrder payment_method.processor_id":                       "of payment gateways, and the sandbox's methods have none",
	"getOrder product_groups[].products[].item_id":               inOrder,
	"getOrder product_groups[].products[].subtotal":              inOrder,
	"getOrder product_groups[].products[].tax_value":             inOrder,
	"getOrder product_groups[].products[].is_accessible":         inOrder,
	"getOrder product_groups[].products[].original_price":        inOrder,
	"getOrder product_groups[].products[].product_status":        inOrder,
	"getOrder product_groups[].products[].deleted_product":       inOrder,
	"getOrder product_groups[].products[].shipped_amount":        inOrder,
	"getOrder product_groups[].products[].shipment_amount":       inOrder,
	"getOrder product_groups[].products[].display_subtotal":      inOrder,
	"getOrder payment_method.payment_category":                   unseen,
	"getOrder payment_method.surcharge_title":                    unseen,
	"getOrder payment_method.template":                           unseen,
	"getOrder products[].shared_product":                         unseen,
	"getOrder products[].extra.stored_discount":                  unseen,
	"getOrder product_groups[].products[].extra.stored_discount": unseen,
	"getOrder products[].product_options":                        unseen,
	"getOrder products[].product_options[].inventory":            unseen,
	"getOrder products[].product_options[].modifier":             unseen,
	"getOrder products[].product_options[].modifier_type":        unseen,
	"getOrder products[].product_options[].option_id":            unseen,
	"getOrder products[].product_options[].option_name":          unseen,
	"getOrder products[].product_options[].value":                unseen,
	"getOrder products[].product_options[].variant_name":         unseen,
	"listCallRequests call_requests[].email":                     notStored,
	"listCallRequests params.include_incompleted":                "of lists of orders",
	"getCallRequest email":                                       notStored,
}

const (
	inLists   = "documented, but only lists were seen to have it"
	inOrder   = "the products of an order have it, those in its groups were not seen to"
	unseen    = "real answers have it, the sandbox's need it for nothing"
	notStored = "documented, but the releases read do not store it"
)

// TestSandboxServesEveryResponseField: what the list names can be met in the
// sandbox, in one release or another.
func TestSandboxServesEveryResponseField(t *testing.T) {
	t.Parallel()
	tap := &tap{answers: map[string][]any{}}
	for _, profile := range []string{"4.3.7", "4.13.2", "4.20.1", "4.20.1-mv"} {
		sb := sandbox.New(t, sandbox.InMemory(), sandbox.Unlimited(), sandbox.WithProfile(profile),
			sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = 300, 100 }))
		tap.visitCSCart(t, sb, strings.HasSuffix(profile, "-mv"))
	}
	tap.visitOthers(t, sandbox.New(t, sandbox.InMemory(), sandbox.Unlimited(),
		sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) {
			c.Deals, c.Months = 500, 1
			c.Beliefs.ContactLists, c.Beliefs.TagObjects = true, true
		})))

	for _, api := range load(t) {
		for _, op := range api.Operations {
			answers := tap.to(op)
			for _, row := range op.Response {
				served := slices.ContainsFunc(answers, func(a any) bool { return len(valuesAt(a, row.Name)) > 0 })
				reason, known := notServed[op.ID+" "+row.Name]
				switch {
				case !served && !known:
					t.Errorf("%s %s: not served", op.ID, row.Name)
				case served && known:
					t.Errorf("%s %s: served, though %s", op.ID, row.Name, reason)
				}
			}
		}
	}
}

// tap keeps the answers that come through it, by method and path.
type tap struct {
	next http.RoundTripper

	mu      sync.Mutex
	answers map[string][]any
}

// RoundTrip implements http.RoundTripper.
func (p *tap) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := p.next.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	_ = resp.Body.Close()
	resp.Body = io.NopCloser(bytes.NewReader(body))
	if root, err := parse(body); err == nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		call := r.Method + " " + r.URL.Path
		p.answers[call] = append(p.answers[call], root)
	}
	return resp, nil
}

// to is all answers to an operation.
func (p *tap) to(op coverage.Operation) []any {
	path := regexp.MustCompile(`\\\{\w+\\\}`).ReplaceAllString(regexp.QuoteMeta(op.Path), `\d+`)
	call := regexp.MustCompile("^" + op.Method + " .*" + path + "$")
	var all []any
	for name, answers := range p.answers {
		if call.MatchString(name) {
			all = append(all, answers...)
		}
	}
	return all
}

// visitCSCart makes all calls of the store's two services.
func (p *tap) visitCSCart(t *testing.T, sb *sandbox.Sandbox, multiVendor bool) {
	t.Helper()
	p.next = sb.Transport()
	client := sb.CSCartClient(quartet.WithTransport(p))
	service := orders.New(client)
	if !multiVendor {
		service = orders.New(client, orders.ForStore(1))
	}
	for order := range all(service.All(t.Context())) {
		must(service.Get(t.Context(), order.OrderID))
	}
	draft := orders.Draft{UserID: 1, PaymentID: 1, ShippingID: 1, Products: []orders.DraftProduct{
		{ProductID: 1, Amount: 1}, {ProductID: 2, Amount: 1}, {ProductID: 3, Amount: 1},
	}}
	created := must(service.Create(t.Context(), draft))
	must(0, service.Update(t.Context(), created.OrderID, orders.Update{Notes: new("x")}))

	requests := callrequests.New(client)
	for request := range all(requests.All(t.Context())) {
		must(requests.Get(t.Context(), request.RequestID))
	}
	must(requests.Create(t.Context(), callrequests.Draft{Phone: "555"}))
	must(0, requests.Update(t.Context(), 1, callrequests.Update{Notes: quartet.Set("x")}))
}

// visitOthers makes all calls of the journal and of the contacts.
func (p *tap) visitOthers(t *testing.T, sb *sandbox.Sandbox) {
	t.Helper()
	p.next = sb.Transport()
	journal := ordersdiary.New(sb.CalltouchClient(quartet.WithTransport(p)), sb.Calltouch.SiteID)
	from := time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)
	between := ordersdiary.Between(from, from.AddDate(0, 1, 0))
	for range all(journal.All(t.Context(), between, ordersdiary.AllOrigins(), ordersdiary.WithTags(), ordersdiary.WithComments())) {
	}

	people := contacts.New(sb.Open2bClient(quartet.WithTransport(p)))
	must(people.Find(t.Context()))
	must(people.Count(t.Context()))
	created := must(people.Create(t.Context(), contacts.Draft{Customer: sb.Open2b.Customer, Name: "Ann"}))
	must(people.Get(t.Context(), created.ID))
	must(0, people.Update(t.Context(), created.ID, contacts.Update{Name: new("Eve")}))
	must(0, people.Delete(t.Context(), created.ID))
}

// all is a walk that must not fail.
func all[T any](walk iter.Seq2[T, error]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v, err := range walk {
			if !yield(must(v, err)) {
				return
			}
		}
	}
}

// must is the value of a call that must not fail.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
