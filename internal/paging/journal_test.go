package paging

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/quartetgo/quartet/internal/codec"
)

// deal is a record of the journal's tests; number 0 is none.
type deal struct {
	Number int
	At     time.Time
}

// journal is a server that is asked by days, has no order, and may change.
type journal struct {
	mu         sync.Mutex
	rand       *rand.Rand
	deals      []deal
	throughout map[int]bool
	next       int
	churn      float64                // chance of a change after a request
	race       float64                // chance of a change between count and rows
	within     map[int]func(*journal) // changes between count and rows, by request
	before     map[int]func(*journal) // changes before a request
	growing    bool                   // changes only add, at the end
	coming     bool                   // changes only add, anywhere
	bare       bool                   // answers a bare list
	inclusive  bool                   // the day of the window's end belongs to it
	odd        int                    // so many more rows are told than there are
	stuck      bool                   // gives the first page for any
	requests   int
	failAt     int
	latency    func() time.Duration
	large      func(request int) int // bytes that an answer has at least
}

// first is the day that the journals of the tests begin with.
var first = time.Date(2026, 3, 1, 0, 0, 0, 0, time.FixedZone("Moscow", 3*60*60))

func newJournal(seed uint64, days, perDay int) *journal {
	j := &journal{rand: rand.New(rand.NewPCG(seed, 3)), throughout: map[int]bool{}}
	for range days * perDay {
		j.add(j.moment(days))
	}
	for _, d := range j.deals {
		j.throughout[d.Number] = true
	}
	return j
}

func (j *journal) moment(days int) time.Time {
	return first.Add(time.Duration(j.rand.IntN(days*24*60*60)) * time.Second)
}

func (j *journal) add(at time.Time) {
	j.next++
	i := len(j.deals)
	if !j.growing {
		i = j.rand.IntN(len(j.deals) + 1)
	}
	j.deals = slices.Insert(j.deals, i, deal{j.next, at})
}

func (j *journal) change(days int) {
	if j.growing || j.coming || j.rand.IntN(2) == 0 {
		j.add(j.moment(days))
		return
	}
	if len(j.deals) > 0 {
		i := j.rand.IntN(len(j.deals))
		delete(j.throughout, j.deals[i].Number)
		j.deals = slices.Delete(j.deals, i, i+1)
	}
}

const journalDays = 6

func (j *journal) fetch(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
	if j.latency != nil {
		j.mu.Lock()
		wait := j.latency()
		j.mu.Unlock()
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return Answer[string]{}, err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.requests++
	if j.requests == j.failAt {
		return Answer[string]{}, errBroken
	}
	if f := j.before[j.requests]; f != nil {
		f(j)
	}
	total := len(j.inWindow(w))
	if f := j.within[j.requests]; f != nil {
		f(j)
	}
	if j.rand.Float64() < j.race {
		j.change(journalDays)
	}
	rows := j.inWindow(w)
	if !j.bare {
		offset := (w.Page - 1) * w.Size
		if j.stuck {
			offset = 0
		}
		rows = rows[min(offset, len(rows)):]
		rows = rows[:min(w.Size, len(rows))]
	}
	a := renderDeals(rows, buf)
	if j.large != nil {
		a.Body = append(a.Body, make([]byte, j.large(j.requests)-len(a.Body))...)
	}
	a.Page, a.Size, a.Total = w.Page, w.Size, total+j.odd
	if j.bare {
		a.Page, a.Size, a.Total = 0, 0, -1
	}
	if j.rand.Float64() < j.churn {
		j.change(journalDays)
	}
	return a, nil
}

func (j *journal) inWindow(w Window) []deal {
	if w.From.IsZero() {
		return slices.Clone(j.deals)
	}
	from, to := midnight(w.From), midnight(w.To)
	if j.inclusive || w.To.After(to) {
		to = to.AddDate(0, 0, 1)
	}
	var rows []deal
	for _, d := range j.deals {
		if !d.At.Before(from) && d.At.Before(to) {
			rows = append(rows, d)
		}
	}
	return rows
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

func renderDeals(rows []deal, buf []byte) Answer[string] {
	body := append(buf, '[')
	for i, d := range rows {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, `{"number":`...)
		if d.Number < 0 {
			body = append(body, `"bad"`...)
		} else {
			body = strconv.AppendInt(body, int64(d.Number), 10)
		}
		body = append(body, `,"at":`...)
		body = append(strconv.AppendInt(body, d.At.Unix(), 10), '}')
	}
	body = append(body, ']')
	a := Answer[string]{Body: body, Attached: "page"}
	if err := codec.Unmarshal(body, &a.Rows, codec.Options{}); err != nil {
		panic(err)
	}
	return a
}

func readDeal(rec codec.Record, d *deal) error {
	text := strings.TrimPrefix(string(rec.Raw), `{"number":`)
	number, at, _ := strings.Cut(text[:len(text)-1], `,"at":`)
	n, err := strconv.Atoi(number)
	if err != nil {
		return err
	}
	unix, err := strconv.ParseInt(at, 10, 64)
	*d = deal{n, time.Unix(unix, 0).In(first.Location())}
	return err
}

func (j *journal) list(perPage int) List[deal, string] {
	return List[deal, string]{
		Service: "journal", Op: "All", Query: "journal", PerPage: perPage, Fetch: j.fetch, Decode: readDeal,
	}
}

// days is a range of whole days from the first one.
func days(n, span int) Days[deal] {
	return Days[deal]{
		From: first, To: first.AddDate(0, 0, n), Span: span,
		Time: func(d *deal) (time.Time, bool) { return d.At, true },
		Key: func(b []byte, d *deal) ([]byte, bool) {
			return strconv.AppendInt(b, int64(d.Number), 10), d.Number != 0
		},
	}
}

func (j *journal) judge(got []deal) (lost, doubled int) {
	counts := map[int]int{}
	for _, d := range got {
		counts[d.Number]++
	}
	for n := range j.throughout {
		if counts[n] == 0 {
			lost++
		}
	}
	for n, c := range counts {
		if c > 1 && n > 0 {
			doubled++
		}
	}
	return lost, doubled
}
