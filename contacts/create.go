package contacts

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/codec"
)

var create = operation{
	name: "Create", method: "create", class: quartet.ClassCreate,
	advice: "the contact may exist: look for it with Find and OfCustomer before trying again",
}

type createRequest struct {
	Contact Draft `json:"contact"`
}

// Created is what the vendor tells about a new contact.
type Created struct {
	ID    int64                      `json:"id"`
	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // members that no field names
}

// MarshalJSON writes the answer with the vendor's names.
func (c Created) MarshalJSON() ([]byte, error) { return codec.Marshal(c) }

// UnmarshalJSON reads the vendor's answer, or what MarshalJSON wrote. The answer's
// status is no part of a Created.
func (c *Created) UnmarshalJSON(data []byte) error {
	_, err := c.read(data, codec.Options{})
	return err
}

// read reads the answer, and its status.
func (c *Created) read(data []byte, o codec.Options) (status string, err error) {
	type createAnswer struct {
		Status string                     `json:"status"`
		ID     int64                      `json:"id"`
		Extra  map[string]json.RawMessage `json:"-" codec:"extra"`
	}
	var answer createAnswer
	err = codec.Unmarshal(data, &answer, o)
	*c = Created{ID: answer.ID, Extra: answer.Extra}
	return answer.Status, err
}

// Create adds a contact to a customer. It is sent once: an error that is
// quartet.ErrOutcomeUnknown means that the contact may exist, since a second
// Create would make a second contact.
//
// POST /open2b/api/v3/commerce.contacts.create, https://developers.open2b.com/commerce.contacts.html.
// A Draft that breaks the vendor's bounds is an ErrInvalid that names all such
// fields, and is not sent. The vendor refuses a customer that does not exist
// (Field customer, Type NotFound) and an e-mail that is none (Field email, Type
// InvalidValue): both are ErrInvalid and ErrRefused.
func (s *Service) Create(ctx context.Context, draft Draft) (*Created, error) {
	var p check.Problems
	draft.check(&p)
	if err := p.Err(serviceName, create.name); err != nil {
		return nil, err
	}
	created := new(Created)
	_, err := s.call(ctx, create, createRequest{Contact: draft}, func(r *quartet.Response) error {
		status, err := created.read(r.Body, s.codec())
		if err == nil {
			err = okay(status)
		}
		if err == nil && created.ID < 1 {
			err = errors.New("id: the new contact's id is missing")
		}
		return err
	}, nil)
	if err != nil {
		return nil, err
	}
	return created, nil
}
