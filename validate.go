package quartet

import (
	"net"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"unicode"
)

// problems collects what is wrong with an input, to be told at once.
type problems []string

func (p *problems) add(problem string)       { *p = append(*p, problem) }
func (p *problems) addAll(problems []string) { *p = append(*p, problems...) }

func (p problems) err(service, op string) error {
	if len(p) == 0 {
		return nil
	}
	return &Error{Service: service, Op: op, Outcome: OutcomeNotSent, Details: p, Err: ErrInvalid}
}

// checkCredential refuses what could not be sent as it is. The value is not shown.
func (c *config) checkCredential(name, value string) {
	switch {
	case value == "":
		c.problems.add(name + ": must not be empty")
	case strings.ContainsFunc(value, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }):
		c.problems.add(name + ": must have no blanks, line breaks or control characters")
	}
}

func (c *config) needVersion(allowed, byDefault string, ok func(string) bool) {
	if c.apiVersion == "" {
		c.apiVersion = byDefault
	}
	if !ok(c.apiVersion) {
		c.problems.add("WithAPIVersion: must be " + allowed)
	}
}

// isCSCartVersion: 2.0, 2.1, … Version 1.0 answers bare lists without a total,
// and "2" is unknown to most releases.
func isCSCartVersion(v string) bool {
	major, minor, ok := strings.Cut(v, ".")
	return ok && isNumber(major, 2) && isNumber(minor, 0)
}

// isOpen2bVersion: v3, v4, …
func isOpen2bVersion(v string) bool {
	return strings.HasPrefix(v, "v") && isNumber(v[1:], 3)
}

func isNumber(s string, least int) bool {
	n, err := strconv.Atoi(s)
	return err == nil && n >= least && strconv.Itoa(n) == s
}

// parseBase checks the address that a client sends to.
func (c *config) parseBase() *url.URL {
	u, err := url.Parse(c.baseURL)
	add := func(problem string) { c.problems.add("base URL: " + problem) }
	switch {
	case c.baseURL == "":
		add("must not be empty")
		return nil
	case err != nil: // the error would show the URL, userinfo and all
		add("is not a URL")
		return nil
	}
	if u.User != nil {
		add("must not hold a user or password")
	}
	if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		add("must not hold a query or fragment")
	}
	if u.Host == "" || u.Hostname() == "" || u.Opaque != "" {
		add(`must be whole, such as "https://shop.example"`)
		return nil
	}
	switch u.Scheme {
	case "https":
	case "http":
		if !c.insecure && !isLoopback(u.Hostname()) {
			add("must be https: plain http shows the credential to everyone on the way (WithInsecureHTTP allows it)")
		}
	default:
		add("must be https")
	}
	u.Host = strings.TrimSuffix(u.Host, ":") // an empty port, which net/http drops too
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = strings.TrimRight(u.RawPath, "/")
	if c.service != "calltouch" && strings.Contains(u.Path+"/", "/api/") {
		add("must end before /api: the client adds it")
	}
	return u
}

func isLoopback(host string) bool {
	if host == "localhost" { // not "x.localhost", for which some resolvers ask the network
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// isNil: nil, or an interface around a nil pointer.
func isNil(v any) bool {
	if v == nil {
		return true
	}
	r := reflect.ValueOf(v)
	return r.Kind() == reflect.Pointer && r.IsNil()
}

func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }

// isToken: an HTTP header's name.
func isToken(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return s != ""
}
