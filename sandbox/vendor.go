package sandbox

import (
	"net/http"

	"github.com/quartetgo/quartet/sandbox/internal/calltouch"
	"github.com/quartetgo/quartet/sandbox/internal/cscart"
	"github.com/quartetgo/quartet/sandbox/internal/open2b"
)

// Vendor names one of the servers.
type Vendor string

// The servers. Elsewhere is where a redirect leads that was given no other
// target: it answers anything with an empty object, and should never be called
// by a client that knows better.
const (
	CSCart    Vendor = "cscart"
	Calltouch Vendor = "calltouch"
	Open2b    Vendor = "open2b"
	Elsewhere Vendor = "elsewhere"
)

var vendors = []Vendor{CSCart, Calltouch, Open2b, Elsewhere}

// What the vendors are made of. These are other names of types inside the
// sandbox, so that a test can name them.
type (
	// CSCartServer is the CS-Cart store: Counts, Writes, OnSelect and the like,
	// and Insert…, Change… and Delete… for orders and call requests.
	CSCartServer = cscart.Server
	// CSCartConfig says what store to be.
	CSCartConfig = cscart.Config
	// CSCartProfile is a release and an edition.
	CSCartProfile = cscart.Profile
	// Order is an order as the store keeps it.
	Order = cscart.Order
	// Line is a product of an order.
	Line = cscart.Line
	// LineOption is a chosen variant of a product's option.
	LineOption = cscart.Option
	// Address is a billing or a shipping address.
	Address = cscart.Address
	// Account is an administrator of the store, for CSCartConfig.Accounts.
	Account = cscart.Account
	// CallRequest is a call request as the store keeps it.
	CallRequest = cscart.CallRequest

	// CalltouchServer is the Calltouch account: OnSelect, and InsertDeal,
	// ChangeDeal and DeleteDeal.
	CalltouchServer = calltouch.Server
	// CalltouchConfig says what account to be.
	CalltouchConfig = calltouch.Config
	// Deal is a deal as the journal keeps it.
	Deal = calltouch.Deal
	// DealSource is the lead behind a deal.
	DealSource = calltouch.Source
	// DealVisit is the visit behind the lead.
	DealVisit = calltouch.Visit
	// DealProduct is a line of a deal.
	DealProduct = calltouch.Product

	// Open2bServer is the Open2b store: OnSelect, and InsertContact,
	// ChangeContact and DeleteContact.
	Open2bServer = open2b.Server
	// Open2bConfig says what store to be.
	Open2bConfig = open2b.Config
	// Contact is a contact as the store keeps it.
	Contact = open2b.Contact
)

// CSCartStore is the CS-Cart store and how to reach it.
type CSCartStore struct {
	URL           string // what NewCSCart takes: with the sub-folder or api.php if there is one
	Email, APIKey string
	Handler       http.Handler  // the store behind recorder, limit and faults, for a server of one's own
	Server        *CSCartServer // its data, counts and settings
}

// CalltouchAccount is the Calltouch account and how to reach it.
type CalltouchAccount struct {
	URL     string // what WithBaseURL takes
	Token   string
	SiteID  int64
	Handler http.Handler
	Server  *CalltouchServer
}

// Open2bStore is the Open2b store and how to reach it.
type Open2bStore struct {
	URL      string // what NewOpen2b takes
	Key      string
	Customer int64 // a customer that exists
	Handler  http.Handler
	Server   *Open2bServer
}
