package contacts

import (
	"context"
	"errors"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

var count = operation{name: "Count", method: "count", class: quartet.ClassRead}

type countRequest struct {
	Conditions *conditions `json:"conditions,omitempty"`
}

// Count is the number of contacts, of all or of those that OfCustomer and, from
// API v6 on, AfterID select; it takes no other options.
//
// POST /open2b/api/v3/commerce.contacts.count, https://developers.open2b.com/commerce.contacts.html.
func (s *Service) Count(ctx context.Context, options ...QueryOption) (int64, error) {
	q := newQuery(options)
	q.only(count.name, "OfCustomer", "AfterID")
	q.checkAfter(s.keyed())
	if err := q.problems.Err(serviceName, count.name); err != nil {
		return 0, err
	}
	var number int64
	_, err := s.call(ctx, count, countRequest{Conditions: q.conditions(q.walk.AfterID)}, func(r *quartet.Response) error {
		type countAnswer struct { // named for Hooks.UnknownField, as all of them
			Status string `json:"status"`
			Count  *int64 `json:"count"`
		}
		var answer countAnswer
		if err := codec.Unmarshal(r.Body, &answer, s.codec()); err != nil {
			return err
		}
		if err := okay(answer.Status); err != nil {
			return err
		}
		if answer.Count == nil || *answer.Count < 0 {
			return errors.New("count: must be a number from 0")
		}
		number = *answer.Count
		return nil
	}, nil)
	return number, err
}
