package orders

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/cscart"
)

// Update is what to change of an order. What is left out stays as it is.
// json.Marshal writes the body that Update sends.
type Update struct {
	Status *Status `json:"status,omitzero"` // may end as StatusBackordered for want of stock, with a success as the answer

	// Products replace all products of the order: those not named here are
	// removed, and so are options not named. Give a Price to all or to none; it
	// counts only beside a ProductID.
	Products []DraftProduct `json:"products"`

	UserData *UserDataUpdate `json:"user_data,omitzero"` // of this order; the user's account is not changed

	Total            *quartet.Decimal `json:"total,omitempty"` // wins over the discounts; there is no way to set the subtotal
	Discount         *quartet.Decimal `json:"discount,omitempty"`
	SubtotalDiscount *quartet.Decimal `json:"subtotal_discount,omitempty"`

	Notes   *string `json:"notes,omitzero"`   // the customer's
	Details *string `json:"details,omitzero"` // the administrator's

	PaymentID        *int64          `json:"payment_id,string,omitzero"`
	PaymentInfo      PaymentInfo     `json:"payment_info,omitzero"` // needs a PaymentID beside it
	ShippingID       *int64          `json:"shipping_id,string,omitzero"`
	GroupShippingIDs map[int64]int64 `json:"-"`                   // the product group's index to the method's id, sent as shipping_id
	Promotions       json.RawMessage `json:"promotions,omitzero"` // an object or a list, as the store keeps it

	// Who is told of it by e-mail. Without these, nobody is.
	NotifyUser       bool `json:"notify_user"`       // the customer
	NotifyDepartment bool `json:"notify_department"` // the store's order department
	NotifyVendor     bool `json:"notify_vendor"`     // the vendor; Multi-Vendor only

	// Columns are further columns of the order, by the vendor's names, such as
	// "timestamp". They are undocumented for writing; some are stored (seen in
	// 4.13.2, 4.20.1). A user_id replaces the addresses by that user's profile.
	// The order_id and the subtotal cannot be set.
	Columns map[string]string `json:"-"`
}

// UserDataUpdate is what to change of an order's customer. What is left out
// stays as it is.
type UserDataUpdate struct {
	Email     *string `json:"email,omitzero"`
	FirstName *string `json:"firstname,omitzero"`
	LastName  *string `json:"lastname,omitzero"`

	BillingFirstName *string `json:"b_firstname,omitzero"`
	BillingLastName  *string `json:"b_lastname,omitzero"`
	BillingAddress   *string `json:"b_address,omitzero"`
	BillingCity      *string `json:"b_city,omitzero"`
	BillingState     *string `json:"b_state,omitzero"`   // its code, as the store defines it
	BillingCountry   *string `json:"b_country,omitzero"` // two letters
	BillingZip       *string `json:"b_zipcode,omitzero"`
	BillingPhone     *string `json:"b_phone,omitzero"`

	ShippingFirstName *string `json:"s_firstname,omitzero"`
	ShippingLastName  *string `json:"s_lastname,omitzero"`
	ShippingAddress   *string `json:"s_address,omitzero"`
	ShippingCity      *string `json:"s_city,omitzero"`
	ShippingState     *string `json:"s_state,omitzero"`   // its code, as the store defines it
	ShippingCountry   *string `json:"s_country,omitzero"` // two letters
	ShippingZip       *string `json:"s_zipcode,omitzero"`
	ShippingPhone     *string `json:"s_phone,omitzero"`

	Columns map[string]string `json:"-"` // further profile fields, by the vendor's names, such as "b_address_2"
}

// Update changes an order.
//
// It sends PUT /api/2.0/orders/{order_id}. With a notify flag it sends e-mails,
// and is then not repeated once it may have been done; without one it is
// repeated like a read.
//
// An order that does not exist is quartet.ErrNotFound, but when the Update has
// only Status and notify flags: the vendor then answers as if it had worked (seen
// in 4.13.2 and 4.20.1). Get the order first where that matters. An empty or
// wrong Update is quartet.ErrInvalid, with all its problems, and is not sent;
// what the vendor refuses is quartet.ErrInvalid or quartet.ErrForbidden.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#update-an-order
func (s *Service) Update(ctx context.Context, orderID int64, u Update) error {
	req, err := s.api.Update(orderID, u, u.check)
	if err != nil {
		return err
	}
	if u.notifies() {
		req.Class = quartet.ClassCreate
		req.Advice = "the order may be changed and its e-mails sent: get the order before trying again"
	}
	return s.api.Do(ctx, req)
}

// MarshalJSON writes the body of an Update.
func (u Update) MarshalJSON() ([]byte, error) {
	type plain Update
	var one int64
	if u.ShippingID != nil {
		one = *u.ShippingID
	}
	body, err := json.Marshal(struct {
		plain
		ShippingID       any        `json:"shipping_id,omitempty"`
		Products         productMap `json:"products,omitempty"`
		NotifyUser       flag       `json:"notify_user,omitzero"`
		NotifyDepartment flag       `json:"notify_department,omitzero"`
		NotifyVendor     flag       `json:"notify_vendor,omitzero"`
	}{
		plain(u), shippingID(one, u.GroupShippingIDs), u.Products,
		flag(u.NotifyUser), flag(u.NotifyDepartment), flag(u.NotifyVendor),
	})
	if err != nil {
		return nil, err
	}
	return cscart.AddColumns(body, u.Columns)
}

// LogValue is the update for slog, without the customer's data and PaymentInfo.
func (u Update) LogValue() slog.Value {
	attrs := []slog.Attr{slog.Int("products", len(u.Products)), slog.Bool("notifies", u.notifies())}
	if u.Status != nil {
		attrs = append(attrs, slog.String("status", string(*u.Status)))
	}
	if u.Total != nil {
		attrs = append(attrs, slog.String("total", u.Total.String()))
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON writes the fields that are set, and the columns.
func (u UserDataUpdate) MarshalJSON() ([]byte, error) {
	type plain UserDataUpdate
	body, err := json.Marshal(plain(u))
	if err != nil {
		return nil, err
	}
	return cscart.AddColumns(body, u.Columns)
}

// flag is sent as "1" or left out: the vendor takes any text as on, even "N".
type flag bool

// MarshalJSON writes "1".
func (flag) MarshalJSON() ([]byte, error) { return []byte(`"1"`), nil }

func (u Update) notifies() bool { return u.NotifyUser || u.NotifyDepartment || u.NotifyVendor }

// check notes all that is wrong.
func (u *Update) check(p *check.Problems) {
	if text, err := u.MarshalJSON(); err == nil && string(text) == "{}" {
		p.Add("Update", "is empty: set at least one field")
	}
	if u.Status != nil {
		u.Status.check(p)
	}
	if u.Products != nil && len(u.Products) == 0 {
		p.Add("Products", "must not be empty: leave it out to keep the products")
	}
	checkProducts(p, u.Products)
	for i, product := range u.Products {
		if product.Price != nil && product.ProductID == 0 {
			p.Add(fmt.Sprintf("Products[%d].Price", i), "counts only beside a ProductID")
		}
	}
	if u.PaymentID != nil && *u.PaymentID < 1 {
		p.Add("PaymentID", "must be at least 1")
	}
	if u.PaymentInfo != nil && u.PaymentID == nil {
		p.Add("PaymentInfo", "would be ignored without a PaymentID")
	}
	if u.ShippingID != nil {
		if *u.ShippingID < 1 {
			p.Add("ShippingID", "must be at least 1")
		}
		checkShipping(p, max(*u.ShippingID, 0), u.GroupShippingIDs)
	} else {
		checkShipping(p, 0, u.GroupShippingIDs)
	}
	checkStored(p, "Promotions", u.Promotions)
	if u.UserData != nil {
		u.UserData.check(p)
	}
	cscart.CheckColumns(p, "", u.Columns, *u)
	cscart.RefuseColumn(p, u.Columns, "order_id", "an order keeps its id")
	cscart.RefuseColumn(p, u.Columns, "subtotal", "cannot be set: set the Total")
	p.UTF8(*u)
}

// check notes what an order cannot be set to.
func (s Status) check(p *check.Problems) {
	switch {
	case !cscart.IsLetter(string(s)):
		p.Add("Status", "must be one letter")
	case s == StatusParent:
		p.Add("Status", "parent orders are the store's own: set the status of the vendors' orders")
	}
}

func (u *UserDataUpdate) check(p *check.Problems) {
	if text, err := u.MarshalJSON(); err == nil && string(text) == "{}" {
		p.Add("UserData", "is empty: set at least one field or leave it out")
	}
	if u.Email != nil && *u.Email == "" {
		p.Add("UserData.Email", "must not be empty")
	}
	if u.BillingCountry != nil {
		checkCountry(p, "UserData.BillingCountry", *u.BillingCountry)
	}
	if u.ShippingCountry != nil {
		checkCountry(p, "UserData.ShippingCountry", *u.ShippingCountry)
	}
	cscart.CheckColumns(p, "UserData.", u.Columns, *u)
}
