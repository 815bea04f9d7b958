package orders

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/quartetgo/quartet/internal/check"
)

// productMap writes products as the map that the vendor wants, in their order:
// in an Update the vendor goes by the first one.
type productMap []DraftProduct

// MarshalJSON writes {"1": {…}, "2": {…}}.
func (m productMap) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, product := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		text, err := json.Marshal(product)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, `"%d":%s`, product.key(i), text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// key is the product's key in the map: its own, or its number.
func (p DraftProduct) key(i int) int64 {
	if p.Key != 0 {
		return p.Key
	}
	return int64(i) + 1
}

// shippingID is shipping_id in the form of one or of many; nil for none.
func shippingID(one int64, groups map[int64]int64) any {
	switch {
	case len(groups) > 0:
		texts := make(map[int64]string, len(groups))
		for group, id := range groups {
			texts[group] = strconv.FormatInt(id, 10)
		}
		return texts
	case one != 0:
		return strconv.FormatInt(one, 10)
	default:
		return nil
	}
}

// numbered is a list as the vendor's map: {"1": …}.
func numbered(list []string) map[int]string {
	if len(list) == 0 {
		return nil
	}
	m := make(map[int]string, len(list))
	for i, v := range list {
		m[i+1] = v
	}
	return m
}

func checkProducts(p *check.Problems, products []DraftProduct) {
	seen := map[int64]bool{}
	priced := 0
	for i, product := range products {
		name := fmt.Sprintf("Products[%d]", i)
		if product.ProductID < 0 || product.ProductID == 0 && product.Key == 0 {
			p.Add(name+".ProductID", "required, must be at least 1")
		}
		if product.Key < 0 {
			p.Add(name+".Key", "must be at least 1, or 0 to be numbered")
		}
		if key := product.key(i); seen[key] {
			p.Add(name+".Key", "%d is taken by a product before it", key)
		} else {
			seen[key] = true
		}
		if product.Amount < 1 {
			p.Add(name+".Amount", "required, must be at least 1")
		}
		if product.Price != nil {
			priced++
		}
	}
	if priced > 0 && priced < len(products) {
		p.Add("Products", "give Price to all of them or to none: the vendor goes by the first")
	}
}

func checkShipping(p *check.Problems, one int64, groups map[int64]int64) {
	if one < 0 {
		p.Add("ShippingID", "must be at least 1")
	}
	if one != 0 && len(groups) > 0 {
		p.Add("ShippingID, GroupShippingIDs", "give one of the two")
	}
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		name := fmt.Sprintf("GroupShippingIDs[%d]", group)
		if group < 0 {
			p.Add(name, "a group's key must be at least 0")
		}
		if groups[group] < 1 {
			p.Add(name, "must be at least 1")
		}
	}
}

func checkCountry(p *check.Problems, name, code string) {
	isUpper := func(c byte) bool { return c >= 'A' && c <= 'Z' }
	if code != "" && (len(code) != 2 || !isUpper(code[0]) || !isUpper(code[1])) {
		p.Add(name, `must be a code of two capital letters, such as "US"`)
	}
}

// checkStored: what the store keeps as it is must at least be JSON of the kind
// that it keeps.
func checkStored(p *check.Problems, name string, text json.RawMessage) {
	if len(text) == 0 {
		return
	}
	if first := bytes.TrimSpace(text); !json.Valid(text) || first[0] != '{' && first[0] != '[' {
		p.Add(name, "must be a JSON object or list")
	}
}
