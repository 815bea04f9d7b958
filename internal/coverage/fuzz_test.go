package coverage_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/ordersdiary"
)

// sameValue compares answers by what they hold: raw text in the form that it is
// written in, and the keys of elements only where all have one of their own.
var sameValue = cmp.Options{
	cmpopts.EquateEmpty(),
	cmp.Comparer(func(a, b quartet.Decimal) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) }),
	cmp.FilterValues(func(a, b json.RawMessage) bool { return len(a)+len(b) > 0 },
		cmp.Comparer(func(a, b json.RawMessage) bool { return compact(a) == compact(b) })),
	cmp.FilterValues(func(a, b orders.Secret) bool { return len(a)+len(b) > 0 },
		cmp.Comparer(func(a, b orders.Secret) bool { return compact(json.RawMessage(a)) == compact(json.RawMessage(b)) })),
	cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Key" },
		cmp.Comparer(func(a, b string) bool { return a == b || a == "" || b == "" })),
}

func compact(raw json.RawMessage) string {
	text, err := json.Marshal(raw)
	if err != nil {
		return err.Error()
	}
	return string(text)
}

// FuzzAnswers: whatever a vendor sends is read into each answer type, or refused
// with a quartet.ErrMalformed; and what was read is written and read back as it
// was.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"order_id":"98","timestamp":"1456917981","total":"677.95","payment_info":[],"products":{"1120772384":{"price":"12.00","extra":{"product_options":{"12":"44"}},"product_options":[{"option_id":"12"}]}},"shipping_ids":"1,2","taxes":{"6":{"rate_value":"10.000"}}}`,
		`{"orders":{"0":{"order_id":1},"2":{"order_id":"2"}},"params":{"page":"1","items_per_page":10,"total_items":"2"},"promotions":false,"doc_ids":{"I":"12"},"coupons":{"A":[1]}}`,
		`{"request_id":"5","time_from":"10:00","status":"","cart_products":[{"product_id":12,"amount":"1","price":"3.50"}],"responsible":[]}`,
		`{"client":{"phones":["7495",{"value":"7812"}],"fio":null},"orderDate":"05/01/2024 10:20:30","orderSource":{"type":"CALL","callId":5},"tags":["a",{"names":["b"]}],"comment":"x","visit":null,"currencyCode":"RUB","custom":{"a":1}}`,
		`{"id":12,"customer":"37091","name":"John","email":null,"phone":false,"note":""}`, `{"contacts":[{"id":1}]}`, `[]`, `""`, `false`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, v := range []any{
			new(orders.Order), new(orders.Summary), new(orders.Page), new(orders.Created),
			new(callrequests.CallRequest), new(callrequests.Page), new(callrequests.Created),
			new(ordersdiary.Deal), new(ordersdiary.Page), new(contacts.Contact), new(contacts.Page), new(contacts.Created),
		} {
			err := json.Unmarshal(data, v)
			if err != nil {
				if json.Valid(data) && !errors.Is(err, quartet.ErrMalformed) {
					t.Fatalf("%T: %v is no ErrMalformed", v, err)
				}
				continue
			}
			first, err := json.Marshal(v)
			if err != nil {
				t.Fatalf("%T: %v", v, err)
			}
			again := reflect.New(reflect.TypeOf(v).Elem()).Interface()
			if err := json.Unmarshal(first, again); err != nil {
				t.Fatalf("%T: %s: %v", v, first, err)
			}
			if diff := cmp.Diff(v, again, sameValue); diff != "" {
				t.Fatalf("%T: %s (-read +read again):\n%s", v, first, diff)
			}
		}
	})
}
