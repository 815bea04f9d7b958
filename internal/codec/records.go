package codec

// Records is a list that was checked but not decoded: a field of an envelope
// whose records are decoded one by one, with UnmarshalAt, as they are asked for.
// It takes every form of a list, and its records alias the input, which must not
// change while they are used. A copy of a Records goes its own way from where it
// was copied. A Records stands in the document itself or in a field of its
// struct; deeper down its paths begin with that field's own name.
type Records struct {
	next int
}

// Record is one element of a list, not decoded yet.
type Record struct {
	Path string // "orders[3]", or "orders.97" in a list that is an object
	Key  string // its key in a list that is an object
	Raw  []byte // its text, part of the input
}

// Next is the next record, in the order of the text; ok is false past the last one.
func (r *Records) Next() (rec Record, ok bool) { return Record{}, false }

// Len is the number of records in the whole list.
func (r *Records) Len() int { return 0 }

// Reset goes back to the first record.
func (r *Records) Reset() { r.next = 0 }
