package open2b

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFind(t *testing.T) {
	t.Parallel()
	_, base := some(t, Config{})
	for name, c := range map[string]struct {
		url, body, want string
	}{
		"all, by id":             {api(base, "find"), `{}`, "Emma Борис Anna Carl Anna"},
		"of a customer":          {api(base, "find"), `{"conditions":{"customer":37001}}`, "Emma Anna Carl"},
		"of another customer":    {api(base, "find"), `{"conditions":{"customer":5}}`, ""},
		"limit":                  {api(base, "find"), `{"limit":2}`, "Emma Борис"},
		"first":                  {api(base, "find"), `{"limit":2,"first":3}`, "Carl Anna"},
		"first past the end":     {api(base, "find"), `{"first":9}`, ""},
		"order by name":          {api(base, "find"), `{"order":["name"]}`, "Anna Anna Carl Emma Борис"},
		"order downwards":        {api(base, "find"), `{"order":["-id"]}`, "Anna Carl Anna Борис Emma"},
		"order by several":       {api(base, "find"), `{"order":["-customer","-name","email"]}`, "Борис Anna Emma Carl Anna"},
		"order by note, then id": {api(base, "find"), `{"order":["note"]}`, "Emma Anna Anna Борис Carl"},
		"order by phone":         {api(base, "find"), `{"order":["-phone"],"limit":1}`, "Anna"},
		"after, from v6 on":      {v10(base, "find"), `{"conditions":{"after":12},"order":["id"]}`, "Anna Carl Anna"},
		"after does not sort":    {v10(base, "find"), `{"conditions":{"after":12},"order":["-id"]}`, "Anna Carl Anna"},
		"after and customer":     {v10(base, "find"), `{"conditions":{"after":11,"customer":37001}}`, "Anna Carl"},
		"no maximum from v6 on":  {v10(base, "find"), `{"limit":100000}`, "Emma Борис Anna Carl Anna"},
		"v6":                     {base + "/api/v6/commerce.contacts.find", `{"limit":1}`, "Emma"},
		"v13":                    {base + "/api/v13/commerce.contacts.find", `{"limit":1}`, "Emma"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := call(t, c.url, c.body)
			if a.Status != "ok" || names(a) != c.want {
				t.Errorf("%s: %q, want %q (%+v)", c.body, names(a), c.want, a.Error)
			}
		})
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	_, base := some(t, Config{})
	want := map[string]any{"id": 13.0, "customer": 37001.0, "name": "Anna", "phone": "+3", "email": "", "note": "a"}
	if diff := cmp.Diff(want, call(t, api(base, "get"), `{"id":13}`).Contact); diff != "" {
		t.Errorf("all fields:\n%s", diff)
	}
	got := call(t, api(base, "find"), `{"fields":["id","customer"],"limit":1}`).Contacts[0]
	if keys := slices.Sorted(maps.Keys(got)); !slices.Equal(keys, []string{"customer", "id"}) {
		t.Errorf("with two fields: %v", keys)
	}
}

func TestGetAndCount(t *testing.T) {
	t.Parallel()
	_, base := some(t, Config{})
	if _, text := post(t, api(base, "get"), `{"id":99}`, key); text != `{"status":"ok","contact":null}` {
		t.Errorf("a missing contact: %s", text)
	}
	for body, want := range map[string]int{
		`{}`: 5, `{"conditions":null}`: 5, `{"conditions":{}}`: 5, `{"conditions":{"customer":37002}}`: 2,
	} {
		if got := call(t, api(base, "count"), body).Count; got == nil || *got != want {
			t.Errorf("count %s: %v, want %d", body, got, want)
		}
	}
}

// What never reaches a method is refused without JSON.
func TestRefusals(t *testing.T) {
	t.Parallel()
	_, base := some(t, Config{})
	for name, c := range map[string]struct {
		method, url string
		header      string
		want        int
	}{
		"no key":                {http.MethodPost, api(base, "find"), "X-Key: ", 403},
		"wrong key":             {http.MethodPost, api(base, "find"), "X-Key: x", 403},
		"key in another header": {http.MethodPost, api(base, "find"), "Authorization: " + DefaultKey, 403},
		"GET":                   {http.MethodGet, api(base, "find"), key, 405},
		"unknown method":        {http.MethodPost, api(base, "list"), key, 404},
		"v3 without its prefix": {http.MethodPost, base + "/api/v3/commerce.contacts.find", key, 404},
		"v6 with the prefix":    {http.MethodPost, base + "/open2b/api/v6/commerce.contacts.find", key, 404},
		"unknown version":       {http.MethodPost, base + "/api/v99/commerce.contacts.find", key, 404},
		"another path":          {http.MethodPost, base + "/shop", key, 404},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, text := send(t, c.method, c.url, `{}`, c.header)
			if status != c.want || strings.HasPrefix(text, "{") {
				t.Errorf("%d %s, want %d and no JSON", status, text, c.want)
			}
		})
	}
}

func TestKeysAndVersions(t *testing.T) {
	t.Parallel()
	_, base := serve(t, Config{})
	if status, text := post(t, api(base, "count"), `{}`, "X-Secret-Key: "+DefaultKey); status != 200 {
		t.Errorf("X-Secret-Key: %d %s", status, text)
	}
	_, base = serve(t, Config{Key: "k", KeyHeader: "X-Secret-Key", Version: "v10"})
	if status, _ := post(t, v10(base, "count"), `{}`, "X-Secret-Key: k"); status != 200 {
		t.Errorf("the header that is set: %d", status)
	}
	if status, _ := post(t, v10(base, "count"), `{}`, "X-Key: k"); status != 403 {
		t.Errorf("another header: %d", status)
	}
	if status, _ := post(t, api(base, "count"), `{}`, "X-Secret-Key: k"); status != 404 {
		t.Errorf("another version: %d", status)
	}
}

// The data set follows from the seed and holds contacts of all sorts.
func TestDataSet(t *testing.T) {
	t.Parallel()
	s, base := serve(t, Config{Seed: 4, Contacts: 300})
	if got := call(t, api(base, "count"), `{}`).Count; *got != 300 || len(s.ContactIDs()) != 300 {
		t.Errorf("%d contacts", *got)
	}
	a, b := New(Config{Seed: 4, Contacts: 300}), New(Config{Seed: 5, Contacts: 300})
	if !slices.Equal(s.store.contacts, a.store.contacts) || slices.Equal(a.store.contacts, b.store.contacts) {
		t.Error("the data do not follow from the seed")
	}
	latin, cyrillic, without := 0, 0, 0
	for _, c := range s.store.contacts {
		if c.Name[0] < 0x80 {
			latin++
		} else {
			cyrillic++
		}
		if c.Email == "" {
			without++
		}
		if !s.Config().customer(c.Customer) || len(c.Phone) > 15 {
			t.Errorf("%+v breaks the rules", c)
		}
	}
	if latin < 100 || cyrillic < 50 || without < 20 {
		t.Errorf("latin %d, cyrillic %d, without e-mail %d", latin, cyrillic, without)
	}
}

func TestBeliefs(t *testing.T) {
	t.Parallel()
	_, base := some(t, Config{Beliefs: Beliefs{NullEmail: true, AllFields: true, AfterImpliesOrder: true, GetNotFound: true, DeleteAnyway: true}})
	if c := call(t, api(base, "get"), `{"id":13,"fields":["id"]}`).Contact; c["email"] != nil || len(c) != 6 {
		t.Errorf("NullEmail, AllFields: %v", c)
	}
	if got := names(call(t, v10(base, "find"), `{"conditions":{"after":11},"order":["-id"]}`)); got != "Борис Anna Carl Anna" {
		t.Errorf("AfterImpliesOrder: %s", got)
	}
	if a := call(t, api(base, "get"), `{"id":99}`); a.Error.Type != notFound || a.Error.Field != "id" {
		t.Errorf("GetNotFound: %+v", a)
	}
	if a := call(t, api(base, "delete"), `{"ids":[11,11,99]}`); a.Status != "ok" {
		t.Errorf("DeleteAnyway: %+v", a)
	}
	if got := call(t, api(base, "count"), `{}`).Count; *got != 4 {
		t.Errorf("DeleteAnyway: %d left", *got)
	}
}
