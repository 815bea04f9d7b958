package cscart

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/paging"
)

// List is one list of a service: what to ask for, and how its rows are read.
type List[T any] struct {
	Service Service
	Op      string     // for errors: "All"
	Query   url.Values // filters and order, without the page
	PerPage int        // a walk's page size when the caller chose none; 0: rowsPerPage
	Paging  *Paging

	IDOf  func(*T) int64
	Check func(codec.Record) error // of the first row of each answer; may be nil

	// Match says why a record is none that Query asks for, so that a store which
	// ignores a filter is found out; may be nil.
	Match func(*T) error

	// Asked says which records are asked for, where the store cannot be told; may
	// be nil. AskedText is what it goes by, for cursors.
	Asked     func(*T) bool
	AskedText string

	// Confirm is asked about the first records of each answer that has some, by
	// their ids, and may make requests of its own; may be nil.
	Confirm func(ctx context.Context, ids []int64) error
}

// rowsPerPage is how many a walk asks for at once, when nothing else says.
const rowsPerPage = 100

// answer is one answer of a list, its rows not decoded.
type answer struct {
	rows   codec.Records
	params Params
	body   []byte
}

// One asks for one page and decodes all of it. Records that cannot be decoded
// are left out and told in one joined error, beside the others. The records are
// nil when there is no page at all.
func (l List[T]) One(ctx context.Context) ([]T, Params, error) {
	l.Paging.checkList()
	if err := l.problem(); err != nil {
		return nil, Params{}, err
	}
	a, err := l.ask(ctx, l.Paging.page, l.Paging.perPage, nil)
	if err != nil {
		return nil, Params{}, err
	}
	records, err := paging.DecodeAll(a.rows, l.decoder())
	if l.Asked != nil {
		records = slices.DeleteFunc(records, func(v T) bool { return !l.Asked(&v) })
	}
	return records, a.params, err
}

// All walks the list record by record.
func (l List[T]) All(ctx context.Context) iter.Seq2[T, error] {
	walk, err := l.walk()
	if err != nil {
		return paging.Fail[T](err)
	}
	return walk.All(ctx)
}

// Pages walks the list page by page, each as the service's own type.
func Pages[T, P any](ctx context.Context, l List[T], own func([]T, Params, quartet.Cursor) *P) iter.Seq2[*P, error] {
	walk, err := l.walk()
	return paging.PagesAs(ctx, walk, err, func(p *paging.Page[T, Params]) *P { return own(p.Records, p.Attached, p.Cursor) })
}

// walk is a walk over the list: in order of ids, unless Query asks for another.
func (l List[T]) walk() (*paging.Walk[T, Params], error) {
	byID := l.byID()
	l.Paging.checkWalk(byID)
	if err := l.problem(); err != nil {
		return nil, err
	}
	list := paging.List[T, Params]{
		Service: l.Service.Name, Op: l.Op,
		Query:      l.Service.Scope.String() + "?" + l.Query.Encode() + l.AskedText,
		Addressing: paging.PageNumber,
		PerPage:    cmp.Or(l.PerPage, rowsPerPage),
		InFlight:   l.Service.Client.Settings().MaxInFlight,
		Fetch:      l.fetch,
		ID:         l.Service.ReadID,
		Decode:     l.decoder(),
		Asked:      l.Asked,
	}
	if byID {
		return paging.ByID(list, l.Paging.walk), nil
	}
	return paging.InOrder(list, l.Paging.walk), nil
}

// byID puts a list that has no order into that of ids, and reports whether that
// is its order.
func (l List[T]) byID() bool {
	if !l.Query.Has("sort_by") {
		l.Query.Set("sort_by", l.Service.SortByID)
		l.Query.Set("sort_order", string(quartet.Asc))
	}
	return l.Query.Get("sort_by") == l.Service.SortByID && l.Query.Get("sort_order") == string(quartet.Asc)
}

// problem is what is wrong with the options.
func (l List[T]) problem() error { return l.Paging.problems.Err(l.Service.Name, l.Op) }

// fetch is a window of a walk.
func (l List[T]) fetch(ctx context.Context, w paging.Window, buffer []byte) (paging.Answer[Params], error) {
	a, err := l.ask(ctx, w.Page, w.Size, buffer)
	if err != nil {
		return paging.Answer[Params]{}, err
	}
	return paging.Answer[Params]{
		Page: a.params.Page, Size: a.params.ItemsPerPage, Total: int(a.params.TotalItems),
		Rows: a.rows, Attached: a.params, Body: a.body,
	}, nil
}

// ask asks for one page. Page 0 and a negative size leave that to the server.
func (l List[T]) ask(ctx context.Context, page, size int, buffer []byte) (a answer, err error) {
	query := make(url.Values, len(l.Query)+2)
	for name, values := range l.Query {
		query[name] = values
	}
	if page > 0 {
		query.Set("page", strconv.Itoa(page))
	}
	if size >= 0 {
		query.Set("items_per_page", strconv.Itoa(size))
	}
	req := l.Service.Request(l.Op, http.MethodGet, 0)
	req.Query, req.Class, req.Buffer = query, quartet.ClassRead, buffer
	req.Decode = func(r *quartet.Response) error { return l.read(r.Body, &a) }
	if err = l.Service.Do(ctx, req); err != nil || l.Confirm == nil {
		return a, err
	}
	if ids := l.firstIDs(a.rows); len(ids) > 0 {
		err = l.Confirm(ctx, ids)
	}
	return a, err
}

// toConfirm is how many records Confirm can choose from: one may be deleted
// before it is looked at.
const toConfirm = 3

// firstIDs are the ids of the first rows.
func (l List[T]) firstIDs(rows codec.Records) (ids []int64) {
	for _, row := range rows {
		if len(ids) == toConfirm {
			break
		}
		if id, err := l.Service.ReadID(row.Raw); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// listAnswer is {"orders": […], "params": {…}}, or the same with call requests.
type listAnswer struct {
	Orders       codec.Records   `json:"orders"`
	CallRequests codec.Records   `json:"call_requests"`
	Params       json.RawMessage `json:"params"`
}

// read takes an answer apart.
func (l List[T]) read(body []byte, a *answer) error {
	var envelope listAnswer
	if err := codec.Unmarshal(body, &envelope, l.Service.Codec()); err != nil {
		return err
	}
	rows := envelope.Orders
	if l.Service.Entity == "call_requests" {
		rows = envelope.CallRequests
	}
	*a = answer{rows: rows, body: body}
	if err := decodeParams(envelope.Params, &a.params); err != nil {
		return err
	}
	if len(rows) == 0 && a.params.Page < 1 {
		return errors.New("the answer is no list: it has neither rows nor a page")
	}
	if l.Check != nil && len(rows) > 0 {
		return l.Check(rows[0])
	}
	return nil
}

// decoder reads a row into a T, which must have an id.
func (l List[T]) decoder() func(codec.Record, *T) error {
	options, mask := l.Service.Codec(), l.Service.Client.Settings().Mask
	return func(rec codec.Record, row *T) error {
		err := rec.Unmarshal(row, options)
		if err == nil && l.IDOf(row) < 1 {
			err = fmt.Errorf("%s.%s: must be at least 1", rec.Path(), l.Service.Key)
		}
		if err == nil && l.Match != nil {
			if bad := l.Match(row); bad != nil {
				err = fmt.Errorf("%s.%w", rec.Path(), bad)
			}
		}
		return mask(err)
	}
}
