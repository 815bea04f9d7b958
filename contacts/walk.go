package contacts

import (
	"context"
	"errors"
	"iter"
	"slices"

	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/paging"
)

// All reads all contacts, or those that OfCustomer and AfterID select. It also
// takes Fields, OrderBy, PerPage, Prefetch, From and Progress.
//
// In the order of ids, which is the default, it yields every contact that is
// there during the whole walk exactly once, whatever is created, changed or
// deleted meanwhile. With OrderBy it keeps the order asked for (equal contacts
// by id) and drops repeats, but can miss a contact for each one that is deleted
// or moves forward while it walks.
//
// A contact that cannot be decoded is yielded as a *quartet.RecordError and the
// walk goes on; any other error is the last yield, a *quartet.WalkError with the
// Cursor to continue From. A wrong option is an ErrInvalid before anything is sent.
//
// POST /open2b/api/v3/commerce.contacts.find, https://developers.open2b.com/commerce.contacts.html.
func (s *Service) All(ctx context.Context, options ...QueryOption) iter.Seq2[Contact, error] {
	walk, err := s.walk("All", options)
	if err != nil {
		return paging.Fail[Contact](err)
	}
	return walk.All(ctx)
}

// Pages is All page by page: the same contacts and the same options. The
// RecordErrors of a page come before it. Its Cursor is where to continue From.
//
// POST /open2b/api/v3/commerce.contacts.find, https://developers.open2b.com/commerce.contacts.html.
func (s *Service) Pages(ctx context.Context, options ...QueryOption) iter.Seq2[*Page, error] {
	walk, err := s.walk("Pages", options)
	return paging.PagesAs(ctx, walk, err, func(p *paging.Page[Contact, struct{}]) *Page {
		return &Page{Contacts: p.Records, Cursor: p.Cursor}
	})
}

// walk is the walk over the contacts that the options select.
func (s *Service) walk(op string, options []QueryOption) (*paging.Walk[Contact, struct{}], error) {
	q := newQuery(options)
	keyed := s.keyed()
	q.only(op, "OfCustomer", "AfterID", "Fields", "OrderBy", "PerPage", "Prefetch", "From", "Progress")
	if !slices.Contains(q.order, "id") && !slices.Contains(q.order, "-id") {
		q.order = append(q.order, "id") // an order without ties is the same on every page
	}

	call := find
	call.name = op
	list := paging.List[Contact, struct{}]{
		Service: serviceName, Op: op, Query: q.text(),
		Addressing: paging.Offset, PerPage: maxPage(false), MaxPerPage: maxPage(keyed),
		InFlight: s.client.Settings().MaxInFlight,
		Fetch: func(ctx context.Context, w paging.Window, buf []byte) (answer, error) {
			return s.find(ctx, findRequest{
				Conditions: q.conditions(w.After), Fields: q.fields, Order: q.order, Limit: w.Size, First: w.Offset,
			}, call, buf)
		},
		ID:     rowID,
		Decode: s.decode,
	}
	var walk *paging.Walk[Contact, struct{}]
	if q.has("OrderBy") {
		walk = paging.InOrder(list, q.walk)
	} else {
		if keyed {
			list.Addressing = paging.AfterKey
		}
		walk = paging.ByID(list, q.walk)
	}
	walk.Check(&q.problems)
	return walk, q.problems.Err(serviceName, op)
}

// rowID reads the id of a contact and nothing else.
func rowID(raw []byte) (int64, error) {
	var row struct {
		ID int64 `json:"id"`
	}
	if err := codec.Unmarshal(raw, &row, codec.Options{}); err != nil {
		return 0, err
	}
	if row.ID < 1 {
		return 0, errors.New("there is no id")
	}
	return row.ID, nil
}
