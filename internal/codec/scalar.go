package codec

import (
	"reflect"

	"github.com/quartetgo/quartet"
)

// form is how a scalar stands on the wire.
type form uint8

const (
	formNone   form = iota // no scalar, or a broken one: see d.err
	formEmpty              // null, false or ""
	formTrue               // true
	formNumber             // 12.50
	formText               // "…"
)

// scalar reads the scalar at i as text; of a string without escapes it is part
// of the input. An object or list is no error yet.
func (d *decoder) scalar(i int) (f form, text []byte, end int) {
	switch c := d.at(i); {
	case c == '"':
		end, plain := d.text(i)
		if end == failed {
			return formNone, nil, failed
		}
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
		if end == failed {
			return formNone, nil, failed
		}
		return formNumber, d.data[i:end], end
	case c == '{' || c == '[':
		return formNone, nil, i
	}
	switch end = d.literal(i); {
	case end == failed:
		return formNone, nil, failed
	case d.data[i] == 't':
		return formTrue, nil, end
	default:
		return formEmpty, nil, end
	}
}

// refuse is the error for a scalar, or what stood in its place, that p does not take.
func (d *decoder) refuse(i int, p *plan) int {
	if d.err != nil {
		return failed
	}
	return d.fail(i, p.want)
}

func (d *decoder) string(i int, p *plan, v place) int {
	if d.at(i) == '"' {
		end, plain := d.text(i)
		if end == failed {
			return failed
		}
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
	case p.text && d.err == nil:
		if end = d.skip(i); end != failed {
			v.setString(d.keep(d.data[i:end]))
		}
	default:
		return d.refuse(i, p)
	}
	return end
}

func (d *decoder) bool(i int, p *plan, v place) int {
	f, text, end := d.scalar(i)
	switch f {
	case formEmpty:
		return end
	case formTrue:
		v.setBool(true)
		return end
	}
	switch string(text) {
	case "1":
		v.setBool(true)
		return end
	case "0":
		return end
	}
	if f == formText {
		switch string(text) {
		case "true", "Y":
			v.setBool(true)
			return end
		case "false", "N":
			return end
		}
	}
	return d.refuse(i, p)
}

func (d *decoder) decimal(i int, p *plan, v place) int {
	f, text, end := d.scalar(i)
	switch f {
	case formEmpty:
		return end
	case formNumber, formText:
		d.pos = i
		n, err := quartet.ParseDecimal(d.keep(text))
		if err != nil {
			return d.fail(i, p.want)
		}
		v.setDecimal(n)
		return end
	}
	return d.refuse(i, p)
}

func (d *decoder) integer(i int, p *plan, v place) int {
	n, negative, end := d.digitsOnly(i)
	if end == failed {
		f, text, after := d.scalar(i)
		switch f {
		case formEmpty:
			return after
		case formNumber, formText:
			var ok bool
			if n, negative, ok = parseInteger(text); ok {
				end = after
				break
			}
			fallthrough
		default:
			return d.refuse(i, p)
		}
	}
	if !v.setInteger(p, n, negative) {
		return d.fail(i, p.want)
	}
	return end
}

// setInteger puts an integer into v, unless it does not fit.
func setInteger(p *plan, v reflect.Value, n uint64, negative bool) bool {
	if p.kind == kindUint {
		if negative && n != 0 || v.OverflowUint(n) {
			return false
		}
		v.SetUint(n)
		return true
	}
	signed := int64(n)
	if negative {
		signed = -signed
	}
	if signed < 0 != negative && n != 0 || v.OverflowInt(signed) {
		return false
	}
	v.SetInt(signed)
	return true
}

// digitsOnly reads the two common forms, 5 and "5", and fails on any other
// without an error.
func (d *decoder) digitsOnly(i int) (n uint64, negative bool, end int) {
	data := d.data
	quoted := d.at(i) == '"'
	if quoted {
		i++
	}
	if negative = d.at(i) == '-'; negative {
		i++
	}
	start := i
	for i < len(data) && isDigit(data[i]) {
		n = n*10 + uint64(data[i]-'0')
		i++
	}
	switch length := i - start; {
	case length == 0 || length > 19 || i == len(data) && quoted:
		return 0, false, failed
	case quoted:
		if data[i] != '"' {
			return 0, false, failed
		}
		return n, negative, i + 1
	case i < len(data) && (data[i] == '.' || data[i]|0x20 == 'e'), length > 1 && data[start] == '0':
		return 0, false, failed
	}
	return n, negative, i
}

// parseInteger reads an integer that may have a fraction of zeros: "5.00".
func parseInteger(text []byte) (n uint64, negative, ok bool) {
	if text[0] == '-' {
		negative, text = true, text[1:]
	}
	i := 0
	for ; i < len(text) && isDigit(text[i]); i++ {
		digit := uint64(text[i] - '0')
		if n > (1<<64-1-digit)/10 {
			return 0, false, false
		}
		n = n*10 + digit
	}
	if i == 0 {
		return 0, false, false
	}
	if i < len(text) {
		if text[i] != '.' || i+1 == len(text) {
			return 0, false, false
		}
		for _, c := range text[i+1:] {
			if c != '0' {
				return 0, false, false
			}
		}
	}
	return n, negative, true
}
