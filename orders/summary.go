package orders

import (
	"encoding/json"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Summary is an order as a row of a list. Which of its fields come depends on
// the release: those that do not are zero.
type Summary struct {
	OrderID       int64           `json:"order_id"`
	IssuerID      int64           `json:"issuer_id"`    // the administrator who created it; 0 if a customer did
	IssuerName    string          `json:"issuer_name"`  // newer releases
	IssuerEmail   string          `json:"issuer_email"` // newer releases
	UserID        int64           `json:"user_id"`      // 0 for a guest
	IsParentOrder bool            `json:"is_parent_order"`
	ParentOrderID int64           `json:"parent_order_id"` // Multi-Vendor: the order that this one is a vendor's part of
	CompanyID     int64           `json:"company_id"`      // the store (CS-Cart) or vendor (Multi-Vendor)
	Company       string          `json:"company"`         // its name; newer releases
	StorefrontID  int64           `json:"storefront_id"`   // newer releases
	Timestamp     time.Time       `json:"timestamp" codec:"unix"`
	FirstName     string          `json:"firstname"`
	LastName      string          `json:"lastname"`
	Email         string          `json:"email"`
	Phone         string          `json:"phone"`
	Status        Status          `json:"status"`
	Total         quartet.Decimal `json:"total"` // in the store's primary currency
	InvoiceID     int64           `json:"invoice_id"`
	CreditMemoID  int64           `json:"credit_memo_id"`
	Points        int64           `json:"points"` // reward points of the order, with that add-on

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the row with the vendor's names.
func (s Summary) MarshalJSON() ([]byte, error) { return codec.Marshal(s) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (s *Summary) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, s, codec.Options{})
}
