package codec

import "strconv"

// trail is the way from the outside to a place of the text. Only errors pay for
// paths: the text is passed over once more, and this notes where the scanner is.
type trail struct {
	to    int
	steps []string
}

// push goes to the value at i, the n-th of its list, or that of a name. At the
// end of the trail it ends the pass.
func (t *trail) push(name []byte, n, i int) {
	step := "[" + strconv.Itoa(n) + "]"
	if name != nil {
		step = shown(name)
	}
	t.steps = append(t.steps, step)
	if i == t.to {
		panic(failure{})
	}
}

// shown is a name as a path shows it.
func shown(name []byte) string {
	if len(name) == 0 {
		return `""`
	}
	return printable(string(name[:min(len(name), maxGot)]))
}

// stepsTo is the way to the value at the given place, or to the one around it
// where the text is broken.
func (d *decoder) stepsTo(at int) (steps []string) {
	again := decoder{data: d.data, trail: &trail{to: at}}
	defer func() {
		failed(recover())
		steps = again.trail.steps
	}()
	if i := again.start(); i != at {
		again.skip(i)
	}
	return nil
}

// sound reports whether all of the text is JSON: where a bracket is missing, what
// stands at a place may belong to another.
func (d *decoder) sound() (ok bool) {
	again := decoder{data: d.data}
	defer func() { ok = !failed(recover()) && ok }()
	return again.space(again.skip(again.start())) == len(d.data)
}

// join is the path of what stands at rest within path.
func join(path, rest string) string {
	if path == "" || rest == "" || rest[0] == '[' {
		return path + rest
	}
	return path + "." + rest
}
