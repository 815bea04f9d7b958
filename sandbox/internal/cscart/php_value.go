package cscart

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// A value of a request's body is what PHP would hold: nil, bool, string,
// json.Number or *phpArray.

// phpArray is PHP's array: an ordered map whose keys are texts here. The zero
// value and nil are empty.
type phpArray struct {
	keys   []string
	values map[string]any
}

func (a *phpArray) len() int {
	if a == nil {
		return 0
	}
	return len(a.keys)
}

func (a *phpArray) get(k string) any {
	if a == nil {
		return nil
	}
	return a.values[k]
}

func (a *phpArray) has(k string) bool {
	if a == nil {
		return false
	}
	_, ok := a.values[k]
	return ok
}

func (a *phpArray) set(k string, v any) {
	if a.values == nil {
		a.values = map[string]any{}
	}
	if _, ok := a.values[k]; !ok {
		a.keys = append(a.keys, k)
	}
	a.values[k] = v
}

// arrayOf makes an array of keys and values in turn.
func arrayOf(keysAndValues ...any) *phpArray {
	a := &phpArray{}
	for i := 0; i+1 < len(keysAndValues); i += 2 {
		a.set(textOf(keysAndValues[i]), keysAndValues[i+1])
	}
	return a
}

func number(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

// isList reports whether json_encode would write the array with [ ].
func (a *phpArray) isList() bool {
	for i, k := range a.keys {
		if k != strconv.Itoa(i) {
			return false
		}
	}
	return true
}

// parseJSON is json_decode to arrays.
func parseJSON(data []byte) (any, error) {
	if !json.Valid(data) { // the decoder below reads token by token and is laxer
		return nil, errors.New("Syntax error, malformed JSON") //nolint:staticcheck // the vendor's text
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return parseValue(d)
}

func parseValue(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	open, ok := token.(json.Delim)
	if !ok {
		return token, nil
	}
	array := &phpArray{}
	for i := 0; d.More(); i++ {
		key := strconv.Itoa(i)
		if open == '{' {
			token, err := d.Token()
			if err != nil {
				return nil, err
			}
			key, _ = token.(string)
		}
		v, err := parseValue(d)
		if err != nil {
			return nil, err
		}
		array.set(key, v)
	}
	if _, err := d.Token(); err != nil && err != io.EOF {
		return nil, err
	}
	return array, nil
}

// parseForm is PHP's parse_str: a[b][]=c nests, a name without value counts,
// dots and spaces of a name become underscores, and the last of equal names wins.
func parseForm(s string) *phpArray {
	root := &phpArray{}
	for pair := range strings.SplitSeq(s, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, value = unescape(name), unescape(value)
		if name == "" {
			continue
		}
		base, rest, _ := strings.Cut(name, "[")
		if base == "" {
			continue
		}
		path := []string{strings.NewReplacer(".", "_", " ", "_").Replace(base)}
		for rest != "" {
			part, after, closed := strings.Cut(rest, "]")
			if !closed {
				break
			}
			path = append(path, part)
			rest = strings.TrimPrefix(after, "[")
		}
		setPath(root, path, value)
	}
	return root
}

func unescape(s string) string {
	if u, err := url.QueryUnescape(s); err == nil {
		return u
	}
	return s
}

func setPath(a *phpArray, path []string, value string) {
	for _, key := range path[:len(path)-1] {
		child, ok := a.get(key).(*phpArray)
		if key == "" || !ok {
			if key == "" {
				key = strconv.Itoa(a.len())
			}
			child = &phpArray{}
			a.set(key, child)
		}
		a = child
	}
	key := path[len(path)-1]
	if key == "" {
		key = strconv.Itoa(a.len())
	}
	a.set(key, value)
}

// isEmpty is PHP's empty(): "0" is empty, "N" and "0.0" are not.
func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case bool:
		return !v
	case string:
		return v == "" || v == "0"
	case json.Number:
		d, err := decimal.NewFromString(v.String())
		return err != nil || d.IsZero()
	case *phpArray:
		return v.len() == 0
	}
	return false
}

// textOf is strval().
func textOf(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "1"
		}
	case string:
		return v
	case json.Number:
		return v.String()
	case *phpArray:
		return "Array"
	}
	return ""
}

// intOf is intval(): the digits a text begins with.
func intOf(v any) int64 {
	if a, ok := v.(*phpArray); ok {
		return int64(min(a.len(), 1))
	}
	s := strings.TrimSpace(textOf(v))
	end := 0
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || end == 0 && (s[0] == '-' || s[0] == '+')) {
		end++
	}
	n, _ := strconv.ParseInt(s[:end], 10, 64)
	return n
}

// maxMoney is what a decimal(12,2) column holds.
var maxMoney = decimal.New(999999999999, -2)

// moneyOf reads an exact amount as a column stores it: two decimals, within the
// column's bounds. What is no number is 0.
func moneyOf(v any) decimal.Decimal {
	d, err := decimal.NewFromString(strings.TrimSpace(textOf(v)))
	if err != nil {
		return decimal.Decimal{}
	}
	if d.Abs().GreaterThan(maxMoney) {
		return maxMoney.Mul(decimal.NewFromInt(int64(d.Sign())))
	}
	return toCents(d)
}

// toCents rounds to two decimals. The same scale everywhere makes amounts quick
// to compare and to write.
func toCents(d decimal.Decimal) decimal.Decimal {
	return decimal.New(d.Shift(2).Round(0).IntPart(), -2)
}

// value writes a value of a request back, types kept.
func (w *phpJSON) value(v any) {
	switch v := v.(type) {
	case bool:
		w.boolean(v)
	case string:
		w.text(v)
	case json.Number:
		w.comma()
		w.b = append(w.b, v...)
	case *phpArray:
		if v.len() == 0 {
			w.empty()
			return
		}
		opening, closing := byte('{'), byte('}')
		if v.isList() {
			opening, closing = '[', ']'
		}
		w.open(opening)
		for _, k := range v.keys {
			if opening == '{' {
				w.key(k)
			}
			w.value(v.values[k])
		}
		w.close(closing)
	default:
		w.null()
	}
}
