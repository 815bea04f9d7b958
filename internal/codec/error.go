package codec

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/quartetgo/quartet"
)

// maxGot bounds what an error shows of the input, and of a name in its path.
const maxGot = 64

// Error says where the text is not JSON, or not of a form that its target takes.
// It is a quartet.ErrMalformed. Of text that is no JSON it shows nothing, and its
// path is that of the outermost member alone: what belongs to what is not known
// there, so that any of it may be secret.
type Error struct {
	Path   string // "orders[3].total", "products.1120772384.price"; ends at a secret field; "" is the whole
	Offset int    // in bytes, within what was given to Unmarshal
	Want   string // "integer (int64)", "object", …
	Got    string // at most 64 bytes of the scalar that was met, or its kind; empty within a secret field and where the text is no JSON
	Err    error  // what a type's own UnmarshalJSON said; nil within a secret field and where the text is no JSON
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

// failure ends a reading. It is thrown as a panic and never leaves the package:
// the scanner would have to look for an error after each value and each comma
// otherwise, and every level would have to add its step to the path.
type failure struct {
	at   int // the place of the value that it is about
	want string
	err  error // what a type's own UnmarshalJSON said
}

// fail ends the reading: what stands at i is not what was wanted. It returns
// nothing; the result lets callers return it.
func (d *decoder) fail(i int, want string) int { panic(failure{at: i, want: want}) }

// failed reports whether recovered is a failure; any other panic goes on.
func failed(recovered any) bool {
	if _, ok := recovered.(failure); recovered != nil && !ok {
		panic(recovered)
	}
	return recovered != nil
}

// catch is deferred: it turns a failure into the error of the reading.
func (d *decoder) catch(err *error) {
	if recovered := recover(); failed(recovered) {
		*err = d.told(recovered.(failure))
	}
}

// told is the error of a failure. What went wrong within a secret field is told of
// the field as a whole.
func (d *decoder) told(f failure) *Error {
	e, at := Error{Offset: f.at, Want: f.want, Err: f.err}, f.at
	if d.secret != nil {
		e, at = Error{Offset: f.at, Want: d.secret.plan.want}, d.secretAt
	}
	steps, sound := d.stepsTo(at)
	inner, nested := errors.AsType[*Error](e.Err)
	switch {
	case !sound:
		steps, e.Err = steps[:min(1, len(steps))], nil
	case nested: // it called this package: one error, with the whole path
		e = *inner
		e.Offset += f.at
	case d.secret == nil:
		e.Got = d.got(at)
	}
	path := d.path
	for _, s := range steps {
		path = join(path, s.String())
	}
	e.Path = join(path, e.Path)
	return &e
}

// got shows what stands at i in sound text: a scalar's text, or the kind of
// anything else.
func (d *decoder) got(i int) string {
	switch d.at(i) {
	case '{':
		return "object"
	case '[':
		return "list"
	}
	return printable(string(d.data[i:min(d.skip(i), i+maxGot)]))
}

// printable is text without broken runes and those that show nothing or steer a
// terminal.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}
