package sandbox_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/sandbox"
)

// plain is a client without any helpfulness: no redirects, no compression.
func plain(sb *sandbox.Sandbox) *http.Client {
	t := sb.Transport().(*http.Transport)
	t.DisableCompression = true
	return &http.Client{Transport: t, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// reply is an answer read to its end, or the error that came instead.
type reply struct {
	status int
	header http.Header
	body   string
	err    error
}

// call sends a request with the credentials of its vendor.
func call(t *testing.T, sb *sandbox.Sandbox, method, url, body string) reply {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case strings.HasPrefix(url, sb.CSCart.URL):
		req.SetBasicAuth(sb.CSCart.Email, sb.CSCart.APIKey)
	case strings.HasPrefix(url, sb.Open2b.URL):
		req.Header.Set("X-Key", sb.Open2b.Key)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	resp, err := plain(sb).Do(req)
	if err != nil {
		return reply{err: err}
	}
	defer resp.Body.Close() //nolint:errcheck // read as far as it goes
	text, err := io.ReadAll(resp.Body)
	return reply{resp.StatusCode, resp.Header, string(text), err}
}

// contactsCount is the address of a call that reads.
func contactsCount(sb *sandbox.Sandbox) string {
	return sb.Open2b.URL + "/open2b/api/v3/commerce.contacts.count"
}

// create creates a contact.
func create(t *testing.T, sb *sandbox.Sandbox, name string) reply {
	t.Helper()
	return call(t, sb, http.MethodPost, sb.Open2b.URL+"/open2b/api/v3/commerce.contacts.create",
		fmt.Sprintf(`{"contact":{"customer":%d,"name":%q}}`, sb.Open2b.Customer, name))
}

// failures stands in for a test that an assertion of the sandbox is to fail.
type failures struct {
	testing.TB
	list []string
}

func (f *failures) Helper() {}

func (f *failures) Errorf(format string, args ...any) {
	f.list = append(f.list, fmt.Sprintf(format, args...))
}

func (f *failures) Fatal(args ...any) { f.list = append(f.list, fmt.Sprint(args...)); panic(f) }
