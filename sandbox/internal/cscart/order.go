package cscart

import (
	"fmt"
	"hash/crc32"
	"slices"

	"github.com/shopspring/decimal"
)

// Order is an order as the store keeps it. Amounts are exact.
type Order struct {
	ID, ParentID  int64
	IsParent      bool // Multi-Vendor: stands for the orders of several vendors
	CompanyID     int64
	StorefrontID  int64
	IssuerID      int64 // the administrator who placed it, 0 for a customer's own
	UserID        int64 // 0 for a guest
	Timestamp     int64 // unix seconds
	UpdatedAt     int64
	Status        string
	Firstname     string
	Lastname      string
	Email         string
	Phone         string
	Company       string
	Billing       Address
	Shipping      Address
	Notes         *string // the customer's; nil is null
	Details       *string // the administrator's; nil is null
	LangCode      string
	IPAddress     string
	TaxExempt     string // Y or N
	Repaid        string // 0 or 1
	Localization  int64
	ProfileID     int64
	PromotionIDs  string
	ShippingIDs   string
	Coupons       []string
	InvoiceID     int64
	CreditMemoID  int64
	Points        int64 // reward points that the order brings
	ShipmentIDs   []int64
	PaymentID     int64
	PaymentInfo   map[string]string
	Lines         []Line
	ShippingCost  decimal.Decimal
	Surcharge     decimal.Decimal
	Discount      decimal.Decimal // on products, all together
	OrderDiscount decimal.Decimal // on the subtotal
	Total         decimal.Decimal

	// updating marks an order in the middle of a full PUT: it shows as incomplete.
	updating bool

	// Legacy marks an order placed under a much older release: its blobs keep
	// the shapes of then.
	Legacy bool
	// BrokenBlobs marks an order whose promotions and first product's extra
	// cannot be read any more: both come as false.
	BrokenBlobs bool
	// Recalculated marks an order whose shipping cost comes as a number.
	Recalculated bool
	// CompanyKeys marks an order whose product groups are keyed by company id.
	CompanyKeys bool
}

// Line is one product of an order.
type Line struct {
	ItemID    int64 // up to 4294967295
	ProductID int64
	CompanyID int64
	Code      string
	Name      string
	Amount    int64
	Price     decimal.Decimal // of one, after its discount
	Discount  decimal.Decimal // on one
	Options   []Option
	Shipped   int64
	Download  bool // nothing to ship

	// DiscountText keeps a discount that a PUT set: it comes back as the text sent.
	DiscountText string
}

// Option is a chosen variant of a product's option.
type Option struct{ ID, Variant string }

// Address is a billing or a shipping address.
type Address struct {
	Firstname, Lastname, Line1, Line2, City, County, State, Country, Zipcode, Phone string
}

func (o *Order) clone() *Order {
	c := *o
	c.Lines = slices.Clone(o.Lines)
	c.Coupons = slices.Clone(o.Coupons)
	c.ShipmentIDs = slices.Clone(o.ShipmentIDs)
	return &c // PaymentInfo is only ever replaced
}

// shownStatus is the status that queries see.
func (o *Order) shownStatus() string {
	if o.updating {
		return "N"
	}
	return o.Status
}

// subtotal is what the products cost after their own discounts.
func (o *Order) subtotal() decimal.Decimal {
	var sum decimal.Decimal
	for _, l := range o.Lines {
		sum = sum.Add(l.Price.Mul(decimal.NewFromInt(l.Amount)))
	}
	return sum
}

// lineDiscounts is what the discounts on products come to.
func (o *Order) lineDiscounts() decimal.Decimal {
	var sum decimal.Decimal
	for _, l := range o.Lines {
		if l.Discount.IsZero() { // nearly always
			continue
		}
		sum = sum.Add(l.Discount.Mul(decimal.NewFromInt(l.Amount)))
	}
	return sum
}

// recalculate sets the total from everything else. A Discount beyond that on
// the lines comes off the order as a whole. Taxes are within the prices.
func (o *Order) recalculate() {
	total := o.subtotal().
		Sub(o.Discount.Sub(o.lineDiscounts())).
		Sub(o.OrderDiscount).
		Add(o.ShippingCost).
		Add(o.Surcharge)
	o.Total = toCents(decimal.Min(decimal.Max(total, decimal.Decimal{}), maxMoney))
}

func (o *Order) needsShipping() bool {
	return needsShipping(o.Lines)
}

// itemID is a line's key: product and options, hashed to 32 bits.
func itemID(product int64, options []Option) int64 {
	text := fmt.Sprint("cart_", product)
	for _, o := range options {
		text += fmt.Sprint("_", o.ID, ":", o.Variant)
	}
	return int64(crc32.ChecksumIEEE([]byte(text)))
}

// column is where a text column of the orders table lives, nil when there is no
// such column here.
func (o *Order) column(name string) *string {
	if len(name) > 2 && name[1] == '_' {
		switch name[0] {
		case 'b':
			return o.Billing.column(name[2:])
		case 's':
			return o.Shipping.column(name[2:])
		}
	}
	switch name {
	case "firstname":
		return &o.Firstname
	case "lastname":
		return &o.Lastname
	case "email":
		return &o.Email
	case "phone":
		return &o.Phone
	case "company":
		return &o.Company
	case "lang_code":
		return &o.LangCode
	case "ip_address":
		return &o.IPAddress
	case "tax_exempt":
		return &o.TaxExempt
	case "repaid":
		return &o.Repaid
	case "promotion_ids":
		return &o.PromotionIDs
	}
	return nil
}

func (a *Address) column(name string) *string {
	switch name {
	case "firstname":
		return &a.Firstname
	case "lastname":
		return &a.Lastname
	case "address":
		return &a.Line1
	case "address_2":
		return &a.Line2
	case "city":
		return &a.City
	case "county":
		return &a.County
	case "state":
		return &a.State
	case "country":
		return &a.Country
	case "zipcode":
		return &a.Zipcode
	case "phone":
		return &a.Phone
	}
	return nil
}
