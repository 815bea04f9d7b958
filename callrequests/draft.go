package callrequests

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
)

// Draft is a call request to create. Phone or Email is required. What is left
// out is not sent. json.Marshal writes the body that Create sends.
type Draft struct {
	Phone string `json:"phone,omitzero"`
	Email string `json:"email,omitzero"` // satisfies the vendor's rule, but the releases read (4.3.7, 4.13.2) do not keep it

	Name      string    `json:"name,omitzero"`
	TimeFrom  string    `json:"time_from,omitzero"` // when to call, in words for a person: "9:00"
	TimeTo    string    `json:"time_to,omitzero"`   // likewise
	Notes     string    `json:"notes,omitzero"`
	Status    Status    `json:"status,omitzero"`            // StatusNew when left out
	Timestamp time.Time `json:"timestamp,omitzero"`         // when it was made, to the second; now when left out
	UserID    int64     `json:"user_id,string,omitzero"`    // the administrator to assign it to; one that is none is dropped in silence (4.20.1)
	OrderID   int64     `json:"order_id,string,omitzero"`   // the order it belongs to
	ProductID int64     `json:"product_id,string,omitzero"` // the product it is about

	CartProducts []DraftProduct `json:"cart_products,omitzero"` // what lies in the customer's cart
}

// DraftProduct is a product in the cart of a Draft.
type DraftProduct struct {
	ProductID int64            `json:"product_id,string"` // required
	Amount    int64            `json:"amount,string"`     // required
	Price     *quartet.Decimal `json:"price,omitempty"`
	Name      string           `json:"product,omitzero"`
	CompanyID int64            `json:"company_id,string,omitzero"`
}

// MarshalJSON writes the body of a Create.
func (d Draft) MarshalJSON() ([]byte, error) {
	type plain Draft
	body := struct {
		plain
		Timestamp int64 `json:"timestamp,string,omitzero"`
	}{plain: plain(d)}
	if !d.Timestamp.IsZero() {
		body.Timestamp = d.Timestamp.Unix()
	}
	return json.Marshal(body)
}

// check notes all that is missing or wrong.
func (d *Draft) check(p *check.Problems) {
	if d.Phone == "" && d.Email == "" {
		p.Add("Phone, Email", "one of the two is required")
	}
	if d.Status != "" && !d.Status.Known() {
		p.Add("Status", statuses)
	}
	if !d.Timestamp.IsZero() && d.Timestamp.Unix() < 1 {
		p.Add("Timestamp", "must lie after 1970")
	}
	for _, id := range []struct {
		name  string
		value int64
	}{{"UserID", d.UserID}, {"OrderID", d.OrderID}, {"ProductID", d.ProductID}} {
		if id.value < 0 {
			p.Add(id.name, "must not be negative")
		}
	}
	for i, product := range d.CartProducts {
		name := fmt.Sprintf("CartProducts[%d].", i)
		if product.ProductID < 1 {
			p.Add(name+"ProductID", "required, must be at least 1")
		}
		if product.Amount < 1 {
			p.Add(name+"Amount", "required, must be at least 1")
		}
		if product.CompanyID < 0 {
			p.Add(name+"CompanyID", "must not be negative")
		}
	}
	p.UTF8(*d)
}
