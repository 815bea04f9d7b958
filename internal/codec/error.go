package codec

import (
	"errors"
	"fmt"
	"strings"

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

// failure ends a reading. It is thrown as a panic and never leaves the package:
// the scanner would have to look for an error after each value and each comma
// otherwise, and every level would have to add its step to the path.
type failure struct {
	at  int // the place of the value that err is about
	err *Error
}

// fail ends the reading: what stands at i is not what was wanted. It returns
// nothing; the result lets callers return it.
func (d *decoder) fail(i int, want string) int {
	panic(failure{at: i, err: &Error{Offset: i, Want: want, Got: d.got(i)}})
}

// failCustom ends the reading with what a type's own UnmarshalJSON said about the
// value at i.
func (d *decoder) failCustom(i int, want string, err error) {
	if inner, ok := errors.AsType[*Error](err); ok { // it called this package: one error, with the whole path
		moved := *inner
		moved.Offset += i
		panic(failure{at: i, err: &moved})
	}
	panic(failure{at: i, err: &Error{Offset: i, Want: want, Got: d.got(i), Err: err}})
}

// failed reports whether recovered is a failure; any other panic goes on.
func failed(recovered any) bool {
	if _, ok := recovered.(failure); recovered != nil && !ok {
		panic(recovered)
	}
	return recovered != nil
}

// catch is deferred: it turns a failure into the error of the reading. What went
// wrong within a secret field is told of the field as a whole.
func (d *decoder) catch(err *error) {
	recovered := recover()
	if !failed(recovered) {
		return
	}
	f := recovered.(failure)
	if d.secret != nil {
		f = failure{at: d.secretAt, err: &Error{Offset: f.err.Offset, Want: d.secret.plan.want}}
	}
	steps := d.stepsTo(f.at)
	if !d.sound() {
		steps, f.err.Path, f.err.Got, f.err.Err = steps[:min(1, len(steps))], "", "", nil
	}
	path := d.path
	for _, step := range append(steps, f.err.Path) {
		path = join(path, step)
	}
	f.err.Path = path
	*err = f.err
}

// got shows what stands at i: a scalar's text, were it never so broken, or the
// kind of anything else.
func (d *decoder) got(i int) string {
	switch {
	case i >= len(d.data):
		return "end of input"
	case d.data[i] == '{':
		return "object"
	case d.data[i] == '[':
		return "list"
	}
	text := string(d.data[i:min(len(d.data), i+maxGot)])
	end := strings.IndexAny(text[1:], " \t\r\n,:[]{}\"")
	if text[0] == '"' {
		for end = 0; end+1 < len(text) && text[end+1] != '"'; end++ {
			if text[end+1] == '\\' {
				end++
			}
		}
		end++
	}
	if end < 0 {
		return printable(text)
	}
	return printable(text[:min(end+1, len(text))])
}

// printable is text without control characters and broken runes.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}
