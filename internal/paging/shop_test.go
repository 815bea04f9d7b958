package paging

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/quartetgo/quartet/internal/codec"
)

// item is a record of the tests: its id.
type item struct{ ID int64 }

func readID(raw []byte) (int64, error) {
	text := strings.TrimPrefix(string(raw), `{"id":`)
	return strconv.ParseInt(text[:strings.IndexAny(text, ",}")], 10, 64)
}

func readItem(rec codec.Record, v *item) error {
	id, err := readID(rec.Raw)
	*v = item{id}
	return err
}

// profile is how a server treats pages, and how its list changes.
type profile struct {
	clamp  bool    // a page behind the end is the last page again
	cap    int     // the largest page size, kept to in silence; 0: none
	mute   bool    // does not echo page and size
	blind  bool    // does not tell the total
	dup    float64 // share of rows that come twice
	race   float64 // how often the list changes between count and rows
	churn  int     // changes after each request, at most
	reload bool    // newest first
}

// shop is a server with one list that changes while it is read.
type shop struct {
	profile
	mu         sync.Mutex
	rand       *rand.Rand
	ids        []int64 // ascending
	next       int64
	hidden     []int64
	throughout map[int64]bool // there since the beginning, without a break
	twice      map[int64]bool
	bad        map[int64]bool // cannot be decoded
	requests   int
	failAt     int // the request that fails; 0: none
}

func newShop(seed uint64, n int, p profile) *shop {
	s := &shop{
		profile: p, rand: rand.New(rand.NewPCG(seed, 1)), next: int64(n) + 1,
		throughout: map[int64]bool{}, twice: map[int64]bool{}, bad: map[int64]bool{},
	}
	for id := int64(1); id <= int64(n); id++ {
		s.ids = append(s.ids, id)
		s.throughout[id] = true
		if s.rand.Float64() < p.dup {
			s.twice[id] = true
		}
	}
	return s
}

// change adds, deletes, hides and shows rows, and now and then deletes a third of all.
func (s *shop) change() {
	if s.churn == 0 {
		return
	}
	for range s.rand.IntN(s.churn + 1) {
		switch k := s.rand.Float64(); {
		case k < .35:
			s.ids = append(s.ids, s.next)
			s.next++
		case k < .7:
			s.take()
		case k < .85:
			if id := s.take(); id != 0 {
				s.hidden = append(s.hidden, id)
			}
		case len(s.hidden) > 0:
			i := s.rand.IntN(len(s.hidden))
			s.ids = append(s.ids, s.hidden[i])
			slices.Sort(s.ids)
			s.hidden = slices.Delete(s.hidden, i, i+1)
		}
	}
	if s.rand.Float64() < .02 {
		for range len(s.ids) / 3 {
			s.take()
		}
	}
}

// take removes a random row.
func (s *shop) take() int64 {
	if len(s.ids) == 0 {
		return 0
	}
	i := s.rand.IntN(len(s.ids))
	id := s.ids[i]
	s.ids = slices.Delete(s.ids, i, i+1)
	delete(s.throughout, id)
	return id
}

// fetch answers one request, in the addressing that w was made for.
func (s *shop) fetch(mode Addressing) func(context.Context, Window, []byte) (Answer[string], error) {
	return func(ctx context.Context, w Window, buf []byte) (Answer[string], error) {
		if err := ctx.Err(); err != nil {
			return Answer[string]{}, err
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.requests++
		if s.requests == s.failAt {
			return Answer[string]{}, errBroken
		}
		defer s.change()
		page, size, total := w.Page, w.Size, len(s.ids)
		if s.cap > 0 {
			size = min(size, s.cap)
		}
		if s.clamp && total > 0 && (page-1)*size >= total {
			page = (total + size - 1) / size
		}
		if s.rand.Float64() < s.race {
			s.change()
		}
		var rows []int64
		for _, id := range s.ids {
			if mode == AfterKey && id <= w.After {
				continue
			}
			rows = append(rows, id)
			if s.twice[id] {
				rows = append(rows, id)
			}
		}
		if s.reload {
			slices.Reverse(rows)
		}
		offset := 0
		switch mode {
		case PageNumber:
			offset = (page - 1) * size
		case Offset:
			offset = w.Offset
		}
		rows = rows[min(offset, len(rows)):]
		rows = rows[:min(size, len(rows))]
		a := s.render(rows, buf)
		a.Attached = fmt.Sprintf("page %d", page)
		a.Page, a.Size, a.Total = page, size, total
		if s.mute {
			a.Page, a.Size = 0, 0
		}
		if s.blind {
			a.Total = -1
		}
		return a, nil
	}
}

func (s *shop) render(rows []int64, buf []byte) Answer[string] {
	body := append(buf, `{"rows":[`...)
	for i, id := range rows {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, `{"id":`...)
		if s.bad[id] {
			body = append(body, `"?`+strconv.FormatInt(id, 10)+`"`...)
		} else {
			body = strconv.AppendInt(body, id, 10)
		}
		body = append(body, '}')
	}
	body = append(body, `]}`...)
	var envelope struct {
		Rows codec.Records `json:"rows"`
	}
	if err := codec.Unmarshal(body, &envelope, codec.Options{}); err != nil {
		panic(err)
	}
	return Answer[string]{Rows: envelope.Rows, Body: body}
}

func (s *shop) list(mode Addressing, perPage int) List[item, string] {
	l := List[item, string]{
		Service: "shop", Op: "All", Query: "shop", Addressing: mode, PerPage: perPage,
		Fetch: s.fetch(mode), ID: readID, Decode: readItem,
	}
	if mode == Offset {
		l.MaxPerPage = max(perPage, 100)
	}
	return l
}

// judge counts the rows of throughout that are missing, and those that came twice.
func (s *shop) judge(got []int64) (lost, doubled int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	counts := map[int64]int{}
	for _, id := range got {
		counts[id]++
	}
	for id := range s.throughout {
		if counts[id] == 0 {
			lost++
		}
	}
	for _, n := range counts {
		if n > 1 {
			doubled++
		}
	}
	return lost, doubled
}

func idsOf(items []item) []int64 {
	ids := make([]int64, len(items))
	for i, it := range items {
		ids[i] = it.ID
	}
	return ids
}
