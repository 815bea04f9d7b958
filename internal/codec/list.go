package codec

import (
	"bytes"
	"slices"
	"strconv"
)

func (d *decoder) list(i int, p *plan, v place) int {
	object := false
	switch d.at(i) {
	case '[':
	case '{':
		if object = true; p.many && d.lone(i, p) {
			return d.one(i, p, v)
		}
	default:
		if end, ok := d.nothing(i); ok {
			return end
		}
		if p.comma && d.at(i) == '"' {
			return d.split(i, p, v)
		}
		if p.many {
			return d.one(i, p, v)
		}
		return d.fail(i, p.want)
	}
	if !d.enter(i) {
		return failed
	}
	i, more := d.first(i)
	for n := 0; more; n++ {
		var key []byte
		if object {
			if key, i = d.key(i); i == failed {
				return failed
			}
		}
		elem := v.grow(p, max(n, 2))
		if i = d.element(i, p, elem); i == failed {
			if object {
				return d.withinKey(key)
			}
			return d.withinIndex(n)
		}
		if object && p.elem.key != nil {
			elem.field(p.elem.key).setString(d.keep(key))
		}
		if i, more = d.next(i, object); i == failed {
			return failed
		}
	}
	d.depth--
	return i
}

// one reads a lone value as a list of one.
func (d *decoder) one(i int, p *plan, v place) int {
	return d.element(i, p, v.grow(p, 1))
}

// split reads a string of elements that are separated by commas: "1, 2".
func (d *decoder) split(i int, p *plan, v place) int {
	f, text, end := d.scalar(i)
	if f == formNone {
		return failed
	}
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

// lone reports whether the object at i is an element by itself, not a list whose
// keys are numbers.
func (d *decoder) lone(i int, p *plan) bool {
	if k := p.elem.kind; len(p.members) == 0 && k != kindStruct && k != kindMap && k != kindCustom && k != kindRaw {
		return false // an object is no element here
	}
	i, more := d.first(i)
	end := i
	if more && d.at(i) == '"' {
		end = d.digits(i + 1)
	}
	return more && (end == i+1 || d.at(end) != '"')
}

// element reads an element; of an object that stands for one of its members,
// that member.
func (d *decoder) element(i int, p *plan, v place) int {
	if len(p.members) == 0 || d.at(i) != '{' {
		return d.value(i, p.elem, v)
	}
	place, rank := failed, len(p.members)
	end, more := d.first(i)
	for more {
		var key []byte
		if key, end = d.key(end); end == failed {
			return failed
		}
		if r := slices.Index(p.members, string(key)); r != none && r <= rank {
			place, rank = end, r
		}
		if end = d.skip(end); end == failed {
			return d.withinKey(key)
		}
		if end, more = d.next(end, true); end == failed {
			return failed
		}
	}
	if place == failed {
		return d.fail(i, strconv.Quote(p.members[0])+" in the object")
	}
	if d.value(place, p.elem, v) == failed {
		return d.within(p.members[rank])
	}
	return end
}
