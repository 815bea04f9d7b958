package paging

import (
	"fmt"

	"github.com/quartetgo/quartet"
)

// search is how byID looks for the place behind the last id, when a window began
// behind it or ended before it.
type search struct {
	vain  int  // answers in a row that brought nothing
	boost int  // how many times larger windows are, for want of anything new in them
	blind bool // nothing is known of the place but the id before it
	low   int  // the place is behind this offset …
	high  int  // … and before this one; 0: not known
	back  int  // how far the last step back went
}

const (
	maxBoost = 64  // windows grow to so many times the usual size
	maxVain  = 200 // answers in a row that may bring nothing
	maxSame  = 3   // times in a row that one answer may come again
)

// lookBack: rows before the window were deleted. Steps back grow until the place
// is behind one of them, and then halve the way.
func (c *byID[T]) lookBack(offset, rows int) error {
	c.high = offset
	if rows == 0 && c.total >= 0 {
		c.high = min(offset, c.total)
	}
	if c.low >= c.high {
		c.low = 0
	}
	c.back = max(2*c.back, c.size/2, 1)
	c.at = max(0, c.high-c.back)
	if c.low > 0 {
		c.at = (c.low + c.high) / 2
	}
	return c.inVain()
}

// lookOn: the window lies before the place, or too many doubled rows are in it.
func (c *byID[T]) lookOn(behind int) error {
	c.low = behind
	if c.total >= 0 { // the list may have become shorter since
		c.high = min(c.high, c.total)
	}
	if c.blind && c.high == 0 && c.total >= 0 {
		c.high = c.total
	}
	switch {
	case c.short && c.strict && c.total < 0: // the list ends there, if the server gave what was asked for
		c.at, c.high = behind, 0
	case c.high > behind+c.size:
		c.at = (c.low + c.high) / 2
	case c.blind && c.high == 0:
		c.at = 2 * behind
	default:
		c.at, c.high, c.boost = behind, 0, min(2*c.boost, maxBoost)
	}
	return c.inVain()
}

// inVain counts answers that bring nothing, so that every walk ends.
func (c *byID[T]) inVain() error {
	c.vain++
	if c.vain > maxVain || c.same >= maxSame {
		return fmt.Errorf("%w: %d answers in a row brought nothing behind id %d, the last %d the same: the server does not page as asked",
			quartet.ErrMalformed, c.vain, c.last, c.same+1)
	}
	return nil
}
