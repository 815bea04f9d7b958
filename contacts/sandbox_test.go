package contacts_test

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/sandbox"
)

// versions are those that page differently.
var versions = []string{"v3", "v6", "v13"}

// openShop is an Open2b store over real HTTP.
func openShop(t *testing.T, change func(*sandbox.Open2bConfig)) *sandbox.Sandbox {
	t.Helper()
	return sandbox.New(t, sandbox.Unlimited(),
		sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = 0, 0 }),
		sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) {
			if change != nil {
				change(c)
			}
		}))
}

// A contact's life, in each version: made, read, changed, found, counted, gone.
func TestSandboxLife(t *testing.T) {
	t.Parallel()
	for _, version := range versions {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			sb := openShop(t, nil)
			people := contacts.New(sb.Open2bClient(quartet.WithAPIVersion(version)))
			customer := contacts.OfCustomer(sb.Open2b.Customer)
			before, err := people.Count(t.Context(), customer)
			if err != nil {
				t.Fatal(err)
			}

			created, err := people.Create(t.Context(), contacts.Draft{
				Customer: sb.Open2b.Customer, Name: "Ольга Light", Phone: new("055 1"), Email: quartet.Set("o@example.com"), Note: new("a & b <c>"),
			})
			if err != nil {
				t.Fatal(err)
			}
			want := &contacts.Contact{
				ID: created.ID, Customer: sb.Open2b.Customer, Name: "Ольга Light", Phone: "055 1", Email: "o@example.com", Note: "a & b <c>",
			}
			wantContact(t, people, want)

			err = people.Update(t.Context(), created.ID, contacts.Update{Name: new("Olga"), Email: quartet.Null[string](), Note: new("")})
			if err != nil {
				t.Fatal(err)
			}
			want.Name, want.Email, want.Note = "Olga", "", ""
			wantContact(t, people, want)

			page, err := people.Find(t.Context(), customer, contacts.OrderBy(contacts.FieldID, quartet.Desc), contacts.Limit(1))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([]contacts.Contact{*want}, page.Contacts); diff != "" {
				t.Errorf("found (-want +got):\n%s", diff)
			}
			if n, err := people.Count(t.Context(), customer); err != nil || n != before+1 {
				t.Errorf("Count = %d, %v, want %d", n, err, before+1)
			}

			if err := people.Delete(t.Context(), created.ID); err != nil {
				t.Fatal(err)
			}
			if _, err := people.Get(t.Context(), created.ID); !errors.Is(err, quartet.ErrNotFound) {
				t.Errorf("deleted, and Get says %v, want ErrNotFound", err)
			}
		})
	}
}

func wantContact(t *testing.T, people *contacts.Service, want *contacts.Contact) {
	t.Helper()
	got, err := people.Get(t.Context(), want.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("contact (-want +got):\n%s", diff)
	}
}

// Contacts come and go while they are read: those that stay come once.
func TestSandboxWalkUnderChurn(t *testing.T) {
	t.Parallel()
	for _, version := range versions {
		t.Run(version, func(t *testing.T) {
			t.Parallel()
			sb := openShop(t, nil)
			server := sb.Open2b.Server
			all := server.ContactIDs()
			gone := map[int64]bool{}
			for i := range 40 {
				gone[all[i*3]] = true
			}
			var call atomic.Int64
			server.OnSelect(func() { // three more are gone, and one is new, before each answer
				n := int(call.Add(1))
				for i := 3 * n; i < 3*n+3 && i < 40; i++ {
					server.DeleteContact(all[i*3])
				}
				server.InsertContact(nil)
			})
			people := contacts.New(sb.Open2bClient(quartet.WithAPIVersion(version)))
			got, err := quartet.Collect(people.All(t.Context(), contacts.PerPage(20)))
			if err != nil {
				t.Fatal(err)
			}
			ids := idsOf(got)
			if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) {
				t.Errorf("ids do not ascend: %v", ids)
			}
			for _, id := range all {
				if _, found := slices.BinarySearch(ids, id); !found && !gone[id] {
					t.Errorf("contact %d is lost", id)
				}
			}
		})
	}
}

func TestSandboxWalkInAnotherOrder(t *testing.T) {
	t.Parallel()
	sb := openShop(t, nil)
	people := contacts.New(sb.Open2bClient())
	got, err := quartet.Collect(people.All(t.Context(), contacts.OrderBy(contacts.FieldName, quartet.Desc),
		contacts.Fields(contacts.FieldName, contacts.FieldCustomer)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(got, func(a, b contacts.Contact) int { return strings.Compare(b.Name, a.Name) }) {
		t.Error("not sorted by name, down")
	}
	ids := idsOf(got)
	slices.Sort(ids)
	if diff := cmp.Diff(sb.Open2b.Server.ContactIDs(), ids); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
	for _, c := range got {
		if c.Email != "" || c.Phone != "" || c.Note != "" {
			t.Fatalf("%+v has fields that were not asked for", c)
		}
	}
}

func TestSandboxAfterID(t *testing.T) {
	t.Parallel()
	sb := openShop(t, nil)
	ids := sb.Open2b.Server.ContactIDs()
	people := contacts.New(sb.Open2bClient(quartet.WithAPIVersion("v10")))
	n, err := people.Count(t.Context(), contacts.AfterID(ids[989]))
	if err != nil || n != 10 {
		t.Errorf("Count = %d, %v, want 10", n, err)
	}
	page, err := people.Find(t.Context(), contacts.AfterID(ids[989]), contacts.First(8), contacts.Limit(1000))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(ids[998:], idsOf(page.Contacts)); diff != "" {
		t.Errorf("ids (-want +got):\n%s", diff)
	}
}

// No e-mail is "" or null on the wire, and "" here.
func TestSandboxNoEmail(t *testing.T) {
	t.Parallel()
	sb := openShop(t, func(c *sandbox.Open2bConfig) { c.Beliefs.NullEmail = true })
	id := sb.Open2b.Server.InsertContact(func(c *sandbox.Contact) { c.Email = "" })
	got, err := contacts.New(sb.Open2bClient()).Get(t.Context(), id)
	if err != nil || got.Email != "" {
		t.Errorf("Get = %+v, %v, want no e-mail", got, err)
	}
}

func TestSandboxRefusals(t *testing.T) {
	t.Parallel()
	sb := openShop(t, func(c *sandbox.Open2bConfig) { c.Unavailable = []string{"commerce.contacts.delete"} })
	people := contacts.New(sb.Open2bClient())
	stranger, err := quartet.NewOpen2b(sb.Open2b.URL, "wrong")
	if err != nil {
		t.Fatal(err)
	}
	defer stranger.CloseIdleConnections()
	some := sb.Open2b.Server.ContactIDs()[0]

	for _, tt := range []struct {
		name       string
		call       func() error
		want       error
		field, typ string
	}{
		{"no such customer", func() error {
			_, err := people.Create(t.Context(), contacts.Draft{Customer: 1, Name: "Anna"})
			return err
		}, quartet.ErrInvalid, "customer", "NotFound"},
		{"to no such customer", func() error {
			return people.Update(t.Context(), some, contacts.Update{Customer: new(int64(1))})
		}, quartet.ErrInvalid, "customer", "NotFound"},
		{"an e-mail that is none", func() error {
			return people.Update(t.Context(), some, contacts.Update{Email: quartet.Set("anna at home")})
		}, quartet.ErrInvalid, "email", "InvalidValue"},
		{"no such contact", func() error {
			return people.Update(t.Context(), 4711, contacts.Update{Name: new("Anna")})
		}, quartet.ErrNotFound, "id", "NotFound"},
		{"a method that the store has not", func() error { return people.Delete(t.Context(), some) }, quartet.ErrForbidden, "commerce.contacts.delete", "AccessDenied"},
		{"an unknown field", func() error {
			_, err := people.Get(t.Context(), some, contacts.Fields("fax"))
			return err
		}, quartet.ErrInvalid, "fields", "InvalidValue"},
		{"a wrong key", func() error {
			_, err := contacts.New(stranger).Count(t.Context())
			return err
		}, quartet.ErrForbidden, "", ""},
	} {
		err := tt.call()
		if !errors.Is(err, tt.want) || !errors.Is(err, quartet.ErrRefused) {
			t.Errorf("%s: %v, want %v and ErrRefused", tt.name, err, tt.want)
			continue
		}
		var e *quartet.Error
		if !errors.As(err, &e) || e.Field != tt.field || e.Type != tt.typ {
			t.Errorf("%s: field %q, type %q, want %q, %q", tt.name, e.Field, e.Type, tt.field, tt.typ)
		}
	}
}

// A create whose answer is lost was made, and is not made again.
func TestSandboxCreateIsSentOnce(t *testing.T) {
	t.Parallel()
	sb := openShop(t, nil)
	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Path: "contacts.create"}})
	before := len(sb.Open2b.Server.ContactIDs())
	_, err := contacts.New(sb.Open2bClient()).Create(t.Context(), contacts.Draft{Customer: sb.Open2b.Customer, Name: "Once"})
	if !errors.Is(err, quartet.ErrOutcomeUnknown) {
		t.Errorf("err = %v, want ErrOutcomeUnknown", err)
	}
	if n := len(sb.Open2b.Server.ContactIDs()) - before; n != 1 {
		t.Errorf("%d contacts were made, want 1", n)
	}
	sb.AssertCreatedOnce(t, sandbox.Match{Vendor: sandbox.Open2b})
}
