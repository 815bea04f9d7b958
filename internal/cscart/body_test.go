package cscart

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet/internal/check"
)

func TestAddColumns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body, want string
		columns          map[string]string
	}{
		{"none", `{"a":1}`, `{"a":1}`, nil},
		{"beside others", `{"a":1}`, `{"a":1,"b":"2","c":"\"3\""}`, map[string]string{"c": `"3"`, "b": "2"}},
		{"alone", `{}`, `{"b":"2"}`, map[string]string{"b": "2"}},
	}
	for _, tt := range tests {
		got, err := AddColumns([]byte(tt.body), tt.columns)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestCheckColumns(t *testing.T) {
	t.Parallel()
	type request struct {
		Phone   string            `json:"phone,omitzero"`
		Columns map[string]string `json:"-"`
		plain   int
	}
	var p check.Problems
	CheckColumns(&p, "UserData.", map[string]string{"phone": "1", "": "2", "fax": "3", "-": "4", "plain": "5"}, request{plain: 1})
	err := p.Err("service", "Op")
	if err == nil || strings.Count(err.Error(), "Columns") != 2 || !strings.Contains(err.Error(), "UserData.Columns[phone]: set the field Phone instead") {
		t.Errorf("error %v, want two problems", err)
	}
}

func TestScope(t *testing.T) {
	t.Parallel()
	var all, store, vendor Scope
	store.Store(2)
	vendor.Vendor(7)
	tests := []struct {
		scope             Scope
		path, route, text string
	}{
		{all, "orders/5", "orders/{order_id}", ""},
		{store, "stores/2/orders/5", "stores/{company_id}/orders/{order_id}", "stores/2"},
		{vendor, "vendors/7/orders/5", "vendors/{company_id}/orders/{order_id}", "vendors/7"},
	}
	for _, tt := range tests {
		got := []string{strings.Join(tt.scope.path("orders", 5), "/"), tt.scope.route("orders", "order_id"), tt.scope.String()}
		if diff := cmp.Diff([]string{tt.path, tt.route, tt.text}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if got := strings.Join(store.path("orders", 0), "/"); got != "stores/2/orders" {
		t.Errorf("path of all: %s", got)
	}
}
