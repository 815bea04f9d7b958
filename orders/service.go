// Package orders reads and writes the orders of a CS-Cart or Multi-Vendor store.
//
//	store, err := quartet.NewCSCart("https://shop.example.com", email, key)
//	…
//	svc := orders.New(store)
//	for order, err := range svc.All(ctx, orders.WithStatus(orders.StatusOpen)) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(order.OrderID, order.Total)
//	}
//
// List, Pages and All read short rows (Summary), AllFull and Get whole orders
// (Order). Times are in the client's Location, UTC by default; money is exact.
//
// The vendor's page is
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html
package orders

import (
	"sync/atomic"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/cscart"
)

// Service is the orders of one store. It is safe for concurrent use.
type Service struct {
	api          cscart.Service
	knowsUpdates *atomic.Bool // the store was seen to know when orders were updated
}

// ServiceOption narrows a Service.
type ServiceOption func(*Service)

// New is the orders that the client's key can see.
func New(client *quartet.CSCart, opts ...ServiceOption) *Service {
	s := &Service{
		api: cscart.Service{
			Client: client, Name: "orders", Entity: "orders", Record: "order",
			Argument: "orderID", Key: "order_id", ID: rowID, SortByID: string(SortOrderID),
		},
		knowsUpdates: new(atomic.Bool),
	}
	for _, opt := range opts {
		opt(s)
	}
	return s
}

// ForStore keeps to one store of a CS-Cart installation: its orders alone are
// read, and new ones are placed in it. Paths begin with /stores/{company_id}.
func ForStore(companyID int64) ServiceOption {
	return func(s *Service) { s.api.Scope.Store(companyID) }
}

// ForVendor keeps to one vendor of a Multi-Vendor installation. Paths begin with
// /vendors/{company_id}.
func ForVendor(companyID int64) ServiceOption {
	return func(s *Service) { s.api.Scope.Vendor(companyID) }
}

// With is a copy of the service whose calls are made with these options, added
// to those it has already.
func (s *Service) With(opts ...quartet.CallOption) *Service {
	return &Service{s.api.With(opts), s.knowsUpdates}
}

// rowID reads the order_id of an answer or a row, and nothing else.
func rowID(raw []byte) (int64, error) {
	var row struct {
		OrderID int64 `json:"order_id"`
	}
	err := codec.Unmarshal(raw, &row, codec.Options{})
	return row.OrderID, err
}
