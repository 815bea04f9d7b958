package cscart

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// firstOrder is when the store opened: 2026-01-05 09:00 UTC.
const firstOrder = 1767603600

// gone is an administrator who placed orders and was deleted since.
const gone = 77

// seedOrders makes the orders: total of them to be listed, and beside them
// incomplete ones and, in Multi-Vendor, parents. Some numbers are left out, as
// if those orders had been deleted.
func seedOrders(c Config) []*Order {
	var all []*Order
	var id int64
	add := func() *Order {
		id++
		o := seedOrder(c, id)
		all = append(all, o)
		return o
	}
	for listed := 0; listed < c.Orders; listed++ {
		switch {
		case listed%25 == 24:
			id++
		case listed%50 == 10:
			add().Status = "N"
		}
		if c.Profile.MultiVendor && listed%20 == 5 && listed+1 < c.Orders {
			parent := add()
			family := seedFamily(c, parent)
			all = append(all, family...)
			id += int64(len(family))
			listed++
			continue
		}
		add()
	}
	return all
}

// seedFamily makes an order a parent and returns the orders of its two vendors.
func seedFamily(c Config, parent *Order) []*Order {
	parent.IsParent, parent.Status, parent.CompanyID, parent.Legacy = true, "T", 0, false
	parent.InvoiceID, parent.CreditMemoID, parent.ShipmentIDs, parent.ShippingIDs = 0, 0, nil, "1,2"
	parent.Lines = nil
	var subs []*Order
	for i, status := range []string{"P", "O"} {
		vendor := int64(i + 1)
		o := parent.clone()
		o.ID, o.ParentID, o.IsParent, o.Status, o.CompanyID = parent.ID+vendor, parent.ID, false, status, vendor
		o.Lines, o.ShippingIDs = seedLines(c, o.ID, vendor), strconv.FormatInt(vendor, 10)
		parent.Lines = append(parent.Lines, o.Lines...)
		o.price()
		subs = append(subs, o)
	}
	parent.price()
	return subs
}

// seedOrder makes order number id, from the seed and the number alone.
func seedOrder(c Config, id int64) *Order {
	r := data.Rand(data.Kind(c.Seed, "cscart orders"), uint64(id))
	o := &Order{
		ID:        id,
		Timestamp: firstOrder + id/2*3600 + id%2*1800*(id/8%2), // now and then two in the same second
		Status:    data.Pick(r, []string{"O", "O", "P", "P", "P", "C", "C", "C", "C", "F", "D", "B", "I", "Y", "G"}),
		IPAddress: fmt.Sprintf("192.0.2.%d", 1+r.IntN(250)),
		TaxExempt: "N", Repaid: "0", StorefrontID: 1, CompanyID: 1,
		PaymentID: 1 + r.Int64N(3), ShippingIDs: strconv.FormatInt(1+r.Int64N(3), 10),
		Legacy: id <= 20, CompanyKeys: c.Profile.rules().companyKeys && id%2 == 0,
	}
	o.UpdatedAt = o.Timestamp + r.Int64N(5)*86400
	if c.Profile.MultiVendor {
		o.CompanyID = 1 + r.Int64N(3)
	} else if data.Chance(r, 30) {
		o.CompanyID, o.StorefrontID = 2, 2
	}
	u := makeUser(c.Seed, customerFrom+r.Int64N(lastUser-customerFrom+1))
	o.setCustomer(u)
	if data.Chance(r, 20) { // a guest leaves a name, but has no profile
		o.UserID, o.ProfileID = 0, 0
	}
	seedExtras(o, r.IntN(100))
	vendor := int64(0)
	if c.Profile.MultiVendor {
		vendor = o.CompanyID
	}
	o.Lines = seedLines(c, id, vendor)
	if !c.Profile.MultiVendor {
		for i := range o.Lines {
			o.Lines[i].CompanyID = 1 // products are the main store's
		}
	}
	o.price()
	if o.Status == "C" {
		o.InvoiceID = id + 1000
		if id%9 == 0 {
			o.CreditMemoID = id + 5000
		}
		if id%2 == 0 && o.needsShipping() {
			o.ShipmentIDs = []int64{id + 300}
			o.Lines[0].Shipped = 1
		}
	}
	return o
}

// seedExtras gives an order what only some have; dice is 0 to 99.
func seedExtras(o *Order, dice int) {
	if dice%3 == 0 {
		o.Notes, o.Details = new(""), new("")
	}
	switch {
	case dice < 8:
		o.Coupons = []string{"SPRING"}
	case dice < 10:
		o.Coupons = []string{"SPRING", "ВЕСНА/25"}
	case dice < 16:
		o.IssuerID = 1
	case dice < 18:
		o.IssuerID = gone
	case dice < 26:
		o.Notes = new("Позвоните за час / call an hour before \"delivery\"")
		o.Details = new("checked\nby phone")
	case dice < 29:
		o.BrokenBlobs = true
	case dice < 39:
		o.Points = int64(dice)
	case dice < 44:
		o.Recalculated = true
	case dice < 49:
		o.PaymentInfo = map[string]string{"card_number": "XXXXXXXXXXXX1111", "expiry_month": "XX", "transaction_id": fmt.Sprint("tr-", o.ID)}
	case dice < 52:
		o.PaymentID = 9 // a method deleted since
	}
}

// seedLines picks one to four products, of one vendor unless vendor is 0.
func seedLines(c Config, id, vendor int64) []Line {
	r := data.Rand(data.Kind(c.Seed, "cscart lines"), uint64(id))
	var lines []Line
	for len(lines) == 0 || len(lines) < 4 && data.Chance(r, 55) {
		p, ok := catalogue[1+r.Int64N(24)]
		if !ok || vendor != 0 && p.vendor != vendor {
			continue
		}
		var options []Option
		if data.Chance(r, 25) {
			options = []Option{{"12", "44"}, {"13", strconv.Itoa(47 + r.IntN(3))}}
		}
		l := newLine(p, 1+r.Int64N(3), options)
		if data.Chance(r, 10) {
			l.Discount = decimal.New(5, -1)
			l.Price = l.Price.Sub(l.Discount)
		}
		lines = addLine(lines, l)
	}
	switch id % 60 {
	case 31:
		lines = []Line{newLine(catalogue[242], 1, nil)}
	case 32: // a product that the store no longer has
		lines[0].ProductID, lines[0].Name = 900+id%50, "Discontinued item"
		lines[0].ItemID = itemID(lines[0].ProductID, lines[0].Options)
	}
	return lines
}

func newLine(p product, amount int64, options []Option) Line {
	return Line{
		ItemID: itemID(p.id, options), ProductID: p.id, CompanyID: p.vendor, Code: p.code, Name: p.name,
		Amount: amount, Price: p.price, Options: options, Download: p.edp,
	}
}

// addLine joins lines of the same product with the same options.
func addLine(lines []Line, l Line) []Line {
	for i := range lines {
		if lines[i].ItemID == l.ItemID {
			lines[i].Amount += l.Amount
			return lines
		}
	}
	return append(lines, l)
}

// setCustomer takes over a user's profile: name, contacts and both addresses.
func (o *Order) setCustomer(u user) {
	p := u.person
	o.UserID, o.ProfileID = u.id, u.id
	o.Firstname, o.Lastname, o.Email, o.Phone, o.LangCode = p.First, p.Last, p.Email, p.Phone, p.Lang
	o.Billing = Address{
		Firstname: p.First, Lastname: p.Last, Line1: p.Address, City: p.City,
		State: p.State, Country: p.Country, Zipcode: p.Zip, Phone: p.Phone,
	}
	o.Shipping = o.Billing
}

// price works out everything that depends on products, shipping, payment and
// coupons, as placing an order does.
func (o *Order) price() {
	o.Discount = o.lineDiscounts()
	o.OrderDiscount = decimal.Decimal{}
	o.PromotionIDs = ""
	for _, code := range o.Coupons {
		p := coupons[code]
		o.OrderDiscount = o.OrderDiscount.Add(p.off(o.subtotal()))
		if o.PromotionIDs != "" {
			o.PromotionIDs += ","
		}
		o.PromotionIDs += strconv.FormatInt(p.id, 10)
	}
	o.ShippingCost = decimal.Decimal{}
	if o.needsShipping() {
		for id := range splitIDs(o.ShippingIDs) {
			o.ShippingCost = o.ShippingCost.Add(shippingMethods[id].rate)
		}
	}
	o.Surcharge = paymentMethods[o.PaymentID].surcharge
	o.recalculate()
}

func (p promotion) off(subtotal decimal.Decimal) decimal.Decimal {
	return subtotal.Mul(decimal.New(p.percent, -2)).Round(2)
}
