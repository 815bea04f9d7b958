// Package codec reads the JSON of the four vendors, whatever form a value has
// on the wire, into plain Go values, and writes it back.
//
// PHP answers do not keep to one type: an id is "98" here and 98 there, an empty
// map is [], a list with a gap is an object, and nothing at all is "", null or
// false. The target decides: its Go type says which forms are allowed, and
// anything else is an *Error that names the place, never a zero in silence.
//
//	int, int8 … int64       5, "5", 5.0, "5.00"; 0 from "", null, false
//	bool                    true, "true", 1, "1", "Y" and their opposites; false from "", null
//	string (also defined)   "x", 123 (its text); "" from null, false
//	quartet.Decimal         677.95, "677.95"; 0 from "", null, false
//	time.Time               with an option, unix or local: its form and RFC 3339; the zero time from "", null. Without: RFC 3339, null
//	[]T                     […], and {"0": …, "2": …} in its order; nil from [], {}, "", null, false
//	map[string]T            {…}, and [x, y] with the keys "0", "1"; nil from [], {}, "", null, false
//	struct                  {…}; empty from [], "", null, false
//	*T                      nil from null (of a struct, list or map: from [], "", null and false)
//	json.RawMessage         anything, copied
//	Records                 a list, not decoded
//
// A type with an UnmarshalJSON method and no field named by a json tag is given
// the raw value, unless the field's option text or many says how to read it; a
// struct with such fields is always read by its fields, so that its
// UnmarshalJSON may call Unmarshal.
//
// A field is read and written when its json tag names it. A second tag, codec,
// holds options, separated by commas:
//
//	unix          a time.Time from unix seconds; the zero time from 0, "0", false
//	local         a time.Time from "dd/mm/yyyy" or "dd/mm/yyyy hh:mm:ss" in Options.Location
//	text          a string, or the strings of a list or map: of any value; lists, objects and true as their JSON
//	many          a []T: a lone scalar, or a lone object, is a list of one
//	many=a        the same; an element that is an object stands for its member a
//	scalar        of a struct: takes a bare scalar that stands where the object is due (in a []T: as its one element)
//	secret        errors show nothing of what stands at or below this field
//	blob          of a value that the field cannot take, the extra field keeps the text under the field's name
//	alias=name    a second vendor name of the field; once both have come, the first value that is not empty has won
//	extra         on a map[string]json.RawMessage tagged json:"-": keeps the keys that no field names
//	key           on a string tagged json:"-": the key of the element, when its list was an object
//
// Values are replaced, not merged: what the input does not name is zero
// afterwards. Of a key that comes twice the last one counts, as in PHP; a list that
// is an object has both. A byte that is not UTF-8 and half a surrogate pair are
// read as U+FFFD, but raw values are kept byte for byte. A byte order mark in
// front is skipped. Nesting deeper than 512 is an error.
//
// Strings share blocks of at most 512 bytes and no more than their own input, so
// that a string that is kept for long does not keep a page in memory.
package codec

import (
	"cmp"
	"reflect"
	"time"
)

// Options say how to read what the text alone does not tell.
type Options struct {
	// Location is the zone of the vendor's local times, and the one that unix
	// times are given in; nil is UTC.
	Location *time.Location
	// Unknown is called with the Go type's name, such as "orders.Order", for each
	// key that no field names (also when it is kept by an extra field), and for
	// that of a blob whose value its field cannot take. It may be nil, and is
	// called again for every repetition.
	Unknown func(typ, key string)
}

// Unmarshal reads data, which must be one JSON value, into v, a pointer to a
// struct, list, map or scalar. What it refuses is an *Error.
func Unmarshal(data []byte, v any, o Options) error { return UnmarshalAt("", data, v, o) }

// UnmarshalAt is Unmarshal for a part of a document: the paths of errors and
// records begin with path, such as "orders[3]".
func UnmarshalAt(path string, data []byte, v any, o Options) (err error) {
	target := reflect.ValueOf(v)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		panic("codec: Unmarshal needs a pointer, not " + reflect.TypeOf(v).String())
	}
	o.Location = cmp.Or(o.Location, time.UTC)
	d := decoder{data: data, path: path, Options: o}
	p := planOf(target.Type().Elem())
	defer d.catch(&err)
	target.Elem().SetZero()
	i := d.value(d.start(), p, slotOf(target))
	if i = d.space(i); i != len(data) {
		d.fail(i, "end of input")
	}
	return nil
}

// decoder is one reading of one text.
type decoder struct {
	Options
	data  []byte
	path  string // of data as a whole
	depth int    // of the value being read
	block []byte // kept strings and raw values are parts of it

	scratch  [blockSize / 2]byte // for a string that has to be rewritten before it is kept
	secret   *field              // the outermost secret field that is being read …
	secretAt int                 // … and the place of its value
	within   string              // the special field met last: when Records are found, their own
	trail    *trail              // where skip is, while a path is looked for
}
