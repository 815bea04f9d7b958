package codec

import (
	"bytes"
	"reflect"
	"strconv"

	"github.com/quartetgo/quartet"
)

// form is how a value stands on the wire.
type form uint8

const (
	formOther  form = iota // an object or list
	formEmpty              // null, false or ""
	formTrue               // true
	formNumber             // 12.50
	formText               // "…"
)

// scalar reads the scalar at i as text; of a string without escapes it is part
// of the input.
func (d *decoder) scalar(i int) (f form, text []byte, end int) {
	switch c := d.at(i); {
	case c == '"':
		end, plain := d.text(i)
		text = d.data[i+1 : end]
		if !plain {
			text = clean(nil, text)
		}
		if len(text) == 0 {
			return formEmpty, nil, end + 1
		}
		return formText, text, end + 1
	case c == '-' || isDigit(c):
		end = d.number(i)
		return formNumber, d.data[i:end], end
	case c == '{' || c == '[':
		return formOther, nil, i
	case c == 't':
		return formTrue, nil, d.literal(i)
	default:
		return formEmpty, nil, d.literal(i)
	}
}

func (d *decoder) string(i int, p *plan, v place) int {
	if d.at(i) == '"' {
		end, plain := d.text(i)
		d.pos = i
		if text := d.data[i+1 : end]; plain {
			v.setString(d.keep(text))
		} else {
			var short [blockSize / 2]byte
			v.setString(d.keep(clean(short[:0], text)))
		}
		return end + 1
	}
	f, text, end := d.scalar(i)
	switch {
	case f == formEmpty:
	case f == formNumber:
		v.setString(d.keep(text))
	case p.text:
		end = d.skip(i)
		v.setString(d.keep(d.data[i:end]))
	default:
		return d.fail(i, p.want)
	}
	return end
}

func (d *decoder) bool(i int, p *plan, v place) int {
	f, text, end := d.scalar(i)
	word := string(text)
	switch {
	case f == formEmpty, word == "0", f == formText && (word == "N" || word == "false"):
	case f == formTrue, word == "1", f == formText && (word == "Y" || word == "true"):
		v.setBool(true)
	default:
		return d.fail(i, p.want)
	}
	return end
}

func (d *decoder) decimal(i int, p *plan, v place) int {
	f, text, end := d.scalar(i)
	if f == formEmpty {
		return end
	}
	d.pos = i
	n, err := quartet.ParseDecimal(d.keep(text))
	if err != nil {
		return d.fail(i, p.want)
	}
	v.setDecimal(n)
	return end
}

func (d *decoder) integer(i int, p *plan, v place) int {
	n, negative, end := d.plainInteger(i)
	if end == none {
		var f form
		var text []byte
		var ok bool
		if f, text, end = d.scalar(i); f == formEmpty {
			return end
		}
		if n, negative, ok = parseInteger(text); !ok {
			return d.fail(i, p.want)
		}
	}
	if !v.setInteger(p, n, negative) {
		return d.fail(i, p.want)
	}
	return end
}

// setInteger puts an integer into v, unless it does not fit.
func setInteger(v reflect.Value, n uint64, negative bool) bool {
	if v.CanUint() {
		if negative && n != 0 || v.OverflowUint(n) {
			return false
		}
		v.SetUint(n)
		return true
	}
	signed, ok := signed(n, negative)
	if !ok || v.OverflowInt(signed) {
		return false
	}
	v.SetInt(signed)
	return true
}

// signed is n with its sign, unless that does not fit.
func signed(n uint64, negative bool) (s int64, ok bool) {
	if s = int64(n); negative {
		s = -s
	}
	return s, s == 0 || s < 0 == negative
}

// plainInteger reads the two common forms, 5 and "5"; end is none for any other.
func (d *decoder) plainInteger(i int) (n uint64, negative bool, end int) {
	quoted := d.at(i) == '"'
	if quoted {
		i++
	}
	if negative = d.at(i) == '-'; negative {
		i++
	}
	start := i
	for ; i < len(d.data) && isDigit(d.data[i]); i++ {
		n = n*10 + uint64(d.data[i]-'0')
	}
	switch length, c := i-start, d.at(i); {
	case length == 0 || length > 19, quoted != (c == '"'):
		return 0, false, none
	case quoted:
		return n, negative, i + 1
	case c == '.' || c|0x20 == 'e', length > 1 && d.data[start] == '0':
		return 0, false, none
	}
	return n, negative, i
}

// parseInteger reads an integer that may have a fraction of zeros: "5.00".
func parseInteger(text []byte) (n uint64, negative, ok bool) {
	whole, fraction, point := bytes.Cut(text, []byte("."))
	if point && (len(fraction) == 0 || len(bytes.Trim(fraction, "0")) > 0) {
		return 0, false, false
	}
	whole, negative = bytes.CutPrefix(whole, []byte("-"))
	n, err := strconv.ParseUint(string(whole), 10, 64)
	return n, negative, err == nil
}
