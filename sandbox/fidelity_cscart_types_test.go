package sandbox_test

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/quartetgo/quartet/sandbox"
)

// fullOrders are all orders of the data set that a list shows, each read in full.
func (t *trial) fullOrders() []string {
	t.Helper()
	return t.list(t.get("orders?items_per_page=0&get_orders_data=1&include_incompleted=1"), "orders")
}

// old tells the releases before 4.13.2.
func old(profile string) bool {
	return strings.HasPrefix(profile, "4.2.") || strings.HasPrefix(profile, "4.3.")
}

// many is a store with enough orders to have every form.
func many(c *sandbox.CSCartConfig) { c.Orders = 250 }

func money(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// line is a product of an order.
func line(change func(*sandbox.Line)) func(*sandbox.Order) {
	return func(o *sandbox.Order) {
		o.Lines = o.Lines[:1]
		change(&o.Lines[0])
	}
}

var cscartTypes = []fact{
	{"columns-are-strings", observed, "database columns are strings, or null", "", "", func(t *trial) {
		t.in(profiles, func(string) {
			r := t.get("orders/7")
			t.kind(r, "string", "order_id", "parent_order_id", "company_id", "user_id", "timestamp", "status", "total", "repaid", "payment_id")
			t.kind(r, "string null", "issuer_id", "notes", "details")
		})
	}},
	{"columns-as-numbers", believed, "a store on the PDO driver sends numbers for columns", "", "CSCartConfig.Beliefs.NumberColumns", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.Beliefs.NumberColumns = true }))
		t.kind(t.get("orders/7"), "number", "order_id", "timestamp", "user_id", "total")
		t.kind(t.get("orders?page=1"), "number", "params.total_items")
	}},
	{"computed", observed, "what PHP works out are numbers and booleans", "", "", func(t *trial) {
		t.start()
		r := t.get("orders/30")
		t.kind(r, "number", "subtotal", "display_subtotal", "tax_subtotal", "products.*.tax_value")
		t.kind(r, "bool", "need_shipping", "products.*.is_accessible", "products.*.deleted_product")
	}},
	{"whole-floats", observed, "floats without a fraction print as integers", "", "", func(t *trial) {
		t.start()
		r := t.order(line(func(l *sandbox.Line) { l.Amount, l.Price = 2, money("6.00") }))
		t.is(r, "subtotal", "12")
	}},
	{"float-noise", observed, "sums of floats print with their noise, 0.30000000000000004", "14 digits in 4.2.3 and 4.3.7, as PHP before 7.1 (assumed)", "", func(t *trial) {
		noisy := func(o *sandbox.Order) {
			o.Lines = append(o.Lines[:1:1], o.Lines[0])
			o.Lines[0].Amount, o.Lines[0].Price = 1, money("0.10")
			o.Lines[1].Amount, o.Lines[1].Price = 1, money("0.20")
		}
		t.start()
		t.is(t.order(noisy), "subtotal", "0.30000000000000004")
		t.start(release("4.3.7"))
		t.is(t.order(noisy), "subtotal", "0.3")
	}},
	{"blobs-keep-types", captured, "stored blobs keep the types they had when the order was placed", "orders 1 to 20 were placed under an older release", "", func(t *trial) {
		t.start()
		t.kind(t.get("orders/7"), "number", "products.*.extra.company_id", "products.*.company_id")
		t.kind(t.get("orders/28"), "string", "products.*.extra.company_id", "products.*.company_id")
		t.kind(t.get("orders/6"), "string", "taxes.6.priority")
		t.kind(t.get("orders/30"), "number", "taxes.6.priority")
	}},
	{"php-arrays", observed, "an empty PHP array is [], keys from 0 make an array, anything else an object", "so any map can be [] and any list an object", "", func(t *trial) {
		t.start(shopWith(many))
		t.kinds(t.fullOrders(), "product_groups", "absent array object")
		t.is(t.order(func(o *sandbox.Order) { o.Lines = nil }), "products", "[]")
	}},
	{"total", captured, "total is a string with two decimals", "", "", func(t *trial) {
		t.start()
		t.is(t.order(func(o *sandbox.Order) { o.Total = money("677.95") }), "total", `"677.95"`)
	}},
	{"shipping-cost", captured, "shipping_cost is a string or a number", "", "", func(t *trial) {
		t.start(shopWith(many))
		t.kinds(t.fullOrders(), "shipping_cost", "number string")
	}},
	{"discounts", observed, "discount, subtotal_discount and payment_surcharge are strings up to 4.3.x, numbers later", "by profile", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			want := map[bool]string{true: "string", false: "number"}[old(p)]
			t.kind(t.get("orders/7"), want, "discount", "subtotal_discount", "payment_surcharge")
		})
	}},
	{"notes", captured, "notes, details and issuer_id are strings or null", "", "", func(t *trial) {
		t.start(shopWith(many))
		for _, name := range []string{"notes", "details", "issuer_id"} {
			t.kinds(t.fullOrders(), name, "null string")
		}
	}},
	{"promotions", captured, "promotions are [], an object by id, or false", "", "", func(t *trial) {
		t.start(shopWith(many))
		t.kinds(t.fullOrders(), "promotions", "bool empty object")
	}},
	{"id-texts", captured, "promotion_ids and shipping_ids are \"\", one id, or ids with commas", "", "", func(t *trial) {
		t.start()
		t.is(t.order(func(o *sandbox.Order) { o.PromotionIDs, o.ShippingIDs = "", "1" }), "promotion_ids", `""`)
		r := t.order(func(o *sandbox.Order) { o.PromotionIDs, o.ShippingIDs = "15,16", "1,2" })
		t.is(r, "promotion_ids", `"15,16"`)
		t.is(r, "shipping_ids", `"1,2"`)
	}},
	{"payment-info", captured, "payment_info is [] or an object", "", "", func(t *trial) {
		t.start(shopWith(many))
		t.kinds(t.fullOrders(), "payment_info", "empty object")
	}},
	{"payment-method", captured, "payment_method is an object, or [] when the method is gone", "", "", func(t *trial) {
		t.start(shopWith(many))
		t.kinds(t.fullOrders(), "payment_method", "empty object")
	}},
	{"processor-params", observed, "before 4.4.3 payment_method.processor_params can hold the gateway's secrets", "by profile", "", func(t *trial) {
		online := func(o *sandbox.Order) { o.PaymentID = 3 }
		t.in([]string{"4.2.3", "4.3.7"}, func(string) { t.kind(t.order(online), "string", "payment_method.processor_params.password") })
		t.in([]string{"4.13.2", "4.20.1"}, func(string) { t.kind(t.order(online), "absent", "payment_method.processor_params") })
	}},
	{"fields-taxes", captured, "fields and taxes are [] or an object by id", "", "", func(t *trial) {
		t.start(shopWith(many))
		t.kinds(t.fullOrders(), "fields", "empty object")
		t.kinds(t.fullOrders(), "taxes", "empty object")
	}},
	{"item-ids", captured, "products are an object by item id, which exceeds 32 bits with a sign", "", "", func(t *trial) {
		t.start()
		r := t.order(line(func(l *sandbox.Line) { l.ItemID = 4294967295 }))
		t.is(r, "products.4294967295.item_id", `"4294967295"`)
	}},
	{"shipping-forms", captured, "shipping is absent, an array, or an object, its keys method ids or group keys", "by the order", "", func(t *trial) {
		t.start(shopWith(many))
		t.kinds(t.fullOrders(), "shipping", "absent array object")
		t.is(t.get("orders/7"), "shipping.*.rates.*", find(t.get("orders/7").body, "shipping.*.rates.0"))
		t.kind(t.order(func(o *sandbox.Order) { o.CompanyKeys, o.CompanyID, o.ShippingIDs = true, 2, "1" }), "object", "shipping.2")
	}},
	{"shipment-ids", captured, "shipment_ids are an array of strings or [], not the documented text with commas", "", "", func(t *trial) {
		t.start()
		t.is(t.order(func(o *sandbox.Order) { o.ShipmentIDs = []int64{31, 32} }), "shipment_ids", `["31","32"]`)
		t.is(t.order(func(o *sandbox.Order) { o.ShipmentIDs = nil }), "shipment_ids", `[]`)
	}},
	{"need-shipment", captured, "need_shipping and need_shipment are booleans, the latter often inside shipping only", "beside it in the older orders", "", func(t *trial) {
		t.start()
		t.kind(t.get("orders/7"), "bool", "need_shipping", "need_shipment")
		young := t.order(func(o *sandbox.Order) { o.CompanyKeys, o.ShippingIDs = false, "1" })
		t.kind(young, "bool", "need_shipping", "shipping.0.need_shipment")
		t.kind(young, "absent", "need_shipment")
	}},
	{"product-groups", captured, "product_groups are absent, an array or an object", "", "", func(t *trial) {
		t.start(shopWith(many))
		t.kinds(t.fullOrders(), "product_groups", "absent array object")
	}},
	{"coupons", captured, "coupons are absent or an object, each code with an array", "", "", func(t *trial) {
		t.start()
		t.is(t.order(func(o *sandbox.Order) { o.Coupons = []string{"123"} }), "coupons", `{"123":[15]}`)
		t.is(t.order(func(o *sandbox.Order) { o.Coupons = nil }), "coupons", "absent")
	}},
	{"doc-ids", captured, "doc_ids are [] or an object with I and C", "", "", func(t *trial) {
		t.start()
		t.is(t.order(func(o *sandbox.Order) { o.InvoiceID, o.CreditMemoID = 12, 3 }), "doc_ids", `{"I":"12","C":"3"}`)
		t.is(t.order(func(o *sandbox.Order) { o.InvoiceID, o.CreditMemoID = 0, 0 }), "doc_ids", `[]`)
	}},
	{"no-invoice-id", observed, "a single order has neither invoice_id nor credit_memo_id; list rows have both", "", "", func(t *trial) {
		t.start()
		t.kind(t.get("orders/7"), "absent", "invoice_id", "credit_memo_id")
		t.kind(t.get("orders"), "null string", "orders.0.invoice_id", "orders.0.credit_memo_id")
	}},
	{"documented-not-seen", documented, "invoice_id, credit_memo_id and shipping_id are documented of a single order, and no release sends them", "left out", "CSCartConfig.Beliefs.AllFields", func(t *trial) {
		t.start()
		t.kind(t.get("orders/7"), "absent", "shipping_id")
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.Beliefs.AllFields = true }))
		t.kind(t.get("orders/7"), "string", "shipping_id")
		t.kind(t.get("orders/7"), "string null", "invoice_id", "credit_memo_id")
	}},
}

var cscartOrders = []fact{
	{"newer-columns", observed, "storefront_id, updated_at and user_type come in newer releases", "from 4.13.2", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			want := map[bool]string{true: "absent", false: "string"}[old(p)]
			t.kind(t.get("orders/7"), want, "storefront_id", "updated_at", "user_type")
		})
	}},
	{"secondary-currency", captured, "secondary_currency is there", "", "", func(t *trial) {
		t.in(profiles, func(string) { t.kind(t.get("orders/7"), "string", "secondary_currency") })
	}},
	{"issuer-data", captured, "issuer_data is there only with an issuer, [] when that administrator is gone", "", "", func(t *trial) {
		t.start()
		for issuer, want := range map[int64]string{0: "absent", 1: "object", 77: "empty"} {
			t.kind(t.order(func(o *sandbox.Order) { o.IssuerID = issuer }), want, "issuer_data")
		}
	}},
	{"points-info", captured, "points_info comes with its add-on", "so, unless CSCartConfig.RewardPointsOff", "", func(t *trial) {
		points := func(o *sandbox.Order) { o.Points = 7 }
		t.start()
		t.kind(t.order(points), "object", "points_info")
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.RewardPointsOff = true }))
		t.kind(t.order(points), "absent", "points_info")
	}},
	{"add-on-keys", captured, "add-ons put keys of their own into an order, 20 and more", "", "CSCartConfig.AddOnKeys", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.AddOnKeys = true }))
		r := t.get("orders/7")
		for i := range 20 {
			t.kind(r, "string number empty null object", fmt.Sprint("addon_field_", i))
		}
	}},
	{"hidden-while-updated", observed, "an order is incomplete and in no list for a moment of a full PUT", "CSCartServer.OnUpdate reaches that moment", "", func(t *trial) {
		t.start()
		id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.Status = "P" })
		var total, status string
		t.CSCart.Server.OnUpdate(func(int64) {
			total = find(t.get(fmt.Sprint("orders?items_per_page=1&order_id=", id)).body, "params.total_items")
			status = find(t.get(fmt.Sprint("orders/", id)).body, "status")
		})
		t.answers(t.shop("PUT", fmt.Sprint("orders/", id), `{"notes":"n"}`), 200)
		t.equal(total+status, `"0""N"`)
		t.is(t.get(fmt.Sprint("orders/", id)), "status", `"P"`)
	}},
	{"statuses", documented, "statuses P C O F D B I Y", "all are in the data set", "", func(t *trial) {
		t.start(shopWith(many))
		got := strings.Join(t.column(t.get("orders?items_per_page=0"), "orders", "status"), "")
		for _, status := range strings.Split("PCOFDBIY", "") {
			t.equal(strings.Contains(got, status), true)
		}
	}},
	{"status-own", observed, "a store defines further letters", "G is in the data set", "", func(t *trial) {
		t.start(shopWith(many))
		t.equal(len(t.list(t.get("orders?items_per_page=0&status=G"), "orders")) > 0, true)
	}},
	{"status-n", observed, "N is an incomplete order", "", "", func(t *trial) {
		t.start()
		t.equal(len(t.list(t.get("orders?items_per_page=0&status=N"), "orders")) > 0, true)
	}},
	{"status-t", observed, "T is a parent order", "Multi-Vendor", "", func(t *trial) {
		t.start(release("4.20.1-mv"))
		child := t.list(t.get("orders?items_per_page=0&sort_by=order_id&sort_order=asc"), "orders")[5]
		r := t.get("orders/" + strings.Trim(find(child, "parent_order_id"), `"`))
		t.is(r, "status", `"T"`)
		t.is(r, "is_parent_order", `"Y"`)
	}},
}
