package sandbox_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet/sandbox"
)

// fails checks the error envelope, which comes with status 200.
func (t *trial) fails(r reply, field, kind string) {
	t.Helper()
	t.answers(r, 200)
	t.is(r, "status", `"error"`)
	t.is(r, "error.field", `"`+field+`"`)
	t.is(r, "error.type", `"`+kind+`"`)
}

// contact inserts a contact and reads it.
func (t *trial) contact(change func(*sandbox.Contact)) (int64, reply) {
	t.Helper()
	id := t.Open2b.Server.InsertContact(change)
	return id, t.getContact(id)
}

func (t *trial) getContact(id int64) reply {
	t.Helper()
	return t.book("get", fmt.Sprintf(`{"id":%d}`, id))
}

// firstID is the id of the first contact of the data set.
func (t *trial) firstID() int64 {
	t.Helper()
	return t.Open2b.Server.ContactIDs()[0]
}

var open2bAccess = []fact{
	{"path", documented, "a URL per method: v3 under /open2b/api/v3/, later versions under /api/", "v3, v6, v10 and v13", "", func(t *trial) {
		t.start()
		for _, version := range []string{"v3", "v6", "v10", "v13"} {
			t.answers(t.bookAt(version, "count", `{}`), 200)
		}
		key := "X-Key: " + t.Open2b.Key
		t.answers(t.do("POST", t.Open2b.URL+"/api/v3/commerce.contacts.count", `{}`, key), 404)
		t.answers(t.do("POST", t.Open2b.URL+"/open2b/api/v6/commerce.contacts.count", `{}`, key), 404)
	}},
	{"versions", documented, "formats are fixed per version", "contacts have one format in all four", "", func(t *trial) {
		t.start()
		for _, version := range []string{"v6", "v10", "v13"} {
			t.equal(t.bookAt(version, "get", `{"id":59001}`).body, t.book("get", `{"id":59001}`).body)
		}
	}},
	{"post-only", documented, "POST only; another method is refused without JSON", "405 (assumed)", "", func(t *trial) {
		t.start()
		r := t.do("GET", contactsCount(t.Sandbox), "", "X-Key: "+t.Open2b.Key)
		t.equal(r.status != 200 && !strings.HasPrefix(r.body, "{"), true)
		t.answers(r, 405)
	}},
	{"json-objects", documented, "a JSON object in, a JSON object with status ok out", "what is none is Malformed, of the field request (assumed)", "", func(t *trial) {
		t.start()
		t.is(t.book("count", `{}`), "status", `"ok"`)
		t.fails(t.book("count", `[]`), "request", "Malformed")
		t.fails(t.book("count", `{`), "request", "Malformed")
	}},
	{"key", documented, "the key stands in X-Key", "", "", func(t *trial) {
		t.start()
		t.answers(t.do("POST", contactsCount(t.Sandbox), `{}`, "X-Key: "+t.Open2b.Key), 200)
		t.answers(t.do("POST", contactsCount(t.Sandbox), `{}`), 403)
	}},
	{"secret-key", documented, "later pages name X-Secret-Key for private methods", "both are taken in all versions; Open2bConfig.KeyHeader names the one", "", func(t *trial) {
		t.start()
		t.answers(t.do("POST", contactsCount(t.Sandbox), `{}`, "X-Secret-Key: "+t.Open2b.Key), 200)
		t.start(bookWith(func(c *sandbox.Open2bConfig) { c.KeyHeader = "X-Secret-Key" }))
		t.answers(t.do("POST", contactsCount(t.Sandbox), `{}`, "X-Secret-Key: "+t.Open2b.Key), 200)
		t.answers(t.do("POST", contactsCount(t.Sandbox), `{}`, "X-Key: "+t.Open2b.Key), 403)
	}},
	{"public-key", believed, "contacts are private: X-Public-Key does not open them", "default: persons' data; it is refused as a missing key", "", func(t *trial) {
		t.start()
		t.answers(t.do("POST", contactsCount(t.Sandbox), `{}`, "X-Public-Key: "+t.Open2b.Key), 403)
	}},
	{"bad-key", documented, "a bad key is 403 with a body that is no JSON", "", "", func(t *trial) {
		t.start()
		r := t.do("POST", contactsCount(t.Sandbox), `{}`, "X-Key: wrong")
		t.answers(r, 403)
		t.equal(strings.HasPrefix(r.body, "{"), false)
	}},
	{"unknown-method", documented, "an unknown method is no 200 and no JSON", "404 (assumed)", "", func(t *trial) {
		t.start()
		r := t.book("merge", `{}`)
		t.answers(r, 404)
		t.equal(strings.HasPrefix(r.body, "{"), false)
	}},
	{"limit", documented, "1000 calls in 5 minutes; then no 200 and no JSON", "the minutes go by the clock, refused with 429 (assumed)", "", func(t *trial) {
		synctest.Test(t.T, func(inner *testing.T) {
			sb := sandbox.New(inner, sandbox.InMemory())
			s := &trial{T: inner, Sandbox: sb, client: plain(sb)}
			time.Sleep(time.Until(time.Now().Truncate(5 * time.Minute).Add(5 * time.Minute)))
			for range 1000 {
				t.answers(s.book("count", `{}`), 200)
			}
			refused := s.book("count", `{}`)
			t.answers(refused, 429)
			t.equal(strings.HasPrefix(refused.body, "{"), false)
			time.Sleep(5 * time.Minute)
			t.answers(s.book("count", `{}`), 200)
			sb.Close()
		})
	}},
	{"limit-older", documented, "an older page says 200 calls in 5 minutes", "", "WithLimit", func(t *trial) {
		synctest.Test(t.T, func(inner *testing.T) {
			sb := sandbox.New(inner, sandbox.InMemory(), sandbox.WithLimit(sandbox.Open2b, sandbox.Limit{Model: sandbox.SlidingWindow, Run: 200, Per: 5 * time.Minute}))
			s := &trial{T: inner, Sandbox: sb, client: plain(sb)}
			for range 200 {
				t.answers(s.book("count", `{}`), 200)
			}
			t.answers(s.book("count", `{}`), 429)
			sb.Close()
		})
	}},
	{"limit-scope", assumed, "what the limit counts by is not stated", "all calls of the store together, of any version and method", "", func(t *trial) {
		synctest.Test(t.T, func(inner *testing.T) {
			sb := sandbox.New(inner, sandbox.InMemory(), sandbox.WithLimit(sandbox.Open2b, sandbox.Limit{Model: sandbox.SlidingWindow, Run: 2, Per: time.Minute}))
			s := &trial{T: inner, Sandbox: sb, client: plain(sb)}
			t.answers(s.bookAt("v3", "count", `{}`), 200)
			t.answers(s.bookAt("v6", "find", `{}`), 200)
			t.answers(s.bookAt("v10", "get", `{"id":59001}`), 429)
			sb.Close()
		})
	}},
	{"error-envelope", documented, "an error of the application is 200 with one error of field, type and description", "", "", func(t *trial) {
		t.start()
		r := t.book("create", `{"contact":{"customer":1,"name":""}}`)
		t.fails(r, "name", "InvalidValue")
		t.kind(r, "object", "error")
		t.kind(r, "string", "error.description")
		t.kind(r, "absent", "id")
	}},
	{"unknown-field", documented, "UnknownField: the field is literally “unknown”", "", "", func(t *trial) {
		t.start()
		t.fails(t.book("count", `{"colour":1}`), "unknown", "UnknownField")
		t.fails(t.book("create", `{"contact":{"customer":37001,"name":"N","colour":1}}`), "unknown", "UnknownField")
	}},
	{"access-denied", documented, "AccessDenied: the field is the method's name when the installation lacks the method", "", "Open2bConfig.Unavailable", func(t *trial) {
		t.start(bookWith(func(c *sandbox.Open2bConfig) { c.Unavailable = []string{"commerce.contacts.delete"} }))
		t.fails(t.book("delete", `{"ids":[59001]}`), "commerce.contacts.delete", "AccessDenied")
		t.answers(t.book("count", `{}`), 200, `"status":"ok"`)
	}},
	{"error-types", documented, "further types: Missing, MissingCombination, Malformed, InvalidValue, InvalidCombination, NotFound", "no method of contacts has a case for MissingCombination", "", func(t *trial) {
		t.start()
		t.fails(t.book("get", `{}`), "id", "Missing")
		t.fails(t.book("get", `{"id":"x"}`), "id", "Malformed")
		t.fails(t.book("get", `{"id":0}`), "id", "InvalidValue")
		t.fails(t.book("delete", `{"ids":[59001,59001]}`), "ids", "InvalidCombination")
		t.fails(t.book("update", `{"id":1,"contact":{"name":"N"}}`), "id", "NotFound")
	}},
}

var open2bReads = []fact{
	{"find-customer", documented, "find takes conditions.customer", "", "", func(t *trial) {
		t.start()
		_, contact := t.contact(func(c *sandbox.Contact) { c.Customer = 37003 })
		t.is(contact, "contact.customer", "37003")
		for _, customer := range t.column(t.book("find", `{"conditions":{"customer":37003}}`), "contacts", "customer") {
			t.equal(customer, "37003")
		}
	}},
	{"find-after", documented, "conditions.after, ids greater than it, exists from v6 on", "UnknownField in v3", "", func(t *trial) {
		t.start()
		for _, version := range []string{"v6", "v10", "v13"} {
			t.equal(t.column(t.bookAt(version, "find", `{"conditions":{"after":59100},"order":["id"],"limit":2}`), "contacts", "id"), "[59101 59102]")
		}
		t.fails(t.book("find", `{"conditions":{"after":59100}}`), "unknown", "UnknownField")
	}},
	{"after-order", assumed, "whether after implies order by id is not stated", "it does not", "", func(t *trial) {
		t.start()
		t.equal(t.column(t.bookAt("v6", "find", `{"conditions":{"after":59001},"order":["-id"],"limit":1}`), "contacts", "id"), "[59150]")
	}},
	{"after-implies-order", assumed, "after sorts by id, whatever order says", "", "Open2bConfig.Beliefs.AfterImpliesOrder", func(t *trial) {
		t.start(bookWith(func(c *sandbox.Open2bConfig) { c.Beliefs.AfterImpliesOrder = true }))
		t.equal(t.column(t.bookAt("v6", "find", `{"conditions":{"after":59001},"order":["-id"],"limit":1}`), "contacts", "id"), "[59002]")
	}},
	{"find-order", documented, "order takes id, customer, name, phone, email, note, each also with -, and several", "by id without it (assumed)", "", func(t *trial) {
		t.start()
		t.equal(t.column(t.book("find", `{"limit":2}`), "contacts", "id"), "[59001 59002]")
		for _, key := range []string{"id", "customer", "name", "phone", "email", "note"} {
			up := t.column(t.book("find", `{"order":["`+key+`","id"],"limit":100}`), "contacts", "id")
			down := t.column(t.bookAt("v6", "find", `{"order":["-`+key+`","-id"]}`), "contacts", "id")
			t.equal(up[0], down[len(down)-1])
		}
		t.fails(t.book("find", `{"order":["colour"]}`), "order", "InvalidValue")
	}},
	{"find-limit", documented, "limit is 1 to 100 in v3", "100 without it (assumed)", "", func(t *trial) {
		t.start()
		t.equal(len(t.list(t.book("find", `{}`), "contacts")), 100)
		t.equal(len(t.list(t.book("find", `{"limit":1}`), "contacts")), 1)
		t.fails(t.book("find", `{"limit":101}`), "limit", "InvalidValue")
		t.fails(t.book("find", `{"limit":0}`), "limit", "InvalidValue")
	}},
	{"find-limit-later", documented, "limit has no stated maximum from v6", "none", "", func(t *trial) {
		t.start()
		t.equal(len(t.list(t.bookAt("v6", "find", `{"limit":100000}`), "contacts")), 150)
	}},
	{"find-first", documented, "first is an offset from 0", "", "", func(t *trial) {
		t.start()
		t.equal(t.column(t.book("find", `{"first":3,"limit":2}`), "contacts", "id"), "[59004 59005]")
		t.fails(t.book("find", `{"first":-1}`), "first", "InvalidValue")
	}},
	{"find-drift", believed, "first drifts over live data: a deletion makes a reader miss a contact", "default: it is an offset", "", func(t *trial) {
		t.start()
		t.Open2b.Server.DeleteContact(t.firstID())
		t.equal(t.column(t.book("find", `{"first":3,"limit":1}`), "contacts", "id"), "[59005]")
	}},
	{"find-null-conditions", documented, "conditions may be null in count only", "Malformed in find", "", func(t *trial) {
		t.start()
		t.is(t.book("count", `{"conditions":null}`), "count", "150")
		t.fails(t.book("find", `{"conditions":null}`), "conditions", "Malformed")
	}},
	{"count", documented, "count answers the number of contacts that the conditions select", "", "", func(t *trial) {
		t.start()
		n := len(t.list(t.bookAt("v6", "find", `{"conditions":{"customer":37002}}`), "contacts"))
		t.is(t.book("count", `{"conditions":{"customer":37002}}`), "count", fmt.Sprint(n))
	}},
	{"get", documented, "get answers contact", "", "", func(t *trial) {
		t.start()
		r := t.getContact(t.firstID())
		t.kind(r, "number", "contact.id", "contact.customer")
		t.kind(r, "string", "contact.name", "contact.phone", "contact.email", "contact.note")
	}},
	{"get-null", assumed, "contact can be null: so a missing id is answered", "", "", func(t *trial) {
		t.start()
		t.is(t.getContact(1), "contact", "null")
	}},
	{"get-not-found", assumed, "get of a missing id is NotFound", "", "Open2bConfig.Beliefs.GetNotFound", func(t *trial) {
		t.start(bookWith(func(c *sandbox.Open2bConfig) { c.Beliefs.GetNotFound = true }))
		t.fails(t.getContact(1), "id", "NotFound")
	}},
	{"fields", believed, "with fields, other keys are absent", "default: what asking for fields is for", "", func(t *trial) {
		t.start()
		r := t.book("get", `{"id":59001,"fields":["id","name"]}`)
		t.kind(r, "absent", "contact.email", "contact.customer")
		t.kind(r, "string", "contact.name")
		t.fails(t.book("find", `{"fields":["colour"]}`), "fields", "InvalidValue")
	}},
	{"fields-all", assumed, "fields that were not asked for come all the same", "", "Open2bConfig.Beliefs.AllFields", func(t *trial) {
		t.start(bookWith(func(c *sandbox.Open2bConfig) { c.Beliefs.AllFields = true }))
		t.kind(t.book("get", `{"id":59001,"fields":["id"]}`), "string", "contact.name")
	}},
	{"no-email", assumed, "no e-mail is read back as \"\"", "", "", func(t *trial) {
		t.start()
		_, r := t.contact(func(c *sandbox.Contact) { c.Email = "" })
		t.is(r, "contact.email", `""`)
	}},
	{"no-email-null", assumed, "no e-mail is read back as null", "", "Open2bConfig.Beliefs.NullEmail", func(t *trial) {
		t.start(bookWith(func(c *sandbox.Open2bConfig) { c.Beliefs.NullEmail = true }))
		_, r := t.contact(func(c *sandbox.Contact) { c.Email = "" })
		t.is(r, "contact.email", "null")
	}},
}
