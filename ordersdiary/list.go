package ordersdiary

import (
	"context"
	"slices"
	"time"

	"github.com/quartetgo/quartet/internal/paging"
)

// filters are the options that every operation takes.
var filters = []string{"WithSource", "WithManager", "WithService", "WithTags", "AllOrigins", "WithComments"}

// List reads deals of a range of time in one call: one page, which AtPage and
// PerPage choose; all deals at once when the range lies within one day and neither
// is given. Without AtPage it is the first page; the Page tells how many there
// are. Between is required; it also takes WithSource, BindTo, WithManager,
// WithService, WithTags, AllOrigins and WithComments.
//
// Deals of the page that lie outside the range are dropped, so the Page can hold
// fewer than PerPage and is not the last one for that. To read a long range
// without missing deals while it changes, use All.
//
// GET /calls-service/RestAPI/{site_id}/orders-diary/orders,
// https://www.calltouch.ru/support/api-metod-vygruzki-zhurnala-sdelok/.
// Times are written and read in the client's Location. A deal that cannot be
// decoded does not lose the others: the Page then comes with an error that joins
// a *quartet.RecordError for each.
func (s *Service) List(ctx context.Context, options ...QueryOption) (*Page, error) {
	q := s.newQuery(options, "List", slices.Concat(filters, []string{"Between", "BindTo", "AtPage", "PerPage"})...)
	zone := s.client.Settings().Location
	if !q.has("Between") {
		q.problems.Add("Between", "is required")
	}
	if err := q.problems.Err(serviceName, "List"); err != nil {
		return nil, err
	}

	// The vendor refuses a range of more than one day without a page, and a size
	// without one.
	if q.wire.Page == 0 && (q.has("PerPage") || days(q.from, q.to, zone) > 1) {
		q.wire.Page = 1
	}
	q.wire.Limit = q.walk.PerPage
	q.wire.cover(q.from, q.to, zone)
	got, err := s.fetch(ctx, "List", q.wire, nil)
	if err != nil {
		return nil, err
	}
	page := got.Attached
	page.Deals, err = paging.DecodeAll(got.Rows, s.decode)
	if !q.has("BindTo") {
		page.Deals = slices.DeleteFunc(page.Deals, func(d Deal) bool {
			return !d.OrderDate.IsZero() && outside(d.OrderDate, q.from, q.to)
		})
	}
	return &page, err
}

// outside reports whether t is not in [from, to).
func outside(t, from, to time.Time) bool { return t.Before(from) || !t.Before(to) }
