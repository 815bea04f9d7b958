package calltouch

import "time"

// Deal is a deal as the journal keeps it. A text that is "" and a time that is
// zero are null on the wire.
type Deal struct {
	ID          int64  // Calltouch's own
	OrderNumber string // the id in the CRM; "" when it sent none: ID is shown then
	OrderDate   time.Time
	CreatedDate time.Time
	StatusDate  time.Time
	UpdatedDate time.Time
	Origin      string // OriginAPI, or another: then it is listed with withAllOrderOrigins only
	Name, Link  string
	Status      string
	Funnel      string
	Manager     string
	Service     string
	Comment     string
	IsDeleted   bool

	Planned       string // exact: "6000", "101.63"
	Margin        string
	Currency      string
	Completed     string
	CompletedDate time.Time

	FIO, Phone, Email string

	Source   *Source
	Visit    *Visit
	Tags     []string
	Products []Product
	Custom   map[string]string

	form uint64 // picks one of the forms a value can come in
}

// OriginAPI is the orderOrigin of deals that were created through the API: the
// only ones that are listed by default. The literals of orderOrigin are not
// documented; these are assumed.
const (
	OriginAPI    = "API"
	OriginManual = "MANUAL"
	OriginAuto   = "AUTO"
)

// Source is the lead behind a deal.
type Source struct {
	Type string // CALL, REQUEST or CHAT

	CallID      int64
	Duration    int64 // seconds
	PhoneNumber string
	ANI         string
	Date        time.Time

	RequestNumber int64
}

// Visit is the visit to the site behind the lead. Empty is an object whose
// members are all null.
type Visit struct {
	Empty                                               bool
	UTMSource, UTMMedium, UTMCampaign, UTMContent, Term string
	Source, Medium, Keyword                             string
	Date                                                time.Time
}

// Product is one line of a deal. Amounts are exact text.
type Product struct {
	Name, Brand, Category, Variant string
	Price, Revenue, Margin         string
	Quantity                       int64
	ExternalID                     string
}
