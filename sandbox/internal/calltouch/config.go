// Package calltouch is a stateful Calltouch that answers the one method of its
// deals journal, orders-diary/orders, and getnodeid.
//
// No answer of the journal was ever captured: what the vendor's document says is
// the default, and what only clients of the vendor report is off unless Beliefs
// switches it on. Where the document is silent and the server has to do something
// all the same, the comment there says "assumed".
package calltouch

import "time"

// The account when Config names none. The token holds the characters that must
// be escaped in a query.
const (
	DefaultSiteID int64 = 12345
	DefaultToken        = "sandbox/token+with=signs"
)

// Config says what account to be. The zero value is the default account without
// a deal.
type Config struct {
	SiteID int64   // DefaultSiteID when 0
	Sites  []int64 // further sites of the account, with the same deals
	Token  string  // DefaultToken when empty

	Seed   uint64    // the same seed makes the same deals
	Deals  int       // how many; they are made when they are asked for, and not kept
	From   time.Time // the first deal's orderDate, at the earliest; 1 January 2026 when zero
	Months int       // over how long the deals are spread, 4 when 0

	Now      func() time.Time // time.Now when nil
	Location *time.Location   // the account's zone; Moscow when nil
	NodeID   int              // what getnodeid answers, 1 when 0

	Errors  ErrorForm
	Beliefs Beliefs
}

// ErrorForm is how a refusal is told. The vendor documents no body.
type ErrorForm string

// The forms of a refusal.
const (
	ErrorJSON ErrorForm = ""     // a 4xx with the body that other methods of the host are said to send; assumed
	ErrorHTML ErrorForm = "html" // a 4xx with a page
	ErrorSoft ErrorForm = "soft" // 200 with that JSON body; a belief
)

// Beliefs switches on what clients of the vendor report or infer and nobody has
// shown. All are off by default.
type Beliefs struct {
	IncludeComments  bool // withComments only adds the field, as its siblings do; the document says that it filters
	DateToInclusive  bool // the last day is part of the range
	EqualDates       bool // dateFrom may equal dateTo, which then means that day
	DailyTimes       bool // timeFrom and timeTo narrow each day, not the ends of the range
	NoLead           bool // some deals have no call or request: orderSource is null
	Chats            bool // some deals come from a CHAT, with keys nobody has documented
	CommentForms     bool // comment as an array of texts, or of objects
	TextAmounts      bool // amounts as strings: "100000.50"
	ContactLists     bool // client.phones and emails as arrays, also of objects with value
	TagObjects       bool // tags as objects with category, type and names
	NumericIDs       bool // requestNumber and orderNumber as numbers where they are
	CustomNumbers    bool // fields in custom as numbers where they are
	EmptyPage        bool // an empty period: pageTotal 0 and no records at all
	PageForOneDay    bool // the answer without page is an envelope, too
	AbsentNumbers    bool // a deal without a CRM's id has a null orderNumber
	MaxThreeMonths   bool // longer ranges are refused
	UnsortedRecords  bool // records in no order, though in the same one for each request
	MissingOrderDate bool // some deals made by hand have no orderDate: they go by createdDate
}

func (c Config) withDefaults() Config {
	if c.SiteID == 0 {
		c.SiteID = DefaultSiteID
	}
	if c.Token == "" {
		c.Token = DefaultToken
	}
	if c.Location == nil {
		c.Location = time.FixedZone("MSK", 3*60*60)
	}
	if c.From.IsZero() {
		c.From = time.Date(2026, time.January, 1, 0, 0, 0, 0, c.Location)
	}
	if c.Months == 0 {
		c.Months = 4
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.NodeID == 0 {
		c.NodeID = 1
	}
	return c
}
