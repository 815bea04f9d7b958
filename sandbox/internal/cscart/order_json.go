package cscart

import (
	"maps"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// writeOrder writes an order in full.
func (q *call) writeOrder(out *phpJSON, o *Order) {
	out.open('{')
	out.column("order_id", o.ID)
	out.str("is_parent_order", yesNo(o.IsParent))
	out.column("parent_order_id", o.ParentID)
	out.column("company_id", o.CompanyID)
	out.nullable("issuer_id", o.IssuerID)
	out.column("user_id", o.UserID)
	q.writeSums(out, o)
	out.column("timestamp", o.Timestamp)
	out.str("status", o.shownStatus())
	out.optional("notes", o.Notes)
	out.optional("details", o.Details)
	q.writePromotions(out, o)
	q.writeCustomer(out, o)
	q.writePayment(out, o)
	writeFields(out, o)
	q.writeProducts(out, o)
	writeTaxes(out, o)
	q.writeUserRemains(out)
	q.writeShipping(out, o)
	if len(o.Coupons) > 0 {
		out.object("coupons")
		for _, code := range o.Coupons {
			out.list(code)
			out.integer(coupons[code].id)
			out.close(']')
		}
		out.close('}')
	}
	out.str("secondary_currency", "USD")
	out.key("display_subtotal")
	out.float(o.floatSubtotal())
	q.writePaymentInfo(out, o)
	q.writeGroups(out, o)
	writeDocuments(out, o)
	q.writeIssuer(out, o)
	q.writePoints(out, o)
	if q.config.Beliefs.AllFields {
		out.nullable("invoice_id", o.InvoiceID)
		out.nullable("credit_memo_id", o.CreditMemoID)
		out.str("shipping_id", o.ShippingIDs)
	}
	if q.config.AddOnKeys {
		writeAddOnKeys(out, o)
	}
	out.close('}')
}

// writeSums writes the amounts: columns are strings, what PHP adds up is a
// number, and three columns became numbers after 4.3.x.
func (q *call) writeSums(out *phpJSON, o *Order) {
	out.money("total", o.Total)
	out.key("subtotal")
	out.float(o.floatSubtotal())
	discount := out.money
	if q.rules.numberDiscounts {
		discount = out.amount
	}
	discount("discount", o.Discount)
	discount("subtotal_discount", o.OrderDiscount)
	discount("payment_surcharge", o.Surcharge)
	out.str("shipping_ids", o.ShippingIDs)
	if o.Recalculated {
		out.amount("shipping_cost", o.ShippingCost)
		out.amount("display_shipping_cost", o.ShippingCost)
	} else {
		out.money("shipping_cost", o.ShippingCost)
		out.money("display_shipping_cost", o.ShippingCost)
	}
}

// floatSubtotal adds up in floats, as the store does for its answers.
func (o *Order) floatSubtotal() float64 {
	sums := make([]decimal.Decimal, len(o.Lines))
	for i, l := range o.Lines {
		sums[i] = l.Price.Mul(decimal.NewFromInt(l.Amount))
	}
	return sumOf(sums...)
}

func (q *call) writePromotions(out *phpJSON, o *Order) {
	switch {
	case o.BrokenBlobs:
		out.flag("promotions", false)
	case len(o.Coupons) == 0:
		out.none("promotions")
	default:
		out.object("promotions")
		for _, code := range o.Coupons {
			p := coupons[code]
			id := strconv.FormatInt(p.id, 10)
			out.object(id)
			out.list("bonuses")
			out.open('{')
			out.str("bonus", "order_discount")
			out.str("discount_bonus", "by_percentage")
			out.str("discount_value", strconv.FormatInt(p.percent, 10))
			out.str("promotion_id", id)
			out.close('}')
			out.close(']')
			out.amount("total_discount", p.off(o.subtotal()))
			out.str("name", p.name)
			out.str("short_description", "")
			out.close('}')
		}
		out.close('}')
	}
	out.str("promotion_ids", o.PromotionIDs)
}

func (q *call) writeCustomer(out *phpJSON, o *Order) {
	out.str("firstname", o.Firstname)
	out.str("lastname", o.Lastname)
	out.str("company", o.Company)
	writeAddress(out, "b_", o.Billing)
	writeAddress(out, "s_", o.Shipping)
	out.str("s_address_type", "")
	out.str("phone", o.Phone)
	out.str("fax", "")
	out.str("url", "")
	out.str("email", o.Email)
	out.column("payment_id", o.PaymentID)
	out.str("tax_exempt", o.TaxExempt)
	out.str("lang_code", o.LangCode)
	out.str("ip_address", o.IPAddress)
	out.column("repaid", intOf(o.Repaid))
	out.str("validation_code", "")
	out.column("localization_id", o.Localization)
	out.column("profile_id", o.ProfileID)
	if q.rules.newColumns {
		out.column("storefront_id", o.StorefrontID)
		out.column("updated_at", o.UpdatedAt)
		out.str("user_type", "C")
	}
	writeRegions(out, "b_", o.Billing)
	writeRegions(out, "s_", o.Shipping)
}

func writeAddress(out *phpJSON, prefix string, a Address) {
	out.str(prefix+"firstname", a.Firstname)
	out.str(prefix+"lastname", a.Lastname)
	out.str(prefix+"address", a.Line1)
	out.str(prefix+"address_2", a.Line2)
	out.str(prefix+"city", a.City)
	out.str(prefix+"county", a.County)
	out.str(prefix+"state", a.State)
	out.str(prefix+"country", a.Country)
	out.str(prefix+"zipcode", a.Zipcode)
	out.str(prefix+"phone", a.Phone)
}

func writeRegions(out *phpJSON, prefix string, a Address) {
	out.str(prefix+"country_descr", regionNames[a.Country])
	state := regionNames[a.State]
	if state == "" {
		state = a.State
	}
	out.str(prefix+"state_descr", state)
}

// writeFields writes the shop's own checkout fields, an object by field id.
func writeFields(out *phpJSON, o *Order) {
	if o.Legacy || o.ID%11 != 3 {
		out.none("fields")
		return
	}
	out.object("fields")
	out.str("38", "Y")
	out.str("39", "9-18 h")
	out.close('}')
}

// writeTaxes writes the tax within the prices, for the orders that have one.
func writeTaxes(out *phpJSON, o *Order) {
	if o.ID%3 != 0 {
		out.none("taxes")
		out.num("tax_subtotal", 0)
		return
	}
	products := taxWithin(o.subtotal())
	shipping := taxWithin(o.ShippingCost)
	out.object("taxes")
	out.object("6")
	out.str("rate_type", "P")
	out.str("rate_value", "20.000")
	out.str("price_includes_tax", "Y")
	out.str("regnumber", "1234242")
	if o.Legacy {
		out.str("priority", "1")
	} else {
		out.num("priority", 0)
	}
	out.key("tax_subtotal")
	out.float(sumOf(products, shipping))
	out.str("description", "VAT")
	out.object("applies")
	out.amount("P", products)
	out.amount("S", shipping)
	out.object("items")
	out.none("S")
	out.object("P")
	for _, l := range o.Lines {
		out.flag(strconv.FormatInt(l.ItemID, 10), true)
	}
	out.close('}')
	out.close('}')
	out.close('}')
	out.close('}')
	out.close('}')
	out.num("tax_subtotal", 0)
}

// taxWithin is the VAT of 20 % that a gross amount holds.
func taxWithin(gross decimal.Decimal) decimal.Decimal {
	return gross.Div(decimal.NewFromInt(6)).Round(2)
}

// writeUserRemains writes what a full order carries over, empty, from the user.
func (q *call) writeUserRemains(out *phpJSON) {
	for _, k := range []string{"is_root", "birthday", "purchase_timestamp_from", "purchase_timestamp_to", "responsible_email", "password_change_timestamp", "api_key"} {
		out.str(k, "")
	}
}

// writeDocuments writes the numbers of invoice (I) and credit memo (C); a full
// order has no invoice_id and no credit_memo_id.
func writeDocuments(out *phpJSON, o *Order) {
	if o.InvoiceID == 0 && o.CreditMemoID == 0 {
		out.none("doc_ids")
		return
	}
	out.object("doc_ids")
	if o.InvoiceID != 0 {
		out.column("I", o.InvoiceID)
	}
	if o.CreditMemoID != 0 {
		out.column("C", o.CreditMemoID)
	}
	out.close('}')
}

func (q *call) writeIssuer(out *phpJSON, o *Order) {
	if o.IssuerID == 0 {
		return
	}
	u, ok := q.user(o.IssuerID)
	if !ok || !u.admin {
		out.none("issuer_data")
		return
	}
	out.object("issuer_data")
	out.column("user_id", u.id)
	out.str("firstname", u.person.First)
	out.str("lastname", u.person.Last)
	out.str("email", u.person.Email)
	out.str("user_type", "A")
	out.close('}')
}

func (q *call) writePoints(out *phpJSON, o *Order) {
	if o.Points == 0 || q.config.RewardPointsOff {
		return
	}
	out.object("points_info")
	out.num("reward", o.Points)
	out.str("is_gain", "N")
	out.close('}')
}

func (q *call) writePaymentInfo(out *phpJSON, o *Order) {
	if len(o.PaymentInfo) == 0 {
		out.none("payment_info")
		return
	}
	out.object("payment_info")
	for _, k := range slices.Sorted(maps.Keys(o.PaymentInfo)) {
		out.str(k, o.PaymentInfo[k])
	}
	out.close('}')
}
