package codec

import (
	"bytes"
	"errors"
	"strconv"
)

// Records are the elements of a list, found but not read: a field of an envelope,
// whose records are decoded one by one as they are asked for. It takes every form
// of a list. It is empty, not nil, from [] and {}; nil where null, false, "" or
// nothing at all stands. The records alias the input, which must not change while
// they are used. A Records stands in the document itself or in a field of its
// struct; deeper down its paths begin with that field's own name.
type Records []Record

// Record is one element of a list, not read yet: where an object ends was told by
// its quotes and braces alone, and what is wrong within it shows when it is decoded.
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

// records finds the elements of the list at i.
func (d *decoder) records(i int, p *plan, v slot) int {
	if !d.isOpen(i) {
		end, ok := d.nothing(i)
		if !ok {
			return d.fail(i, p.want)
		}
		return end
	}
	found, list := Records{}, join(d.path, d.within)
	end := d.each(i, func(n int, name []byte, i int) int {
		end := d.span(i)
		if n == 0 { // the others are as long, more or less
			found = make(Records, 0, min(len(d.data)/max(end-i, 64)+1, 1000))
		}
		rec := Record{Raw: d.data[i:end:end], list: list, index: n}
		if name != nil {
			rec.Key, rec.index = d.keep(name), none
		}
		found = append(found, rec)
		return end
	})
	*as[Records](v) = found
	return end
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
