package contacts

import (
	"context"
	"slices"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
)

var deletion = operation{
	name: "Delete", method: "delete", class: quartet.ClassCreate,
	advice: "some of the contacts may be deleted: Delete can be called again, and may then not find those that are gone",
}

type deleteRequest struct {
	IDs []int64 `json:"ids"`
}

// Delete removes one or more contacts in one call. An id given twice is sent
// once.
//
// POST /open2b/api/v3/commerce.contacts.delete, https://developers.open2b.com/commerce.contacts.html.
// No id at all, or one below 1 or above 2147483647, is an ErrInvalid. What the
// vendor does with an id that does not exist is not documented. That is why a
// deletion is not repeated once it may have been done: a refusal of the second
// attempt would hide that the first one succeeded. An ErrOutcomeUnknown is to be
// taken as "perhaps deleted", and calling Delete again does no harm.
func (s *Service) Delete(ctx context.Context, ids ...int64) error {
	var p check.Problems
	if len(ids) == 0 {
		p.Add("ids", "give at least one")
	}
	for _, id := range ids {
		checkID(&p, "ids", id)
	}
	if err := p.Err(serviceName, deletion.name); err != nil {
		return err
	}
	once := slices.Compact(slices.Sorted(slices.Values(ids)))
	_, err := s.call(ctx, deletion, deleteRequest{IDs: once}, s.readDone, nil)
	return err
}
