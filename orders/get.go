package orders

import (
	"context"

	"github.com/quartetgo/quartet/internal/cscart"
)

// Get is one order in full, also a parent order or one that is incomplete.
//
// It sends GET /api/2.0/orders/{order_id}. Times are in the client's Location.
// An order that does not exist is quartet.ErrNotFound, and an answer that is
// another one quartet.ErrMalformed.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#get-a-specific-order
func (s *Service) Get(ctx context.Context, orderID int64) (*Order, error) {
	return cscart.Get(ctx, s.api, orderID, func(o *Order) int64 { return o.OrderID })
}
