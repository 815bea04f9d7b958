package pagingtest

import (
	"math/rand/v2"
	"slices"
	"sync"
)

// History is how a list lives while a walk reads it, and how the walk reads.
type History struct {
	Seed     uint64
	PerPage  int
	Prefetch int
	Rows     int     // that the list begins with
	Most     int     // changes behind each answer, at most; 0 is a quiet list
	Within   float64 // how often the list changes between count and select, too
	Doubled  bool    // some rows come twice
}

// Draw is the history of a seed, with pages of at most the given size.
func Draw(seed uint64, largest int) History {
	r := rand.New(rand.NewPCG(seed, 1))
	pick := func(n ...int) int { return n[r.IntN(len(n))] }
	h := History{
		Seed: seed, Prefetch: r.IntN(9), Most: pick(0, 1, 3, 10, 30),
		Within: float64(pick(0, 5, 50)) / 100, Doubled: r.IntN(3) == 0,
	}
	h.PerPage = min(largest, pick(1, 2, 3, 5, 10, 20, 50, 100, 1+r.IntN(1000)))
	h.Rows = r.IntN(min(250, 40*h.PerPage))
	if h.Rows <= 2*h.PerPage && r.IntN(3) > 0 { // several pages, however large
		h.Rows = h.PerPage * (2 + r.IntN(4))
	}
	return h
}

// Living is a list that can be changed while it is read. Its functions are not
// called at the same time.
type Living struct {
	Insert func() int64 // adds a row that the filter shows
	Delete func(int64)  // removes a row
	Hide   func(int64)  // takes a row out of the filter
	Show   func(int64)  // and puts it back
}

// Churn changes a list and knows which rows it showed throughout.
type Churn struct {
	history History
	list    Living

	mu         sync.Mutex
	random     *rand.Rand
	shown      []int64
	hidden     []int64
	throughout map[int64]bool
}

// NewChurn fills the list with the rows that the history begins with.
func NewChurn(h History, list Living) *Churn {
	c := &Churn{history: h, list: list, random: rand.New(rand.NewPCG(h.Seed, 2)), throughout: map[int64]bool{}}
	for range h.Rows {
		id := list.Insert()
		c.shown = append(c.shown, id)
		c.throughout[id] = true
	}
	return c
}

// After changes the list behind an answer.
func (c *Churn) After() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.change()
}

// Within changes the list between count and select, now and then.
func (c *Churn) Within() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.random.Float64() < c.history.Within {
		c.change()
	}
}

// change inserts, deletes, hides and shows rows, and once in a while deletes a
// third of them.
func (c *Churn) change() {
	if c.history.Most == 0 {
		return
	}
	for range c.random.IntN(c.history.Most + 1) {
		switch kind := c.random.IntN(100); {
		case kind < 35:
			c.shown = append(c.shown, c.list.Insert())
		case kind < 70:
			c.take(c.list.Delete)
		case kind < 85:
			if id := c.take(c.list.Hide); id != 0 {
				c.hidden = append(c.hidden, id)
			}
		case len(c.hidden) > 0:
			i := c.random.IntN(len(c.hidden))
			c.list.Show(c.hidden[i])
			c.shown = append(c.shown, c.hidden[i])
			c.hidden = slices.Delete(c.hidden, i, i+1)
		}
	}
	if c.random.IntN(50) == 0 {
		for range len(c.shown) / 3 {
			c.take(c.list.Delete)
		}
	}
}

// take has a random row leave; 0 when there is none.
func (c *Churn) take(leave func(int64)) int64 {
	if len(c.shown) == 0 {
		return 0
	}
	i := c.random.IntN(len(c.shown))
	id := c.shown[i]
	c.shown = slices.Delete(c.shown, i, i+1)
	delete(c.throughout, id)
	leave(id)
	return id
}

// Judge lists the rows that were shown throughout and are not among ids, and
// those that are there more than once.
func (c *Churn) Judge(ids []int64) (lost, doubled []int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	counts := map[int64]int{}
	for _, id := range ids {
		if counts[id]++; counts[id] == 2 {
			doubled = append(doubled, id)
		}
	}
	for id := range c.throughout {
		if counts[id] == 0 {
			lost = append(lost, id)
		}
	}
	slices.Sort(lost)
	return lost, doubled
}
