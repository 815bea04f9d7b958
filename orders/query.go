package orders

import (
	"net/url"
	"time"

	"github.com/google/go-querystring/query"

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

// filter is a query: what goes into the URL, and how it is paged.
type filter struct {
	SortBy            SortField         `url:"sort_by,omitempty"`
	SortOrder         quartet.Direction `url:"sort_order,omitempty"`
	Status            Status            `url:"status,omitempty"`
	Statuses          []Status          `url:"status,omitempty,brackets"`
	UserID            int64             `url:"user_id,omitempty"`
	CompanyID         int64             `url:"company_id,omitempty"`
	Email             string            `url:"email,omitempty"`
	InvoiceID         int64             `url:"invoice_id,omitempty"`
	CreditMemoID      int64             `url:"credit_memo_id,omitempty"`
	UpdatedAtFrom     int64             `url:"updated_at_from,omitempty"`
	UpdatedAtTo       int64             `url:"updated_at_to,omitempty"`
	OrderIDs          []int64           `url:"order_id,omitempty,comma"`
	ParentOrderID     int64             `url:"parent_order_id,omitempty"`
	StorefrontID      int64             `url:"storefront_id,omitempty"`
	Name              string            `url:"name,omitempty"`
	CustomerName      string            `url:"cname,omitempty"`
	Phone             string            `url:"phone,omitempty"`
	TotalFrom         string            `url:"total_from,omitempty"`
	TotalTo           string            `url:"total_to,omitempty"`
	Period            string            `url:"period,omitempty"`
	TimeFrom          int64             `url:"time_from,omitempty"`
	TimeTo            int64             `url:"time_to,omitempty"`
	IncludeIncomplete string            `url:"include_incompleted,omitempty"`
	GetOrdersData     string            `url:"get_orders_data,omitempty"`

	paging *cscart.Paging
}

func (s *Service) filter(opts []QueryOption) *filter {
	f := &filter{paging: cscart.NewPaging(s.api.Problems("", 0))}
	for _, opt := range opts {
		opt(f)
	}
	return f
}

// values is the query in the URL, without the page.
func (f *filter) values() url.Values {
	v, err := query.Values(f)
	if err != nil { // unreachable: the fields are plain, and a test holds them so
		panic(err)
	}
	return v
}

// byID puts a walk that has no order into that of ids, and reports whether that
// is its order.
func (f *filter) byID() bool {
	if f.SortBy == "" {
		f.SortBy, f.SortOrder = SortOrderID, quartet.Asc
	}
	return f.SortBy == SortOrderID && f.SortOrder == quartet.Asc
}

func (f *filter) bad(option, format string, args ...any) {
	f.paging.Problems.Add(option, format, args...)
}

// seconds is the half-open range [from, to) as the vendor takes it: unix
// seconds, both ends included.
func (f *filter) seconds(option string, from, to time.Time) (first, last int64) {
	first, last = ceilSecond(from), ceilSecond(to)-1
	switch {
	case from.IsZero() || to.IsZero():
		f.bad(option, "needs both ends")
	case !from.Before(to):
		f.bad(option, "its first time must be before its second")
	case first < 1 || last < 1:
		f.bad(option, "must lie after 1970")
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
