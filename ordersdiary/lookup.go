package ordersdiary

import (
	"context"
	"fmt"
	"net/http"

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
// An empty phone number is an ErrInvalid. A deal that cannot be decoded does not
// lose the others: they come with an error that joins a *quartet.RecordError for
// each.
func (s *Service) ByPhone(ctx context.Context, phone string, options ...QueryOption) ([]Deal, error) {
	return s.lookup(ctx, "ByPhone", options, func(q *query) {
		if phone == "" {
			q.problems.Add("phone", "must not be empty")
		}
		q.wire.PhoneNumber = phone
	})
}

// ByDealID reads one deal by its id in Calltouch, which is not the OrderNumber
// that a CRM gave it. It takes WithSource, WithManager, WithService, WithTags,
// AllOrigins and WithComments. A deal that does not exist is an ErrNotFound, and
// so is one that the options leave out: without AllOrigins each deal that was not
// created through the API.
//
// GET /calls-service/RestAPI/{site_id}/orders-diary/orders,
// https://www.calltouch.ru/support/api-metod-vygruzki-zhurnala-sdelok/.
// An empty id is an ErrInvalid. Several deals with the id, which should not be,
// are an ErrMalformed.
func (s *Service) ByDealID(ctx context.Context, id string, options ...QueryOption) (*Deal, error) {
	const op = "ByDealID"
	deals, err := s.lookup(ctx, op, options, func(q *query) {
		if id == "" {
			q.problems.Add("id", "must not be empty")
		}
		q.wire.OrderNumber = id
	})
	if err != nil {
		return nil, err
	}
	if len(deals) == 1 {
		return &deals[0], nil
	}
	failed := &quartet.Error{
		Service: serviceName, Op: op, Method: http.MethodGet, StatusCode: http.StatusOK,
		Message: fmt.Sprintf("the journal holds no deal with the id %q", id),
		Outcome: quartet.OutcomeRefused, Err: quartet.ErrNotFound,
	}
	if len(deals) > 1 {
		failed.Message = fmt.Sprintf("the journal holds %d deals with the id %q", len(deals), id)
		failed.Outcome, failed.Err = quartet.OutcomeUnknown, quartet.ErrMalformed
	}
	return nil, failed
}

// lookup reads all deals that the filter selects, without dates, which the vendor
// wants left out then.
func (s *Service) lookup(ctx context.Context, op string, options []QueryOption, filter func(*query)) ([]Deal, error) {
	q := s.newQuery(options, op, filters...)
	filter(q)
	if err := q.problems.Err(serviceName, op); err != nil {
		return nil, err
	}
	return quartet.Collect(paging.ByTime(s.list(op, q.wire), paging.Days[Deal]{Key: identity}, q.walk).All(ctx))
}
