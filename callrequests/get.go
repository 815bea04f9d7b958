package callrequests

import (
	"context"

	"github.com/quartetgo/quartet/internal/cscart"
)

// Get is one call request.
//
// It sends GET /api/2.0/call_requests/{request_id}. Times are in the client's
// Location. A call request that does not exist is quartet.ErrNotFound, and so is
// any when the store has the add-on switched off. An answer that is another call
// request is quartet.ErrMalformed.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
func (s *Service) Get(ctx context.Context, requestID int64) (*CallRequest, error) {
	return cscart.Get(ctx, s.api, requestID, func(r *CallRequest) int64 { return r.RequestID })
}
