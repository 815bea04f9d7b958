package codec

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

// sameText makes cmp compare decimals and times by what they show, which is more
// than their Equal methods see.
var sameText = cmp.Options{
	cmp.Comparer(func(a, b quartet.Decimal) bool { return a.String() == b.String() }),
	cmp.Comparer(func(a, b time.Time) bool { return a.Format(time.RFC3339Nano) == b.Format(time.RFC3339Nano) }),
}

// refused stands for the error that a form must end in.
type refused struct{}

type named string

// rawTexts has an UnmarshalJSON that must not be asked where an option speaks.
type rawTexts map[string]string

func (rawTexts) UnmarshalJSON([]byte) error { return errors.New("asked") }

type point struct {
	X int `json:"x"`
}

type names2 struct {
	Names []string `json:"names" codec:"scalar"`
}

var moscow = time.FixedZone("MSK", 3*60*60)

// matrix holds each target with the forms that stand for each of its values, and
// with forms that it must refuse.
var matrix = []struct {
	typ   reflect.Type
	codec string // the field's options
	forms map[string]any
}{
	{typ: reflect.TypeFor[int64](), forms: map[string]any{
		`5`: int64(5), `"5"`: int64(5), `5.0`: int64(5), `"5.00"`: int64(5), `-5`: int64(-5), `"-5"`: int64(-5),
		`""`: int64(0), `null`: int64(0), `false`: int64(0), `0`: int64(0), `"0"`: int64(0), `-0`: int64(0), `"007"`: int64(7),
		`9223372036854775807`: int64(9223372036854775807), `"-9223372036854775808"`: int64(-9223372036854775808),
		`"1120772384"`: int64(1120772384), `"\u0035"`: int64(5),
		`9223372036854775808`: refused{}, `"-9223372036854775809"`: refused{}, `123456789012345678901`: refused{},
		`"abc"`: refused{}, `5.5`: refused{}, `"5.5"`: refused{}, `"5."`: refused{}, `" 5"`: refused{}, `"5 "`: refused{}, `"+5"`: refused{}, `"-"`: refused{},
		`true`: refused{}, `{}`: refused{}, `[]`: refused{}, `[5]`: refused{}, `{"0":5}`: refused{}, `1e3`: refused{}, `"true"`: refused{}, `01`: refused{}, `-01`: refused{},
	}},
	{typ: reflect.TypeFor[int8](), forms: map[string]any{
		`127`: int8(127), `"-128"`: int8(-128), `"7.0"`: int8(7), `null`: int8(0), `128`: refused{}, `"-129"`: refused{}, `300.0`: refused{},
	}},
	{typ: reflect.TypeFor[int](), forms: map[string]any{
		`9700`: 9700, `"9700"`: 9700, `"9700.0"`: 9700, `""`: 0, `null`: 0, `false`: 0, `"x"`: refused{}, `true`: refused{}, `[]`: refused{},
	}},
	{typ: reflect.TypeFor[int32](), forms: map[string]any{
		`2147483647`: int32(2147483647), `"-1"`: int32(-1), `""`: int32(0), `"-0"`: int32(0), `2147483648`: refused{}, `"-2147483649"`: refused{}, `true`: refused{},
	}},
	{typ: reflect.TypeFor[bool](), forms: map[string]any{
		`true`: true, `"true"`: true, `1`: true, `"1"`: true, `"Y"`: true,
		`false`: false, `"false"`: false, `0`: false, `"0"`: false, `"N"`: false, `""`: false, `null`: false,
		`2`: refused{}, `"2"`: refused{}, `"yes"`: refused{}, `-1`: refused{}, `1.5`: refused{}, `{}`: refused{}, `[]`: refused{}, `[true]`: refused{},
	}},
	{typ: reflect.TypeFor[string](), forms: map[string]any{
		`"x"`: "x", `123`: "123", `-1.50`: "-1.50", `null`: "", `false`: "", `""`: "", `"a\/b"`: "a/b", `"\u041a"`: "К", `"null"`: "null",
		`true`: refused{}, `{}`: refused{}, `[]`: refused{}, `["x"]`: refused{}, `{"a":"b"}`: refused{},
	}},
	{typ: reflect.TypeFor[named](), forms: map[string]any{
		`"P"`: named("P"), `1`: named("1"), `null`: named(""), `false`: named(""), `[]`: refused{},
	}},
	{typ: reflect.TypeFor[quartet.Decimal](), forms: map[string]any{
		`677.95`: dec("677.95"), `"677.95"`: dec("677.95"), `"972.00"`: dec("972.00"), `12`: dec("12"), `-3.10`: dec("-3.10"),
		`0.30000000000000004`: dec("0.30000000000000004"), `1.0e+25`: dec("1.0e+25"), `"0"`: dec("0"), `"\u0031"`: dec("1"),
		`""`: dec("0"), `null`: dec("0"), `false`: dec("0"),
		`true`: refused{}, `"abc"`: refused{}, `"1,5"`: refused{}, `" 1"`: refused{}, `1e999999999`: refused{}, `{}`: refused{}, `[]`: refused{}, `[1]`: refused{},
	}},
	{typ: reflect.TypeFor[time.Time](), codec: "unix", forms: map[string]any{
		`"1456917981"`: at("2016-03-02T14:26:21+03:00"), `1456917981`: at("2016-03-02T14:26:21+03:00"), `1456917981.0`: at("2016-03-02T14:26:21+03:00"),
		`"2016-03-02T11:26:21Z"`: at("2016-03-02T14:26:21+03:00"), `"2016-03-02T14:26:21.5+03:00"`: at("2016-03-02T14:26:21.5+03:00"), `-1`: at("1970-01-01T02:59:59+03:00"),
		`"0001-01-01T00:00:00Z"`: time.Time{}, `"9999-12-31T23:00:00-05:00"`: at("9999-12-31T23:00:00-05:00"), `"0000-01-01T00:00:00Z"`: refused{}, `"2016-03-02"`: refused{},
		`"0"`: time.Time{}, `0`: time.Time{}, `""`: time.Time{}, `null`: time.Time{}, `false`: time.Time{},
		`true`: refused{}, `"02/03/2016"`: refused{}, `1.5`: refused{}, `"x"`: refused{}, `99999999999999`: refused{}, `-99999999999999`: refused{}, `{}`: refused{}, `[]`: refused{},
	}},
	{typ: reflect.TypeFor[time.Time](), codec: "local", forms: map[string]any{
		`"02/03/2016"`: at("2016-03-02T00:00:00+03:00"), `"02/03/2016 11:26:21"`: at("2016-03-02T11:26:21+03:00"), `"02\/03\/2016"`: at("2016-03-02T00:00:00+03:00"),
		`"29/02/2024"`: at("2024-02-29T00:00:00+03:00"), `"2016-03-02T11:26:21Z"`: at("2016-03-02T14:26:21+03:00"),
		`""`: time.Time{}, `null`: time.Time{},
		`"31/04/2016"`: refused{}, `"29/02/2023"`: refused{}, `"29/02/1900"`: refused{}, `"00/01/2016"`: refused{}, `"01/00/2016"`: refused{}, `"01/13/2016"`: refused{}, `"01/01/0000"`: refused{}, `"01/01/0001 00:00:00"`: time.Time{}, `"31/12/9999 23:59:59"`: at("9999-12-31T23:59:59+03:00"), `"02/01/0001"`: at("0001-01-02T00:00:00+03:00"), `"9999-12-31T23:59:59-05:00"`: at("9999-12-31T23:59:59-05:00"),
		`"02/03/2016 24:00:00"`: refused{}, `"02/03/2016 11:60:00"`: refused{}, `"02/03/2016 11:00:60"`: refused{}, `"02.03.2016"`: refused{}, `"2/3/2016 11:00"`: refused{},
		`"02/03/2016T11:26:21"`: refused{}, `"02/03/2016 11.26.21"`: refused{}, `"aa/03/2016"`: refused{}, `"02/03/20x6"`: refused{},
		`1456917981`: refused{}, `false`: refused{}, `true`: refused{}, `{}`: refused{}, `[]`: refused{},
	}},
	{typ: reflect.TypeFor[[]time.Time](), codec: "unix", forms: map[string]any{
		`["0",3600]`: []time.Time{{}, at("1970-01-01T04:00:00+03:00")}, `{"5":"3600"}`: []time.Time{at("1970-01-01T04:00:00+03:00")}, `["x"]`: refused{},
	}},
	{typ: reflect.TypeFor[map[string]int](), forms: map[string]any{
		`{"a":1,"b":"2"}`: map[string]int{"a": 1, "b": 2}, `[7,"8"]`: map[string]int{"0": 7, "1": 8}, `{"a":1,"a":2}`: map[string]int{"a": 2},
		`{}`: map[string]int(nil), `[]`: map[string]int(nil), `null`: map[string]int(nil), `false`: map[string]int(nil), `""`: map[string]int(nil), `[ ]`: map[string]int(nil),
		`"x"`: refused{}, `1`: refused{}, `true`: refused{}, `{"a":"x"}`: refused{}, `[{}]`: refused{},
	}},
	{typ: reflect.TypeFor[map[string]string](), forms: map[string]any{
		`{"a":1,"":null}`: map[string]string{"a": "1", "": ""}, `["x"]`: map[string]string{"0": "x"}, `{"a":"x","b":false,"a":"\u0436"}`: map[string]string{"a": "ж", "b": ""},
		`[]`: map[string]string(nil), `{}`: map[string]string(nil), `null`: map[string]string(nil), `"x"`: refused{}, `{"a":{}}`: refused{}, `{"a":true}`: refused{},
	}},
	{typ: reflect.TypeFor[map[named][]int](), forms: map[string]any{
		`{"a":[1],"b":{"7":2}}`: map[named][]int{"a": {1}, "b": {2}}, `{"a":false}`: map[named][]int{"a": nil}, `{"a":5}`: refused{},
	}},
	{typ: reflect.TypeFor[[]int](), forms: map[string]any{
		`[1,"2",null]`: []int{1, 2, 0}, `{"0":1,"2":"3"}`: []int{1, 3}, `{"b":1,"a":2}`: []int{1, 2},
		`[]`: []int(nil), `{}`: []int(nil), `""`: []int(nil), `null`: []int(nil), `false`: []int(nil),
		`1`: refused{}, `"1"`: refused{}, `true`: refused{}, `["x"]`: refused{}, `{"0":[]}`: refused{},
	}},
	{typ: reflect.TypeFor[[]string](), codec: "many", forms: map[string]any{
		`"x"`: []string{"x"}, `5`: []string{"5"}, `["x","y"]`: []string{"x", "y"}, `{"0":"x","2":"y"}`: []string{"x", "y"}, `{"a":"x"}`: []string{"x"},
		`[]`: []string(nil), `{}`: []string(nil), `""`: []string(nil), `null`: []string(nil), `false`: []string(nil),
		`true`: refused{}, `[[]]`: refused{}, `[{}]`: refused{},
	}},
	{typ: reflect.TypeFor[[]string](), codec: "many=text", forms: map[string]any{
		`"x"`: []string{"x"}, `["x",{"text":"z"}]`: []string{"x", "z"}, `{"text":"z","id":5}`: []string{"z"}, `{"id":[{}],"text":"z"}`: []string{"z"},
		`{"0":{"text":"z"}}`: []string{"z"}, `{"text":"a","text":"b"}`: []string{"b"},
		`[]`: []string(nil), `null`: []string(nil), `[{"text":null}]`: []string{""},
		`[{"other":"x"}]`: refused{}, `[{}]`: refused{}, `[{"text":[]}]`: refused{}, `{"other":"x"}`: refused{},
	}},
	{typ: reflect.TypeFor[string](), codec: "text", forms: map[string]any{
		`"x"`: "x", `1.50`: "1.50", `true`: "true", `{"a": [1]}`: `{"a": [1]}`, `[]`: "[]", `["x"]`: `["x"]`, `null`: "", `false`: "", `""`: "",
		`[1,]`: refused{}, `nul`: refused{}, "[\"\xff\"]": "[\"\ufffd\"]",
	}},
	{typ: reflect.TypeFor[rawTexts](), codec: "text", forms: map[string]any{
		`{"a":"x","b":{"c":1},"d":null,"e":true}`: rawTexts{"a": "x", "b": `{"c":1}`, "d": "", "e": "true"}, `["x",[]]`: rawTexts{"0": "x", "1": "[]"},
		`[]`: rawTexts(nil), `""`: rawTexts(nil), `null`: rawTexts(nil), `false`: rawTexts(nil), `"x"`: refused{}, `5`: refused{},
	}},
	{typ: reflect.TypeFor[[]point](), codec: "many", forms: map[string]any{
		`{"x":1}`: []point{{1}}, `[{"x":1},{"x":"2"}]`: []point{{1}, {2}}, `{"0":{"x":1},"9":{"x":2}}`: []point{{1}, {2}}, `[null,[]]`: []point{{}, {}},
		`{}`: []point(nil), `[]`: []point(nil), `"x"`: refused{}, `5`: refused{},
	}},
	{typ: reflect.TypeFor[point](), forms: map[string]any{
		`{"x":1}`: point{1}, `{"x":1,"x":2}`: point{2}, `{"other":[1,{"a":null}],"x":"3"}`: point{3}, `{"X":1}`: point{},
		`{}`: point{}, `[]`: point{}, `false`: point{}, `""`: point{}, `null`: point{}, `[ ]`: point{},
		`"x"`: refused{}, `1`: refused{}, `true`: refused{}, `[1]`: refused{}, `{"x":"y"}`: refused{},
	}},
	{typ: reflect.TypeFor[*point](), forms: map[string]any{
		`{"x":1}`: &point{1}, `{}`: &point{}, `[]`: (*point)(nil), `false`: (*point)(nil), `""`: (*point)(nil), `null`: (*point)(nil), `1`: refused{},
	}},
	{typ: reflect.TypeFor[*int](), forms: map[string]any{
		`1`: new(1), `"0"`: new(0), `""`: new(0), `null`: (*int)(nil), `"x"`: refused{},
	}},
	{typ: reflect.TypeFor[names2](), forms: map[string]any{
		`"tag1"`: names2{[]string{"tag1"}}, `5`: names2{[]string{"5"}}, `{"names":["a","b"]}`: names2{[]string{"a", "b"}}, `{"names":"a"}`: names2{[]string{"a"}},
		`""`: names2{}, `null`: names2{}, `false`: names2{}, `[]`: names2{}, `{}`: names2{},
		`true`: refused{}, `["a"]`: refused{},
	}},
	{typ: reflect.TypeFor[json.RawMessage](), forms: map[string]any{
		`{"a":[1, 2]}`: json.RawMessage(`{"a":[1, 2]}`), `null`: json.RawMessage(`null`), `""`: json.RawMessage(`""`), `1.50`: json.RawMessage(`1.50`),
	}},
	{typ: reflect.TypeFor[quartet.Optional[int]](), forms: map[string]any{
		`5`: quartet.Set(5), `null`: quartet.Null[int](), `"x"`: refused{},
	}},
}

func dec(s string) quartet.Decimal { return quartet.MustDecimal(s) }

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return t
}

// TestForms reads each form of each target at each place where a value can stand.
func TestForms(t *testing.T) {
	t.Parallel()
	cells := 0
	for _, target := range matrix {
		field := reflect.StructField{Name: "V", Type: target.typ, Tag: reflect.StructTag(fmt.Sprintf(`json:"v" codec:"%s"`, target.codec))}
		holder := reflect.StructOf([]reflect.StructField{field})
		outer := reflect.StructOf([]reflect.StructField{
			{Name: "Before", Type: reflect.TypeFor[string](), Tag: `json:"before"`},
			{Name: "In", Type: holder, Tag: `json:"in"`},
			{Name: "After", Type: reflect.TypeFor[string](), Tag: `json:"after"`},
		})
		places := []struct {
			name string
			typ  reflect.Type
			text string
			pick func(reflect.Value) reflect.Value
		}{
			{"field", holder, "{\"v\":%s}", func(v reflect.Value) reflect.Value { return v.Field(0) }},
			{"nested", outer, " { \"before\" : \"b\" ,\n\t\"in\" : { \"v\" : %s } , \"after\" : \"a\" } ", func(v reflect.Value) reflect.Value { return v.Field(1).Field(0) }},
			{"after another", holder, "{\"w\":[{\"v\":1}],\"v\":%s,\"z\":{}}", func(v reflect.Value) reflect.Value { return v.Field(0) }},
			{"in a list", reflect.SliceOf(holder), "[{},{\"v\":%s}]", func(v reflect.Value) reflect.Value { return v.Index(1).Field(0) }},
			{"in a map", reflect.MapOf(reflect.TypeFor[string](), holder), "{\"k\":{\"v\":%s}}", func(v reflect.Value) reflect.Value { return v.MapIndex(reflect.ValueOf("k")).Field(0) }},
		}
		if target.codec == "" {
			places = append(places, []struct {
				name string
				typ  reflect.Type
				text string
				pick func(reflect.Value) reflect.Value
			}{
				{"top", target.typ, "%s", func(v reflect.Value) reflect.Value { return v }},
				{"top, spaced", target.typ, "\ufeff \r\n%s\n", func(v reflect.Value) reflect.Value { return v }},
				{"element", reflect.SliceOf(target.typ), "[ %s ]", func(v reflect.Value) reflect.Value { return v.Index(0) }},
				{"element by key", reflect.SliceOf(target.typ), "{\"7\":%s}", func(v reflect.Value) reflect.Value { return v.Index(0) }},
				{"map value", reflect.MapOf(reflect.TypeFor[string](), target.typ), "{\"k\" : %s}", func(v reflect.Value) reflect.Value { return v.MapIndex(reflect.ValueOf("k")) }},
				{"map value by index", reflect.MapOf(reflect.TypeFor[string](), target.typ), "[%s]", func(v reflect.Value) reflect.Value { return v.MapIndex(reflect.ValueOf("0")) }},
			}...)
		}
		for form, want := range target.forms {
			for _, place := range places {
				cells++
				text := fmt.Sprintf(place.text, form)
				got := reflect.New(place.typ)
				err := Unmarshal([]byte(text), got.Interface(), Options{Location: moscow})
				if _, bad := want.(refused); bad {
					if _, ok := errors.AsType[*Error](err); !ok {
						t.Errorf("%s (%s) %s: %s gave %v and %v, want an *Error", target.typ, target.codec, place.name, text, got.Elem(), err)
					}
					continue
				}
				if err != nil {
					t.Errorf("%s (%s) %s: %s: %v", target.typ, target.codec, place.name, text, err)
					continue
				}
				if diff := cmp.Diff(want, place.pick(got.Elem()).Interface(), sameText, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" {
					t.Errorf("%s (%s) %s: %s:\n%s", target.typ, target.codec, place.name, text, diff)
				}
			}
		}
	}
	t.Logf("%d cells", cells)
	if cells < 2000 {
		t.Errorf("the matrix has %d cells, want 2000 at least", cells)
	}
}
