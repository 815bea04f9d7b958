package bench

import "encoding/json"

// The strict types are what a careful programmer writes who knows the one form
// in which each value comes here: strings as strings, numbers as their text,
// nothing converted. They are the yardstick, and they do less.

type strictPage struct {
	Page         json.Number  `json:"page"`
	PageTotal    json.Number  `json:"pageTotal"`
	PageSize     json.Number  `json:"pageSize"`
	RecordsTotal json.Number  `json:"recordsTotal"`
	Records      []strictDeal `json:"records"`
}

type strictDeal struct {
	Client struct {
		Phones string `json:"phones"`
		FIO    string `json:"fio"`
		Emails string `json:"emails"`
	} `json:"client"`
	CompletedAmount json.Number `json:"completedAmount"`
	CompletedDate   string      `json:"completedDate"`
	CreatedDate     string      `json:"createdDate"`
	IsDeleted       bool        `json:"isDeleted"`
	Manager         string      `json:"manager"`
	OrderDate       string      `json:"orderDate"`
	OrderNumber     string      `json:"orderNumber"`
	OrderSource     struct {
		CallID        json.Number `json:"callId"`
		Duration      json.Number `json:"duration"`
		PhoneNumber   string      `json:"phoneNumber"`
		Type          string      `json:"type"`
		ANI           string      `json:"ani"`
		DateCall      string      `json:"dateCall"`
		RequestNumber string      `json:"requestNumber"`
	} `json:"orderSource"`
	OrderStatus   string      `json:"orderStatus"`
	PlannedAmount json.Number `json:"plannedAmount"`
	Service       string      `json:"service"`
	Tags          []string    `json:"tags"`
	Visit         struct {
		UTMSource   string `json:"utmSource"`
		UTMTerm     string `json:"utmTerm"`
		UTMContent  string `json:"utmContent"`
		VisitDate   string `json:"visitDate"`
		UTMMedium   string `json:"utmMedium"`
		Source      string `json:"source"`
		Medium      string `json:"medium"`
		Keyword     string `json:"keyword"`
		UTMCampaign string `json:"utmCampaign"`
	} `json:"visit"`
	Funnel       string      `json:"funnel"`
	CurrencyCode string      `json:"currencyCode"`
	Margin       json.Number `json:"margin"`
	OrderLink    string      `json:"orderLink"`
	OrderName    string      `json:"orderName"`
	Products     []struct {
		Name       string      `json:"name"`
		Brand      string      `json:"brand"`
		Category   string      `json:"category"`
		Variant    string      `json:"variant"`
		Price      json.Number `json:"price"`
		Quantity   json.Number `json:"quantity"`
		Revenue    json.Number `json:"revenue"`
		ExternalID string      `json:"externalId"`
		Margin     json.Number `json:"margin"`
	} `json:"products"`
}

type strictList struct {
	Orders []strictRow `json:"orders"`
	Params struct {
		Page         json.Number `json:"page"`
		ItemsPerPage string      `json:"items_per_page"`
		SortBy       string      `json:"sort_by"`
		SortOrder    string      `json:"sort_order"`
		TotalItems   string      `json:"total_items"`
	} `json:"params"`
}

type strictRow struct {
	OrderID       string `json:"order_id"`
	IssuerID      string `json:"issuer_id"`
	UserID        string `json:"user_id"`
	IsParentOrder string `json:"is_parent_order"`
	ParentOrderID string `json:"parent_order_id"`
	CompanyID     string `json:"company_id"`
	Timestamp     string `json:"timestamp"`
	FirstName     string `json:"firstname"`
	LastName      string `json:"lastname"`
	Email         string `json:"email"`
	Phone         string `json:"phone"`
	Status        string `json:"status"`
	Total         string `json:"total"`
	InvoiceID     string `json:"invoice_id"`
	CreditMemoID  string `json:"credit_memo_id"`
	Points        string `json:"points"`
}

type strictOrder struct {
	OrderID             string                     `json:"order_id"`
	IsParentOrder       string                     `json:"is_parent_order"`
	ParentOrderID       string                     `json:"parent_order_id"`
	CompanyID           string                     `json:"company_id"`
	IssuerID            string                     `json:"issuer_id"`
	UserID              string                     `json:"user_id"`
	Total               string                     `json:"total"`
	Subtotal            json.Number                `json:"subtotal"`
	Discount            json.Number                `json:"discount"`
	SubtotalDiscount    string                     `json:"subtotal_discount"`
	PaymentSurcharge    string                     `json:"payment_surcharge"`
	ShippingIDs         string                     `json:"shipping_ids"`
	ShippingCost        json.Number                `json:"shipping_cost"`
	Timestamp           string                     `json:"timestamp"`
	Status              string                     `json:"status"`
	Notes               string                     `json:"notes"`
	Details             string                     `json:"details"`
	Promotions          json.RawMessage            `json:"promotions"`
	PromotionIDs        string                     `json:"promotion_ids"`
	FirstName           string                     `json:"firstname"`
	LastName            string                     `json:"lastname"`
	TaxExempt           string                     `json:"tax_exempt"`
	LangCode            string                     `json:"lang_code"`
	IPAddress           string                     `json:"ip_address"`
	Repaid              string                     `json:"repaid"`
	LocalizationID      string                     `json:"localization_id"`
	StorefrontID        string                     `json:"storefront_id"`
	Email               string                     `json:"email"`
	Phone               string                     `json:"phone"`
	BFirstName          string                     `json:"b_firstname"`
	BLastName           string                     `json:"b_lastname"`
	BAddress            string                     `json:"b_address"`
	BAddress2           string                     `json:"b_address_2"`
	BCity               string                     `json:"b_city"`
	BState              string                     `json:"b_state"`
	BCountry            string                     `json:"b_country"`
	BZip                string                     `json:"b_zipcode"`
	BPhone              string                     `json:"b_phone"`
	BCountryName        string                     `json:"b_country_descr"`
	BStateName          string                     `json:"b_state_descr"`
	SFirstName          string                     `json:"s_firstname"`
	SLastName           string                     `json:"s_lastname"`
	SAddress            string                     `json:"s_address"`
	SAddress2           string                     `json:"s_address_2"`
	SCity               string                     `json:"s_city"`
	SState              string                     `json:"s_state"`
	SCountry            string                     `json:"s_country"`
	SZip                string                     `json:"s_zipcode"`
	SPhone              string                     `json:"s_phone"`
	SCountryName        string                     `json:"s_country_descr"`
	SStateName          string                     `json:"s_state_descr"`
	PaymentID           string                     `json:"payment_id"`
	PaymentMethod       strictMethod               `json:"payment_method"`
	PaymentInfo         json.RawMessage            `json:"payment_info"`
	NeedShipping        bool                       `json:"need_shipping"`
	NeedShipment        bool                       `json:"need_shipment"`
	TaxSubtotal         json.Number                `json:"tax_subtotal"`
	DisplaySubtotal     json.Number                `json:"display_subtotal"`
	DisplayShippingCost json.Number                `json:"display_shipping_cost"`
	SecondaryCurrency   string                     `json:"secondary_currency"`
	Products            map[string]strictLine      `json:"products"`
	Taxes               map[string]strictTax       `json:"taxes"`
	Shipping            []strictShipping           `json:"shipping"`
	ShipmentIDs         []string                   `json:"shipment_ids"`
	Coupons             json.RawMessage            `json:"coupons"`
	Fields              json.RawMessage            `json:"fields"`
	ProductGroups       map[string]json.RawMessage `json:"product_groups"`
	InvoiceID           string                     `json:"invoice_id"`
	CreditMemoID        string                     `json:"credit_memo_id"`
}

type strictMethod struct {
	PaymentID   string `json:"payment_id"`
	CompanyID   string `json:"company_id"`
	Status      string `json:"status"`
	Template    string `json:"template"`
	ProcessorID string `json:"processor_id"`
	ASurcharge  string `json:"a_surcharge"`
	PSurcharge  string `json:"p_surcharge"`
	Payment     string `json:"payment"`
	Description string `json:"description"`
	LangCode    string `json:"lang_code"`
}

type strictLine struct {
	ItemID          string          `json:"item_id"`
	OrderID         string          `json:"order_id"`
	ProductID       string          `json:"product_id"`
	ProductCode     string          `json:"product_code"`
	Price           string          `json:"price"`
	Amount          string          `json:"amount"`
	Product         string          `json:"product"`
	ProductStatus   string          `json:"product_status"`
	DeletedProduct  bool            `json:"deleted_product"`
	Discount        json.Number     `json:"discount"`
	CompanyID       string          `json:"company_id"`
	BasePrice       string          `json:"base_price"`
	OriginalPrice   string          `json:"original_price"`
	CartID          string          `json:"cart_id"`
	TaxValue        json.Number     `json:"tax_value"`
	Subtotal        json.Number     `json:"subtotal"`
	DisplaySubtotal json.Number     `json:"display_subtotal"`
	ShippedAmount   string          `json:"shipped_amount"`
	ShipmentAmount  string          `json:"shipment_amount"`
	IsAccessible    string          `json:"is_accessible"`
	Extra           strictLineExtra `json:"extra"`
	ProductOptions  []strictOption  `json:"product_options"`
}

type strictLineExtra struct {
	ProductOptions map[string]string `json:"product_options"`
	Product        string            `json:"product"`
	CompanyID      string            `json:"company_id"`
	BasePrice      string            `json:"base_price"`
}

type strictOption struct {
	OptionID     string `json:"option_id"`
	Value        string `json:"value"`
	OptionName   string `json:"option_name"`
	VariantName  string `json:"variant_name"`
	Modifier     string `json:"modifier"`
	ModifierType string `json:"modifier_type"`
	Inventory    string `json:"inventory"`
}

type strictTax struct {
	RateType         string          `json:"rate_type"`
	RateValue        string          `json:"rate_value"`
	PriceIncludesTax string          `json:"price_includes_tax"`
	RegNumber        string          `json:"regnumber"`
	Priority         json.Number     `json:"priority"`
	TaxSubtotal      json.Number     `json:"tax_subtotal"`
	Description      string          `json:"description"`
	Applies          json.RawMessage `json:"applies"`
}

type strictShipping struct {
	ShippingID   string      `json:"shipping_id"`
	Shipping     string      `json:"shipping"`
	DeliveryTime string      `json:"delivery_time"`
	Rate         json.Number `json:"rate"`
	GroupName    string      `json:"group_name"`
	NeedShipment bool        `json:"need_shipment"`
}
