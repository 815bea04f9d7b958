package codec

import (
	"fmt"

	"github.com/quartetgo/quartet"
)

// Error says where the text is not JSON, or not of a form that its target takes.
// It is a quartet.ErrMalformed.
type Error struct {
	Path   string // "orders[3].total", "products.1120772384.price"; ends at a secret field; "" is the whole
	Offset int    // in bytes, within what was given to Unmarshal
	Want   string // "integer", "object", …
	Got    string // at most 64 bytes of the scalar that was met, or its kind; empty within a secret field
	Err    error  // what a type's own UnmarshalJSON said; nil within a secret field
}

// Error is one line: the path, what was wanted, what was met, the offset.
func (e *Error) Error() string {
	text := "want " + e.Want
	if e.Path != "" {
		text = e.Path + ": " + text
	}
	if e.Got != "" {
		text += ", got " + e.Got
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return fmt.Sprintf("%s (at byte %d)", text, e.Offset)
}

// Is makes every Error a quartet.ErrMalformed.
func (e *Error) Is(target error) bool { return target == quartet.ErrMalformed }

// Unwrap is what a type's own UnmarshalJSON said.
func (e *Error) Unwrap() error { return e.Err }
