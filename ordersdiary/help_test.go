package ordersdiary_test

import (
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jarcoal/httpmock"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

const journalURL = "https://api.calltouch.ru/calls-service/RestAPI/12345/orders-diary/orders"

var msk = time.FixedZone("MSK", 3*60*60)

// day is midnight of a day of March 2026 in Moscow.
func day(n int) time.Time { return time.Date(2026, time.March, n, 0, 0, 0, 0, msk) }

// network answers the requests of one test and keeps their queries.
type network struct {
	*httpmock.MockTransport
	mu      sync.Mutex
	queries []url.Values
}

// answering is a network on which every call is answered by f.
func answering(f func(query url.Values) (int, string)) *network {
	n := &network{MockTransport: httpmock.NewMockTransport()}
	n.RegisterResponder(http.MethodGet, journalURL, func(r *http.Request) (*http.Response, error) {
		query := r.URL.Query()
		n.mu.Lock()
		defer n.mu.Unlock()
		n.queries = append(n.queries, query)
		resp := httpmock.NewStringResponse(f(query))
		resp.Header.Set("Content-Type", "application/json")
		return resp, nil
	})
	return n
}

// answeringText is a network on which every call is answered by text.
func answeringText(text string) *network {
	return answering(func(url.Values) (int, string) { return http.StatusOK, text })
}

// journal is the service behind the network; its calls take no time.
func (n *network) journal(t *testing.T, options ...quartet.Option) *ordersdiary.Service {
	t.Helper()
	return ordersdiary.New(n.client(t, options...), 12345)
}

func (n *network) client(t *testing.T, options ...quartet.Option) *quartet.Calltouch {
	t.Helper()
	options = append([]quartet.Option{quartet.WithTransport(n), quartet.WithRateLimit(1e6, 1e6), quartet.WithLocation(msk)}, options...)
	client, err := quartet.NewCalltouch("tok/en+=", options...)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// wantQuery holds the query of the last call against want; the token goes with
// every call.
func (n *network) wantQuery(t *testing.T, want url.Values) {
	t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.queries) == 0 {
		t.Fatal("no request was made")
	}
	want.Set("clientApiId", "tok/en+=")
	if diff := cmp.Diff(want, n.queries[len(n.queries)-1]); diff != "" {
		t.Errorf("query (-want +got):\n%s", diff)
	}
}

// sameTimes lets times differ in their zones' pointers.
var sameTimes = cmp.Comparer(func(a, b time.Time) bool {
	return a.Equal(b) && a.Format(time.RFC3339) == b.Format(time.RFC3339)
})
