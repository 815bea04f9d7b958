package orders

import (
	"context"
	"encoding/json"
	"errors"
	"iter"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
	"github.com/quartetgo/quartet/internal/cscart"
)

// Page is some of the orders that were asked for.
type Page struct {
	Orders []Summary `json:"orders"`
	Params Params    `json:"params"` // what the server says of the list: page, size, total

	// Cursor is the place behind this page, for From. Only the pages of a walk
	// have one.
	Cursor quartet.Cursor `json:"-"`
}

// MarshalJSON writes the page with the vendor's names, without its Cursor.
func (p Page) MarshalJSON() ([]byte, error) { return codec.Marshal(p) }

// UnmarshalJSON reads the vendor's text, and what MarshalJSON wrote.
func (p *Page) UnmarshalJSON(data []byte) error {
	var page struct {
		Orders []Summary       `json:"orders"`
		Params json.RawMessage `json:"params"`
	}
	if err := codec.Unmarshal(data, &page, codec.Options{}); err != nil {
		return err
	}
	*p = Page{Orders: page.Orders}
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
//	IncludeIncompleted bool    incomplete orders are among them
//	AjaxCustom         string  a trace of the server's URL rewriting
//	Extra              map[string]json.RawMessage
//
// Extra is an echo of the filters, also of those that the server does not know:
// it does not prove that a filter worked.
type Params = cscart.Params

// fullPerPage is how many orders AllFull asks for at once, when PerPage does not say.
const fullPerPage = 50

// List is one page of orders, by default the first of the newest.
//
// It sends GET /api/2.0/orders. A page past the end is empty, or in 4.3.3 to
// 4.3.7 the last one again: Params.Page tells. Rows that cannot be decoded are
// left out of the page and told by their *quartet.RecordErrors, joined in err,
// so a page can come with an error. A wrong option is quartet.ErrInvalid, and
// nothing is sent.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#list-all-orders
func (s *Service) List(ctx context.Context, opts ...QueryOption) (*Page, error) {
	rows, params, err := s.list("List", opts).One(ctx)
	if rows == nil {
		return nil, err
	}
	return &Page{Orders: rows, Params: params}, err
}

// Pages walks all orders page by page, in ascending order of their ids.
//
// It sends GET /api/2.0/orders. Every order that satisfies the filter during the
// whole walk is yielded exactly once, whatever is placed, changed or deleted
// meanwhile. With another SortBy the server's order is kept and no order is
// yielded twice, but one is missed for each order that leaves the part already
// read, and the walk remembers the ids it has yielded.
//
// A row that cannot be decoded is yielded as a *quartet.RecordError, before its
// page, and the walk goes on; any other error is the last yield, a
// *quartet.WalkError that tells where to continue. A wrong option is
// quartet.ErrInvalid, and nothing is sent.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#list-all-orders
func (s *Service) Pages(ctx context.Context, opts ...QueryOption) iter.Seq2[*Page, error] {
	return cscart.Pages(ctx, s.list("Pages", opts), func(rows []Summary, params Params, cursor quartet.Cursor) *Page {
		return &Page{Orders: rows, Params: params, Cursor: cursor}
	})
}

// All walks all orders one by one: Pages without the pages.
//
// It sends GET /api/2.0/orders. What Pages says of order, repeats and errors
// goes for All.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#list-all-orders
func (s *Service) All(ctx context.Context, opts ...QueryOption) iter.Seq2[Summary, error] {
	return s.list("All", opts).All(ctx)
}

// AllFull walks all orders in full: one request for 50 of them, where All and a
// Get for each would take 51. It needs CS-Cart 4.13.2 or newer; an older store,
// which would answer short rows, is quartet.ErrMalformed.
//
// It sends GET /api/2.0/orders with the undocumented get_orders_data=1. What
// Pages says of order, repeats and errors goes for AllFull. An order that is
// being changed by a full Update may drop out of the list for that moment.
//
// https://docs.cs-cart.com/latest/developer_guide/api/entities/orders.html#list-all-orders
func (s *Service) AllFull(ctx context.Context, opts ...QueryOption) iter.Seq2[Order, error] {
	f := s.filter(opts)
	f.GetOrdersData = "1"
	list := cscart.List[Order]{
		Service: s.api, Op: "AllFull", Query: cscart.Values(f), PerPage: fullPerPage, Paging: &f.Paging,
		IDOf: func(o *Order) int64 { return o.OrderID }, Check: checkFull,
	}
	if f.UpdatedAtFrom > 0 {
		list.Match, list.Asked = f.updated, f.inTime
	}
	return list.All(ctx)
}

// list is the short rows that the options select.
func (s *Service) list(op string, opts []QueryOption) cscart.List[Summary] {
	f := s.filter(opts)
	list := cscart.List[Summary]{
		Service: s.api, Op: op, Query: cscart.Values(f), Paging: &f.Paging,
		IDOf: func(o *Summary) int64 { return o.OrderID },
	}
	if f.UpdatedAtFrom > 0 {
		list.Confirm = func(ctx context.Context, ids []int64) error {
			return s.confirmUpdates(ctx, op, ids, f.UpdatedAtFrom)
		}
	}
	return list
}

// checkFull tells a full order from a short row, which has no products.
func checkFull(rec codec.Record) error {
	var row struct {
		Products json.RawMessage `json:"products"`
	}
	if err := rec.Unmarshal(&row, codec.Options{}); err == nil && row.Products == nil {
		return errors.New("the store sent short rows: full ones need CS-Cart 4.13.2 or newer")
	}
	return nil // one that is broken is told as a record
}
