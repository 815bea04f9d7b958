package ordersdiary

import (
	"math"
	"slices"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/paging"
)

// maxPerPage is the most deals that the vendor gives a page, and its default.
const maxPerPage = 1000

// Binding is the date that the asked range is held against, for BindTo. The
// vendor's document names the bindings (to the session, to the creation, to the
// update of a deal) but its list of their literals is lost: only "session" is
// known, so any text goes through.
type Binding string

// BindSession selects deals by the date of the visit behind them.
const BindSession Binding = "session"

// QueryOption says which deals to read, and how. Each method's comment says
// which of them it takes; another one is an ErrInvalid.
type QueryOption func(*query)

// Between reads the deals whose OrderDate, the date of creation as their creator
// gave it, is in [from, to): at from or later, and before to. The journal is
// asked for the days that cover this, in the client's Location, and what lies
// outside is dropped, so ranges that follow each other neither miss a deal nor
// give one twice. Deals without an OrderDate are never dropped. See BindTo for
// what changes with another binding.
func Between(from, to time.Time) QueryOption {
	return func(q *query) {
		q.give("Between")
		switch {
		case from.IsZero() || to.IsZero():
			q.problems.Add("Between", "needs both ends")
		case !from.Before(to):
			q.problems.Add("Between", "from must be before to")
		default:
			q.from, q.to = from, to
		}
	}
}

// WithSource reads the deals of one kind of lead. Left out: those of calls and
// requests.
func WithSource(source SourceType) QueryOption {
	return func(q *query) { q.giveText("WithSource", string(source)); q.wire.OrderSource = source }
}

// BindTo selects deals by another date than OrderDate. That date is not always
// part of a deal, so nothing is dropped then, and no times of day are sent: the
// range is all of its days, and whether the vendor counts in the day behind them
// is not documented.
func BindTo(binding Binding) QueryOption {
	return func(q *query) { q.giveText("BindTo", string(binding)); q.wire.BindTo = binding }
}

// WithManager reads the deals of one manager.
func WithManager(name string) QueryOption {
	return func(q *query) { q.giveText("WithManager", name); q.wire.Manager = name }
}

// WithService reads the deals that one program created through the API, such as
// "retailCRM".
func WithService(name string) QueryOption {
	return func(q *query) { q.giveText("WithService", name); q.wire.Service = name }
}

// WithTags reads the deals' tags, too. Left out, Deal.Tags is empty.
func WithTags() QueryOption {
	return func(q *query) { q.give("WithTags"); q.wire.WithOrdersTags = true }
}

// AllOrigins reads deals however they were created. Left out, the vendor gives
// only those created through the API, and none that were made by hand.
func AllOrigins() QueryOption {
	return func(q *query) { q.give("AllOrigins"); q.wire.WithAllOrderOrigins = true }
}

// WithComments reads, by the letter of the vendor's document, the deals that have
// a comment, and without it those that have none: to see all of them, read twice.
// The flag may well mean that comments are merely added to the answer; no answer
// is known that would tell.
func WithComments() QueryOption {
	return func(q *query) { q.give("WithComments"); q.wire.WithComments = true }
}

// AtPage is the page that List reads, from 1.
func AtPage(n int) QueryOption {
	return func(q *query) { q.giveNumber("AtPage", n, 1, math.MaxInt32, &q.wire.Page) }
}

// PerPage is how many deals a page holds, 1…1000 (the vendor's limit). Left out,
// it is 1000.
func PerPage(n int) QueryOption {
	return func(q *query) { q.giveNumber("PerPage", n, 1, maxPerPage, &q.walk.PerPage) }
}

// DaysAtOnce is how many days a walk asks for at a time, 1…92. Left out, it is 1.
// Longer windows cost fewer calls where days have few deals; a window that
// changes while it is read is read again as a whole.
func DaysAtOnce(n int) QueryOption {
	return func(q *query) { q.giveNumber("DaysAtOnce", n, 1, paging.MaxSpan, &q.days) }
}

// Prefetch sets how many pages a walk fetches ahead at most, 0…64; 0 fetches each
// page when it is due. By default it is as many as the client may have in flight,
// or four times as many while one is late, as long as they are no more than 4 MB
// together, 5 MB while one is late; half of that cap at least. A larger number
// speeds up short windows of full pages, which are 0.9 MB each.
func Prefetch(n int) QueryOption {
	return func(q *query) { q.giveNumber("Prefetch", n, 0, math.MaxInt32, &q.walk.Prefetch) }
}

// From continues a walk where another one with the same query stopped: give it a
// Page's Cursor, or that of a *quartet.WalkError.
func From(cursor quartet.Cursor) QueryOption {
	return func(q *query) { q.give("From"); q.walk.From = cursor }
}

// Progress calls f after each page of a walk, from the goroutine that ranges.
func Progress(f func(quartet.Progress)) QueryOption {
	return func(q *query) { q.give("Progress"); q.walk.Progress = f }
}

// query is what the options of one call add up to.
type query struct {
	wire     params
	from, to time.Time
	days     int
	walk     paging.Options

	given    []string // the names of the options
	problems check.Problems
}

// newQuery applies the options; the operation takes those named and no others.
func (s *Service) newQuery(options []QueryOption, op string, names ...string) *query {
	q := &query{walk: paging.Defaults()}
	if s.siteID < 1 {
		q.problems.Add("siteID", "must be 1 or more, is %d", s.siteID)
	}
	for _, option := range options {
		if option != nil {
			option(q)
		}
	}
	for _, name := range q.given {
		if !slices.Contains(names, name) {
			q.problems.Add(name, "is not for %s", op)
		}
	}
	return q
}

func (q *query) give(name string) { q.given = append(q.given, name) }

// giveText is give for a value that must not be empty.
func (q *query) giveText(name, value string) {
	q.give(name)
	if value == "" {
		q.problems.Add(name, "must not be empty")
	}
}

// giveNumber is give for a number with bounds.
func (q *query) giveNumber(name string, n, least, most int, to *int) {
	q.give(name)
	if n < least || n > most {
		q.problems.Add(name, "must be %d…%d, is %d", least, most, n)
		return
	}
	*to = n
}

func (q *query) has(name string) bool { return slices.Contains(q.given, name) }
