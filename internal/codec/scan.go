package codec

import (
	"bytes"
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
	return d.space(len(d.data) - len(bytes.TrimPrefix(d.data, []byte("\ufeff"))))
}

// space is the place of the first byte from i on that is not white space.
func (d *decoder) space(i int) int {
	const white uint64 = 1<<' ' | 1<<'\n' | 1<<'\t' | 1<<'\r'
	for i < len(d.data) && d.data[i] <= ' ' && white>>d.data[i]&1 == 1 {
		i++
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
	case c == '-' || isDigit(c):
		return d.number(i)
	case !d.isOpen(i):
		return d.literal(i)
	}
	return d.each(i, func(n int, name []byte, i int) int {
		if d.trail == nil {
			return d.skip(i)
		}
		d.trail.push(step{name, n}, i)
		end := d.skip(i)
		d.trail.pop()
		return end
	})
}

// each goes through the object or list at i. read is given the number, the name
// (nil in a list) and the place of each value, and returns the place behind it.
func (d *decoder) each(i int, read func(n int, name []byte, i int) int) int {
	closing := closingOf(d.data[i])
	i, more := d.enter(i)
	for n := 0; more; n++ {
		var name []byte
		if closing == '}' {
			name, i = d.key(i)
		}
		i, more = d.next(read(n, name, i), closing)
	}
	return i
}

// closingOf is '}' of '{' and ']' of '[': they lie two apart.
func closingOf(opening byte) byte { return opening + 2 }

// enter steps over the bracket at i, one level down: to the first element or
// member, or, when there is none, behind the closing bracket.
func (d *decoder) enter(i int) (place int, more bool) {
	if d.depth == maxDepth {
		return d.fail(i, "no deeper nesting"), false
	}
	if place = d.space(i + 1); d.at(place) == closingOf(d.data[i]) {
		return place + 1, false
	}
	d.depth++
	return place, true
}

// next steps from the end of an element or member to the following one, or
// behind the closing bracket, one level up.
func (d *decoder) next(i int, closing byte) (place int, more bool) {
	c := d.at(i)
	if c <= ' ' {
		i = d.space(i)
		c = d.at(i)
	}
	switch c {
	case ',':
		if i++; d.at(i) <= ' ' {
			i = d.space(i)
		}
		return i, true
	case closing:
		d.depth--
		return i + 1, false
	}
	return d.fail(i, "',' or '"+string(closing)+"'"), false
}

// isOpen reports whether an object or list begins at i.
func (d *decoder) isOpen(i int) bool { c := d.at(i); return c == '{' || c == '[' }

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
	if i = d.space(end + 1); d.at(i) != ':' {
		d.fail(i, "':'")
	}
	return name, d.space(i + 1)
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// text passes over the string whose quote is at start: end is the place of its
// closing quote. A plain one has neither escapes nor anything but ASCII; of any
// other, see clean.
func (d *decoder) text(start int) (end int, plain bool) {
	data, odd := d.data, uint64(0)
	for i := start + 1; ; {
		w := load(data, i)
		// Marks a quote, a backslash or a control character. The lowest mark is
		// exact, and only that one is used.
		quote, slash := w^(eachByte*'"'), w^(eachByte*'\\')
		marks := ((quote-eachByte)&^quote | (slash-eachByte)&^slash | (w-eachByte*' ')&^w) & highBits
		if marks == 0 {
			odd |= w
			i += 8
			continue
		}
		n := bits.TrailingZeros64(marks)
		odd |= w & (1<<n - 1)
		if i += n >> 3; i >= len(data) {
			return d.fail(start, "closing quote"), false
		}
		switch data[i] {
		case '"':
			return i, odd&highBits == 0
		case '\\':
			odd = highBits
			if n = escape(data[i:]); n == 0 {
				return d.fail(start, "escape sequence"), false
			}
			i += n
		default:
			return d.fail(start, "string without control characters"), false
		}
	}
}

// load is the eight bytes at i, zeros behind the end.
func load(data []byte, i int) uint64 {
	if i+8 <= len(data) {
		return binary.LittleEndian.Uint64(data[i:])
	}
	var rest [8]byte
	copy(rest[:], data[min(i, len(data)):])
	return binary.LittleEndian.Uint64(rest[:])
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

// number passes over the JSON number at start.
func (d *decoder) number(start int) int {
	whole := start
	if d.at(whole) == '-' {
		whole++
	}
	i := d.digits(whole)
	ok := i > whole && (d.data[whole] != '0' || i == whole+1)
	if d.at(i) == '.' {
		fraction := i + 1
		i = d.digits(fraction)
		ok = ok && i > fraction
	}
	if d.at(i)|0x20 == 'e' {
		exponent := i + 1
		if c := d.at(exponent); c == '-' || c == '+' {
			exponent++
		}
		i = d.digits(exponent)
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
	for _, word := range [...]string{"null", "false", "true"} {
		if end := i + len(word); end <= len(d.data) && string(d.data[i:end]) == word {
			return end
		}
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
		end = d.space(i + 1)
		return end + 1, d.at(end) == ']'
	}
	return i, false
}
