package contacts

import (
	"context"
	"encoding/json"
	"errors"
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
// An id below 1 or above 2147483647 is an ErrInvalid, an answer that holds
// another contact an ErrMalformed.
func (s *Service) Get(ctx context.Context, id int64, options ...QueryOption) (*Contact, error) {
	q := newQuery(options)
	q.only(get.name, "Fields")
	checkID(&q.problems, "id", id)
	if err := q.problems.Err(serviceName, get.name); err != nil {
		return nil, err
	}
	var found Contact
	_, err := s.call(ctx, get, getRequest{ID: id, Fields: q.fields}, func(r *quartet.Response) (err error) {
		found, err = s.readContact(r.Body, id)
		return err
	}, nil)
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// readContact reads the answer to a Get of this id.
func (s *Service) readContact(body []byte, id int64) (c Contact, err error) {
	type getAnswer struct {
		Status  string          `json:"status"`
		Contact json.RawMessage `json:"contact"`
	}
	var answer getAnswer
	if err := codec.Unmarshal(body, &answer, s.codec()); err != nil {
		return c, err
	}
	if err := okay(answer.Status); err != nil {
		return c, err
	}
	switch string(answer.Contact) {
	case "":
		return c, errors.New("contact: missing")
	case "null":
		return c, &quartet.Error{
			Field: "id", Type: "NotFound", Message: fmt.Sprintf("contact %d does not exist", id),
			Outcome: quartet.OutcomeRefused, Err: quartet.ErrNotFound,
		}
	}
	err = codec.UnmarshalAt("contact", answer.Contact, &c, s.codec())
	if err == nil && c.ID != id {
		err = fmt.Errorf("contact.id: must be %d, is %d", id, c.ID)
	}
	return c, err
}
