package callrequests

import (
	"fmt"
	"net/url"
	"slices"

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
	SortID          SortField = "id"
	SortDate        SortField = "date"
	SortStatus      SortField = "status"
	SortName        SortField = "name"
	SortPhone       SortField = "phone"
	SortUserID      SortField = "user_id"
	SortUser        SortField = "user" // the administrator's name
	SortOrder       SortField = "order"
	SortOrderStatus SortField = "order_status"
)

// Known reports whether the vendor sorts by f. By any other it would sort by
// date in silence.
func (f SortField) Known() bool {
	switch f {
	case SortID, SortDate, SortStatus, SortName, SortPhone, SortUserID, SortUser, SortOrder, SortOrderStatus:
		return true
	}
	return false
}

// filter is a query: what goes into the URL, and how it is paged.
type filter struct {
	SortBy      SortField         `url:"sort_by,omitempty"`
	SortOrder   quartet.Direction `url:"sort_order,omitempty"`
	Status      Status            `url:"status,omitempty"`
	Statuses    []Status          `url:"status,omitempty,brackets"`
	Name        string            `url:"name,omitempty"`
	Phone       string            `url:"phone,omitempty"`
	CompanyID   int64             `url:"company_id,omitempty"`
	OrderStatus string            `url:"order_status,omitempty"`
	UserIDs     []int64           `url:"user_id,omitempty,comma"`
	OrderExists string            `url:"order_exists,omitempty"`

	paging *cscart.Paging
}

func (s *Service) filter(opts []QueryOption) *filter {
	f := &filter{paging: cscart.NewPaging(s.api.Problems("", 0))}
	for _, opt := range opts {
		opt(f)
	}
	return f
}

// match says why a call request is none of those asked for, which shows that the
// store ignores the filter. One that it leaves out in error does not show.
func (f *filter) match(r *CallRequest) error {
	statuses := f.Statuses
	if f.Status != "" {
		statuses = []Status{f.Status}
	}
	switch {
	case len(statuses) > 0 && !slices.Contains(statuses, r.Status):
		return fmt.Errorf("status: %q was not asked for: the store ignores the filter", string(r.Status))
	case len(f.UserIDs) > 0 && !slices.Contains(f.UserIDs, r.UserID):
		return fmt.Errorf("user_id: %d was not asked for: the store ignores the filter", r.UserID)
	}
	return nil
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
		f.SortBy, f.SortOrder = SortID, quartet.Asc
	}
	return f.SortBy == SortID && f.SortOrder == quartet.Asc
}

func (f *filter) bad(option, format string, args ...any) {
	f.paging.Problems.Add(option, format, args...)
}
