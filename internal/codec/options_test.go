package codec

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the zones are there wherever the test runs

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

func TestExtra(t *testing.T) {
	t.Parallel()
	type row struct {
		ID    int                        `json:"id"`
		Extra map[string]json.RawMessage `json:"-" codec:"extra"`
	}
	type doc struct {
		Rows []row `json:"rows"`
		Page point `json:"page"`
	}
	text := `{"rows":[{"id":1},{"x":{"a": [1]},"id":"2","y":null,"x":"last","\u0436":1.50}],"page":{"y":2},"total":3}`
	type sighting struct{ typ, key string }
	var seen []sighting
	var got doc
	err := Unmarshal([]byte(text), &got, Options{Unknown: func(typ, key string) { seen = append(seen, sighting{typ, key}) }})
	if err != nil {
		t.Fatal(err)
	}
	want := doc{Rows: []row{{ID: 1}, {ID: 2, Extra: map[string]json.RawMessage{
		"x": json.RawMessage(`"last"`), "y": json.RawMessage(`null`), "ж": json.RawMessage(`1.50`),
	}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	wantSeen := []sighting{
		{"codec.row", "x"}, {"codec.row", "y"}, {"codec.row", "x"}, {"codec.row", "ж"}, {"codec.point", "y"}, {"codec.doc", "total"},
	}
	if diff := cmp.Diff(wantSeen, seen, cmp.AllowUnexported(sighting{})); diff != "" {
		t.Error(diff)
	}
}

// TestExtraDoesNotShareRoom: writing to one kept value leaves the others alone.
func TestExtraDoesNotShareRoom(t *testing.T) {
	t.Parallel()
	var got deal
	if err := Unmarshal([]byte(`{"a":1,"b":2,"c":3}`), &got, Options{}); err != nil {
		t.Fatal(err)
	}
	for key := range got.Extra {
		_ = append(got.Extra[key], "###"...)
	}
	for key, want := range map[string]string{"a": "1", "b": "2", "c": "3"} {
		if string(got.Extra[key]) != want {
			t.Errorf("%s is %s, want %s", key, got.Extra[key], want)
		}
	}
}

type keyed struct {
	Key   string `json:"-" codec:"key"`
	Price int    `json:"price"`
}

func TestKey(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []keyed
		back string
	}{
		{`{"1120772384":{"price":"1"},"97":{"price":2}}`, []keyed{{"1120772384", 1}, {"97", 2}}, `{"1120772384":{"price":1},"97":{"price":2}}`},
		{`[{"price":1},{"price":2}]`, []keyed{{"", 1}, {"", 2}}, `[{"price":1},{"price":2}]`},
		{`{"7":{"price":1},"7":{"price":2}}`, []keyed{{"7", 1}, {"7", 2}}, `[{"price":1},{"price":2}]`},
		{`{"":{"price":1},"7":{"price":2}}`, []keyed{{"", 1}, {"7", 2}}, `[{"price":1},{"price":2}]`},
		{`{"7":[],"8":false}`, []keyed{{"7", 0}, {"8", 0}}, `{"7":{"price":0},"8":{"price":0}}`},
		{`{}`, nil, `[]`},
	}
	for _, test := range tests {
		var got []keyed
		if err := Unmarshal([]byte(test.text), &got, Options{}); err != nil {
			t.Errorf("%s: %v", test.text, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s:\n%s", test.text, diff)
		}
		if back, err := Marshal(got); err != nil || string(back) != test.back {
			t.Errorf("%s: comes back as %s and %v, want %s", test.text, back, err, test.back)
		}
	}
}

func TestAlias(t *testing.T) {
	t.Parallel()
	type money struct {
		Currency string `json:"currency" codec:"alias=currencyCode"`
	}
	tests := map[string]string{
		`{"currency":"RUB"}`:                          "RUB",
		`{"currencyCode":"RUB"}`:                      "RUB",
		`{"currency":"RUB","currencyCode":"USD"}`:     "RUB",
		`{"currencyCode":"USD","currency":"RUB"}`:     "USD",
		`{"currency":"","currencyCode":"USD"}`:        "USD",
		`{"currency":"RUB","currency":"USD"}`:         "USD",
		`{"currencyCode":"RUB","currencyCode":"USD"}`: "USD",
		`{"currency":"RUB","currency":""}`:            "",
		`{"currency":null,"currencyCode":"USD"}`:      "USD",
		`{"currencyCode":"USD","currency":null}`:      "USD",
		`{"currencyCode":false,"currency":"RUB"}`:     "RUB",
		`{"other":1,"currencyCode":"RUB","more":2}`:   "RUB",

		`{"currency":"USD","currencyCode":"RUB","currencyCode":""}`: "USD",
		`{"currency":"USD","currencyCode":"RUB","currency":"EUR"}`:  "USD",
		`{"currency":"","currencyCode":"RUB","currency":"EUR"}`:     "RUB",
	}
	for text, want := range tests {
		var got money
		if err := Unmarshal([]byte(text), &got, Options{}); err != nil || got.Currency != want {
			t.Errorf("%s: %q and %v, want %q", text, got.Currency, err, want)
		}
		if back, err := Marshal(got); err != nil || string(back) != `{"currency":"`+want+`"}` {
			t.Errorf("%s: comes back as %s and %v", text, back, err)
		}
	}
	if err := Unmarshal([]byte(`{"currency":"RUB","currencyCode":nul}`), new(money), Options{}); err == nil {
		t.Error("broken text behind the alias was taken")
	}
}

func TestLocation(t *testing.T) {
	t.Parallel()
	type doc struct {
		Unix  time.Time `json:"unix" codec:"unix"`
		Local time.Time `json:"local" codec:"local"`
	}
	text := []byte(`{"unix":1456917981,"local":"02/03/2016 14:26:21"}`)
	for _, test := range []struct {
		zone        *time.Location
		unix, local string
	}{
		{nil, "2016-03-02T11:26:21Z", "2016-03-02T14:26:21Z"},
		{time.UTC, "2016-03-02T11:26:21Z", "2016-03-02T14:26:21Z"},
		{moscow, "2016-03-02T14:26:21+03:00", "2016-03-02T14:26:21+03:00"},
	} {
		var got doc
		if err := Unmarshal(text, &got, Options{Location: test.zone}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(doc{at(test.unix), at(test.local)}, got, sameText); diff != "" {
			t.Errorf("%v:\n%s", test.zone, diff)
		}
	}
}

// TestOldAndMissingTimes: what the clocks of a place leave out, and what RFC 3339
// cannot tell of old zones, keeps its day and comes back as the same time.
func TestOldAndMissingTimes(t *testing.T) {
	t.Parallel()
	type doc struct {
		Date time.Time `json:"date" codec:"local"`
	}
	for _, test := range []struct{ zone, text, want string }{
		{"Europe/Moscow", "01/01/1900", "1900-01-01T00:00:00+02:30"},
		{"America/Sao_Paulo", "01/01/1900 10:00:00", "1900-01-01T10:00:00-03:06"},
		{"America/Sao_Paulo", "04/11/2018", "2018-11-04T01:00:00-02:00"},
		{"America/Sao_Paulo", "04/11/2018 00:30:00", "2018-11-04T01:30:00-02:00"},
		{"America/New_York", "31/12/9999 23:59:59", "9999-12-31T23:59:59-05:00"},
		{"Asia/Tokyo", "01/01/0001", "0001-01-01T00:00:00Z"},
	} {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		var first, second doc
		if err := Unmarshal([]byte(`{"date":"`+test.text+`"}`), &first, Options{Location: zone}); err != nil {
			t.Fatal(err)
		}
		if got := first.Date.Format(time.RFC3339); got != test.want {
			t.Errorf("%s in %s is %s, want %s", test.text, test.zone, got, test.want)
		}
		stored, err := Marshal(first)
		if err != nil {
			t.Fatal(err)
		}
		if err := Unmarshal(stored, &second, Options{Location: zone}); err != nil || !second.Date.Equal(first.Date) || second.Date.String() != first.Date.String() {
			t.Errorf("%s in %s comes back as %s (%v), want %s", test.text, test.zone, second.Date, err, first.Date)
		}
	}
}

// TestReplaced: nothing of what a target held before is left.
func TestReplaced(t *testing.T) {
	t.Parallel()
	full := []byte(`{"client":{"phones":"7","fio":"a"},"tags":["a","b"],"custom":{"a":"b"},"visit":{"source":"s"},
		"isDeleted":true,"margin":5,"createdDate":"01/02/2024","unknown":1}`)
	for _, text := range []string{`{}`, `[]`, `null`, `{"client":{},"tags":[],"custom":[],"visit":null,"isDeleted":"","margin":null,"createdDate":""}`} {
		got := deal{}
		if err := Unmarshal(full, &got, Options{}); err != nil {
			t.Fatal(err)
		}
		if err := Unmarshal([]byte(text), &got, Options{}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(deal{}, got, sameText); diff != "" {
			t.Errorf("%s:\n%s", text, diff)
		}
	}
	// A member that comes twice counts the last time, as a whole.
	var got deal
	text := `{"client":{"fio":"a","phones":["1","2"]},"tags":["a","b"],"custom":{"a":"1"},"client":{"phones":"3"},"tags":["c"],"custom":{"b":"2"}}`
	if err := Unmarshal([]byte(text), &got, Options{}); err != nil {
		t.Fatal(err)
	}
	want := deal{Client: dealClient{Phones: []string{"3"}}, Tags: []dealTag{{Names: []string{"c"}}}, Custom: map[string]string{"b": "2"}}
	if diff := cmp.Diff(want, got, sameText); diff != "" {
		t.Error(diff)
	}
}

func TestMarshal(t *testing.T) {
	t.Parallel()
	type inner struct {
		A int `json:"a"`
	}
	type doc struct {
		Text    string                `json:"text"`
		Int     int64                 `json:"int"`
		Bool    bool                  `json:"bool"`
		Money   quartet.Decimal       `json:"money"`
		Unix    time.Time             `json:"unix" codec:"unix"`
		Local   time.Time             `json:"local" codec:"local"`
		List    []inner               `json:"list"`
		Map     map[string]inner      `json:"map"`
		Pointer *inner                `json:"pointer"`
		Raw     json.RawMessage       `json:"raw"`
		Left    string                `json:"left,omitempty"`
		Out     quartet.Optional[int] `json:"out,omitzero"`
		Null    quartet.Optional[int] `json:"null,omitzero"`
		Hidden  string                `json:"-"`
		Unnamed string
		Extra   map[string]json.RawMessage `json:"-" codec:"extra"`
	}
	full := doc{
		Text: "<Кузнецов> \"&\u2028\n", Int: -5, Bool: true, Money: dec("12.50"),
		Unix: at("2016-03-02T14:26:21+03:00"), Local: at("2016-03-02T14:26:21.5Z"),
		List: []inner{{1}, {2}}, Map: map[string]inner{"b": {1}, "a": {2}}, Pointer: &inner{3}, Raw: json.RawMessage(`{"z": 1}`),
		Null: quartet.Null[int](), Hidden: "h", Unnamed: "u",
		Extra: map[string]json.RawMessage{"y": json.RawMessage(`[1]`), "x": json.RawMessage(`"<>"`)},
	}
	tests := []struct {
		v    any
		want string
	}{
		{full, `{"text":"<Кузнецов> \"&\u2028\n","int":-5,"bool":true,"money":"12.50","unix":"2016-03-02T14:26:21+03:00","local":"2016-03-02T14:26:21.5Z",` +
			`"list":[{"a":1},{"a":2}],"map":{"a":{"a":2},"b":{"a":1}},"pointer":{"a":3},"raw":{"z":1},"null":null,"x":"<>","y":[1]}`},
		{doc{}, `{"text":"","int":0,"bool":false,"money":"0","unix":null,"local":null,"list":[],"map":{},"pointer":null,"raw":null}`},
		{&inner{1}, `{"a":1}`},
		{(*inner)(nil), `null`},
		{nil, `null`},
		{[]string(nil), `[]`},
		{[]string{"a"}, `["a"]`},
		{map[named]int{"b": 1, "a": 2}, `{"a":2,"b":1}`},
		{dec("1.0"), `"1.0"`},
	}
	for _, test := range tests {
		got, err := Marshal(test.v)
		if err != nil || string(got) != test.want {
			t.Errorf("%s (%v)\nwant %s", got, err, test.want)
		}
	}
	for _, bad := range []any{
		doc{Extra: map[string]json.RawMessage{"int": json.RawMessage(`1`)}},
		doc{Extra: map[string]json.RawMessage{"x": json.RawMessage(`nul`)}},
		doc{Raw: json.RawMessage(`{`)},
		doc{Local: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		Records{},
	} {
		if got, err := Marshal(bad); err == nil {
			t.Errorf("%s, want an error", got)
		}
	}
}

// TestThereAndBack: what Marshal writes is read as the same value, also by and
// within encoding/json.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	text := `{"client":{"phones":["1",{"value":2}],"fio":"К \u0436 \ud800"},"completedAmount":"12.50","completedDate":"01/02/2024","createdDate":"01/02/2024 10:20:30",
		"isDeleted":"Y","orderSource":{"callId":"5","dateCall":""},"tags":["a",{"category":"c","names":["x","y"]}],"comment":{"text":"z"},"custom":{"a":1,"b":"x"},
		"visit":{},"currency":"RUB","products":{"0":{"price":1.50},"2":{"quantity":"3"}},"drift":{"a": [1,"\u0436"]},"more":null}`
	var first, second deal
	if err := Unmarshal([]byte(text), &first, Options{Location: moscow}); err != nil {
		t.Fatal(err)
	}
	stored, err := Marshal(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := Unmarshal(stored, &second, Options{Location: moscow}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, second, sameText, cmp.Comparer(func(a, b json.RawMessage) bool { return jsonEqual(t, a, b) })); diff != "" {
		t.Errorf("%s\n%s", stored, diff)
	}
	if again, err := Marshal(second); err != nil || string(again) != string(stored) {
		t.Errorf("%s (%v)\nwant %s", again, err, stored)
	}
}

func jsonEqual(t *testing.T, a, b []byte) bool {
	t.Helper()
	var x, y any
	if err := json.Unmarshal(a, &x); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &y); err != nil {
		t.Fatal(err)
	}
	return cmp.Equal(x, y)
}

// TestNamesAlike: names of any length that differ in one byte are told apart, also
// where the other one is expected.
func TestNamesAlike(t *testing.T) {
	t.Parallel()
	for n := 1; n <= 30; n++ {
		for at := range n {
			first := strings.Repeat("n", n)
			second := first[:at] + "m" + first[at+1:]
			names := []string{first, second}
			fields := make([]reflect.StructField, 2)
			for i, name := range names {
				fields[i] = reflect.StructField{Name: fmt.Sprintf("F%d", i), Type: reflect.TypeFor[int](), Tag: reflect.StructTag(`json:"` + name + `"`)}
			}
			got := reflect.New(reflect.StructOf(fields))
			if err := Unmarshal([]byte(`{"`+second+`":2,"`+first+`":1}`), got.Interface(), Options{}); err != nil {
				t.Fatal(err)
			}
			if a, b := got.Elem().Field(0).Int(), got.Elem().Field(1).Int(); a != 1 || b != 2 {
				t.Errorf("%q is %d and %q %d, want 1 and 2", first, a, second, b)
			}
		}
	}
}
