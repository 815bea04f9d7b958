package callrequests

import (
	"encoding/json"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// CallRequest is a customer's wish to be called, or an order placed with "Buy now
// with 1-click". Which fields come depends on the release: those that do not are
// zero. CartProducts and Responsible of a shape that the field cannot take are in
// Extra instead, under the vendor's name and as they came.
type CallRequest struct {
	RequestID    int64         `json:"request_id"`
	CompanyID    int64         `json:"company_id"` // the store (CS-Cart) or vendor (Multi-Vendor)
	UserID       int64         `json:"user_id"`    // the administrator it is assigned to; 0 for none
	OrderID      int64         `json:"order_id"`   // the order placed with it; 0 for none
	ProductID    int64         `json:"product_id"` // the product bought with it; 0 for none
	Product      string        `json:"product"`    // that product's name
	OrderStatus  string        `json:"order_status"`
	Timestamp    time.Time     `json:"timestamp" codec:"unix"` // when it was made
	Status       Status        `json:"status"`
	Name         string        `json:"name"`
	Phone        string        `json:"phone"`
	Email        string        `json:"email"`     // documented; the releases read (4.3.7, 4.13.2) neither keep nor send it
	TimeFrom     string        `json:"time_from"` // when to call, as the customer entered it: "10:00", "", even "__:__"
	TimeTo       string        `json:"time_to"`   // likewise
	Notes        string        `json:"notes"`
	CartProducts []CartProduct `json:"cart_products" codec:"blob"` // what lay in the customer's cart

	Responsible map[string]json.RawMessage `json:"responsible" codec:"blob"` // the administrator it is assigned to, as the store tells it (4.20.1)

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the call request with the vendor's names.
func (r CallRequest) MarshalJSON() ([]byte, error) { return codec.Marshal(r) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (r *CallRequest) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, r, codec.Options{})
}

// CartProduct is a product in the cart of the customer who wants to be called.
type CartProduct struct {
	Key       string          `json:"-" codec:"key"` // its key, when the products came by key
	ProductID int64           `json:"product_id"`
	Amount    int64           `json:"amount"`
	Price     quartet.Decimal `json:"price"`
	Name      string          `json:"product"`
	CompanyID int64           `json:"company_id"`

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the product with the vendor's names.
func (p CartProduct) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (p *CartProduct) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, p, codec.Options{})
}
