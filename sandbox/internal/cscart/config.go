package cscart

import (
	"time"

	"github.com/shopspring/decimal"
)

// The root administrator when Config names none.
const (
	DefaultEmail  = "admin@example.com"
	DefaultAPIKey = "0123456789abcdef0123456789ABCDEF"
)

// Config says what store to be. The zero value is an empty CS-Cart 4.20.1 with
// the default administrator.
type Config struct {
	Profile Profile

	Email  string // the root administrator, DefaultEmail when empty
	APIKey string // DefaultAPIKey when empty

	// Accounts are further administrators, for what a root key never meets.
	Accounts []Account

	Seed         uint64 // the same seed makes the same data
	Orders       int    // orders that a list shows; incomplete and parent orders come on top
	CallRequests int

	Now func() time.Time // time.Now when nil

	Folder       string // the store lives in a sub-folder, such as "/shop"
	NoRewriting  bool   // the web server rewrites no URL: only api.php?_d= answers
	HTTPSOnly    bool   // the store's API refuses plain http
	ItemsPerPage int    // the shop's setting, 10 when 0
	MinimumOrder decimal.Decimal

	CallRequestsOff bool // the call_requests add-on is switched off
	RewardPointsOff bool // the reward points add-on is switched off
	AddOnKeys       bool // add-ons put two dozen keys of their own into every full order

	Beliefs Beliefs
}

// Account is an administrator beside the root one.
type Account struct {
	Email, APIKey string
	CompanyID     int64 // of one store or vendor only
	ReadOnly      bool  // lacks the privilege to write
	Disabled      bool
	NoCompany     bool // a vendor's administrator without a vendor: is sent to the login page
}

// Beliefs switches on what clients of the API report and nobody has shown. All
// are off by default.
type Beliefs struct {
	AllFields      bool // full orders have every field that a document lists, also where no release was seen to send it
	StrictAccept   bool // Accept: application/json; charset=utf-8 is 406 on GET
	NumberColumns  bool // the PDO driver: numbers instead of numeric strings
	DoubledRows    bool // an order with two invoices is two rows of a page, one of total_items (4.13.2+)
	EmptyOnBadText bool // invalid UTF-8 in the data: 200 with an empty body
	CutAtEmoji     bool // a four-byte character ends a call request's text
}

func (c Config) withDefaults() Config {
	if c.Profile.Release == "" {
		c.Profile.Release = Release4201
	}
	if c.Email == "" {
		c.Email = DefaultEmail
	}
	if c.APIKey == "" {
		c.APIKey = DefaultAPIKey
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.ItemsPerPage == 0 {
		c.ItemsPerPage = 10
	}
	return c
}
