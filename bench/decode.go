package bench

import (
	"encoding/json"
	"time"
	_ "time/tzdata" // where the machine has none

	"github.com/bytedance/sonic"
	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	goccy "github.com/goccy/go-json"

	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/ordersdiary"
)

// A Document is one of the shapes that are measured.
type Document struct {
	Name    string
	Text    []byte
	Records int // that each way to read it must find

	strict  func() (target any, count func() int)
	quartet func(text []byte) (int, error)
}

// Documents are the three shapes. The seed changes their values, not their form.
func Documents(seed uint64) []Document {
	return []Document{
		{"deals", DealPage(seed, 1000), 1000, strictDeals, quartetDeals},
		{"orders", OrderList(seed, 250), 250, strictOrders, quartetOrders},
		{"order", FullOrder(seed), 1, strictOneOrder, quartetOneOrder},
	}
}

// A Decoder is one way to read a document: it returns the number of records.
type Decoder struct {
	Name string
	Read func() (int, error)
}

// Decoders are the ways to read the document. The first is what the others are
// compared with; all but the last read the strict types.
func (doc Document) Decoders() []Decoder {
	var all []Decoder
	for _, d := range strictDecoders {
		all = append(all, Decoder{d.name, func() (int, error) {
			target, count := doc.strict()
			err := d.unmarshal(doc.Text, target)
			return count(), err
		}})
	}
	return append(all, Decoder{"quartet", func() (int, error) { return doc.quartet(doc.Text) }})
}

func strictDeals() (any, func() int) {
	var page strictPage
	return &page, func() int { return len(page.Records) }
}

func strictOrders() (any, func() int) {
	var list strictList
	return &list, func() int { return len(list.Orders) }
}

func strictOneOrder() (any, func() int) {
	var order strictOrder
	return &order, func() int { return min(len(order.Products), 1) }
}

// as is how the services read, in the zone of Calltouch's accounts.
var as = codec.Options{Location: moscow()}

func moscow() *time.Location {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		panic(err)
	}
	return zone
}

// quartetDeals reads a page as the service does: the envelope first, then deal by
// deal.
func quartetDeals(text []byte) (int, error) {
	var page struct {
		Page         int           `json:"page"`
		PageTotal    int           `json:"pageTotal"`
		PageSize     int           `json:"pageSize"`
		RecordsTotal int64         `json:"recordsTotal"`
		Records      codec.Records `json:"records"`
	}
	if err := codec.Unmarshal(text, &page, as); err != nil {
		return 0, err
	}
	deals := make([]ordersdiary.Deal, len(page.Records))
	return len(deals), each(page.Records, func(i int, rec codec.Record) error {
		return rec.Unmarshal(&deals[i], as)
	})
}

func quartetOrders(text []byte) (int, error) {
	var list struct {
		Orders codec.Records `json:"orders"`
		Params struct {
			Page         int `json:"page"`
			ItemsPerPage int `json:"items_per_page"`
			TotalItems   int `json:"total_items"`
		} `json:"params"`
	}
	if err := codec.Unmarshal(text, &list, as); err != nil {
		return 0, err
	}
	rows := make([]orders.Summary, len(list.Orders))
	return len(rows), each(list.Orders, func(i int, rec codec.Record) error {
		return rec.Unmarshal(&rows[i], as)
	})
}

func quartetOneOrder(text []byte) (int, error) {
	var order orders.Order
	err := codec.Unmarshal(text, &order, as)
	return min(len(order.Products), 1), err
}

func each(records codec.Records, read func(int, codec.Record) error) error {
	for i, rec := range records {
		if err := read(i, rec); err != nil {
			return err
		}
	}
	return nil
}

// The decoders that read the strict types; the first one is what the others are
// compared with.
var strictDecoders = []struct {
	name      string
	unmarshal func([]byte, any) error
}{
	{"encoding-json", json.Unmarshal},
	{"json-v2", func(text []byte, v any) error { return jsonv2.Unmarshal(text, v, numbers) }},
	{"goccy", goccy.Unmarshal},
	{"sonic", sonic.ConfigStd.Unmarshal},
}

// numbers is what json/v2 has to be told for json.Number.
var numbers = jsonv2.WithUnmarshalers(jsonv2.UnmarshalFromFunc(func(d *jsontext.Decoder, n *json.Number) error {
	token, err := d.ReadToken()
	if token.Kind() != 'n' {
		*n = json.Number(token.String())
	}
	return err
}))
