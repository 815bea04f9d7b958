package codec

import (
	"encoding/binary"
	"fmt"
	"reflect"
)

// names finds a field by its vendor name: an open hash table over three bytes
// and the length of a name, which are at hand without a look at the others.
type names struct {
	slots []slot
	mask  uint
}

type slot struct {
	name  string
	field int // its index, plus one; 0 in a free slot
}

func newNames(t reflect.Type, fields []field, aliases map[string]int) names {
	size := 8
	for size < 4*(len(fields)+len(aliases)) {
		size *= 2
	}
	n := names{slots: make([]slot, size), mask: uint(size - 1)}
	for i := range fields {
		n.add(t, fields[i].name, i)
	}
	for alias, i := range aliases {
		n.add(t, alias, i)
	}
	return n
}

func (n *names) add(t reflect.Type, name string, i int) {
	if n.find([]byte(name)) != none {
		panic(fmt.Sprintf("codec: %s has two fields named %q", t, name))
	}
	h := hash([]byte(name)) & n.mask
	for n.slots[h].field != 0 {
		h = (h + 1) & n.mask
	}
	n.slots[h] = slot{name, i + 1}
}

// find is the index of the field of that name, or none.
func (n *names) find(name []byte) int {
	for h := hash(name) & n.mask; ; h = (h + 1) & n.mask {
		s := &n.slots[h&n.mask]
		if s.field == 0 {
			return none
		}
		if s.name == string(name) {
			return s.field - 1
		}
	}
}

func hash(name []byte) uint {
	n := len(name)
	if n == 0 {
		return 0
	}
	return uint(name[0]) + uint(name[n/2])*31 + uint(name[n-1])*131 + uint(n)*17
}

// setQuoted prepares the name as it mostly stands in the text, with its colon.
func (f *field) setQuoted() {
	f.quoted = `"` + f.name + `":`
	if n := len(f.quoted); n >= 8 {
		text := []byte(f.quoted)
		f.head, f.tail = binary.LittleEndian.Uint64(text), binary.LittleEndian.Uint64(text[n-8:])
	}
}

// is reports whether text, which is as long as the quoted name, is the quoted
// name. Most names are 8 to 16 bytes then: two words that overlap.
func (f *field) is(text []byte) bool {
	if n := len(text); n >= 8 && n <= 16 {
		return binary.LittleEndian.Uint64(text) == f.head && binary.LittleEndian.Uint64(text[n-8:]) == f.tail
	}
	return string(text) == f.quoted
}
