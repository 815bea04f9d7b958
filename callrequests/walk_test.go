package callrequests_test

import (
	"context"
	"iter"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/internal/paging/pagingtest"
	"github.com/quartetgo/quartet/sandbox"
)

// subject is the walks over call requests.
var subject = cscarttest.Subject[callrequests.CallRequest]{
	Entity:   "call_requests",
	Row:      `{"request_id":"%d","timestamp":"%s"}`,
	Profiles: []string{"4.3.7", "4.3.7-mv", "4.13.2", "4.13.2-mv", "4.20.1", "4.20.1-mv"},

	ID: func(r callrequests.CallRequest) int64 { return r.RequestID },
	Get: func(ctx context.Context, client *quartet.CSCart, id int64) (int64, error) {
		request, err := callrequests.New(client).Get(ctx, id)
		if err != nil {
			return 0, err
		}
		return request.RequestID, nil
	},
	All:    walk(),
	Sorted: walk(callrequests.SortBy(callrequests.SortDate, quartet.Asc)),
	Shown:  walk(callrequests.WithStatus(callrequests.StatusNew)),
	Living: living,
}

// walk is All with more options.
func walk(more ...callrequests.QueryOption) cscarttest.Walk[callrequests.CallRequest] {
	return func(ctx context.Context, client *quartet.CSCart, s pagingtest.Settings) iter.Seq2[callrequests.CallRequest, error] {
		options := []callrequests.QueryOption{
			callrequests.PerPage(s.PerPage), callrequests.Prefetch(s.Prefetch), callrequests.From(s.From), callrequests.Progress(s.Progress),
		}
		return callrequests.New(client).All(ctx, append(options, more...)...)
	}
}

// living are call requests that are new or not.
func living(shop *sandbox.CSCartServer) pagingtest.Living {
	status := func(s string) func(int64) {
		return func(id int64) { shop.ChangeCallRequest(id, func(r *sandbox.CallRequest) { r.Status = s }) }
	}
	return pagingtest.Living{
		Insert: func() int64 {
			return shop.InsertCallRequest(func(r *sandbox.CallRequest) { r.Status = "new" })
		},
		Delete: func(id int64) { shop.DeleteCallRequest(id) },
		Hide:   status("completed"), Show: status("new"),
	}
}

func TestWhatWalksPromise(t *testing.T) {
	t.Parallel()
	subject.Test(t, 600)
}
