package calltouch

import (
	"strconv"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// form picks the form of each value of one deal, always the same for a deal.
type form struct {
	bits    uint64
	beliefs Beliefs
}

// pick is below n; which tells the places of one deal apart.
func (f form) pick(which, n uint64) uint64 { return data.Hash(f.bits, which) % n }

// amount is a number, with its decimals as they are; a belief makes it text.
func (f form) amount(o *object, name, value string) {
	if f.beliefs.TextAmounts && value != "" && f.pick(10, 2) == 0 {
		o.text(name, value)
		return
	}
	o.raw(name, value)
}

// custom is one text; a belief makes it a number where it is one.
func (f form) custom(o *object, name, value string) {
	if _, err := strconv.ParseFloat(value, 64); err == nil && f.beliefs.CustomNumbers {
		o.raw(name, value)
		return
	}
	o.text(name, value)
}

// currencyKey: the document's table says currency, its example currencyCode.
func (f form) currencyKey() string {
	if f.pick(2, 3) == 0 {
		return "currency"
	}
	return "currencyCode"
}

// contact is one text; a belief makes it an array of texts or of objects.
func (f form) contact(o *object, name, value string) {
	which := f.pick(11, 3)
	if !f.beliefs.ContactLists || value == "" || which == 0 {
		o.text(name, value)
		return
	}
	list(o, name, []string{value}, func(o *object, v string) {
		if which == 1 {
			o.b = appendText(o.b, v)
			return
		}
		o.b = append(appendText(append(o.b, `{"value":`...), v), '}')
	})
}

// orderNumber is the CRM's id, or else Calltouch's.
func (f form) orderNumber(o *object, d *Deal) {
	switch {
	case d.OrderNumber != "":
		o.text("orderNumber", d.OrderNumber)
	case f.beliefs.AbsentNumbers:
		o.raw("orderNumber", "")
	case f.beliefs.NumericIDs:
		o.number("orderNumber", d.ID)
	default:
		o.text("orderNumber", strconv.FormatInt(d.ID, 10))
	}
}

func (f form) source(o *object, s *Source) {
	if s == nil {
		o.raw("orderSource", "")
		return
	}
	o.inside("orderSource", func(o *object) {
		switch s.Type {
		case "CALL":
			o.number("callId", s.CallID)
			o.number("duration", s.Duration)
			o.text("phoneNumber", s.PhoneNumber)
			o.text("type", s.Type)
			o.text("ani", s.ANI)
			o.moment("dateCall", s.Date)
		case "REQUEST":
			if f.beliefs.NumericIDs {
				o.number("requestNumber", s.RequestNumber)
			} else {
				o.text("requestNumber", strconv.FormatInt(s.RequestNumber, 10))
			}
			o.text("type", s.Type)
		default:
			o.number("chatId", s.CallID)
			o.text("type", s.Type)
		}
	})
}

// tags: null when there are none.
func (f form) tags(o *object, tags []string) {
	if len(tags) == 0 {
		o.raw("tags", "")
		return
	}
	list(o, "tags", tags, func(o *object, tag string) {
		if f.beliefs.TagObjects && f.pick(12, 2) == 0 {
			o.b = append(appendText(append(o.b, `{"category":"","type":"MANUAL","names":[`...), tag), `]}`...)
			return
		}
		o.b = appendText(o.b, tag)
	})
}

// comment is one text; a belief makes it an array of texts or of objects.
func (f form) comment(o *object, comment string) {
	which := f.pick(13, 4)
	if !f.beliefs.CommentForms || comment == "" || which == 0 {
		o.text("comment", comment)
		return
	}
	list(o, "comment", []string{comment}, func(o *object, v string) {
		switch which {
		case 1:
			o.b = appendText(o.b, v)
		case 2:
			o.b = append(appendText(append(o.b, `{"comment":`...), v), '}')
		default:
			o.b = append(appendText(append(o.b, `{"text":`...), v), '}')
		}
	})
}

func (f form) product(o *object, p Product) {
	inner := object{b: append(o.b, '{')}
	inner.text("name", p.Name)
	inner.text("brand", p.Brand)
	inner.text("category", p.Category)
	inner.text("variant", p.Variant)
	f.amount(&inner, "price", p.Price)
	inner.number("quantity", p.Quantity)
	f.amount(&inner, "revenue", p.Revenue)
	inner.text("externalId", p.ExternalID)
	f.amount(&inner, "margin", p.Margin)
	o.b = append(inner.b, '}')
}
