package open2b

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

var fieldNames = []string{"id", "customer", "name", "phone", "email", "note"}

// find answers commerce.contacts.find. Without limit it answers as many as the
// version's maximum, without order by id: both assumed.
func (s *Server) find(c Config, in *input) (object, *apiError) {
	if err := in.only("conditions", "fields", "order", "limit", "first"); err != nil {
		return nil, err
	}
	fields, err := in.fields()
	if err != nil {
		return nil, err
	}
	order, err := in.order()
	if err != nil {
		return nil, err
	}
	limit, first, err := in.window()
	if err != nil {
		return nil, err
	}
	want, after, err := in.conditions(false)
	if err != nil {
		return nil, err
	}
	if after && c.Beliefs.AfterImpliesOrder {
		order = []string{"id"}
	}
	s.selecting()
	found := s.store.where(want)
	sortContacts(found, order)
	start := min(first, int64(len(found)))
	found = found[start:min(start+limit, int64(len(found)))]
	list := make([]object, 0, len(found))
	for _, contact := range found {
		list = append(list, contact.show(fields, c.Beliefs))
	}
	return object{"contacts", list}, nil
}

func (s *Server) selecting() {
	s.mu.Lock()
	f := s.onSelect
	s.mu.Unlock()
	if f != nil {
		f()
	}
}

// get answers commerce.contacts.get: a missing contact is null.
func (s *Server) get(c Config, in *input) (object, *apiError) {
	if err := in.only("id", "fields"); err != nil {
		return nil, err
	}
	if !in.has("id") {
		return nil, fault("id", missing, "Id is required")
	}
	id, err := in.id("id")
	if err != nil {
		return nil, err
	}
	fields, err := in.fields()
	if err != nil {
		return nil, err
	}
	contact, ok := s.store.get(id)
	if ok {
		return object{"contact", contact.show(fields, c.Beliefs)}, nil
	}
	if c.Beliefs.GetNotFound {
		return nil, fault("id", notFound, "Contact %d does not exist", id)
	}
	return object{"contact", nil}, nil
}

// count answers commerce.contacts.count.
func (s *Server) count(_ Config, in *input) (object, *apiError) {
	if err := in.only("conditions"); err != nil {
		return nil, err
	}
	want, _, err := in.conditions(true)
	if err != nil {
		return nil, err
	}
	return object{"count", len(s.store.where(want))}, nil
}

// conditions reads the conditions of find and count; null is documented for
// count only. The condition after exists from v6 on.
func (in *input) conditions(mayBeNull bool) (want func(Contact) bool, after bool, err *apiError) {
	all := func(Contact) bool { return true }
	if !in.has("conditions") || mayBeNull && in.null("conditions") {
		return all, false, nil
	}
	inner, err := in.inside("conditions")
	if err != nil {
		return nil, false, err
	}
	known := []string{"customer"}
	if in.version >= 6 {
		known = append(known, "after")
	}
	if err := inner.only(known...); err != nil {
		return nil, false, err
	}
	var customer, above int64
	if inner.has("customer") {
		if customer, err = inner.id("customer"); err != nil {
			return nil, false, err
		}
	}
	if after = inner.has("after"); after {
		if above, err = inner.number("after", 0, math.MaxInt32); err != nil {
			return nil, false, err
		}
	}
	return func(c Contact) bool { return (customer == 0 || c.Customer == customer) && c.ID > above }, after, nil
}

func (in *input) fields() ([]string, *apiError) {
	if !in.has("fields") {
		return fieldNames, nil
	}
	fields, err := in.texts("fields")
	if err != nil {
		return nil, err
	}
	for _, name := range fields {
		if !slices.Contains(fieldNames, name) {
			return nil, fault("fields", invalidValue, "Field %s does not exist", name)
		}
	}
	return fields, nil
}

func (in *input) order() ([]string, *apiError) {
	if !in.has("order") {
		return []string{"id"}, nil
	}
	order, err := in.texts("order")
	if err != nil {
		return nil, err
	}
	for _, key := range order {
		if !slices.Contains(fieldNames, strings.TrimPrefix(key, "-")) {
			return nil, fault("order", invalidValue, "Contacts cannot be sorted by %s", key)
		}
	}
	return order, nil
}

// window reads limit, up to 100 in v3 and without a stated maximum later, and first.
func (in *input) window() (limit, first int64, err *apiError) {
	limit = math.MaxInt32
	if in.version < 6 {
		limit = 100
	}
	if in.has("limit") {
		if limit, err = in.number("limit", 1, limit); err != nil {
			return 0, 0, err
		}
	}
	if in.has("first") {
		if first, err = in.number("first", 0, math.MaxInt32); err != nil {
			return 0, 0, err
		}
	}
	return limit, first, nil
}

// sortContacts sorts by several keys; what they leave equal stays in the order
// of ids (assumed).
func sortContacts(list []Contact, order []string) {
	slices.SortStableFunc(list, func(a, b Contact) int {
		for _, key := range order {
			name, down := strings.CutPrefix(key, "-")
			c := compare(a, b, name)
			if down {
				c = -c
			}
			if c != 0 {
				return c
			}
		}
		return 0
	})
}

func compare(a, b Contact, field string) int {
	switch field {
	case "id":
		return cmp.Compare(a.ID, b.ID)
	case "customer":
		return cmp.Compare(a.Customer, b.Customer)
	case "name":
		return cmp.Compare(a.Name, b.Name)
	case "phone":
		return cmp.Compare(a.Phone, b.Phone)
	case "email":
		return cmp.Compare(a.Email, b.Email)
	default:
		return cmp.Compare(a.Note, b.Note)
	}
}

// show is the contact with the fields asked for.
func (c Contact) show(fields []string, beliefs Beliefs) object {
	var shown object
	for i, value := range []any{c.ID, c.Customer, c.Name, c.Phone, c.Email, c.Note} {
		name := fieldNames[i]
		if !beliefs.AllFields && !slices.Contains(fields, name) {
			continue
		}
		if name == "email" && value == "" && beliefs.NullEmail {
			value = nil
		}
		shown = append(shown, name, value)
	}
	return shown
}
