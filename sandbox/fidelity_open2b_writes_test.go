package sandbox_test

import (
	"fmt"
	"strings"

	"github.com/quartetgo/quartet/sandbox"
)

// newContact is a create with further fields.
func newContact(fields string) string {
	return `{"contact":{"customer":37001,"name":"Jane Roe"` + fields + `}}`
}

// lengths checks a text field's bounds on create.
func (t *trial) lengths(field string, least, most int) {
	t.Helper()
	t.start()
	write := func(n int) reply {
		text := strings.Repeat("ж", n)
		if field == "email" && n > 3 {
			text = strings.Repeat("a", n-6) + "@b.com"
		}
		contact := map[string]string{"customer": "37001", "name": `"N"`, field: fmt.Sprintf("%q", text)}
		var members []string
		for name, value := range contact {
			members = append(members, fmt.Sprintf("%q:%s", name, value))
		}
		return t.book("create", `{"contact":{`+strings.Join(members, ",")+`}}`)
	}
	t.kind(write(most), "number", "id")
	t.fails(write(most+1), field, "InvalidValue")
	if least == 0 {
		t.kind(write(0), "number", "id")
	}
}

var open2bWrites = []fact{
	{"create", documented, "create answers the new id", "", "", func(t *trial) {
		t.start()
		r := t.book("create", newContact(`,"phone":"+1","email":"jane@example.com","note":"n"`))
		t.kind(r, "number", "id")
		contact := t.getContact(t.id(r, "id"))
		for name, want := range map[string]string{"customer": "37001", "name": `"Jane Roe"`, "phone": `"+1"`, "email": `"jane@example.com"`, "note": `"n"`} {
			t.is(contact, "contact."+name, want)
		}
	}},
	{"create-required", documented, "create needs contact.customer and contact.name", "", "", func(t *trial) {
		t.start()
		t.fails(t.book("create", `{}`), "contact", "Missing")
		t.fails(t.book("create", `{"contact":{"name":"N"}}`), "customer", "Missing")
		t.fails(t.book("create", `{"contact":{"customer":37001}}`), "name", "Missing")
	}},
	{"create-customer", documented, "create of an unknown customer is NotFound", "", "", func(t *trial) {
		t.start()
		t.fails(t.book("create", `{"contact":{"customer":5,"name":"N"}}`), "customer", "NotFound")
	}},
	{"create-email", documented, "a bad e-mail is InvalidValue, in create and update", "", "", func(t *trial) {
		t.start()
		t.fails(t.book("create", newContact(`,"email":"jane@"`)), "email", "InvalidValue")
		t.fails(t.book("update", `{"id":59001,"contact":{"email":"jane@"}}`), "email", "InvalidValue")
	}},
	{"create-twice", believed, "a repeated create makes a second contact", "default: there is no idempotency key to tell it by", "", func(t *trial) {
		t.start()
		a, b := t.book("create", newContact("")), t.book("create", newContact(""))
		t.equal(t.id(a, "id")+1, t.id(b, "id"))
	}},
	{"update", documented, "update leaves what is absent as it is", "", "", func(t *trial) {
		t.start()
		id, before := t.contact(func(c *sandbox.Contact) { c.Note, c.Phone = "n", "+1" })
		t.answers(t.book("update", fmt.Sprintf(`{"id":%d,"contact":{"phone":"+2"}}`, id)), 200, `"status":"ok"`)
		t.equal(t.getContact(id).body, strings.Replace(before.body, `"+1"`, `"+2"`, 1))
	}},
	{"update-required", documented, "update needs id and contact; get needs id; delete needs ids", "", "", func(t *trial) {
		t.start()
		t.fails(t.book("update", `{"contact":{"name":"N"}}`), "id", "Missing")
		t.fails(t.book("update", `{"id":59001}`), "contact", "Missing")
		t.fails(t.book("get", `{}`), "id", "Missing")
		t.fails(t.book("delete", `{}`), "ids", "Missing")
	}},
	{"update-not-found", documented, "update of a missing id is NotFound", "", "", func(t *trial) {
		t.start()
		t.fails(t.book("update", `{"id":5,"contact":{"name":"N"}}`), "id", "NotFound")
		t.fails(t.book("update", `{"id":59001,"contact":{"customer":5}}`), "customer", "NotFound")
	}},
	{"update-customer", documented, "customer can be changed", "", "", func(t *trial) {
		t.start()
		id, _ := t.contact(func(c *sandbox.Contact) { c.Customer = 37001 })
		t.answers(t.book("update", fmt.Sprintf(`{"id":%d,"contact":{"customer":37004}}`, id)), 200)
		t.is(t.getContact(id), "contact.customer", "37004")
	}},
	{"email-null", documented, "email alone may be null, in create and update", "", "", func(t *trial) {
		t.start()
		t.kind(t.book("create", newContact(`,"email":null`)), "number", "id")
		id, _ := t.contact(func(c *sandbox.Contact) { c.Email = "a@example.com" })
		t.answers(t.book("update", fmt.Sprintf(`{"id":%d,"contact":{"email":null}}`, id)), 200, `"status":"ok"`)
		t.is(t.getContact(id), "contact.email", `""`)
		for _, name := range []string{"customer", "name", "phone", "note"} {
			t.fails(t.book("update", fmt.Sprintf(`{"id":%d,"contact":{%q:null}}`, id, name)), name, "Malformed")
		}
	}},
	{"email-empty", documented, "the vendor's examples send an empty email, though it has 3 characters at least", "taken as none", "", func(t *trial) {
		t.start()
		r := t.book("create", newContact(`,"phone":"","email":"","note":""`))
		t.is(t.getContact(t.id(r, "id")), "contact.email", `""`)
	}},
	{"ids", documented, "id and customer are 1 to 2147483647", "", "", func(t *trial) {
		t.start()
		for _, id := range []string{"0", "-1", "2147483648"} {
			t.fails(t.book("get", `{"id":`+id+`}`), "id", "InvalidValue")
			t.fails(t.book("count", `{"conditions":{"customer":`+id+`}}`), "customer", "InvalidValue")
		}
		t.is(t.book("get", `{"id":2147483647}`), "contact", "null")
	}},
	{"name-length", documented, "name has 1 to 50 characters", "", "", func(t *trial) {
		t.lengths("name", 1, 50)
		t.fails(t.book("create", `{"contact":{"customer":37001,"name":""}}`), "name", "InvalidValue")
	}},
	{"phone-length", documented, "phone has 0 to 15 characters", "", "", func(t *trial) { t.lengths("phone", 0, 15) }},
	{"email-length", documented, "email has 3 to 120 characters", "", "", func(t *trial) {
		t.lengths("email", 3, 120)
		t.fails(t.book("create", newContact(`,"email":"a@"`)), "email", "InvalidValue")
		t.kind(t.book("create", newContact(`,"email":"a@b"`)), "number", "id")
	}},
	{"note-length", documented, "note has 0 to 255 characters", "", "", func(t *trial) { t.lengths("note", 0, 255) }},
	{"characters", believed, "lengths count characters, not bytes", "default: the store's texts are of many alphabets", "", func(t *trial) {
		t.start()
		t.kind(t.book("create", newContact(`,"phone":"`+strings.Repeat("ж", 15)+`"`)), "number", "id")
	}},
	{"delete", documented, "delete takes ids and answers status alone", "", "", func(t *trial) {
		t.start()
		t.equal(strings.TrimSpace(t.book("delete", `{"ids":[59001,59002]}`).body), `{"status":"ok"}`)
		t.is(t.getContact(59001), "contact", "null")
		t.is(t.book("count", `{}`), "count", "148")
	}},
	{"delete-unknown", assumed, "unknown and repeated ids in delete are refused, and nothing is deleted", "", "", func(t *trial) {
		t.start()
		t.fails(t.book("delete", `{"ids":[59001,5]}`), "ids", "NotFound")
		t.fails(t.book("delete", `{"ids":[59001,59001]}`), "ids", "InvalidCombination")
		t.is(t.book("count", `{}`), "count", "150")
	}},
	{"delete-anyway", assumed, "unknown and repeated ids in delete are no error", "", "Open2bConfig.Beliefs.DeleteAnyway", func(t *trial) {
		t.start(bookWith(func(c *sandbox.Open2bConfig) { c.Beliefs.DeleteAnyway = true }))
		t.answers(t.book("delete", `{"ids":[59001,59001,5]}`), 200, `"status":"ok"`)
		t.is(t.book("count", `{}`), "count", "149")
	}},
}
