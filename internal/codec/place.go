package codec

import (
	"reflect"
	"unsafe"
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

// placeAt is the variable that v points to.
func placeAt[T any](v *T) place { return place{unsafe.Pointer(v)} }

// value is the place as reflection sees it.
func (v place) value(p *plan) reflect.Value { return reflect.NewAt(p.typ, v.at).Elem() }

// field is the place of a field of the struct at v.
func (v place) field(f *field) place { return place{unsafe.Add(v.at, f.offset)} }

// as is the place as a variable of that type.
func as[T any](v place) *T { return (*T)(v.at) }

// setInteger puts an integer into v, unless it does not fit.
func (v place) setInteger(p *plan, n int64) bool {
	if p.typ.Size() == 8 {
		*as[int64](v) = n
		return true
	}
	target := v.value(p)
	target.SetInt(n)
	return !target.OverflowInt(n)
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
	s := as[slice](v)
	if s.len == s.cap {
		v.value(p).Grow(room)
	}
	s.len++
	return place{unsafe.Add(s.elems, uintptr(s.len-1)*p.elem.typ.Size())}
}
