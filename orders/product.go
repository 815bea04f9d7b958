package orders

import (
	"encoding/json"
	"log/slog"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Product is one product of an order: a line with its amount, price and options.
type Product struct {
	Key             string          `json:"-" codec:"key"` // under which it stands in the order: its item id
	ItemID          int64           `json:"item_id"`       // up to 10 digits; 0 in product groups, where Key tells it
	ProductID       int64           `json:"product_id"`
	ProductCode     string          `json:"product_code"`
	Name            string          `json:"product"`
	Status          string          `json:"product_status"` // of the product in the catalog now
	Amount          int64           `json:"amount"`
	Price           quartet.Decimal `json:"price"` // of one, discounts taken off
	BasePrice       quartet.Decimal `json:"base_price"`
	OriginalPrice   quartet.Decimal `json:"original_price"`
	Discount        quartet.Decimal `json:"discount"`
	Subtotal        quartet.Decimal `json:"subtotal"`
	DisplaySubtotal quartet.Decimal `json:"display_subtotal"`
	TaxValue        quartet.Decimal `json:"tax_value"`
	CompanyID       int64           `json:"company_id"`
	ShippedAmount   int64           `json:"shipped_amount"`  // how many are in shipments
	ShipmentAmount  int64           `json:"shipment_amount"` // how many are not yet
	Deleted         bool            `json:"deleted_product"` // no longer in the catalog
	IsAccessible    bool            `json:"is_accessible"`
	Shared          bool            `json:"shared_product"`               // several stores sell it
	OrderID         int64           `json:"order_id"`                     // 0 in product groups
	CartID          string          `json:"cart_id"`                      // under which it lay in the cart
	Options         []ProductOption `json:"product_options" codec:"blob"` // what the customer chose, in full; by their ids: ExtraData
	ExtraData       ProductExtra    `json:"extra" codec:"blob"`           // what was stored when the order was placed

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the product with the vendor's names.
func (p Product) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (p *Product) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, p, codec.Options{})
}

// ProductOption is an option of a product, and what the customer chose of it.
type ProductOption struct {
	OptionID     int64           `json:"option_id"`
	Name         string          `json:"option_name"`
	Value        string          `json:"value"` // the id of the variant, or the text entered
	VariantName  string          `json:"variant_name"`
	Modifier     quartet.Decimal `json:"modifier"`      // what it adds to the price
	ModifierType string          `json:"modifier_type"` // "A" an amount, "P" percent
	Inventory    bool            `json:"inventory"`     // stock is kept by its variants

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the option with the vendor's names.
func (o ProductOption) MarshalJSON() ([]byte, error) { return codec.Marshal(o) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (o *ProductOption) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, o, codec.Options{})
}

// ProductExtra is what an order's product stores of the moment of purchase.
type ProductExtra struct {
	ProductOptions    Values          `json:"product_options" codec:"text,blob"` // option id to the id of the chosen variant, or the text entered
	Name              string          `json:"product"`
	CompanyID         int64           `json:"company_id"`
	BasePrice         quartet.Decimal `json:"base_price"`
	Discount          quartet.Decimal `json:"discount"`
	StoredPrice       bool            `json:"stored_price"`    // the price was set by hand
	StoredDiscount    bool            `json:"stored_discount"` // likewise the discount
	Downloadable      bool            `json:"is_edp"`
	DownloadShipped   bool            `json:"edp_shipping"` // a download that is sent as a parcel, too
	UnlimitedDownload bool            `json:"unlimited_download"`

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the data with the vendor's names.
func (e ProductExtra) MarshalJSON() ([]byte, error) { return codec.Marshal(e) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (e *ProductExtra) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, e, codec.Options{})
}

// ProductGroup is the part of an order that one vendor or supplier sends.
type ProductGroup struct {
	Key             string     `json:"-" codec:"key"` // of the group, when the groups came by key
	Name            string     `json:"name"`
	CompanyID       int64      `json:"company_id"`
	Products        []Product  `json:"products" codec:"blob"`
	Shippings       []Shipping `json:"shippings" codec:"blob"`        // the methods that were offered
	ChosenShippings []Shipping `json:"chosen_shippings" codec:"blob"` // the methods that were chosen

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the group with the vendor's names.
func (g ProductGroup) MarshalJSON() ([]byte, error) { return codec.Marshal(g) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (g *ProductGroup) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, g, codec.Options{})
}

// LogValue is the group for slog: whose it is, and how many products it has.
func (g ProductGroup) LogValue() slog.Value {
	return slog.GroupValue(slog.Int64("company_id", g.CompanyID), slog.String("name", g.Name), slog.Int("products", len(g.Products)))
}
