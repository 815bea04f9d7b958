package codec

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// strict has only what encoding/json can read as well.
type strict struct {
	ID     int64             `json:"id"`
	Small  int16             `json:"small"`
	Name   string            `json:"name"`
	On     bool              `json:"on"`
	Texts  []string          `json:"texts"`
	Below  *strict           `json:"below"`
	Many   []strict          `json:"many"`
	ByName map[string]strict `json:"by_name"`
	Custom map[string]string `json:"custom"`
	Raw    json.RawMessage   `json:"raw"`
}

// FuzzStrict: what encoding/json takes into a struct is read as the same values.
func FuzzStrict(f *testing.F) {
	for _, seed := range []string{
		`{"id":5,"small":-7,"name":"\u041aузн\ud83d\ude42","on":true,"texts":["a","",null],"raw":[1, {"x":null}]}`,
		`{"below":{"below":{"name":"x"}},"many":[{"id":1},{}],"by_name":{"a":{"id":2},"":{}},"custom":{"k":"v"},"other":[{}]}`,
		`{"many":null,"below":null,"texts":[],"custom":{},"id":-9223372036854775808,"small":32768}`, `null`, `{"name":"\ud800\n"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var want, got strict
		if err := json.Unmarshal(data, &want); err != nil || !plainKeys(data) {
			return
		}
		switch err := Unmarshal(data, &got, Options{}); {
		case err != nil && strings.Contains(err.Error(), "no deeper nesting"):
		case err != nil:
			t.Fatalf("%q: %v", data, err)
		default:
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%q:\n%s", data, diff)
			}
		}
	})
}

var strictNames = []string{"id", "small", "name", "on", "texts", "below", "many", "by_name", "custom", "raw"}

// plainKeys reports whether no object has a key twice, and none one that is a
// field's but for its case: encoding/json merges what comes twice, and takes "ID"
// for "id".
func plainKeys(data []byte) bool {
	d := json.NewDecoder(bytes.NewReader(data))
	type level struct {
		keys map[string]bool // nil in a list
		name bool            // a name is due
	}
	levels := []level{{}}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return true
		}
		if err != nil {
			return false
		}
		top := &levels[len(levels)-1]
		switch delim, _ := token.(json.Delim); {
		case delim == '}' || delim == ']':
			levels = levels[:len(levels)-1]
			continue
		case top.keys != nil && top.name:
			name := token.(string)
			if top.keys[name] || slices.ContainsFunc(strictNames, func(field string) bool { return name != field && strings.EqualFold(name, field) }) {
				return false
			}
			top.keys[name], top.name = true, false
			continue
		}
		top.name = true // behind this value
		switch token {
		case json.Delim('{'):
			levels = append(levels, level{keys: map[string]bool{}, name: true})
		case json.Delim('['):
			levels = append(levels, level{})
		}
	}
}

// FuzzRecords: the records of a valid list are its elements, and each is read as
// encoding/json reads it.
func FuzzRecords(f *testing.F) {
	for _, seed := range []string{`[{"a":"}{\"\\"},{"b":[{}]}, 5 ,"x",[1,[2]],null]`, `{"7":{"a":{"b":"\\\\\"}"}},"8":[],"9":{}}`, `[]`, `[{"a":{}},]`, `[{"a":"}]`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var rows Records
		err := Unmarshal(data, &rows, Options{})
		var want []json.RawMessage
		if valid := json.Unmarshal(data, &want) == nil; !valid || err != nil {
			if valid && !strings.Contains(err.Error(), "no deeper nesting") {
				t.Fatalf("%q: %v", data, err)
			}
			return
		}
		if len(rows) != len(want) {
			t.Fatalf("%q: %d records, want %d", data, len(rows), len(want))
		}
		for i, text := range want {
			if !bytes.Equal(rows[i].Raw, text) {
				t.Fatalf("%q: record %d is %q, want %q", data, i, rows[i].Raw, text)
			}
		}
	})
}
