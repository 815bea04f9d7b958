package calltouch

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// binding is the date that the range is held against.
type binding string

// bindTo's literals are lost but for session, which one client uses; the two
// others are assumed.
const (
	bindOrder   binding = ""
	bindSession binding = "session"
	bindCreated binding = "created"
	bindUpdated binding = "updated"
)

const maxLimit = 1000

// query is what a request asks for.
type query struct {
	dated        bool
	from, to     int64 // unix seconds, [from, to)
	hours        bool  // only between these seconds of each day, both counted in
	after, until int
	zone         *time.Location

	paged       bool
	page, limit int

	bind                   binding
	source                 string
	phone                  string
	clients                []int // of the data set, with that phone
	id                     int64
	manager, service       string
	tags, origins, comment bool
	includeComments        bool // the flag adds a field and selects nothing
}

// wants tells whether a deal is asked for.
func (q *query) wants(f *facts) bool {
	switch {
	case q.id != 0 && f.id != q.id,
		q.phone != "" && f.client >= 0 && !slices.Contains(q.clients, f.client),
		q.phone != "" && f.client < 0 && f.phone != q.phone,
		q.source != "" && f.kind != q.source,
		q.manager != "" && f.manager != q.manager,
		q.service != "" && f.service != q.service,
		!q.origins && f.origin != OriginAPI,
		!q.includeComments && f.comment != q.comment:
		return false
	}
	return !q.dated || q.inTime(f)
}

func (q *query) inTime(f *facts) bool {
	at := f.order
	switch q.bind {
	case bindSession:
		at = f.visit
	case bindCreated:
		at = f.created
	case bindUpdated:
		at = f.updated
	}
	if at < q.from || at >= q.to {
		return false
	}
	if q.hours {
		t := time.Unix(at, 0).In(q.zone)
		second := t.Hour()*3600 + t.Minute()*60 + t.Second()
		return second >= q.after && second <= q.until
	}
	return true
}

// reader takes parameters out of a request and keeps the first problem.
type reader struct {
	values url.Values
	err    *apiError
}

func (r *reader) refuse(message string) {
	if r.err == nil {
		r.err = &apiError{http.StatusBadRequest, message}
	}
}

func (r *reader) flag(name string) bool {
	switch v := r.values.Get(name); v {
	case "true":
		return true
	case "", "false":
	default:
		r.refuse(name + " must be true or false")
	}
	return false
}

func (r *reader) number(name string, most int) int {
	n, err := strconv.Atoi(r.values.Get(name))
	if err != nil || n < 1 || n > most {
		r.refuse(name + " is out of range")
	}
	return n
}

func (r *reader) time(name, form string, zone *time.Location) time.Time {
	t, err := time.ParseInLocation(form, r.values.Get(name), zone)
	if err != nil {
		r.refuse(name + " must be " + map[string]string{dateForm: "dd/mm/yyyy", clockForm: "hh:mm:ss"}[form])
	}
	return t
}

const (
	dateForm  = "02/01/2006"
	clockForm = "15:04:05"
)

// parse reads the parameters. Unknown ones are ignored; that wrong ones are
// refused, with 400, is assumed.
func parse(values url.Values, c Config) (*query, *apiError) {
	r := &reader{values: values}
	q := &query{
		zone: c.Location, source: values.Get("orderSource"), phone: values.Get("phoneNumber.value"),
		manager: values.Get("manager"), service: values.Get("service"), bind: binding(values.Get("bindTo")),
		tags: r.flag("withOrdersTags"), origins: r.flag("withAllOrderOrigins"), comment: r.flag("withComments"),
		includeComments: c.Beliefs.IncludeComments,
	}
	if !slices.Contains([]string{"", "CALL", "REQUEST", "CHAT"}, q.source) {
		r.refuse("orderSource is unknown")
	}
	if !slices.Contains([]binding{bindOrder, bindSession, bindCreated, bindUpdated}, q.bind) {
		r.refuse("bindTo is unknown")
	}
	q.parsePage(r)
	if values.Has("orderNumber") {
		q.id, _ = strconv.ParseInt(values.Get("orderNumber"), 10, 64)
		q.id = max(q.id, 1) // what is no id is nobody's
	}
	if q.phone != "" || q.id != 0 {
		for _, name := range []string{"dateFrom", "dateTo", "timeFrom", "timeTo"} {
			if values.Has(name) {
				r.refuse(name + " cannot stand beside phoneNumber.value or orderNumber")
			}
		}
		return q, r.err
	}
	q.parseRange(r, c.Beliefs)
	return q, r.err
}

func (q *query) parsePage(r *reader) {
	q.limit = maxLimit
	if q.paged = r.values.Has("page"); q.paged {
		q.page = r.number("page", 1<<31-1)
	}
	if r.values.Has("limit") {
		if q.limit = r.number("limit", maxLimit); !q.paged {
			r.refuse("limit needs page")
		}
	}
}

// parseRange reads dates and times. The document does not say whether dateTo is
// counted in: here it is not, its midnight ends the range, and timeTo moves that
// end (its second counted in).
func (q *query) parseRange(r *reader, beliefs Beliefs) {
	for _, name := range []string{"dateFrom", "dateTo"} {
		if !r.values.Has(name) {
			r.refuse(name + " is required")
			return
		}
	}
	from, to := r.time("dateFrom", dateForm, q.zone), r.time("dateTo", dateForm, q.zone)
	same := from.Equal(to) && beliefs.EqualDates
	if !same && !from.Before(to) {
		r.refuse("dateFrom must be less than dateTo")
	}
	if to.After(from.AddDate(0, 0, 1)) && !q.paged {
		r.refuse("a range of more than one day needs page")
	}
	if beliefs.MaxThreeMonths && to.After(from.AddDate(0, 3, 0)) {
		r.refuse("a range must not exceed three months")
	}
	if same || beliefs.DateToInclusive && !r.values.Has("timeTo") {
		to = to.AddDate(0, 0, 1)
	}
	q.parseTimes(r, beliefs, &from, &to)
	q.dated, q.from, q.to = true, from.Unix(), to.Unix()
}

func (q *query) parseTimes(r *reader, beliefs Beliefs, from, to *time.Time) {
	q.until = 24*3600 - 1
	if r.values.Has("timeFrom") {
		q.after = secondOfDay(r.time("timeFrom", clockForm, q.zone))
	}
	if r.values.Has("timeTo") {
		q.until = secondOfDay(r.time("timeTo", clockForm, q.zone))
	}
	if q.hours = beliefs.DailyTimes; q.hours {
		return
	}
	*from = from.Add(time.Duration(q.after) * time.Second)
	if r.values.Has("timeTo") {
		*to = to.Add(time.Duration(q.until+1) * time.Second)
	}
}

func secondOfDay(t time.Time) int { return t.Hour()*3600 + t.Minute()*60 + t.Second() }
