package codec

import (
	"encoding/binary"
	"math/bits"
)

// The scanner walks the text by position: each function takes the place where
// something begins and returns the place behind it, or fails. Nothing is copied
// here.

// maxDepth is the deepest nesting that is read: json_encode's own bound.
const maxDepth = 512

// start is the place of the value that the text is.
func (d *decoder) start() int {
	if len(d.data) >= 3 && string(d.data[:3]) == "\ufeff" {
		return d.space(3)
	}
	return d.space(0)
}

// space is the place of the first byte from i on that is not white space.
func (d *decoder) space(i int) int {
	for i < len(d.data) {
		switch d.data[i] {
		case ' ', '\n', '\t', '\r':
			i++
		default:
			return i
		}
	}
	return i
}

// at is the byte at i, 0 behind the end.
func (d *decoder) at(i int) byte {
	if i < len(d.data) {
		return d.data[i]
	}
	return 0
}

// skip checks the value at i and passes over it.
func (d *decoder) skip(i int) int {
	switch c := d.at(i); {
	case c == '"':
		end, _ := d.text(i)
		return end + 1
	case c == '{' || c == '[':
		return d.skipAll(i, c == '{')
	case c == '-' || isDigit(c):
		return d.number(i)
	default:
		return d.literal(i)
	}
}

// skipAll passes over the object or list that opens at i. Most members are
// strings with nothing between them but commas: the short way is for them.
func (d *decoder) skipAll(i int, object bool) int {
	i, more := d.enter(i)
	for more {
		if object {
			if d.at(i) != '"' {
				d.fail(i, "a member's name")
			}
			end, _ := d.text(i)
			if i = end + 1; d.at(i) == ':' && d.at(i+1) > ' ' {
				i++
			} else {
				i = d.colon(i)
			}
		}
		if d.at(i) == '"' {
			end, _ := d.text(i)
			i = end + 1
		} else {
			i = d.skip(i)
		}
		if d.at(i) == ',' && d.at(i+1) > ' ' {
			i++
		} else {
			i, more = d.next(i, object)
		}
	}
	return d.leave(i)
}

// enter goes one level down, into the object or list at i.
func (d *decoder) enter(i int) (place int, more bool) {
	if d.depth++; d.depth > maxDepth {
		d.fail(i, "no deeper nesting")
	}
	return d.first(i)
}

// leave comes back up.
func (d *decoder) leave(i int) int {
	d.depth--
	return i
}

// first steps over the bracket at i: to the first element or member, or, when
// there is none, behind the closing bracket.
func (d *decoder) first(i int) (place int, more bool) {
	closing := d.data[i] + 2 // '{' and '}', '[' and ']' lie two apart
	if i = d.space(i + 1); d.at(i) == closing {
		return i + 1, false
	}
	return i, true
}

// next steps from the end of an element or member to the following one, or
// behind the closing bracket.
func (d *decoder) next(i int, object bool) (place int, more bool) {
	c := d.at(i)
	if c <= ' ' {
		i = d.space(i)
		c = d.at(i)
	}
	switch {
	case c == ',':
		if i++; d.at(i) <= ' ' {
			i = d.space(i)
		}
		return i, true
	case object && c == '}', !object && c == ']':
		return i + 1, false
	case object:
		return d.fail(i, "',' or '}'"), false
	default:
		return d.fail(i, "',' or ']'"), false
	}
}

// key reads a member's name and colon and steps to its value. The name is part
// of the input unless it had to be rewritten.
func (d *decoder) key(i int) (name []byte, place int) {
	if d.at(i) != '"' {
		d.fail(i, "a member's name")
	}
	end, plain := d.text(i)
	if name = d.data[i+1 : end]; !plain {
		name = clean(nil, name)
	}
	return name, d.colon(end + 1)
}

// colon steps from behind a member's name to its value.
func (d *decoder) colon(i int) int {
	if i = d.space(i); d.at(i) != ':' {
		d.fail(i, "':'")
	}
	return d.space(i + 1)
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// text passes over the string whose quote is at i: end is the place of its
// closing quote. A plain one has neither escapes nor anything but ASCII; of any
// other, see clean.
func (d *decoder) text(i int) (end int, plain bool) {
	data := d.data
	for end = i + 1; end+8 <= len(data); end += 8 {
		w := binary.LittleEndian.Uint64(data[end : end+8])
		if marks := stops(w) | w&highBits; marks != 0 {
			end += bits.TrailingZeros64(marks) >> 3
			if data[end] == '"' {
				return end, true
			}
			break
		}
	}
	return d.restOfText(i, end), false
}

// stops marks the bytes of w that are a quote, a backslash or a control
// character. The lowest mark is exact, and only that one is used.
func stops(w uint64) uint64 {
	quote, slash := w^(eachByte*'"'), w^(eachByte*'\\')
	return ((quote-eachByte)&^quote | (slash-eachByte)&^slash | (w-eachByte*' ')&^w) & highBits
}

// restOfText is text from i on, where the string begins at start.
func (d *decoder) restOfText(start, i int) int {
	data := d.data
	for {
		for i+8 <= len(data) {
			if marks := stops(binary.LittleEndian.Uint64(data[i : i+8])); marks != 0 {
				i += bits.TrailingZeros64(marks) >> 3
				break
			}
			i += 8
		}
		if i >= len(data) {
			return d.fail(start, "closing quote")
		}
		switch c := data[i]; {
		case c == '"':
			return i
		case c == '\\':
			n := escape(data[i:])
			if n == 0 {
				return d.fail(start, "escape sequence")
			}
			i += n
		case c < ' ':
			return d.fail(start, "string without control characters")
		default:
			i++
		}
	}
}

// escape is the length of the escape sequence that s begins with, 0 if it is none.
func escape(s []byte) int {
	if _, ok := hex4(s); ok {
		return 6
	}
	if len(s) >= 2 && unescaped[s[1]] != 0 {
		return 2
	}
	return 0
}

// number passes over the JSON number at i.
func (d *decoder) number(start int) int {
	i := start
	if d.at(i) == '-' {
		i++
	}
	whole := i
	i = d.digits(i)
	ok := i > whole && (d.data[whole] != '0' || i == whole+1)
	if d.at(i) == '.' {
		fraction := i + 1
		i = d.digits(fraction)
		ok = ok && i > fraction
	}
	if d.at(i)|0x20 == 'e' {
		if i++; d.at(i) == '-' || d.at(i) == '+' {
			i++
		}
		exponent := i
		i = d.digits(i)
		ok = ok && i > exponent
	}
	if !ok {
		return d.fail(start, "number")
	}
	return i
}

// digits passes over the digits at i.
func (d *decoder) digits(i int) int {
	for i < len(d.data) && isDigit(d.data[i]) {
		i++
	}
	return i
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// literal passes over true, false or null.
func (d *decoder) literal(i int) int {
	rest := d.data[min(i, len(d.data)):]
	switch {
	case len(rest) >= 4 && (string(rest[:4]) == "null" || string(rest[:4]) == "true"):
		return i + 4
	case len(rest) >= 5 && string(rest[:5]) == "false":
		return i + 5
	}
	return d.fail(i, "JSON value")
}

// nothing reports whether the value at i is one of PHP's ways to say that there
// is nothing: null, false, "" or []; and the place behind it.
func (d *decoder) nothing(i int) (end int, ok bool) {
	switch d.at(i) {
	case 'n', 'f':
		return d.literal(i), true
	case '"':
		return i + 2, d.at(i+1) == '"'
	case '[':
		end, more := d.first(i)
		return end, !more
	}
	return i, false
}
