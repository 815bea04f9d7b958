package callrequests

import (
	"context"
	"encoding/json"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/cscart"
)

// Update is what to change of a call request. What is left out stays as it is.
// json.Marshal writes the body that Update sends.
type Update struct {
	UserID    *int64                   `json:"user_id,string,omitzero"`    // the administrator to assign it to, 0 for none; one that is none is dropped in silence (4.20.1)
	OrderID   *int64                   `json:"order_id,string,omitzero"`   // 0 for none
	ProductID *int64                   `json:"product_id,string,omitzero"` // 0 for none
	Status    *Status                  `json:"status,omitzero"`
	Notes     quartet.Optional[string] `json:"notes,omitzero"` // Null empties them

	// Columns are further columns, by the vendor's names, such as "phone" or
	// "time_from". The documents say that they are ignored; the releases read
	// (4.13.2, 4.20.1) store them.
	Columns map[string]string `json:"-"`
}

// Update changes a call request.
//
// It sends PUT /api/2.0/call_requests/{request_id}, and is repeated like a read.
// A call request that does not exist is answered with 400, not 404: it is
// quartet.ErrInvalid. An empty or wrong Update is quartet.ErrInvalid, too, with
// all its problems, but not sent (then it is quartet.ErrNotSent).
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
func (s *Service) Update(ctx context.Context, requestID int64, u Update) error {
	req, err := s.api.Update(requestID, u, u.check)
	if err != nil {
		return err
	}
	return s.api.Do(ctx, req)
}

// MarshalJSON writes the body of an Update.
func (u Update) MarshalJSON() ([]byte, error) {
	type plain Update
	body, err := json.Marshal(plain(u))
	if err != nil {
		return nil, err
	}
	return cscart.AddColumns(body, u.Columns)
}

// check notes all that is wrong.
func (u *Update) check(p *check.Problems) {
	if text, err := u.MarshalJSON(); err == nil && string(text) == "{}" {
		p.Add("Update", "is empty: set at least one field")
	}
	if u.Status != nil && !u.Status.Known() {
		p.Add("Status", statuses)
	}
	for _, id := range []struct {
		name  string
		value *int64
	}{{"UserID", u.UserID}, {"OrderID", u.OrderID}, {"ProductID", u.ProductID}} {
		if id.value != nil && *id.value < 0 {
			p.Add(id.name, "must not be negative")
		}
	}
	cscart.CheckColumns(p, "", u.Columns, *u)
	cscart.RefuseColumn(p, u.Columns, "request_id", "a call request keeps its id")
	p.UTF8(*u)
}
