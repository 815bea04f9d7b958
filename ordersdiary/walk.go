package ordersdiary

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/quartetgo/quartet/internal/paging"
)

// All reads all deals of a range of time. Between is required; it also takes
// WithSource, BindTo, WithManager, WithService, WithTags, AllOrigins,
// WithComments, PerPage, DaysAtOnce, Prefetch, From and Progress.
//
// The journal can be neither sorted nor read on from a deal, so the range is read
// day by day (see DaysAtOnce), and a day whose number of deals changes under the
// walk is read again. Repeats are dropped by service, number, date of creation
// and the call or request behind the deal. Deals without a number are told apart
// by their whole content, and as many of them come as the vendor gives: one that
// changes between two readings of its day comes twice. A deal whose OrderDate is
// moved while the walk goes on can be missed or come twice. Deals come in the
// order of their days, within a day as the vendor gives them. The walk holds what
// tells the deals of a day apart, a few dozen bytes for each (with BindTo of two
// days), the page in hand and those fetched ahead.
//
// A deal that cannot be decoded is yielded as a *quartet.RecordError and the walk
// goes on; any other error is the last yield, a *quartet.WalkError with the
// Cursor to continue From. A wrong option is an ErrInvalid before anything is sent.
//
// GET /calls-service/RestAPI/{site_id}/orders-diary/orders,
// https://www.calltouch.ru/support/api-metod-vygruzki-zhurnala-sdelok/.
// Days are those of the client's Location, and times are read in it.
func (s *Service) All(ctx context.Context, options ...QueryOption) iter.Seq2[Deal, error] {
	walk, err := s.walk("All", options)
	if err != nil {
		return paging.Fail[Deal](err)
	}
	return walk.All(ctx)
}

// Pages is All page by page: the same deals and the same options. The
// RecordErrors of a page come before it. Its Cursor is where to continue From.
//
// GET /calls-service/RestAPI/{site_id}/orders-diary/orders,
// https://www.calltouch.ru/support/api-metod-vygruzki-zhurnala-sdelok/.
func (s *Service) Pages(ctx context.Context, options ...QueryOption) iter.Seq2[*Page, error] {
	walk, err := s.walk("Pages", options)
	return paging.PagesAs(ctx, walk, err, func(p *paging.Page[Deal, Page]) *Page {
		page := p.Attached
		page.Deals, page.Cursor = p.Records, p.Cursor
		return &page
	})
}

// walk is the walk over the range that the options ask for.
func (s *Service) walk(op string, options []QueryOption) (*paging.Walk[Deal, Page], error) {
	q := s.newQuery(options, op, slices.Concat(filters, []string{
		"Between", "BindTo", "PerPage", "DaysAtOnce", "Prefetch", "From", "Progress",
	})...)
	if !q.has("Between") {
		q.problems.Add("Between", "is required")
	}
	zone := s.client.Settings().Location
	span := paging.Days[Deal]{From: q.from.In(zone), To: q.to.In(zone), Span: q.days, Time: orderDate, Key: identity}
	if q.has("BindTo") {
		span.Time = nil
	}
	list := s.list(op, q.wire)
	list.Query = fmt.Sprintf("%s %d %d %d", list.Query, q.from.UnixNano(), q.to.UnixNano(), q.days)
	walk := paging.ByTime(list, span, q.walk)
	walk.Check(&q.problems)
	return walk, q.problems.Err(serviceName, op)
}

// list is the journal for a walk, with the filters of wire.
func (s *Service) list(op string, wire params) paging.List[Deal, Page] {
	settings := s.client.Settings()
	return paging.List[Deal, Page]{
		Service: serviceName, Op: op, Query: fmt.Sprintf("%d %s", s.siteID, wire.values().Encode()),
		Addressing: paging.PageNumber, PerPage: maxPerPage, MaxPerPage: maxPerPage, InFlight: settings.MaxInFlight,
		Fetch: func(ctx context.Context, w paging.Window, buf []byte) (answer, error) {
			p := wire
			p.Page, p.Limit = w.Page, w.Size
			if !w.From.IsZero() {
				p.cover(w.From, w.To, settings.Location)
			}
			return s.fetch(ctx, op, p, buf)
		},
		Decode: s.decode,
	}
}

// orderDate is what a range of time selects by.
func orderDate(d *Deal) (time.Time, bool) { return d.OrderDate, !d.OrderDate.IsZero() }

// identity appends what tells a deal that was read before. The vendor has no key:
// a number is unique within the program that gave it at best.
func identity(b []byte, d *Deal) (key []byte, ok bool) {
	const end = 0
	b = append(append(b, d.Service...), end)
	b = append(append(b, d.OrderNumber...), end)
	b = append(strconv.AppendInt(b, d.CreatedDate.Unix(), 10), end)
	b = append(append(b, d.Source.Type...), end)
	b = d.Source.appendLead(b)
	return b, d.OrderNumber != ""
}
