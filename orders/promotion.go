package orders

import (
	"encoding/json"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Promotion is a promotion that was applied to an order.
type Promotion struct {
	Name             string          `json:"name"`
	ShortDescription string          `json:"short_description"`
	TotalDiscount    quartet.Decimal `json:"total_discount"`

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names, its bonuses among them
}

// MarshalJSON writes the promotion with the vendor's names.
func (p Promotion) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (p *Promotion) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, p, codec.Options{})
}

// Tax is a tax that was applied to an order.
type Tax struct {
	Description      string          `json:"description"`
	RateType         string          `json:"rate_type"` // "P" percent, "F" a fixed amount
	RateValue        quartet.Decimal `json:"rate_value"`
	PriceIncludesTax bool            `json:"price_includes_tax"`
	TaxSubtotal      quartet.Decimal `json:"tax_subtotal"` // of the whole order

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the tax with the vendor's names.
func (t Tax) MarshalJSON() ([]byte, error) { return codec.Marshal(t) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (t *Tax) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, t, codec.Options{})
}
