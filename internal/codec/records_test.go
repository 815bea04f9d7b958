package codec

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// found is what the tests see of a record.
type found struct{ Path, Key, Raw string }

func all(records Records) []found {
	var out []found
	for _, rec := range records {
		out = append(out, found{rec.Path(), rec.Key, string(rec.Raw)})
	}
	return out
}

func TestRecords(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []found
	}{
		{`[{"a":1}, 5 ,[ ],"x"]`, []found{
			{Path: "rows[0]", Raw: `{"a":1}`}, {Path: "rows[1]", Raw: `5`},
			{Path: "rows[2]", Raw: `[ ]`}, {Path: "rows[3]", Raw: `"x"`},
		}},
		{`{"97":{"a":1},"a\u0041":null}`, []found{
			{Path: "rows.97", Key: "97", Raw: `{"a":1}`}, {Path: "rows.aA", Key: "aA", Raw: `null`},
		}},
		{`[]`, nil}, {`{}`, nil}, {`""`, nil}, {`false`, nil}, {`null`, nil},
	}
	for _, test := range tests {
		var doc struct {
			Rows Records `json:"rows"`
			Page int     `json:"page"`
		}
		if err := Unmarshal([]byte(`{"rows":`+test.text+`,"page":3}`), &doc, Options{}); err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if diff := cmp.Diff(test.want, all(doc.Rows)); diff != "" || doc.Page != 3 {
			t.Errorf("%s: page %d and\n%s", test.text, doc.Page, diff)
		}
	}
}

func TestRecordPaths(t *testing.T) {
	t.Parallel()
	list := "[" + strings.Repeat("{},", 99) + "{}]"
	tests := []struct {
		path, text string
		want       string // with a place for the number
	}{
		{"", list, "[%d]"},
		{"data", list, "data[%d]"},
		{"", `{"rows":` + list + `}`, "rows[%d]"},
		{"data[7]", `{"rows":` + list + `}`, "data[7].rows[%d]"},
	}
	for _, test := range tests {
		var doc struct {
			Rows Records `json:"rows"`
		}
		v := any(&doc)
		if test.text == list {
			v = &doc.Rows
		}
		if err := UnmarshalAt(test.path, []byte(test.text), v, Options{}); err != nil {
			t.Fatal(err)
		}
		got := all(doc.Rows)
		if len(got) != 100 {
			t.Fatalf("%d records, want 100", len(got))
		}
		for i, rec := range got {
			if want := fmt.Sprintf(test.want, i); rec.Path != want {
				t.Errorf("record %d is at %q, want %q", i, rec.Path, want)
			}
		}
	}
}

// TestRecordsKeepTheirCapacity: appending to a record does not write into the next.
func TestRecordsKeepTheirCapacity(t *testing.T) {
	t.Parallel()
	var rows Records
	if err := Unmarshal([]byte(`["a","b"]`), &rows, Options{}); err != nil {
		t.Fatal(err)
	}
	_ = append(rows[0].Raw, "xxxx"...)
	if string(rows[1].Raw) != `"b"` {
		t.Errorf("the second record is %s", rows[1].Raw)
	}
}

// An empty list is a list; what merely stands for nothing is none.
func TestRecordsIsList(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`{"rows":[]}`: true, `{"rows":{}}`: true, `{"rows":[1]}`: true, `{"rows":{"a":1}}`: true, `{"rows":null,"rows":[]}`: true,
		`{}`: false, `{"rows":null}`: false, `{"rows":""}`: false, `{"rows":false}`: false, `{"rows":[],"rows":null}`: false,
	} {
		var got struct {
			Rows Records `json:"rows"`
		}
		if err := Unmarshal([]byte(text), &got, Options{}); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if isList := got.Rows != nil; isList != want {
			t.Errorf("%s: is a list: %v", text, isList)
		}
	}
}

// TestABrokenRecord: what is wrong within a record shows when that is decoded,
// and loses no other.
func TestABrokenRecord(t *testing.T) {
	t.Parallel()
	for text, path := range map[string]string{
		`[{"a":1},{"a":nul},{"a":3}]`:              "rows[1].a",
		`[{"a":1},{"a" 2},{"a":3}]`:                "rows[1]",
		`[{"a":1},{"a":"\x"},{"a":3}]`:             "rows[1].a",
		`{"7":{"a":1},"8":{"a":nul},"9":{"a":3}}`:  "rows.8.a",
		`[{"a":1},{"s":"]}\"\\","b":[,]},{"a":3}]`: "rows[1].b",
	} {
		var doc struct {
			Rows Records `json:"rows"`
		}
		if err := Unmarshal([]byte(`{"rows":`+text+`}`), &doc, Options{}); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var good []int
		var bad []string
		for _, rec := range doc.Rows {
			var row struct {
				A int `json:"a"`
			}
			err := rec.Unmarshal(&row, Options{})
			if e, ok := errors.AsType[*Error](err); ok {
				bad = append(bad, e.Path)
				continue
			}
			good = append(good, row.A)
		}
		if !slices.Equal(good, []int{1, 3}) || !slices.Equal(bad, []string{path}) {
			t.Errorf("%s: read %v, refused %q, want %q", text, good, bad, path)
		}
	}
}
