package cscart

import (
	"slices"
	"strings"
)

// page is the window of a list that a request asks for.
type page struct {
	number  int64 // from 1
	size    int64 // 0: everything
	ownSize bool  // the request named the size
	total   int64
}

// window reads page and items_per_page.
func (q *call) window() page {
	p := page{number: max(intOf(q.query.get("page")), 1), size: int64(q.config.ItemsPerPage)}
	if q.query.has("items_per_page") {
		p.size, p.ownSize = max(intOf(q.query.get("items_per_page")), 0), true
	} else if q.target.version == "1.0" {
		p.size = 0
	}
	return p
}

// clamp moves a page past the end to the last one, but not where there is none.
func (p *page) clamp() {
	if p.size > 0 && p.total > 0 {
		p.number = min(p.number, (p.total+p.size-1)/p.size)
	}
}

// of is LIMIT and OFFSET.
func of[T any](rows []T, p page) []T {
	if p.size == 0 {
		return rows
	}
	n := int64(len(rows))
	if (p.number - 1) > n/p.size { // far enough out to overflow
		return nil
	}
	from := min((p.number-1)*p.size, n)
	return rows[from:min(from+p.size, n)]
}

// sorting is what sort_by and sort_order come to.
type sorting struct {
	by   string
	desc bool
}

// sorting reads sort_by and sort_order; what it does not know becomes date and desc.
func (q *call) sorting(keys ...string) sorting {
	s := sorting{by: textOf(q.query.get("sort_by")), desc: textOf(q.query.get("sort_order")) != "asc"}
	if !slices.Contains(keys, s.by) {
		s.by = "date"
	}
	return s
}

// writeParams echoes the query with what was made of it.
func (q *call) writeParams(out *phpJSON, p page, s sorting, defaults func(*phpJSON)) {
	out.object("params")
	out.num("page", p.number)
	out.key("items_per_page")
	switch {
	case p.ownSize:
		out.value(q.query.get("items_per_page"))
	case q.rules.numberPerPage:
		out.integer(p.size)
	default:
		out.text(textOf(number(p.size)))
	}
	for _, k := range q.query.keys {
		switch k {
		case "page", "items_per_page", "sort_by", "sort_order":
		default:
			out.key(k)
			out.value(q.query.values[k])
		}
	}
	if defaults != nil {
		defaults(out)
	}
	order, reverse := "asc", "desc"
	if s.desc {
		order, reverse = reverse, order
	}
	out.str("sort_order", order)
	out.str("sort_by", s.by)
	out.str("sort_order_rev", reverse)
	if p.size > 0 {
		out.column("total_items", p.total)
	}
	out.close('}')
}

// oneOf reads a filter that is one value, a comma list or an array of values.
func oneOf(v any) []string {
	if isUnset(v) {
		return nil
	}
	if a, ok := v.(*phpArray); ok {
		var all []string
		for _, k := range a.keys {
			all = append(all, textOf(a.values[k]))
		}
		return all
	}
	return strings.Split(textOf(v), ",")
}

// isUnset: an empty filter filters nothing, but "0" is a value.
func isUnset(v any) bool {
	a, ok := v.(*phpArray)
	return v == nil || v == "" || ok && a.len() == 0
}

// contains is a LIKE '%part%': upper and lower case are the same.
func contains(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
