package cscart

import (
	"encoding/json"
	"strconv"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// CallRequest is a call request as the store keeps it.
type CallRequest struct {
	ID, CompanyID, OrderID, UserID, ProductID, Timestamp int64

	Status      string // new, in_progress, completed, no_answer or, once stored wrongly, ""
	Name, Phone string
	TimeFrom    string // free text
	TimeTo      string
	Notes       *string   // nil is null
	cart        *phpArray // cart_products as posted, types and all
}

// seedCallRequests makes all call requests of the data set.
func seedCallRequests(c Config) []*CallRequest {
	all := make([]*CallRequest, 0, c.CallRequests)
	for n := range c.CallRequests {
		all = append(all, seedCallRequest(c, int64(n+1)))
	}
	return all
}

func seedCallRequest(c Config, id int64) *CallRequest {
	r := data.Rand(data.Kind(c.Seed, "cscart call requests"), uint64(id))
	p := data.NewPerson(r)
	q := &CallRequest{
		ID: id, CompanyID: 1 + r.Int64N(2), Timestamp: firstOrder + id/3*7200,
		Status: data.Pick(r, []string{"new", "new", "in_progress", "completed", "completed", "no_answer"}),
		Name:   p.Name(), Phone: p.Phone,
		TimeFrom: data.Pick(r, []string{"10:00", "9:00", "", "__:__"}),
		TimeTo:   data.Pick(r, []string{"20:00", "12:30", "", "__:__"}),
	}
	if data.Chance(r, 2) {
		q.Status = ""
	}
	if data.Chance(r, 50) {
		q.Notes = new(data.Pick(r, []string{"", "перезвонить завтра", "asked for a/c \"manual\""}))
	}
	if q.Status != "new" {
		q.UserID = 1 + r.Int64N(2)
	}
	if c.Orders > 0 && data.Chance(r, 30) {
		q.OrderID = 1 + r.Int64N(int64(c.Orders))
		q.ProductID = 1 + r.Int64N(24)
	}
	switch product := catalogue[1+r.Int64N(24)]; r.IntN(5) {
	case 0: // types as a basket holds them
		item := arrayOf("product_id", number(product.id), "amount", "2", "price", json.Number(product.price.String()), "product", product.name)
		q.cart = arrayOf("0", item)
	case 1:
		item := arrayOf("product_id", strconv.FormatInt(product.id, 10), "amount", json.Number("1"),
			"price", product.price.StringFixed(2), "company_id", "1")
		q.cart = arrayOf(strconv.FormatInt(itemID(product.id, nil), 10), item)
	}
	return q
}
