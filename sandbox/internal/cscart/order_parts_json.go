package cscart

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"
)

// group is a part of an order that ships together: in Multi-Vendor what comes
// from one vendor, in CS-Cart everything.
type group struct {
	key      int64 // an index, or the company's id
	company  int64
	shipping int64
	lines    []Line
}

// groups splits the order's lines; the n-th group goes with the n-th shipping id.
func (o *Order) groups(multiVendor bool) []group {
	var all []group
	for _, l := range o.Lines {
		company := o.CompanyID
		if multiVendor {
			company = l.CompanyID
		}
		i := slices.IndexFunc(all, func(g group) bool { return g.company == company })
		if i < 0 {
			i = len(all)
			all = append(all, group{key: int64(i), company: company})
			if o.CompanyKeys {
				all[i].key = company
			}
		}
		all[i].lines = append(all[i].lines, l)
	}
	ids := slices.Collect(splitIDs(o.ShippingIDs))
	for i := range all {
		if len(ids) > 0 {
			all[i].shipping = ids[min(i, len(ids)-1)]
		}
	}
	return all
}

// writeProducts writes the products, an object by item id.
func (q *call) writeProducts(out *phpJSON, o *Order) {
	if len(o.Lines) == 0 {
		out.none("products")
		return
	}
	out.object("products")
	for i, l := range o.Lines {
		q.writeProduct(out, o, l, o.BrokenBlobs && i == 0)
	}
	out.close('}')
}

func (q *call) writeProduct(out *phpJSON, o *Order, l Line, broken bool) {
	_, exists := catalogue[l.ProductID]
	item := strconv.FormatInt(l.ItemID, 10)
	out.object(item)
	out.str("item_id", item)
	out.column("order_id", o.ID)
	out.column("product_id", l.ProductID)
	out.str("product_code", l.Code)
	out.money("price", l.Price)
	out.column("amount", l.Amount)
	if broken {
		out.flag("extra", false)
	} else {
		out.key("extra")
		writeExtra(out, o, l)
	}
	if exists {
		out.str("product", l.Name)
		out.str("product_status", "A")
	} else {
		out.noValue("product")
		out.noValue("product_status")
	}
	out.flag("deleted_product", !exists)
	if l.DiscountText != "" {
		out.str("discount", l.DiscountText)
	} else {
		out.amount("discount", l.Discount)
	}
	if o.Legacy {
		out.num("company_id", 0)
		out.money("base_price", l.Price.Add(l.Discount))
		out.money("original_price", l.Price.Add(l.Discount))
	} else {
		out.column("company_id", l.CompanyID)
		out.amount("base_price", l.Price.Add(l.Discount))
		out.amount("original_price", l.Price.Add(l.Discount))
	}
	out.str("cart_id", item)
	writeComputed(out, l)
	out.flag("is_accessible", exists)
	out.close('}')
}

// writeComputed writes what the store works out for a product of an order.
func writeComputed(out *phpJSON, l Line) {
	sum := l.Price.Mul(decimal.NewFromInt(l.Amount))
	out.num("tax_value", 0)
	out.amount("subtotal", sum)
	out.amount("display_subtotal", sum)
	if l.Shipped == 0 {
		out.num("shipped_amount", 0)
		out.column("shipment_amount", l.Amount)
	} else {
		out.column("shipped_amount", l.Shipped)
		out.num("shipment_amount", l.Amount-l.Shipped)
	}
}

// writeExtra writes the stored blob of a product.
func writeExtra(out *phpJSON, o *Order, l Line) {
	out.open('{')
	writeOptions(out, l)
	out.str("unlimited_download", "N")
	out.str("product", l.Name)
	if o.Legacy {
		out.num("company_id", 0)
	} else {
		out.column("company_id", l.CompanyID)
	}
	out.str("is_edp", yesNo(l.Download))
	out.str("edp_shipping", "N")
	out.amount("discount", l.Discount)
	out.amount("base_price", l.Price.Add(l.Discount))
	out.str("stored_price", "N")
	out.close('}')
}

func writeOptions(out *phpJSON, l Line) {
	if len(l.Options) == 0 {
		out.none("product_options")
		return
	}
	out.object("product_options")
	for _, option := range l.Options {
		out.str(option.ID, option.Variant)
	}
	out.close('}')
}

// writeGroups writes product_groups, where the same values have other types than
// in products. Orders of old have none.
func (q *call) writeGroups(out *phpJSON, o *Order) {
	if o.Legacy {
		return
	}
	groups := o.groups(q.config.Profile.MultiVendor)
	out.key("product_groups")
	writeKeyed(out, groups, func(g group) {
		out.open('{')
		out.str("name", q.config.Profile.companyName(g.company))
		out.num("company_id", g.company)
		out.object("products")
		for _, l := range g.lines {
			q.writeGroupProduct(out, o, l)
		}
		out.close('}')
		out.num("group_key", g.key)
		ship := needsShipping(g.lines)
		out.flag("all_edp_free_shipping", !ship)
		out.flag("free_shipping", false)
		out.flag("shipping_no_required", !ship)
		method, ok := shippingMethods[g.shipping]
		if ok && ship {
			out.object("shippings")
			out.key(strconv.FormatInt(g.shipping, 10))
			q.writeShippingMethod(out, method, g, nil)
			out.close('}')
			out.list("chosen_shippings")
			q.writeShippingMethod(out, method, g, nil)
			out.close(']')
		} else {
			out.none("shippings")
			out.none("chosen_shippings")
		}
		out.close('}')
	})
}

// writeKeyed writes groups as PHP writes an array with their keys.
func writeKeyed(out *phpJSON, groups []group, write func(group)) {
	if len(groups) == 0 {
		out.empty()
		return
	}
	opening, closing := byte('['), byte(']')
	for i, g := range groups {
		if g.key != int64(i) {
			opening, closing = '{', '}'
		}
	}
	out.open(opening)
	for _, g := range groups {
		if opening == '{' {
			out.key(strconv.FormatInt(g.key, 10))
		}
		write(g)
	}
	out.close(closing)
}

func (q *call) writeGroupProduct(out *phpJSON, o *Order, l Line) {
	out.object(strconv.FormatInt(l.ItemID, 10))
	out.num("product_id", l.ProductID)
	out.str("product_code", l.Code)
	out.str("product", l.Name)
	out.num("amount", l.Amount)
	writeOptions(out, l)
	out.amount("price", l.Price)
	out.str("stored_price", "N")
	out.key("extra")
	writeExtra(out, o, l)
	out.column("company_id", l.CompanyID)
	out.num("amount_total", l.Amount)
	out.str("is_edp", yesNo(l.Download))
	out.str("edp_shipping", "N")
	out.amount("discount", l.Discount)
	out.none("promotions")
	out.amount("base_price", l.Price.Add(l.Discount))
	out.amount("display_price", l.Price)
	if q.config.Beliefs.AllFields {
		out.str("item_id", strconv.FormatInt(l.ItemID, 10))
		out.str("product_status", "A")
		out.flag("deleted_product", false)
		out.flag("is_accessible", true)
		out.amount("original_price", l.Price.Add(l.Discount))
		writeComputed(out, l)
	}
	out.close('}')
}

func needsShipping(lines []Line) bool {
	return slices.ContainsFunc(lines, func(l Line) bool { return !l.Download })
}

// writeShipping writes what the order says of its delivery. Of old, shipping was
// an object by method id and need_shipment stood beside it; since then it is a
// list, or an object by group key, and absent when nothing is to be shipped.
func (q *call) writeShipping(out *phpJSON, o *Order) {
	out.flag("need_shipping", o.needsShipping())
	if len(o.ShipmentIDs) == 0 {
		out.none("shipment_ids")
	} else {
		out.list("shipment_ids")
		for _, id := range o.ShipmentIDs {
			out.text(strconv.FormatInt(id, 10))
		}
		out.close(']')
	}
	groups := slices.DeleteFunc(o.groups(q.config.Profile.MultiVendor), func(g group) bool {
		return !needsShipping(g.lines) || shippingMethods[g.shipping].id == 0
	})
	if o.Legacy {
		out.flag("need_shipment", len(o.ShipmentIDs) == 0)
		out.object("shipping")
		for _, g := range groups {
			out.object(strconv.FormatInt(g.shipping, 10))
			out.str("shipping", shippingMethods[g.shipping].name)
			out.list("rates")
			out.float(shippingMethods[g.shipping].rate.InexactFloat64())
			out.close(']')
			out.close('}')
		}
		out.close('}')
		return
	}
	if len(groups) == 0 {
		return
	}
	out.key("shipping")
	writeKeyed(out, groups, func(g group) {
		due := needShipment(g)
		q.writeShippingMethod(out, shippingMethods[g.shipping], g, &due)
	})
}

func needShipment(g group) bool {
	return slices.ContainsFunc(g.lines, func(l Line) bool { return l.Shipped < l.Amount && !l.Download })
}

// writeShippingMethod writes a method; only that of a whole order, with due, has a
// group name and tells whether a shipment is due.
func (q *call) writeShippingMethod(out *phpJSON, m shippingMethod, g group, due *bool) {
	out.open('{')
	out.column("shipping_id", m.id)
	out.str("shipping", m.name)
	out.str("delivery_time", m.time)
	out.str("rate_calculation", "M")
	out.none("service_params")
	out.str("destination", "I")
	out.str("min_weight", "0.00")
	out.str("max_weight", "0.00")
	out.str("service_id", "0")
	out.noValue("module")
	out.noValue("service_code")
	out.none("rate_info")
	out.num("group_key", g.key)
	out.amount("rate", m.rate)
	if due != nil {
		out.str("group_name", q.config.Profile.companyName(g.company))
		out.flag("need_shipment", *due)
	}
	out.close('}')
}

// writePayment writes the payment method, [] when the store has deleted it.
// Before 4.4.3 the gateway's settings, passwords included, are in it.
func (q *call) writePayment(out *phpJSON, o *Order) {
	m, ok := paymentMethods[o.PaymentID]
	if !ok {
		out.none("payment_method")
		return
	}
	out.object("payment_method")
	out.column("payment_id", m.id)
	out.column("company_id", 1)
	out.str("usergroup_ids", "0")
	out.str("position", strconv.FormatInt(10*m.id, 10))
	out.str("status", "A")
	if q.rules.processorParams {
		if m.gateway {
			out.object("processor_params")
			out.str("merchant_id", "sandbox-merchant")
			out.str("password", "sandbox-gateway-secret")
			out.str("mode", "test")
			out.close('}')
		} else {
			out.str("processor_params", "")
		}
	}
	out.str("a_surcharge", m.surcharge.StringFixed(3))
	out.str("p_surcharge", "0.000")
	out.none("tax_ids")
	out.str("payment", m.name)
	out.str("description", "")
	out.str("instructions", "<p>"+m.name+"</p>")
	out.str("lang_code", o.LangCode)
	if m.gateway {
		out.str("processor", "Sandbox gateway")
		out.str("processor_type", "P")
	} else {
		out.noValue("processor")
		out.noValue("processor_type")
	}
	out.none("image")
	out.close('}')
}

// writeAddOnKeys writes keys that no document knows, of every form.
func writeAddOnKeys(out *phpJSON, o *Order) {
	for i := range 20 {
		k := fmt.Sprintf("addon_field_%d", i)
		switch i % 5 {
		case 0:
			out.str(k, "value/"+strconv.FormatInt(o.ID, 10))
		case 1:
			out.num(k, int64(i))
		case 2:
			out.none(k)
		case 3:
			out.noValue(k)
		default:
			out.object(k)
			out.flag("on", true)
			out.close('}')
		}
	}
}
