package contacts_test

import (
	"errors"
	"testing"

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

// A wrong type where the value is due is an error, never a zero.
func TestMalformedAnswers(t *testing.T) {
	t.Parallel()
	for method, text := range map[string]string{
		"find":   `{"status":"ok","contacts":5}`,
		"get":    `{"status":"ok","contact":"Anna"}`,
		"count":  `{"status":"ok","count":"many"}`,
		"create": `{"status":"ok","id":{}}`,
	} {
		n := newNetwork()
		n.answer(v3+method, 200, text)
		if err := calls[method](t, n.service(t)); !errors.Is(err, quartet.ErrMalformed) {
			t.Errorf("%s: %v, want ErrMalformed", method, err)
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
