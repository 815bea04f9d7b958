package ordersdiary

import (
	"encoding/json"
	"time"

	"github.com/quartetgo/quartet"
)

// Deal is one deal of the journal. A member that the vendor leaves out or sends
// as null is the zero value of its field.
type Deal struct {
	// OrderNumber is the deal's id in the CRM that created it, or Calltouch's own
	// id where the CRM sent none.
	OrderNumber string    `json:"orderNumber"`
	OrderName   string    `json:"orderName"`                 // the deal's name in the CRM
	OrderLink   string    `json:"orderLink"`                 // the deal's address in the CRM
	OrderOrigin string    `json:"orderOrigin"`               // how the deal was created
	OrderStatus string    `json:"orderStatus"`               // free text: the CRM's own name of the stage
	OrderDate   time.Time `json:"orderDate" codec:"local"`   // when the deal was created, as its creator says: what Between goes by
	CreatedDate time.Time `json:"createdDate" codec:"local"` // when Calltouch learned of it
	StatusDate  time.Time `json:"statusDate" codec:"local"`  // when it reached its present status
	UpdatedDate time.Time `json:"updatedDate" codec:"local"` // when it was changed last
	IsDeleted   bool      `json:"isDeleted"`                 // deleted in the journal of the vendor's old site

	Client  Client `json:"client"`
	Manager string `json:"manager"` // who is in charge of the deal
	Service string `json:"service"` // the program that created it through the API, such as "AmoCRM"
	Funnel  string `json:"funnel"`

	PlannedAmount quartet.Decimal `json:"plannedAmount"` // the deal's budget, in Currency
	Margin        quartet.Decimal `json:"margin"`        // in Currency
	Currency      string          `json:"currency" codec:"alias=currencyCode"`

	Source   Source            `json:"orderSource"`           // the lead behind the deal
	Visit    Visit             `json:"visit"`                 // where that lead came from; empty if that is not known
	Comments []Comment         `json:"comment" codec:"many"`  // see WithComments for which deals come
	Tags     []Tag             `json:"tags" codec:"many"`     // only with WithTags
	Products []Product         `json:"products" codec:"many"` // nil when the deal has none
	Custom   map[string]string `json:"custom" codec:"text"`   // the account's own fields; empty ones do not come; a list or object is its JSON

	// CompletedAmount and CompletedDate are obsolete by the vendor's word, and
	// still come.
	CompletedAmount quartet.Decimal `json:"completedAmount"`
	CompletedDate   time.Time       `json:"completedDate" codec:"local"`

	// Extra holds the members that no field above names. The vendor declares
	// them obsolete.
	Extra map[string]json.RawMessage `json:"-" codec:"extra"`
}

// Client is the customer of a deal.
type Client struct {
	FIO    string                     `json:"fio"`                       // the full name
	Phones []string                   `json:"phones" codec:"many=value"` // as the vendor writes them: "74953080100"
	Emails []string                   `json:"emails" codec:"many=value"`
	Extra  map[string]json.RawMessage `json:"-" codec:"extra"` // members that no field names
}

// Visit is the visit to the site that led to the call or the request. The vendor
// writes "(not set)" and the like where it knows nothing.
type Visit struct {
	UTMSource   string                     `json:"utmSource"`
	UTMMedium   string                     `json:"utmMedium"`
	UTMCampaign string                     `json:"utmCampaign"`
	UTMContent  string                     `json:"utmContent"`
	UTMTerm     string                     `json:"utmTerm"`
	Source      string                     `json:"source"`
	Medium      string                     `json:"medium"`
	Keyword     string                     `json:"keyword"`
	VisitDate   time.Time                  `json:"visitDate" codec:"local"`
	Extra       map[string]json.RawMessage `json:"-" codec:"extra"` // members that no field names
}

// Product is one line of a deal.
type Product struct {
	Name       string                     `json:"name"`
	Brand      string                     `json:"brand"`
	Category   string                     `json:"category"`
	Variant    string                     `json:"variant"`
	Price      quartet.Decimal            `json:"price"`    // of one piece
	Quantity   quartet.Decimal            `json:"quantity"` // can be a fraction
	Revenue    quartet.Decimal            `json:"revenue"`  // of the line
	Margin     quartet.Decimal            `json:"margin"`
	ExternalID string                     `json:"externalId"`      // the product's id in the CRM
	Extra      map[string]json.RawMessage `json:"-" codec:"extra"` // members that no field names
}

// Comment is a remark on a deal: as a rule a text and nothing else.
type Comment struct {
	Text  string                     `json:"comment" codec:"scalar,alias=text,text"`
	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // what else an object of a comment holds
}

// Tag is a tag of a deal: one name, or a group of names with their category and
// type.
type Tag struct {
	Names    []string                   `json:"names" codec:"scalar"`
	Category string                     `json:"category"`
	Type     string                     `json:"type"`            // "MANUAL" for instance
	Extra    map[string]json.RawMessage `json:"-" codec:"extra"` // members that no field names
}

// TagNames is the names of all the deal's tags, in their order.
func (d Deal) TagNames() []string {
	var names []string
	for _, tag := range d.Tags {
		names = append(names, tag.Names...)
	}
	return names
}
