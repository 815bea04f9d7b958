package cscart

import (
	"net/url"
	"slices"
	"strings"
)

// findAPI finds the part of the URL that the API goes by, such as
// "2.0/orders/5", and the query that belongs to it. It is false where the web
// server has nothing.
func (q *call) findAPI(u *url.URL) bool {
	path, ok := strings.CutPrefix(u.Path, strings.TrimSuffix(q.config.Folder, "/"))
	if !ok {
		return false
	}
	q.query = parseForm(u.RawQuery)
	if path == "/api.php" {
		q.route = textOf(q.query.get("_d"))
		q.query = without(q.query, "_d")
		return true
	}
	q.route, ok = strings.CutPrefix(path, "/api/")
	if q.rules.ajaxCustom {
		q.query.set("ajax_custom", "1")
	}
	return ok && !q.config.NoRewriting
}

func without(a *phpArray, key string) *phpArray {
	delete(a.values, key)
	a.keys = slices.DeleteFunc(a.keys, func(k string) bool { return k == key })
	return a
}

// target is what a path names.
type target struct {
	version string
	company int64 // the store or vendor of the prefix, 0 for none
	entity  string
	id      int64
	hasID   bool
}

// parseRoute reads [version/][stores|vendors/<id>/]entity[/<id>][/].
func (q *call) parseRoute() (target, *apiError) {
	parts := strings.Split(strings.TrimSuffix(q.route, "/"), "/")
	t := target{version: q.rules.versions[0]}
	if slices.Contains(q.rules.versions, parts[0]) {
		t.version, parts = parts[0], parts[1:]
	}
	prefix := "stores"
	if q.config.Profile.MultiVendor {
		prefix = "vendors"
	}
	if len(parts) >= 3 && parts[0] == prefix && isDigits(parts[1]) {
		t.company, parts = intOf(parts[1]), parts[2:]
		if t.company == 0 || q.config.Profile.companyName(t.company) == "" {
			return t, fail(403) // assumed: an unknown company is as foreign as another's
		}
	}
	if len(parts) == 0 || parts[0] == "" {
		return t, fail(404)
	}
	t.entity = parts[0]
	known := t.entity == "orders" || t.entity == "call_requests" && q.rules.callRequests && !q.config.CallRequestsOff
	if !known {
		return t, fail(404, "The entity "+t.entity+" not found")
	}
	switch {
	case len(parts) == 1:
	case len(parts) == 2 && isDigits(parts[1]):
		t.id, t.hasID = intOf(parts[1]), true
	default:
		return t, fail(404)
	}
	return t, nil
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
