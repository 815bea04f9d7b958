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

// slot is where a value goes: the address of a variable of the type of the plan
// that is used with it.
type slot struct{ at unsafe.Pointer }

// slice is how a list of any type lies in memory.
type slice struct {
	elems    unsafe.Pointer
	len, cap int
}

// slotOf is the variable that the pointer v points to.
func slotOf(v reflect.Value) slot { return slot{v.UnsafePointer()} }

// slotAt is the variable that v points to.
func slotAt[T any](v *T) slot { return slot{unsafe.Pointer(v)} }

// value is the slot as reflection sees it.
func (v slot) value(p *plan) reflect.Value { return reflect.NewAt(p.typ, v.at).Elem() }

// field is the slot of a field of the struct at v.
func (v slot) field(f *field) slot { return slot{unsafe.Add(v.at, f.offset)} }

// as is the slot as a variable of that type.
func as[T any](v slot) *T { return (*T)(v.at) }

// setInteger puts an integer into v, unless it does not fit.
func (v slot) setInteger(p *plan, n int64) bool {
	if p.typ.Size() == 8 {
		*as[int64](v) = n
		return true
	}
	target := v.value(p)
	target.SetInt(n)
	return !target.OverflowInt(n)
}

// setPointer makes the pointer at v point to a new element.
func (v slot) setPointer(p *plan) slot {
	elem := reflect.New(p.elem.typ)
	v.value(p).Set(elem)
	return slotOf(elem)
}

// grow makes room for one more element of the list at v, or several, and returns
// its slot.
func (v slot) grow(p *plan, room int) slot {
	s := as[slice](v)
	if s.len == s.cap {
		v.value(p).Grow(room)
	}
	s.len++
	return slot{unsafe.Add(s.elems, uintptr(s.len-1)*p.elem.typ.Size())}
}
