package codec

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/quartetgo/quartet"
)

// maxGot bounds what an error shows of the input, and of a name in its path.
const maxGot = 64

// Error says where the text is not JSON, or not of a form that its target takes.
// It is a quartet.ErrMalformed.
type Error struct {
	Path   string // "orders[3].total", "products.1120772384.price"; ends at a secret field; "" is the whole
	Offset int    // in bytes, within what was given to Unmarshal
	Want   string // "integer (int64)", "object", …
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

// fail ends the reading: what stands at i is not what was wanted.
func (d *decoder) fail(i int, want string) int {
	d.err = &Error{Offset: i, Want: want, Got: d.got(i)}
	return failed
}

// failScalar is fail for a scalar that is broken itself, from start to end.
func (d *decoder) failScalar(start, end int, want string) int {
	d.err = &Error{Offset: start, Want: want, Got: clip(d.data[start:max(end, d.scalarEnd(start))])}
	return failed
}

// failCustom is the error of a type's own UnmarshalJSON about the value at i.
func (d *decoder) failCustom(i int, want string, err error) int {
	var inner *Error
	if errors.As(err, &inner) { // it called this package: one error, with the whole path
		moved := *inner
		moved.Offset += i
		d.err = &moved
	} else {
		d.err = &Error{Offset: i, Want: want, Got: d.got(i), Err: err}
	}
	return failed
}

// within puts a step in front of the error's path: a member's name or "[3]".
func (d *decoder) within(step string) int {
	d.err.Path = join(step, d.err.Path)
	return failed
}

func (d *decoder) withinKey(key []byte) int {
	return d.within(strings.ToValidUTF8(cut(string(key)), "\uFFFD"))
}

func (d *decoder) withinIndex(n int) int { return d.within("[" + strconv.Itoa(n) + "]") }

// withinField is within for a field; of a secret one only its name and the
// place stay in the error.
func (d *decoder) withinField(f *field) int {
	if f.secret {
		d.err = &Error{Offset: d.err.Offset, Want: f.plan.want}
	}
	return d.within(f.name)
}

// got shows what stands at i: a scalar's text, or the kind of anything else.
func (d *decoder) got(i int) string {
	switch c := d.at(i); {
	case i >= len(d.data):
		return "end of input"
	case c == '{':
		return "object"
	case c == '[':
		return "list"
	default:
		return clip(d.data[i:d.scalarEnd(i)])
	}
}

// scalarEnd is where the scalar at i ends, were it never so broken.
func (d *decoder) scalarEnd(i int) int {
	if i >= len(d.data) {
		return i
	}
	end := i + 1
	for quoted := d.data[i] == '"'; end < len(d.data) && end-i <= maxGot; end++ {
		switch c := d.data[end]; {
		case quoted && c == '\\':
			end++
		case quoted && c == '"':
			return end + 1
		case !quoted && (c <= ' ' || strings.IndexByte(`,:[]{}"`, c) >= 0):
			return end
		}
	}
	return min(end, len(d.data))
}

// clip is at most 64 bytes of text, printable.
func clip(text []byte) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(cut(string(text)), "?"))
}

// join is the path of what stands at rest within path.
func join(path, rest string) string {
	if path == "" || rest == "" || rest[0] == '[' {
		return path + rest
	}
	return path + "." + rest
}

func cut(s string) string { return s[:min(len(s), maxGot)] }
