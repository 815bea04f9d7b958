package paging

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"iter"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// maxReadings is how often one window is read before the walk gives up.
const maxReadings = 6

// ByTime walks a list that has neither key nor order, window by window. When a
// window's total changes while it is read, or its rows do not come out right, it
// is read again, up to a bound, and what was yielded already is dropped by its
// identity. It holds the identities of one window, and of the one before it those
// of the rows that no time assigns to a window. A walk continued from a Cursor
// within a window reads that window from its beginning, and yields what it had
// not yielded if the rows before are still the same, else all of it: none is lost.
// It does not know the rows of the window before, so that those without a time,
// which overlapping windows both hold, can come again.
func ByTime[T, A any](list List[T, A], d Days[T], o Options) *Walk[T, A] {
	begin := func(from *place) course[T] {
		c := &byTime[T]{
			days: d, size: list.perPage(o), pages: 1, from: d.From, seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()},
			seen: map[fingerprint]sighting{}, former: map[fingerprint]struct{}{},
		}
		if from != nil {
			if start := time.Unix(from[0], 0); from[0] != 0 && start.After(d.From) {
				c.from = start.In(d.From.Location())
			}
			c.skip, c.skipSum = int(from[1]), uint64(from[2])
		}
		c.to = d.end(c.from)
		c.ended = !c.from.IsZero() && d.after(c.from)
		c.reading = reading{number: 1, page: 1, total: -1}
		return c
	}
	return newWalk(list, o, kindTime, begin, d.check)
}

// byTime is the course of a walk over windows of time. A window that did not
// read clean is read again, until a reading is clean or comes out like the one
// before it.
type byTime[T any] struct {
	days     Days[T]
	size     int
	pages    int       // of the window, or as long as nothing is known of it, of the one before
	from, to time.Time // the window
	ended    bool
	err      error

	reading         // of the window
	before  reading // the one before
	deepest reading // the one that came furthest
	seeds   [2]maphash.Seed
	seen    map[fingerprint]sighting // by identity
	former  map[fingerprint]struct{} // what of the window before could come again in this one
	skip    int                      // rows of the window that were read before the walk was continued …
	skipSum uint64                   // … and their sum
	undone  bool                     // they are not those that were read: the reading is of no use

	records []codec.Record // of the page
	fresh   int            // of them, new in this reading
	key     []byte         // of the row met last: its place is used for all
}

// fingerprint is two hashes of a record's key, which take a quarter of its memory.
// That any two of a billion keys have the same one is a chance of one to 10^20.
type fingerprint [2]uint64

func (c *byTime[T]) fingerprint(key []byte) fingerprint {
	return fingerprint{maphash.Bytes(c.seeds[0], key), maphash.Bytes(c.seeds[1], key)}
}

// sighting is what is known of an identity.
type sighting struct {
	reading uint8 // the last one that met it
	yielded bool
	timed   bool // its time says that it lies in no other window
}

func (c *byTime[T]) next() (Window, bool, error) {
	return c.window(c.from, c.to, c.page), !c.ended, c.err
}

func (c *byTime[T]) window(from, to time.Time, page int) Window {
	return Window{Page: page, Size: c.size, Offset: (page - 1) * c.size, From: from, To: to}
}

func (c *byTime[T]) arrive(w Window, s *sheet) (bool, error) {
	again := c.full
	if c.reading.arrive(w, s) && c.number < maxReadings {
		c.again()
		return false, nil
	}
	if again {
		c.judge()
		return false, nil
	}
	c.size = min(c.size, s.size)
	c.pages = pageCount(c.total, c.size)
	c.records, c.fresh = s.rows, 0
	if c.to.Before(c.days.To) || c.from.After(c.days.From) {
		s.total = -1 // that of one window says nothing of the walk's
	}
	return true, nil
}

// keep yields a row that lies in the window and was not yielded before.
func (c *byTime[T]) keep(i int, v *T) bool {
	if c.undone {
		return false
	}
	inside, timed, known := true, false, false
	c.key = c.key[:0]
	if v != nil {
		inside, timed = c.days.covers(c.from, c.to, v)
		if c.days.Key != nil {
			c.key, known = c.days.Key(c.key, v)
		}
	}
	if !known {
		c.key = c.copyKey(c.key[:0], c.records[i].Raw)
	}
	identity, number := c.fingerprint(c.key), uint8(c.number) // maxReadings at most
	was := c.seen[identity]
	if was.reading == number {
		c.repeats++
		return false
	}
	c.fresh++
	c.meet(c.key)
	yielded := was.yielded || c.skipped()
	if c.undone {
		return false
	}
	if !yielded && !timed { // windows overlap where the server counts both ends
		_, yielded = c.former[identity]
	}
	c.seen[identity] = sighting{number, yielded || inside, timed}
	return inside && !yielded
}

// skipped reports whether the row just met was read before the walk was
// continued. When those rows have changed, they are yielded all the same, in one
// more reading.
func (c *byTime[T]) skipped() bool {
	switch {
	case c.skip == 0:
		return false
	case c.rows < c.skip:
		return true
	case c.sum == c.skipSum:
		c.skip = 0
		return true
	}
	c.undone = true
	return false
}

// finish: the rows of the page are met, and a page of repeats alone is a circle.
func (c *byTime[T]) finish() {
	if len(c.records) > 0 && c.fresh == 0 {
		c.stuck, c.over = true, true
	}
	c.judge()
}

// judge says where a reading leads that has met all rows of a page.
func (c *byTime[T]) judge() {
	if c.undone || c.over && c.skip > 0 {
		clear(c.seen)
		c.undone, c.skip, c.rows, c.sum, c.moved = false, 0, 0, 0, true
		c.again()
		return
	}
	switch {
	case !c.over:
	case c.clean(), c.confirms(&c.before), c.number >= maxReadings && c.grown():
		c.advance()
	case c.stuck && c.before.stuck && c.total == c.before.total: // else rows came and went
		c.err = fmt.Errorf("%w: page %d of the window %s is another one, or holds nothing but rows of the pages before it: the server repeats itself",
			quartet.ErrMalformed, c.page-1, c.span())
	case c.number >= maxReadings:
		c.err = fmt.Errorf("the window %s changed in each of %d readings: read it when it is quiet, or in shorter windows", c.span(), c.number)
	default:
		c.again()
	}
}

// span is the window in words.
func (c *byTime[T]) span() string {
	if c.from.IsZero() {
		return "without dates"
	}
	return c.from.Format(time.RFC3339) + " to " + c.to.Format(time.RFC3339)
}

// again reads the window once more. What was fetched ahead of it is given up:
// upcoming counts on none but its first page then.
func (c *byTime[T]) again() {
	if c.skip > 0 { // nothing was yielded yet: what is to be skipped is told anew
		clear(c.seen)
	}
	if c.skip == 0 && c.rows > c.deepest.rows {
		c.deepest = c.reading
	}
	c.before, c.reading = c.reading, reading{number: c.number + 1, page: 1, total: -1}
}

// advance goes on to the next window.
func (c *byTime[T]) advance() {
	if c.from.IsZero() {
		c.ended = true
		return
	}
	c.from, c.to = c.to, c.days.end(c.to)
	c.ended = c.days.after(c.from)
	clear(c.former)
	for identity, s := range c.seen {
		if s.yielded && !s.timed {
			c.former[identity] = struct{}{}
		}
	}
	clear(c.seen)
	c.before, c.deepest, c.reading = reading{}, reading{}, reading{number: 1, page: 1, total: -1}
}

// place is the deepest that a reading of the window has come: all rows up to
// there were yielded, and a walk that is continued passes over them if they are
// the same then.
func (c *byTime[T]) place() place {
	from, deepest := c.from, &c.reading
	if c.rows < c.deepest.rows {
		deepest = &c.deepest
	}
	rows, sum := deepest.rows, deepest.sum
	if c.skip > 0 {
		rows, sum = c.skip, c.skipSum
	}
	var p place
	if !from.IsZero() {
		p[0] = from.Unix()
		if c.ended && from.Nanosecond() > 0 { // behind the end of the range
			p[0]++
		}
	}
	p[1], p[2] = int64(rows), int64(sum)
	return p
}

// lead is how many pages before its turn the first page of a window is fetched,
// so that the number of its pages is known when these are due: it waits behind
// the requests that run, and then takes as long as any.
const lead = 10

// ahead: the pages in the order of their turn, but the first page of the next
// window that nothing is known of right behind the very next page.
func (c *byTime[T]) ahead(peek peek) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		turn := 0
		for w, is := range c.upcoming(peek) {
			if (is == opening || is == due && turn == 0) && !yield(w) {
				return
			}
			if turn++; is == opening || turn > lead {
				break
			}
		}
		for w, is := range c.upcoming(peek) {
			if is != later && !yield(w) {
				return
			}
		}
	}
}

// prospect is what is known of a page whose turn will come.
type prospect uint8

const (
	due     prospect = iota
	opening          // of a window of which nothing else is known
	later            // not to be asked for yet
)

// upcoming are the pages in the order of their turn. A window is taken to be as
// long as the one before it until its first page tells, and its last page is not
// asked for before all others have come: only then does its total show whether a
// row came or went while they were read side by side.
func (c *byTime[T]) upcoming(peek peek) iter.Seq2[Window, prospect] {
	return func(yield func(Window, prospect) bool) {
		if c.ended || c.err != nil {
			return
		}
		from, to, page, pages, known := c.from, c.to, c.page, c.pages, c.page > 1 || c.full
		for {
			if !known {
				var total, size int
				if total, size, known = peek(c.window(from, to, 1)); known {
					pages = pageCount(total, min(cmp.Or(size, c.size), c.size))
				}
			}
			for landed := true; page <= pages; page++ {
				w, is := c.window(from, to, page), due
				switch {
				case page == 1 && !known:
					is = opening
				case !known, page == pages && !landed:
					is = later
				}
				if !yield(w, is) {
					return
				}
				_, _, there := peek(w)
				landed = landed && there
			}
			if from.IsZero() || c.days.after(to) {
				return
			}
			from, to, page, known = to, c.days.end(to), 1, false
		}
	}
}

// pageCount is how many pages a total fills; 1 when it is not known.
func pageCount(total, size int) int { return max(1, (total+size-1)/size) }
