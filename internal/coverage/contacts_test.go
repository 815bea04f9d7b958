package coverage_test

import (
	"cmp"
	"context"
	"encoding/json"
	"reflect"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

// contactsSubject is package contacts. All calls are made with the version's own
// way to page, of which v6 is needed for what came with it.
func contactsSubject() subject {
	service := func(w *wire, in input) *contacts.Service {
		options := w.options()
		if in.variant == "quartet.WithAPIVersion" {
			options = w.options(quartet.WithAPIVersion("v6"))
		}
		client, err := quartet.NewOpen2b("https://shop.example", "key", options...)
		if err != nil {
			panic(err)
		}
		return contacts.New(client)
	}
	options := func(in input) []contacts.QueryOption {
		if in.option == nil {
			return nil
		}
		return []contacts.QueryOption{in.option.(contacts.QueryOption)}
	}
	return subject{
		name:    "contacts",
		service: reflect.TypeFor[*contacts.Service](),
		calls: map[string]call{
			"findContacts": func(ctx context.Context, w *wire, in input) (any, error) {
				return service(w, in).Find(ctx, options(in)...)
			},
			"getContact": func(ctx context.Context, w *wire, in input) (any, error) {
				return service(w, in).Get(ctx, answeredID(w.answer), options(in)...)
			},
			"countContacts": func(ctx context.Context, w *wire, in input) (any, error) {
				return service(w, in).Count(ctx, options(in)...)
			},
			"createContact": func(ctx context.Context, w *wire, in input) (any, error) {
				return service(w, in).Create(ctx, *in.body.(*contacts.Draft))
			},
			"updateContact": func(ctx context.Context, w *wire, in input) (any, error) {
				return nil, service(w, in).Update(ctx, 7, *in.body.(*contacts.Update))
			},
			"deleteContacts": func(ctx context.Context, w *wire, in input) (any, error) {
				return nil, service(w, in).Delete(ctx, 7)
			},
		},
		options: map[string]option{
			"contacts.OfCustomer": {
				value: contacts.OfCustomer(9),
				wire:  map[string]string{"conditions": "9", "conditions.customer": "9"},
			},
			"contacts.AfterID":        {value: contacts.AfterID(8), wire: map[string]string{"conditions.after": "8"}},
			"contacts.Fields":         {value: contacts.Fields(contacts.FieldNote), wire: map[string]string{"fields": "note"}},
			"contacts.First":          {value: contacts.First(40), wire: map[string]string{"first": "40"}},
			"contacts.Limit":          {value: contacts.Limit(20), wire: map[string]string{"limit": "20"}},
			"contacts.OrderBy":        {value: contacts.OrderBy(contacts.FieldName, quartet.Desc), wire: map[string]string{"order": "-name"}},
			"contacts.Service.Get":    {wire: map[string]string{"id": "7"}},
			"contacts.Service.Update": {wire: map[string]string{"id": "7"}},
			"contacts.Service.Delete": {wire: map[string]string{"ids": "7"}},
		},
		inputs: map[string]func() any{
			"createContact": func() any { return &contacts.Draft{Customer: 5, Name: "Ann"} },
			"updateContact": func() any { return &contacts.Update{Name: new("Ann")} },
		},
		answers: map[string]string{
			"findContacts":   `{"status":"ok","contacts":[{"id":7}]}`,
			"getContact":     `{"status":"ok","contact":{"id":7}}`,
			"countContacts":  `{"status":"ok","count":1}`,
			"createContact":  `{"status":"ok","id":7}`,
			"updateContact":  `{"status":"ok"}`,
			"deleteContacts": `{"status":"ok"}`,
		},
		spare: map[string]string{
			"contacts.New":          "makes the service",
			"contacts.Service.With": "changes calls, makes none",
			"contacts.PerPage":      "limit, under a name of the walk",
			"contacts.Prefetch":     "how a walk works",
			"contacts.From":         "where a walk goes on",
			"contacts.Progress":     "what a walk tells",
		},
	}
}

// answeredID is the id of the contact in an answer, or 7: Get takes no other
// contact than the one that it asked for.
func answeredID(answer string) int64 {
	var a struct {
		Contact struct {
			ID int64 `json:"id"`
		} `json:"contact"`
	}
	if err := json.Unmarshal([]byte(answer), &a); err != nil {
		panic(err)
	}
	return cmp.Or(a.Contact.ID, 7)
}
