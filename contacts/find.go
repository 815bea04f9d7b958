package contacts

import (
	"context"
	"iter"
	"slices"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/paging"
)

var find = operation{name: "Find", method: "find", class: quartet.ClassRead}

// Find reads some of the contacts in one call, as many as Limit says or else as
// the vendor gives. It takes OfCustomer, AfterID (from API v6 on), Fields,
// OrderBy, Limit and First; without OrderBy the order is the vendor's own. To
// read all of them, use All: contacts that are created and deleted between two
// calls of Find shift what First passes over.
//
// POST commerce.contacts.find, https://developers.open2b.com/commerce.contacts.html.
// A contact that cannot be decoded does not lose the others: the Page then comes
// with an error that joins a *quartet.RecordError for each.
func (s *Service) Find(ctx context.Context, options ...QueryOption) (*Page, error) {
	q := newQuery(options)
	q.only(find.name, "OfCustomer", "AfterID", "Fields", "OrderBy", "Limit", "First")
	q.checkAfter(s.keyed())
	if most := maxPage(s.keyed()); q.limit > most {
		q.problems.Add("Limit", "must be 1…%d, is %d", most, q.limit)
	}
	if err := q.problems.Err(serviceName, find.name); err != nil {
		return nil, err
	}
	found, err := s.find(ctx, findRequest{
		Conditions: q.conditions(q.walk.AfterID), Fields: q.fields, Order: q.order, Limit: q.limit, First: q.first,
	}, find, nil)
	if err != nil {
		return nil, err
	}
	list, err := paging.DecodeAll(found.Rows, s.decode)
	return &Page{Contacts: list}, err
}

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
// POST commerce.contacts.find, https://developers.open2b.com/commerce.contacts.html.
func (s *Service) All(ctx context.Context, options ...QueryOption) iter.Seq2[Contact, error] {
	walk, err := s.walk("All", options)
	if err != nil {
		return fail[Contact](err)
	}
	return walk.All(ctx)
}

// Pages is All page by page: the same contacts and the same options. The
// RecordErrors of a page come before it. Its Cursor is where to continue From.
//
// POST commerce.contacts.find, https://developers.open2b.com/commerce.contacts.html.
func (s *Service) Pages(ctx context.Context, options ...QueryOption) iter.Seq2[*Page, error] {
	walk, err := s.walk("Pages", options)
	if err != nil {
		return fail[*Page](err)
	}
	return func(yield func(*Page, error) bool) {
		for page, err := range walk.Pages(ctx) {
			if err != nil {
				if !yield(nil, err) {
					return
				}
				continue
			}
			if !yield(&Page{Contacts: page.Records, Cursor: page.Cursor}, nil) {
				return
			}
		}
	}
}

// fail is a walk that ends with err before it begins.
func fail[T any](err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		yield(none, err)
	}
}

// answer is find's answer: nothing but its rows is kept with a page.
type answer = paging.Answer[struct{}]

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

// find makes one call of find and leaves its contacts undecoded.
func (s *Service) find(ctx context.Context, body findRequest, op operation, buf []byte) (answer, error) {
	got := answer{Total: -1}
	_, err := s.call(ctx, op, body, func(r *quartet.Response) error {
		var envelope struct {
			Status   string        `json:"status"`
			Contacts codec.Records `json:"contacts"`
		}
		err := codec.Unmarshal(r.Body, &envelope, s.codec())
		got.Rows, got.Body = envelope.Contacts, r.Body
		return err
	}, buf)
	return got, err
}

func (s *Service) decode(row codec.Record) (Contact, error) {
	var c Contact
	err := codec.UnmarshalAt(row.Path, row.Raw, &c, s.codec())
	return c, err
}

// rowID reads the id of a contact and nothing else.
func rowID(raw []byte) (int64, error) {
	var row struct {
		ID int64 `json:"id"`
	}
	err := codec.Unmarshal(raw, &row, codec.Options{})
	return row.ID, err
}
