package orders

import (
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart"
)

// QueryOption selects, sorts or pages a list.
type QueryOption func(*filter)

// SortField is what a list is sorted by.
type SortField string

// The fields that the vendor sorts by.
const (
	SortOrderID  SortField = "order_id"
	SortStatus   SortField = "status"
	SortCustomer SortField = "customer"
	SortEmail    SortField = "email"
	SortDate     SortField = "date"
	SortTotal    SortField = "total"
	SortPoints   SortField = "points" // with the reward points add-on
)

// Known reports whether the vendor sorts by f. By any other it would sort by
// date in silence.
func (f SortField) Known() bool {
	switch f {
	case SortOrderID, SortStatus, SortCustomer, SortEmail, SortDate, SortTotal, SortPoints:
		return true
	}
	return false
}

// filter is a query: what goes into the URL, and how it is sorted and paged.
type filter struct {
	cscart.Paging

	Status            Status   `url:"status,omitempty"`
	Statuses          []Status `url:"status,omitempty,brackets"`
	UserID            int64    `url:"user_id,omitempty"`
	CompanyID         int64    `url:"company_id,omitempty"`
	Email             string   `url:"email,omitempty"`
	InvoiceID         int64    `url:"invoice_id,omitempty"`
	CreditMemoID      int64    `url:"credit_memo_id,omitempty"`
	UpdatedAtFrom     int64    `url:"updated_at_from,omitempty"`
	UpdatedAtTo       int64    `url:"updated_at_to,omitempty"`
	OrderIDs          []int64  `url:"order_id,omitempty,comma"`
	ParentOrderID     int64    `url:"parent_order_id,omitempty"`
	StorefrontID      int64    `url:"storefront_id,omitempty"`
	Name              string   `url:"name,omitempty"`
	CustomerName      string   `url:"cname,omitempty"`
	Phone             string   `url:"phone,omitempty"`
	TotalFrom         string   `url:"total_from,omitempty"`
	TotalTo           string   `url:"total_to,omitempty"`
	Period            string   `url:"period,omitempty"`
	TimeFrom          int64    `url:"time_from,omitempty"`
	TimeTo            int64    `url:"time_to,omitempty"`
	IncludeIncomplete string   `url:"include_incompleted,omitempty"`
	GetOrdersData     string   `url:"get_orders_data,omitempty"`
}

func (s *Service) filter(opts []QueryOption) *filter {
	f := &filter{Paging: cscart.NewPaging(s.api.Problems())}
	for _, opt := range opts {
		opt(f)
	}
	return f
}

// seconds is the half-open range [from, to) as the vendor takes it: unix
// seconds, both ends included.
func (f *filter) seconds(option string, from, to time.Time) (first, last int64) {
	first, last = ceilSecond(from), ceilSecond(to)-1
	switch {
	case from.IsZero() || to.IsZero():
		f.Bad(option, "needs both ends")
	case !from.Before(to):
		f.Bad(option, "its first time must be before its second")
	case first < 1 || last < 1:
		f.Bad(option, "must lie after 1970")
	}
	return first, last
}

// amount is a total as a filter. The vendor takes a bare "0" for no filter at all.
func amount(total quartet.Decimal) string {
	if total.IsZero() {
		return "0.00"
	}
	return total.String()
}

// ceilSecond is the first whole second at or after t.
func ceilSecond(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}
