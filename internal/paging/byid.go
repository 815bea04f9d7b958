package paging

import (
	"fmt"
	"iter"

	"github.com/quartetgo/quartet"
)

// ByID walks a list in ascending order of a unique id and yields every record
// that satisfies the filter during the whole walk exactly once, whatever is
// added, changed or deleted meanwhile. The service sorts by the id.
func ByID[T, A any](list List[T, A], o Options) *Walk[T, A] {
	begin := func(from *place) course[T] {
		c := &byID[T]{
			readID: list.ID, addressing: list.Addressing,
			size: list.perPage(o), bound: list.MaxPerPage, strict: list.MaxPerPage > 0,
			last: o.AfterID, total: -1, search: search{boost: 1, blind: o.AfterID > 0},
		}
		if from != nil {
			c.last, c.at, c.stand = from[0], int(from[1]), int(from[1])
		}
		return c
	}
	return newWalk(list, o, kindID, begin, nil)
}

// byID is the course of the exactly-once walk.
//
// Page numbers over live data miss one row for each deletion before them, and
// repeat one for each insertion. In ascending order of the id it is enough that
// each window begins at or before the row kept last. A window is a piece of the
// list without a hole: when its first id is not above the last one kept, then
// whatever follows that one is in it, and what is not above it is a repeat. When
// its first id is above, rows before it were deleted, and the place is looked
// for further back.
type byID[T any] struct {
	readID     func([]byte) (int64, error)
	addressing Addressing
	size       int  // rows wanted a page
	bound      int  // the most rows that the server gives; 0: not known
	strict     bool // the server keeps to the size asked for: fewer rows are the last ones

	last  int64 // the id kept last
	stand int   // rows before the place behind it
	at    int   // rows before the place behind the page in hand
	rows  []row // of the page in hand
	total int
	pages int // pages that brought something
	ended bool

	prev  mark // of the answer before
	short bool // it was shorter than asked
	same  int  // how often that answer came again in a row
	search
}

// row is the id of a row, and how many rows of the list end with it.
type row struct {
	id  int64
	end int
}

// mark tells one answer from another.
type mark struct {
	total, rows int
	hash        uint64
}

// unread stands for an id that could not be read.
const unread = -1

const (
	hashPrime = 1099511628211 // of FNV-1a
	guesses   = 10            // without a total, one page in so many may be asked for behind the end
)

func (c *byID[T]) next() (Window, bool, error) { return c.window(c.at), !c.ended, nil }

// window begins at or before the last row in front of the place at.
func (c *byID[T]) window(at int) Window {
	size := c.size * c.boost
	overlap := min(at, 1)
	if c.addressing == Offset {
		size += overlap
	}
	if c.bound > 0 {
		size = min(size, c.bound)
	}
	switch c.addressing {
	case AfterKey:
		return Window{Page: 1, Size: size, After: c.last}
	case Offset:
		return Window{Page: 1, Size: size, Offset: at - overlap}
	default:
		page, size := pick(at-overlap, size, c.bound)
		return Window{Page: page, Size: size, Offset: (page - 1) * size}
	}
}

func (c *byID[T]) arrive(w Window, s *sheet) (bool, error) {
	m, err := c.read(s)
	if err != nil {
		return false, err
	}
	if m == c.prev && m.rows > 0 {
		c.same++
	} else {
		c.prev, c.same = m, 0
	}
	c.adopt(w, s)
	wasShort := c.short
	c.short = m.rows < s.size
	c.total = s.total
	first, last, news := c.survey()
	if c.addressing == AfterKey && first < len(c.rows) && c.rows[first].id <= c.last {
		return false, fmt.Errorf("%w: asked for ids above %d, got %d: the server does not page by the id", quartet.ErrMalformed, c.last, c.rows[first].id)
	}
	if joins := s.offset == 0 || c.addressing == AfterKey || first < len(c.rows) && c.rows[first].id <= c.last; !joins {
		s.rows = s.rows[:0]
		return false, c.lookBack(s.offset, m.rows)
	}
	c.ended = c.isLast(s, m.rows, news == len(c.rows), wasShort)
	if !c.ended {
		c.rows = c.rows[:last+1] // rows without an id behind it belong to the one that follows them
	}
	c.pages++
	behind := s.offset + len(c.rows)
	fresh := c.cut(s, news)
	if fresh == 0 && !c.ended {
		return true, c.lookOn(behind)
	}
	c.at, c.search = behind, search{boost: 1}
	return true, nil
}

// read takes the ids of the rows, which must ascend.
func (c *byID[T]) read(s *sheet) (mark, error) {
	c.rows = c.rows[:0]
	m := mark{total: s.total, rows: len(s.rows)}
	var before int64
	for i, rec := range s.rows {
		id, err := c.readID(rec.Raw)
		if err != nil {
			id = unread
		} else {
			if id < before {
				return m, fmt.Errorf("%w: the ids of the list do not ascend (%s: %d after %d): an add-on or an old release overrides the order asked for",
					quartet.ErrMalformed, rec.Path(), id, before)
			}
			before = id
		}
		m.hash = m.hash*hashPrime ^ uint64(id)
		c.rows = append(c.rows, row{id, s.offset + i + 1})
	}
	return m, nil
}

// adopt takes over the page size that the server really used. One that does not
// say shows it on the first page, when that has fewer rows than asked and than
// there are.
func (c *byID[T]) adopt(w Window, s *sheet) {
	if n := len(s.rows); !s.said && s.offset == 0 && n > 1 && n < s.total {
		s.size = min(s.size, n)
	}
	switch {
	case s.size < w.Size:
		c.bound, c.size = s.size, min(c.size, s.size)
	case s.size > w.Size:
		c.size = s.size
	}
}

// survey finds the first and last row whose ids could be read, and the first
// that is new. A row without an id counts with the one that follows it.
func (c *byID[T]) survey() (first, last, news int) {
	first, last, news = len(c.rows), -1, len(c.rows)
	for i, r := range c.rows {
		if r.id == unread {
			continue
		}
		first, last = min(first, i), i
		if r.id > c.last {
			news = min(news, i)
		}
	}
	if news == len(c.rows) {
		news = last + 1
	}
	for news > 0 && c.rows[news-1].id == unread {
		news--
	}
	return first, last, news
}

// isLast says whether a page that joins is the last one. It must be shorter than
// asked, as no count alone proves the end: count and rows are read at separate
// moments, and rows can be doubled. Where the count says that there is more, or
// nothing says that the server keeps to the size asked for, it must be confirmed
// by another that brings nothing. Where there is no count, a page of old rows
// proves nothing unless it is the one row that windows overlap by: the server may
// have given another page than asked for.
func (c *byID[T]) isLast(s *sheet, rows int, barren, wasShort bool) bool {
	switch {
	case !c.short:
		return false
	case c.addressing == Offset && s.total < 0 && barren && rows > 1 && s.offset > 0:
		return false
	case barren && wasShort: // not so where pages of another size than asked for were numbered
		return s.said || s.total < 0 || c.addressing != PageNumber
	case c.addressing == AfterKey || s.total < 0:
		return c.strict || s.said
	default:
		return s.offset+rows >= s.total
	}
}

// cut leaves the new rows, each id once, and says how many they are.
func (c *byID[T]) cut(s *sheet, news int) int {
	n := 0
	before := c.last
	for i := news; i < len(c.rows); i++ {
		if id := c.rows[i].id; id != unread {
			if id == before {
				continue
			}
			before = id
		}
		c.rows[n], s.rows[n] = c.rows[i], s.rows[i]
		n++
	}
	c.rows, s.rows = c.rows[:n], s.rows[:n]
	return n
}

func (c *byID[T]) keep(i int, _ *T) bool {
	if id := c.rows[i].id; id != unread {
		c.last = id
	}
	c.stand = c.rows[i].end
	return true
}

func (c *byID[T]) finish() {}

func (c *byID[T]) place() place { return place{c.last, int64(c.stand)} }

func (c *byID[T]) ahead(peek) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		switch {
		case c.ended || c.addressing == AfterKey:
			return
		case c.vain > 0: // the place is being looked for, and the answer decides
			yield(c.window(c.at))
			return
		}
		at := c.at
		for n := 0; at < c.total || c.total < 0 && n < c.pages/guesses; n++ {
			w := c.window(at)
			if w.Offset+w.Size <= at || !yield(w) {
				return
			}
			at = w.Offset + w.Size
		}
	}
}
