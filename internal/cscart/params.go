package cscart

import (
	"encoding/json"

	"github.com/quartetgo/quartet/internal/codec"
)

// Params is what a list answer says of itself: the query as the server took it,
// with its defaults. Filters are echoed in Extra, also those that the server
// does not know: an echo does not prove that a filter worked.
type Params struct {
	Page               int    `json:"page"`           // the page this is; not the one asked for when that lay past the end
	ItemsPerPage       int    `json:"items_per_page"` // 0: everything is in this answer
	TotalItems         int64  `json:"total_items"`    // how many records match; -1 when the server does not say, as with ItemsPerPage 0
	SortBy             string `json:"sort_by"`
	SortOrder          string `json:"sort_order"`
	SortOrderRev       string `json:"sort_order_rev"`      // the opposite order
	IncludeIncompleted bool   `json:"include_incompleted"` // orders only
	AjaxCustom         string `json:"ajax_custom"`         // a trace of the server's URL rewriting

	Extra map[string]json.RawMessage `json:"-" codec:"extra"` // the filters
}

// MarshalJSON writes the parameters with the vendor's names.
func (p Params) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (p *Params) UnmarshalJSON(data []byte) error { return decodeParams(data, p) }

// decodeParams tells a total of 0 from none at all. Without data there is none.
func decodeParams(data []byte, p *Params) error {
	if len(data) == 0 {
		data = []byte("{}")
	}
	if err := codec.UnmarshalAt("params", data, p, codec.Options{}); err != nil {
		return err
	}
	var said struct {
		TotalItems *int64 `json:"total_items"`
	}
	if err := codec.UnmarshalAt("params", data, &said, codec.Options{}); err != nil {
		return err
	}
	if said.TotalItems == nil {
		p.TotalItems = -1
	}
	return nil
}
