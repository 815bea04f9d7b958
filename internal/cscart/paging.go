package cscart

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/go-querystring/query"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/paging"
)

// Paging is how a query is sorted and paged: the options of the same names put it
// together. A service's filter embeds it.
type Paging struct {
	SortBy    string            `url:"sort_by,omitempty"`
	SortOrder quartet.Direction `url:"sort_order,omitempty"`

	problems *check.Problems
	page     int
	perPage  int // -1: not chosen
	walk     paging.Options
	walkOnly map[string]bool // the options given that only a walk takes
}

// NewPaging has nothing chosen. What is wrong with the options is noted in p.
func NewPaging(p *check.Problems) Paging {
	return Paging{problems: p, perPage: -1, walk: paging.Defaults(), walkOnly: map[string]bool{}}
}

// Values is a filter, a struct with url tags, as it goes into the URL.
func Values(filter any) url.Values {
	v, err := query.Values(filter)
	if err != nil { // unreachable: the fields are plain, and a test holds them so
		panic(err)
	}
	return v
}

// Bad notes what is wrong with an option.
func (p *Paging) Bad(option, format string, args ...any) { p.problems.Add(option, format, args...) }

// Sort sorts by a field, which the vendor knows or not.
func (p *Paging) Sort(field string, known bool, direction quartet.Direction) {
	if !known {
		p.Bad("SortBy", "%q is no field that the vendor sorts by", field)
	}
	if direction != quartet.Asc && direction != quartet.Desc {
		p.Bad("SortBy", "the direction must be Asc or Desc, not %q", string(direction))
	}
	p.SortBy, p.SortOrder = field, direction
}

// AtPage asks for one page.
func (p *Paging) AtPage(number int) {
	if number < 1 {
		p.Bad("AtPage", "must be at least 1")
	}
	p.page = number
}

// PerPage sets the page's size; 0 is everything at once.
func (p *Paging) PerPage(n int) {
	if n < 0 {
		p.Bad("PerPage", "must not be negative")
	}
	p.perPage = max(n, 0)
}

// AfterID begins a walk behind an id.
func (p *Paging) AfterID(id int64) {
	if id < 0 {
		p.Bad("AfterID", "must not be negative")
	}
	p.walkOnly["AfterID"] = true
	p.walk.AfterID = id
}

// From continues a walk.
func (p *Paging) From(cursor quartet.Cursor) {
	p.walkOnly["From"] = true
	p.walk.From = cursor
}

// Prefetch bounds how far ahead a walk reads.
func (p *Paging) Prefetch(pages int) {
	if pages < 0 {
		p.Bad("Prefetch", "must not be negative")
	}
	p.walkOnly["Prefetch"] = true
	p.walk.Prefetch = pages
}

// Progress is told of each page consumed.
func (p *Paging) Progress(report func(quartet.Progress)) {
	p.walkOnly["Progress"] = true
	p.walk.Progress = report
}

// checkList notes what does not go with one page.
func (p *Paging) checkList() {
	for _, name := range slices.Sorted(maps.Keys(p.walkOnly)) {
		p.Bad(name, "is for Pages and All")
	}
}

// checkWalk notes what does not go with a walk, which is in order of ids or not.
func (p *Paging) checkWalk(byID bool) {
	if p.page != 0 {
		p.Bad("AtPage", "is for List: a walk finds its own pages")
	}
	if p.perPage == 0 {
		p.Bad("PerPage", "must be at least 1 in a walk")
	}
	if p.walkOnly["AfterID"] && !byID {
		p.Bad("AfterID", "needs the walk in order of ids: leave SortBy out")
	}
	if p.walkOnly["AfterID"] && p.walkOnly["From"] {
		p.Bad("AfterID, From", "give one of the two")
	}
	p.walk.PerPage = max(p.perPage, 0)
}

// CheckID notes an id that cannot be one.
func (p *Paging) CheckID(option string, id int64) {
	if id < 1 {
		p.Bad(option, "must be at least 1")
	}
}

// CheckIDs notes ids that cannot be ids, and that there are none.
func (p *Paging) CheckIDs(option string, ids []int64) {
	if len(ids) == 0 {
		p.Bad(option, "needs at least one id")
	}
	for _, id := range ids {
		p.CheckID(option, id)
	}
}

// CheckText notes a text that would select everything, since the vendor takes it
// for no filter: nothing, blanks, or what PHP calls empty, a lone "0". Of one that
// is not UTF-8 no answer could be made, as it would echo the text.
func (p *Paging) CheckText(option, text string) {
	switch {
	case strings.TrimSpace(text) == "":
		p.Bad(option, "must not be empty or blank")
	case strings.TrimSpace(text) == "0":
		p.Bad(option, `must not be "0" alone, which stores take for no filter`)
	case !utf8.ValidString(text):
		p.Bad(option, "must be UTF-8")
	}
}

// IsLetter is all that the vendor's filters and columns take for an order's status.
func IsLetter(status string) bool {
	return len(status) == 1 && (status[0] >= 'A' && status[0] <= 'Z' || status[0] >= 'a' && status[0] <= 'z')
}
