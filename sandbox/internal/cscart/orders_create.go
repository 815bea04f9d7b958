package cscart

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// createOrder answers POST /orders.
func (q *call) createOrder() (int, *phpJSON, *apiError) {
	if q.company() == 0 && !q.config.Profile.MultiVendor {
		return 0, nil, fail(http.StatusBadRequest, "Please select a store first")
	}
	o, err := q.draft()
	if err != nil {
		return 0, nil, err
	}
	q.place(o)
	subs := q.split(o)
	q.server.wrote(http.MethodPost, "orders", o.ID, func(c *Counts) { c.OrdersCreated++ })
	if !q.rules.orderData {
		return http.StatusCreated, q.writeID("order_id", o.ID, false), nil
	}
	out := q.json()
	out.open('{')
	out.num("order_id", o.ID)
	out.key("order_data")
	q.writeOrder(out, o)
	if q.config.Profile.MultiVendor {
		q.writeSuborders(out, subs)
	}
	out.close('}')
	return http.StatusCreated, out, nil
}

// draft checks a new order and works it out, without placing it.
func (q *call) draft() (*Order, *apiError) {
	now := q.config.Now().Unix()
	o := &Order{
		CompanyID: q.company(), StorefrontID: 1, Timestamp: now, UpdatedAt: now, Status: "O",
		LangCode: "en", IPAddress: "127.0.0.1", TaxExempt: "N", Repaid: "0",
		PaymentID: intOf(q.body.get("payment_id")), CompanyKeys: q.rules.companyKeys,
	}
	if !q.config.Profile.MultiVendor {
		o.StorefrontID = o.CompanyID
	}
	var missing []string
	for _, k := range []string{"payment_id", "shipping_id", "products"} {
		if isEmpty(q.body.get(k)) {
			missing = append(missing, k)
		}
	}
	if isEmpty(q.body.get("user_id")) {
		missing = append(missing, missingUserData(q.body.get("user_data"))...)
	}
	if len(missing) > 0 {
		return nil, fail(http.StatusBadRequest, "Required field missing: "+strings.Join(missing, ", "))
	}
	if err := q.customer(o); err != nil {
		return nil, err
	}
	lines, err := q.lines(q.body.get("products"), false)
	if err != nil {
		return nil, err
	}
	o.Lines = lines
	for _, code := range valuesOf(q.body.get("coupon_codes")) {
		if _, ok := coupons[code]; ok && !slices.Contains(o.Coupons, code) { // unknown codes do nothing
			o.Coupons = append(o.Coupons, code)
		}
	}
	q.setColumns(o)
	if _, ok := paymentMethods[o.PaymentID]; !ok {
		return nil, q.refused("The selected payment method is not available")
	}
	if err := q.chooseShipping(o); err != nil {
		return nil, err
	}
	o.price()
	if o.subtotal().LessThan(q.config.MinimumOrder) {
		return nil, q.refused("The minimum order amount is " + q.config.MinimumOrder.StringFixed(2))
	}
	return o, nil
}

// requiredOfGuests is what user_data needs. The document wants the phones too,
// but its own example leaves them out.
var requiredOfGuests = []string{"firstname", "lastname", "address", "city", "state", "country", "zipcode"}

func missingUserData(v any) []string {
	data, ok := v.(*phpArray)
	if !ok || data.len() == 0 {
		return []string{"user_data"}
	}
	var missing []string
	if isEmpty(data.get("email")) {
		missing = append(missing, "user_data.email")
	}
	for _, prefix := range []string{"b_", "s_"} {
		for _, k := range requiredOfGuests {
			if isEmpty(data.get(prefix + k)) {
				missing = append(missing, "user_data."+prefix+k)
			}
		}
	}
	return missing
}

// customer sets who orders: a user with the profile on record, whatever
// user_data says, or a guest.
func (q *call) customer(o *Order) *apiError {
	id := intOf(q.body.get("user_id"))
	if id == 0 {
		data, _ := q.body.get("user_data").(*phpArray)
		o.setUserData(data)
		return nil
	}
	u, ok := q.user(id)
	switch {
	case !ok:
		return fail(http.StatusBadRequest, "User not found")
	case !q.config.Profile.MultiVendor && u.company != 0 && u.company != o.CompanyID:
		return q.refused("The user belongs to another store")
	}
	o.setCustomer(u)
	return nil
}

// setUserData takes over the fields that user_data names.
func (o *Order) setUserData(data *phpArray) {
	if data.len() == 0 {
		return
	}
	for _, k := range data.keys {
		if field := o.column(k); field != nil {
			*field = textOf(data.values[k])
		}
	}
	if o.Firstname == "" {
		o.Firstname = o.Billing.Firstname
	}
	if o.Lastname == "" {
		o.Lastname = o.Billing.Lastname
	}
	if o.Phone == "" {
		o.Phone = o.Billing.Phone
	}
}

// maxAmount is what a mediumint column holds.
const maxAmount = 1<<24 - 1

// lines reads products, a map whose keys count as product ids unless an entry
// has product_id. Prices and discounts count in a PUT only, and prices only when
// the first entry has both product_id and price.
func (q *call) lines(v any, update bool) ([]Line, *apiError) {
	entries, _ := v.(*phpArray)
	if entries.len() == 0 {
		return nil, fail(http.StatusBadRequest, "Required field missing: products")
	}
	first, _ := entries.values[entries.keys[0]].(*phpArray)
	posted := update && first.has("product_id") && first.has("price")
	var lines []Line
	for _, key := range entries.keys {
		entry, _ := entries.values[key].(*phpArray)
		id := intOf(key)
		if entry.has("product_id") {
			id = intOf(entry.get("product_id"))
		}
		p, ok := catalogue[id]
		if !ok || q.config.Profile.MultiVendor && q.company() != 0 && p.vendor != q.company() {
			return nil, fail(http.StatusBadRequest, "Product "+strconv.FormatInt(id, 10)+" not found")
		}
		amount := min(intOf(entry.get("amount")), maxAmount)
		if amount <= 0 {
			return nil, fail(http.StatusBadRequest, "Required field missing: amount")
		}
		l := newLine(p, amount, optionsOf(entry.get("product_options")))
		if !q.config.Profile.MultiVendor {
			l.CompanyID = 1
		}
		if posted && entry.has("price") {
			l.Price = moneyOf(entry.get("price"))
		}
		if update && entry.has("discount") {
			l.Discount = decimal.Min(moneyOf(entry.get("discount")), l.Price)
			l.Price = l.Price.Sub(l.Discount)
			l.DiscountText, _ = entry.get("discount").(string)
		}
		lines = addLine(lines, l)
	}
	return lines, nil
}

func optionsOf(v any) []Option {
	a, ok := v.(*phpArray)
	if !ok {
		return nil
	}
	var options []Option
	for _, k := range a.keys {
		options = append(options, Option{ID: k, Variant: textOf(a.values[k])})
	}
	return options
}

// valuesOf reads a scalar, a list or a map as its values.
func valuesOf(v any) []string {
	a, ok := v.(*phpArray)
	if !ok {
		if isEmpty(v) {
			return nil
		}
		return []string{textOf(v)}
	}
	var all []string
	for _, k := range a.keys {
		all = append(all, textOf(a.values[k]))
	}
	return all
}

// chooseShipping reads shipping_id: one method for all product groups, or from
// 4.3.7 a method for each group by its key. The keys are indexes; a POST of
// 4.20.1 goes by company ids.
func (q *call) chooseShipping(o *Order) *apiError {
	unavailable := q.refused("The selected shipping method is not available")
	v := q.body.get("shipping_id")
	byGroup, isMap := v.(*phpArray)
	if isMap && !q.rules.shippingMap {
		return unavailable
	}
	var ids []int64
	for i, g := range o.groups(q.config.Profile.MultiVendor) {
		id := intOf(v)
		if isMap {
			key := strconv.Itoa(i)
			if q.method == http.MethodPost && q.rules.companyKeys {
				key = strconv.FormatInt(g.company, 10)
			}
			id = intOf(byGroup.get(key))
		}
		if _, ok := shippingMethods[id]; !ok && needsShipping(g.lines) {
			return unavailable
		}
		ids = append(ids, id)
	}
	o.ShippingIDs = joinIDs(ids)
	return nil
}
