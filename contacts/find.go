package contacts

import (
	"context"
	"errors"
	"fmt"

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
// POST /open2b/api/v3/commerce.contacts.find, https://developers.open2b.com/commerce.contacts.html.
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

// answer is find's answer: nothing but its rows is kept with a page.
type answer = paging.Answer[struct{}]

// find makes one call of find and leaves its contacts undecoded.
func (s *Service) find(ctx context.Context, body findRequest, op operation, buf []byte) (answer, error) {
	got := answer{Total: -1}
	_, err := s.call(ctx, op, body, func(r *quartet.Response) error {
		type findAnswer struct {
			Status   string        `json:"status"`
			Contacts codec.Records `json:"contacts"`
		}
		var envelope findAnswer
		if err := codec.Unmarshal(r.Body, &envelope, s.codec()); err != nil {
			return err
		}
		if err := okay(envelope.Status); err != nil {
			return err
		}
		if envelope.Contacts == nil {
			return errors.New("contacts: must be a list")
		}
		got.Rows, got.Body = envelope.Contacts, r.Body
		return nil
	}, buf)
	return got, err
}

// decode reads a row into a contact, which must have an id: it is always asked for.
func (s *Service) decode(row codec.Record, c *Contact) error {
	err := row.Unmarshal(c, s.codec())
	if err == nil && c.ID < 1 {
		err = fmt.Errorf("%s.id: must be 1 or more, is %d", row.Path(), c.ID)
	}
	return s.client.Settings().Mask(err)
}
