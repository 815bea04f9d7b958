package open2b

import (
	"net/mail"
	"slices"
)

// create answers commerce.contacts.create.
func (s *Server) create(c Config, in *input) (object, *apiError) {
	if err := in.only("contact"); err != nil {
		return nil, err
	}
	change, err := in.contact(c, true)
	if err != nil {
		return nil, err
	}
	var made Contact
	change(&made)
	return object{"id", s.store.insert(made)}, nil
}

// update answers commerce.contacts.update: what is left out stays.
func (s *Server) update(c Config, in *input) (object, *apiError) {
	if err := in.only("id", "contact"); err != nil {
		return nil, err
	}
	if !in.has("id") {
		return nil, fault("id", missing, "Id is required")
	}
	id, err := in.id("id")
	if err != nil {
		return nil, err
	}
	change, err := in.contact(c, false)
	if err != nil {
		return nil, err
	}
	if !s.store.change(id, change) {
		return nil, fault("id", notFound, "Contact %d does not exist", id)
	}
	return nil, nil
}

// delete answers commerce.contacts.delete. That unknown ids are NotFound,
// repeated ones InvalidCombination and none at all InvalidValue is assumed, and
// so is that nothing is deleted then.
func (s *Server) delete(c Config, in *input) (object, *apiError) {
	if err := in.only("ids"); err != nil {
		return nil, err
	}
	if !in.has("ids") {
		return nil, fault("ids", missing, "Ids is required")
	}
	ids, err := in.ids("ids")
	if err != nil {
		return nil, err
	}
	lax := c.Beliefs.DeleteAnyway
	switch {
	case len(ids) == 0:
		return nil, fault("ids", invalidValue, "Ids is empty")
	case !lax && len(slices.Compact(slices.Sorted(slices.Values(ids)))) < len(ids):
		return nil, fault("ids", invalidCombination, "Ids holds an identifier twice")
	}
	if !s.store.remove(!lax, ids...) && !lax {
		return nil, fault("ids", notFound, "One of the contacts does not exist")
	}
	return nil, nil
}

// contact reads what to write. Whether the customer exists is looked at after
// the forms of all fields.
func (in *input) contact(c Config, create bool) (func(*Contact), *apiError) {
	if !in.has("contact") {
		return nil, fault("contact", missing, "Contact is required")
	}
	w, err := in.inside("contact")
	if err != nil {
		return nil, err
	}
	if err := w.only("customer", "name", "phone", "email", "note"); err != nil {
		return nil, err
	}
	for _, name := range []string{"customer", "name"} {
		if create && !w.has(name) {
			return nil, fault(name, missing, "%s is required", title(name))
		}
	}
	var sets []func(*Contact)
	for _, name := range fieldNames {
		if !w.has(name) {
			continue
		}
		set, err := w.field(name)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	change := func(contact *Contact) {
		for _, set := range sets {
			set(contact)
		}
	}
	var asked Contact
	if change(&asked); asked.Customer != 0 && !c.customer(asked.Customer) {
		return nil, fault("customer", notFound, "Customer %d does not exist", asked.Customer)
	}
	return change, nil
}

// field reads one field of a contact.
func (in *input) field(name string) (func(*Contact), *apiError) {
	if name == "customer" {
		id, err := in.id(name)
		return func(c *Contact) { c.Customer = id }, err
	}
	if name == "email" {
		v, err := in.email()
		return func(c *Contact) { c.Email = v }, err
	}
	bounds := map[string][2]int{"name": {1, 50}, "phone": {0, 15}, "note": {0, 255}}[name]
	v, err := in.text(name, bounds[0], bounds[1])
	return func(c *Contact) {
		switch name {
		case "name":
			c.Name = v
		case "phone":
			c.Phone = v
		case "note":
			c.Note = v
		}
	}, err
}

// email is the one field that may be null. An empty one is none, as the vendor's
// example shows.
func (in *input) email() (string, *apiError) {
	if in.null("email") || string(in.object["email"]) == `""` {
		return "", nil
	}
	v, err := in.text("email", 3, 120)
	if err != nil {
		return "", err
	}
	if a, bad := mail.ParseAddress(v); bad != nil || a.Address != v {
		return "", fault("email", invalidValue, "'%s' is not a well formed email address", v)
	}
	return v, nil
}

// customer tells whether the customer exists.
func (c Config) customer(id int64) bool {
	return id >= FirstCustomer && id < FirstCustomer+int64(c.Customers)
}
