package contacts

import "github.com/quartetgo/quartet"

// Page is some of the contacts that were asked for.
type Page struct {
	Contacts []Contact `json:"contacts"`

	// Cursor is the place behind this page, for From. Only the pages of a walk
	// have one.
	Cursor quartet.Cursor `json:"-"`
}
