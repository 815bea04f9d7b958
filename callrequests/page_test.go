package callrequests_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet/callrequests"
)

func TestPageOfEveryForm(t *testing.T) {
	t.Parallel()
	var got callrequests.Page
	const text = `{"call_requests":{"0":{"request_id":"7"},"2":{"request_id":9}},"params":{"page":"2","items_per_page":10}}`
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	want := callrequests.Page{
		CallRequests: []callrequests.CallRequest{{RequestID: 7}, {RequestID: 9}},
		Params:       callrequests.Params{Page: 2, ItemsPerPage: 10, TotalItems: -1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
	got.Cursor = "place"
	written, err := json.Marshal(got)
	if err != nil || strings.Contains(string(written), "place") {
		t.Errorf("written %s, error %v", written, err)
	}
	var again callrequests.Page
	if err := json.Unmarshal(written, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("read again (-want +got):\n%s", diff)
	}
	if err := json.Unmarshal([]byte(`{"call_requests":[{"request_id":"x"}]}`), &again); err == nil || !strings.Contains(err.Error(), "call_requests[0].request_id") {
		t.Errorf("error %v, want the place", err)
	}
}
