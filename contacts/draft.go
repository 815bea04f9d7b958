package contacts

import (
	"math"
	"unicode/utf8"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
)

// The vendor's bounds; lengths are in characters.
const (
	maxID    = math.MaxInt32
	maxName  = 50
	maxPhone = 15
	minEmail = 3
	maxEmail = 120
	maxNote  = 255
)

// Draft is a contact to create. Customer and Name are required; what is left out
// is up to the vendor.
type Draft struct {
	Customer int64                    `json:"customer"`        // the customer's id, 1…2147483647
	Name     string                   `json:"name"`            // 1…50 characters
	Phone    *string                  `json:"phone,omitempty"` // 0…15 characters
	Email    quartet.Optional[string] `json:"email,omitzero"`  // 3…120 characters, or empty; null: no e-mail
	Note     *string                  `json:"note,omitempty"`  // 0…255 characters
}

// Update is what to change about a contact: what is left out stays as it is.
type Update struct {
	Customer *int64                   `json:"customer,omitempty"` // moves the contact to this customer, 1…2147483647
	Name     *string                  `json:"name,omitempty"`     // 1…50 characters
	Phone    *string                  `json:"phone,omitempty"`    // 0…15 characters
	Email    quartet.Optional[string] `json:"email,omitzero"`     // 3…120 characters, or empty; null takes the e-mail away
	Note     *string                  `json:"note,omitempty"`     // 0…255 characters
}

// check notes what is wrong with the draft.
func (d Draft) check(p *check.Problems) {
	checkID(p, "Customer", d.Customer)
	checkText(p, "Name", d.Name, 1, maxName)
	checkOptional(p, "Phone", d.Phone, 0, maxPhone)
	checkEmail(p, d.Email)
	checkOptional(p, "Note", d.Note, 0, maxNote)
}

// check notes what is wrong with the update.
func (u Update) check(p *check.Problems) {
	if u == (Update{}) {
		p.Add("Update", "set at least one field")
	}
	if u.Customer != nil {
		checkID(p, "Customer", *u.Customer)
	}
	checkOptional(p, "Name", u.Name, 1, maxName)
	checkOptional(p, "Phone", u.Phone, 0, maxPhone)
	checkEmail(p, u.Email)
	checkOptional(p, "Note", u.Note, 0, maxNote)
}

func checkID(p *check.Problems, name string, id int64) {
	if id < 1 || id > maxID {
		p.Add(name, "must be 1…%d, is %d", maxID, id)
	}
}

// checkEmail: the vendor's minimum is for addresses; an empty one is none.
func checkEmail(p *check.Problems, email quartet.Optional[string]) {
	if v, ok := email.Get(); ok && v != "" {
		checkText(p, "Email", v, minEmail, maxEmail)
	}
}

func checkOptional(p *check.Problems, name string, s *string, minimum, maximum int) {
	if s != nil {
		checkText(p, name, *s, minimum, maximum)
	}
}

func checkText(p *check.Problems, name, s string, minimum, maximum int) {
	if !utf8.ValidString(s) {
		p.Add(name, "must be valid UTF-8")
	}
	if n := utf8.RuneCountInString(s); n < minimum || n > maximum {
		p.Add(name, "must have %d…%d characters, has %d", minimum, maximum, n)
	}
}
