package orders

import (
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/cscart"
)

// Draft is an order to create: for a user of the store (UserID), or for a guest
// (UserData). json.Marshal writes the body that Create sends.
type Draft struct {
	UserID   int64     `json:"user_id,string,omitzero"` // a user of the store; 0 for a guest
	UserData *UserData `json:"user_data,omitzero"`      // the guest; the vendor ignores it beside a UserID, so only one of the two is allowed

	PaymentID int64 `json:"payment_id,string"` // required

	// How it is sent: one method for the whole order, or since 4.3.7 one for each
	// product group. Required, one of the two.
	ShippingID       int64           `json:"shipping_id,string,omitzero"`
	GroupShippingIDs map[int64]int64 `json:"-"` // the group's key to the method's id, sent as shipping_id; keys are indexes from 0, or the vendors' ids (4.20.1)

	Products []DraftProduct `json:"products"`     // required
	Coupons  []string       `json:"coupon_codes"` // codes that change the total

	Notes       string          `json:"notes,omitzero"`   // the customer's
	Details     string          `json:"details,omitzero"` // the administrator's
	PaymentInfo PaymentInfo     `json:"payment_info,omitzero"`
	Promotions  json.RawMessage `json:"promotions,omitzero"` // an object or a list, as the store keeps it

	// Columns are further columns of the order, by the vendor's names, such as
	// "ip_address" or "b_address_2". They are undocumented for writing; the
	// server was seen to store those that it has (4.13.2, 4.20.1). The status of
	// a new order is "O" whatever is sent; the order_id and the subtotal cannot
	// be set.
	Columns map[string]string `json:"-"`
}

// DraftProduct is a product in an order to create or to update.
type DraftProduct struct {
	// Key is the product's key in the vendor's map. Leave it out: the products
	// are then numbered, and the same product can come twice with different
	// options. A product's id as the Key, with no ProductID, is the vendor's
	// other way to name it.
	Key int64 `json:"-"`

	ProductID int64            `json:"product_id,string,omitzero"` // required without Key
	Amount    int64            `json:"amount,string"`              // required
	Options   Values           `json:"product_options,omitzero"`   // option id to the id of the variant, or the text entered
	Price     *quartet.Decimal `json:"price,omitempty"`            // of one; the vendor ignores it in a new order (omitempty: omitzero would leave out a price of 0)
	Discount  *quartet.Decimal `json:"discount,omitempty"`         // in an Update only
}

// UserData is the customer of a guest's order. All but the phones, FirstName,
// LastName and Columns is required.
type UserData struct {
	Email     string `json:"email"`
	FirstName string `json:"firstname,omitzero"`
	LastName  string `json:"lastname,omitzero"`

	BillingFirstName string `json:"b_firstname"`
	BillingLastName  string `json:"b_lastname"`
	BillingAddress   string `json:"b_address"`
	BillingCity      string `json:"b_city"`
	BillingState     string `json:"b_state"`   // its code, as the store defines it
	BillingCountry   string `json:"b_country"` // two letters
	BillingZip       string `json:"b_zipcode"`
	BillingPhone     string `json:"b_phone,omitzero"`

	ShippingFirstName string `json:"s_firstname"`
	ShippingLastName  string `json:"s_lastname"`
	ShippingAddress   string `json:"s_address"`
	ShippingCity      string `json:"s_city"`
	ShippingState     string `json:"s_state"`   // its code, as the store defines it
	ShippingCountry   string `json:"s_country"` // two letters
	ShippingZip       string `json:"s_zipcode"`
	ShippingPhone     string `json:"s_phone,omitzero"`

	Columns map[string]string `json:"-"` // further profile fields, by the vendor's names, such as "b_address_2"
}

// MarshalJSON writes the body of a Create: products and coupons as maps, as the
// vendor wants them, and the columns beside the rest.
func (d Draft) MarshalJSON() ([]byte, error) {
	type plain Draft
	body, err := json.Marshal(struct {
		plain
		ShippingID any            `json:"shipping_id,omitempty"`
		Products   productMap     `json:"products"`
		Coupons    map[int]string `json:"coupon_codes,omitzero"`
	}{plain(d), shippingID(d.ShippingID, d.GroupShippingIDs), d.Products, numbered(d.Coupons)})
	if err != nil {
		return nil, err
	}
	return cscart.AddColumns(body, d.Columns)
}

// LogValue is the draft for slog, without the customer's data and PaymentInfo.
func (d Draft) LogValue() slog.Value {
	return slog.GroupValue(
		slog.Int64("user_id", d.UserID), slog.Int64("payment_id", d.PaymentID), slog.Int64("shipping_id", d.ShippingID),
		slog.Int("products", len(d.Products)),
	)
}

// MarshalJSON writes the fields and the columns.
func (u UserData) MarshalJSON() ([]byte, error) {
	type plain UserData
	body, err := json.Marshal(plain(u))
	if err != nil {
		return nil, err
	}
	return cscart.AddColumns(body, u.Columns)
}

// check notes all that is missing or wrong.
func (d *Draft) check(p *check.Problems) {
	switch {
	case d.UserID < 0:
		p.Add("UserID", "must be at least 1, or 0 for a guest")
	case d.UserID == 0 && d.UserData == nil:
		p.Add("UserID, UserData", "one of the two is required")
	case d.UserID > 0 && d.UserData != nil:
		p.Add("UserData", "would be ignored beside a UserID: give one of the two")
	case d.UserData != nil:
		d.UserData.check(p)
	}
	if d.PaymentID < 1 {
		p.Add("PaymentID", "required, must be at least 1")
	}
	checkShipping(p, d.ShippingID, d.GroupShippingIDs)
	if d.ShippingID == 0 && len(d.GroupShippingIDs) == 0 {
		p.Add("ShippingID, GroupShippingIDs", "one of the two is required")
	}
	if len(d.Products) == 0 {
		p.Add("Products", "at least one is required")
	}
	checkProducts(p, d.Products)
	for i, product := range d.Products {
		if product.Discount != nil {
			p.Add(fmt.Sprintf("Products[%d].Discount", i), "only in an Update")
		}
	}
	for i, code := range d.Coupons {
		if code == "" {
			p.Add(fmt.Sprintf("Coupons[%d]", i), "must not be empty")
		}
	}
	checkStored(p, "Promotions", d.Promotions)
	cscart.CheckColumns(p, "", d.Columns, *d)
	cscart.RefuseColumn(p, d.Columns, "order_id", "the store numbers its orders itself")
	cscart.RefuseColumn(p, d.Columns, "subtotal", "cannot be set")
	p.UTF8(*d)
	for _, flag := range []string{"notify_user", "notify_department", "notify_vendor"} {
		if v, ok := d.Columns[flag]; ok && v != "1" && v != "0" {
			p.Add("Columns["+flag+"]", `must be "1" or "0": the vendor takes any other text as on`)
		}
	}
}

func (u *UserData) check(p *check.Problems) {
	for _, f := range []struct{ name, value string }{
		{"Email", u.Email},
		{"BillingFirstName", u.BillingFirstName}, {"BillingLastName", u.BillingLastName},
		{"BillingAddress", u.BillingAddress}, {"BillingCity", u.BillingCity}, {"BillingState", u.BillingState},
		{"BillingCountry", u.BillingCountry}, {"BillingZip", u.BillingZip},
		{"ShippingFirstName", u.ShippingFirstName}, {"ShippingLastName", u.ShippingLastName},
		{"ShippingAddress", u.ShippingAddress}, {"ShippingCity", u.ShippingCity}, {"ShippingState", u.ShippingState},
		{"ShippingCountry", u.ShippingCountry}, {"ShippingZip", u.ShippingZip},
	} {
		if f.value == "" {
			p.Add("UserData."+f.name, "required")
		}
	}
	checkCountry(p, "UserData.BillingCountry", u.BillingCountry)
	checkCountry(p, "UserData.ShippingCountry", u.ShippingCountry)
	cscart.CheckColumns(p, "UserData.", u.Columns, *u)
}
