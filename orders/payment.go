package orders

import (
	"encoding/json"
	"log/slog"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// PaymentMethod is the payment method of an order, with its settings. It is
// empty when the method no longer exists.
type PaymentMethod struct {
	PaymentID       int64           `json:"payment_id"`
	Name            string          `json:"payment"`
	Description     string          `json:"description"`
	Category        string          `json:"payment_category"` // the tab of the checkout it stands on, such as "tab1"
	CompanyID       int64           `json:"company_id"`
	LangCode        string          `json:"lang_code"`       // of its texts
	Position        int64           `json:"position"`        // among the store's methods
	SurchargeTitle  string          `json:"surcharge_title"` // the surcharge's name
	Template        string          `json:"template"`        // of the form that the customer fills in
	Instructions    string          `json:"instructions"`    // HTML
	Status          string          `json:"status"`          // "A" active, "D" disabled
	Surcharge       quartet.Decimal `json:"a_surcharge"`     // an amount
	SurchargeRate   quartet.Decimal `json:"p_surcharge"`     // percent
	ProcessorID     int64           `json:"processor_id"`
	ProcessorParams Secret          `json:"processor_params" codec:"secret"` // the gateway's settings; its keys were among them before 4.4.3

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the method with the vendor's names.
func (m PaymentMethod) MarshalJSON() ([]byte, error) { return codec.Marshal(m) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (m *PaymentMethod) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, m, codec.Options{})
}

// LogValue is the method for slog: its id and name.
func (m PaymentMethod) LogValue() slog.Value {
	return slog.GroupValue(slog.Int64("payment_id", m.PaymentID), slog.String("payment", m.Name))
}
