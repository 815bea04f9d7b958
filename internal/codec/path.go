package codec

import "strconv"

// find reads the text once more, from the outside in, and returns the path of
// the value at the given place; or, when that lies within a secret field, the
// path and the plan of that field. Only errors pay for paths in this way.
func (d *decoder) find(p *plan, at int) (path string, secret *plan) {
	for i := d.start(); ; {
		if p != nil && p.scalar != nil && p.scalar.secret && d.at(i) != '{' && d.at(i) != '[' {
			return path, p.scalar.plan
		}
		name, index, place := d.child(i, at)
		if place < 0 || i == at {
			return path, nil
		}
		step := "[" + strconv.Itoa(index) + "]"
		if d.at(i) == '{' {
			step = printable(name[:min(len(name), maxGot)])
		}
		path = join(path, step)
		var f *field
		if p, f = d.below(p, i, name); f != nil && f.secret {
			return path, f.plan
		}
		i = place
	}
}

// child is the member or element of the object or list at i that holds the given
// place, or is broken there; place is negative when there is none.
func (d *decoder) child(i, at int) (name []byte, index, place int) {
	place = -1
	object := d.at(i) == '{'
	if !object && d.at(i) != '[' {
		return
	}
	defer func() { failed(recover()) }() // if within skip, then it is this one that is broken
	d.depth = 0
	i, more := d.first(i)
	for ; more; index++ {
		if object {
			name, i = d.key(i)
		}
		place = i
		if i = d.skip(i); i > at {
			return
		}
		place = -1
		i, more = d.next(i, object)
	}
	return
}

// below is the plan of the member or element of that name of the value at i,
// which is read by p, and its field if it has one.
func (d *decoder) below(p *plan, i int, name []byte) (*plan, *field) {
	for p != nil && (p.kind == kindPointer || p.kind == kindList && d.at(i) == '{' && p.many && d.lone(i, p)) {
		p = p.elem
	}
	switch {
	case p == nil:
	case p.kind == kindList, p.kind == kindMap:
		return p.elem, nil
	case p.kind == kindStruct:
		if n := p.find(name); n != none {
			return p.fields[n].plan, &p.fields[n]
		}
	}
	return nil, nil
}

// join is the path of what stands at rest within path.
func join(path, rest string) string {
	if path == "" || rest == "" || rest[0] == '[' {
		return path + rest
	}
	return path + "." + rest
}
