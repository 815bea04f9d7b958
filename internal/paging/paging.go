// Package paging walks lists that change while they are read.
//
// A service describes its list once (List: how to ask for rows, how to read one)
// and picks the walk: ByID, every record exactly once, over a unique id that
// orders the list; InOrder, any other order; ByTime, over windows of days. Each
// gives a Walk, whose Pages and All are the service's own.
//
// The contract of both iterators: nothing is asked for before the first value
// is; a *quartet.RecordError is yielded and the walk goes on; any other error is
// the last yield, as a *quartet.WalkError that tells where to continue; break
// and a cancelled context stop all requests, and no goroutine is left behind; an
// iterator can be ranged over again and starts afresh; a server that repeats
// itself ends the walk with an error, never a loop.
package paging

import (
	"context"
	"iter"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// Window says which rows to ask for. Which of its fields count depends on the
// list's Addressing, and From and To on ByTime.
type Window struct {
	Page   int // page number from 1, with Size rows a page
	Size   int // rows asked for: items_per_page, limit
	Offset int // rows before the window; (Page-1)*Size where pages are asked for
	After  int64
	From   time.Time // ByTime: rows from here …
	To     time.Time // … to before here; both zero when the list is not asked by time
}

// Answer is what the server said about one window. Rows lie in Body; nothing
// else of the answer may.
type Answer[A any] struct {
	Page     int           // the page the server says it gave; 0 when it does not say
	Size     int           // the page size it says it used; 0 when it does not say
	Total    int           // rows in all; -1 when it does not say
	Rows     codec.Records // not decoded
	Attached A             // whatever the service wants to see again with the page
	Body     []byte        // what Rows lie in: the buffer given to Fetch, or a larger one
}

// Addressing is how a list is told which rows are wanted.
type Addressing uint8

// The three ways.
const (
	PageNumber Addressing = iota // page and size: an offset is always a multiple of the size
	Offset                       // any offset, with a limit
	AfterKey                     // the rows whose id is above a given one, in the order of ids
)

// List is what a walk needs to know of a service's list.
type List[T, A any] struct {
	Service string // for errors: "orders"
	Op      string // for errors: "All"
	// Query is the filters and the order as one text, in a fixed order and
	// without place and page size. A Cursor holds its hash, so that it is refused
	// when it comes from another query.
	Query      string
	Addressing Addressing
	PerPage    int // rows a page when Options.PerPage is 0
	MaxPerPage int // the most rows the server allows to ask for; 0: no bound
	InFlight   int // the client's cap on requests in flight: how far Options.Prefetch -1 goes; 0 counts as 5

	// Fetch asks for a window. The answer's body is read into buf when it fits.
	// It is called from several goroutines at once when pages are fetched ahead.
	Fetch func(ctx context.Context, w Window, buf []byte) (Answer[A], error)
	// ID reads the id of a row and nothing else. ByTime does not need it.
	ID func(raw []byte) (int64, error)
	// Decode makes a row a record, which must not alias the row. Its error is
	// yielded as a *quartet.RecordError.
	Decode func(codec.Record) (T, error)
}

// Options are the settings of a walk that a caller can choose. Start from
// Defaults: in the zero Options prefetch is off.
type Options struct {
	PerPage  int                    // rows a page; 0: the service's default
	Prefetch int                    // pages fetched ahead at most; -1: as many as the client has in flight; 0: none
	From     quartet.Cursor         // continue where another walk stopped
	AfterID  int64                  // ByID: only records with a greater id
	Progress func(quartet.Progress) // called after each page, from the goroutine that ranges
}

// Defaults are the options of a caller who chose none.
func Defaults() Options { return Options{Prefetch: -1} }

// Page is the part of a walk that came with one answer.
type Page[T, A any] struct {
	Records  []T            // without those that earlier pages held
	Attached A              // the answer's Attached
	Cursor   quartet.Cursor // continues after this page
}

// Walk is a walk that is ready to be ranged over, any number of times.
type Walk[T, A any] struct {
	list    List[T, A]
	options Options
	course  func(Options, *place) course[T] // a new course from a place, or from the beginning
	kind    byte
	problem error // what is wrong with the options
}

// ByID walks a list in ascending order of a unique id and yields every record
// that satisfies the filter during the whole walk exactly once, whatever is
// added, changed or deleted meanwhile. The service sorts by the id.
func ByID[T, A any](list List[T, A], o Options) *Walk[T, A] { return nil }

// InOrder walks a list in any other order, keeps the server's order and drops
// the rows whose ids it has yielded before; it holds those ids. Rows can be
// missed: one for each row that leaves the part of the list already read, by
// deletion or by a change that moves it. A walk continued from a Cursor does not
// know the ids yielded before it and may repeat rows that have moved since.
func InOrder[T, A any](list List[T, A], o Options) *Walk[T, A] { return nil }

// Days says how ByTime splits a range of time, and what it knows of a record.
type Days[T any] struct {
	From, To time.Time // the half-open range, in the zone whose days split it; both zero: one window without times
	Span     int       // days in a window; 0 counts as 1, at most MaxSpan

	// Time is where a record lies in the range. A record is yielded in the window
	// that it lies in, and never outside the range, so the server may be asked
	// for more. Nil, or not ok: yielded wherever it is met.
	Time func(T) (t time.Time, ok bool)
	// Key is the record's identity, by which repeats are dropped. Not ok: the
	// record has none, and of one reading of a window each such row is yielded.
	Key func(T) (key string, ok bool)
}

// MaxSpan is the longest window of ByTime in days.
const MaxSpan = 92

// ByTime walks a list that has neither key nor order, window by window. When a
// window's total changes while it is read, or its rows do not come out right, it
// is read again, up to a bound, and what was yielded already is dropped by its
// identity. It holds the identities of two windows.
func ByTime[T, A any](list List[T, A], d Days[T], o Options) *Walk[T, A] { return nil }

// Pages yields the walk page by page. The RecordErrors of a page come before it.
func (w *Walk[T, A]) Pages(ctx context.Context) iter.Seq2[*Page[T, A], error] { return nil }

// All yields the walk record by record; each is decoded when it is asked for.
func (w *Walk[T, A]) All(ctx context.Context) iter.Seq2[T, error] { return nil }

type place struct{}
type course[T any] interface{}
