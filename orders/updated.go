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
// until it has shown once.
func (s *Service) confirmUpdates(ctx context.Context, op string, orderID, from int64) error {
	if s.knowsUpdates.Load() {
		return nil
	}
	req := s.api.Request(op, http.MethodGet, orderID)
	req.Class = quartet.ClassRead
	req.Decode = func(r *quartet.Response) error {
		var order struct {
			UpdatedAt *int64 `json:"updated_at"`
		}
		if err := codec.Unmarshal(r.Body, &order, codec.Options{}); err != nil {
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
	err := s.api.Do(ctx, req)
	if errors.Is(err, quartet.ErrNotFound) {
		return nil // deleted meanwhile: the next answer will show
	}
	s.knowsUpdates.Store(err == nil)
	return err
}
