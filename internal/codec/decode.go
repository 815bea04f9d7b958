package codec

import (
	"encoding/json"
	"reflect"
	"strconv"
)

// value reads the value at i into v, which is zero, and returns the place behind
// it.
func (d *decoder) value(i int, p *plan, v slot) int {
	switch {
	case p.kind == kindString:
		return d.string(i, p, v)
	case p.kind < kindStruct:
		return d.scalar(i, p, v)
	}
	if p.empties {
		if end, ok := d.nothing(i); ok {
			return end
		}
	}
	switch p.kind {
	case kindStruct:
		return d.object(i, p, v)
	case kindList:
		return d.list(i, p, v)
	case kindMap:
		return d.table(i, p, v)
	case kindRecords:
		return d.records(i, p, v)
	case kindPointer:
		if d.at(i) == 'n' {
			return d.literal(i)
		}
		return d.value(i, p.elem, v.setPointer(p))
	}
	end := d.skip(i)
	if p.kind == kindRaw {
		*as[json.RawMessage](v) = d.copy(d.data[i:end])
	} else if err := v.value(p).Addr().Interface().(json.Unmarshaler).UnmarshalJSON(d.data[i:end]); err != nil {
		panic(failure{at: i, want: p.want, err: err})
	}
	return end
}

// object reads a struct. Its fields are zero: each is read once, and cleared
// before it is read again.
func (d *decoder) object(i int, p *plan, v slot) int {
	if c := d.at(i); c != '{' {
		if p.scalar == nil || c == '[' {
			return d.fail(i, p.want)
		}
		return d.hiding(i, p.scalar, v)
	}
	var seen [maxNumber + 1]bool
	last := 0 // the number of the field before
	i, more := d.enter(i)
	for more {
		f, at := d.expected(i, p, last)
		var name []byte
		if f == nil {
			name, at = d.key(i)
			f = p.find(name, last)
		}
		if f == nil {
			i = d.unknown(at, p, v, name)
		} else {
			last = f.number
			switch again := seen[last]; {
			case again || f.special:
				i = d.field(at, p, f, v, again, seen[f.twin])
			case f.plan.kind == kindString: // value would do the same as this and the next, one call later
				i = d.string(at, f.plan, v.field(f))
			case f.plan.kind < kindStruct:
				i = d.scalar(at, f.plan, v.field(f))
			default:
				i = d.value(at, f.plan, v.field(f))
			}
			seen[last] = true
		}
		i, more = d.next(i, '}')
	}
	return i
}

// expected is the field whose name came behind the last one before, if it does so
// again at i, and the place of its value. Answers keep their order, so that a
// name can mostly be compared instead of looked up.
func (d *decoder) expected(i int, p *plan, last int) (f *field, at int) {
	f = p.after[last].Load()
	if f == nil {
		return nil, i
	}
	end := i + len(f.quoted)
	if end >= len(d.data) || !f.is(d.data[i:end]) {
		return nil, i
	}
	if d.data[end] <= ' ' {
		end = d.space(end)
	}
	return f, end
}

// field reads a field of the struct at v that comes again, whose other name has
// come, or whose plan alone does not tell how.
func (d *decoder) field(i int, p *plan, f *field, v slot, again, other bool) int {
	if again || other {
		target := v.field(f).value(f.plan)
		if other && !target.IsZero() { // one of its names has brought it already
			return d.skip(i)
		}
		target.SetZero()
	}
	d.within = f.name
	if f.blob {
		return d.blob(i, p, f, v, again)
	}
	return d.hiding(i, f, v)
}

// hiding reads a field. What goes wrong within a secret one is told of the whole.
func (d *decoder) hiding(i int, f *field, v slot) int {
	secret := d.secret
	if f.secret && secret == nil {
		d.secret, d.secretAt = f, i
	}
	i = d.value(i, f.plan, v.field(f))
	d.secret = secret
	return i
}

// blob reads a field that may have any shape. A value that it cannot take is kept
// as if no field named it.
func (d *decoder) blob(i int, p *plan, f *field, v slot, again bool) (end int) {
	if again {
		delete(*as[extra](v.field(p.extra)), f.name)
	}
	depth, secret := d.depth, d.secret
	defer func() {
		if failed(recover()) {
			d.depth, d.secret = depth, secret
			v.field(f).value(f.plan).SetZero()
			end = d.unknown(i, p, v, []byte(f.name))
		}
	}()
	return d.hiding(i, f, v)
}

// unknown passes over a member that no field names, or keeps it.
func (d *decoder) unknown(i int, p *plan, v slot, name []byte) int {
	end := d.skip(i)
	if d.Unknown != nil {
		d.Unknown(p.typ.String(), string(name))
	}
	if p.extra != nil {
		kept := as[extra](v.field(p.extra))
		if *kept == nil {
			*kept = extra{}
		}
		(*kept)[d.keep(name)] = d.copy(d.data[i:end])
	}
	return end
}

// table reads a map.
func (d *decoder) table(i int, p *plan, v slot) int {
	if !d.isOpen(i) {
		return d.fail(i, p.want)
	}
	if p.texts { // as in every deal and product: no reflection for each element
		var text string
		m := as[map[string]string](v)
		return d.each(i, func(n int, name []byte, i int) int {
			key := d.keyOf(n, name)
			end := d.string(i, p.elem, slotAt(&text))
			if *m == nil {
				*m = map[string]string{}
			}
			(*m)[key] = text
			return end
		})
	}
	m, key, elem := reflect.MakeMap(p.typ), reflect.New(p.typ.Key()).Elem(), reflect.New(p.elem.typ)
	end := d.each(i, func(n int, name []byte, i int) int {
		key.SetString(d.keyOf(n, name))
		elem.Elem().SetZero()
		end := d.value(i, p.elem, slotOf(elem))
		m.SetMapIndex(key, elem.Elem())
		return end
	})
	if m.Len() > 0 {
		v.value(p).Set(m)
	}
	return end
}

// keyOf is the key of a map's element: its name, or its number in a list.
func (d *decoder) keyOf(n int, name []byte) string {
	if name == nil {
		return strconv.Itoa(n)
	}
	return d.keep(name)
}
