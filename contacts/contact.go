package contacts

import (
	"encoding/json"

	"github.com/quartetgo/quartet/internal/codec"
)

// Contact is a contact of a customer, as the store sends it. A field that was not
// asked for (see Fields) is its zero value, and so is an e-mail or a phone number
// that the contact does not have.
type Contact struct {
	ID       int64                      `json:"id"`
	Customer int64                      `json:"customer"` // the customer's id
	Name     string                     `json:"name"`
	Phone    string                     `json:"phone"`
	Email    string                     `json:"email"`
	Note     string                     `json:"note"`
	Extra    map[string]json.RawMessage `json:"-" codec:"extra"` // members that no field names
}

// MarshalJSON writes the contact with the vendor's names.
func (c Contact) MarshalJSON() ([]byte, error) { return codec.Marshal(c) }

// UnmarshalJSON reads a contact as the vendor sends it, or as MarshalJSON wrote it.
func (c *Contact) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, c, codec.Options{})
}
