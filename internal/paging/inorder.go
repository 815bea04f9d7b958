package paging

import (
	"fmt"
	"iter"

	"github.com/quartetgo/quartet"
)

// InOrder walks a list in any other order, keeps the server's order and drops
// the rows whose ids it has yielded before; it holds those ids. Rows can be
// missed: one for each row that leaves the part of the list already read, by
// deletion or by a change that moves it. A walk continued from a Cursor does not
// know the ids yielded before it and may repeat rows that have moved since.
func InOrder[T, A any](list List[T, A], o Options) *Walk[T, A] {
	begin := func(from *place) course[T] {
		c := &inOrder[T]{
			readID: list.ID, addressing: list.Addressing,
			size: list.perPage(o), strict: list.MaxPerPage > 0,
			seen: map[int64]struct{}{}, total: -1, prefetch: o.Prefetch != 0,
		}
		if from != nil {
			c.at, c.stand = int(from[0]), int(from[0])
		}
		return c
	}
	return newWalk(list, o, kindOrder, begin, nil)
}

// inOrder is the course of a walk in the server's order, page after page.
type inOrder[T any] struct {
	readID     func([]byte) (int64, error)
	addressing Addressing
	size       int
	strict     bool // the server keeps to the size asked for: fewer rows are the last ones

	stand  int   // rows kept or dropped, for the cursor
	behind int   // rows before the end of the page in hand
	at     int   // rows before the next page
	rows   []row // of the page in hand
	seen   map[int64]struct{}
	total  int
	pages  int
	ended  bool

	prefetch bool // pages come from answers fetched ahead
	reading  int  // grows when those are not to be used
	again    bool // the page was asked for again

	prev mark
	same int // how often the answer before came again in a row
	vain int // answers in a row without a new row
}

func (c *inOrder[T]) next() (Window, bool, error) { return c.window(c.at), !c.ended, nil }

// window is the page that the place at lies in.
func (c *inOrder[T]) window(at int) Window {
	if c.addressing == Offset {
		return Window{Page: 1, Size: c.size, Offset: at, reading: c.reading}
	}
	page := at/c.size + 1
	return Window{Page: page, Size: c.size, Offset: (page - 1) * c.size, reading: c.reading}
}

func (c *inOrder[T]) arrive(w Window, s *sheet) (bool, error) {
	if c.outdated(s) {
		return false, nil
	}
	m := c.read(s)
	if m == c.prev {
		c.same++
	} else {
		c.prev, c.same = m, 0
	}
	c.total, c.size = s.total, s.size
	c.behind = s.offset + m.rows
	c.at = c.behind
	if c.addressing == PageNumber {
		c.at = s.offset + s.size // also behind a short page, whose rows do not come again
	}
	if s.page < w.Page && s.total >= 0 && s.offset+s.size < s.total {
		return false, fmt.Errorf("%w: asked for page %d, got page %d, which is not the last one", quartet.ErrMalformed, w.Page, s.page)
	}
	if len(c.rows) > 0 {
		c.vain = 0
	} else {
		c.vain++
	}
	all := c.total >= 0 && len(c.seen)+len(c.rows) >= c.total
	switch short := m.rows < s.size; {
	case m.rows == 0, s.page < w.Page: // nothing, or the last page again, is behind the end
		c.ended = true
	case short && (c.total >= 0 && c.behind >= c.total || c.total < 0 && (c.strict || s.said)):
		c.ended = true
	case c.same > 0 && all: // the last page again, from a server that does not say which page it gives
		c.ended = true
	case c.same >= maxSame, c.vain > maxVain:
		return false, fmt.Errorf("%w: %d pages in a row brought nothing new, the last %d the same: the server repeats itself",
			quartet.ErrMalformed, c.vain, c.same+1)
	}
	c.pages++
	return true, nil
}

// outdated reports whether the page is to be asked for again. Pages fetched ahead
// come in any order: one that was read before an insertion, behind one that was
// read after it, would miss a row. As long as the total stands still none has
// happened; when it has moved, what was fetched ahead is given up.
func (c *inOrder[T]) outdated(s *sheet) bool {
	moved := c.prefetch && c.pages > 0 && s.total != c.total
	c.again = moved && !c.again
	if c.again {
		c.reading++
	}
	return c.again
}

// read takes the ids of the rows and leaves those that were not seen before.
func (c *inOrder[T]) read(s *sheet) mark {
	m := mark{total: s.total, rows: len(s.rows)}
	c.rows = c.rows[:0]
	n := 0
	for i, rec := range s.rows {
		id, err := c.readID(rec.Raw)
		if err != nil {
			id = unread
		}
		m.hash = m.hash*hashPrime ^ uint64(id)
		end := s.offset + i + 1
		_, seen := c.seen[id]
		if seen || end <= c.stand && c.pages == 0 { // a continued walk begins within a page
			continue
		}
		c.rows = append(c.rows, row{id, end})
		s.rows[n] = rec
		n++
	}
	s.rows = s.rows[:n]
	return m
}

func (c *inOrder[T]) keep(i int, _ *T) bool {
	r := c.rows[i]
	c.stand = max(c.stand, r.end)
	if r.id == unread {
		return true
	}
	_, seen := c.seen[r.id] // twice on one page
	c.seen[r.id] = struct{}{}
	return !seen
}

func (c *inOrder[T]) finish() { c.stand = max(c.stand, c.behind) }

func (c *inOrder[T]) place() place { return place{int64(c.stand)} }

func (c *inOrder[T]) ahead(peek) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		if c.ended {
			return
		}
		for n, at := 0, c.at; at < c.total || c.total < 0 && n < c.pages/guesses; n++ {
			w := c.window(at)
			if !yield(w) {
				return
			}
			at = w.Offset + w.Size
		}
	}
}
