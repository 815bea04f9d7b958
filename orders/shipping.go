package orders

import (
	"encoding/json"
	"log/slog"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Shipping is a shipping method of an order or of one of its product groups.
type Shipping struct {
	Key           string          `json:"-" codec:"key"` // of the method, when the methods came by key
	ShippingID    int64           `json:"shipping_id"`
	Name          string          `json:"shipping"`
	DeliveryTime  string          `json:"delivery_time"` // the store's own words: "3-5 days"
	Rate          quartet.Decimal `json:"rate"`
	GroupKey      string          `json:"group_key"` // the product group it is for
	GroupName     string          `json:"group_name"`
	NeedShipment  bool            `json:"need_shipment"`                 // something of it is still to be sent
	ServiceParams Secret          `json:"service_params" codec:"secret"` // the carrier's settings, its credentials among them

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // keys that no field names
}

// MarshalJSON writes the method with the vendor's names.
func (s Shipping) MarshalJSON() ([]byte, error) { return codec.Marshal(s) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (s *Shipping) UnmarshalJSON(data []byte) error {
	return codec.Unmarshal(data, s, codec.Options{})
}

// LogValue is the method for slog: its id and name.
func (s Shipping) LogValue() slog.Value {
	return slog.GroupValue(slog.Int64("shipping_id", s.ShippingID), slog.String("shipping", s.Name))
}
