package orders

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Order is an order with all that the store tells of it. Money is in the store's
// primary currency. Which fields come depends on the release and its add-ons:
// those that do not are zero, and what no field names is in Extra.
//
// Some values are stored as they were when the order was placed, by whatever
// release and add-ons there were: DocIDs, ProductGroups, Shipping, Taxes,
// Promotions, Coupons, PointsInfo, Fields, IssuerData and the ExtraData of
// products. One of a shape that its field cannot take is in Extra instead, under
// the vendor's name and as it came.
//
// An Order prints and logs as its number, status and total alone, since it holds
// the customer's data, PaymentInfo, and in some releases columns of the user's
// account. json.Marshal writes all of it, and so does a JSON log of a list of
// orders.
type Order struct {
	OrderID       int64     `json:"order_id"`
	IsParentOrder bool      `json:"is_parent_order"` // Multi-Vendor: the order above the vendors' orders
	ParentOrderID int64     `json:"parent_order_id"` // Multi-Vendor: the order that this one is a vendor's part of
	Status        Status    `json:"status"`
	Timestamp     time.Time `json:"timestamp" codec:"unix"`  // when it was placed
	UpdatedAt     time.Time `json:"updated_at" codec:"unix"` // 4.13.2 and newer
	CompanyID     int64     `json:"company_id"`              // the store (CS-Cart) or vendor (Multi-Vendor)
	StorefrontID  int64     `json:"storefront_id"`           // newer releases
	Repaid        int64     `json:"repaid"`                  // how often it was paid again; documented as 0 or 1

	// Who placed it.
	UserID         int64  `json:"user_id"` // 0 for a guest
	UserType       string `json:"user_type"`
	IssuerID       int64  `json:"issuer_id"`                     // the administrator who created it; 0 if a customer did
	IssuerData     Values `json:"issuer_data" codec:"text,blob"` // of that administrator
	FirstName      string `json:"firstname"`
	LastName       string `json:"lastname"`
	Email          string `json:"email"`
	Phone          string `json:"phone"`
	Company        string `json:"company"`    // the customer's, or in some releases the store's or vendor's
	ProfileID      int64  `json:"profile_id"` // the address book entry of that user
	IPAddress      string `json:"ip_address"`
	LangCode       string `json:"lang_code"`
	LocalizationID int64  `json:"localization_id"` // deprecated by the vendor
	TaxExempt      bool   `json:"tax_exempt"`

	// Money.
	Total               quartet.Decimal `json:"total"` // what the customer has to pay
	Subtotal            quartet.Decimal `json:"subtotal"`
	DisplaySubtotal     quartet.Decimal `json:"display_subtotal"`
	Discount            quartet.Decimal `json:"discount"`
	SubtotalDiscount    quartet.Decimal `json:"subtotal_discount"`
	PaymentSurcharge    quartet.Decimal `json:"payment_surcharge"`
	ShippingCost        quartet.Decimal `json:"shipping_cost"`
	DisplayShippingCost quartet.Decimal `json:"display_shipping_cost"`
	TaxSubtotal         quartet.Decimal `json:"tax_subtotal"`
	SecondaryCurrency   string          `json:"secondary_currency"` // the one the customer saw, such as "USD"

	// Payment and documents.
	PaymentID     int64            `json:"payment_id"`
	PaymentInfo   PaymentInfo      `json:"payment_info" codec:"secret"`
	PaymentMethod PaymentMethod    `json:"payment_method"`
	InvoiceID     int64            `json:"invoice_id"`           // documented here, but seen in lists only: see DocIDs
	CreditMemoID  int64            `json:"credit_memo_id"`       // likewise
	DocIDs        map[string]int64 `json:"doc_ids" codec:"blob"` // "I" is the invoice, "C" the credit memo

	// What was bought, and how it is sent.
	Products      []Product      `json:"products"`
	ProductGroups []ProductGroup `json:"product_groups" codec:"blob"` // the products by vendor or supplier
	NeedShipping  bool           `json:"need_shipping"`
	NeedShipment  bool           `json:"need_shipment"` // often told only by Shipping
	Shipping      []Shipping     `json:"shipping" codec:"blob"`
	ShippingIDs   IDs            `json:"shipping_ids"`
	ShippingID    IDs            `json:"shipping_id"` // documented as one id, but not seen: see ShippingIDs
	ShipmentIDs   IDs            `json:"shipment_ids"`

	// What changed the price.
	Taxes        map[string]Tax             `json:"taxes" codec:"blob"`      // by the tax's id
	Promotions   map[string]Promotion       `json:"promotions" codec:"blob"` // by the promotion's id
	PromotionIDs IDs                        `json:"promotion_ids"`
	Coupons      map[string]IDs             `json:"coupons" codec:"blob"`     // coupon code to the promotions it brought
	PointsInfo   map[string]json.RawMessage `json:"points_info" codec:"blob"` // of the reward points add-on, as it writes it

	Notes   string `json:"notes"`                    // the customer's
	Details string `json:"details"`                  // the administrator's
	Fields  Values `json:"fields" codec:"text,blob"` // profile fields of the store's own, by their id

	// Where the invoice goes.
	BillingFirstName   string `json:"b_firstname"`
	BillingLastName    string `json:"b_lastname"`
	BillingAddress     string `json:"b_address"`
	BillingAddress2    string `json:"b_address_2"`
	BillingCity        string `json:"b_city"`
	BillingCounty      string `json:"b_county"`
	BillingState       string `json:"b_state"` // its code
	BillingStateName   string `json:"b_state_descr"`
	BillingCountry     string `json:"b_country"` // two letters
	BillingCountryName string `json:"b_country_descr"`
	BillingZip         string `json:"b_zipcode"`
	BillingPhone       string `json:"b_phone"`

	// Where the parcel goes.
	ShippingFirstName   string `json:"s_firstname"`
	ShippingLastName    string `json:"s_lastname"`
	ShippingAddress     string `json:"s_address"`
	ShippingAddress2    string `json:"s_address_2"`
	ShippingCity        string `json:"s_city"`
	ShippingCounty      string `json:"s_county"`
	ShippingState       string `json:"s_state"` // its code
	ShippingStateName   string `json:"s_state_descr"`
	ShippingCountry     string `json:"s_country"` // two letters
	ShippingCountryName string `json:"s_country_descr"`
	ShippingZip         string `json:"s_zipcode"`
	ShippingPhone       string `json:"s_phone"`

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the whole order with the vendor's names, PaymentInfo and
// other secrets included.
func (o Order) MarshalJSON() ([]byte, error) { return codec.Marshal(o) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (o *Order) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, o, codec.Options{})
}

// String is the order's number, status and total.
func (o Order) String() string {
	return fmt.Sprintf("order %d (%s, %s)", o.OrderID, o.Status, o.Total)
}

// Format keeps every verb of fmt as short as String.
func (o Order) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, o.String()) }

// LogValue is the order for slog: its number, status and total.
func (o Order) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Int64("order_id", o.OrderID),
		slog.String("status", string(o.Status)),
		slog.String("total", o.Total.String()),
	)
}
