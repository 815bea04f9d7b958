package quartet

import (
	"bytes"
	"cmp"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"
)

// maxDecimalText and maxDecimalExponent bound what ParseDecimal accepts, so that
// a short text such as "1e999999999" cannot ask for gigabytes when it is used.
const (
	maxDecimalText     = 256
	maxDecimalExponent = 400
)

// Decimal is an amount of money or any other exact number, kept as the text the
// vendor sent: "12.50" stays "12.50", never 12.5 and never a float. The zero
// value is 0. Compare with Equal or Cmp, which go by value, not with ==, which
// goes by text. For arithmetic, take Decimal().
type Decimal struct {
	text string // a valid number, or "" for 0
}

// ParseDecimal reads a number in plain or exponent form, such as "677.95", "-3"
// or "1.2e-7", and keeps its text. It does not allocate: the Decimal shares s.
func ParseDecimal(s string) (Decimal, error) {
	if !isDecimal(s) {
		if len(s) > 64 {
			s = s[:64] + "…"
		}
		return Decimal{}, fmt.Errorf("quartet: %q is not a decimal number", s)
	}
	return Decimal{text: s}, nil
}

// MustDecimal is ParseDecimal for constants: it panics when s is not a number.
func MustDecimal(s string) Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return d
}

// NewDecimal takes over the value and the scale of a decimal.Decimal.
func NewDecimal(d decimal.Decimal) Decimal {
	if scale := -d.Exponent(); scale > 0 {
		return Decimal{text: d.StringFixed(scale)}
	}
	return Decimal{text: d.String()}
}

// String is the number as it was parsed, "0" for the zero value.
func (d Decimal) String() string {
	if d.text == "" {
		return "0"
	}
	return d.text
}

// Decimal is the number as a decimal.Decimal, for arithmetic.
func (d Decimal) Decimal() decimal.Decimal {
	v, err := decimal.NewFromString(d.String())
	if err != nil { // unreachable: the text was validated
		panic(err)
	}
	return v
}

// Float64 is the nearest float64: for charts, not for money.
func (d Decimal) Float64() float64 {
	f, _ := strconv.ParseFloat(d.String(), 64)
	return f
}

// IsZero reports whether the value is 0, however it is written ("", "0", "0.00").
func (d Decimal) IsZero() bool {
	for i := 0; i < len(d.text); i++ {
		switch c := d.text[i]; {
		case c >= '1' && c <= '9':
			return false
		case c == 'e' || c == 'E':
			return true
		}
	}
	return true
}

// Equal reports whether both are the same number: "12.5" equals "12.50".
func (d Decimal) Equal(other Decimal) bool { return d.text == other.text || d.Cmp(other) == 0 }

// Cmp is -1, 0 or 1 as d is less than, equal to or greater than other.
func (d Decimal) Cmp(other Decimal) int {
	if d.IsZero() && other.IsZero() {
		return 0
	}
	a, aok := new(big.Rat).SetString(d.String())
	b, bok := new(big.Rat).SetString(other.String())
	if !aok || !bok { // unreachable: both texts were validated
		return cmp.Compare(d.text, other.text)
	}
	return a.Cmp(b)
}

// MarshalJSON writes the number as a JSON string, "12.50", so that no reader
// turns it into a float on the way.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(`"` + d.String() + `"`), nil }

// UnmarshalJSON reads a number or a string that holds one; "", null and false are 0.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	data = bytes.TrimSpace(data)
	text := string(data)
	if len(data) > 0 && data[0] == '"' {
		if err := json.Unmarshal(data, &text); err != nil {
			return err
		}
	} else if text == "null" || text == "false" {
		text = ""
	}
	if text == "" {
		*d = Decimal{}
		return nil
	}
	v, err := ParseDecimal(text)
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// MarshalText writes the number's text.
func (d Decimal) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDecimal reads; an empty text is 0.
func (d *Decimal) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Decimal{}
		return nil
	}
	v, err := ParseDecimal(string(text))
	if err != nil {
		return err
	}
	*d = v
	return nil
}

// Value implements driver.Valuer: the number's text, for NUMERIC columns.
func (d Decimal) Value() (driver.Value, error) { return d.String(), nil }

// Scan implements sql.Scanner. Floats are refused: a column of floats has lost
// the exact amount already.
func (d *Decimal) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Decimal{}
		return nil
	case string:
		return d.UnmarshalText([]byte(v))
	case []byte:
		return d.UnmarshalText(v)
	case int64:
		*d = Decimal{text: strconv.FormatInt(v, 10)}
		return nil
	default:
		return fmt.Errorf("quartet: cannot scan %T into a Decimal", src)
	}
}

// isDecimal: -?digits[.digits][(e|E)[+-]digits], with at least one digit on
// either side of the point.
func isDecimal(s string) bool {
	if len(s) == 0 || len(s) > maxDecimalText {
		return false
	}
	i := 0
	if s[0] == '-' || s[0] == '+' {
		i++
	}
	whole := digits(s, i)
	i += whole
	fraction := 0
	if i < len(s) && s[i] == '.' {
		i++
		fraction = digits(s, i)
		i += fraction
	}
	if whole+fraction == 0 {
		return false
	}
	if i == len(s) {
		return true
	}
	if s[i] != 'e' && s[i] != 'E' {
		return false
	}
	n, err := strconv.Atoi(s[i+1:])
	return err == nil && n >= -maxDecimalExponent && n <= maxDecimalExponent
}

// digits counts the digits of s from i on.
func digits(s string, i int) int {
	n := 0
	for i+n < len(s) && s[i+n] >= '0' && s[i+n] <= '9' {
		n++
	}
	return n
}
