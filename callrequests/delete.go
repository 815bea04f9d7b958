package callrequests

import "context"

// Delete removes a call request for good.
//
// It sends DELETE /api/2.0/call_requests/{request_id}. It is repeated after an
// unknown outcome, and a 404 is then a success: the call request is gone.
// Otherwise one that does not exist is quartet.ErrNotFound.
// An answer that neither is the documented 204 nor names the call request is
// quartet.ErrMalformed, with an unknown outcome.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
func (s *Service) Delete(ctx context.Context, requestID int64) error {
	return s.api.Delete(ctx, requestID)
}
