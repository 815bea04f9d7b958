package codec

import (
	"encoding/json"
	"reflect"
	"time"
	"unsafe"

	"github.com/quartetgo/quartet"
)

// This is the only file that goes around the type system. A plan knows the type
// of each target and the offset of each field; reflect.Value would check both
// again for every value. See bench for what that costs.

// asString is text as a string, without a copy: nothing writes to text any more.
func asString(text []byte) string { return unsafe.String(unsafe.SliceData(text), len(text)) }

// place is where a value goes: the address of a variable of the type of the plan
// that is used with it.
type place struct{ at unsafe.Pointer }

// slice is how a list of any type lies in memory.
type slice struct {
	elems    unsafe.Pointer
	len, cap int
}

// placeOf is the variable that the pointer v points to.
func placeOf(v reflect.Value) place { return place{v.UnsafePointer()} }

// value is the place as reflection sees it.
func (v place) value(p *plan) reflect.Value { return reflect.NewAt(p.typ, v.at).Elem() }

// field is the place of a field of the struct at v.
func (v place) field(f *field) place { return place{unsafe.Add(v.at, f.offset)} }

func (v place) extra(p *plan) *map[string]json.RawMessage {
	return (*map[string]json.RawMessage)(unsafe.Add(v.at, p.extra.offset))
}

func (v place) setString(s string)           { *(*string)(v.at) = s }
func (v place) setBool(b bool)               { *(*bool)(v.at) = b }
func (v place) setRaw(raw []byte)            { *(*json.RawMessage)(v.at) = raw }
func (v place) setTime(t time.Time)          { *(*time.Time)(v.at) = t }
func (v place) setDecimal(n quartet.Decimal) { *(*quartet.Decimal)(v.at) = n }
func (v place) records() *Records            { return (*Records)(v.at) }

// setInteger puts an integer into v, unless it does not fit.
func (v place) setInteger(p *plan, n uint64, negative bool) bool {
	if p.kind != kindInt || p.size != 8 {
		return setInteger(v.value(p), n, negative)
	}
	s, ok := signed(n, negative)
	*(*int64)(v.at) = s
	return ok
}

// setPointer makes the pointer at v point to a new element.
func (v place) setPointer(p *plan) place {
	elem := reflect.New(p.elem.typ)
	v.value(p).Set(elem)
	return placeOf(elem)
}

// grow makes room for one more element of the list at v, or several, and returns
// its place.
func (v place) grow(p *plan, room int) place {
	s := (*slice)(v.at)
	if s.len == s.cap {
		v.value(p).Grow(room)
	}
	s.len++
	return place{unsafe.Add(s.elems, uintptr(s.len-1)*p.elem.size)}
}
