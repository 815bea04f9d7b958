// Package callrequests reads and writes the call requests of a CS-Cart or
// Multi-Vendor store: customers who want to be called, and orders placed with
// "Buy now with 1-click". The store's add-on of that name (4.3.5 or newer) must
// be on.
//
//	store, err := quartet.NewCSCart("https://shop.example.com", email, key)
//	…
//	svc := callrequests.New(store)
//	for request, err := range svc.All(ctx, callrequests.WithStatus(callrequests.StatusNew)) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(request.Phone, request.TimeFrom)
//	}
//
// Times are in the client's Location, UTC by default; money is exact.
//
// The vendor's page is
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
package callrequests

import (
	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/cscart"
)

// Service is the call requests of one store. It is safe for concurrent use.
type Service struct{ api cscart.Service }

// ServiceOption narrows a Service.
type ServiceOption func(*Service)

// New is the call requests that the client's key can see.
func New(client *quartet.CSCart, opts ...ServiceOption) *Service {
	s := &Service{cscart.Service{
		Client: client, Name: "callrequests", Entity: "call_requests", Record: "call request",
		Argument: "requestID", Key: "request_id", ID: rowID, SortByID: string(SortID),
	}}
	for _, opt := range opts {
		opt(s)
	}
	return s
}

// ForStore keeps to one store of a CS-Cart installation. Paths begin with
// /stores/{company_id}: observed for orders, assumed for call requests.
func ForStore(companyID int64) ServiceOption {
	return func(s *Service) { s.api.Scope.Store(companyID) }
}

// ForVendor keeps to one vendor of a Multi-Vendor installation. Paths begin with
// /vendors/{company_id}: observed for orders, assumed for call requests.
func ForVendor(companyID int64) ServiceOption {
	return func(s *Service) { s.api.Scope.Vendor(companyID) }
}

// With is a copy of the service whose calls are made with these options, added
// to those it has already.
func (s *Service) With(opts ...quartet.CallOption) *Service {
	return &Service{s.api.With(opts)}
}

// rowID reads the request_id of an answer or a row, and nothing else.
func rowID(raw []byte) (int64, error) {
	var row struct {
		RequestID int64 `json:"request_id"`
	}
	err := codec.Unmarshal(raw, &row, codec.Options{})
	return row.RequestID, err
}
