package quartet

import (
	"bytes"
	"encoding/json"
	"testing"
)

func TestCutNotice(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ body, answer, notice string }{
		"plain":                   {`{"a":1}`, `{"a":1}`, ""},
		"blanks and a mark":       {" \n\xef\xbb\xbf {\"a\":1}\n", "{\"a\":1}\n", ""},
		"a notice":                {"<br />\n<b>Notice</b>: Undefined index: x\n[1,2]", "[1,2]", "<br />\n<b>Notice</b>: Undefined index: x\n"},
		"brackets in the notice":  {`Notice: $a['x'] {"a":[1]}`, `{"a":[1]}`, `Notice: $a['x'] `},
		"a cut answer":            {`Notice: x {"a":1`, `Notice: x {"a":1`, ""},
		"something behind it":     {`Notice: {"a":1} and more`, `Notice: {"a":1} and more`, ""},
		"a page that holds JSON":  {`<html><script>{"a":1}</script></html>`, `<html><script>{"a":1}</script></html>`, ""},
		"nothing":                 {"  ", "", ""},
		"a word":                  {"null", "null", ""},
		"JSON that is cut itself": {`{"a":`, `{"a":`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if answer, notice := cutNotice([]byte(c.body)); string(answer) != c.answer || notice != c.notice {
				t.Errorf("cutNotice(%q) = %q and %q, want %q and %q", c.body, answer, notice, c.answer, c.notice)
			}
		})
	}
}

// FuzzCutNotice: a notice is cut only where one whole value is left.
func FuzzCutNotice(f *testing.F) {
	f.Add([]byte(`Notice: $a['x'] {"a":[1]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, notice := cutNotice(body)
		if !bytes.HasSuffix(body, answer) {
			t.Fatalf("%q is not the end of %q", answer, body)
		}
		if notice == "" {
			return
		}
		if !json.Valid(answer) || answer[0] != '{' && answer[0] != '[' {
			t.Fatalf("%q is cut to %q", body, answer)
		}
	})
}
