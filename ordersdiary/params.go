package ordersdiary

import (
	"net/url"
	"time"

	querystring "github.com/google/go-querystring/query"
)

// params is the query string of the vendor's one method, but for the token.
type params struct {
	DateFrom            string     `url:"dateFrom,omitempty"`
	DateTo              string     `url:"dateTo,omitempty"`
	TimeFrom            string     `url:"timeFrom,omitempty"`
	TimeTo              string     `url:"timeTo,omitempty"`
	Page                int        `url:"page,omitempty"`
	Limit               int        `url:"limit,omitempty"`
	OrderSource         SourceType `url:"orderSource,omitempty"`
	PhoneNumber         string     `url:"phoneNumber.value,omitempty"`
	OrderNumber         string     `url:"orderNumber,omitempty"`
	BindTo              Binding    `url:"bindTo,omitempty"`
	Manager             string     `url:"manager,omitempty"`
	Service             string     `url:"service,omitempty"`
	WithOrdersTags      bool       `url:"withOrdersTags,omitempty"`
	WithAllOrderOrigins bool       `url:"withAllOrderOrigins,omitempty"`
	WithComments        bool       `url:"withComments,omitempty"`
}

// values is the query string. Values fails on what is no struct only.
func (p params) values() url.Values {
	values, err := querystring.Values(p)
	if err != nil {
		panic(err)
	}
	return values
}

// The vendor's forms of a date and of a time of day.
const (
	dateForm = "02/01/2006"
	timeForm = "15:04:05"
)

// cover asks for the days that hold [from, to), in zone.
//
// The vendor wants dateFrom to be less than dateTo and does not say whether
// dateTo is counted in: a single day is asked for as [d, d+1], which covers it
// either way. Within one day the times narrow the answer. They are given only
// there: over several days they could mean hours of each day.
func (p *params) cover(from, to time.Time, zone *time.Location) {
	from, to = from.In(zone), upToSecond(to.In(zone))
	first, end := midnight(from), midnight(to)
	if end.Before(to) {
		end = end.AddDate(0, 0, 1)
	}
	p.DateFrom, p.DateTo = first.Format(dateForm), end.Format(dateForm)
	if end.After(first.AddDate(0, 0, 1)) {
		return
	}
	if from.After(first) {
		p.TimeFrom = from.Format(timeForm)
	}
	if to.Before(end) {
		p.TimeTo = to.Format(timeForm)
	}
}

// days is how many days the dates asked for by cover span.
func days(from, to time.Time, zone *time.Location) int {
	from, to = from.In(zone), to.In(zone)
	n := 0
	for day := midnight(from); day.Before(to); day = day.AddDate(0, 0, 1) {
		n++
	}
	return n
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// upToSecond rounds up: the vendor's times have no fractions.
func upToSecond(t time.Time) time.Time {
	if whole := t.Truncate(time.Second); whole.Before(t) {
		return whole.Add(time.Second)
	}
	return t
}
