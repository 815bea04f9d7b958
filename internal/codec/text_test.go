package codec

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("Кузнецов ", 100)
	tests := []struct {
		name, text, want string
	}{
		{"plain", `"abc"`, "abc"},
		{"one byte", `"P"`, "P"},
		{"short escapes", `"\"\\\/\b\f\n\r\t"`, "\"\\/\b\f\n\r\t"},
		{"escaped Cyrillic", `"\u041a\u0443\u0437\u043D"`, "Кузн"},
		{"escapes and plain text", `"44 Main street\/12, apt. \u2116 5"`, "44 Main street/12, apt. № 5"},
		{"UTF-8", `"Кузнецов, Zürich, 日本, 🙂"`, "Кузнецов, Zürich, 日本, 🙂"},
		{"long UTF-8", `"` + long + `"`, long},
		{"long escapes", `"` + strings.Repeat(`\u0416`, 400) + `"`, strings.Repeat("Ж", 400)},
		{"pair", `"\ud83d\ude42"`, "🙂"},
		{"lone high half", `"a\ud83db"`, "a\ufffdb"},
		{"lone low half", `"\ude42"`, "\ufffd"},
		{"halves in the wrong order", `"\ude42\ud83d"`, "\ufffd\ufffd"},
		{"half and another escape", `"\ud83d\u0041"`, "\ufffdA"},
		{"half at the end", `"\ud83d"`, "\ufffd"},
		{"not UTF-8", "\"a\xffb\xc3\"", "a\ufffdb\ufffd"},
		{"not UTF-8, longer than a word", "\"abcdefghijklmnop\xe2\x28\xa1qrs\"", "abcdefghijklmnop\ufffd(\ufffdqrs"},
		{"escaped and not UTF-8", "\"\\n\xff\"", "\n\ufffd"},
		{"encoded half", "\"\xed\xa0\x80\"", "\ufffd\ufffd\ufffd"},
		{"letters cut in two", "\"\xd0A\xd0B\xd0C\xd0D\"", "\ufffdA\ufffdB\ufffdC\ufffdD"},
		{"letters too long", "\"\xd4\x90\xd4\x90\xd4\x90\xd4\x90\"", "\u0510\u0510\u0510\u0510"},
		{"zero", `"\u0000"`, "\x00"},
		{"DEL", "\"\x7f\"", "\x7f"},
	}
	for _, test := range tests {
		var got string
		if err := Unmarshal([]byte(test.text), &got, Options{}); err != nil || got != test.want {
			t.Errorf("%s: %q and %v, want %q", test.name, got, err, test.want)
		}
		var std string
		if err := json.Unmarshal([]byte(test.text), &std); err != nil || std != test.want {
			t.Errorf("%s: encoding/json has %q and %v, want %q", test.name, std, err, test.want)
		}
		// The same as a key, which finds its field by what it stands for.
		var m map[string]int
		if err := Unmarshal([]byte("{"+test.text+":1}"), &m, Options{}); err != nil || m[test.want] != 1 {
			t.Errorf("%s: as a key: %v and %v", test.name, m, err)
		}
	}
}

// TestTextAtEveryPlace moves what ends or changes a string over the places of a word.
func TestTextAtEveryPlace(t *testing.T) {
	t.Parallel()
	for before := range 20 {
		for after := range 20 {
			for in, out := range map[string]string{``: "", `\n`: "\n", `é`: "é", `\u00e9`: "é", "\xff": "\ufffd"} {
				a, b := strings.Repeat("a", before), strings.Repeat("b", after)
				var got []string
				if err := Unmarshal([]byte(`["`+a+in+b+`","x"]`), &got, Options{}); err != nil || got[0] != a+out+b || got[1] != "x" {
					t.Fatalf("%d, %q, %d: %q and %v", before, in, after, got, err)
				}
			}
			if err := Unmarshal([]byte(`"`+strings.Repeat("a", before)+"\x1f"+strings.Repeat("b", after)+`"`), new(string), Options{}); err == nil {
				t.Fatalf("%d, %d: a control character was taken", before, after)
			}
		}
	}
}

func TestEscapedKey(t *testing.T) {
	t.Parallel()
	var got point
	if err := Unmarshal([]byte(`{"\u0078":7}`), &got, Options{}); err != nil || got.X != 7 {
		t.Errorf("%v and %v, want x = 7", got, err)
	}
}

// TestKeptStrings: a string kept from each of many documents holds on to little
// besides itself.
func TestKeptStrings(t *testing.T) {
	var page strings.Builder
	page.WriteString(`[`)
	for i := range 1000 {
		fmt.Fprintf(&page, `{"service":"AmoCRM","orderName":"a deal of some length %d","orderLink":"https://example.com/%d"},`, i, i)
	}
	page.WriteString(`{}]`)
	data := []byte(page.String())

	const documents = 1000
	kept := make([]string, documents)
	before := heap()
	for i := range kept {
		var deals []deal
		if err := Unmarshal(data, &deals, Options{}); err != nil {
			t.Fatal(err)
		}
		kept[i] = deals[500].OrderName
	}
	held := int(heap()) - int(before)
	if held > 1_000_000 {
		t.Errorf("%d kept strings hold %d bytes, want less than 1 MB", documents, held)
	}
	runtime.KeepAlive(kept)
	runtime.KeepAlive(data)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// TestInputIsNotKept: what was read does not change with the buffer it came from.
func TestInputIsNotKept(t *testing.T) {
	t.Parallel()
	data := []byte(`{"client":{"phones":"7495","fio":"Кузнецов"},"plannedAmount":"12.50","custom":{"a":"b"},"other":{"x":1},"comment":["one"]}`)
	var raw json.RawMessage
	if err := Unmarshal(data, &raw, Options{}); err != nil {
		t.Fatal(err)
	}
	var got, want deal
	if err := Unmarshal(data, &want, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := Unmarshal(data, &got, Options{}); err != nil {
		t.Fatal(err)
	}
	for i := range data {
		data[i] = '#'
	}
	if strings.Contains(string(raw), "#") {
		t.Errorf("the raw value is %s", raw)
	}
	a, errA := Marshal(got)
	b, errB := Marshal(want)
	if string(a) != string(b) || errA != nil || errB != nil || strings.Contains(string(a), "#") {
		t.Errorf("%s (%v)\nwant %s (%v)", a, errA, b, errB)
	}
}
