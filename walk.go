package quartet

import (
	"iter"
	"log/slog"
)

// Direction is the order of a sorted list.
type Direction string

// The two directions.
const (
	Asc  Direction = "asc"
	Desc Direction = "desc"
)

// Cursor is the place a walk has reached, as a short text that can be stored
// and handed to another process: give it to From with the same filters, and the
// walk goes on with the record after it. The empty Cursor is the beginning. Its
// text is versioned and private: do not build or take it apart.
type Cursor string

// Progress tells how far a walk has come.
type Progress struct {
	Pages   int    // pages consumed so far
	Records int64  // records yielded so far
	Total   int64  // records in all, as the server said last; -1 when it did not say, or only of a part, as of one window of days
	Cursor  Cursor // where to continue after those pages
}

// WalkError is the end of a walk that could not go on. Nothing before it is
// lost: a walk From its Cursor, with the same filters, goes on with the record
// after the last one yielded. Deals of a day that has changed since come again.
type WalkError struct {
	Cursor Cursor // where to continue; empty: nothing was yielded
	Err    error  // what stopped it: an *Error, the context's error, or that the list does not behave as a list
}

// Error is what stopped the walk.
func (e *WalkError) Error() string { return "walk stopped: " + e.Err.Error() }

// Unwrap is what stopped the walk.
func (e *WalkError) Unwrap() error { return e.Err }

// LogValue is the error for slog, with the cursor to continue from.
func (e *WalkError) LogValue() slog.Value {
	return slog.GroupValue(slog.String("error", e.Error()), slog.String("cursor", string(e.Cursor)))
}

// Collect drains a walk into a slice. It stops at the first error, and returns
// what came before it. A record that cannot be decoded does not stop it: those
// errors are joined and returned with everything else.
func Collect[T any](walk iter.Seq2[T, error]) ([]T, error) {
	var all []T
	var bad []error
	for v, err := range walk {
		switch {
		case err == nil:
			all = append(all, v)
		case isRecordError(err):
			bad = append(bad, err)
		default:
			return all, joinErrors(append(bad, err))
		}
	}
	return all, joinErrors(bad)
}
