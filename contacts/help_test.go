package contacts_test

import (
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jarcoal/httpmock"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

var update = flag.Bool("update", false, "write the golden files")

const (
	shop = "https://shop.example"
	v3   = shop + "/open2b/api/v3/commerce.contacts."
	v10  = shop + "/api/v10/commerce.contacts."
)

// network answers the requests of one test and keeps them.
type network struct {
	*httpmock.MockTransport
	requests []request
}

type request struct {
	method string // "find"
	body   string
}

// newNetwork has no answers yet.
func newNetwork() *network { return &network{MockTransport: httpmock.NewMockTransport()} }

// answer makes every call of the URL be answered with this status and text.
func (n *network) answer(url string, status int, text string) {
	n.answers(url, func(string) (int, string) { return status, text })
}

// answers makes every call of the URL be answered by f, which gets the body.
func (n *network) answers(url string, f func(body string) (int, string)) {
	n.RegisterResponder(http.MethodPost, url, func(r *http.Request) (*http.Response, error) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		n.requests = append(n.requests, request{method: url[strings.LastIndex(url, ".")+1:], body: string(body)})
		resp := httpmock.NewStringResponse(f(string(body)))
		resp.Header.Set("Content-Type", "application/json")
		return resp, nil
	})
}

// service is the contacts behind the network.
func (n *network) service(t *testing.T, options ...quartet.Option) *contacts.Service {
	t.Helper()
	options = append([]quartet.Option{quartet.WithTransport(n), quartet.WithRateLimit(1e6, 1e6)}, options...)
	client, err := quartet.NewOpen2b(shop, "secret", options...)
	if err != nil {
		t.Fatal(err)
	}
	return contacts.New(client)
}

// wantBody holds the last request against testdata/golden/name.json.
func (n *network) wantBody(t *testing.T, name string) {
	t.Helper()
	if len(n.requests) == 0 {
		t.Fatal("no request was made")
	}
	got := n.requests[len(n.requests)-1].body + "\n"
	path := filepath.Join("testdata", "golden", name+".json")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("request body (-want +got):\n%s", diff)
	}
}

// wantNothingSent fails the test if a request was made.
func (n *network) wantNothingSent(t *testing.T) {
	t.Helper()
	if len(n.requests) > 0 {
		t.Errorf("sent %v", n.requests)
	}
}

type jsonText = json.RawMessage

// roundTrip writes v with encoding/json and reads it back into got.
func roundTrip(t *testing.T, v, got any) {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, got); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}
