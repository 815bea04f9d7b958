package codec

import "strconv"

// list reads a list, which may be an object whose keys do not count.
func (d *decoder) list(i int, p *plan, v slot) int {
	switch c := d.at(i); {
	case p.many && (c == '{' && d.lone(i, p) || !d.isOpen(i)):
		return d.element(i, p, v.grow(p, 1))
	case !d.isOpen(i):
		return d.fail(i, p.want)
	}
	return d.each(i, func(n int, name []byte, i int) int {
		elem := v.grow(p, max(n, 2))
		if p.elem.key != nil && name != nil {
			*as[string](elem.field(p.elem.key)) = d.keep(name)
		}
		return d.element(i, p, elem)
	})
}

// lone reports whether the object at i is an element by itself, not a list whose
// keys are numbers.
func (d *decoder) lone(i int, p *plan) bool {
	if p.member == "" && p.elem.kind != kindStruct {
		return false // an object is no element here
	}
	i = d.space(i + 1)
	end := d.digits(i + 1)
	return d.at(i) == '"' && (end == i+1 || d.at(end) != '"')
}

// element reads an element; of an object that stands for one of its members,
// that member.
func (d *decoder) element(i int, p *plan, v slot) int {
	if p.member == "" || d.at(i) != '{' {
		return d.value(i, p.elem, v)
	}
	member := none
	end := d.each(i, func(_ int, name []byte, i int) int {
		if string(name) == p.member {
			member = i
		}
		return d.skip(i)
	})
	if member == none {
		return d.fail(i, strconv.Quote(p.member)+" in the object")
	}
	d.value(member, p.elem, v)
	return end
}
