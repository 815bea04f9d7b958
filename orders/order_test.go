package orders_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

// fullOrder is testdata/order.json: an order with every field, in the forms that
// releases from 4.2.3 to 4.20.1 send them in.
func fullOrder(t *testing.T) (text []byte, order orders.Order) {
	t.Helper()
	text, err := os.ReadFile("testdata/order.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &order); err != nil {
		t.Fatal(err)
	}
	return text, order
}

func money(text string) quartet.Decimal { return quartet.MustDecimal(text) }

func TestOrderOfEveryForm(t *testing.T) {
	t.Parallel()
	_, got := fullOrder(t)
	want := orders.Order{
		OrderID: 501, ParentOrderID: 500, Status: orders.StatusProcessed,
		Timestamp: time.Unix(1700000000, 0).UTC(), UpdatedAt: time.Unix(1700000600, 0).UTC(),
		CompanyID: 7, StorefrontID: 2, Repaid: 2,
		UserType: "C", IssuerData: orders.Values{"user_id": "4", "firstname": "Ada", "note": `{"a": 1}`},
		FirstName: "Анна", LastName: "O’Hara", Email: "anna@example.com", Phone: "88001234567",
		IPAddress: "192.0.2.7", LangCode: "ru", TaxExempt: true,
		Total: money("677.95"), Subtotal: money("677.950"), DisplaySubtotal: money("12"), SubtotalDiscount: money("4.80"),
		ShippingCost: money("0.00"), DisplayShippingCost: money("0.30000000000000004"), SecondaryCurrency: "EUR",
		PaymentID:   17,
		PaymentInfo: orders.PaymentInfo{"card_number": "4111-CANARY", "expiry": "1227", "reply": `{"code": "CANARY-2"}`},
		PaymentMethod: orders.PaymentMethod{
			PaymentID: 17, Name: "Card", Description: "Visa", Instructions: "<p>now</p>", Status: "A",
			Surcharge: money("0.000"), SurchargeRate: money("1.500"), ProcessorID: 3,
			ProcessorParams: orders.Secret(`{"secret_key": "CANARY-3"}`),
			Template:        "cc.tpl",
		},
		DocIDs: map[string]int64{"I": 12, "C": 3},
		Products: []orders.Product{
			{
				Key: "4163016541", ItemID: 4163016541, ProductID: 126, ProductCode: "FX", Name: "Calculator", Amount: 2,
				Price: money("12.00"), BasePrice: money("12"), OriginalPrice: money("12.50"), Discount: money("0.5"),
				Subtotal: money("24"), DisplaySubtotal: money("24"), TaxValue: money("0"), ShipmentAmount: 2, IsAccessible: true,
				ExtraData: orders.ProductExtra{
					ProductOptions: orders.Values{"12": "44", "13": "48", "14": `["a"]`},
				},
				CartID: "4163016541",
			},
			{Key: "27", ItemID: 27, ProductID: 5, Amount: 1, Deleted: true},
		},
		ProductGroups: []orders.ProductGroup{{
			Name: "Main", CompanyID: 7,
			Products: []orders.Product{{Key: "4163016541", ProductID: 126, Amount: 2, Price: money("12")}},
			Shippings: []orders.Shipping{{
				Key: "3", ShippingID: 3, Name: "Courier", ServiceParams: orders.Secret(`{"user_key_password": "CANARY-4"}`),
			}},
			ChosenShippings: []orders.Shipping{{ShippingID: 3, Rate: money("9.74"), GroupName: "Main"}},
			Extra:           map[string]json.RawMessage{"package_info": json.RawMessage(`{"W": "0.1"}`)},
		}},
		NeedShipping: true,
		Shipping: []orders.Shipping{{
			Key: "g1", ShippingID: 3, Name: "Courier", DeliveryTime: "2 days", Rate: money("9.74"), GroupKey: "0", GroupName: "Main",
			NeedShipment: true, ServiceParams: orders.Secret(`""`), Extra: map[string]json.RawMessage{"module": json.RawMessage(`"post"`)},
		}},
		ShippingIDs: orders.IDs{3, 4}, ShippingID: orders.IDs{3}, ShipmentIDs: orders.IDs{8, 9},
		Taxes: map[string]orders.Tax{"6": {
			Description: "VAT", RateType: "P", RateValue: money("10.000"), PriceIncludesTax: true, TaxSubtotal: money("88.36"),
			Extra: map[string]json.RawMessage{"regnumber": json.RawMessage(`"1"`)},
		}},
		Promotions: map[string]orders.Promotion{"15": {
			Name: "20%", TotalDiscount: money("4.8"),
			Extra: map[string]json.RawMessage{"bonuses": json.RawMessage(`[{"bonus": "order_discount"}]`)},
		}},
		PromotionIDs: orders.IDs{15},
		Coupons:      map[string]orders.IDs{"WELCOME": {15}, "777": {16}},
		PointsInfo:   map[string]json.RawMessage{"reward": json.RawMessage(`"97"`)},
		Notes:        "ring\ntwice",
		Fields:       orders.Values{"38": "A1", "39": "", "40": "5"},

		BillingFirstName: "b1", BillingLastName: "b2", BillingAddress: "b3", BillingAddress2: "b4", BillingCity: "b5",
		BillingState: "b6", BillingStateName: "b7", BillingCountry: "b8", BillingCountryName: "b9", BillingZip: "01342", BillingPhone: "b11",
		ShippingFirstName: "s1", ShippingLastName: "s2", ShippingAddress: "s3", ShippingAddress2: "s4", ShippingCity: "s5",
		ShippingState: "s6", ShippingStateName: "s7", ShippingCountry: "s8", ShippingCountryName: "s9", ShippingZip: "02125", ShippingPhone: "s11",

		Extra: map[string]json.RawMessage{"api_key": json.RawMessage(`"CANARY-5"`), "refunds_total": json.RawMessage("0")},
	}
	if diff := cmp.Diff(want, got, exact); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// exact tells "12" from "12.0", which Decimal's Equal takes as the same.
var exact = cmp.Comparer(func(a, b quartet.Decimal) bool { return a == b })

func TestOrderIsWrittenBackWhole(t *testing.T) {
	t.Parallel()
	text, order := fullOrder(t)
	written, err := json.Marshal(order)
	if err != nil {
		t.Fatal(err)
	}
	var again orders.Order
	if err := json.Unmarshal(written, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(order, again, compact, compactSecret); diff != "" {
		t.Errorf("read again (-first +second):\n%s", diff)
	}
	var want, got map[string]any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(written, &got); err != nil {
		t.Fatal(err)
	}
	for _, path := range lostKeys("", want, got) {
		t.Errorf("lost: %s", path)
	}
}

// compact takes raw JSON as equal whatever its white space.
var compact = cmp.Transformer("compact", func(raw json.RawMessage) string {
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		return string(raw)
	}
	return b.String()
})

var compactSecret = cmp.Transformer("secret", func(s orders.Secret) json.RawMessage { return json.RawMessage(s) })

// lostKeys are the paths of want that got does not have. Free-form values turn
// into text, so below those that stand for one nothing is compared.
func lostKeys(path string, want, got any) []string {
	var lost []string
	switch w := want.(type) {
	case map[string]any:
		g, ok := got.(map[string]any)
		if !ok {
			return nil
		}
		for key := range w {
			if _, ok := g[key]; !ok {
				lost = append(lost, path+"."+key)
			}
			lost = append(lost, lostKeys(path+"."+key, w[key], g[key])...)
		}
	case []any:
		g, _ := got.([]any)
		for i := range min(len(w), len(g)) {
			lost = append(lost, lostKeys(fmt.Sprintf("%s[%d]", path, i), w[i], g[i])...)
		}
	}
	return lost
}

func TestEmptyFormsOfAnOrder(t *testing.T) {
	t.Parallel()
	for _, empty := range []string{`[]`, `{}`, `""`, `null`, `false`} {
		fields := []string{
			"payment_info", "payment_method", "fields", "taxes", "products", "shipping", "product_groups", "coupons",
			"doc_ids", "promotions", "issuer_data", "points_info", "shipment_ids", "promotion_ids", "shipping_ids", "shipping_id",
		}
		text := `{"order_id":"1"`
		for _, field := range fields {
			text += `,"` + field + `":` + empty
		}
		var got orders.Order
		if err := json.Unmarshal([]byte(text+"}"), &got); err != nil {
			t.Errorf("%s: %v", empty, err)
		}
		if diff := cmp.Diff(orders.Order{OrderID: 1}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", empty, diff)
		}
	}
}

func TestIDsOfEveryForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want orders.IDs
	}{
		{`"1,2"`, orders.IDs{1, 2}}, {`" 15 "`, orders.IDs{15}}, {`"-1"`, orders.IDs{-1}}, {`""`, nil}, {`15`, orders.IDs{15}},
		{`["1",2]`, orders.IDs{1, 2}}, {`{"0":"1","2":"3"}`, orders.IDs{1, 3}}, {`[]`, nil}, {`{}`, nil}, {`null`, nil}, {`false`, nil}, {`0`, nil},
		{`"0"`, nil}, {`"5.00"`, orders.IDs{5}}, {`5.0`, orders.IDs{5}}, {`"5,\u0036, 7,"`, orders.IDs{5, 6, 7}},
	}
	for _, tt := range tests {
		var got orders.IDs
		if err := json.Unmarshal([]byte(tt.text), &got); err != nil {
			t.Errorf("%s: %v", tt.text, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
	for _, text := range []string{`"1,x"`, `["x"]`, `true`, `1.5`, `[[1]]`, `"+5"`, `"1,\/2"`, `["1,2"]`} {
		var got orders.IDs
		if err := json.Unmarshal([]byte(text), &got); !errors.Is(err, quartet.ErrMalformed) || got != nil {
			t.Errorf("%s was read as %v, error %v", text, got, err)
		}
	}
}

func TestValuesOfEveryForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want orders.Values
	}{
		{`{"a":"x","b":1.50,"c":null,"d":false,"e":true,"f":["g"]}`, orders.Values{"a": "x", "b": "1.50", "c": "", "d": "", "e": "true", "f": `["g"]`}},
		{`["x","y"]`, orders.Values{"0": "x", "1": "y"}}, {`[]`, nil}, {`null`, nil}, {`""`, nil}, {`false`, nil},
	}
	for _, tt := range tests {
		var got orders.Values
		if err := json.Unmarshal([]byte(tt.text), &got); err != nil {
			t.Errorf("%s: %v", tt.text, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.text, diff)
		}
	}
	var got orders.Values
	if err := json.Unmarshal([]byte(`"text"`), &got); err == nil {
		t.Errorf("a text was read as %v", got)
	}
}

func TestTimesAreInTheClientsLocation(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("GET orders/1", http.StatusOK, `{"order_id":"1","timestamp":"1700000000","updated_at":"0"}`)
	shop.List("GET orders", "orders", []string{`{"order_id":"1","timestamp":"1700000000"}`})
	zone := time.FixedZone("UTC+3", 3*60*60)
	svc := orders.New(shop.Client(quartet.WithLocation(zone)))
	order, err := svc.Get(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := order.Timestamp.Format(time.RFC3339); got != "2023-11-15T01:13:20+03:00" {
		t.Errorf("Get: timestamp %s", got)
	}
	if !order.UpdatedAt.IsZero() {
		t.Errorf("updated_at 0 is %s, want the zero time", order.UpdatedAt)
	}
	page, err := svc.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if got := page.Orders[0].Timestamp.Format(time.RFC3339); got != "2023-11-15T01:13:20+03:00" {
		t.Errorf("List: timestamp %s", got)
	}
}

func TestUnknownFieldsAreTold(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("GET orders/1", http.StatusOK, `{"order_id":"1","rewards":"2"}`)
	told := map[string]bool{}
	hooks := quartet.Hooks{UnknownField: func(typ, key string) { told[typ+"."+key] = true }}
	order, err := orders.New(shop.Client(quartet.WithHooks(hooks))).Get(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if !told["orders.Order.rewards"] || string(order.Extra["rewards"]) != `"2"` {
		t.Errorf("told %v, kept %s", told, order.Extra)
	}
	shop.Answer("GET orders", http.StatusOK, `{"orders":[],"params":{"page":1},"took":0.2}`)
	if _, err := orders.New(shop.Client(quartet.WithHooks(hooks))).List(t.Context()); err != nil || !told["cscart.listAnswer.took"] {
		t.Errorf("told %v, error %v", told, err)
	}
}

func TestEveryTypeIsReadBack(t *testing.T) {
	t.Parallel()
	_, order := fullOrder(t)
	order = cscarttest.ReadBack(t, order) // compact
	product, group := order.Products[0], order.ProductGroups[0]
	product.Key = ""
	shipping := order.Shipping[0]
	shipping.Key = ""
	check := func(name, diff string) {
		if diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	check("Product", cmp.Diff(product, cscarttest.ReadBack(t, product)))
	check("ProductExtra", cmp.Diff(product.ExtraData, cscarttest.ReadBack(t, product.ExtraData)))
	check("ProductGroup", cmp.Diff(group, cscarttest.ReadBack(t, group)))
	check("Shipping", cmp.Diff(shipping, cscarttest.ReadBack(t, shipping)))
	check("PaymentMethod", cmp.Diff(order.PaymentMethod, cscarttest.ReadBack(t, order.PaymentMethod)))
	check("Promotion", cmp.Diff(order.Promotions["15"], cscarttest.ReadBack(t, order.Promotions["15"])))
	check("Tax", cmp.Diff(order.Taxes["6"], cscarttest.ReadBack(t, order.Taxes["6"])))
	created := orders.Created{OrderID: 1, Order: &order, SubOrderIDs: orders.IDs{2}, SubOrders: []orders.Order{{OrderID: 2}}}
	check("Created", cmp.Diff(created, cscarttest.ReadBack(t, created)))
	page := orders.Page{
		Orders: []orders.Summary{{
			OrderID: 1, IssuerID: 2, IssuerName: "i", IssuerEmail: "e", UserID: 3, IsParentOrder: true, ParentOrderID: 4, CompanyID: 5,
			Company: "c", StorefrontID: 6, Timestamp: time.Unix(7, 0).UTC(), FirstName: "f", LastName: "l", Email: "m", Phone: "p",
			Status: "X", Total: money("8.00"), InvoiceID: 9, CreditMemoID: 10, Points: 11,
			Extra: map[string]json.RawMessage{"n": json.RawMessage("12")},
		}},
		Params: orders.Params{
			Page: 1, ItemsPerPage: 10, TotalItems: -1, SortBy: "date", SortOrder: "desc", SortOrderRev: "asc", IncludeIncompleted: true, AjaxCustom: "1",
			Extra: map[string]json.RawMessage{"status": json.RawMessage(`"O"`)},
		},
	}
	check("Page", cmp.Diff(page, cscarttest.ReadBack(t, page)))
	page.Params.TotalItems = 0
	check("Page without orders", cmp.Diff(page, cscarttest.ReadBack(t, page)))
}

func TestParamsWithoutATotal(t *testing.T) {
	t.Parallel()
	var params orders.Params
	if err := json.Unmarshal([]byte(`{"page":1,"items_per_page":0}`), &params); err != nil || params.TotalItems != -1 {
		t.Errorf("params %+v, error %v; want a total of -1", params, err)
	}
}
