package calltouch

import (
	"cmp"
	"slices"
	"sync"

	"github.com/quartetgo/quartet/sandbox/internal/data"
)

// journal is the deals: those of the data set, which are made when they are
// asked for, but for those that are gone, and those that were added or changed,
// which are kept.
type journal struct {
	mu     sync.RWMutex
	set    dataset
	gone   map[int64]bool
	kept   map[int64]*Deal
	nextID int64
	phones map[string][]int // the data set's clients by phone, once it was asked for
}

func (j *journal) reset(c Config) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.set, j.gone, j.kept, j.phones = newDataset(c), map[int64]bool{}, map[int64]*Deal{}, nil
	j.nextID = firstID + int64(c.Deals)
}

// ref is a deal in its place in the journal's order: by orderDate, then by id.
// The vendor states no order: assumed.
type ref struct{ order, id int64 }

func (a ref) compare(b ref) int {
	return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.id, b.id))
}

// find lists the deals that q selects.
func (j *journal) find(q *query) []ref {
	if q.phone != "" {
		q.clients = j.clientsOf(q.phone)
	}
	j.mu.RLock()
	defer j.mu.RUnlock()
	var found []ref
	first, end := 0, j.set.config.Deals
	if q.bind == bindOrder && q.dated {
		first, end = j.set.between(q.from, q.to)
	}
	if q.id != 0 {
		first = int(min(max(q.id-firstID, 0), int64(end)))
		end = min(end, first+1)
	}
	for i := first; i < end; i++ {
		if j.gone[firstID+int64(i)] {
			continue
		}
		if f := j.set.facts(i); q.wants(&f) {
			found = append(found, ref{f.order, f.id})
		}
	}
	for _, deal := range j.kept {
		if f := factsOf(deal); q.wants(&f) {
			found = append(found, ref{f.order, f.id})
		}
	}
	j.arrange(found)
	return found
}

func (j *journal) arrange(found []ref) {
	if seed := j.set.seed; j.set.config.Beliefs.UnsortedRecords {
		slices.SortFunc(found, func(a, b ref) int {
			return cmp.Compare(data.Hash(seed, uint64(a.id)), data.Hash(seed, uint64(b.id)))
		})
		return
	}
	if !slices.IsSortedFunc(found, ref.compare) {
		slices.SortFunc(found, ref.compare)
	}
}

// clientsOf are the clients of the data set with that phone.
func (j *journal) clientsOf(phone string) []int {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.phones == nil {
		j.phones = map[string][]int{}
		for n := range j.set.clients {
			p := j.set.client(n).Phone
			j.phones[p] = append(j.phones[p], n)
		}
	}
	return j.phones[phone]
}

// deal is a deal, or nil.
func (j *journal) deal(id int64) *Deal {
	j.mu.RLock()
	defer j.mu.RUnlock()
	return j.look(id)
}

func (j *journal) look(id int64) *Deal {
	if kept := j.kept[id]; kept != nil {
		copied := *kept
		return &copied
	}
	if id < firstID || id >= firstID+int64(j.set.config.Deals) || j.gone[id] {
		return nil
	}
	return j.set.deal(int(id - firstID))
}

// ids lists all deals, ascending.
func (j *journal) ids() []int64 {
	j.mu.RLock()
	defer j.mu.RUnlock()
	var all []int64
	for i := range j.set.config.Deals {
		if id := firstID + int64(i); !j.gone[id] {
			all = append(all, id)
		}
	}
	for id := range j.kept {
		all = append(all, id)
	}
	slices.Sort(all)
	return all
}

func (j *journal) insert(change func(*Deal)) int64 {
	j.mu.Lock()
	defer j.mu.Unlock()
	// A deal in the manner of the data set's, but one that a plain request lists.
	set := j.set
	set.config.Deals = max(set.config.Deals, 1)
	deal := set.deal(int((j.nextID - firstID) % int64(set.config.Deals)))
	deal.Source.move(j.nextID - deal.ID) // a lead of its own
	deal.ID, deal.Origin, deal.Comment, deal.OrderNumber = j.nextID, OriginAPI, "", ""
	if change != nil {
		change(deal)
	}
	j.nextID = max(j.nextID, deal.ID) + 1
	j.gone[deal.ID] = true // when it takes the place of one of the data set
	j.kept[deal.ID] = deal
	return deal.ID
}

// move makes the source another one of its kind.
func (s *Source) move(by int64) {
	switch {
	case s == nil:
	case s.Type == "REQUEST":
		s.RequestNumber += by
	default:
		s.CallID += by
	}
}

func (j *journal) change(id int64, change func(*Deal)) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	deal := j.look(id)
	if deal == nil {
		return false
	}
	change(deal)
	deal.ID = id
	j.gone[id] = true
	j.kept[id] = deal
	return true
}

func (j *journal) remove(id int64) bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.look(id) == nil {
		return false
	}
	delete(j.kept, id)
	j.gone[id] = true
	return true
}
