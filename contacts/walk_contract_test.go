package contacts_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
)

// The contract of all iterators, by offset and by id, and in another order.
func TestContract(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		version string
		order   []contacts.QueryOption
	}{
		"v3": {"v3", nil}, "v6": {"v6", nil}, "v13": {"v13", nil},
		"in another order": {"v3", []contacts.QueryOption{contacts.OrderBy(contacts.FieldName, quartet.Asc)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			pagingtest.Contract(t, pagingtest.Subject[contacts.Contact]{
				Answer: answerContacts,
				ID:     func(c contacts.Contact) int64 { return c.ID },
				All: func(t *testing.T, transport http.RoundTripper, s pagingtest.Settings) func(context.Context) iter.Seq2[contacts.Contact, error] {
					client, err := quartet.NewOpen2b(shop, "secret", pagingtest.Fast(transport, quartet.WithAPIVersion(test.version))...)
					if err != nil {
						t.Fatal(err)
					}
					svc := contacts.New(client)
					return func(ctx context.Context) iter.Seq2[contacts.Contact, error] {
						return svc.All(ctx, append(walkOptions(s), test.order...)...)
					}
				},
			})
		})
	}
}

func walkOptions(s pagingtest.Settings) []contacts.QueryOption {
	return []contacts.QueryOption{contacts.PerPage(s.PerPage), contacts.Prefetch(s.Prefetch), contacts.From(s.From), contacts.Progress(s.Progress)}
}

// answerContacts is the contacts 1 … n that a find asks for, in this order.
func answerContacts(r *http.Request, n int, bad []int64) string {
	var find struct {
		Conditions struct {
			After int `json:"after"`
		} `json:"conditions"`
		First int `json:"first"`
		Limit int `json:"limit"`
	}
	if err := json.NewDecoder(r.Body).Decode(&find); err != nil {
		return err.Error()
	}
	var rows []string
	for id := find.Conditions.After + find.First + 1; id <= n && len(rows) < find.Limit; id++ {
		customer := "37001"
		if slices.Contains(bad, int64(id)) {
			customer = `"nobody"`
		}
		rows = append(rows, fmt.Sprintf(`{"id":%d,"customer":%s}`, id, customer))
	}
	return `{"status":"ok","contacts":[` + strings.Join(rows, ",") + `]}`
}
