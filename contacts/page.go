package contacts

import (
	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Page is some of the contacts that were asked for.
type Page struct {
	Contacts []Contact `json:"contacts"`

	// Cursor is the place behind this page, for From. Only the pages of a walk
	// have one.
	Cursor quartet.Cursor `json:"-"`
}

// MarshalJSON writes the contacts with the vendor's names, without the Cursor.
func (p Page) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads the vendor's answer, or what MarshalJSON wrote.
func (p *Page) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, p, codec.Options{})
}
