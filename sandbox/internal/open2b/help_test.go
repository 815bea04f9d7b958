package open2b

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// serve starts the store on a port.
func serve(t *testing.T, c Config) (*Server, string) {
	t.Helper()
	s := New(c)
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server.URL
}

// post sends a body to a path, with the headers "name: value".
func post(t *testing.T, url, body string, headers ...string) (int, string) {
	t.Helper()
	return send(t, http.MethodPost, url, body, headers...)
}

func send(t *testing.T, method, url, body string, headers ...string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // read to its end
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

const key = "X-Key: " + DefaultKey

// api is the address of a method in v3.
func api(base, method string) string { return base + "/open2b/api/v3/commerce.contacts." + method }

// v10 is the address of a method in v10.
func v10(base, method string) string { return base + "/api/v10/commerce.contacts." + method }

// answer is any answer of the store.
type answer struct {
	Status   string           `json:"status"`
	Error    apiError         `json:"error"`
	ID       int64            `json:"id"`
	Count    *int             `json:"count"`
	Contact  map[string]any   `json:"contact"`
	Contacts []map[string]any `json:"contacts"`
}

// call calls a method and reads its answer, which has the status 200.
func call(t *testing.T, url, body string) answer {
	t.Helper()
	status, text := post(t, url, body, key)
	var a answer
	if err := json.Unmarshal([]byte(text), &a); err != nil || status != http.StatusOK {
		t.Fatalf("%s %s: %d %s", url, body, status, text)
	}
	return a
}

// names are the names of the contacts, in the answer's order.
func names(a answer) string {
	var list []string
	for _, c := range a.Contacts {
		list = append(list, c["name"].(string))
	}
	return strings.Join(list, " ")
}

// some keeps five contacts of two customers.
func some(t *testing.T, c Config) (*Server, string) {
	t.Helper()
	s, base := serve(t, c)
	for _, contact := range []Contact{
		{11, 37001, "Emma", "+1", "emma@example.com", ""},
		{12, 37002, "Борис", "+2", "boris@example.org", "b"},
		{13, 37001, "Anna", "+3", "", "a"},
		{14, 37001, "Carl", "", "carl@example.com", "b"},
		{15, 37002, "Anna", "+5", "anna@example.com", ""},
	} {
		s.store.insert(contact)
	}
	return s, base
}
