package orders

import (
	"slices"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart"
)

// WithStatus selects the orders that have one of the statuses. Several at once
// are undocumented, but were read in 4.13.2 and 4.20.1. Incomplete orders
// (StatusIncomplete) are listed only when asked for; parent orders never are.
func WithStatus(statuses ...Status) QueryOption {
	return func(f *filter) {
		if len(statuses) == 0 {
			f.Bad("WithStatus", "needs at least one status")
		}
		for _, s := range statuses {
			switch {
			case !cscart.IsLetter(string(s)):
				f.Bad("WithStatus", "%q must be one letter", string(s))
			case s == StatusParent:
				f.Bad("WithStatus", "parent orders are never listed: Get them by id")
			}
		}
		f.Status, f.Statuses = "", slices.Clone(statuses)
		if len(statuses) == 1 {
			f.Status, f.Statuses = statuses[0], nil
		}
	}
}

// OfUser selects the orders of one user of the store.
func OfUser(userID int64) QueryOption {
	return func(f *filter) { f.CheckID("OfUser", userID); f.UserID = userID }
}

// OfCompany selects the orders of one store (CS-Cart) or vendor (Multi-Vendor).
// It filters what the service sees; ForStore and ForVendor change what it sees.
func OfCompany(companyID int64) QueryOption {
	return func(f *filter) { f.CheckID("OfCompany", companyID); f.CompanyID = companyID }
}

// WithEmail selects the orders whose customer's e-mail address contains the text.
func WithEmail(part string) QueryOption {
	return func(f *filter) { f.CheckText("WithEmail", part); f.Email = part }
}

// WithInvoice selects the order of an invoice. Together with WithCreditMemo the
// store lists the orders that have one or the other, not those that have both.
func WithInvoice(invoiceID int64) QueryOption {
	return func(f *filter) { f.CheckID("WithInvoice", invoiceID); f.InvoiceID = invoiceID }
}

// WithCreditMemo selects the order of a credit memo. Together with WithInvoice
// the store lists the orders that have one or the other, not those that have both.
func WithCreditMemo(creditMemoID int64) QueryOption {
	return func(f *filter) { f.CheckID("WithCreditMemo", creditMemoID); f.CreditMemoID = creditMemoID }
}

// UpdatedBetween selects the orders last changed in the half-open range
// [from, to), to the second: ranges that follow one another neither miss an
// order nor hold it twice, unless it is changed again, which moves it to a later
// range. The store's clock counts. Let a range end some minutes before your own
// now, so that it is over by the store's clock, too, and begin the next one
// there.
//
// It needs CS-Cart 4.13.2 or newer. An older store would list all orders without
// a word; it is refused as quartet.ErrMalformed. To find out, the first use of a
// Service reads one of the orders listed in full, which is one request more.
func UpdatedBetween(from, to time.Time) QueryOption {
	return func(f *filter) { f.UpdatedAtFrom, f.UpdatedAtTo = f.seconds("UpdatedBetween", from, to) }
}

// UpdatedSince selects the orders last changed at that time or later. What
// UpdatedBetween says of older stores goes for it, too.
func UpdatedSince(from time.Time) QueryOption {
	return func(f *filter) {
		f.UpdatedAtFrom, f.UpdatedAtTo = ceilSecond(from), 0
		if f.UpdatedAtFrom < 1 {
			f.Bad("UpdatedSince", "must lie after 1970")
		}
	}
}

// PlacedBetween selects the orders placed in the half-open range [from, to), to
// the second. Undocumented: the vendor's parameters are period, time_from and
// time_to, which take unix times.
func PlacedBetween(from, to time.Time) QueryOption {
	return func(f *filter) {
		f.Period = "C" // a period of one's own choice
		f.TimeFrom, f.TimeTo = f.seconds("PlacedBetween", from, to)
	}
}

// WithIDs selects orders by their ids. Undocumented.
func WithIDs(orderIDs ...int64) QueryOption {
	return func(f *filter) { f.CheckIDs("WithIDs", orderIDs); f.OrderIDs = slices.Clone(orderIDs) }
}

// OfParent selects the vendors' orders below a parent order. Undocumented.
func OfParent(parentOrderID int64) QueryOption {
	return func(f *filter) { f.CheckID("OfParent", parentOrderID); f.ParentOrderID = parentOrderID }
}

// OfStorefront selects the orders of one storefront, in releases that have
// storefronts. Undocumented.
func OfStorefront(storefrontID int64) QueryOption {
	return func(f *filter) { f.CheckID("OfStorefront", storefrontID); f.StorefrontID = storefrontID }
}

// WithName selects the orders whose customer's first or last name contains the
// text; of two words, the first name must contain one and the last name the other.
// Undocumented: it is sent as cname, which the releases read go by, and as name,
// the word of the call requests, for a store that knows orders by that.
func WithName(part string) QueryOption {
	return func(f *filter) { f.CheckText("WithName", part); f.Name, f.CustomerName = part, part }
}

// WithPhone selects the orders whose customer's phone number contains the text.
// Undocumented.
func WithPhone(part string) QueryOption {
	return func(f *filter) { f.CheckText("WithPhone", part); f.Phone = part }
}

// TotalFrom selects the orders with this total or a higher one, in the store's
// primary currency. Undocumented.
func TotalFrom(total quartet.Decimal) QueryOption {
	return func(f *filter) {
		if total.Cmp(quartet.Decimal{}) < 0 {
			f.Bad("TotalFrom", "must not be negative")
		}
		f.TotalFrom = amount(total)
	}
}

// TotalTo selects the orders with this total or a lower one, in the store's
// primary currency. Undocumented.
func TotalTo(total quartet.Decimal) QueryOption {
	return func(f *filter) {
		if total.Cmp(quartet.Decimal{}) < 0 {
			f.Bad("TotalTo", "must not be negative")
		}
		f.TotalTo = amount(total)
	}
}

// IncludeIncomplete lists incomplete orders (StatusIncomplete) beside the
// others. Undocumented.
func IncludeIncomplete() QueryOption {
	return func(f *filter) { f.IncludeIncomplete = "1" }
}

// SortBy sorts the list. List sorts by date, newest first, when it is left out;
// Pages and All by id, ascending. In any other order they cannot promise to
// yield every order exactly once: see Pages.
func SortBy(field SortField, direction quartet.Direction) QueryOption {
	return func(f *filter) { f.Sort(string(field), field.Known(), direction) }
}

// AtPage asks List for a page by its number, from 1.
func AtPage(number int) QueryOption {
	return func(f *filter) { f.AtPage(number) }
}

// PerPage sets how many orders a page has. The vendor's default is a setting of
// the store, 10 by the documents; walks ask for 100, AllFull for 50, and for half
// to twice as many as they want where that is how pages meet. In List 0 means all
// orders in one answer.
func PerPage(n int) QueryOption {
	return func(f *filter) { f.PerPage(n) }
}

// AfterID begins a walk behind an order: only higher ids are yielded.
func AfterID(orderID int64) QueryOption {
	return func(f *filter) { f.AfterID(orderID) }
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
