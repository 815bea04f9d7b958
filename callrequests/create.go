package callrequests

import (
	"context"
	"encoding/json"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Created is what the vendor tells of a new call request.
type Created struct {
	RequestID int64 `json:"request_id"`

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the answer with the vendor's names.
func (c Created) MarshalJSON() ([]byte, error) { return codec.Marshal(c) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (c *Created) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, c, codec.Options{})
}

// Create adds a call request.
//
// It sends POST /api/2.0/call_requests, once: after an error that is
// quartet.ErrOutcomeUnknown the call request may exist, and it says so. A Draft
// that lacks something is quartet.ErrInvalid, with all its problems, and is not
// sent; so is what the vendor refuses. quartet.ErrNotFound means that the store
// has the add-on switched off.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
func (s *Service) Create(ctx context.Context, d Draft) (*Created, error) {
	req, err := s.api.Create(d, d.check)
	if err != nil {
		return nil, err
	}
	created := new(Created)
	req.Decode = func(r *quartet.Response) error {
		if err := codec.Unmarshal(r.Body, created, s.api.Codec()); err != nil {
			return err
		}
		_, err := s.api.ReadID(r.Body)
		return err
	}
	if err := s.api.Do(ctx, req); err != nil {
		return nil, err
	}
	return created, nil
}
