package cscart

import (
	"encoding/json"
	"testing"
)

func TestPHPJSON(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		write func(*phpJSON)
		want  string
	}{
		{"slash and quote", func(w *phpJSON) { w.text(`a/b"\`) }, `"a\/b\"\\"`},
		{"Cyrillic", func(w *phpJSON) { w.text("Ёж") }, `"\u0401\u0436"`},
		{"four bytes", func(w *phpJSON) { w.text("😀") }, `"\ud83d\ude00"`},
		{"controls", func(w *phpJSON) { w.text("a\n\t\r\b\f\x01") }, `"a\n\t\r\b\f\u0001"`},
		{"whole float", func(w *phpJSON) { w.float(12) }, `12`},
		{"zero", func(w *phpJSON) { w.float(0) }, `0`},
		{"noise", func(w *phpJSON) { tenth, fifth := 0.1, 0.2; w.float(tenth + fifth) }, `0.30000000000000004`},
		{"no noise of old", func(w *phpJSON) { w.shortFloats = true; tenth, fifth := 0.1, 0.2; w.float(tenth + fifth) }, `0.3`},
		{"old large float", func(w *phpJSON) { w.shortFloats = true; w.float(1234567.89) }, `1234567.89`},
		{"numeric column", func(w *phpJSON) { w.open('{'); w.column("a", 5); w.nullable("b", 0); w.close('}') }, `{"a":"5","b":null}`},
		{"numeric column by PDO", func(w *phpJSON) { w.numbers = true; w.open('{'); w.column("a", 5); w.close('}') }, `{"a":5}`},
		{"empty array", func(w *phpJSON) { w.value(&phpArray{}) }, `[]`},
		{"list", func(w *phpJSON) { w.value(arrayOf("0", "x", "1", nil)) }, `["x",null]`},
		{"keys with a gap", func(w *phpJSON) { w.value(arrayOf("0", true, "2", json.Number("1.50"))) }, `{"0":true,"2":1.50}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := &phpJSON{}
			c.write(w)
			if string(w.b) != c.want {
				t.Errorf("%s, want %s", w.b, c.want)
			}
		})
	}
}

func TestParseForm(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a=1&a=2":                         `{"a":"2"}`,
		"status[]=O&status[]=C":           `{"status":["O","C"]}`,
		"status%5B%5D=O":                  `{"status":["O"]}`,
		"u[b][c]=x&u[b][d]=y":             `{"u":{"b":{"c":"x","d":"y"}}}`,
		"a.b=1&c+d=2":                     `{"a_b":"1","c_d":"2"}`,
		"novalue":                         `{"novalue":""}`,
		"&&=x":                            `[]`,
		`{"phone":"1"}`:                   `{"{\"phone\":\"1\"}":""}`,
		"products[12][amount]=1&x=%D0%AF": `{"products":{"12":{"amount":"1"}},"x":"\u042f"}`,
	} {
		w := &phpJSON{}
		w.value(parseForm(in))
		if string(w.b) != want {
			t.Errorf("%s: %s, want %s", in, w.b, want)
		}
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	for _, v := range []any{nil, false, "", "0", json.Number("0"), json.Number("0.0"), &phpArray{}} {
		if !isEmpty(v) {
			t.Errorf("%#v is not empty", v)
		}
	}
	for _, v := range []any{true, "N", "00", "0.0", " ", json.Number("1"), arrayOf("0", nil)} {
		if isEmpty(v) {
			t.Errorf("%#v is empty", v)
		}
	}
}

func TestMoneyOf(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"12.50": "12.50", " 7 ": "7.00", "-0.005": "-0.01", "x": "0.00", "": "0.00", "12345678901": "9999999999.99",
		"1e300": "9999999999.99", "-1e9999": "-9999999999.99", "1e-9999": "0.00", "0e9999": "0.00",
	} {
		if got := moneyOf(in).StringFixed(2); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

func TestIntOf(t *testing.T) {
	t.Parallel()
	for v, want := range map[any]int64{"12": 12, "12abc": 12, " 7": 7, "-3": -3, "abc": 0, "": 0, nil: 0, true: 1, json.Number("5.9"): 5} {
		if got := intOf(v); got != want {
			t.Errorf("%#v: %d, want %d", v, got, want)
		}
	}
}
