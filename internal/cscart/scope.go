// Package cscart is what the two services of CS-Cart share: their paths, the
// options and walks of their lists, and the calls that read or change one record.
package cscart

import (
	"strconv"

	"github.com/quartetgo/quartet/internal/check"
)

// Scope is the store or vendor that a service keeps to. The zero Scope is the
// whole installation.
type Scope struct {
	kind string // "stores" or "vendors"
	id   int64
	many bool // set more than once
}

// Store keeps to one store (CS-Cart).
func (s *Scope) Store(id int64) { s.set("stores", id) }

// Vendor keeps to one vendor (Multi-Vendor).
func (s *Scope) Vendor(id int64) { s.set("vendors", id) }

func (s *Scope) set(kind string, id int64) {
	s.many = s.kind != ""
	s.kind, s.id = kind, id
}

// check notes what is wrong with the scope.
func (s Scope) check(p *check.Problems) {
	name := map[string]string{"stores": "ForStore", "vendors": "ForVendor"}[s.kind]
	if s.kind != "" && s.id < 1 {
		p.Add(name, "must be at least 1")
	}
	if s.many {
		p.Add(name, "give one store or one vendor, not several")
	}
}

// path is the path of an entity in the scope: of all its records, or with an id
// above 0 of one.
func (s Scope) path(entity string, id int64) []string {
	var path []string
	if s.kind != "" {
		path = []string{s.kind, strconv.FormatInt(s.id, 10)}
	}
	path = append(path, entity)
	if id > 0 {
		path = append(path, strconv.FormatInt(id, 10))
	}
	return path
}

// route is path's template, for logs.
func (s Scope) route(entity, id string) string {
	route := entity
	if s.kind != "" {
		route = s.kind + "/{company_id}/" + route
	}
	if id != "" {
		route += "/{" + id + "}"
	}
	return route
}

// String is the scope as it stands in a path.
func (s Scope) String() string {
	if s.kind == "" {
		return ""
	}
	return s.kind + "/" + strconv.FormatInt(s.id, 10)
}
