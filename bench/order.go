package bench

import "strconv"

// FullOrder is one order as CS-Cart sends it.
func FullOrder(seed uint64) []byte {
	w := newWriter(seed, true)
	total, name, surname := w.money(9000), w.text(w.one(latinNames)), w.text(w.one(russianNames))
	w.f(`{"order_id":"98","is_parent_order":"N","parent_order_id":"0","company_id":"1","company":"CS-Cart","order_type":"","issuer_id":null,"user_id":"3",`)
	w.f(`"total":"%s","subtotal":%s,"discount":0,"subtotal_discount":"0.00","payment_surcharge":"0.00","shipping_ids":"1","shipping_cost":100,"timestamp":"%d",`, total, total, w.n(1_400_000_000, 1_760_000_000))
	w.f(`"status":"%s","notes":"","details":"","promotions":[],"promotion_ids":"","firstname":%s,"lastname":%s,"url":"","tax_exempt":"N","lang_code":"en","ip_address":"192.0.2.1",`, w.one(statuses), name, surname)
	w.f(`"repaid":"0","validation_code":"","localization_id":"0","profile_id":"0","storefront_id":"1","email":"buyer@example.com","phone":"+1 646-386-3600",`)
	for _, side := range []string{"b", "s"} {
		w.f(`"%[1]s_firstname":%[2]s,"%[1]s_lastname":%[3]s,"%[1]s_address":"7 High street\/12","%[1]s_address_2":"","%[1]s_city":"Boston","%[1]s_county":"","%[1]s_state":"MA","%[1]s_country":"US","%[1]s_zipcode":"02134","%[1]s_phone":"","%[1]s_country_descr":"United States","%[1]s_state_descr":"Massachusetts",`, side, name, surname)
	}
	w.f(`"payment_id":"2","payment_method":{"payment_id":"2","company_id":"1","usergroup_ids":"0","position":"10","status":"A","template":"views\/orders\/components\/payments\/cc.tpl","processor_id":"0","processor_params":"","a_surcharge":"0.000","p_surcharge":"0.000","tax_ids":[],"localization":"","payment_category":"tab1","payment":"Credit card","description":"Visa, Mastercard","instructions":"","surcharge_title":"","lang_code":"en"},`)
	w.f(`"payment_info":[],"need_shipping":true,"need_shipment":true,"tax_subtotal":0,"display_subtotal":%s,"display_shipping_cost":100,"secondary_currency":"USD","products":{`, total)
	for i := range 5 {
		if i > 0 {
			w.WriteByte(',')
		}
		w.product(strconv.Itoa(w.n(800_000_000, 1_400_000_000)), w.n(1, 500))
	}
	w.f(`},"taxes":{"6":{"rate_type":"P","rate_value":"10.000","price_includes_tax":"Y","regnumber":"1234242","priority":0,"tax_subtotal":%s,"description":"VAT","applies":{"P":225.27,"S":9.09,"items":{"S":[],"P":[]}}}},`, w.money(900))
	w.f(`"tax_summary":{"included":234.36,"added":0,"total":234.36},"shipping":[{"shipping_id":"1","shipping":"Custom shipping method","delivery_time":"24 hours","rate_calculation":"M","service_params":[],"destination":"I","min_weight":"0.00","max_weight":"0.00","service_id":"0","free_shipping":false,"module":null,"group_key":0,"rate":100,"group_name":"CS-Cart","need_shipment":true}],`)
	w.f(`"shipment_ids":[],"coupons":[],"fields":[],"product_groups":{"0":{"name":"CS-Cart","company_id":"1"}},"status_history":[],"invoice_id":null,"credit_memo_id":null}`)
	return w.Bytes()
}

func (w *writer) product(item string, id int) {
	price := w.money(900)
	w.f(`"%[1]s":{"item_id":"%[1]s","order_id":"98","product_id":"%[2]d","product_code":"U%08[2]d","price":"%[3]s","amount":"%[4]d",`, item, id, price, w.n(1, 5))
	w.f(`"product":"Runner\u2019s ClimaCool 1\/2-zip %[1]d","product_status":"A","deleted_product":false,"discount":0,"company_id":"1","base_price":"%[2]s","original_price":"%[2]s","cart_id":"%[3]s",`, id, price, item)
	w.f(`"tax_value":0,"subtotal":%[1]d,"display_subtotal":%[1]d,"shipped_amount":"0","shipment_amount":"2","is_accessible":"Y","shared_product":false,`, w.n(20, 2000))
	w.f(`"extra":{"product_options":{"12":"44","13":"48"},"unlimited_download":"N","product":"Runner %d","company_id":"1","is_edp":"N","edp_shipping":"N","base_price":"%s","stored_price":"N","stored_discount":"N"},"product_options":[`, id, price)
	w.f(`{"option_id":"12","value":"44","option_name":"Size","variant_name":"L","modifier":"0.000","modifier_type":"A","inventory":"Y"},`)
	w.f(`{"option_id":"13","value":"48","option_name":"Color","variant_name":%s,"modifier":"0.000","modifier_type":"A","inventory":"Y"}]}`, w.text("Синий"))
}
