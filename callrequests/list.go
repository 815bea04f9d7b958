package callrequests

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/cscart"
)

// Page is some of the call requests that were asked for.
type Page struct {
	CallRequests []CallRequest `json:"call_requests"`
	Params       Params        `json:"params"` // what the server says of the list: page, size, total

	// Cursor is the place behind this page, for From. Only the pages of a walk
	// have one.
	Cursor quartet.Cursor `json:"-"`
}

// MarshalJSON writes the page with the vendor's names, without its Cursor.
func (p Page) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (p *Page) UnmarshalJSON(data []byte) error {
	var page struct {
		CallRequests []CallRequest   `json:"call_requests"`
		Params       json.RawMessage `json:"params"`
	}
	if err := codec.Unmarshal(data, &page, codec.Options{}); err != nil {
		return err
	}
	*p = Page{CallRequests: page.CallRequests}
	return p.Params.UnmarshalJSON(page.Params)
}

// Params is what a list answer says of itself, the query as the server took it:
//
//	Page               int     the page this is; not the one asked for when that lay past the end
//	ItemsPerPage       int     0: everything is in this answer
//	TotalItems         int64   how many records match; -1 when the server does not say
//	SortBy             string  what it is sorted by
//	SortOrder          string  "asc" or "desc"
//	SortOrderRev       string  the opposite order
//	IncludeIncompleted bool    of lists of orders
//	AjaxCustom         string  a trace of the server's URL rewriting
//	Extra              map[string]json.RawMessage
//
// Extra is an echo of the filters, also of those that the server does not know:
// it does not prove that a filter worked.
type Params = cscart.Params

// List is one page of call requests, by default the first of the newest.
//
// It sends GET /api/2.0/call_requests. A page past the end is the last one
// again: Params.Page tells. Rows that cannot be decoded are left out of the page
// and told by their *quartet.RecordErrors, joined in err, so a page can come
// with an error. A wrong option is quartet.ErrInvalid, and nothing is sent.
// quartet.ErrNotFound means that the store has the add-on switched off. A row that
// WithStatus or AssignedTo should have kept out is a *quartet.RecordError, too.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
func (s *Service) List(ctx context.Context, opts ...QueryOption) (*Page, error) {
	rows, params, err := s.list("List", opts).One(ctx)
	if rows == nil {
		return nil, err
	}
	return &Page{CallRequests: rows, Params: params}, err
}

// Pages walks all call requests page by page, in ascending order of their ids.
//
// It sends GET /api/2.0/call_requests. Every call request that satisfies the
// filter during the whole walk is yielded exactly once, whatever is added,
// changed or deleted meanwhile. With another SortBy the server's order is kept
// and none is yielded twice, but one is missed for each that leaves the part
// already read (and, since the vendor leaves the order of equal dates open, one
// may be missed at a page's edge), and the walk remembers the ids it has yielded.
//
// A row that cannot be decoded, or that WithStatus or AssignedTo should have kept
// out, is yielded as a *quartet.RecordError, before its page, and the walk goes
// on; any other error is the last yield, a
// *quartet.WalkError that tells where to continue. A wrong option is
// quartet.ErrInvalid, and nothing is sent.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
func (s *Service) Pages(ctx context.Context, opts ...QueryOption) iter.Seq2[*Page, error] {
	return cscart.Pages(ctx, s.list("Pages", opts), func(rows []CallRequest, params Params, cursor quartet.Cursor) *Page {
		return &Page{CallRequests: rows, Params: params, Cursor: cursor}
	})
}

// All walks all call requests one by one: Pages without the pages.
//
// It sends GET /api/2.0/call_requests. What Pages says of order, repeats and
// errors goes for All.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/call_requests.html
func (s *Service) All(ctx context.Context, opts ...QueryOption) iter.Seq2[CallRequest, error] {
	return s.list("All", opts).All(ctx)
}

// list is the call requests that the options select.
func (s *Service) list(op string, opts []QueryOption) cscart.List[CallRequest] {
	f := s.filter(opts)
	list := cscart.List[CallRequest]{
		Service: s.api, Op: op, Query: cscart.Values(f), Paging: &f.Paging,
		IDOf: func(r *CallRequest) int64 { return r.RequestID }, Match: f.match,
	}
	if !f.to.IsZero() {
		list.Asked, list.AskedText = f.made, fmt.Sprintf(" made %d to %d", f.from.UnixNano(), f.to.UnixNano())
	}
	return list
}
