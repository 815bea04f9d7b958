package main

import (
	"flag"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the answers into docs/sandbox.md")

const page = "../../docs/sandbox.md"

// The session in docs/sandbox.md is what the command answers.
func TestSessionInTheDocs(t *testing.T) {
	told := start(t, "-profile", "4.3.7")
	ports := strings.NewReplacer(
		"http://127.0.0.1:8081", told["CS-Cart 4.3.7"], "http://127.0.0.1:8082", told["Calltouch"],
		"http://127.0.0.1:8083", told["Open2b"], "http://127.0.0.1:8084", told["admin"])
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	session := regexp.MustCompile("(?s)```console\n(\\$ curl.*?)```").FindStringSubmatch(string(text))
	if session == nil {
		t.Fatal("there is no session")
	}
	var got strings.Builder
	for line := range strings.Lines(session[1]) {
		if command, ok := strings.CutPrefix(line, "$ "); ok {
			answer := curl(t, ports.Replace(strings.TrimSpace(command)))
			got.WriteString(line + strings.TrimRight(answer, "\n") + "\n")
		}
	}
	if *update {
		fresh := strings.Replace(string(text), session[1], got.String(), 1)
		if err := os.WriteFile(page, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(session[1], got.String()); diff != "" {
		t.Errorf("docs/sandbox.md is not up to date (go test ./cmd/quartet-sandbox -update):\n%s", diff)
	}
}

// curl does what the command line says and returns the body of the answer.
func curl(t *testing.T, command string) string {
	t.Helper()
	return body(t, request(t, command))
}

// request is what the command line sends: as much of curl as the pages need.
func request(t *testing.T, command string) *http.Request {
	t.Helper()
	words := split(command)[1:]
	method, data, address := http.MethodGet, "", ""
	query, header := url.Values{}, http.Header{}
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		if !strings.HasPrefix(word, "-") {
			address = word
			continue
		}
		if word == "-s" || word == "-G" {
			continue
		}
		value := words[0]
		words = words[1:]
		switch word {
		case "-u":
			header.Set("Authorization", basic(value))
		case "-H":
			name, v, _ := strings.Cut(value, ": ")
			header.Set(name, v)
		case "-X":
			method = value
		case "-d":
			data = value
			if method == http.MethodGet {
				method = http.MethodPost
			}
			if header.Get("Content-Type") == "" {
				header.Set("Content-Type", "application/x-www-form-urlencoded")
			}
		case "-w": // what to write after the body
		case "--data-urlencode":
			name, v, _ := strings.Cut(value, "=")
			query.Set(name, v)
		default:
			t.Fatalf("%s is not known here", word)
		}
	}
	if len(query) > 0 {
		address += "&" + query.Encode()
	}
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header
	return req
}

func basic(user string) string {
	name, password, _ := strings.Cut(user, ":")
	req := &http.Request{Header: http.Header{}}
	req.SetBasicAuth(name, password)
	return req.Header.Get("Authorization")
}

// split takes a command line apart at its blanks, but for those in quotes.
func split(line string) []string {
	var words []string
	for _, m := range regexp.MustCompile(`'([^']*)'|(\S+)`).FindAllStringSubmatch(line, -1) {
		words = append(words, m[1]+m[2])
	}
	return words
}
