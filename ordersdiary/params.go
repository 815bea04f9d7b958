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
	midnight = "00:00:00"
)

// cover asks for the days that hold [from, to), in zone.
//
// The vendor wants dateFrom to be less than dateTo and does not say whether
// dateTo is counted in: a single day is asked for as [d, d+1], which covers it
// either way. Within one day the times narrow the answer. They are given only
// there: over several days they could mean hours of each day, and of a date other
// than the deal's own whole days are all that is known to work. Where the clock is
// changed between them the hours of the day do not tell which times are meant.
func (p *params) cover(from, to time.Time, zone *time.Location) {
	first, end := dates(from, to, zone)
	p.DateFrom, p.DateTo = first.Format(dateForm), end.Format(dateForm)
	from, to = from.In(zone), upToSecond(to.In(zone))
	_, before := from.Zone()
	_, after := to.Zone()
	if days(from, to, zone) > 1 || p.BindTo != "" || before != after {
		return
	}
	if t := from.Format(timeForm); t != midnight {
		p.TimeFrom = t
	}
	if t := to.Format(timeForm); t != midnight {
		p.TimeTo = t
	}
}

// dates are the day on which [from, to) begins and the day behind its last one.
// They are days of the calendar, in UTC: a zone's own days may have no midnight,
// or two.
func dates(from, to time.Time, zone *time.Location) (first, end time.Time) {
	return date(from.In(zone)), date(to.Add(-1).In(zone)).AddDate(0, 0, 1)
}

// days is how many days the dates asked for by cover span.
func days(from, to time.Time, zone *time.Location) int {
	first, end := dates(from, to, zone)
	return int(end.Sub(first) / (24 * time.Hour))
}

// date is the day of t.
func date(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// upToSecond rounds up: the vendor's times have no fractions.
func upToSecond(t time.Time) time.Time {
	if whole := t.Truncate(time.Second); whole.Before(t) {
		return whole.Add(time.Second)
	}
	return t
}
