package codec

import (
	"bytes"
	"encoding/hex"
	"unicode/utf16"
	"unicode/utf8"
)

// blockSize bounds what a kept string can hold on to besides itself. Blocks of
// this size already make the allocations few: a deal has one or two.
const blockSize = 512

// keep copies text into the current block and returns it as a string.
func (d *decoder) keep(text []byte) string {
	if len(text) <= 1 {
		return string(text) // costs no allocation
	}
	return asString(d.copy(text))
}

// copy copies text into the current block. A long text is its own block. About a
// third of a text is kept, so that a block need not be larger.
func (d *decoder) copy(text []byte) []byte {
	if len(text) > blockSize/2 {
		return bytes.Clone(text)
	}
	if cap(d.block)-len(d.block) < len(text) {
		d.block = make([]byte, 0, max(len(text), min(len(d.data)/3, blockSize)))
	}
	start := len(d.block)
	d.block = append(d.block, text...)
	return d.block[start:len(d.block):len(d.block)]
}

// clean is what the checked string text stands for: text itself, or rewritten at
// the end of out: escapes resolved, half surrogate pairs and bytes that are not
// UTF-8 as U+FFFD.
func clean(out, text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 && utf8.Valid(text) {
		return text
	}
	for len(text) > 0 {
		var r rune
		var n int
		switch {
		case text[0] != '\\':
			r, n = utf8.DecodeRune(text)
		case text[1] == 'u':
			r, n = escapedRune(text)
		default:
			r, n = rune(unescaped[text[1]]), 2
		}
		out, text = utf8.AppendRune(out, r), text[n:]
	}
	return out
}

// escapedRune is the rune of the \u sequence, or pair of them, that s begins with.
func escapedRune(s []byte) (r rune, length int) {
	r, _ = hex4(s)
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if low, ok := hex4(s[6:]); ok {
		if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
			return pair, 12
		}
	}
	return utf8.RuneError, 6
}

// hex4 is the value of a \uXXXX that s begins with.
func hex4(s []byte) (r rune, ok bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	var b [2]byte
	_, err := hex.Decode(b[:], s[2:6])
	return rune(b[0])<<8 | rune(b[1]), err == nil
}

var unescaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}
