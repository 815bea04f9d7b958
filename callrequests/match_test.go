package callrequests_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
)

func TestRowsThatTheFilterShouldHaveKeptOut(t *testing.T) {
	t.Parallel()
	const list = `{"call_requests":[
		{"request_id":"1","status":"new","user_id":"3"},
		{"request_id":"2","status":"completed","user_id":"4"},
		{"request_id":"3","status":"in_progress","user_id":"0"},
		{"request_id":"4","status":"new","user_id":"4"}
	],"params":{"page":1,"items_per_page":10,"total_items":"4"}}`
	tests := []struct {
		name    string
		options []callrequests.QueryOption
		want    []int64
		told    string
	}{
		{"no filter", nil, []int64{1, 2, 3, 4}, ""},
		{"one status", []callrequests.QueryOption{callrequests.WithStatus("new")}, []int64{1, 4}, `call_requests[1].status: "completed" was not asked for: the store ignores the filter`},
		{"two statuses", []callrequests.QueryOption{callrequests.WithStatus("new", "completed")}, []int64{1, 2, 4}, "call_requests[2].status"},
		{"users", []callrequests.QueryOption{callrequests.AssignedTo(3, 4)}, []int64{1, 2, 4}, "call_requests[2].user_id: 0 was not asked for"},
		{"both", []callrequests.QueryOption{callrequests.WithStatus("new"), callrequests.AssignedTo(4)}, []int64{4}, "call_requests[0].user_id: 3"},
		{"several of both", []callrequests.QueryOption{callrequests.AssignedTo(3, 4, 5), callrequests.WithStatus("new", "completed", "in_progress")}, []int64{1, 2, 4}, "user_id"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("GET call_requests", http.StatusOK, list)
			svc := callrequests.New(shop.Client())
			page, err := svc.List(t.Context(), tt.options...)
			if page == nil || !slices.Equal(ids(page.CallRequests), tt.want) {
				t.Errorf("page %v, error %v, want %v", page, err, tt.want)
			}
			all, walkErr := quartet.Collect(svc.All(t.Context(), tt.options...))
			if !slices.Equal(ids(all), tt.want) {
				t.Errorf("walk %v, want %v", ids(all), tt.want)
			}
			for _, err := range []error{err, walkErr} {
				if told := tt.told != ""; errors.Is(err, quartet.ErrMalformed) != told || told && !strings.Contains(err.Error(), tt.told) {
					t.Errorf("error %v, want %q", err, tt.told)
				}
			}
		})
	}
}
