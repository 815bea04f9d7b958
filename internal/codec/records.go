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
	path  string   // the list's own
	list  bool     // it was a list, be it empty
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
	rec = Record{Path: r.pathOf(n), Raw: r.data[s.start:s.end:s.end]}
	if r.keys != nil {
		rec.Key = r.keys[n]
	}
	return rec, true
}

// Len is the number of records in the whole list.
func (r *Records) Len() int { return len(r.spans) }

// IsList reports whether a list was there, be it empty: not null, false, "" or
// nothing at all.
func (r *Records) IsList() bool { return r.list }

// Reset goes back to the first record.
func (r *Records) Reset() { r.next = 0 }

// pathOf is the path of record n.
func (r *Records) pathOf(n int) string {
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
	b.Grow(pathsAtOnce * (len(r.path) + len("[1000]")))
	for i := n; i < min(n+pathsAtOnce, len(r.spans)); i++ {
		b.WriteString(r.path)
		switch {
		case r.keys == nil:
			b.WriteByte('[')
			b.Write(strconv.AppendInt(digits[:0], int64(i), 10))
			b.WriteByte(']')
		case r.path != "":
			b.WriteByte('.')
			fallthrough
		default:
			b.WriteString(r.keys[i][:min(len(r.keys[i]), maxGot)])
		}
		r.ends[i-n] = b.Len()
	}
	r.paths, r.first = b.String(), n
}

// records checks the list at i and notes where its elements are.
func (d *decoder) records(i int, p *plan, v place) int {
	r := v.records()
	r.data, r.path = d.data, d.path
	r.list = d.at(i) == '[' || d.at(i) == '{'
	if end, ok := d.nothing(i); ok {
		return end
	}
	object := d.at(i) == '{'
	if !object && d.at(i) != '[' {
		return d.fail(i, p.want)
	}
	i, more := d.enter(i)
	for more {
		if object {
			var name []byte
			name, i = d.key(i)
			r.keys = append(r.keys, d.keep(name))
		}
		end := d.skip(i)
		r.spans = append(r.spans, span{i, end})
		i, more = d.next(end, object)
	}
	return d.leave(i)
}
