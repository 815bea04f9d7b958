package callrequests

import (
	"context"
	"net/http"

	"github.com/quartetgo/quartet"
)

// Delete removes a call request for good.
//
// It sends DELETE /api/2.0/call_requests/{request_id}. It is repeated after an
// unknown outcome, and a 404 is then a success: the call request is gone.
// Otherwise one that does not exist is quartet.ErrNotFound.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
func (s *Service) Delete(ctx context.Context, requestID int64) error {
	const op = "Delete"
	if err := s.api.Problems("requestID", requestID).Err(s.api.Name, op); err != nil {
		return err
	}
	req := s.api.Request(op, http.MethodDelete, requestID)
	req.Class = quartet.ClassDelete
	return s.api.Do(ctx, req)
}
