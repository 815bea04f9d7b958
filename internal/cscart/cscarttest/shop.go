// Package cscarttest is what the tests of CS-Cart's two services share: a store
// with canned answers and a record of what was asked (Shop), and the tests of
// their walks (Subject).
package cscarttest

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jarcoal/httpmock"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
)

var update = flag.Bool("update", false, "write the golden files")

// Root is where the store's API begins.
const Root = "https://shop.example/api/2.0/"

// Shop is the store of one test.
type Shop struct {
	t    testing.TB
	mock *httpmock.MockTransport

	mu       sync.Mutex
	requests []Request
}

// Request is a request that the store got.
type Request struct {
	Line  string // "PUT orders/5"
	Query url.Values
	Body  string
}

// New is a store that knows no path yet.
func New(t testing.TB) *Shop {
	return &Shop{t: t, mock: httpmock.NewMockTransport()}
}

// Client is a client of the store.
func (s *Shop) Client(opts ...quartet.Option) *quartet.CSCart {
	s.t.Helper()
	return Client(s.t, s.mock, opts...)
}

// Client is a client of the store behind transport, as fast as it can be and with
// no repeats.
func Client(t testing.TB, transport http.RoundTripper, opts ...quartet.Option) *quartet.CSCart {
	t.Helper()
	client, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", "secret", pagingtest.Fast(transport, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// Answer has the store answer a line such as "GET orders/5", whatever the query.
func (s *Shop) Answer(line string, status int, body string) {
	s.Handle(line, func(Request) (int, string) { return status, body })
}

// Handle has f answer a line.
func (s *Shop) Handle(line string, f func(Request) (status int, body string)) {
	method, path, _ := strings.Cut(line, " ")
	s.mock.RegisterResponder(method, Root+path, func(r *http.Request) (*http.Response, error) {
		request := Request{Line: line, Query: r.URL.Query()}
		if r.Body != nil {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			request.Body = string(body)
		}
		s.mu.Lock()
		s.requests = append(s.requests, request)
		s.mu.Unlock()
		resp := httpmock.NewStringResponse(f(request))
		resp.Header.Set("Content-Type", "application/json")
		return resp, nil
	})
}

// List has the store serve rows, page by page, as the list of an entity. Rows
// are in ascending order of their ids; any other order asked for turns them round.
func (s *Shop) List(line, entity string, rows []string) {
	s.Handle(line, func(r Request) (int, string) {
		page, size := 1, 10
		if n, err := strconv.Atoi(r.Query.Get("page")); err == nil {
			page = n
		}
		if n, err := strconv.Atoi(r.Query.Get("items_per_page")); err == nil {
			size = n
		}
		sorted := slices.Clone(rows)
		if r.Query.Get("sort_order") != "asc" {
			slices.Reverse(sorted)
		}
		total := fmt.Sprintf(`,"total_items":"%d"`, len(rows))
		if size == 0 {
			page, size, total = 1, len(rows), ""
		}
		from := min((page-1)*size, len(sorted))
		shown := sorted[from:min(from+size, len(sorted))]
		return http.StatusOK, fmt.Sprintf(`{"%s":[%s],"params":{"page":%d,"items_per_page":"%d","sort_by":%q%s}}`,
			entity, strings.Join(shown, ","), page, size, r.Query.Get("sort_by"), total)
	})
}

// Requests are the requests that the store got, in order.
func (s *Shop) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Last is the last request; the test fails when there is none.
func (s *Shop) Last() Request {
	s.t.Helper()
	requests := s.Requests()
	if len(requests) == 0 {
		s.t.Fatal("nothing was sent")
	}
	return requests[len(requests)-1]
}

// WantNothingSent fails the test when the store got a request.
func (s *Shop) WantNothingSent() {
	s.t.Helper()
	if requests := s.Requests(); len(requests) > 0 {
		s.t.Errorf("sent %v", requests)
	}
}

// WantQuery holds the last request's query, unescaped, against want.
func (s *Shop) WantQuery(want string) {
	s.t.Helper()
	got, err := url.QueryUnescape(s.Last().Query.Encode())
	if err != nil {
		s.t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		s.t.Errorf("query (-want +got):\n%s", diff)
	}
}

// WantBody holds the last request's body against testdata/golden/name.json.
func (s *Shop) WantBody(name string) {
	s.t.Helper()
	var got bytes.Buffer
	if err := json.Indent(&got, []byte(s.Last().Body), "", "  "); err != nil {
		s.t.Fatalf("body %q: %v", s.Last().Body, err)
	}
	got.WriteByte('\n')
	Golden(s.t, name+".json", got.String())
}

// Golden holds text against the file testdata/golden/name.
func Golden(t testing.TB, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
