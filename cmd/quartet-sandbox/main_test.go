package main

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// free are the arguments that take free ports.
var free = []string{"-cscart-port", "0", "-calltouch-port", "0", "-open2b-port", "0", "-admin-port", "0"}

// start runs the command until the test ends and returns what it announced, line
// by line.
func start(t *testing.T, args ...string) map[string]string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	reader, writer := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, append(args, free...), writer, io.Discard)
		writer.CloseWithError(err) //nolint:errcheck // never fails
		ended <- err
	}()
	var text bytes.Buffer
	chunk := make([]byte, 4096)
	for !strings.Contains(text.String(), "admin") {
		n, err := reader.Read(chunk)
		if err != nil {
			t.Fatalf("%v after %q", err, text.String())
		}
		text.Write(chunk[:n])
	}
	t.Cleanup(func() {
		cancel()
		rest, _ := io.ReadAll(reader) // its error is that of run
		if err := <-ended; err != nil || !strings.Contains(string(rest), "stopped") {
			t.Errorf("the end: %v, %q", err, rest)
		}
	})
	told := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^ *(.*?) +(\S+)$`).FindAllStringSubmatch(text.String(), -1) {
		told[m[1]] = m[2]
	}
	return told
}

func TestServes(t *testing.T) {
	t.Parallel()
	told := start(t, "-profile", "4.13.2-mv", "-seed", "5", "-contacts", "7", "-unlimited")
	for _, name := range []string{"CS-Cart 4.13.2-mv", "e-mail", "API key", "Calltouch", "token", "site id", "Open2b", "X-Key", "customer", "admin"} {
		if told[name] == "" {
			t.Errorf("%s is not told: %v", name, told)
		}
	}
	for _, name := range []string{"CS-Cart 4.13.2-mv", "Calltouch", "Open2b", "admin"} {
		if !strings.HasPrefix(told[name], "http://127.0.0.1:") {
			t.Errorf("%s listens at %s, which is not loopback", name, told[name])
		}
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, told["Open2b"]+"/open2b/api/v3/commerce.contacts.count", strings.NewReader(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("X-Key", told["X-Key"])
	if got := body(t, req); got != `{"status":"ok","count":7}` {
		t.Errorf("the store says %s", got)
	}
	if req, err = http.NewRequestWithContext(t.Context(), http.MethodGet, told["admin"]+"/counts", nil); err != nil {
		t.Fatal(err)
	}
	if got := body(t, req); !strings.Contains(got, `"processed": 1`) {
		t.Errorf("admin says %s", got)
	}
}

func body(t *testing.T, req *http.Request) string {
	t.Helper()
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // read to its end
	defer http.DefaultClient.CloseIdleConnections()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestWrongArguments(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		says string
	}{
		"profile":  {[]string{"-profile", "1"}, "unknown profile"},
		"flag":     {[]string{"-nonsense"}, "nonsense"},
		"argument": {[]string{"8081"}, "8081"},
		"size":     {[]string{"-deals", "-1"}, "-deals"},
		"port":     {[]string{"-open2b-port", "70000"}, "open2b"},
		"address":  {[]string{"-host", "256.0.0.1"}, "256"},
	} {
		err := run(t.Context(), append(append([]string{}, free...), c.args...), io.Discard, io.Discard)
		if err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", name, err, c.says)
		}
	}
}
