package contacts_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

const smith = `{"id":59068,"customer":37091,"name":"John Smith","phone":"","email":"john@example.com","note":"call before nine"}`

var wantSmith = contacts.Contact{
	ID: 59068, Customer: 37091, Name: "John Smith", Email: "john@example.com", Note: "call before nine",
}

func TestFind(t *testing.T) {
	t.Parallel()
	for name, options := range map[string][]contacts.QueryOption{
		"find_all": nil,
		"find_everything": {
			contacts.OfCustomer(37091), contacts.Fields(contacts.FieldName, contacts.FieldEmail),
			contacts.OrderBy(contacts.FieldName, quartet.Asc), contacts.OrderBy(contacts.FieldID, quartet.Desc),
			contacts.Limit(100), contacts.First(20),
		},
		"find_fields_with_id": {contacts.Fields(contacts.FieldCustomer, contacts.FieldID)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNetwork()
			n.answer(v3+"find", 200, `{"status":"ok","contacts":[`+smith+`,{"id":7,"name":"Анна"}]}`)
			page, err := n.service(t).Find(t.Context(), options...)
			if err != nil {
				t.Fatal(err)
			}
			want := []contacts.Contact{wantSmith, {ID: 7, Name: "Анна"}}
			if diff := cmp.Diff(want, page.Contacts); diff != "" {
				t.Errorf("contacts (-want +got):\n%s", diff)
			}
			n.wantBody(t, name)
		})
	}
}

func TestUnknownFieldsAreTold(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"find", 200, `{"status":"ok","contacts":[{"id":7,"vip":true}],"took":5}`)
	n.answer(v3+"count", 200, `{"status":"ok","count":1,"took":5}`)
	var told []string
	people := n.service(t, quartet.WithHooks(quartet.Hooks{UnknownField: func(typ, key string) { told = append(told, typ+"."+key) }}))
	if _, err := people.Find(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := people.Count(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"contacts.findAnswer.took", "contacts.Contact.vip", "contacts.countAnswer.took"}, told); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestFindOfLaterVersions(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v10+"find", 200, `{"status":"ok","contacts":[]}`)
	people := n.service(t, quartet.WithAPIVersion("v10"))
	page, err := people.Find(t.Context(), contacts.OfCustomer(37091), contacts.AfterID(59068), contacts.Limit(1000))
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Contacts) != 0 {
		t.Errorf("contacts = %v, want none", page.Contacts)
	}
	n.wantBody(t, "find_after")
}

func TestFindKeepsThePageOfABadContact(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"find", 200, `{"status":"ok","contacts":[{"id":"seven"},`+smith+`,{"id":8,"name":[1]}]}`)
	page, err := n.service(t).Find(t.Context())
	if page == nil || !cmp.Equal(page.Contacts, []contacts.Contact{wantSmith}) {
		t.Fatalf("page = %+v, want Smith alone", page)
	}
	if !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("err = %v, want ErrMalformed", err)
	}
	for _, want := range []string{"contacts[0].id", "contacts[2].name"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("err = %v, does not name %s", err, want)
		}
	}
	var bad *quartet.RecordError
	if !errors.As(err, &bad) || string(bad.Raw) != `{"id":"seven"}` {
		t.Errorf("first bad record = %v", bad)
	}
}

func TestGet(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"get", 200, `{"status":"ok","contact":`+smith+`}`)
	got, err := n.service(t).Get(t.Context(), 59068, contacts.Fields(contacts.FieldName))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&wantSmith, got); diff != "" {
		t.Errorf("contact (-want +got):\n%s", diff)
	}
	n.wantBody(t, "get")
}

func TestGetReadsEveryForm(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		contact string
		want    contacts.Contact
	}{
		"no e-mail":          {`{"id":1,"email":null,"phone":null}`, contacts.Contact{ID: 1}},
		"numbers in strings": {`{"id":"1","customer":"2"}`, contacts.Contact{ID: 1, Customer: 2}},
		"a member to come": {
			`{"id":1,"mobile":"055"}`,
			contacts.Contact{ID: 1, Extra: map[string]jsonText{"mobile": jsonText(`"055"`)}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNetwork()
			n.answer(v3+"get", 200, `{"status":"ok","contact":`+tt.contact+`}`)
			got, err := n.service(t).Get(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Errorf("contact (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGetOfAMissingContact(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"get", 200, `{"status":"ok","contact":null}`)
	var call quartet.CallInfo
	hooks := quartet.Hooks{Call: func(_ context.Context, c quartet.CallInfo) { call = c }}
	got, err := n.service(t, quartet.WithHooks(hooks)).Get(t.Context(), 4711)
	if got != nil || !errors.Is(err, quartet.ErrNotFound) || !errors.Is(err, quartet.ErrRefused) {
		t.Errorf("Get = %v, %v, want ErrNotFound and ErrRefused", got, err)
	}
	if want := "contact 4711 does not exist"; !strings.Contains(err.Error(), want) {
		t.Errorf("err = %v, want it to say %q", err, want)
	}
	var e *quartet.Error
	if !errors.As(err, &e) || e.URL != v3+"get" || string(e.Body) != `{"status":"ok","contact":null}` || e.Attempts != 1 {
		t.Errorf("err = %+v, want it to tell the URL, the body and one attempt", e)
	}
	if !errors.Is(call.Err, quartet.ErrNotFound) {
		t.Errorf("the hook saw %v, want ErrNotFound", call.Err)
	}
}

func TestCount(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		url     string
		version string
		options []contacts.QueryOption
	}{
		"count_all":      {v3, "v3", nil},
		"count_customer": {v3, "v3", []contacts.QueryOption{contacts.OfCustomer(37091)}},
		"count_after":    {v10, "v10", []contacts.QueryOption{contacts.OfCustomer(37091), contacts.AfterID(59068)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNetwork()
			n.answer(tt.url+"count", 200, `{"status":"ok","count":67}`)
			got, err := n.service(t, quartet.WithAPIVersion(tt.version)).Count(t.Context(), tt.options...)
			if err != nil || got != 67 {
				t.Errorf("Count = %d, %v, want 67", got, err)
			}
			n.wantBody(t, name)
		})
	}
}

func TestContactJSON(t *testing.T) {
	t.Parallel()
	want := wantSmith
	want.Extra = map[string]jsonText{"mobile": jsonText(`"055"`)}
	var got contacts.Contact
	roundTrip(t, want, &got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
}

// What Find and Create gave can be stored, as the vendor's text can be read.
func TestPageAndCreatedJSON(t *testing.T) {
	t.Parallel()
	page := contacts.Page{Contacts: []contacts.Contact{wantSmith, {ID: 7}}, Cursor: "not part of it"}
	var gotPage contacts.Page
	roundTrip(t, page, &gotPage)
	page.Cursor = ""
	if diff := cmp.Diff(page, gotPage); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
	created := contacts.Created{ID: 7, Extra: map[string]jsonText{"url": jsonText(`"/7"`)}}
	var gotCreated contacts.Created
	roundTrip(t, created, &gotCreated)
	if diff := cmp.Diff(created, gotCreated); diff != "" {
		t.Errorf("created (-want +got):\n%s", diff)
	}
	for text, want := range map[string]struct{ to, want any }{
		`{"status":"ok","contacts":{"0":{"id":"7"}}}`: {new(contacts.Page), &contacts.Page{Contacts: []contacts.Contact{{ID: 7}}}},
		`{"status":"ok","id":"7","url":"/7"}`:         {new(contacts.Created), &created},
	} {
		if err := json.Unmarshal(jsonText(text), want.to); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(want.want, want.to); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}
