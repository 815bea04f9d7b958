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

// The vendors' servers, what they can be told to be, and what they keep.
type (
	CSCartServer    = cscart.Server
	CSCartConfig    = cscart.Config
	CSCartProfile   = cscart.Profile
	Order           = cscart.Order
	CallRequest     = cscart.CallRequest
	CalltouchServer = calltouch.Server
	CalltouchConfig = calltouch.Config
	Deal            = calltouch.Deal
	Open2bServer    = open2b.Server
	Open2bConfig    = open2b.Config
	Contact         = open2b.Contact
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
