package callrequests

import (
	"slices"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart"
)

// WithStatus selects the call requests that have one of the statuses.
//
// Give one. Several at once are undocumented, and the releases read compare with
// a single value: they then list nothing, and nothing tells that from a store
// without such call requests. To have several from any store, ask for each of
// them, or for all call requests, and select them yourself.
func WithStatus(statuses ...Status) QueryOption {
	return func(f *filter) {
		if len(statuses) == 0 {
			f.Bad("WithStatus", "needs at least one status")
		}
		for _, s := range statuses {
			if !s.Known() {
				f.Bad("WithStatus", "%q must be new, in_progress, completed or no_answer", string(s))
			}
		}
		f.Status, f.Statuses = "", slices.Clone(statuses)
		if len(statuses) == 1 {
			f.Status, f.Statuses = statuses[0], nil
		}
	}
}

// WithName selects the call requests whose customer's name contains the text.
func WithName(part string) QueryOption {
	return func(f *filter) { f.CheckText("WithName", part); f.Name = part }
}

// WithPhone selects the call requests whose phone number contains the text.
func WithPhone(part string) QueryOption {
	return func(f *filter) { f.CheckText("WithPhone", part); f.Phone = part }
}

// OfCompany selects the call requests of one store. It filters what the service
// sees; ForStore and ForVendor change what it sees.
func OfCompany(companyID int64) QueryOption {
	return func(f *filter) { f.CheckID("OfCompany", companyID); f.CompanyID = companyID }
}

// AssignedTo selects the call requests of one or more administrators.
//
// Several are documented, but the releases read compare with a single value: they
// then list those of the first administrator alone, and nothing tells that from a
// store where the others have none. To have them from any store, ask for one
// administrator at a time.
func AssignedTo(userIDs ...int64) QueryOption {
	return func(f *filter) { f.CheckIDs("AssignedTo", userIDs); f.UserIDs = slices.Clone(userIDs) }
}

// WithOrder selects the call requests that have an order.
func WithOrder() QueryOption { return func(f *filter) { f.OrderExists = "Y" } }

// WithoutOrder selects the call requests that have none.
func WithoutOrder() QueryOption { return func(f *filter) { f.OrderExists = "N" } }

// WithOrderStatus selects the call requests whose order has the status: "O", or
// orders.StatusOpen.
func WithOrderStatus[S ~string](status S) QueryOption {
	return func(f *filter) {
		f.OrderStatus = string(status)
		if !cscart.IsLetter(f.OrderStatus) {
			f.Bad("WithOrderStatus", "%q must be one letter", f.OrderStatus)
		}
	}
}

// MadeBetween selects the call requests made in the half-open range [from, to):
// ranges that follow one another neither miss one nor hold it twice. The store's
// clock counts. Let a range end some minutes before your own now, so that it is
// over by the store's clock, too.
//
// The vendor has no such filter: all call requests are read, and those outside
// are left out of pages and walks. Ids ascend with time, so give AfterID an id of
// the ranges before, too, a few below the highest, and only those since are read.
func MadeBetween(from, to time.Time) QueryOption {
	return func(f *filter) {
		if !from.Before(to) {
			f.Bad("MadeBetween", "from must lie before to")
		}
		f.from, f.to = from, to
	}
}

// SortBy sorts the list. List sorts by date, newest first, when it is left out;
// Pages and All by id, ascending. In any other order they cannot promise to
// yield every call request exactly once: see Pages.
func SortBy(field SortField, direction quartet.Direction) QueryOption {
	return func(f *filter) { f.Sort(string(field), field.Known(), direction) }
}

// AtPage asks List for a page by its number, from 1.
func AtPage(number int) QueryOption {
	return func(f *filter) { f.AtPage(number) }
}

// PerPage sets how many call requests a page has. The vendor's default is a
// setting of the store, 10 by the documents; walks ask for 100, and
// for half to twice as many as they want where that is how pages meet. In List 0
// means all call requests in one answer.
func PerPage(n int) QueryOption {
	return func(f *filter) { f.PerPage(n) }
}

// AfterID begins a walk behind a call request: only higher ids are yielded.
func AfterID(requestID int64) QueryOption {
	return func(f *filter) { f.AfterID(requestID) }
}

// From continues a walk where another one stopped: at the Cursor of a Page, of a
// Progress or of a quartet.WalkError. The filters must be the same.
func From(cursor quartet.Cursor) QueryOption {
	return func(f *filter) { f.From(cursor) }
}

// Prefetch sets how many pages a walk fetches ahead at most, 64 being the most
// there can be and 0 none. By default it is as many as the client may have in
// flight, or four times as many while one is late, as long as they are no more
// than 4 MB together, 5 MB while one is late; half of that cap at least.
func Prefetch(pages int) QueryOption {
	return func(f *filter) { f.Prefetch(pages) }
}

// Progress calls report after each page of a walk that was consumed.
func Progress(report func(quartet.Progress)) QueryOption {
	return func(f *filter) { f.Progress(report) }
}
