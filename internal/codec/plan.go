package codec

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
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
	kindUint
	kindBool
	kindDecimal
	kindTime  // RFC 3339
	kindUnix  // or unix seconds
	kindLocal // or dd/mm/yyyy hh:mm:ss
	kindStruct
	kindList
	kindMap
	kindPointer
	kindRecords // here and below, null is not simply nothing
	kindRaw
	kindCustom // by its own UnmarshalJSON
)

// plan is what is known of a target before any input: made once for each type.
type plan struct {
	kind kind
	typ  reflect.Type
	size uintptr
	want string // for errors
	elem *plan  // of a list, map or pointer

	text    bool     // a string: of any value, lists and objects as their JSON
	many    bool     // a list: a lone value is a list of one
	comma   bool     // a list: a string is its elements, separated by commas
	members []string // a list: what an element that is an object stands for

	fields []field        // a struct's, in the order of its declaration
	names  map[string]int // their vendor names
	after  []atomic.Int32 // which field followed each of them the last time; the first of all at 0
	scalar *field         // takes a bare scalar
	extra  *field         // for unknown keys
	extras atomic.Int32   // how many of them there were the last time
	key    *field         // for the key of the element
}

// field is one named field of a struct.
type field struct {
	name       string
	quoted     string // the name as it mostly stands in the text, with its colon
	head, tail uint64 // the first and the last eight bytes of quoted
	index      int
	offset     uintptr
	plan       *plan
	secret     bool
	alias      bool // has a second name
	blob       bool // its value may have any shape
	special    bool // is read by decoder.field
	scalar     bool // takes a bare scalar in place of its struct
	omit       bool // Marshal leaves it out when it is zero
}

const none = -1

var plans sync.Map // of reflect.Type to *plan

// planOf is the plan of t. A type that cannot be read is a mistake in the
// program, found by its first use: it panics.
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
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
	extraType       = reflect.TypeFor[map[string]json.RawMessage]()
	unmarshalerType = reflect.TypeFor[json.Unmarshaler]()
)

func (c compiler) compile(t reflect.Type, o options) *plan {
	p := &plan{typ: t, size: t.Size()}
	switch k := t.Kind(); {
	case t == decimalType:
		p.kind, p.want = kindDecimal, "decimal number"
	case t == timeType && o.has("unix"):
		p.kind, p.want = kindUnix, "unix time"
	case t == timeType && o.has("local"):
		p.kind, p.want = kindLocal, "date dd/mm/yyyy or dd/mm/yyyy hh:mm:ss"
	case t == timeType:
		p.kind, p.want = kindTime, "RFC 3339 time"
	case t == rawType:
		p.kind, p.want = kindRaw, "JSON value"
	case t == recordsType:
		p.kind, p.want = kindRecords, "list"
	case k == reflect.Pointer:
		p.kind, p.elem = kindPointer, c.compile(t.Elem(), o)
		p.want = p.elem.want
	case hasNames(t):
		return c.compileStruct(t, p)
	case !o.has("text") && !o.has("many") && !o.has("comma") && reflect.PointerTo(t).Implements(unmarshalerType):
		p.kind, p.want = kindCustom, t.String()
	case k == reflect.Struct:
		return c.compileStruct(t, p)
	case k == reflect.String:
		p.kind, p.want, p.text = kindString, "string", o.has("text")
	case k == reflect.Bool:
		p.kind, p.want = kindBool, "boolean"
	case k >= reflect.Int && k <= reflect.Int64:
		p.kind, p.want = kindInt, "integer ("+k.String()+")"
	case k >= reflect.Uint && k <= reflect.Uint64:
		p.kind, p.want = kindUint, "integer ("+k.String()+")"
	case k == reflect.Slice:
		p.kind, p.want, p.elem = kindList, "list", c.compile(t.Elem(), o.ofElement())
		p.comma, p.many = o.has("comma"), o.has("comma") || o.has("many")
		if members := o["many"]; members != "" {
			p.members = strings.Split(members, "|")
		}
	case k == reflect.Map && t.Key().Kind() == reflect.String:
		p.kind, p.want, p.elem = kindMap, "object", c.compile(t.Elem(), o.ofElement())
	default:
		panic(fmt.Sprintf("codec: %s can be neither read nor written", t))
	}
	return p
}

func (c compiler) compileStruct(t reflect.Type, p *plan) *plan {
	if made, ok := c[t]; ok {
		return made
	}
	c[t] = p
	p.kind, p.want, p.names = kindStruct, "object", map[string]int{}
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.IsExported() {
			c.compileField(p, sf)
		}
	}
	for i := range p.fields {
		f := &p.fields[i]
		if f.scalar {
			p.scalar = f
		}
		if f.blob && p.extra == nil {
			panic(fmt.Sprintf("codec: %s has no extra field to keep a blob in", t))
		}
	}
	if len(p.fields) > maxFields {
		panic(fmt.Sprintf("codec: %s has more than %d fields", t, maxFields))
	}
	p.after = make([]atomic.Int32, len(p.fields)+1)
	for i := range p.fields {
		p.after[i].Store(int32(i))
	}
	return p
}

func (c compiler) compileField(p *plan, sf reflect.StructField) {
	name, omit := jsonName(sf)
	o := parseOptions(p.typ, sf)
	f := field{name: name, index: sf.Index[0], offset: sf.Offset, secret: o.has("secret"), alias: o.has("alias"), blob: o.has("blob"), scalar: o.has("scalar"), omit: omit}
	switch {
	case o.has("extra"):
		p.extra = &f
	case o.has("key"):
		p.key = &f
	case name != "":
		if f.scalar && sf.Type.Kind() == reflect.Slice {
			o["many"] = ""
		}
		f.plan = c.compile(sf.Type, o)
		f.special = f.alias || f.blob || f.plan.kind == kindRecords
		f.setQuoted()
		p.addName(name)
		if f.alias {
			p.addName(o["alias"])
		}
		p.fields = append(p.fields, f)
	}
}

// addName notes a vendor name of the field that is added next.
func (p *plan) addName(name string) {
	if _, taken := p.names[name]; taken {
		panic(fmt.Sprintf("codec: %s has two fields named %q", p.typ, name))
	}
	p.names[name] = len(p.fields)
}

const maxFields = 256

// fieldSet is a set of fields of one struct.
type fieldSet [maxFields / 64]uint64

// add puts n into the set and reports whether it was there.
func (s *fieldSet) add(n int) bool {
	word, bit := &s[n/64], uint64(1)<<(n%64)
	was := *word&bit != 0
	*word |= bit
	return was
}
