package ordersdiary

import "github.com/quartetgo/quartet"

// Page is one answer of the journal. The counts are the vendor's, before deals
// outside the asked range were dropped, and 0 when the answer came without
// paging.
type Page struct {
	Number       int    `json:"page"`         // this page's number, from 1
	PageTotal    int    `json:"pageTotal"`    // pages in all; 0 for an empty range, too
	PageSize     int    `json:"pageSize"`     // deals a page
	RecordsTotal int64  `json:"recordsTotal"` // deals in all; of a walk: in the page's own window
	Deals        []Deal `json:"records"`

	// Cursor is the place behind this page, for From. Only the pages of a walk
	// have one.
	Cursor quartet.Cursor `json:"-"`
}
