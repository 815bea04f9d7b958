package codec

import "strconv"

// trail is the way from the outside to a place of the text. Only errors pay for
// paths: the text is passed over once more, and this notes where the scanner is
// until it arrives there.
type trail struct {
	to      int
	arrived bool
	steps   []step
}

// step goes to the n-th value of a list, or to that of a name.
type step struct {
	name []byte
	n    int
}

// push goes to the value at i.
func (t *trail) push(s step, i int) {
	if !t.arrived {
		t.steps, t.arrived = append(t.steps, s), i == t.to
	}
}

// pop leaves a value.
func (t *trail) pop() {
	if !t.arrived {
		t.steps = t.steps[:len(t.steps)-1]
	}
}

// String is the step as a path shows it.
func (s step) String() string {
	if s.name == nil {
		return "[" + strconv.Itoa(s.n) + "]"
	}
	return shown(s.name)
}

// shown is a name as a path shows it.
func shown(name []byte) string {
	if len(name) == 0 {
		return `""`
	}
	return printable(string(name[:min(len(name), maxGot)]))
}

// stepsTo is the way to the value at the given place, or to the one around it
// where the text is broken; and whether all of the text is JSON: where a bracket is
// missing, what stands at a place may belong to another.
func (d *decoder) stepsTo(at int) (steps []step, sound bool) {
	i := d.start()
	again := decoder{data: d.data, trail: &trail{to: at, arrived: i == at}}
	defer func() { steps, sound = again.trail.steps, !failed(recover()) && sound }()
	return nil, again.space(again.skip(i)) == len(d.data)
}

// join is the path of what stands at rest within path.
func join(path, rest string) string {
	if path == "" || rest == "" || rest[0] == '[' {
		return path + rest
	}
	return path + "." + rest
}
