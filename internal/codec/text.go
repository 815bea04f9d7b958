package codec

import (
	"bytes"
	"encoding/binary"
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

// copy copies text into the current block. A long text is its own block.
func (d *decoder) copy(text []byte) []byte {
	if len(text) > blockSize/2 {
		return bytes.Clone(text)
	}
	if cap(d.block)-len(d.block) < len(text) {
		d.newBlock(len(text))
	}
	start := len(d.block)
	d.block = append(d.block, text...)
	return d.block[start:len(d.block):len(d.block)]
}

// newBlock starts a block for at least n bytes: of what is still unread, a third
// at first, then half, is about what is kept of it.
func (d *decoder) newBlock(n int) {
	size := (len(d.data) - d.pos) / 2
	if d.block == nil {
		size = len(d.data) / 3
	}
	d.block = make([]byte, 0, max(n, min(size, blockSize)))
}

// clean is what the checked string text stands for: text itself, or rewritten at
// the end of out.
func clean(out, text []byte) []byte {
	if bytes.IndexByte(text, '\\') < 0 && validUTF8(text) {
		return text
	}
	return rewrite(out, text)
}

// rewrite appends what the checked string text stands for to out: escapes
// resolved, half surrogate pairs and bytes that are not UTF-8 as U+FFFD.
func rewrite(out, text []byte) []byte {
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\\' && text[i+1] == 'u':
			r, n := escapedRune(text[i:])
			out = utf8.AppendRune(out, r)
			i += n
		case c == '\\':
			out = append(out, unescaped[text[i+1]])
			i += 2
		case c < utf8.RuneSelf:
			out = append(out, c)
			i++
		default:
			r, n := utf8.DecodeRune(text[i:])
			out = utf8.AppendRune(out, r)
			i += n
		}
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
	for _, c := range s[2:6] {
		switch {
		case isDigit(c):
			c -= '0'
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

var unescaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// validUTF8 is utf8.Valid with a short way for Russian: four letters at a time.
func validUTF8(s []byte) bool {
	for len(s) >= 8 {
		switch w := binary.LittleEndian.Uint64(s); {
		case w&highBits == 0, w&cyrillicMask == cyrillic:
			s = s[8:]
		case s[0] < utf8.RuneSelf:
			s = s[1:]
		default:
			r, n := utf8.DecodeRune(s)
			if r == utf8.RuneError && n == 1 {
				return false
			}
			s = s[n:]
		}
	}
	return utf8.Valid(s)
}

// Four letters of two bytes each, 110100xx 10xxxxxx: U+0400 to U+04FF.
const (
	cyrillicMask = 0xC0FC_C0FC_C0FC_C0FC
	cyrillic     = 0x80D0_80D0_80D0_80D0
)
