package orders

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"

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
// is too small. When the order was placed but a part of the answer cannot be
// decoded, the Created is returned with the others, its OrderID at least, beside
// a *quartet.RecordError for each that is missing, joined in err.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#create-an-order
func (s *Service) Create(ctx context.Context, d Draft) (*Created, error) {
	req, err := s.api.Create(d, d.check)
	if err != nil {
		return nil, err
	}
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
// spoils the orders beside it is bad, so that the id is not lost.
func (s *Service) readCreated(body []byte) (created *Created, bad, err error) {
	created = new(Created)
	if err := codec.Unmarshal(body, created, s.api.Codec()); err != nil {
		return s.readParts(body)
	}
	if created.OrderID < 1 {
		return nil, nil, errors.New("the answer names no order_id")
	}
	return created, nil, nil
}

// readParts reads an answer of which a part is bad: each part by itself. bad
// joins a *quartet.RecordError for each that cannot be read.
func (s *Service) readParts(body []byte) (created *Created, bad, err error) {
	var parts struct {
		OrderID     int64           `json:"order_id"`
		Order       json.RawMessage `json:"order_data"`
		SubOrderIDs json.RawMessage `json:"suborder_ids"`
		SubOrders   json.RawMessage `json:"suborders_data"`

		Extra map[string]json.RawMessage `json:"-" codec:"extra"`
	}
	if err := codec.Unmarshal(body, &parts, codec.Options{}); err != nil {
		return nil, nil, err
	}
	if parts.OrderID < 1 {
		return nil, nil, errors.New("the answer names no order_id")
	}
	created = &Created{OrderID: parts.OrderID, Extra: parts.Extra}
	var problems []error
	read := func(path string, raw json.RawMessage, v any) bool {
		if len(raw) == 0 {
			return false
		}
		err := codec.UnmarshalAt(path, raw, v, s.api.Codec())
		if err != nil {
			err = s.api.Client.Settings().Mask(err)
			problems = append(problems, &quartet.RecordError{Path: path, Raw: raw, Err: err})
		}
		return err == nil
	}
	if order := new(Order); read("order_data", parts.Order, order) && order.OrderID > 0 {
		created.Order = order
	}
	var ids IDs
	if read("suborder_ids", parts.SubOrderIDs, &ids) {
		created.SubOrderIDs = ids
	}
	var subOrders codec.Records
	read("suborders_data", parts.SubOrders, &subOrders)
	for _, row := range subOrders {
		if order := new(Order); read(row.Path(), bytes.Clone(row.Raw), order) {
			created.SubOrders = append(created.SubOrders, *order)
		}
	}
	return created, errors.Join(problems...), nil
}
