package calltouch

import (
	"sort"
	"time"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// firstID is the id of the first deal of the data set.
const firstID int64 = 7_800_000

// facts is what the journal selects deals by. Those of the data set's deals
// follow from the seed in a few nanoseconds, so that a million of them can be
// looked through without making one.
type facts struct {
	id      int64
	order   int64 // unix seconds of orderDate, or of what stands for it
	created int64
	updated int64
	visit   int64  // 0: none
	kind    string // the source's type, "" for none
	origin  string
	manager string
	service string
	phone   string // of a kept deal; the data set's goes by client
	client  int    // which client of the data set; -1 for a kept deal
	comment bool
	bits    uint64 // what is left of the hash
}

var (
	managers = []string{"", "", "Анна Белова", "Николай", "Mark Evans", "Ольга К."}
	services = []string{"AmoCRM", "AmoCRM", "retailCRM", "Bitrix24", ""}
)

// dataset makes facts and deals of the seed.
type dataset struct {
	config  Config
	seed    uint64
	start   int64 // unix seconds
	span    int64 // seconds
	clients int
}

func newDataset(c Config) dataset {
	return dataset{
		config: c, seed: data.Kind(c.Seed, "deals"), start: c.From.Unix(),
		span: c.From.AddDate(0, c.Months, 0).Unix() - c.From.Unix(), clients: max(1, c.Deals/4),
	}
}

// at is the orderDate of deal i: the deals are spread evenly and ascend.
func (d dataset) at(i int) int64 {
	n := int64(d.config.Deals)
	slot := max(1, d.span/n)
	return d.start + int64(i)*d.span/n + int64(data.Hash(d.seed, uint64(i))>>1)%slot
}

// between is the range of deals [first, end) whose orderDate is in [from, to).
func (d dataset) between(from, to int64) (first, end int) {
	search := func(t int64) int {
		return sort.Search(d.config.Deals, func(i int) bool { return d.at(i) >= t })
	}
	return search(from), search(to)
}

// facts of deal i.
func (d dataset) facts(i int) facts {
	bits := data.Hash(d.seed+1, uint64(i))
	take := func(n uint64) int {
		v := bits % n
		bits /= n
		return int(v)
	}
	f := facts{id: firstID + int64(i), order: d.at(i)}
	f.client = take(uint64(d.clients))
	f.origin = OriginAPI
	switch take(10) {
	case 0:
		f.origin = OriginManual
	case 1:
		f.origin = OriginAuto
	}
	f.kind = d.kind(take(20))
	f.manager = managers[take(uint64(len(managers)))]
	if f.service = services[take(uint64(len(services)))]; f.origin != OriginAPI {
		f.service = ""
	}
	f.comment = take(8) == 0
	f.created = f.order + int64(take(5))*3600
	f.updated = f.created + int64(take(40))*6*3600
	if take(10) > 0 && f.kind != "" {
		f.visit = f.order - int64(take(72))*3600
	}
	f.bits = bits
	return f
}

func (d dataset) kind(die int) string {
	switch {
	case die < 11:
		return "CALL"
	case die == 18 && d.config.Beliefs.NoLead:
		return ""
	case die == 19 && d.config.Beliefs.Chats:
		return "CHAT"
	}
	return "REQUEST"
}

// client is who the deals with this client number are made with.
func (d dataset) client(n int) data.Person {
	return data.NewPerson(data.Rand(data.Kind(d.seed, "clients"), uint64(n)))
}

// factsOf are the facts of a deal that is kept.
func factsOf(deal *Deal) facts {
	f := facts{
		id: deal.ID, created: deal.CreatedDate.Unix(), updated: deal.UpdatedDate.Unix(), origin: deal.Origin,
		manager: deal.Manager, service: deal.Service, phone: deal.Phone, client: -1, comment: deal.Comment != "",
	}
	if f.order = deal.OrderDate.Unix(); deal.OrderDate.IsZero() {
		f.order = f.created
	}
	if deal.Visit != nil && !deal.Visit.Date.IsZero() {
		f.visit = deal.Visit.Date.Unix()
	}
	if deal.Source != nil {
		f.kind = deal.Source.Type
	}
	return f
}

func (d dataset) time(unix int64) time.Time { return time.Unix(unix, 0).In(d.config.Location) }
