package orders

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// confirmUpdates makes sure that the store has filtered by the time of the last
// change. One before 4.13.2 lists everything instead and echoes the parameters
// all the same; short rows do not tell. So one of the orders listed is read in
// full: it must have an updated_at, not before the one asked for. That is done
// until it has shown once. An order that was deleted meanwhile shows nothing:
// then the next one is read.
func (s *Service) confirmUpdates(ctx context.Context, op string, orderIDs []int64, from int64) error {
	if s.knowsUpdates.Load() {
		return nil
	}
	for _, id := range orderIDs {
		err := s.confirmUpdate(ctx, op, id, from)
		if errors.Is(err, quartet.ErrNotFound) {
			continue
		}
		s.knowsUpdates.Store(err == nil)
		return err
	}
	return &quartet.Error{
		Service: s.api.Name, Op: op, Method: http.MethodGet, Outcome: quartet.OutcomeUnknown,
		Message: "whether the store filters by updates cannot be told: the orders it listed are gone",
		Advice:  "it changes nothing, so trying again is safe",
		Err:     quartet.ErrMalformed,
	}
}

// confirmUpdate reads one order in full.
func (s *Service) confirmUpdate(ctx context.Context, op string, orderID, from int64) error {
	req := s.api.Request(op, http.MethodGet, orderID)
	req.Class = quartet.ClassRead
	req.Decode = func(r *quartet.Response) error {
		var order struct {
			OrderID   int64  `json:"order_id"`
			UpdatedAt *int64 `json:"updated_at"`
		}
		if err := codec.Unmarshal(r.Body, &order, codec.Options{}); err != nil {
			return err
		}
		if err := s.api.CheckID(order.OrderID, orderID); err != nil {
			return err
		}
		if order.UpdatedAt == nil {
			return errors.New("the store does not know when orders were updated, and lists all of them: that needs CS-Cart 4.13.2 or newer")
		}
		if *order.UpdatedAt < from {
			return fmt.Errorf("the store lists order %d, which was updated before the time asked for", orderID)
		}
		return nil
	}
	return s.api.Do(ctx, req)
}

// updated says why a full order is none that was changed since the time asked for.
func (f *filter) updated(o *Order) error {
	switch {
	case o.UpdatedAt.IsZero():
		return errors.New("updated_at: the store does not know when orders were updated: that needs CS-Cart 4.13.2 or newer")
	case o.UpdatedAt.Unix() < f.UpdatedAtFrom:
		return errors.New("updated_at: lies before the time asked for: the store ignores the filter")
	}
	return nil
}

// inTime reports whether a full order was not changed once more since it was
// selected, which moves it to a later range.
func (f *filter) inTime(o *Order) bool {
	return f.UpdatedAtTo == 0 || o.UpdatedAt.Unix() <= f.UpdatedAtTo
}
