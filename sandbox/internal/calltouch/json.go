package calltouch

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"
)

const momentForm = "02/01/2006 15:04:05"

// object writes the members of one JSON object, in the order they are given.
type object struct {
	b     []byte
	comma bool
}

func (o *object) key(name string) {
	if o.comma {
		o.b = append(o.b, ',')
	}
	o.comma = true
	o.b = append(append(append(o.b, '"'), name...), '"', ':')
}

// text writes a string, null when it is empty.
func (o *object) text(name, value string) {
	o.key(name)
	o.b = appendText(o.b, value)
}

// raw writes a number or what is JSON already, null when it is empty.
func (o *object) raw(name, value string) {
	o.key(name)
	if value == "" {
		value = "null"
	}
	o.b = append(o.b, value...)
}

func (o *object) number(name string, value int64) {
	o.key(name)
	o.b = strconv.AppendInt(o.b, value, 10)
}

func (o *object) moment(name string, t time.Time) {
	o.key(name)
	if t.IsZero() || t.Unix() == 0 {
		o.b = append(o.b, "null"...)
		return
	}
	o.b = append(t.AppendFormat(append(o.b, '"'), momentForm), '"')
}

// inside writes an object as a member.
func (o *object) inside(name string, write func(*object)) {
	o.key(name)
	inner := object{b: append(o.b, '{')}
	write(&inner)
	o.b, o.comma = append(inner.b, '}'), true
}

// list writes an array as a member.
func list[T any](o *object, name string, values []T, write func(*object, T)) {
	o.key(name)
	o.b = append(o.b, '[')
	for i, v := range values {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		write(o, v)
	}
	o.b = append(o.b, ']')
}

// appendText writes a string, null when it is empty.
func appendText(b []byte, s string) []byte {
	if s == "" {
		return append(b, "null"...)
	}
	if !plain(s) {
		quoted, err := json.Marshal(s)
		if err != nil {
			panic(err) // no string fails
		}
		return append(b, quoted...)
	}
	return append(append(append(b, '"'), s...), '"')
}

// plain tells whether a text can stand in JSON as it is.
func plain(s string) bool {
	ascii := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			return false
		} else if c >= utf8.RuneSelf {
			ascii = false
		}
	}
	return ascii || utf8.ValidString(s)
}

// append writes the deal as the request wants it. The order of the members is
// that of the vendor's example.
func (d *Deal) append(out []byte, q *query, beliefs Beliefs) []byte {
	f := form{d.form, beliefs}
	o := &object{b: append(out, '{')}
	o.inside("client", func(o *object) {
		f.contact(o, "phones", d.Phone)
		o.text("fio", d.FIO)
		if d.Email != "" || f.pick(0, 2) == 0 { // shown both absent and null
			f.contact(o, "emails", d.Email)
		}
	})
	f.amount(o, "completedAmount", d.Completed)
	if o.key("completedDate"); d.CompletedDate.IsZero() {
		o.b = append(o.b, "null"...)
	} else {
		o.b = append(d.CompletedDate.AppendFormat(append(o.b, '"'), dateForm), '"')
	}
	o.moment("createdDate", d.CreatedDate)
	o.raw("isDeleted", strconv.FormatBool(d.IsDeleted))
	o.text("manager", d.Manager)
	o.moment("orderDate", d.OrderDate)
	f.orderNumber(o, d)
	f.source(o, d.Source)
	o.text("orderStatus", d.Status)
	f.amount(o, "plannedAmount", d.Planned)
	o.text("service", d.Service)
	if q.tags {
		f.tags(o, d.Tags)
	}
	d.Visit.append(o)
	o.text("funnel", d.Funnel)
	o.text(f.currencyKey(), d.Currency)
	f.amount(o, "margin", d.Margin)
	o.text("orderLink", d.Link)
	o.text("orderName", d.Name)
	o.text("orderOrigin", d.Origin)
	o.moment("statusDate", d.StatusDate)
	o.moment("updatedDate", d.UpdatedDate)
	if !q.includeComments || q.comment {
		f.comment(o, d.Comment)
	}
	if len(d.Custom) > 0 {
		o.inside("custom", func(o *object) {
			for _, name := range slices.Sorted(maps.Keys(d.Custom)) {
				f.custom(o, name, d.Custom[name])
			}
		})
	}
	if len(d.Products) > 0 {
		list(o, "products", d.Products, f.product)
	}
	if f.pick(1, 7) == 0 { // the document declares unknown members obsolete; their names are assumed
		o.text("oldStatus", d.Status)
		o.raw("completed", strconv.FormatBool(d.Completed != ""))
	}
	return append(o.b, '}')
}

// append writes null for a lead without a source, or an object.
func (v *Visit) append(o *object) {
	if v == nil {
		o.raw("visit", "")
		return
	}
	o.inside("visit", func(o *object) {
		texts := []string{
			"utmSource", v.UTMSource, "utmTerm", v.Term, "utmContent", v.UTMContent, "utmMedium", v.UTMMedium,
			"source", v.Source, "medium", v.Medium, "keyword", v.Keyword, "utmCampaign", v.UTMCampaign,
		}
		for i := 0; i < len(texts); i += 2 {
			if !v.Empty && texts[i+1] == "" {
				o.raw(texts[i], `""`) // a visit that has none of it
				continue
			}
			o.text(texts[i], texts[i+1])
		}
		o.moment("visitDate", v.Date)
	})
}
