package codec

import (
	"bytes"
	"errors"
	"strconv"
)

// Records is a list whose elements were found but not read: a field of an
// envelope, whose records are decoded one by one as they are asked for. It takes
// every form of a list, and its records alias the input, which must not change
// while they are used. A copy of a Records goes its own way from where it was
// copied. A Records stands in the document itself or in a field of its struct;
// deeper down its paths begin with that field's own name.
type Records struct {
	data  []byte
	spans []span   // of the elements in data
	keys  []string // their keys, in a list that is an object
	path  string   // the list's own
	list  bool     // it was a list, be it empty
	next  int
}

type span struct{ start, end int }

// Record is one element of a list, not read yet: where it ends was told by its
// quotes and brackets alone, and what is wrong within it shows when it is decoded.
type Record struct {
	Key string // its key in a list that is an object
	Raw []byte // its text, part of the input

	list  string // the path of the list
	index int
}

// Path is "orders[3]", or "orders.97" in a list that is an object.
func (r Record) Path() string {
	if r.index < 0 {
		return join(r.list, shown([]byte(r.Key)))
	}
	return r.list + "[" + strconv.Itoa(r.index) + "]"
}

// Unmarshal is Unmarshal for the record. The paths of its errors begin with its
// own.
func (r Record) Unmarshal(v any, o Options) error {
	err := Unmarshal(r.Raw, v, o)
	if e, ok := errors.AsType[*Error](err); ok {
		e.Path = join(r.Path(), e.Path)
	}
	return err
}

// Next is the next record, in the order of the text; ok is false past the last one.
func (r *Records) Next() (rec Record, ok bool) {
	if r.next >= len(r.spans) {
		return Record{}, false
	}
	s := r.spans[r.next]
	rec = Record{Raw: r.data[s.start:s.end:s.end], list: r.path, index: r.next}
	if r.keys != nil {
		rec.Key, rec.index = r.keys[r.next], none
	}
	r.next++
	return rec, true
}

// Len is the number of records in the whole list.
func (r *Records) Len() int { return len(r.spans) }

// IsList reports whether a list was there, be it empty: not null, false, "" or
// nothing at all.
func (r *Records) IsList() bool { return r.list }

// records notes where the elements of the list at i are.
func (d *decoder) records(i int, p *plan, v slot) int {
	r := as[Records](v)
	r.data, r.path, r.list = d.data, d.path, d.isOpen(i)
	if end, ok := d.nothing(i); ok {
		return end
	}
	if !r.list {
		return d.fail(i, p.want)
	}
	return d.each(i, func(_ int, name []byte, i int) int {
		if name != nil {
			r.keys = append(r.keys, d.keep(name))
		}
		end := d.span(i)
		r.spans = append(r.spans, span{i, end})
		return end
	})
}

// span passes over the value at start as fast as it can: of an object it looks at
// quotes and braces alone.
func (d *decoder) span(start int) int {
	if d.at(start) != '{' {
		return d.skip(start)
	}
	data, depth, quotes := d.data, 0, 0
	opening, closing := start, indexFrom(data, start, '}')
	for i := start; ; {
		brace := min(opening, closing)
		if brace == len(data) {
			return d.fail(start, "closing brace")
		}
		quotes += countQuotes(data[i:brace])
		step := 1
		if i = brace + 1; brace == opening {
			opening = indexFrom(data, i, '{')
		} else {
			closing, step = indexFrom(data, i, '}'), -1
		}
		if quotes%2 == 0 { // else it stands within a string
			if depth += step; depth == 0 {
				return i
			}
		}
	}
}

// indexFrom is the place of the first c from i on.
func indexFrom(data []byte, i int, c byte) int {
	if n := bytes.IndexByte(data[i:], c); n >= 0 {
		return i + n
	}
	return len(data)
}

// countQuotes counts the quotes in text that no backslash escapes.
func countQuotes(text []byte) (n int) {
	for quote := []byte{'"'}; ; {
		slash := bytes.IndexByte(text, '\\')
		if slash < 0 {
			return n + bytes.Count(text, quote)
		}
		n += bytes.Count(text[:slash], quote)
		text = text[min(slash+2, len(text)):]
	}
}
