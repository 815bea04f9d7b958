package orders_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

// TestCreateKeepsWhatItCanRead: each part of an answer stands for itself.
func TestCreateKeepsWhatItCanRead(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		want       orders.Created
		paths      []string // of the RecordErrors
		text       string   // in the error
	}{
		{
			"a suborder", `{"order_id":98,"order_data":{"order_id":"98"},"suborder_ids":[99,100],"suborders_data":[{"order_id":"99","total":[1]},{"order_id":"100"}],"x":1}`,
			orders.Created{OrderID: 98, Order: &orders.Order{OrderID: 98}, SubOrderIDs: orders.IDs{99, 100}, SubOrders: []orders.Order{{OrderID: 100}}, Extra: map[string]json.RawMessage{"x": json.RawMessage("1")}},
			[]string{"suborders_data[0]"}, "suborders_data[0].total: want decimal number",
		},
		{
			"the order", `{"order_id":98,"order_data":{"total":[1]},"suborders_data":{"99":{"order_id":"99"}}}`,
			orders.Created{OrderID: 98, SubOrders: []orders.Order{{OrderID: 99}}},
			[]string{"order_data"}, "order_data.total: want decimal number",
		},
		{
			"the ids of the suborders", `{"order_id":98,"order_data":{"order_id":"98"},"suborder_ids":"x"}`,
			orders.Created{OrderID: 98, Order: &orders.Order{OrderID: 98}},
			[]string{"suborder_ids"}, "suborder_ids: want",
		},
		{
			"no list", `{"order_id":98,"order_data":"x","suborder_ids":[1],"suborders_data":true}`,
			orders.Created{OrderID: 98, SubOrderIDs: orders.IDs{1}},
			[]string{"order_data", "suborders_data"}, "suborders_data: want list, got true",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("POST orders", http.StatusCreated, tt.body)
			got, err := orders.New(shop.Client()).Create(t.Context(), user())
			if got == nil || err == nil || errors.Is(err, quartet.ErrOutcomeUnknown) || !errors.Is(err, quartet.ErrMalformed) {
				t.Fatalf("created %+v, error %v", got, err)
			}
			if diff := cmp.Diff(&tt.want, got); diff != "" {
				t.Errorf("created (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.paths, badPaths(err)); diff != "" {
				t.Errorf("paths (-want +got):\n%s", diff)
			}
			if !strings.Contains(err.Error(), tt.text) {
				t.Errorf("error %v, want %q", err, tt.text)
			}
		})
	}
}

// badPaths are the paths of the RecordErrors that err joins.
func badPaths(err error) (paths []string) {
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		var bad *quartet.RecordError
		if errors.As(err, &bad) {
			paths = append(paths, bad.Path)
		}
	}
	return paths
}
