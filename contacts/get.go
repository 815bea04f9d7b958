package contacts

import (
	"context"
	"fmt"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

var get = operation{name: "Get", method: "get", class: quartet.ClassRead}

type getRequest struct {
	ID     int64   `json:"id"`
	Fields []Field `json:"fields,omitempty"`
}

// Get reads one contact; Fields is the one option that it takes. The vendor
// answers a missing id with null and the status 200: that is an ErrNotFound here.
//
// POST /open2b/api/v3/commerce.contacts.get, https://developers.open2b.com/commerce.contacts.html.
// An id below 1 or above 2147483647 is an ErrInvalid.
func (s *Service) Get(ctx context.Context, id int64, options ...QueryOption) (*Contact, error) {
	q := newQuery(options)
	q.only(get.name, "Fields")
	checkID(&q.problems, "id", id)
	if err := q.problems.Err(serviceName, get.name); err != nil {
		return nil, err
	}
	var answer struct {
		Status  string   `json:"status"`
		Contact *Contact `json:"contact"`
	}
	resp, err := s.call(ctx, get, getRequest{ID: id, Fields: q.fields}, func(r *quartet.Response) error {
		return codec.Unmarshal(r.Body, &answer, s.codec())
	}, nil)
	if err != nil {
		return nil, err
	}
	if answer.Contact == nil {
		return nil, &quartet.Error{
			Service: serviceName, Op: get.name, Method: "POST", StatusCode: resp.StatusCode, Attempts: resp.Attempts,
			Field: "id", Type: "NotFound", Message: fmt.Sprintf("contact %d does not exist", id),
			Outcome: quartet.OutcomeRefused, Err: quartet.ErrNotFound,
		}
	}
	return answer.Contact, nil
}
