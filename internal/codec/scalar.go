package codec

import (
	"bytes"
	"strconv"
	"time"

	"github.com/quartetgo/quartet"
)

// string reads a string. null and false are the empty one.
func (d *decoder) string(i int, p *plan, v slot) int {
	if d.at(i) == '"' {
		end, plain := d.text(i)
		text := d.data[i+1 : end]
		if !plain {
			text = clean(d.scratch[:0], text)
		}
		*as[string](v) = d.keep(text)
		return end + 1
	}
	f, text, end := d.scalarText(i)
	if f >= formTrue { // as its JSON
		if !p.text {
			return d.fail(i, p.want)
		}
		end = d.skip(i)
		text = []byte(string(bytes.Runes(d.data[i:end]))) // all of it UTF-8
	}
	*as[string](v) = d.keep(text)
	return end
}

// scalar reads any other scalar. null, "" and, but for a local date, false are the
// zero of whatever is due.
func (d *decoder) scalar(i int, p *plan, v slot) int {
	f, text, end := d.scalarText(i)
	var ok bool
	switch {
	case f == formEmpty:
		ok = p.kind != kindLocal || d.data[i] != 'f'
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
	formEmpty  form = iota // null, false or ""
	formNumber             // 12.50
	formText               // "…"
	formTrue               // true
	formOther              // an object or list
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
