package open2b

import (
	"fmt"
	"strings"
	"testing"
)

func TestCreateUpdateDelete(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{})
	id := call(t, api(base, "create"), `{"contact":{"customer":37001,"name":"John \"J\" Smith / Co","phone":"+1 555","email":"j@example.com","note":"Ж"}}`).ID
	if c, ok := s.Contact(id); !ok || c != (Contact{id, 37001, `John "J" Smith / Co`, "+1 555", "j@example.com", "Ж"}) {
		t.Errorf("created %+v", c)
	}
	second := call(t, api(base, "create"), `{"contact":{"customer":37001,"name":"John"}}`).ID
	if second == id {
		t.Error("an id was given twice")
	}
	if a := call(t, api(base, "update"), fmt.Sprintf(`{"id":%d,"contact":{"customer":37002,"email":null}}`, id)); a.Status != "ok" {
		t.Errorf("update: %+v", a)
	}
	if c, _ := s.Contact(id); c != (Contact{id, 37002, `John "J" Smith / Co`, "+1 555", "", "Ж"}) {
		t.Errorf("updated %+v", c)
	}
	if a := call(t, api(base, "delete"), fmt.Sprintf(`{"ids":[%d,%d]}`, id, second)); a.Status != "ok" || len(s.ContactIDs()) != 0 {
		t.Errorf("delete: %+v, %v left", a, s.ContactIDs())
	}
	if next := call(t, api(base, "create"), `{"contact":{"customer":37001,"name":"x"}}`).ID; next <= second {
		t.Errorf("id %d was given again", next)
	}
}

// Each rule of the documents, and what it is broken by.
func TestRules(t *testing.T) {
	t.Parallel()
	s, base := some(t, Config{Unavailable: []string{"commerce.contacts.count"}})
	long := func(n int) string { return strings.Repeat("ж", n) }
	contact := func(members string) string { return `{"contact":{"customer":37001,"name":"x",` + members + `}}` }
	for name, c := range map[string]struct {
		method, body, field, kind string
	}{
		"body that is no JSON":         {"find", `nonsense`, "request", malformed},
		"body that is no object":       {"find", `[]`, "request", malformed},
		"body null":                    {"find", `null`, "request", malformed},
		"unknown key":                  {"find", `{"page":1}`, "unknown", unknownField},
		"unknown condition":            {"find", `{"conditions":{"name":"x"}}`, "unknown", unknownField},
		"after in v3":                  {"find", `{"conditions":{"after":1}}`, "unknown", unknownField},
		"conditions null in find":      {"find", `{"conditions":null}`, "conditions", malformed},
		"customer 0":                   {"find", `{"conditions":{"customer":0}}`, "customer", invalidValue},
		"customer over 2147483647":     {"find", `{"conditions":{"customer":2147483648}}`, "customer", invalidValue},
		"customer a text":              {"find", `{"conditions":{"customer":"1"}}`, "customer", malformed},
		"unknown field":                {"find", `{"fields":["age"]}`, "fields", invalidValue},
		"fields no array":              {"find", `{"fields":"id"}`, "fields", malformed},
		"unknown order":                {"find", `{"order":["+id"]}`, "order", invalidValue},
		"limit 0":                      {"find", `{"limit":0}`, "limit", invalidValue},
		"limit 101 in v3":              {"find", `{"limit":101}`, "limit", invalidValue},
		"limit 1.5":                    {"find", `{"limit":1.5}`, "limit", malformed},
		"first below 0":                {"find", `{"first":-1}`, "first", invalidValue},
		"get without id":               {"get", `{}`, "id", missing},
		"get with id null":             {"get", `{"id":null}`, "id", malformed},
		"method not available":         {"count", `{}`, "commerce.contacts.count", accessDenied},
		"create without contact":       {"create", `{}`, "contact", missing},
		"create with contact null":     {"create", `{"contact":null}`, "contact", malformed},
		"create without customer":      {"create", `{"contact":{"name":"x"}}`, "customer", missing},
		"create without name":          {"create", `{"contact":{"customer":37001}}`, "name", missing},
		"create with id":               {"create", contact(`"id":5`), "unknown", unknownField},
		"customer that is not there":   {"create", `{"contact":{"customer":99,"name":"x"}}`, "customer", notFound},
		"empty name":                   {"create", `{"contact":{"customer":37001,"name":""}}`, "name", invalidValue},
		"name of 51 characters":        {"create", `{"contact":{"customer":37001,"name":"` + long(51) + `"}}`, "name", invalidValue},
		"phone of 16":                  {"create", contact(`"phone":"` + long(16) + `"`), "phone", invalidValue},
		"phone null":                   {"create", contact(`"phone":null`), "phone", malformed},
		"note of 256":                  {"create", contact(`"note":"` + long(256) + `"`), "note", invalidValue},
		"email of 2":                   {"create", contact(`"email":"a@"`), "email", invalidValue},
		"email of 121":                 {"create", contact(`"email":"` + strings.Repeat("a", 109) + `@example.com"`), "email", invalidValue},
		"email without @":              {"create", contact(`"email":"example.com"`), "email", invalidValue},
		"email with a name":            {"create", contact(`"email":"J <j@example.com>"`), "email", invalidValue},
		"update without id":            {"update", `{"contact":{}}`, "id", missing},
		"update without contact":       {"update", `{"id":11}`, "contact", missing},
		"update of a missing one":      {"update", `{"id":99,"contact":{"name":"x"}}`, "id", notFound},
		"update to a missing customer": {"update", `{"id":11,"contact":{"customer":99}}`, "customer", notFound},
		"update with an empty name":    {"update", `{"id":11,"contact":{"name":""}}`, "name", invalidValue},
		"delete without ids":           {"delete", `{}`, "ids", missing},
		"delete of none":               {"delete", `{"ids":[]}`, "ids", invalidValue},
		"delete of a missing one":      {"delete", `{"ids":[11,99]}`, "ids", notFound},
		"delete of one twice":          {"delete", `{"ids":[11,11]}`, "ids", invalidCombination},
		"delete of 0":                  {"delete", `{"ids":[0]}`, "ids", invalidValue},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := call(t, api(base, c.method), c.body)
			if a.Status != "error" || a.Error.Field != c.field || a.Error.Type != c.kind || a.Error.Description == "" {
				t.Errorf("%s: %+v, want %s of %s", c.body, a, c.kind, c.field)
			}
		})
	}
	t.Cleanup(func() {
		if ids := s.ContactIDs(); len(ids) != 5 {
			t.Errorf("refused calls left %v", ids)
		}
	})
}

// Of several unknown keys the answer names the same one each time.
func TestUnknownKeysAreNamedInOrder(t *testing.T) {
	t.Parallel()
	_, base := some(t, Config{})
	for range 20 {
		a := call(t, api(base, "find"), `{"z":1,"y":1,"b":1,"x":1,"w":1}`)
		if a.Error.Description != "Unknown field b" {
			t.Errorf("it says %q", a.Error.Description)
		}
	}
}

// The longest values that the rules allow, in characters and not in bytes.
func TestLongestValues(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{})
	body := fmt.Sprintf(`{"contact":{"customer":37001,"name":%q,"phone":%q,"email":%q,"note":%q}}`,
		strings.Repeat("ж", 50), strings.Repeat("5", 15), strings.Repeat("a", 64)+"@"+strings.Repeat("b", 43)+".example.com", strings.Repeat("ж", 255))
	a := call(t, api(base, "create"), body)
	if c, ok := s.Contact(a.ID); !ok || len(c.Email) != 120 || c.Note != strings.Repeat("ж", 255) {
		t.Errorf("%+v: %+v", a, c)
	}
}

// What a test changes behind the API's back shows at once.
func TestChurn(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{Seed: 1, Contacts: 20})
	s.OnSelect(func() { s.DeleteContact(FirstContact) })
	if a := call(t, api(base, "find"), `{}`); len(a.Contacts) != 19 {
		t.Errorf("%d contacts, one was deleted before the selection", len(a.Contacts))
	}
	s.OnSelect(nil)
	id := s.InsertContact(func(c *Contact) { c.Name = "Zed" })
	if a := call(t, api(base, "find"), `{"order":["-id"],"limit":1}`); names(a) != "Zed" {
		t.Errorf("after the insertion: %s", names(a))
	}
	if !s.ChangeContact(id, func(c *Contact) { c.Note = "n" }) || s.ChangeContact(FirstContact, func(*Contact) {}) {
		t.Error("a change of what is there and of what is not")
	}
	if c, _ := s.Contact(id); c.Note != "n" {
		t.Errorf("after the change: %+v", c)
	}
	s.Configure(func(c *Config) { c.Contacts = 3 })
	s.Reset()
	if n := len(s.ContactIDs()); n != 3 {
		t.Errorf("after Reset: %d contacts", n)
	}
}
