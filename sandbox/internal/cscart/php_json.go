package cscart

import (
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// phpJSON writes JSON as PHP's json_encode does: / escaped, non-ASCII as \uXXXX,
// floats without a fraction as integers.
type phpJSON struct {
	b           []byte
	shortFloats bool // 14 digits, as PHP did before 7.1
	numbers     bool // numeric columns as numbers, as the PDO driver may send them
	badText     bool // invalid UTF-8 was written; PHP itself would give up
}

// comma is due before every key and value but the first of its parent.
func (w *phpJSON) comma() {
	if n := len(w.b); n > 0 {
		switch w.b[n-1] {
		case '{', '[', ':':
		default:
			w.b = append(w.b, ',')
		}
	}
}

func (w *phpJSON) open(bracket byte) {
	w.comma()
	w.b = append(w.b, bracket)
}

func (w *phpJSON) close(bracket byte) { w.b = append(w.b, bracket) }

func (w *phpJSON) key(k string) {
	w.text(k)
	w.b = append(w.b, ':')
}

func (w *phpJSON) null() {
	w.comma()
	w.b = append(w.b, "null"...)
}

func (w *phpJSON) boolean(v bool) {
	w.comma()
	w.b = strconv.AppendBool(w.b, v)
}

func (w *phpJSON) integer(n int64) {
	w.comma()
	w.b = strconv.AppendInt(w.b, n, 10)
}

// float writes a PHP float; values are money and rates, far from needing exponents.
func (w *phpJSON) float(f float64) {
	w.comma()
	if w.shortFloats && f != 0 {
		scale := math.Pow(10, 14-math.Ceil(math.Log10(math.Abs(f))))
		f = math.Round(f*scale) / scale
	}
	w.b = strconv.AppendFloat(w.b, f, 'f', -1, 64)
}

// empty writes what PHP makes of an empty array, whatever it would hold.
func (w *phpJSON) empty() {
	w.comma()
	w.b = append(w.b, "[]"...)
}

func (w *phpJSON) text(s string) {
	w.comma()
	w.b = append(w.b, '"')
	start := 0
	for i := 0; i < len(s); {
		if asIs[s[i]] {
			i++
			continue
		}
		w.b = append(w.b, s[start:i]...)
		r, size := utf8.DecodeRuneInString(s[i:])
		w.badText = w.badText || r == utf8.RuneError && size == 1
		w.b = appendEscape(w.b, r)
		i += size
		start = i
	}
	w.b = append(w.b, s[start:]...)
	w.b = append(w.b, '"')
}

// asIs tells which bytes need no escape.
var asIs = func() (table [256]bool) {
	for c := range table {
		table[c] = c >= 0x20 && c < utf8.RuneSelf && c != '"' && c != '\\' && c != '/'
	}
	return table
}()

func appendEscape(b []byte, r rune) []byte {
	switch r {
	case '"', '\\', '/':
		return append(b, '\\', byte(r))
	case '\b':
		return append(b, `\b`...)
	case '\f':
		return append(b, `\f`...)
	case '\n':
		return append(b, `\n`...)
	case '\r':
		return append(b, `\r`...)
	case '\t':
		return append(b, `\t`...)
	}
	if r > 0xffff {
		r -= 0x10000
		return appendUnit(appendUnit(b, 0xd800+r>>10), 0xdc00+r&0x3ff)
	}
	return appendUnit(b, r)
}

func appendUnit(b []byte, u rune) []byte {
	const hex = "0123456789abcdef"
	return append(b, '\\', 'u', hex[u>>12&15], hex[u>>8&15], hex[u>>4&15], hex[u&15])
}

// The named forms below write one key with its value.

func (w *phpJSON) str(k, v string) { w.key(k); w.text(v) }

func (w *phpJSON) flag(k string, v bool) { w.key(k); w.boolean(v) }

func (w *phpJSON) num(k string, v int64) { w.key(k); w.integer(v) }

func (w *phpJSON) noValue(k string) { w.key(k); w.null() }

func (w *phpJSON) none(k string) { w.key(k); w.empty() }

func (w *phpJSON) object(k string) { w.key(k); w.open('{') }

func (w *phpJSON) list(k string) { w.key(k); w.open('[') }

// column is a numeric column of the database: a string, unless the driver knows better.
func (w *phpJSON) column(k string, v int64) {
	w.key(k)
	if w.numbers {
		w.integer(v)
		return
	}
	w.comma()
	w.b = append(w.b, '"')
	w.b = strconv.AppendInt(w.b, v, 10)
	w.b = append(w.b, '"')
}

// nullable is a column that is null rather than 0.
func (w *phpJSON) nullable(k string, v int64) {
	if v == 0 {
		w.noValue(k)
		return
	}
	w.column(k, v)
}

// optional is a text column that may be null.
func (w *phpJSON) optional(k string, v *string) {
	if v == nil {
		w.noValue(k)
		return
	}
	w.str(k, *v)
}

// money is a decimal(12,2) column.
func (w *phpJSON) money(k string, v decimal.Decimal) {
	if w.numbers {
		w.amount(k, v)
		return
	}
	w.key(k)
	if cents := v.CoefficientInt64(); v.Exponent() == -2 && cents >= 0 && v.NumDigits() < 18 { // nearly always, and it saves an allocation
		w.b = append(w.b, '"')
		w.b = strconv.AppendInt(w.b, cents/100, 10)
		w.b = append(w.b, '.', byte('0'+cents%100/10), byte('0'+cents%10), '"')
		return
	}
	w.text(v.StringFixed(2))
}

// amount is a sum computed in PHP: a float.
func (w *phpJSON) amount(k string, v decimal.Decimal) { w.key(k); w.float(v.InexactFloat64()) }
