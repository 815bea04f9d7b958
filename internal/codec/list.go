package codec

import (
	"bytes"
	"slices"
	"strconv"
)

func (d *decoder) list(i int, p *plan, v place) int {
	if end, ok := d.nothing(i); ok {
		return end
	}
	object := d.at(i) == '{'
	switch {
	case object && p.many && d.lone(i, p):
		return d.element(i, p, v.grow(p, 1))
	case object, d.at(i) == '[':
	case p.comma && d.at(i) == '"':
		return d.split(i, p, v)
	case p.many:
		return d.element(i, p, v.grow(p, 1))
	default:
		return d.fail(i, p.want)
	}
	i, more := d.enter(i)
	for n := 0; more; n++ {
		elem := v.grow(p, max(n, 2))
		if object {
			var name []byte
			if name, i = d.key(i); p.elem.key != nil {
				elem.field(p.elem.key).setString(d.keep(name))
			}
		}
		i, more = d.next(d.element(i, p, elem), object)
	}
	return d.leave(i)
}

// lone reports whether the object at i is an element by itself, not a list whose
// keys are numbers.
func (d *decoder) lone(i int, p *plan) bool {
	if len(p.members) == 0 && !slices.Contains([]kind{kindStruct, kindMap, kindCustom, kindRaw}, p.elem.kind) {
		return false // an object is no element here
	}
	i, more := d.first(i)
	end := d.digits(i + 1)
	return more && (end == i+1 || d.at(end) != '"')
}

// element reads an element; of an object that stands for one of its members,
// that member.
func (d *decoder) element(i int, p *plan, v place) int {
	if len(p.members) == 0 || d.at(i) != '{' {
		return d.value(i, p.elem, v)
	}
	place, rank := none, len(p.members)
	end, more := d.first(i)
	for more {
		var name []byte
		name, end = d.key(end)
		if r := slices.Index(p.members, string(name)); r != none && r <= rank {
			place, rank = end, r
		}
		end, more = d.next(d.skip(end), true)
	}
	if place == none {
		return d.fail(i, strconv.Quote(p.members[0])+" in the object")
	}
	d.value(place, p.elem, v)
	return end
}

// split reads a string of elements that are separated by commas: "1, 2".
func (d *decoder) split(i int, p *plan, v place) int {
	_, text, end := d.scalar(i)
	for part := range bytes.SplitSeq(text, []byte(",")) {
		if part = bytes.TrimSpace(part); len(part) == 0 {
			continue
		}
		if elem := v.grow(p, 2); p.elem.kind == kindString {
			elem.setString(d.keep(part))
		} else if n, negative, ok := parseInteger(part); !ok || !elem.setInteger(p.elem, n, negative) {
			return d.fail(i, p.elem.want+", or several with commas")
		}
	}
	return end
}
