package orders

import (
	"context"
	"net/http"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Get is one order in full, also a parent order or one that is incomplete.
//
// It sends GET /api/2.0/orders/{order_id}. Times are in the client's Location.
// An order that does not exist is quartet.ErrNotFound, and an answer that is
// another one quartet.ErrMalformed.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#get-a-specific-order
func (s *Service) Get(ctx context.Context, orderID int64) (*Order, error) {
	const op = "Get"
	if err := s.api.Problems("orderID", orderID).Err(s.api.Name, op); err != nil {
		return nil, err
	}
	req := s.api.Request(op, http.MethodGet, orderID)
	req.Class = quartet.ClassRead
	order := new(Order)
	req.Decode = func(r *quartet.Response) error {
		if err := codec.Unmarshal(r.Body, order, s.api.Codec()); err != nil {
			return err
		}
		return s.api.CheckID(order.OrderID, orderID)
	}
	if err := s.api.Do(ctx, req); err != nil {
		return nil, err
	}
	return order, nil
}
