package callrequests

import (
	"fmt"
	"slices"
	"time"

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

// filter is a query: what goes into the URL, and how it is sorted and paged.
type filter struct {
	cscart.Paging

	Status      Status   `url:"status,omitempty"`
	Statuses    []Status `url:"status,omitempty,brackets"`
	Name        string   `url:"name,omitempty"`
	Phone       string   `url:"phone,omitempty"`
	CompanyID   int64    `url:"company_id,omitempty"`
	OrderStatus string   `url:"order_status,omitempty"`
	UserIDs     []int64  `url:"user_id,omitempty,comma"`
	OrderExists string   `url:"order_exists,omitempty"`

	from, to time.Time // MadeBetween, which the store cannot be told
}

func (s *Service) filter(opts []QueryOption) *filter {
	f := &filter{Paging: cscart.NewPaging(s.api.Problems())}
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

// made reports whether r was made in the range asked for.
func (f *filter) made(r *CallRequest) bool {
	return !r.Timestamp.Before(f.from) && r.Timestamp.Before(f.to)
}
