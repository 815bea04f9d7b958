package ordersdiary

import (
	"context"
	"fmt"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/paging"
)

// ByPhone reads the deals whose client has this phone number, of any date. The
// vendor compares by equality: give it in the journal's form, "74953080100". It
// takes WithSource, WithManager, WithService, WithTags, AllOrigins and
// WithComments; without AllOrigins only deals created through the API are found.
// No deal at all is an empty list.
//
// GET /calls-service/RestAPI/{site_id}/orders-diary/orders,
// https://www.calltouch.ru/support/api-metod-vygruzki-zhurnala-sdelok/.
// It is asked for without dates, as the vendor wants. An empty phone number is an
// ErrInvalid. A deal that cannot be decoded does not
// lose the others: they come with an error that joins a *quartet.RecordError for
// each.
func (s *Service) ByPhone(ctx context.Context, phone string, options ...QueryOption) ([]Deal, error) {
	const op = "ByPhone"
	q := s.newQuery(options, op, filters...)
	if phone == "" {
		q.problems.Add("phone", "must not be empty")
	}
	if err := q.problems.Err(serviceName, op); err != nil {
		return nil, err
	}
	q.wire.PhoneNumber = phone
	return quartet.Collect(paging.ByTime(s.list(op, q.wire), paging.Days[Deal]{Key: identity}, q.walk).All(ctx))
}

// ByDealID reads one deal by its id in Calltouch, which is not the OrderNumber
// that a CRM gave it. It takes WithSource, WithManager, WithService, WithTags,
// AllOrigins and WithComments. A deal that does not exist is an ErrNotFound, and
// so is one that the options leave out: without AllOrigins each deal that was not
// created through the API.
//
// GET /calls-service/RestAPI/{site_id}/orders-diary/orders,
// https://www.calltouch.ru/support/api-metod-vygruzki-zhurnala-sdelok/.
// It is asked for without dates, as the vendor wants. An empty id is an ErrInvalid. Several deals with the id, which should not be,
// are an ErrMalformed, and so is a deal that cannot be decoded (a
// *quartet.RecordError).
func (s *Service) ByDealID(ctx context.Context, id string, options ...QueryOption) (*Deal, error) {
	const op = "ByDealID"
	q := s.newQuery(options, op, filters...)
	if id == "" {
		q.problems.Add("id", "must not be empty")
	}
	if err := q.problems.Err(serviceName, op); err != nil {
		return nil, err
	}
	q.wire.OrderNumber, q.wire.Page, q.wire.Limit = id, 1, maxPerPage
	var deal *Deal
	err := s.call(ctx, op, q.wire, nil, func(r *quartet.Response) (err error) {
		deal, err = s.readDeal(r.Body, id)
		return err
	})
	return deal, err
}

// readDeal reads the answer to a call for the one deal with this id.
func (s *Service) readDeal(body []byte, id string) (*Deal, error) {
	got, err := s.read(body)
	if err != nil {
		return nil, err
	}
	switch n := max(len(got.Rows), got.Total); {
	case n == 0:
		return nil, &quartet.Error{
			Message: fmt.Sprintf("the journal holds no deal with the id %q", id),
			Outcome: quartet.OutcomeRefused, Err: quartet.ErrNotFound,
		}
	case n > 1:
		return nil, fmt.Errorf("the journal holds %d deals with the id %q", n, id)
	case len(got.Rows) == 0:
		return nil, fmt.Errorf("the journal counts a deal with the id %q and does not give it", id)
	}
	deals, err := paging.DecodeAll(got.Rows, s.decode)
	if err != nil {
		return nil, err
	}
	return &deals[0], nil
}
