package codec

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"time"

	"github.com/quartetgo/quartet"
)

// kind is how a target is read and written.
type kind uint8

const (
	kindString kind = iota
	kindInt
	kindBool
	kindDecimal
	kindUnix   // unix seconds, or RFC 3339
	kindLocal  // dd/mm/yyyy hh:mm:ss, or RFC 3339
	kindStruct // the ones before are scalars
	kindList
	kindMap
	kindRecords
	kindPointer
	kindRaw
	kindCustom // by its own UnmarshalJSON
)

// extra keeps the keys that no field names.
type extra = map[string]json.RawMessage

// plan is what is known of a target before any input: made once for each type.
type plan struct {
	kind kind
	typ  reflect.Type
	want string // for errors
	elem *plan  // of a list, map or pointer

	empties bool // [], "", null and false leave it empty

	text   bool   // a string: of any value, lists and objects as their JSON
	many   bool   // a list: a lone value is a list of one
	texts  bool   // a map of string to string
	member string // a list: what an element that is an object stands for

	fields []*field                // a struct's, in the order of its declaration
	names  map[string]*field       // by their vendor names
	after  []atomic.Pointer[field] // which field followed that of each number the last time; the first of all at 0
	scalar *field                  // takes a bare scalar
	extra  *field                  // for unknown keys
	key    *field                  // for the key of the element
}

// field is one named field of a struct.
type field struct {
	name    string
	number  int    // within its struct, from 1
	quoted  string // the name as it mostly stands in the text, with its colon
	head    uint64 // its first eight bytes …
	tail    uint64 // … and its last
	index   int
	offset  uintptr
	plan    *plan
	secret  bool
	second  bool // this is the second name of a field
	twin    int  // the number of its other name
	blob    bool // its value may have any shape
	special bool // is read by decoder.field
	omit    bool // Marshal leaves it out when it is zero
}

const none = -1

var plans sync.Map // of reflect.Type to *plan

// planOf is the plan of t. A type that cannot be read is a mistake in the
// program, found by its first use: it panics.
func planOf(t reflect.Type) *plan {
	if made, ok := plans.Load(t); ok {
		return made.(*plan)
	}
	c := compiler{}
	c[t] = c.compile(t, nil)
	for typ, made := range c {
		plans.LoadOrStore(typ, made)
	}
	return c[t]
}

// compiler holds the structs whose plans are being made, so that a type may
// contain itself.
type compiler map[reflect.Type]*plan

var (
	decimalType     = reflect.TypeFor[quartet.Decimal]()
	timeType        = reflect.TypeFor[time.Time]()
	rawType         = reflect.TypeFor[json.RawMessage]()
	recordsType     = reflect.TypeFor[Records]()
	extraType       = reflect.TypeFor[extra]()
	unmarshalerType = reflect.TypeFor[json.Unmarshaler]()
)

// compile makes the plan of t and takes from o the options that it goes by.
func (c compiler) compile(t reflect.Type, o options) *plan {
	p := &plan{typ: t}
	custom := reflect.PointerTo(t).Implements(unmarshalerType) && !o.has("text") && !o.has("many")
	switch k := t.Kind(); {
	case t == decimalType:
		p.kind, p.want = kindDecimal, "decimal number"
	case t == timeType && o.take("unix"):
		p.kind, p.want = kindUnix, "unix time"
	case t == timeType && o.take("local"):
		p.kind, p.want = kindLocal, "date dd/mm/yyyy or dd/mm/yyyy hh:mm:ss"
	case t == rawType:
		p.kind, p.want = kindRaw, "JSON value"
	case t == recordsType:
		p.kind, p.want = kindRecords, "list"
	case k == reflect.Pointer:
		p.kind, p.elem = kindPointer, c.compile(t.Elem(), o)
		p.want = p.elem.want
	case k == reflect.Struct && (hasNames(t) || !custom):
		return c.compileStruct(t, p)
	case custom:
		shapes := map[reflect.Kind]string{reflect.Map: "object", reflect.Slice: "list"}
		p.kind, p.want = kindCustom, cmp.Or(shapes[k], t.String())
	case k == reflect.String:
		p.kind, p.want, p.text = kindString, "string", o.take("text")
	case k == reflect.Bool:
		p.kind, p.want = kindBool, "boolean"
	case k >= reflect.Int && k <= reflect.Int64:
		p.kind, p.want = kindInt, "integer ("+k.String()+")"
	case k == reflect.Slice:
		p.kind, p.want, p.member = kindList, "list", o["many"]
		p.many = o.take("many")
		p.elem = c.compile(t.Elem(), o)
	case k == reflect.Map && t.Key().Kind() == reflect.String:
		p.kind, p.want, p.elem = kindMap, "object", c.compile(t.Elem(), o)
	default:
		panic(fmt.Sprintf("codec: %s can be neither read nor written", t))
	}
	p.texts = p.kind == kindMap && t.ConvertibleTo(reflect.TypeFor[map[string]string]())
	p.empties = p.kind == kindList || p.kind == kindMap || p.kind == kindPointer && p.elem.empties
	return p
}

func (c compiler) compileStruct(t reflect.Type, p *plan) *plan {
	if made, ok := c[t]; ok {
		return made
	}
	c[t] = p
	p.kind, p.want, p.empties, p.names = kindStruct, "object", true, map[string]*field{}
	for sf := range t.Fields() {
		if sf.IsExported() {
			c.compileField(p, sf)
		}
	}
	p.after = make([]atomic.Pointer[field], len(p.fields)+1)
	for i, f := range p.fields {
		p.after[i].Store(f)
		if f.blob && p.extra == nil {
			panic(fmt.Sprintf("codec: %s has no extra field to keep a blob in", t))
		}
	}
	return p
}

func (c compiler) compileField(p *plan, sf reflect.StructField) {
	name, omit := jsonName(sf)
	o := optionsOf(sf)
	alias, scalar := o["alias"], o.has("scalar")
	f := &field{name: name, quoted: `"` + name + `":`, index: sf.Index[0], offset: sf.Offset, omit: omit}
	switch {
	case sf.Type == extraType && o.take("extra"):
		p.extra = f
	case sf.Type.Kind() == reflect.String && o.take("key"):
		p.key = f
	case name != "":
		if scalar && sf.Type.Kind() == reflect.Slice {
			o["many"] = ""
		}
		aliased := o.take("alias")
		f.secret, f.blob = o.take("secret"), o.take("blob")
		f.plan = c.compile(sf.Type, o)
		f.special = f.secret || aliased || f.blob || f.plan.kind == kindRecords
		p.add(f, name)
		if aliased {
			second := *f
			second.second, second.quoted = true, `"`+alias+`":`
			p.add(&second, alias)
			f.twin, second.twin = second.number, f.number
		}
		if o.take("scalar") {
			p.scalar = f
		}
	}
	for word := range o {
		panic(fmt.Sprintf("codec: %s.%s: %q is no option of a %s", p.typ, sf.Name, word, sf.Type))
	}
}

const maxNumber = 255 // of a field, as the set of those that have come is an array

func (p *plan) add(f *field, name string) {
	if p.names[name] != nil {
		panic(fmt.Sprintf("codec: %s has two fields named %q", p.typ, name))
	}
	text := []byte(f.quoted)
	f.head, f.tail = load(text, 0), load(text, max(len(text), 8)-8)
	p.names[name], p.fields = f, append(p.fields, f)
	if f.number = len(p.fields); f.number > maxNumber {
		panic(fmt.Sprintf("codec: %s has more than %d names", p.typ, maxNumber))
	}
}

// is reports whether text is the quoted name. Two words that overlap tell most
// names faster than their bytes in turn.
func (f *field) is(text []byte) bool {
	n := len(text)
	if n < 8 || n > 16 {
		return string(text) == f.quoted
	}
	return binary.LittleEndian.Uint64(text) == f.head && binary.LittleEndian.Uint64(text[n-8:]) == f.tail
}

// find is the field of that vendor name, or nil. The next time it is expected
// where it was found, behind the last field.
func (p *plan) find(name []byte, last int) *field {
	f := p.names[string(name)]
	if f != nil {
		p.after[last].Store(f)
	}
	return f
}
