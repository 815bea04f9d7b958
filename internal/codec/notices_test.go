package codec

import (
	"strings"
	"testing"
)

func TestCutNotices(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body, json, notice string
	}{
		{"nothing in front", `{"a":1}`, `{"a":1}`, ""},
		{"a byte order mark", "\ufeff{}", "\ufeff{}", ""},
		{"broken, nothing in front", `{"a":1`, `{"a":1`, ""},
		{"HTML notice", "<br />\n<b>Notice</b>:  Undefined index: a in <b>/app/x.php</b> on line <b>7</b><br />\n{\"a\":1}",
			`{"a":1}`, "<br />\n<b>Notice</b>:  Undefined index: a in <b>/app/x.php</b> on line <b>7</b><br />"},
		{"plain notice", "\nWarning: Undefined array key \"a\" in /app/x.php on line 7\n[1,2]\n", "[1,2]\n", `Warning: Undefined array key "a" in /app/x.php on line 7`},
		{"two notices with brackets", "Notice: $a[0] in x\nNotice: foo\n[] in x\n {\"b\":[{}]}", `{"b":[{}]}`, "Notice: $a[0] in x\nNotice: foo\n[] in x"},
		{"right behind a tag", "<b>Deprecated</b>{}", "{}", "<b>Deprecated</b>"},
		{"the rest is cut", "Notice: x\n{\"a\":1", "Notice: x\n{\"a\":1", ""},
		{"more behind the value", "Notice: x\n{\"a\":1} y", "Notice: x\n{\"a\":1} y", ""},
		{"within a line", `rders":[{"a":1}]`, `rders":[{"a":1}]`, ""},
		{"a scalar", "Notice: x\n5", "Notice: x\n5", ""},
		{"a page", "<html>\n<script>\n{\"a\":1}\n</script></html>", "<html>\n<script>\n{\"a\":1}\n</script></html>", ""},
		{"empty", "", "", ""},
		{"many beginnings", "x" + strings.Repeat("\n[", maxNotices-1) + "\n{}", "{}", "x" + strings.Repeat("\n[", maxNotices-1)},
		{"too many beginnings", "x" + strings.Repeat("\n[", maxNotices) + "\n{}", "x" + strings.Repeat("\n[", maxNotices) + "\n{}", ""},
	}
	for _, test := range tests {
		json, notice := CutNotices([]byte(test.body))
		if string(json) != test.json || notice != test.notice {
			t.Errorf("%s: %q and %q, want %q and %q", test.name, json, notice, test.json, test.notice)
		}
	}
}
