package codec

import (
	"encoding/json"
	"reflect"
	"strconv"
)

// value reads the value at i into v, which is zero, and returns the place behind
// it.
func (d *decoder) value(i int, p *plan, v place) int {
	if p.kind < kindRecords && d.at(i) == 'n' {
		return d.literal(i) // null is nothing, whatever is due
	}
	switch p.kind {
	case kindString:
		return d.string(i, p, v)
	case kindInt, kindUint:
		return d.integer(i, p, v)
	case kindBool:
		return d.bool(i, p, v)
	case kindDecimal:
		return d.decimal(i, p, v)
	case kindTime, kindLocal:
		return d.time(i, p, v)
	case kindUnix:
		return d.unix(i, p, v)
	case kindStruct:
		return d.object(i, p, v)
	case kindList:
		return d.list(i, p, v)
	case kindMap:
		return d.table(i, p, v)
	case kindPointer:
		return d.pointer(i, p, v)
	case kindRecords:
		return d.records(i, p, v)
	}
	end := d.skip(i)
	if p.kind == kindRaw {
		v.setRaw(d.copy(d.data[i:end]))
	} else if err := v.value(p).Addr().Interface().(json.Unmarshaler).UnmarshalJSON(d.data[i:end]); err != nil {
		d.failCustom(i, p.want, err)
	}
	return end
}

func (d *decoder) pointer(i int, p *plan, v place) int {
	if k := p.elem.kind; k == kindStruct || k == kindMap {
		if end, ok := d.nothing(i); ok {
			return end
		}
	}
	return d.value(i, p.elem, v.setPointer(p))
}

// object reads a struct. Its fields are zero: each is read once, and cleared
// before it is read again.
func (d *decoder) object(i int, p *plan, v place) int {
	if d.at(i) != '{' {
		return d.noObject(i, p, v)
	}
	var seen fieldSet
	last := 0 // the field before, plus one
	i, more := d.enter(i)
	for more {
		n, place := d.expected(i, p, last)
		var name []byte
		if n == none {
			name, place = d.key(i)
			if n = p.find(name); n != none {
				p.after[last].Store(int32(n))
			}
		}
		if n == none {
			i = d.unknown(place, p, v, name)
		} else {
			f := &p.fields[n]
			last = n + 1
			if seen.add(n) || f.special {
				i = d.field(place, p, f, v)
			} else {
				i = d.value(place, f.plan, v.field(f))
			}
		}
		i, more = d.next(i, true)
	}
	if p.extra != nil {
		if n := int32(min(len(*v.extra(p)), maxRoom)); n != p.extras.Load() {
			p.extras.Store(n) // room for as many at once in the next
		}
	}
	return d.leave(i)
}

// maxRoom bounds the room that is made for unknown keys ahead.
const maxRoom = 64

// expected is the field whose name came behind the last one before, if it does so
// again at i, and the place of its value. Answers keep their order, so that a
// name can mostly be compared instead of looked up.
func (d *decoder) expected(i int, p *plan, last int) (n, place int) {
	if n = int(p.after[last].Load()); n >= len(p.fields) {
		return none, i
	}
	f := &p.fields[n]
	end := i + len(f.quoted)
	if end >= len(d.data) || !f.is(d.data[i:end]) {
		return none, i
	}
	if d.data[end] <= ' ' {
		end = d.space(end)
	}
	return n, end
}

// field reads a field of the struct at v that has two names, or comes again, or
// wants to know its path, or may have any shape.
func (d *decoder) field(i int, p *plan, f *field, v place) int {
	at := v.field(f)
	if f.alias && !at.value(f.plan).IsZero() { // the other name has brought it already
		return d.skip(i)
	}
	at.value(f.plan).SetZero()
	if f.blob {
		return d.blob(i, p, f, v)
	}
	i = d.value(i, f.plan, at)
	if f.plan.kind == kindRecords {
		at.records().path = join(d.path, f.name)
	}
	return i
}

// blob reads a field that may have any shape. A value that it cannot take is kept
// as if no field named it.
func (d *decoder) blob(i int, p *plan, f *field, v place) int {
	delete(*v.extra(p), f.name) // what the key brought before
	if end, ok := d.try(i, f.plan, v.field(f)); ok {
		return end
	}
	v.field(f).value(f.plan).SetZero()
	return d.unknown(i, p, v, []byte(f.name))
}

// try reads the value at i into v; ok is false when v cannot take it.
func (d *decoder) try(i int, p *plan, v place) (end int, ok bool) {
	depth := d.depth
	defer func() {
		if failed(recover()) {
			d.depth, end, ok = depth, i, false
		}
	}()
	return d.value(i, p, v), true
}

// unknown passes over a member that no field names, or keeps it.
func (d *decoder) unknown(i int, p *plan, v place, name []byte) int {
	end := d.skip(i)
	if d.Unknown != nil {
		d.Unknown(p.typ.String(), string(name))
	}
	if p.extra != nil {
		extra := v.extra(p)
		if *extra == nil {
			*extra = make(map[string]json.RawMessage, p.extras.Load())
		}
		(*extra)[d.keep(name)] = d.copy(d.data[i:end])
	}
	return end
}

// noObject reads what may stand where an object is due.
func (d *decoder) noObject(i int, p *plan, v place) int {
	if end, ok := d.nothing(i); ok {
		return end
	}
	if p.scalar != nil && d.at(i) != '[' {
		return d.value(i, p.scalar.plan, v.field(p.scalar))
	}
	return d.fail(i, p.want)
}

// table reads a map.
func (d *decoder) table(i int, p *plan, v place) int {
	if end, ok := d.nothing(i); ok {
		return end
	}
	object := d.at(i) == '{'
	if !object && d.at(i) != '[' {
		return d.fail(i, p.want)
	}
	i, more := d.enter(i)
	if !more {
		return d.leave(i)
	}
	m, key, elem := reflect.MakeMap(p.typ), reflect.New(p.typ.Key()).Elem(), reflect.New(p.elem.typ)
	v.value(p).Set(m)
	for n := 0; more; n++ {
		var name []byte
		if object {
			name, i = d.key(i)
		} else {
			name = strconv.AppendInt(nil, int64(n), 10)
		}
		elem.Elem().SetZero()
		i = d.value(i, p.elem, placeOf(elem))
		key.SetString(d.keep(name))
		m.SetMapIndex(key, elem.Elem())
		i, more = d.next(i, object)
	}
	return d.leave(i)
}
