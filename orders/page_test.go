package orders_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/orders"
)

func TestPageIsReadFromTheVendorsText(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       orders.Page
	}{
		{"a list", `{"orders":[{"order_id":"7","timestamp":"0"}],"params":{"page":1,"items_per_page":"10","total_items":"1"}}`, orders.Page{
			Orders: []orders.Summary{{OrderID: 7}}, Params: orders.Params{Page: 1, ItemsPerPage: 10, TotalItems: 1},
		}},
		{"a list with a gap", `{"orders":{"0":{"order_id":7},"2":{"order_id":"9"}},"params":{"page":"2"}}`, orders.Page{
			Orders: []orders.Summary{{OrderID: 7}, {OrderID: 9}}, Params: orders.Params{Page: 2, TotalItems: -1},
		}},
		{"empty", `{"orders":[],"params":[]}`, orders.Page{Params: orders.Params{TotalItems: -1}}},
		{"nothing", `{}`, orders.Page{Params: orders.Params{TotalItems: -1}}},
	}
	for _, tt := range tests {
		var got orders.Page
		if err := json.Unmarshal([]byte(tt.text), &got); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestPageNamesWhereItIsWrong(t *testing.T) {
	t.Parallel()
	for text, path := range map[string]string{
		`{"orders":[{"order_id":"7","total":"x"}]}`: "orders[0].total",
		`{"params":{"page":"x"}}`:                   "params.page",
		`{"orders":"x"}`:                            "orders",
	} {
		var page orders.Page
		err := json.Unmarshal([]byte(text), &page)
		if !errors.Is(err, quartet.ErrMalformed) || !strings.Contains(err.Error(), path+": want") {
			t.Errorf("%s: error %v, want ErrMalformed at %s", text, err, path)
		}
	}
}

func TestPageIsWrittenWithoutItsCursor(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(orders.Page{Params: orders.Params{Page: 1}, Cursor: "secret place"})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(text), `{"orders":[],"params":{"page":1,`) || strings.Contains(string(text), "place") {
		t.Errorf("page %s", text)
	}
}
