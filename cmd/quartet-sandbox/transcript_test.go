package main

import (
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	transcript = "../../docs/transcript.md"
	longest    = 280 // characters of an answer that the transcript shows
)

// The calls in docs/transcript.md, one after the other, are answered as it says.
func TestTranscript(t *testing.T) {
	told := start(t)
	ports := strings.NewReplacer(
		"http://127.0.0.1:8081", told["CS-Cart 4.20.1"], "http://127.0.0.1:8082", told["Calltouch"], "http://127.0.0.1:8083", told["Open2b"])
	page, err := os.ReadFile(transcript)
	if err != nil {
		t.Fatal(err)
	}
	calls := 0
	got := regexp.MustCompile("(?s)```console\n\\$ curl.*?```").ReplaceAllStringFunc(string(page), func(block string) string {
		var b strings.Builder
		b.WriteString("```console\n")
		for line := range strings.Lines(block) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				calls++
				b.WriteString(line + answer(t, ports.Replace(strings.TrimSpace(command))))
			}
		}
		return b.String() + "```"
	})
	if calls == 0 {
		t.Error("the page has no calls")
	}
	if *update {
		if err := os.WriteFile(transcript, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(page), got); diff != "" {
		t.Errorf("%s is not up to date (go test ./cmd/quartet-sandbox -update):\n%s", transcript, diff)
	}
	t.Logf("%d calls", calls)
}

// answer is what curl prints, cut where it gets long.
func answer(t *testing.T, command string) string {
	t.Helper()
	resp, err := http.DefaultClient.Do(request(t, command))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	defer http.DefaultClient.CloseIdleConnections()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	shown := string(text)
	if runes := []rune(shown); len(runes) > longest {
		shown = string(runes[:longest]) + " …"
	}
	if strings.Contains(command, "%{http_code}") {
		shown += strconv.Itoa(resp.StatusCode)
	}
	return strings.TrimRight(shown, "\n") + "\n"
}
