package codec

import "strconv"

// find reads the text once more and returns the path of the value at the given
// place; or, when that lies within a secret field, the path and the plan of that
// field. Only errors pay for paths in this way.
func (d *decoder) find(p *plan, at int) (path string, secret *plan) {
	for _, s := range d.steps(at) {
		name := "[" + strconv.Itoa(s.index) + "]"
		if d.data[s.in] == '{' {
			name = printable(s.name[:min(len(s.name), maxGot)])
		}
		path = join(path, name)
		var f *field
		if p, f = d.below(p, s.in, s.name); f != nil && f.secret {
			return path, f.plan
		}
	}
	if p != nil && p.scalar != nil && p.scalar.secret && d.at(at) != '{' && d.at(at) != '[' {
		return path, p.scalar.plan
	}
	return path, nil
}

// step is one way down: to a member or element of the object or list at in.
type step struct {
	in    int
	name  []byte
	index int
}

// steps are the steps from the outside to the value at the given place.
func (d *decoder) steps(at int) (steps []step) {
	defer func() { failed(recover()) }()
	d.depth = 0
	d.walk(d.start(), at, &steps)
	return steps
}

// walk passes over the value at i, and fails where it is broken or at the given
// place; steps then lead there.
func (d *decoder) walk(i, at int, steps *[]step) int {
	in, object := i, d.at(i) == '{'
	if i == at {
		d.fail(i, "")
	}
	if !object && d.at(i) != '[' {
		return d.skip(i)
	}
	i, more := d.enter(i)
	for n := 0; more; n++ {
		var name []byte
		if object {
			name, i = d.key(i)
		}
		*steps = append(*steps, step{in, name, n})
		i = d.walk(i, at, steps)
		*steps = (*steps)[:len(*steps)-1]
		i, more = d.next(i, object)
	}
	return d.leave(i)
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
