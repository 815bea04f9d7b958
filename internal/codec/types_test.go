package codec

import (
	"encoding/json"
	"time"

	"github.com/quartetgo/quartet"
)

// The three shapes that the decoder is measured with, fully typed.

type dealPage struct {
	Page         int     `json:"page"`
	PageTotal    int     `json:"pageTotal"`
	PageSize     int     `json:"pageSize"`
	RecordsTotal int     `json:"recordsTotal"`
	Records      Records `json:"records"`
}

type deal struct {
	Client          dealClient                 `json:"client"`
	CompletedAmount quartet.Decimal            `json:"completedAmount"`
	CompletedDate   time.Time                  `json:"completedDate" codec:"local"`
	CreatedDate     time.Time                  `json:"createdDate" codec:"local"`
	IsDeleted       bool                       `json:"isDeleted"`
	Manager         string                     `json:"manager"`
	OrderDate       time.Time                  `json:"orderDate" codec:"local"`
	OrderNumber     string                     `json:"orderNumber"`
	OrderSource     dealSource                 `json:"orderSource"`
	OrderStatus     string                     `json:"orderStatus"`
	PlannedAmount   quartet.Decimal            `json:"plannedAmount"`
	Service         string                     `json:"service"`
	Tags            []dealTag                  `json:"tags" codec:"many"`
	Comment         []string                   `json:"comment" codec:"many=text"`
	Custom          map[string]string          `json:"custom"`
	Visit           *dealVisit                 `json:"visit"`
	Funnel          string                     `json:"funnel"`
	Currency        string                     `json:"currencyCode" codec:"alias=currency"`
	Margin          quartet.Decimal            `json:"margin"`
	OrderLink       string                     `json:"orderLink"`
	OrderName       string                     `json:"orderName"`
	Products        []dealProduct              `json:"products"`
	Extra           map[string]json.RawMessage `json:"-" codec:"extra"`
}

type dealClient struct {
	Phones []string `json:"phones" codec:"many=value"`
	FIO    string   `json:"fio"`
	Emails []string `json:"emails" codec:"many=value"`
}

type dealSource struct {
	Type          string    `json:"type"`
	CallID        int64     `json:"callId"`
	Duration      int       `json:"duration"`
	PhoneNumber   string    `json:"phoneNumber"`
	ANI           string    `json:"ani"`
	DateCall      time.Time `json:"dateCall" codec:"local"`
	RequestNumber string    `json:"requestNumber"`
}

type dealTag struct {
	Category string   `json:"category"`
	Type     string   `json:"type"`
	Names    []string `json:"names" codec:"scalar"`
}

type dealVisit struct {
	UTMSource   string    `json:"utmSource"`
	UTMMedium   string    `json:"utmMedium"`
	UTMCampaign string    `json:"utmCampaign"`
	UTMContent  string    `json:"utmContent"`
	UTMTerm     string    `json:"utmTerm"`
	Source      string    `json:"source"`
	Medium      string    `json:"medium"`
	Keyword     string    `json:"keyword"`
	VisitDate   time.Time `json:"visitDate" codec:"local"`
}

type dealProduct struct {
	Name       string          `json:"name"`
	Brand      string          `json:"brand"`
	Category   string          `json:"category"`
	Variant    string          `json:"variant"`
	Price      quartet.Decimal `json:"price"`
	Quantity   quartet.Decimal `json:"quantity"`
	Revenue    quartet.Decimal `json:"revenue"`
	ExternalID string          `json:"externalId"`
	Margin     quartet.Decimal `json:"margin"`
}

type orderList struct {
	Orders []orderRow `json:"orders"`
	Params listParams `json:"params"`
}

type listParams struct {
	Page         int    `json:"page"`
	ItemsPerPage int    `json:"items_per_page"`
	TotalItems   int    `json:"total_items"`
	SortBy       string `json:"sort_by"`
	SortOrder    string `json:"sort_order"`
}

type orderRow struct {
	OrderID       int64           `json:"order_id"`
	IssuerID      int64           `json:"issuer_id"`
	UserID        int64           `json:"user_id"`
	IsParentOrder bool            `json:"is_parent_order"`
	ParentOrderID int64           `json:"parent_order_id"`
	CompanyID     int64           `json:"company_id"`
	Timestamp     time.Time       `json:"timestamp" codec:"unix"`
	FirstName     string          `json:"firstname"`
	LastName      string          `json:"lastname"`
	Email         string          `json:"email"`
	Phone         string          `json:"phone"`
	Status        orderStatus     `json:"status"`
	Total         quartet.Decimal `json:"total"`
	InvoiceID     int64           `json:"invoice_id"`
	CreditMemoID  int64           `json:"credit_memo_id"`
	Points        int64           `json:"points"`
}

type orderStatus string
