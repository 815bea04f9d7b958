package contacts_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	for name, draft := range map[string]contacts.Draft{
		"create_least": {Customer: 37091, Name: "John Smith"},
		"create_all": {
			Customer: 37091, Name: "John Smith", Phone: new("055 1234"),
			Email: quartet.Set("john@example.com"), Note: new("prefers <mail> & fax"),
		},
		"create_no_email": {Customer: 37091, Name: "Ян", Email: quartet.Null[string](), Phone: new(""), Note: new("")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNetwork()
			n.answer(v3+"create", 200, `{"status":"ok","id":59068,"url":"/59068"}`)
			created, err := n.service(t).Create(t.Context(), draft)
			if err != nil {
				t.Fatal(err)
			}
			want := &contacts.Created{ID: 59068, Extra: map[string]jsonText{"url": jsonText(`"/59068"`)}}
			if diff := cmp.Diff(want, created); diff != "" {
				t.Errorf("created (-want +got):\n%s", diff)
			}
			n.wantBody(t, name)
		})
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]contacts.Update{
		"update_all": {
			Customer: new(int64(12)), Name: new("Jane"), Phone: new("1"), Email: quartet.Set("j@example.com"), Note: new("n"),
		},
		"update_clear": {Phone: new(""), Email: quartet.Null[string](), Note: new("")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := newNetwork()
			n.answer(v3+"update", 200, `{"status":"ok"}`)
			if err := n.service(t).Update(t.Context(), 59068, change); err != nil {
				t.Fatal(err)
			}
			n.wantBody(t, name)
		})
	}
}

func TestDelete(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"delete", 200, `{"status":"ok"}`)
	if err := n.service(t).Delete(t.Context(), 59068, 12078, 59068); err != nil {
		t.Fatal(err)
	}
	n.wantBody(t, "delete")
}

func TestRefusedByTheVendor(t *testing.T) {
	t.Parallel()
	refusal := func(field, typ string) string {
		return `{"status":"error","error":{"field":"` + field + `","type":"` + typ + `","description":"no good"}}`
	}
	create := func(s *contacts.Service, t *testing.T) error {
		_, err := s.Create(t.Context(), contacts.Draft{Customer: 5, Name: "Anna", Email: quartet.Set("a at b")})
		return err
	}
	update := func(s *contacts.Service, t *testing.T) error {
		return s.Update(t.Context(), 5, contacts.Update{Name: new("Anna")})
	}
	for _, tt := range []struct {
		name, method, field, typ string
		call                     func(*contacts.Service, *testing.T) error
		want                     error
	}{
		{"no such customer", "create", "customer", "NotFound", create, quartet.ErrInvalid},
		{"no e-mail", "create", "email", "InvalidValue", create, quartet.ErrInvalid},
		{"no such contact", "update", "id", "NotFound", update, quartet.ErrNotFound},
		{"not allowed", "update", "", "AccessDenied", update, quartet.ErrForbidden},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNetwork()
			n.answer(v3+tt.method, 200, refusal(tt.field, tt.typ))
			err := tt.call(n.service(t), t)
			if !errors.Is(err, tt.want) || !errors.Is(err, quartet.ErrRefused) {
				t.Errorf("err = %v, want %v and ErrRefused", err, tt.want)
			}
			var e *quartet.Error
			if !errors.As(err, &e) || e.Field != tt.field || e.Type != tt.typ || e.Service != "contacts" {
				t.Errorf("err = %#v", err)
			}
			if len(n.requests) != 1 {
				t.Errorf("sent %d times, want once", len(n.requests))
			}
		})
	}
}

// What an unknown outcome means for each write: a create and a deletion are sent
// once, an update again.
func TestRepeats(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		method string
		call   func(*contacts.Service, *testing.T) error
		once   bool
		advice string
	}{
		{"create", func(s *contacts.Service, t *testing.T) error {
			_, err := s.Create(t.Context(), contacts.Draft{Customer: 5, Name: "Anna"})
			return err
		}, true, "the contact may exist"},
		{"delete", func(s *contacts.Service, t *testing.T) error { return s.Delete(t.Context(), 5) }, true, "may be deleted"},
		{"update", func(s *contacts.Service, t *testing.T) error {
			return s.Update(t.Context(), 5, contacts.Update{Name: new("Anna")})
		}, false, "may be changed"},
		{"count", func(s *contacts.Service, t *testing.T) error { _, err := s.Count(t.Context()); return err }, false, ""},
	} {
		t.Run(tt.method, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				n := newNetwork()
				n.answer(v3+tt.method, 500, "<html>")
				err := tt.call(n.service(t), t)
				if !errors.Is(err, quartet.ErrServer) || !errors.Is(err, quartet.ErrOutcomeUnknown) {
					t.Errorf("err = %v, want ErrServer and ErrOutcomeUnknown", err)
				}
				if !strings.Contains(err.Error(), tt.advice) {
					t.Errorf("err = %v, want the advice %q", err, tt.advice)
				}
				if got := len(n.requests); (got == 1) != tt.once {
					t.Errorf("sent %d times", got)
				}
			})
		})
	}
}

func TestInvalidInput(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("я", 256)
	for _, tt := range []struct {
		name string
		call func(*contacts.Service, *testing.T) error
		want []string
	}{
		{"empty draft", func(s *contacts.Service, t *testing.T) error {
			_, err := s.Create(t.Context(), contacts.Draft{})
			return err
		}, []string{"Customer: must be 1…2147483647, is 0", "Name: must have 1…50 characters, has 0"}},
		{"all too long", func(s *contacts.Service, t *testing.T) error {
			_, err := s.Create(t.Context(), contacts.Draft{
				Customer: 1 << 31, Name: long, Phone: &long, Email: quartet.Set(long), Note: &long,
			})
			return err
		}, []string{"Customer: ", "Name: ", "Phone: must have 0…15 characters", "Email: must have 3…120", "Note: must have 0…255 characters, has 256"}},
		{"short e-mail", func(s *contacts.Service, t *testing.T) error {
			return s.Update(t.Context(), 1, contacts.Update{Email: quartet.Set("a@")})
		}, []string{"Email: must have 3…120 characters, has 2"}},
		{"not UTF-8", func(s *contacts.Service, t *testing.T) error {
			return s.Update(t.Context(), 1, contacts.Update{Name: new("\xff")})
		}, []string{"Name: must be valid UTF-8"}},
		{"empty update of no contact", func(s *contacts.Service, t *testing.T) error {
			return s.Update(t.Context(), 0, contacts.Update{})
		}, []string{"id: must be 1…2147483647, is 0", "Update: set at least one field"}},
		{"update of the customer", func(s *contacts.Service, t *testing.T) error {
			return s.Update(t.Context(), 1, contacts.Update{Customer: new(int64(-1))})
		}, []string{"Customer: must be 1…2147483647, is -1"}},
		{"delete nothing", func(s *contacts.Service, t *testing.T) error { return s.Delete(t.Context()) }, []string{"ids: give at least one"}},
		{"delete no id", func(s *contacts.Service, t *testing.T) error {
			return s.Delete(t.Context(), 1, 0, -7)
		}, []string{"ids: must be 1…2147483647, is 0", "ids: must be 1…2147483647, is -7"}},
		{"get", func(s *contacts.Service, t *testing.T) error {
			_, err := s.Get(t.Context(), -1, contacts.OfCustomer(1))
			return err
		}, []string{"id: must be", "OfCustomer: is not for Get"}},
		{"count", func(s *contacts.Service, t *testing.T) error {
			_, err := s.Count(t.Context(), contacts.OfCustomer(0), contacts.Limit(1), contacts.AfterID(1))
			return err
		}, []string{"OfCustomer: must be 1…2147483647", "Limit: is not for Count", "AfterID: needs API v6 or later"}},
		{"find", func(s *contacts.Service, t *testing.T) error {
			_, err := s.Find(t.Context(), contacts.Limit(101), contacts.First(-1), contacts.PerPage(5), contacts.Fields(),
				contacts.OrderBy("", quartet.Asc), contacts.OrderBy(contacts.FieldName, "up"))
			return err
		}, []string{
			"Limit: must be 1…100, is 101", "First: must be 0 or more, is -1", "PerPage: is not for Find", "Fields: name at least one",
			"OrderBy: name a field", `OrderBy: the direction must be quartet.Asc or quartet.Desc, is "up"`,
		}},
		{"limit 0", func(s *contacts.Service, t *testing.T) error {
			_, err := s.Find(t.Context(), contacts.Limit(0))
			return err
		}, []string{"Limit: must be 1 or more, is 0"}},
		{"walk", func(s *contacts.Service, t *testing.T) error {
			_, err := quartet.Collect(s.All(t.Context(), contacts.Limit(1), contacts.First(1), contacts.PerPage(101),
				contacts.Prefetch(-1), contacts.AfterID(-1), contacts.From("nonsense")))
			return err
		}, []string{
			"Limit: is not for All", "First: is not for All", "PerPage: ", "Prefetch: must be 0 or more", "AfterID: must be 0…2147483647", "From: ",
		}},
		{"walk in another order", func(s *contacts.Service, t *testing.T) error {
			_, err := quartet.Collect(s.Pages(t.Context(), contacts.AfterID(1), contacts.OrderBy(contacts.FieldName, quartet.Asc)))
			return err
		}, []string{"AfterID: "}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			n := newNetwork()
			err := tt.call(n.service(t), t)
			if !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrNotSent) {
				t.Fatalf("err = %v, want ErrInvalid and ErrNotSent", err)
			}
			var e *quartet.Error
			if !errors.As(err, &e) {
				t.Fatalf("err = %T, want a *quartet.Error", err)
			}
			for _, want := range tt.want {
				if !slices.ContainsFunc(e.Details, func(s string) bool { return strings.HasPrefix(s, want) }) {
					t.Errorf("%q does not name %q", e.Details, want)
				}
			}
			if len(e.Details) != len(tt.want) {
				t.Errorf("%d problems, want %d: %q", len(e.Details), len(tt.want), e.Details)
			}
			n.wantNothingSent(t)
		})
	}
}

// The bounds count characters, not bytes, and their ends are allowed.
func TestLongestInput(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"create", 200, `{"status":"ok","id":1}`)
	text := func(length int) *string { return new(strings.Repeat("я", length)) }
	people := n.service(t)
	for _, email := range []string{"", "a@b", *text(120)} {
		_, err := people.Create(t.Context(), contacts.Draft{
			Customer: 1<<31 - 1, Name: *text(50), Phone: text(15), Email: quartet.Set(email), Note: text(255),
		})
		if err != nil {
			t.Errorf("e-mail of %d bytes: %v", len(email), err)
		}
	}
	if len(n.requests) != 3 {
		t.Errorf("sent %d, want 3", len(n.requests))
	}
}

func TestWithIsACopy(t *testing.T) {
	t.Parallel()
	n := newNetwork()
	n.answer(v3+"count", 200, `{"status":"ok","count":1}`)
	people := n.service(t)
	seen := 0
	watched := people.With(quartet.OnResponse(func(quartet.Response) { seen++ }))
	for _, s := range []*contacts.Service{people, watched, watched.With(quartet.NoRetry())} {
		if _, err := s.Count(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if seen != 2 {
		t.Errorf("OnResponse called %d times, want 2", seen)
	}
}
