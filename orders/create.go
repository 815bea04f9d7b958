package orders

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Created is a new order as the store answers: older releases tell its id only.
type Created struct {
	OrderID     int64   `json:"order_id"`       // Multi-Vendor: of the parent order, when several vendors have a part
	Order       *Order  `json:"order_data"`     // nil when the store does not send it
	SubOrderIDs IDs     `json:"suborder_ids"`   // Multi-Vendor: the vendors' orders
	SubOrders   []Order `json:"suborders_data"` // the same in full

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the answer with the vendor's names.
func (c Created) MarshalJSON() ([]byte, error) { return codec.Marshal(c) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (c *Created) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, c, codec.Options{})
}

// LogValue is the answer for slog: the ids alone.
func (c Created) LogValue() slog.Value {
	return slog.GroupValue(slog.Int64("order_id", c.OrderID), slog.Any("suborder_ids", c.SubOrderIDs))
}

// Create places an order. Prices come from the catalog, and its status is "O".
//
// It sends POST /api/2.0/orders, once: after an error that is
// quartet.ErrOutcomeUnknown the order may exist, and it says so. CS-Cart (not
// Multi-Vendor) wants to know the store: make the service with ForStore.
//
// A Draft that lacks something is quartet.ErrInvalid, with all its problems, and
// is not sent. The vendor refuses with quartet.ErrInvalid, or since 4.13.2 with
// quartet.ErrForbidden when shipping or payment are not available or the amount
// is too small. When the order was placed but the order_data in the answer
// cannot be decoded, the Created is returned with what is known, its OrderID at
// least, beside a *quartet.RecordError.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#create-an-order
func (s *Service) Create(ctx context.Context, d Draft) (*Created, error) {
	const op = "Create"
	p := s.api.Problems("", 0)
	d.check(p)
	if err := p.Err(s.api.Name, op); err != nil {
		return nil, err
	}
	req, err := s.api.Write(op, http.MethodPost, 0, d)
	if err != nil {
		return nil, err
	}
	req.Class = quartet.ClassCreate
	req.Advice = "the order may exist: look for it before trying again"
	var created *Created
	var bad error
	req.Decode = func(r *quartet.Response) (err error) {
		created, bad, err = s.readCreated(r.Body)
		return err
	}
	if err := s.api.Do(ctx, req); err != nil {
		return nil, err
	}
	return created, bad
}

// readCreated reads the answer of a Create. What hides the id is err; what only
// spoils the order beside it is bad, so that the id is not lost.
func (s *Service) readCreated(body []byte) (created *Created, bad, err error) {
	created = new(Created)
	bad = codec.Unmarshal(body, created, s.api.Codec())
	if bad == nil && created.OrderID > 0 {
		return created, nil, nil
	}
	var ids struct {
		OrderID     int64 `json:"order_id"`
		SubOrderIDs IDs   `json:"suborder_ids"`
	}
	if err := codec.Unmarshal(body, &ids, codec.Options{}); err != nil {
		return nil, nil, err
	}
	if ids.OrderID < 1 {
		return nil, nil, errors.New("the answer names no order_id")
	}
	created = &Created{OrderID: ids.OrderID, SubOrderIDs: ids.SubOrderIDs}
	return created, &quartet.RecordError{Path: "order_data", Raw: append([]byte(nil), body...), Err: bad}, nil
}
