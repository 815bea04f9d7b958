package codec

import (
	"strconv"
	"strings"
)

// Records is a list that was checked but not decoded: a field of an envelope
// whose records are decoded one by one, with UnmarshalAt, as they are asked for.
// It takes every form of a list, and its records alias the input, which must not
// change while they are used. A copy of a Records goes its own way from where it
// was copied. A Records stands in the document itself or in a field of its
// struct; deeper down its paths begin with that field's own name.
type Records struct {
	data  []byte
	spans []span   // of the elements in data
	keys  []string // their keys, in a list that is an object
	base  string   // the list's own path
	next  int
	paths string // of the records from first on: built for several at once
	ends  [pathsAtOnce]int
	first int
}

type span struct{ start, end int }

const pathsAtOnce = 32

// Record is one element of a list, not decoded yet.
type Record struct {
	Path string // "orders[3]", or "orders.97" in a list that is an object
	Key  string // its key in a list that is an object
	Raw  []byte // its text, part of the input
}

// Next is the next record, in the order of the text; ok is false past the last one.
func (r *Records) Next() (rec Record, ok bool) {
	if r.next >= len(r.spans) {
		return Record{}, false
	}
	n := r.next
	r.next++
	s := r.spans[n]
	rec = Record{Path: r.path(n), Raw: r.data[s.start:s.end:s.end]}
	if r.keys != nil {
		rec.Key = r.keys[n]
	}
	return rec, true
}

// Len is the number of records in the whole list.
func (r *Records) Len() int { return len(r.spans) }

// Reset goes back to the first record.
func (r *Records) Reset() { r.next = 0 }

// path is the path of record n.
func (r *Records) path(n int) string {
	if r.paths == "" || n < r.first || n >= r.first+pathsAtOnce {
		r.buildPaths(n)
	}
	start := 0
	if n > r.first {
		start = r.ends[n-r.first-1]
	}
	return r.paths[start:r.ends[n-r.first]]
}

// buildPaths builds the paths of the records from n on in one string, so that a
// path costs no allocation of its own.
func (r *Records) buildPaths(n int) {
	var b strings.Builder
	var digits [20]byte
	b.Grow(pathsAtOnce * (len(r.base) + len("[1000]")))
	for i := n; i < min(n+pathsAtOnce, len(r.spans)); i++ {
		b.WriteString(r.base)
		switch {
		case r.keys == nil:
			b.WriteByte('[')
			b.Write(strconv.AppendInt(digits[:0], int64(i), 10))
			b.WriteByte(']')
		case r.base != "":
			b.WriteByte('.')
			fallthrough
		default:
			b.WriteString(cut(r.keys[i]))
		}
		r.ends[i-n] = b.Len()
	}
	r.paths, r.first = b.String(), n
}

// records checks the list at i and notes where its elements are.
func (d *decoder) records(i int, p *plan, v place) int {
	r := v.records()
	*r = Records{data: d.data, base: d.base}
	object := d.at(i) == '{'
	if !object && d.at(i) != '[' {
		if end, ok := d.nothing(i); ok {
			return end
		}
		return d.fail(i, p.want)
	}
	if !d.enter(i) {
		return failed
	}
	i, more := d.first(i)
	for n := 0; more; n++ {
		var key []byte
		if object {
			if key, i = d.key(i); i == failed {
				return failed
			}
			r.keys = append(r.keys, d.keep(key))
		}
		end := d.skip(i)
		if end == failed {
			if object {
				return d.withinKey(key)
			}
			return d.withinIndex(n)
		}
		r.spans = append(r.spans, span{i, end})
		if i, more = d.next(end, object); i == failed {
			return failed
		}
	}
	d.depth--
	return i
}
