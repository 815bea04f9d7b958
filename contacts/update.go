package contacts

import (
	"context"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
)

var update = operation{
	name: "Update", method: "update", class: quartet.ClassUpdate,
	advice: "the contact may be changed: the same Update can be made again",
}

type updateRequest struct {
	ID      int64  `json:"id"`
	Contact Update `json:"contact"`
}

// Update changes the fields that are set and leaves the others as they are. A
// contact that does not exist is an ErrNotFound.
//
// POST /open2b/api/v3/commerce.contacts.update, https://developers.open2b.com/commerce.contacts.html.
// An Update that sets nothing or breaks the vendor's bounds is an ErrInvalid that
// names all such fields, and is not sent. The vendor refuses a customer that does
// not exist (Field customer, Type NotFound) and an e-mail that is none (Field
// email, Type InvalidValue): both are ErrInvalid and ErrRefused.
func (s *Service) Update(ctx context.Context, id int64, change Update) error {
	var p check.Problems
	checkID(&p, "id", id)
	change.check(&p)
	if err := p.Err(serviceName, update.name); err != nil {
		return err
	}
	_, err := s.call(ctx, update, updateRequest{ID: id, Contact: change}, s.readDone, nil)
	return err
}
