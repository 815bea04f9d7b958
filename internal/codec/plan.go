package codec

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
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
	want string // for errors
	elem *plan  // of a list, map or pointer

	text    bool     // a string: of any value, lists and objects as their JSON
	many    bool     // a list: a lone value is a list of one
	comma   bool     // a list: a string is its elements, separated by commas
	members []string // a list: what an element that is an object stands for

	fields []field        // a struct's, in the order of its declaration
	names  names          // their vendor names
	after  []atomic.Int32 // which field followed each of them the last time; the first of all at 0
	scalar *field         // takes a bare scalar
	extra  *field         // the field for unknown keys
	extras atomic.Int32   // how many of them there were the last time
	key    *field         // the field for the key of the element
	size   uintptr
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
	p := c.compile(t, options{})
	for typ, made := range c {
		plans.LoadOrStore(typ, made)
	}
	plans.LoadOrStore(t, p)
	return p
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
	switch t {
	case decimalType:
		p.kind, p.want = kindDecimal, "decimal number"
		return p
	case timeType:
		p.kind, p.want = o.timeKind()
		return p
	case rawType:
		p.kind, p.want = kindRaw, "JSON value"
		return p
	case recordsType:
		p.kind, p.want = kindRecords, "list"
		return p
	}
	if hasNames(t) {
		return c.compileStruct(t, p)
	}
	if !o.shape() && t.Kind() != reflect.Pointer && reflect.PointerTo(t).Implements(unmarshalerType) {
		p.kind, p.want = kindCustom, t.String()
		return p
	}
	switch t.Kind() {
	case reflect.String:
		p.kind, p.want, p.text = kindString, "string", o.text
	case reflect.Bool:
		p.kind, p.want = kindBool, "boolean"
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.kind, p.want = kindInt, "integer ("+t.Kind().String()+")"
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		p.kind, p.want = kindUint, "integer ("+t.Kind().String()+")"
	case reflect.Struct:
		return c.compileStruct(t, p)
	case reflect.Slice:
		p.kind, p.want = kindList, "list"
		p.many, p.members, p.comma = o.many || o.comma, o.members, o.comma
		p.elem = c.compile(t.Elem(), o.ofElement())
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			panic(fmt.Sprintf("codec: the keys of %s are not strings", t))
		}
		p.kind, p.want = kindMap, "object"
		p.elem = c.compile(t.Elem(), o.ofElement())
	case reflect.Pointer:
		p.kind = kindPointer
		p.elem = c.compile(t.Elem(), o)
		p.want = p.elem.want
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
	p.kind, p.want = kindStruct, "object"
	aliases, scalar := map[string]int{}, none
	for i := range t.NumField() {
		sf := t.Field(i)
		name, omit := jsonName(sf)
		o := parseOptions(t, sf)
		switch {
		case !sf.IsExported():
			continue
		case o.extra:
			p.extra = &field{index: i, offset: sf.Offset}
			continue
		case o.key:
			p.key = &field{index: i, offset: sf.Offset}
			continue
		case name == "":
			continue
		}
		if o.alias != "" {
			aliases[o.alias] = len(p.fields)
		}
		if o.scalar {
			scalar = len(p.fields)
			o.many = o.many || sf.Type.Kind() == reflect.Slice
		}
		f := field{name: name, index: i, offset: sf.Offset, secret: o.secret, alias: o.alias != "", omit: omit}
		f.setQuoted()
		f.plan = c.compile(sf.Type, o)
		p.fields = append(p.fields, f)
	}
	if scalar != none {
		p.scalar = &p.fields[scalar]
	}
	if len(p.fields) > maxFields {
		panic(fmt.Sprintf("codec: %s has more than %d fields", t, maxFields))
	}
	p.names = newNames(t, p.fields, aliases)
	p.after = make([]atomic.Int32, len(p.fields)+1)
	for i := range p.fields {
		p.after[i].Store(int32(i))
	}
	return p
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

// hasNames reports whether t is a struct that is read by its fields.
func hasNames(t reflect.Type) bool {
	if t.Kind() != reflect.Struct {
		return false
	}
	for i := range t.NumField() {
		sf := t.Field(i)
		if name, _ := jsonName(sf); name != "" && sf.IsExported() || sf.Tag.Get("codec") != "" {
			return true
		}
	}
	return false
}

// jsonName is the vendor's name of a field, "" for one that is not on the wire.
func jsonName(sf reflect.StructField) (name string, omit bool) {
	name, rest, _ := strings.Cut(sf.Tag.Get("json"), ",")
	if name == "-" {
		name = ""
	}
	return name, strings.Contains(rest, "omitempty") || strings.Contains(rest, "omitzero")
}

// options are what a codec tag says.
type options struct {
	unix, local, text, many, comma, scalar, secret, extra, key bool

	members []string
	alias   string
}

// shape reports whether the options say how to read the field, so that its
// type's own UnmarshalJSON is not asked.
func (o options) shape() bool { return o.text || o.many || o.comma }

func parseOptions(t reflect.Type, sf reflect.StructField) options {
	var o options
	tag := sf.Tag.Get("codec")
	for word := range strings.SplitSeq(tag, ",") {
		name, value, _ := strings.Cut(word, "=")
		switch name {
		case "text":
			o.text = true
		case "comma":
			o.comma = true
		case "unix":
			o.unix = true
		case "local":
			o.local = true
		case "many":
			o.many = true
			if value != "" {
				o.members = strings.Split(value, "|")
			}
		case "scalar":
			o.scalar = true
		case "secret":
			o.secret = true
		case "alias":
			o.alias = value
		case "extra":
			o.extra = true
		case "key":
			o.key = true
		case "":
		default:
			panic(fmt.Sprintf("codec: %s.%s: unknown option %q", t, sf.Name, word))
		}
	}
	if bad := o.misplaced(sf.Type); bad != "" {
		panic(fmt.Sprintf("codec: %s.%s: the option %s does not fit %s", t, sf.Name, bad, sf.Type))
	}
	return o
}

// misplaced names an option that a field of type t cannot have.
func (o options) misplaced(t reflect.Type) string {
	base := t
	for slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map}, base.Kind()) && base != rawType {
		base = base.Elem()
	}
	switch {
	case (o.unix || o.local) && base != timeType:
		return "unix or local"
	case (o.many || o.comma) && (t.Kind() != reflect.Slice || t == rawType):
		return "many or comma"
	case o.text && base.Kind() != reflect.String:
		return "text"
	case o.comma && base.Kind() != reflect.String && !base.ConvertibleTo(reflect.TypeFor[int64]()):
		return "comma"
	case o.extra && t != extraType:
		return "extra"
	case o.key && t.Kind() != reflect.String:
		return "key"
	}
	return ""
}

// ofElement are the options that reach through a list or map to its elements.
func (o options) ofElement() options { return options{unix: o.unix, local: o.local, text: o.text} }

func (o options) timeKind() (kind, string) {
	switch {
	case o.unix:
		return kindUnix, "unix time"
	case o.local:
		return kindLocal, "date dd/mm/yyyy or dd/mm/yyyy hh:mm:ss"
	default:
		return kindTime, "RFC 3339 time"
	}
}
