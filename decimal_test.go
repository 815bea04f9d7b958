package quartet_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/quartetgo/quartet"
)

func TestParseDecimal(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"0", "12.50", "-3", "+3", "007", ".5", "5.", "1e5", "1.2E-7", "-0.00", "1e+400", "0.30000000000000004", strings.Repeat("9", 256),
	} {
		d, err := quartet.ParseDecimal(s)
		if err != nil || d.String() != s {
			t.Errorf("%q: got %q, %v: want the text kept", s, d, err)
		}
	}
	for _, s := range []string{
		"", " 1", "1 ", "a", "1,5", "1.2.3", "--1", "+-1", ".", "-", "e5", "1e", "1e5.0", "1e1000", "1e-401", "1_000", "0x1F", "NaN", "Inf", "٣", strings.Repeat("9", 257),
	} {
		d, err := quartet.ParseDecimal(s)
		if err == nil || !cmp.Equal(d, quartet.Decimal{}) {
			t.Errorf("%q: got %q, want an error", s, d)
		} else if len(err.Error()) > 120 {
			t.Errorf("%q: an error of %d bytes", s[:20], len(err.Error()))
		}
	}
}

func TestDecimalCompares(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"12.5", "12.50", 0}, {"-0", "0.00", 0}, {"0e9", "0", 0}, {"1e2", "100", 0}, {"2", "10", -1}, {"-2", "-10", 1},
		{"0.1", "0.10000000000000000001", -1}, {"1e400", "1e399", 1}, {"1e-400", "0", 1}, {"-1e-400", "0", -1}, {"+5", "5", 0},
	} {
		a, b := quartet.MustDecimal(test.a), quartet.MustDecimal(test.b)
		if got := a.Cmp(b); got != test.want || b.Cmp(a) != -test.want || a.Equal(b) != (test.want == 0) {
			t.Errorf("%s and %s: got %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func TestDecimalForms(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text  string
		float float64
		zero  bool
	}{{"", 0, true}, {"0.00", 0, true}, {"-0e5", 0, true}, {"12.50", 12.5, false}, {"-1e2", -100, false}, {"0.000001", 1e-6, false}} {
		d := quartet.Decimal{}
		if test.text != "" {
			d = quartet.MustDecimal(test.text)
		}
		if d.Float64() != test.float || d.IsZero() != test.zero || !d.Decimal().Equal(decimal.NewFromFloat(test.float)) {
			t.Errorf("%q: float %v, zero %v, decimal %s", test.text, d.Float64(), d.IsZero(), d.Decimal())
		}
	}
	for in, want := range map[string]string{"12.50": "12.50", "-0.10": "-0.10", "100": "100", "1e3": "1000"} {
		if got := quartet.NewDecimal(decimal.RequireFromString(in)).String(); got != want {
			t.Errorf("NewDecimal(%s) is %s, want %s", in, got, want)
		}
	}
	if got := quartet.NewDecimal(decimal.NewFromInt(2).Mul(decimal.RequireFromString("6.25"))).String(); got != "12.50" {
		t.Errorf("2 × 6.25 is %s", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("MustDecimal takes anything")
		}
	}()
	quartet.MustDecimal("twelve")
}

func TestDecimalJSON(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`"12.50"`: "12.50", `12.50`: "12.50", `1e3`: "1e3", `""`: "0", `null`: "0", `false`: "0", ` "5" `: "5", `"\u0035"`: "5",
	} {
		d := quartet.MustDecimal("9")
		if err := d.UnmarshalJSON([]byte(in)); err != nil || d.String() != want {
			t.Errorf("%s: got %s, %v, want %s", in, d, err, want)
		}
	}
	for _, in := range []string{`"x"`, `true`, `{}`, `[1]`, `"1`, `x`} {
		d := quartet.MustDecimal("9")
		if err := d.UnmarshalJSON([]byte(in)); err == nil || d.String() != "9" {
			t.Errorf("%s: got %s, %v, want an error and no change", in, d, err)
		}
	}
	out, err := json.Marshal(map[string]quartet.Decimal{"12.50": quartet.MustDecimal("12.50"), "zero": {}})
	if err != nil || string(out) != `{"12.50":"12.50","zero":"0"}` {
		t.Errorf("%s, %v", out, err)
	}
	var keys map[quartet.Decimal]int
	if err := json.Unmarshal([]byte(`{"1.50":1}`), &keys); err != nil || keys[quartet.MustDecimal("1.50")] != 1 {
		t.Errorf("%v, %v", keys, err)
	}
	if text, err := quartet.MustDecimal("1.50").MarshalText(); err != nil || string(text) != "1.50" {
		t.Errorf("%s, %v", text, err)
	}
}

func TestDecimalSQL(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		src  any
		want string
	}{{nil, "0"}, {"12.50", "12.50"}, {[]byte("-1"), "-1"}, {int64(math.MinInt64), "-9223372036854775808"}, {"", "0"}} {
		d := quartet.MustDecimal("9")
		if err := d.Scan(test.src); err != nil || d.String() != test.want {
			t.Errorf("%v: got %s, %v, want %s", test.src, d, err, test.want)
		}
		if v, err := d.Value(); err != nil || v != test.want {
			t.Errorf("Value is %v, %v", v, err)
		}
	}
	for _, src := range []any{12.5, true, "x"} {
		var d quartet.Decimal
		if err := d.Scan(src); err == nil {
			t.Errorf("%v: got %s, want an error", src, d)
		}
	}
}

// Whatever is parsed keeps its text, can be used for arithmetic at once, and goes
// through JSON and back.
func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"12.50", "-0", "1e-400", "+.5e3", "5.", "1e999999999", "٣", "", "0x1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := quartet.ParseDecimal(s)
		if err != nil {
			return
		}
		if d.String() != s || !d.Equal(quartet.NewDecimal(d.Decimal())) || d.IsZero() != d.Decimal().IsZero() {
			t.Fatalf("%q became %q, %s", s, d, d.Decimal())
		}
		data, err := json.Marshal(d)
		var back quartet.Decimal
		if err != nil || json.Unmarshal(data, &back) != nil || back.String() != s {
			t.Fatalf("%q became %s and %q (%v)", s, data, back, err)
		}
	})
}
