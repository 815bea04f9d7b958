package ordersdiary

import (
	"context"
	"slices"
	"time"

	"github.com/quartetgo/quartet/internal/paging"
)

// filters are the options that every operation takes.
var filters = []string{"WithSource", "WithManager", "WithService", "WithTags", "AllOrigins", "WithComments"}

// List reads the deals of a range of time in one call: all of them when the range
// lies within one day, else one page, which AtPage and PerPage choose. Between is
// required; it also takes WithSource, BindTo, WithManager, WithService, WithTags,
// AllOrigins and WithComments. A range that spans more than one day and has no
// AtPage is an ErrInvalid: the vendor would refuse it.
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
	switch {
	case !q.has("Between"):
		q.problems.Add("Between", "is required")
	case q.has("AtPage"):
	case q.has("PerPage"):
		q.problems.Add("PerPage", "needs AtPage")
	case days(q.from, q.to, zone) > 1:
		q.problems.Add("AtPage", "is required when Between spans more than one day")
	}
	if err := q.problems.Err(serviceName, "List"); err != nil {
		return nil, err
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
