package quartet

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// locator builds the address of a call from the path's elements and the query.
type locator func(path []string, query url.Values) string

// plainURL appends the elements to the base.
func plainURL(base *url.URL) locator {
	root := base.Scheme + "://" + base.Host + base.EscapedPath()
	return func(path []string, query url.Values) string {
		return withQuery(root+"/"+escapePath(path), query)
	}
}

// cscartURL is <store>/api/<version>/…, or for a store without URL rewriting
// <store>/api.php?_d=<version>/….
func cscartURL(base *url.URL, version string) locator {
	root := base.Scheme + "://" + base.Host + base.EscapedPath()
	if strings.HasSuffix(base.Path, "/api.php") {
		return func(path []string, query url.Values) string {
			return withQuery(root+"?_d="+url.QueryEscape(version+"/"+strings.Join(path, "/")), query)
		}
	}
	return func(path []string, query url.Values) string {
		return withQuery(root+"/api/"+version+"/"+escapePath(path), query)
	}
}

// open2bURL is <store>/open2b/api/v3/…; from version 6 on the first part is gone.
func open2bURL(base *url.URL, version string) locator {
	root := base.Scheme + "://" + base.Host + base.EscapedPath()
	if n, _ := strconv.Atoi(strings.TrimPrefix(version, "v")); n < 6 {
		root += "/open2b"
	}
	return func(path []string, query url.Values) string {
		return withQuery(root+"/api/"+version+"/"+escapePath(path), query)
	}
}

func escapePath(path []string) string {
	if len(path) == 1 {
		return url.PathEscape(path[0])
	}
	escaped := make([]string, len(path))
	for i, element := range path {
		escaped[i] = url.PathEscape(element)
	}
	return strings.Join(escaped, "/")
}

func withQuery(address string, query url.Values) string {
	if len(query) == 0 {
		return address
	}
	if strings.Contains(address, "?") {
		return address + "&" + query.Encode()
	}
	return address + "?" + query.Encode()
}

// redacted is the address for errors and logs: the query's names without its
// values, which may be a customer's e-mail or phone. Paging is no secret.
func redacted(address string) string {
	bare, raw, has := strings.Cut(address, "?")
	if !has {
		return address
	}
	query, err := url.ParseQuery(raw)
	if err != nil {
		return bare
	}
	names := make([]string, 0, len(query))
	for name := range query {
		names = append(names, name)
	}
	slices.Sort(names)
	for i, name := range names {
		switch name {
		case "page", "items_per_page", "limit", "_d":
			names[i] += "=" + query.Get(name)
		default:
			names[i] += "=…"
		}
	}
	return bare + "?" + strings.Join(names, "&")
}
