package cscart_test

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

// plain is an order without anything special.
func plain(o *cscart.Order) {
	o.Status, o.IssuerID, o.Coupons, o.PaymentID, o.PaymentInfo, o.BrokenBlobs, o.Recalculated = "O", 0, nil, 2, nil, false, false
	o.InvoiceID, o.CreditMemoID, o.Points, o.ShipmentIDs, o.CompanyKeys, o.Notes, o.Details = 0, 0, 0, nil, false, nil, nil
	o.Lines = slices.DeleteFunc(o.Lines[:1], func(l cscart.Line) bool { return l.Download })
	o.Lines[0].Shipped, o.Lines[0].ProductID, o.Lines[0].Options, o.ShippingIDs = 0, 12, nil, "1"
}

// full inserts a plain order, changed by change, and reads it.
func (s *store) full(change func(*cscart.Order)) map[string]any {
	s.t.Helper()
	id := s.InsertOrder(func(o *cscart.Order) {
		o.Lines = make([]cscart.Line, 1)
		o.Lines[0].ItemID, o.Lines[0].CompanyID, o.Lines[0].Amount, o.Lines[0].Price = 4294967295, 1, 2, decimalOf("19.90")
		plain(o)
		o.Total = decimalOf("677.95")
		if change != nil {
			change(o)
		}
	})
	return s.object(s.get(idPath("orders", id)), 200)
}

func first(v any) map[string]any {
	switch v := v.(type) {
	case []any:
		return v[0].(map[string]any)
	case map[string]any:
		for _, x := range v {
			return x.(map[string]any)
		}
	}
	return nil
}

func TestTypesOfAPlainOrder(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"} {
		old := strings.Contains("4.2.3 4.3.7", name)
		discounts, newer := "number", "string"
		if old {
			discounts, newer = "string", "absent"
		}
		o := open(t, profile(name)).full(nil)
		for key, want := range map[string]string{
			"order_id": "string", "is_parent_order": "string", "parent_order_id": "string", "company_id": "string", "user_id": "string",
			"issuer_id": "null", "timestamp": "string", "repaid": "string", "localization_id": "string", "total": "string",
			"shipping_cost": "string", "display_shipping_cost": "string", "discount": discounts, "subtotal_discount": discounts,
			"payment_surcharge": discounts, "subtotal": "number", "display_subtotal": "number", "tax_subtotal": "number",
			"notes": "null", "details": "null", "promotions": "[]", "promotion_ids": "string", "shipping_ids": "string",
			"payment_info": "[]", "payment_method": "object", "fields": kindOf(o, "fields"), "products": "object", "shipping": "array",
			"shipment_ids": "[]", "need_shipping": "bool", "need_shipment": "absent", "product_groups": "array", "coupons": "absent",
			"doc_ids": "[]", "invoice_id": "absent", "credit_memo_id": "absent", "shipping_id": "absent", "issuer_data": "absent",
			"points_info": "absent", "secondary_currency": "string", "storefront_id": newer, "updated_at": newer, "user_type": newer,
			"b_country_descr": "string", "s_state_descr": "string", "ip_address": "string", "lang_code": "string", "tax_exempt": "string",
		} {
			if got := kindOf(o, key); got != want {
				t.Errorf("%s: %s is %s (%v), want %s", name, key, got, o[key], want)
			}
		}
		if o["total"] != "677.95" || textOf(o["subtotal"]) != "39.8" {
			t.Errorf("%s: total %v, subtotal %v", name, o["total"], o["subtotal"])
		}
	}
}

func TestTypesOfProductsDifferByPlace(t *testing.T) {
	t.Parallel()
	s := open(t)
	o := s.full(nil)
	in, group := first(o["products"]), first(first(o["product_groups"])["products"])
	for key, want := range map[string][2]string{
		"product_id": {"string", "number"}, "amount": {"string", "number"}, "price": {"string", "number"},
		"base_price": {"number", "number"}, "discount": {"number", "number"}, "company_id": {"string", "string"},
		"item_id": {"string", "absent"}, "original_price": {"number", "absent"}, "subtotal": {"number", "absent"},
		"display_subtotal": {"number", "absent"}, "tax_value": {"number", "absent"}, "shipped_amount": {"number", "absent"},
		"shipment_amount": {"string", "absent"}, "deleted_product": {"bool", "absent"}, "is_accessible": {"bool", "absent"},
		"product_status": {"string", "absent"}, "extra": {"object", "object"},
	} {
		if got := [2]string{kindOf(in, key), kindOf(group, key)}; got != want {
			t.Errorf("%s is %v, want %v", key, got, want)
		}
	}
	if in["item_id"] != "4294967295" {
		t.Errorf("item_id %v", in["item_id"])
	}
	if got := kindOf(first(o["product_groups"]), "company_id"); got != "number" {
		t.Errorf("company_id of a group is %s", got)
	}
}

func TestFormsThatOnlySomeOrdersHave(t *testing.T) {
	t.Parallel()
	product := func(o map[string]any) map[string]any { return first(o["products"]) }
	for _, c := range []struct {
		name   string
		change func(*cscart.Order)
		look   func(o map[string]any) string
		want   string
	}{
		{"promotions by id", func(o *cscart.Order) { o.Coupons = []string{"123"} }, func(o map[string]any) string { return kindOf(o["promotions"].(map[string]any), "15") }, "object"},
		{"coupons by code", func(o *cscart.Order) { o.Coupons = []string{"123"} }, func(o map[string]any) string { return kindOf(o["coupons"].(map[string]any), "123") }, "array"},
		{"promotions unreadable", func(o *cscart.Order) { o.BrokenBlobs = true }, func(o map[string]any) string { return textOf(o["promotions"]) }, "false"},
		{"extra unreadable", func(o *cscart.Order) { o.BrokenBlobs = true }, func(o map[string]any) string { return textOf(product(o)["extra"]) }, "false"},
		{"shipping cost a number", func(o *cscart.Order) { o.Recalculated = true }, func(o map[string]any) string { return kindOf(o, "shipping_cost") }, "number"},
		{"payment info", func(o *cscart.Order) { o.PaymentInfo = map[string]string{"a": "b"} }, func(o map[string]any) string { return kindOf(o, "payment_info") }, "object"},
		{"payment method deleted", func(o *cscart.Order) { o.PaymentID = 9 }, func(o map[string]any) string { return kindOf(o, "payment_method") }, "[]"},
		{"issuer", func(o *cscart.Order) { o.IssuerID = 1 }, func(o map[string]any) string { return kindOf(o, "issuer_data") }, "object"},
		{"issuer deleted", func(o *cscart.Order) { o.IssuerID = 77 }, func(o map[string]any) string { return kindOf(o, "issuer_data") }, "[]"},
		{"points", func(o *cscart.Order) { o.Points = 12 }, func(o map[string]any) string { return kindOf(o, "points_info") }, "object"},
		{"documents", func(o *cscart.Order) { o.InvoiceID, o.CreditMemoID = 12, 3 }, func(o map[string]any) string { return textOf(o["doc_ids"]) }, `{"C":"3","I":"12"}`},
		{"shipments", func(o *cscart.Order) { o.ShipmentIDs = []int64{7, 8} }, func(o map[string]any) string { return textOf(o["shipment_ids"]) }, `["7","8"]`},
		{"shipped", func(o *cscart.Order) { o.Lines[0].Shipped = 1 }, func(o map[string]any) string {
			return kindOf(product(o), "shipped_amount") + kindOf(product(o), "shipment_amount")
		}, "stringnumber"},
		{"shipment due", nil, func(o map[string]any) string { return textOf(first(o["shipping"])["need_shipment"]) }, "true"},
		{"nothing more due", func(o *cscart.Order) { o.Lines[0].Shipped = 2 }, func(o map[string]any) string { return textOf(first(o["shipping"])["need_shipment"]) }, "false"},
		{"groups by company", func(o *cscart.Order) { o.CompanyKeys = true }, func(o map[string]any) string { return kindOf(o, "product_groups") + kindOf(o, "shipping") }, "objectobject"},
		{"nothing to ship", func(o *cscart.Order) { o.Lines[0].Download = true }, func(o map[string]any) string { return textOf(o["need_shipping"]) + kindOf(o, "shipping") }, "falseabsent"},
		{"no products", func(o *cscart.Order) { o.Lines = nil }, func(o map[string]any) string { return kindOf(o, "products") + kindOf(o, "product_groups") }, "[][]"},
		{"options", func(o *cscart.Order) { o.Lines[0].Options = []cscart.Option{{ID: "12", Variant: "44"}} }, func(o map[string]any) string {
			return textOf(product(o)["extra"].(map[string]any)["product_options"])
		}, `{"12":"44"}`},
		{"no options", nil, func(o map[string]any) string { return kindOf(product(o)["extra"].(map[string]any), "product_options") }, "[]"},
		{"product deleted", func(o *cscart.Order) { o.Lines[0].ProductID = 999 }, func(o map[string]any) string {
			return textOf(product(o)["deleted_product"]) + kindOf(product(o), "product") + kindOf(product(o), "product_status")
		}, "truenullnull"},
		{"discount as sent by a PUT", func(o *cscart.Order) { o.Lines[0].DiscountText = "1.50" }, func(o map[string]any) string { return kindOf(product(o), "discount") }, "string"},
		{"of old: shipping by method", func(o *cscart.Order) { o.Legacy = true }, func(o map[string]any) string { return kindOf(o["shipping"].(map[string]any), "1") }, "object"},
		{"of old: need_shipment beside it", func(o *cscart.Order) { o.Legacy = true }, func(o map[string]any) string { return kindOf(o, "need_shipment") }, "bool"},
		{"of old: no groups", func(o *cscart.Order) { o.Legacy = true }, func(o map[string]any) string { return kindOf(o, "product_groups") }, "absent"},
		{"of old: base price a string", func(o *cscart.Order) { o.Legacy = true }, func(o map[string]any) string {
			return kindOf(product(o), "base_price") + kindOf(product(o), "original_price") + textOf(product(o)["company_id"])
		}, "stringstring0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := c.look(open(t).full(c.change)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

func TestTaxesAndFieldsAreListsWhenEmpty(t *testing.T) {
	t.Parallel()
	s := open(t)
	kinds := map[string]map[string]bool{"taxes": {}, "fields": {}}
	for _, id := range s.OrderIDs()[40:80] {
		o := s.object(s.get(idPath("orders", id)), 200)
		for key, seen := range kinds {
			seen[kindOf(o, key)] = true
		}
	}
	for key, seen := range kinds {
		if !seen["[]"] || !seen["object"] || len(seen) != 2 {
			t.Errorf("%s: %v", key, seen)
		}
	}
}

func TestGatewaySecretsShowBefore443(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"4.2.3": "object", "4.3.7": "object", "4.13.2": "absent", "4.20.1": "absent"} {
		o := open(t, profile(name)).full(func(o *cscart.Order) { o.PaymentID = 3 })
		if got := kindOf(o["payment_method"].(map[string]any), "processor_params"); got != want {
			t.Errorf("%s: processor_params %s", name, got)
		}
	}
}

func TestFloatNoise(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"4.20.1": "0.30000000000000004", "4.3.7": "0.3"} {
		o := open(t, profile(name)).full(func(o *cscart.Order) {
			o.Lines[0].Price, o.Lines[0].Amount = decimalOf("0.10"), 1
			other := o.Lines[0]
			other.ItemID, other.Price = 5, decimalOf("0.20")
			o.Lines = append(o.Lines, other)
		})
		if got := textOf(o["subtotal"]); got != want {
			t.Errorf("%s: subtotal %s, want %s", name, got, want)
		}
	}
}

func TestAddOnKeys(t *testing.T) {
	t.Parallel()
	count := func(o map[string]any) (n int) {
		for k := range o {
			if strings.HasPrefix(k, "addon_") {
				n++
			}
		}
		return n
	}
	if got := count(open(t).full(nil)); got != 0 {
		t.Errorf("%d by default", got)
	}
	if got := count(open(t, func(c *cscart.Config) { c.AddOnKeys = true }).full(nil)); got != 20 {
		t.Errorf("%d with add-ons", got)
	}
}

func TestBelievedNumberColumns(t *testing.T) {
	t.Parallel()
	o := open(t, func(c *cscart.Config) { c.Beliefs.NumberColumns = true }).full(nil)
	if kindOf(o, "order_id") != "number" || kindOf(o, "total") != "number" {
		t.Errorf("order_id %v, total %v", o["order_id"], o["total"])
	}
}

func TestInvalidUTF8(t *testing.T) {
	t.Parallel()
	for believed, want := range map[bool]int{false: 1, true: 0} {
		s := open(t, func(c *cscart.Config) { c.Beliefs.EmptyOnBadText = believed })
		id := s.InsertOrder(func(o *cscart.Order) { o.Firstname = "a\xffb" })
		if r := s.get(idPath("orders", id)); r.status != 200 || min(len(r.body), 1) != want {
			t.Errorf("believed %v: %d, %d bytes", believed, r.status, len(r.body))
		}
	}
}

func TestASCIIOnly(t *testing.T) {
	t.Parallel()
	r := open(t).get("/api/2.0/orders?items_per_page=0&get_orders_data=1")
	scan := bufio.NewScanner(strings.NewReader(r.body))
	scan.Buffer(nil, 1<<24)
	for scan.Scan() {
		for i, c := range []byte(scan.Text()) {
			if c >= 0x80 {
				t.Fatalf("byte %d of the answer is %x", i, c)
			}
		}
	}
	if !strings.Contains(r.body, `\u04`) || !strings.Contains(r.body, `\/`) {
		t.Error("no escaped Cyrillic or no escaped slash in it")
	}
}

// An order that a full PUT is changing counts as incomplete.
func TestOrderIsHiddenWhileUpdated(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.InsertOrder(func(o *cscart.Order) { o.Status = "P" })
	path := fmt.Sprint("/api/2.0/orders?order_id=", id)
	var during []string
	s.OnUpdate(func(order int64) {
		rows, _ := s.rows(s.get(path))
		during = append(during, fmt.Sprintf("%t %d %v", order == id, len(rows), s.object(s.get(idPath("orders", id)), 200)["status"]))
	})
	s.object(s.send("PUT", idPath("orders", id), `{"notes":"x"}`), 200)
	s.object(s.send("PUT", idPath("orders", id), `{"status":"C"}`), 200)
	if !slices.Equal(during, []string{"true 0 N"}) {
		t.Errorf("%q: want it hidden once, in the full update", during)
	}
	if rows, _ := s.rows(s.get(path)); len(rows) != 1 || rows[0]["status"] != "C" {
		t.Errorf("after: %v", rows)
	}
}

func TestBelievedFields(t *testing.T) {
	t.Parallel()
	for believed, want := range map[bool]string{false: "absent absent absent absent", true: "null string string number"} {
		o := open(t, func(c *cscart.Config) { c.Beliefs.AllFields = believed }).full(func(o *cscart.Order) { o.CreditMemoID = 3 })
		group := first(first(o["product_groups"])["products"])
		got := []string{kindOf(o, "invoice_id"), kindOf(o, "credit_memo_id"), kindOf(o, "shipping_id"), kindOf(group, "original_price")}
		if strings.Join(got, " ") != want {
			t.Errorf("believed %v: %v, want %s", believed, got, want)
		}
	}
}
