package codec

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func all(r *Records) []Record {
	var out []Record
	for rec, ok := r.Next(); ok; rec, ok = r.Next() {
		out = append(out, rec)
	}
	return out
}

func TestRecords(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []Record
	}{
		{`[{"a":1}, 5 ,[ ],"x"]`, []Record{
			{Path: "rows[0]", Raw: []byte(`{"a":1}`)}, {Path: "rows[1]", Raw: []byte(`5`)},
			{Path: "rows[2]", Raw: []byte(`[ ]`)}, {Path: "rows[3]", Raw: []byte(`"x"`)},
		}},
		{`{"97":{"a":1},"a\u0041":null}`, []Record{
			{Path: "rows.97", Key: "97", Raw: []byte(`{"a":1}`)}, {Path: "rows.aA", Key: "aA", Raw: []byte(`null`)},
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
		if got := doc.Rows.Len(); got != len(test.want) || doc.Page != 3 {
			t.Errorf("%s: %d records and page %d", test.text, got, doc.Page)
		}
		fork := doc.Rows
		if diff := cmp.Diff(test.want, all(&doc.Rows)); diff != "" {
			t.Errorf("%s:\n%s", test.text, diff)
		}
		if rec, ok := doc.Rows.Next(); ok {
			t.Errorf("%s: a record %v past the last one", test.text, rec)
		}
		if diff := cmp.Diff(test.want, all(&fork)); diff != "" {
			t.Errorf("%s, a copy:\n%s", test.text, diff)
		}
		doc.Rows.Reset()
		if diff := cmp.Diff(test.want, all(&doc.Rows)); diff != "" {
			t.Errorf("%s, once more:\n%s", test.text, diff)
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
		got := all(&doc.Rows)
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
	first, _ := rows.Next()
	_ = append(first.Raw, "xxxx"...)
	if second, _ := rows.Next(); string(second.Raw) != `"b"` {
		t.Errorf("the second record is %s", second.Raw)
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
		if got.Rows.IsList() != want {
			t.Errorf("%s: IsList is %v", text, !want)
		}
	}
}
