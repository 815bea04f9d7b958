package contacts_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

// calls are all operations, by the vendor's name.
var calls = map[string]func(*testing.T, *contacts.Service) error{
	"find": func(t *testing.T, s *contacts.Service) error { _, err := s.Find(t.Context(), nil); return err },
	"get":  func(t *testing.T, s *contacts.Service) error { _, err := s.Get(t.Context(), 1); return err },
	"count": func(t *testing.T, s *contacts.Service) error {
		_, err := s.Count(t.Context())
		return err
	},
	"create": func(t *testing.T, s *contacts.Service) error {
		_, err := s.Create(t.Context(), contacts.Draft{Customer: 1, Name: "Anna"})
		return err
	},
	"update": func(t *testing.T, s *contacts.Service) error {
		return s.Update(t.Context(), 1, contacts.Update{Name: new("Anna")})
	},
	"delete": func(t *testing.T, s *contacts.Service) error { return s.Delete(t.Context(), 1) },
}

// A bad key is answered with a status and a text that is not JSON.
func TestForbidden(t *testing.T) {
	t.Parallel()
	for method, call := range calls {
		n := newNetwork()
		n.answer(v3+method, 403, "Forbidden")
		if err := call(t, n.service(t)); !errors.Is(err, quartet.ErrForbidden) || !errors.Is(err, quartet.ErrRefused) {
			t.Errorf("%s: %v, want ErrForbidden and ErrRefused", method, err)
		}
	}
}

// What does not say "ok", or lacks what was asked for, is an error, never a zero
// and never a success. Whether a write was done is then not known.
func TestMalformedAnswers(t *testing.T) {
	t.Parallel()
	every := []string{
		``, `[]`, `{}`, `{"status":"fail"}`, `{"status":null}`, `{"status":true}`, `"ok"`, `<html>`,
		`{"contacts":[],"contact":{"id":1},"count":1,"id":1}`,
		`{"status":"done","contacts":[],"contact":{"id":1},"count":1,"id":1}`,
		`{"status":["ok"],"contacts":[],"contact":{"id":1},"count":1,"id":1}`,
	}
	own := map[string][]string{
		"find": {
			`{"status":"ok"}`, `{"status":"ok","contacts":null}`, `{"status":"ok","contacts":5}`,
			`{"status":"ok","contacts":""}`, `{"status":"ok","contacts":false}`,
		},
		"get": {
			`{"status":"ok"}`, `{"status":"ok","contact":"Anna"}`, `{"status":"ok","contact":{}}`, `{"status":"ok","contact":[]}`,
			`{"status":"ok","contact":false}`, `{"status":"ok","contact":{"name":"Anna"}}`, `{"status":"ok","contact":{"id":2}}`,
		},
		"count":  {`{"status":"ok"}`, `{"status":"ok","count":null}`, `{"status":"ok","count":"many"}`, `{"status":"ok","count":-1}`},
		"create": {`{"status":"ok"}`, `{"status":"ok","id":{}}`, `{"status":"ok","id":0}`, `{"status":"ok","id":null}`},
	}
	for method, call := range calls {
		for _, text := range slices.Concat(every, own[method]) {
			n := newNetwork()
			n.answer(v3+method, 200, text)
			err := call(t, n.service(t))
			if !errors.Is(err, quartet.ErrMalformed) || !errors.Is(err, quartet.ErrOutcomeUnknown) {
				t.Errorf("%s: %s: %v, want ErrMalformed and ErrOutcomeUnknown", method, text, err)
			}
			if len(n.requests) != 1 {
				t.Errorf("%s: %s: sent %d times, want once", method, text, len(n.requests))
			}
		}
	}
}

// An error envelope is a refusal, however odd its parts are.
func TestOddErrorEnvelopes(t *testing.T) {
	t.Parallel()
	for method, call := range calls {
		for _, text := range []string{
			`{"status":"error"}`, `{"status":"error","error":"no such method"}`, `{"status":"error","error":[]}`,
			`{"status":"error","error":{"field":5,"type":null,"description":["no"]}}`, `{"error":"no"}`,
			`{"status":"fail","error":{"field":{},"type":"Missing","description":7},"id":1,"count":1,"contact":{"id":1},"contacts":[]}`,
		} {
			n := newNetwork()
			n.answer(v3+method, 200, text)
			if err := call(t, n.service(t)); !errors.Is(err, quartet.ErrRefused) {
				t.Errorf("%s: %s: %v, want ErrRefused", method, text, err)
			}
		}
	}
}

// A row that names no contact is told, wherever it stands.
func TestRowsWithoutAnID(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{`{}`, `null`, `[]`, `{"id":0}`, `{"id":-5}`, `{"id":null,"name":"Anna"}`} {
		for _, rows := range []string{bad + `,{"id":7}`, `{"id":7},` + bad} {
			for name, read := range map[string]func(*contacts.Service) ([]contacts.Contact, error){
				"All": func(s *contacts.Service) ([]contacts.Contact, error) { return quartet.Collect(s.All(t.Context())) },
				"All in another order": func(s *contacts.Service) ([]contacts.Contact, error) {
					return quartet.Collect(s.All(t.Context(), contacts.OrderBy(contacts.FieldName, quartet.Asc)))
				},
				"Find": func(s *contacts.Service) ([]contacts.Contact, error) {
					page, err := s.Find(t.Context())
					return page.Contacts, err
				},
			} {
				n := newNetwork()
				n.answer(v3+"find", 200, `{"status":"ok","contacts":[`+rows+`]}`)
				got, err := read(n.service(t))
				if diff := cmp.Diff([]contacts.Contact{{ID: 7}}, got); diff != "" {
					t.Errorf("%s of %s (-want +got):\n%s", name, rows, diff)
				}
				var record *quartet.RecordError
				if !errors.As(err, &record) || string(record.Raw) != bad || !strings.Contains(err.Error(), ".id: ") {
					t.Errorf("%s of %s: %v, want a RecordError of its id", name, rows, err)
				}
			}
		}
	}
}

// break stops at a bad contact as it does at a page.
func TestBreakAtABadContact(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"find", 200, `{"status":"ok","contacts":[{"id":1},{"id":2,"customer":"x"}]}`)
	yields := 0
	for _, err := range n.service(t).Pages(t.Context()) {
		yields++
		if err == nil {
			t.Error("the page came before its bad contact")
		}
		break
	}
	if yields != 1 {
		t.Errorf("%d yields, want 1", yields)
	}
}
