package codec

import (
	"bytes"
	"strconv"
	"time"

	"github.com/quartetgo/quartet"
)

// scalar reads a scalar. null, false and "" are the zero of whatever is due.
func (d *decoder) scalar(i int, p *plan, v slot) int {
	f, text, end := d.scalarText(i)
	var ok bool
	switch {
	case f == formEmpty:
		ok = p.kind != kindLocal || d.data[i] != 'f'
	case p.kind == kindString:
		if f < formNumber && p.text { // as its JSON
			end = d.skip(i)
			text = d.data[i:end]
		}
		*as[string](v), ok = d.keep(text), len(text) > 0
	case p.kind == kindInt:
		var n int64
		n, ok = parseInteger(text)
		ok = ok && v.setInteger(p, n)
	case p.kind == kindDecimal:
		n, err := quartet.ParseDecimal(d.keep(text))
		*as[quartet.Decimal](v), ok = n, err == nil
	case p.kind == kindBool:
		*as[bool](v), ok = parseBool(f, text)
	default:
		*as[time.Time](v), ok = d.time(text, p.kind)
	}
	if !ok {
		return d.fail(i, p.want)
	}
	return end
}

// form is how a value stands on the wire.
type form uint8

const (
	formOther  form = iota // an object or list
	formEmpty              // null, false or ""
	formTrue               // true
	formNumber             // 12.50
	formText               // "…"
)

// scalarText reads the scalar at i as text, which is part of the input or of the
// scratch.
func (d *decoder) scalarText(i int) (f form, text []byte, end int) {
	switch d.at(i) {
	case '"':
		end, plain := d.text(i)
		text = d.data[i+1 : end]
		if !plain {
			text = clean(d.scratch[:0], text)
		}
		if len(text) == 0 {
			return formEmpty, nil, end + 1
		}
		return formText, text, end + 1
	case 'n', 'f':
		return formEmpty, nil, d.literal(i)
	case 't':
		return formTrue, nil, d.literal(i)
	case '{', '[':
		return formOther, nil, i
	}
	end = d.skip(i)
	return formNumber, d.data[i:end], end
}

func parseBool(f form, text []byte) (b, ok bool) {
	word := string(text)
	b = f == formTrue || word == "1" || f == formText && (word == "Y" || word == "true")
	return b, b || word == "0" || f == formText && (word == "N" || word == "false")
}

// parseInteger reads an integer, which may have a fraction of zeros: "5.00".
func parseInteger(text []byte) (n int64, ok bool) {
	for _, c := range text {
		if !isDigit(c) || len(text) > 18 { // not as simple as nearly all are
			return parseOddInteger(text)
		}
		n = n*10 + int64(c-'0')
	}
	return n, len(text) > 0
}

func parseOddInteger(text []byte) (n int64, ok bool) {
	whole, fraction, point := bytes.Cut(text, []byte("."))
	if point && (len(fraction) == 0 || len(bytes.Trim(fraction, "0")) > 0) || text[0] == '+' {
		return 0, false
	}
	n, err := strconv.ParseInt(string(whole), 10, 64)
	return n, err == nil
}
