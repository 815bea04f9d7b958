package orders

import "context"

// Delete removes an order for good.
//
// It sends DELETE /api/2.0/orders/{order_id}. It is repeated after an unknown
// outcome, and a 404 is then a success: the order is gone. Otherwise an order
// that does not exist is quartet.ErrNotFound. A vendor's administrator may not
// delete: quartet.ErrForbidden.
// An answer that neither is the documented 204 nor names the order is
// quartet.ErrMalformed, with an unknown outcome.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#delete-an-order
func (s *Service) Delete(ctx context.Context, orderID int64) error {
	return s.api.Delete(ctx, orderID)
}
