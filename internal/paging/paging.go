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
	Page   int       // page number from 1, with Size rows a page
	Size   int       // rows asked for: items_per_page, limit
	Offset int       // rows before the window; (Page-1)*Size where pages are asked for
	After  int64     // rows with an id above it, where a key is asked for
	From   time.Time // ByTime: rows from here …
	To     time.Time // … to before here; both zero when the list is not asked by time

	reading int // InOrder: grows when answers fetched ahead are given up, so that none of them is taken for a new one
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
	InFlight   int // the client's cap on requests in flight, which fetching ahead keeps to; 0 counts as 5

	// Fetch asks for a window. The answer's body is read into buf when it fits.
	// It is called from several goroutines at once when pages are fetched ahead.
	Fetch func(ctx context.Context, w Window, buf []byte) (Answer[A], error)
	// ID reads the id of a row and nothing else. ByTime does not need it.
	ID func(raw []byte) (int64, error)
	// Decode reads a row into a record, whatever that held. It must not alias the row.
	// Its error is yielded as a *quartet.RecordError.
	Decode func(codec.Record, *T) error
	// Asked says which records are asked for, where the server cannot be told;
	// nil: all.
	Asked func(*T) bool
}

// Options are the settings of a walk that a caller can choose. Start from
// Defaults: in the zero Options prefetch is off.
type Options struct {
	PerPage  int                    // rows a page; 0: the service's default
	Prefetch int                    // pages fetched ahead at most; -1: by default, see reach; 0: none
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

// Fail is a walk that could not begin.
func Fail[T any](err error) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		yield(none, err)
	}
}
