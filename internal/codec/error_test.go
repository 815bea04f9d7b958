package codec

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

type errorDoc struct {
	ID       int64                      `json:"id"`
	Small    int8                       `json:"small"`
	Total    quartet.Decimal            `json:"total"`
	Rows     []errorRow                 `json:"rows"`
	ByID     map[string]errorRow        `json:"by_id"`
	Comment  []string                   `json:"comment" codec:"many=text"`
	Tag      names2                     `json:"tag"`
	Token    errorToken                 `json:"token"`
	Payment  map[string]map[string]int  `json:"payment_info" codec:"secret"`
	Method   errorMethod                `json:"method"`
	Vault    errorMethod                `json:"vault" codec:"secret"`
	Strict   strictText                 `json:"strict"`
	Nested   nestedText                 `json:"nested"`
	Hidden   strictText                 `json:"hidden" codec:"secret"`
	Records  Records                    `json:"records"`
	Raw      json.RawMessage            `json:"raw"`
	Optional quartet.Optional[errorRow] `json:"optional"`
}

type errorRow struct {
	Price quartet.Decimal `json:"price"`
}

type errorToken struct {
	Value string `json:"value" codec:"scalar,secret"`
}

type errorMethod struct {
	Name   string          `json:"name"`
	Params json.RawMessage `json:"params" codec:"secret"`
	Key    string          `json:"key" codec:"secret"`
}

// strictText reads itself and is hard to please.
type strictText struct{ text string }

var errNotPleased = errors.New("not pleased")

func (s *strictText) UnmarshalJSON(data []byte) error {
	if string(data) != `"please"` {
		return errNotPleased
	}
	s.text = "please"
	return nil
}

// nestedText reads itself by this package.
type nestedText struct{ rows []errorRow }

func (n *nestedText) UnmarshalJSON(data []byte) error { return Unmarshal(data, &n.rows, Options{}) }

func TestErrors(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 100)
	tests := []struct {
		text string
		want Error
	}{
		{`{"id":"abc"}`, Error{Path: "id", Offset: 6, Want: "integer (int64)", Got: `"abc"`}},
		{"{\"id\":\"a\u009b\u2028b\"}", Error{Path: "id", Offset: 6, Want: "integer (int64)", Got: `"a  b"`}},
		{`{"id":5.5}`, Error{Path: "id", Offset: 6, Want: "integer (int64)", Got: `5.5`}},
		{`{"small":300}`, Error{Path: "small", Offset: 9, Want: "integer (int8)", Got: `300`}},
		{`{"total":{"a":1}}`, Error{Path: "total", Offset: 9, Want: "decimal number", Got: "object"}},
		{`{"total":[1]}`, Error{Path: "total", Offset: 9, Want: "decimal number", Got: "list"}},
		{`{"total":"` + long + `"}`, Error{Path: "total", Offset: 9, Want: "decimal number", Got: `"` + long[:63]}},
		{`{"rows":[{},{"price":"x"}]}`, Error{Path: "rows[1].price", Offset: 21, Want: "decimal number", Got: `"x"`}},
		{`{"rows":{"97":{"price":"x"}}}`, Error{Path: "rows.97.price", Offset: 23, Want: "decimal number", Got: `"x"`}},
		{`{"rows":["x"]}`, Error{Path: "rows[0]", Offset: 9, Want: "object", Got: `"x"`}},
		{`{"by_id":{"1120772384":{"price":true}}}`, Error{Path: "by_id.1120772384.price", Offset: 32, Want: "decimal number", Got: `true`}},
		{`{"by_id":[{"price":true}]}`, Error{Path: "by_id[0].price", Offset: 19, Want: "decimal number", Got: `true`}},
		{`{"comment":[{"text":{}}]}`, Error{Path: "comment[0].text", Offset: 20, Want: "string", Got: "object"}},
		{`{"comment":[{"body":"x"}]}`, Error{Path: "comment[0]", Offset: 12, Want: `"text" in the object`, Got: "object"}},
		{`{"tag":true}`, Error{Path: "tag", Offset: 7, Want: "string", Got: "true"}},
		{`{"strict":"no"}`, Error{Path: "strict", Offset: 10, Want: "codec.strictText", Got: `"no"`, Err: errNotPleased}},
		{`{"nested":[{"price":"x"}]}`, Error{Path: "nested[0].price", Offset: 20, Want: "decimal number", Got: `"x"`}},
		{`{"id":"` + "\x01" + `"}`, Error{Path: "id", Offset: 6, Want: "string without control characters"}},

		// Nothing of what stands at or below a secret field.
		{`{"payment_info":{"card":{"4111111111111111":"cvv"}}}`, Error{Path: "payment_info", Offset: 44, Want: "object"}},
		{`{"payment_info":"4111111111111111"}`, Error{Path: "payment_info", Offset: 16, Want: "object"}},
		{`{"payment_info":{"card":tru}}`, Error{Path: "payment_info", Offset: 24, Want: "object"}},
		{`{"payment_info":{"card":{"n":"4111`, Error{Path: "payment_info", Offset: 29, Want: "object"}},
		{`{"method":{"params":{"key":sk_live}}}`, Error{Path: "method", Offset: 27, Want: "JSON value"}},
		{`{"method":{"key":["sk_live"]}}`, Error{Path: "method.key", Offset: 17, Want: "string"}},
		{`{"method":{"key":"sk_li`, Error{Path: "method", Offset: 17, Want: "string"}},
		{`{"vault":{"key":["sk_live"]}}`, Error{Path: "vault", Offset: 16, Want: "object"}},
		{`{"vault":{"key":"sk_live","name":["sk"]}}`, Error{Path: "vault", Offset: 33, Want: "object"}},
		{`{"token":true}`, Error{Path: "token", Offset: 9, Want: "string"}},
		{`{"token":sk_live}`, Error{Path: "token", Offset: 9, Want: "string"}},
		{`{"token":{"value":["sk_live"]}}`, Error{Path: "token.value", Offset: 18, Want: "string"}},
		{`{"token":["sk_live"]}`, Error{Path: "token", Offset: 9, Want: "object", Got: "list"}},
		{`{"hidden":"sk_live"}`, Error{Path: "hidden", Offset: 10, Want: "codec.strictText"}},

		// Nor of what stands right behind it, or where no field says that it is secret.
		{`{"payment_info":4111-2222}`, Error{Path: "payment_info", Offset: 16, Want: "object"}},
		{`{"payment_info":{"a":{}}4222}`, Error{Offset: 24, Want: "',' or '}'"}},
		{`{"token":"a"sk_live}`, Error{Offset: 12, Want: "',' or '}'"}},
		{`{"other":{"payment_info":{"card":4111-2222}}}`, Error{Path: "other", Offset: 37, Want: "',' or '}'"}},
		{`{"rows":[{"params":{"key":sk_live}}]}`, Error{Path: "rows", Offset: 26, Want: "JSON value"}},

		// Where a bracket is missing, what stands at a place may belong to another.
		{`{"by_id":{"7":{"price":"1"},"payment_info":"4111 1111"}`, Error{Path: "by_id", Offset: 43, Want: "object"}},

		// Text that is no JSON.
		{``, Error{Offset: 0, Want: "object"}},
		{`<html>`, Error{Offset: 0, Want: "object"}},
		{`{"id":1}x`, Error{Offset: 8, Want: "end of input"}},
		{`{"id":1}{}`, Error{Offset: 8, Want: "end of input"}},
		{`{"id":1,}`, Error{Offset: 8, Want: "a member's name"}},
		{`{"id" 1}`, Error{Offset: 6, Want: "':'"}},
		{`{"id":1 "x":2}`, Error{Offset: 8, Want: "',' or '}'"}},
		{`{"id":1`, Error{Offset: 7, Want: "',' or '}'"}},
		{`{"id":`, Error{Path: "id", Offset: 6, Want: "JSON value"}},
		{`{"id`, Error{Offset: 1, Want: "closing quote"}},
		{`{"rows":[{},]}`, Error{Path: "rows", Offset: 12, Want: "object"}},
		{`{"rows":[{}}`, Error{Path: "rows", Offset: 11, Want: "',' or ']'"}},
		{`{"raw":[1,01]}`, Error{Path: "raw", Offset: 10, Want: "number"}},
		{`{"raw":-}`, Error{Path: "raw", Offset: 7, Want: "number"}},
		{`{"raw":1.}`, Error{Path: "raw", Offset: 7, Want: "number"}},
		{`{"raw":[1e]}`, Error{Path: "raw", Offset: 8, Want: "number"}},
		{`{"raw":1E+}`, Error{Path: "raw", Offset: 7, Want: "number"}},
		{`{"raw":"\x"}`, Error{Path: "raw", Offset: 7, Want: "escape sequence"}},
		{`{"raw":"\u12g4"}`, Error{Path: "raw", Offset: 7, Want: "escape sequence"}},
		{`{"":{"payment_info":nul}}`, Error{Path: `""`, Offset: 20, Want: "JSON value"}},
		{`{"other":nul}`, Error{Path: "other", Offset: 9, Want: "JSON value"}},
		{`{"` + long + `":nul}`, Error{Path: long[:64], Offset: 104, Want: "JSON value"}},
		{`{"records":[{},{"a":[1}]`, Error{Path: "records", Offset: 24, Want: "',' or '}'"}},
		{`{"records":[{},{"a":"]}`, Error{Path: "records", Offset: 15, Want: "closing brace"}},
		{`{"records":[{} {}]}`, Error{Path: "records", Offset: 15, Want: "',' or ']'"}},
		{`{"records":[{},nul]}`, Error{Path: "records", Offset: 15, Want: "JSON value"}},
		{`{"records":5}`, Error{Path: "records", Offset: 11, Want: "list", Got: "5"}},
	}
	for _, test := range tests {
		var doc errorDoc
		err := Unmarshal([]byte(test.text), &doc, Options{})
		var got *Error
		if !errors.As(err, &got) {
			t.Errorf("%s: %v, want an *Error", test.text, err)
			continue
		}
		if diff := cmp.Diff(test.want, *got, cmp.Comparer(errors.Is)); diff != "" {
			t.Errorf("%s:\n%s", test.text, diff)
		}
		if !errors.Is(err, quartet.ErrMalformed) {
			t.Errorf("%s: is no ErrMalformed", test.text)
		}
		if test.want.Err != nil && !errors.Is(err, test.want.Err) {
			t.Errorf("%s: does not lead to its cause", test.text)
		}
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		path, text, want string
	}{
		{"", `{"id":"x"}`, `id: want integer (int64), got "x" (at byte 6)`},
		{"orders[3]", `{"id":"x"}`, `orders[3].id: want integer (int64), got "x" (at byte 6)`},
		{"orders[3]", `5`, `orders[3]: want object, got 5 (at byte 0)`},
		{"orders[3]", `{} x`, `orders[3]: want end of input (at byte 3)`},
		{"", `5`, `want object, got 5 (at byte 0)`},
		{"", `{"strict":1}`, `strict: want codec.strictText, got 1: not pleased (at byte 10)`},
		{"", `{"hidden":1}`, `hidden: want codec.strictText (at byte 10)`},
	}
	for _, test := range tests {
		var doc errorDoc
		if err := UnmarshalAt(test.path, []byte(test.text), &doc, Options{}); err == nil || err.Error() != test.want {
			t.Errorf("%s at %q: %v, want %s", test.text, test.path, err, test.want)
		}
	}
}

func TestDepth(t *testing.T) {
	t.Parallel()
	nest := func(open, inner, closing string, n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(closing, n)
	}
	type tree struct {
		Next *tree            `json:"next"`
		List []tree           `json:"list"`
		Map  map[string]*tree `json:"map"`
	}
	tests := []struct {
		name        string
		v           func() any
		open, close string
	}{
		{"raw lists", func() any { return new(json.RawMessage) }, `[`, `]`},
		{"raw objects", func() any { return new(json.RawMessage) }, `{"a":`, `}`},
		{"structs", func() any { return new(*tree) }, `{"next":`, `}`},
		{"unknown members", func() any { return new(struct{}) }, `{"x":`, `}`},
	}
	for _, test := range tests {
		for n, wantErr := range map[int]bool{maxDepth: false, maxDepth + 1: true, 100_000: true} {
			err := Unmarshal([]byte(nest(test.open, "null", test.close, n)), test.v(), Options{})
			if (err != nil) != wantErr {
				t.Errorf("%s, %d deep: %.200v", test.name, n, err)
			}
			if err != nil && !strings.Contains(err.Error(), "no deeper nesting") {
				t.Errorf("%s, %d deep: %.200v", test.name, n, err)
			}
		}
	}
	// A level that is left is not counted any more.
	wide := "[" + strings.Repeat(`{"list":[{}],"map":{"a":{}},"other":[[]]},`, 1000) + "{}]"
	if err := Unmarshal([]byte(wide), new([]tree), Options{}); err != nil {
		t.Errorf("wide: %v", err)
	}
}

// TestConcurrent reads types for the first time from many goroutines at once.
func TestConcurrent(t *testing.T) {
	t.Parallel()
	type inner struct {
		A int                        `json:"a"`
		B string                     `json:"b"`
		E map[string]json.RawMessage `json:"-" codec:"extra"`
	}
	type outer struct {
		List []inner          `json:"list"`
		Map  map[string]inner `json:"map"`
	}
	texts := []string{`{"list":[{"a":1,"b":"x"}],"map":{"k":{"b":"y","a":2,"c":3}}}`, `{"map":{"k":{"b":"y","a":2,"c":3}},"list":[{"b":"x","a":1}]}`}
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 50 {
				var got outer
				if err := Unmarshal([]byte(texts[i%2]), &got, Options{}); err != nil || got.List[0].A != 1 || got.Map["k"].A != 2 || string(got.Map["k"].E["c"]) != "3" {
					t.Errorf("%v and %v", got, err)
				}
			}
		})
	}
	group.Wait()
}

// TestMistakes: what cannot be read is a mistake in the program, and says so.
func TestMistakes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		want string
		v    any
	}{
		{"codec: chan int can be neither read nor written", new(chan int)},
		{"codec: float64 can be neither read nor written", new(float64)},
		{"codec: map[int]string can be neither read nor written", new(map[int]string)},
		{`.A: "unixx" is no option of a int`, new(struct {
			A int `json:"a" codec:"unixx"`
		})},
		{`"unix" is no option of a int`, new(struct {
			A int `json:"a" codec:"unix"`
		})},
		{`"many" is no option of a string`, new(struct {
			A string `json:"a" codec:"many"`
		})},
		{`"extra" is no option of a map[string]string`, new(struct {
			A map[string]string `json:"-" codec:"extra"`
		})},
		{`"key" is no option of a int`, new(struct {
			A int `json:"-" codec:"key"`
		})},
		{`has two fields named "a"`, new(struct {
			A int `json:"a"`
			B int `json:"b" codec:"alias=a"`
		})},
		{"has more than 255 names", reflect.New(manyFields(256)).Interface()},
		{"Unmarshal needs a pointer, not codec.errorRow", errorRow{}},
		{"Unmarshal needs a pointer, not *codec.errorRow", (*errorRow)(nil)},
	}
	for _, test := range tests {
		func() {
			defer func() {
				if got := fmt.Sprint(recover()); !strings.Contains(got, test.want) {
					t.Errorf("%T: %s, want %s", test.v, got, test.want)
				}
			}()
			_ = Unmarshal([]byte("{}"), test.v, Options{})
		}()
	}
}

func manyFields(n int) reflect.Type {
	fields := make([]reflect.StructField, n)
	for i := range fields {
		fields[i] = reflect.StructField{Name: fmt.Sprintf("F%d", i), Type: reflect.TypeFor[int](), Tag: reflect.StructTag(fmt.Sprintf(`json:"f%d"`, i))}
	}
	return reflect.StructOf(fields)
}
