package paging

import (
	"context"
	"iter"
	"runtime"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/codec"
)

// Walk is a walk that is ready to be ranged over, any number of times.
type Walk[T, A any] struct {
	list    List[T, A]
	options Options
	kind    kind
	from    *place                  // nil: the beginning
	begin   func(*place) course[T]  // a fresh course
	refuse  func(p *check.Problems) // notes what is wrong with the options
}

// course is one way through a list: where it goes next, and which rows of an
// answer it lets through. The calls come in this order, for each page: next,
// arrive, keep for each row, finish.
type course[T any] interface {
	// next is the window to ask for; more is false at the end.
	next() (w Window, more bool, err error)
	// arrive judges the answer to a window and leaves in it the rows that are to
	// be decoded. It is false when the page was asked for in vain.
	arrive(w Window, s *sheet) (useful bool, err error)
	// keep says whether a row is yielded, and counts it as consumed. v is nil when
	// the row could not be decoded.
	keep(row int, v *T) bool
	// finish: the rows of the page are consumed.
	finish()
	// ahead are the windows that will probably be asked for, from the one that
	// next will name on, in the order in which they are best fetched. It may name
	// one twice. peek gives the total and page size of an answer that is there
	// already, though its turn has not come.
	ahead(peek peek) iter.Seq[Window]
	// place is where all rows before have been kept.
	place() place
}

// peek looks at an answer whose turn has not come.
type peek func(Window) (total, size int, there bool)

// sheet is an answer's rows, and where in the list the server took them from.
type sheet struct {
	page   int  // as the server says, else as asked
	size   int  // page size, as the server says, else as asked
	said   bool // the server did say its page size
	offset int  // rows before the first
	total  int  // -1: unknown
	rows   []codec.Record
}

// Check notes what is wrong with the options of the walk, for a service that
// tells everything at once. Pages and All refuse them by themselves, too.
func (w *Walk[T, A]) Check(p *check.Problems) { w.refuse(p) }

// Pages yields the walk page by page. The RecordErrors of a page come before it.
func (w *Walk[T, A]) Pages(ctx context.Context) iter.Seq2[*Page[T, A], error] {
	return func(yield func(*Page[T, A], error) bool) {
		r, err := w.start(ctx)
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.stop()
		for r.turn() {
			page := &Page[T, A]{Records: make([]T, 0, len(r.sheet.rows)), Attached: r.answer.Attached}
			bad := false
			for i := range r.sheet.rows {
				kept, err := r.row(i)
				switch {
				case !kept:
				case err == nil:
					page.Records = append(page.Records, r.record)
				case !yield(nil, err):
					return
				default:
					bad = true
				}
			}
			page.Cursor = r.finish()
			if (len(page.Records) > 0 || bad) && !yield(page, nil) {
				return
			}
			r.consumed()
		}
		if r.err != nil {
			yield(nil, r.err)
		}
	}
}

// PagesAs is the walk page by page, each as the service's own type; err is why
// the walk could not begin.
func PagesAs[T, A, P any](ctx context.Context, w *Walk[T, A], err error, own func(*Page[T, A]) *P) iter.Seq2[*P, error] {
	if err != nil {
		return Fail[*P](err)
	}
	return func(yield func(*P, error) bool) {
		for page, err := range w.Pages(ctx) {
			var p *P
			if err == nil {
				p = own(page)
			}
			if !yield(p, err) {
				return
			}
		}
	}
}

// All yields the walk record by record; each is decoded when it is asked for.
func (w *Walk[T, A]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		r, err := w.start(ctx)
		if err != nil {
			yield(none, err)
			return
		}
		defer r.stop()
		for r.turn() {
			for i := range r.sheet.rows {
				if ctx.Err() != nil {
					yield(none, r.failed(ctx.Err()))
					return
				}
				kept, err := r.row(i)
				if !kept {
					continue
				}
				if !yield(r.record, err) {
					return
				}
				r.started()
			}
			r.finish()
			r.consumed()
		}
		if r.err != nil {
			yield(none, r.err)
		}
	}
}

// run is one range over a walk.
type run[T, A any] struct {
	walk     *Walk[T, A]
	ctx      context.Context
	course   course[T]
	ahead    *ahead[A]
	answer   Answer[A] // of the page that is being consumed
	sheet    sheet
	record   T    // the row that was decoded last
	going    bool // the caller has asked for a second record
	progress quartet.Progress
	err      error // what ended the walk
}

// start refuses wrong options, and otherwise makes a run that has asked for nothing yet.
func (w *Walk[T, A]) start(ctx context.Context) (*run[T, A], error) {
	var problems check.Problems
	w.refuse(&problems)
	if err := problems.Err(w.list.Service, w.list.Op); err != nil {
		return nil, err
	}
	r := &run[T, A]{
		walk: w, ctx: ctx, course: w.begin(w.from),
		ahead: newAhead(ctx, w.list.Fetch, w.reach()),
	}
	return r, nil
}

// stop ends all requests and waits until they have ended.
func (r *run[T, A]) stop() {
	r.ahead.stop()
	r.release()
}

// release gives the page's buffer back. Nothing refers to it any more: records
// do not alias it, and a RecordError holds a copy.
func (r *run[T, A]) release() {
	r.ahead.release(r.answer.Body)
	clear(r.answer.Rows) // the course may still have the slice, which must not hold the page
	r.answer = Answer[A]{}
}

// turn gets the next page that is of use; false at the end, or with r.err.
func (r *run[T, A]) turn() bool {
	for {
		r.release()
		w, more, err := r.course.next()
		if err == nil && more {
			err = r.ctx.Err()
		}
		if err == nil && more {
			r.answer, err = r.ahead.take(w, r.plan())
		}
		if err != nil {
			r.err = r.failed(err)
		}
		if err != nil || !more {
			return false
		}
		r.read(w)
		useful, err := r.course.arrive(w, &r.sheet)
		if err != nil {
			r.err = r.failed(err)
			return false
		}
		r.ahead.fill(false, r.plan())
		if useful {
			return true
		}
	}
}

// plan is what to fetch ahead, as it stands whenever it is ranged over.
func (r *run[T, A]) plan() iter.Seq[Window] { return r.course.ahead(r.ahead.peek) }

// read lays the answer's rows out in the sheet.
func (r *run[T, A]) read(w Window) {
	a, s := &r.answer, &r.sheet
	s.page, s.size, s.said, s.total = a.Page, a.Size, a.Size > 0, a.Total
	if s.page <= 0 {
		s.page = w.Page
	}
	if s.size <= 0 {
		s.size = w.Size
	}
	s.offset = w.Offset
	if r.walk.list.Addressing == PageNumber {
		s.offset = (s.page - 1) * s.size
	}
	s.rows = a.Rows
}

// row decodes one row into r.record; kept is false when it is not to be yielded.
func (r *run[T, A]) row(i int) (kept bool, err error) {
	rec, list := r.sheet.rows[i], &r.walk.list
	if err = list.Decode(rec, &r.record); err != nil {
		var none T
		r.record = none
		if !r.course.keep(i, nil) {
			return false, nil
		}
		return true, recordError(rec, err)
	}
	kept = r.course.keep(i, &r.record) && (list.Asked == nil || list.Asked(&r.record))
	if kept {
		r.progress.Records++
	}
	return kept, nil
}

// finish ends the page and gives the place after it.
func (r *run[T, A]) finish() quartet.Cursor {
	r.course.finish()
	r.progress.Pages++
	r.progress.Total = int64(r.sheet.total)
	r.progress.Cursor = r.cursor()
	return r.progress.Cursor
}

// started: the caller has consumed a record of the page and goes on.
func (r *run[T, A]) started() {
	if r.going {
		if len(r.ahead.landed) > 0 { // else no plan need be made, for each record
			r.ahead.tend(r.plan())
		}
		return
	}
	r.going = true
	r.ahead.open()
	r.ahead.fill(false, r.plan())
}

// consumed: the caller is done with the page and asks for more.
func (r *run[T, A]) consumed() {
	r.ahead.ramp()
	r.ahead.fill(false, r.plan())
	runtime.Gosched() // on a single core, the requests go out before the next page is decoded
	if report := r.walk.options.Progress; report != nil {
		report(r.progress)
	}
}

func (r *run[T, A]) cursor() quartet.Cursor {
	return r.course.place().cursor(r.walk.kind, r.walk.list.Query)
}

// failed wraps what ends the walk.
func (r *run[T, A]) failed(err error) error {
	return &quartet.WalkError{Cursor: r.cursor(), Err: err}
}
