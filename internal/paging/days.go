package paging

import (
	"time"

	"github.com/quartetgo/quartet/internal/check"
)

// MaxSpan is the longest window of ByTime in days.
const MaxSpan = 92

// Days says how ByTime splits a range of time, and what it knows of a record.
type Days[T any] struct {
	From, To time.Time // the half-open range; its days begin in From's zone; both zero: one window without times
	Span     int       // days in a window; 0 counts as 1, at most MaxSpan

	// Time is where a record lies in the range. A record is yielded in the window
	// that it lies in, and never outside the range, so the server may be asked
	// for more. Nil, or not ok: yielded wherever it is met.
	Time func(*T) (t time.Time, ok bool)
	// Key appends the record's identity, by which repeats are dropped, to b. Not
	// ok: the record has none, and of each such row a reading yields as many as it
	// meets.
	Key func(b []byte, v *T) (key []byte, ok bool)
}

func (d *Days[T]) check(p *check.Problems) {
	if d.Span < 0 || d.Span > MaxSpan {
		p.Add("Span", "%d days; a window has 1 to %d", d.Span, MaxSpan)
	}
	switch {
	case d.From.IsZero() && d.To.IsZero():
	case d.From.IsZero() || d.To.IsZero():
		p.Add("Between", "needs both ends")
	case !d.From.Before(d.To):
		p.Add("Between", "from %s is not before to %s", d.From.Format(time.RFC3339), d.To.Format(time.RFC3339))
	}
}

// end is where the window that begins at from ends: where a day begins, or at the
// end of the range.
func (d *Days[T]) end(from time.Time) time.Time {
	if from.IsZero() {
		return from
	}
	to := dayAfter(from, max(1, d.Span))
	if to.After(d.To) {
		return d.To
	}
	return to
}

// dayAfter is where the day begins that comes n days after that of t: at
// midnight, or at one o'clock where a change of the clocks leaves midnight out.
// Some zones have left out a whole day; it is the next one then.
func dayAfter(t time.Time, n int) time.Time {
	for {
		year, month, day := t.Date()
		wanted := time.Date(year, month, day+n, 0, 0, 0, 0, time.UTC).Day()
		for hour := range 2 {
			if begin := time.Date(year, month, day+n, hour, 0, 0, 0, t.Location()); begin.Day() == wanted {
				return begin
			}
		}
		n++
	}
}

// after reports whether from is behind the last window.
func (d *Days[T]) after(from time.Time) bool { return !from.Before(d.To) }

// covers reports whether v is to be yielded in the window, and whether that is
// known from its time.
func (d *Days[T]) covers(from, to time.Time, v *T) (inside, known bool) {
	if d.Time == nil || from.IsZero() {
		return true, false
	}
	t, ok := d.Time(v)
	if !ok {
		return true, false
	}
	return !t.Before(from) && t.Before(to), true
}
