package paging

import (
	"hash/fnv"
	"hash/maphash"
	"strconv"

	"github.com/quartetgo/quartet/internal/codec"
)

// reading is one time through the pages of a window of ByTime.
//
// Every row that comes or goes shows in the total of the next page, or in the
// number of rows of the last one. Only one that comes between count and select
// of a last page that is full pushes a row off it unseen. Such a page is asked
// for once more; none is asked for behind it, as nobody says what that answers.
type reading struct {
	number  int // of this window, from 1
	page    int // the next page
	total   int // as the server said last; -1: it does not say
	rows    int // different rows met
	sum     uint64
	repeats int    // rows met before in this reading
	moved   bool   // the total changed …
	shrank  bool   // … and became less
	stuck   bool   // a whole page came again, or one that was not asked for
	over    bool   // no page follows
	full    bool   // the last page is full to the last row and is asked for once more …
	fullSum uint64 // … and this is the sum of its rows
	copies  map[string]int
}

// arrive notes the head of a page and reports whether the window has changed.
func (r *reading) arrive(w Window, s *sheet) (changed bool) {
	again := r.full
	r.full = false
	if (w.Page > 1 || again) && s.total != r.total || again && sumOf(s.rows) != r.fullSum {
		changed, r.moved = true, true
		r.shrank = r.shrank || s.total < r.total
	}
	r.total = s.total
	switch n := len(s.rows); {
	case s.page != w.Page:
		r.over, r.stuck = true, true
	case n == 0:
		r.over = true
	case again: // its rows were met before
		r.over = r.rows+r.repeats >= r.total
	case r.total >= 0:
		r.over = r.rows+r.repeats+n >= r.total
		if n == s.size && r.rows+n == r.total {
			r.over, r.full, r.fullSum = false, true, sumOf(s.rows)
			return changed
		}
	default: // a bare list: the whole window, unless it is just one page long
		r.over = n != s.size
	}
	r.page++
	return changed
}

var sumSeed = maphash.MakeSeed()

// sumOf tells one set of rows from another, in whatever order they come.
func sumOf(rows []codec.Record) (sum uint64) {
	for _, row := range rows {
		sum += maphash.Bytes(sumSeed, row.Raw)
	}
	return sum
}

// meet counts a row that is new in this reading.
func (r *reading) meet(key []byte) {
	r.rows++
	for _, c := range key {
		r.sum = r.sum*hashPrime ^ uint64(c)
	}
	r.sum = r.sum*hashPrime ^ 0x100 // where the key ends
}

// copyKey appends the identity of a row that has none: its text, and how many
// like it were met before in this reading. A second reading that meets as many of
// them brings nothing new.
func (r *reading) copyKey(b, raw []byte) []byte {
	h := fnv.New128a()
	_, _ = h.Write(raw)
	b = h.Sum(append(b, 0))
	if r.copies == nil {
		r.copies = map[string]int{}
	}
	n := r.copies[string(b)] + 1
	r.copies[string(b)] = n
	return strconv.AppendInt(b, int64(n), 10)
}

// clean: nothing speaks against every row of the window having come.
func (r *reading) clean() bool {
	return !r.moved && !r.stuck && r.repeats == 0 && (r.total < 0 || r.rows == r.total)
}

// grown: rows were added while it was read, and all that the total counts came.
func (r *reading) grown() bool {
	return !r.shrank && !r.stuck && r.rows == r.total
}

// confirms: it came out like the reading before it, however odd that was.
func (r *reading) confirms(before *reading) bool {
	return !r.moved && !r.stuck && !before.moved && r.rows == before.rows && r.sum == before.sum
}
