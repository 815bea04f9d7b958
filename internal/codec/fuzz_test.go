package codec

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

// seeds are texts that reach most of the decoder.
var seeds = []string{
	`{"client":{"phones":"7495","fio":null,"emails":[{"value":"a@example.com"}]},"createdDate":"01/02/2024 10:20:30","isDeleted":"N","plannedAmount":12.50}`,
	`{"tags":["a",{"names":"b"}],"comment":{"text":"x"},"custom":["a"],"visit":[],"currency":"","currencyCode":"RUB","products":{"0":{"price":"1.0"},"7":{}},"more":{"a":[1]}}`,
	`{"id":"5","rows":{"97":{"price":"x"}},"by_id":[],"payment_info":{"a":{"b":1}},"records":[{"a":1},{"b":[null,true,false]}],"raw":"\ud83d\ude42\u0000"}`,
	`{"orders":[{"order_id":"9700","timestamp":"1684049828","firstname":"\u0410\u043d\u043d\u0430","total":"3300.94","points":null}],"params":{"total_items":"6400"}}`,
	"\ufeff [1, -2.5e+3, \"a\xff\", {\"\xff\": \"\\ud800\"}, 0, -0, 1e5, \"Кузнецов и сыновья\"]\n",
	`[[[[[[]]]]]]`, `{"a":{"a":{"a":{}}}}`, `null`, `""`, `"0"`, `[1,]`, `{"a":1,}`, `{"a"}`, `01`, `1.`, `-`, `tru`, `"\x"`, `"`,
	"Notice: x in y\n{\"a\":1}", "<br />\n<b>Warning</b>: z<br />\n[]",
}

func addSeeds(f *testing.F) {
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
}

// FuzzUnmarshal: whatever comes, there is a value that is written and read back
// as the same, or an *Error that points into the text.
func FuzzUnmarshal(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, v := range []any{new(deal), new([]deal), new(orderList), new(map[string][]string), new(errorDoc), new(dealPage), new([]keyed)} {
			err := Unmarshal(data, v, Options{Location: moscow})
			var malformed *Error
			switch {
			case err == nil:
				if _, noWay := v.(*errorDoc); !noWay {
					thereAndBack(t, v)
				}
			case !errors.As(err, &malformed):
				t.Fatalf("%T: %v, want an *Error", v, err)
			case malformed.Offset < 0 || malformed.Offset > len(data) || len(malformed.Got) > maxGot || malformed.Want == "":
				t.Fatalf("%T: %#v", v, malformed)
			case strings.Contains(malformed.Path, "payment_info") && malformed.Got != "":
				if _, hides := v.(*errorDoc); hides {
					t.Fatalf("a secret in %#v", malformed)
				}
			}
		}
	})
}

func thereAndBack(t *testing.T, v any) {
	t.Helper()
	if page, ok := v.(*dealPage); ok {
		for _, rec := range page.Records {
			var raw json.RawMessage
			if err := rec.Unmarshal(&raw, Options{}); json.Valid(rec.Raw) != (err == nil) && !strings.Contains(err.Error(), "no deeper nesting") {
				t.Fatalf("the record %s is %q: %v", rec.Path(), rec.Raw, err)
			}
		}
		return
	}
	first, err := Marshal(v)
	if err != nil || !json.Valid(first) {
		t.Fatalf("%T: %s: %v", v, first, err)
	}
	again := reflect.New(reflect.TypeOf(v).Elem()).Interface()
	if err := Unmarshal(first, again, Options{Location: moscow}); err != nil {
		t.Fatalf("%T: %s: %v", v, first, err)
	}
	if second, err := Marshal(again); err != nil || !bytes.Equal(first, second) {
		t.Fatalf("%T: %s, and the second time %s (%v)", v, first, second, err)
	}
}

// FuzzAsStandard: what is strictly valid is read as encoding/json reads it, and
// nothing else is valid.
func FuzzAsStandard(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		var raw json.RawMessage
		err := Unmarshal(data, &raw, Options{})
		if err != nil && strings.Contains(err.Error(), "no deeper nesting") {
			return
		}
		if want := json.Valid(bytes.TrimPrefix(data, []byte("\ufeff"))); (err == nil) != want {
			t.Fatalf("%q: %v, want valid: %v", data, err, want)
		}
		if err != nil {
			return
		}
		var want any
		standard := json.NewDecoder(bytes.NewReader(raw))
		standard.UseNumber()
		if err := standard.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, generic(t, raw)); diff != "" {
			t.Fatalf("%q:\n%s", data, diff)
		}
	})
}

// generic reads any value by this package as encoding/json does into an any.
func generic(t *testing.T, raw json.RawMessage) any {
	t.Helper()
	read := func(v any) {
		if err := Unmarshal(raw, v, Options{}); err != nil {
			t.Fatalf("%q into %T: %v", raw, v, err)
		}
	}
	switch raw[0] {
	case '{':
		var m map[string]json.RawMessage
		read(&m)
		out := map[string]any{}
		for key, value := range m {
			out[key] = generic(t, value)
		}
		return out
	case '[':
		var records Records
		read(&records)
		out := []any{}
		for _, rec := range records {
			out = append(out, generic(t, rec.Raw))
		}
		return out
	case '"':
		var s string
		read(&s)
		return s
	case 't', 'f':
		var b bool
		read(&b)
		return b
	case 'n':
		return nil
	}
	var s string
	read(&s)
	return json.Number(s)
}

// FuzzNumber: an integer is what math/big takes for one that fits, and a decimal
// keeps its text.
func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"5", "-5", "5.00", "5.5", "007", "", "1e3", "9223372036854775808", "-9223372036854775808", "+1", ".5", "5.", "1.2.3", "- 1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		quoted, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var n int64
		err = Unmarshal(quoted, &n, Options{})
		value, ok := new(big.Rat), s == ""
		if whole, fraction, _ := strings.Cut(s, "."); strings.Trim(whole, "-0123456789")+strings.Trim(fraction, "0") == "" && !strings.HasSuffix(s, ".") && s != "" {
			_, ok = value.SetString(s)
			ok = ok && value.IsInt() && value.Num().IsInt64() && whole != "" && whole != "-"
		}
		if (err == nil) != ok || ok && n != value.Num().Int64() {
			t.Errorf("%q: %d and %v, want %v (%v)", s, n, err, value, ok)
		}
		var d quartet.Decimal
		err = Unmarshal(quoted, &d, Options{})
		if want, wantErr := quartet.ParseDecimal(s); s != "" && (err == nil) != (wantErr == nil) || err == nil && d.String() != want.String() {
			t.Errorf("%q: %s and %v, want %s", s, d, err, want)
		}
	})
}
