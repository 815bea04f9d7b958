package open2b

import (
	"slices"
	"sync"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// The first ids of the data set.
const (
	FirstContact  int64 = 59_001
	FirstCustomer int64 = 37_001
)

// Contact is a contact as the store keeps it.
type Contact struct {
	ID       int64
	Customer int64
	Name     string
	Phone    string
	Email    string // "" is none
	Note     string
}

// store is the contacts, by ascending id.
type store struct {
	mu       sync.RWMutex
	contacts []Contact
	nextID   int64
}

func (s *store) reset(c Config) {
	seed := data.Kind(c.Seed, "contacts")
	contacts := make([]Contact, 0, c.Contacts)
	for i := range c.Contacts {
		contacts = append(contacts, seedContact(seed, i, c.Customers))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.contacts, s.nextID = contacts, FirstContact+int64(c.Contacts)
}

// seedContact makes contact i. Some lack an e-mail, a phone or a note.
func seedContact(seed uint64, i, customers int) Contact {
	r := data.Rand(seed, uint64(i))
	p := data.NewPerson(r)
	c := Contact{
		ID: FirstContact + int64(i), Customer: FirstCustomer + r.Int64N(int64(customers)),
		Name: p.Name(), Phone: "+" + p.Phone, Email: p.Email,
	}
	if data.Chance(r, 15) {
		c.Email = ""
	}
	if data.Chance(r, 15) {
		c.Phone = ""
	}
	if data.Chance(r, 40) {
		c.Note = data.Pick(r, []string{"Buyer for the \"North\" shops", "Звонить после 12:00", "Invoices by e-mail / no paper", "Prefers e-mail"})
	}
	return c
}

// look is where the contact is, or would be.
func (s *store) look(id int64) (int, bool) {
	return slices.BinarySearchFunc(s.contacts, id, func(c Contact, id int64) int { return int(c.ID - id) })
}

func (s *store) get(id int64) (Contact, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	i, ok := s.look(id)
	if !ok {
		return Contact{}, false
	}
	return s.contacts[i], true
}

// where lists the contacts that want selects, by ascending id.
func (s *store) where(want func(Contact) bool) []Contact {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var found []Contact
	for _, c := range s.contacts {
		if want(c) {
			found = append(found, c)
		}
	}
	return found
}

// insert gives the contact an id, unless it has one, and keeps it.
func (s *store) insert(c Contact) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c.ID == 0 {
		c.ID = s.nextID
	}
	s.nextID = max(s.nextID, c.ID+1)
	if i, taken := s.look(c.ID); taken {
		s.contacts[i] = c
	} else {
		s.contacts = slices.Insert(s.contacts, i, c)
	}
	return c.ID
}

func (s *store) change(id int64, change func(*Contact)) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i, ok := s.look(id)
	if ok {
		change(&s.contacts[i])
		s.contacts[i].ID = id
	}
	return ok
}

// remove deletes the contacts and tells whether all were there. With strict, one
// that is missing keeps the others, too.
func (s *store) remove(strict bool, ids ...int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := true
	for _, id := range ids {
		_, ok := s.look(id)
		all = all && ok
	}
	if strict && !all {
		return false
	}
	s.contacts = slices.DeleteFunc(s.contacts, func(c Contact) bool { return slices.Contains(ids, c.ID) })
	return all
}
