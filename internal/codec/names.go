package codec

import "encoding/binary"

// find is the index of the field of that vendor name, or none.
func (p *plan) find(name []byte) int {
	if n, ok := p.names[string(name)]; ok {
		return n
	}
	return none
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
