package orders_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

// A store tells the options of an order's product in full, those of a product in
// a group by their ids alone.
func TestProductOptions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		want       orders.Product
	}{
		{"in full", `{"product_options":[{"option_id":"12","value":"44","option_name":"Size","variant_name":"L","modifier":"0.500","modifier_type":"A","inventory":"Y","position":"10"}]}`,
			orders.Product{Options: []orders.ProductOption{{
				OptionID: 12, Name: "Size", Value: "44", VariantName: "L", Modifier: quartet.MustDecimal("0.500"), ModifierType: "A", Inventory: true,
				Extra: map[string]json.RawMessage{"position": json.RawMessage(`"10"`)},
			}}}},
		{"by id", `{"product_options":{"12":"44"}}`, orders.Product{Extra: map[string]json.RawMessage{"product_options": json.RawMessage(`{"12":"44"}`)}}},
		{"none", `{"product_options":[]}`, orders.Product{}},
		{"as stored", `{"extra":{"product_options":{"12":"44"},"base_price":347,"stored_price":"Y","is_edp":"N","company_id":0}}`, orders.Product{ExtraData: orders.ProductExtra{
			ProductOptions: orders.Values{"12": "44"}, BasePrice: quartet.MustDecimal("347"), StoredPrice: true,
		}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got orders.Product
			if err := json.Unmarshal([]byte(test.text), &got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.want, cscarttest.ReadBack(t, got)); diff != "" {
				t.Errorf("read again (-want +got):\n%s", diff)
			}
		})
	}
}
