package callrequests

import (
	"context"
	"net/http"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
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
	const op = "Get"
	if err := s.api.Problems("requestID", requestID).Err(s.api.Name, op); err != nil {
		return nil, err
	}
	req := s.api.Request(op, http.MethodGet, requestID)
	req.Class = quartet.ClassRead
	request := new(CallRequest)
	req.Decode = func(r *quartet.Response) error {
		if err := codec.Unmarshal(r.Body, request, s.api.Codec()); err != nil {
			return err
		}
		return s.api.CheckID(request.RequestID, requestID)
	}
	if err := s.api.Do(ctx, req); err != nil {
		return nil, err
	}
	return request, nil
}
