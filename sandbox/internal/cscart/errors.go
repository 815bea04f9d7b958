package cscart

import (
	"fmt"
	"html"
	"net/http"
	"strings"
)

// apiError is an answer that is not what was asked for.
type apiError struct {
	status  int
	details []string
}

func fail(status int, details ...string) *apiError { return &apiError{status, details} }

// toLogin is no error of the API: the one case in which the application itself
// redirects, to a page for people.
var toLogin = fail(http.StatusFound)

// refused is an order that the rules of the shop forbid: 403 in 4.13.2 and
// 4.20.1, in older releases the documented 400.
func (q *call) refused(details ...string) *apiError {
	if q.rules.refused403 {
		return fail(http.StatusForbidden, details...)
	}
	return fail(http.StatusBadRequest, details...)
}

func (q *call) writeError(w http.ResponseWriter, e *apiError) {
	message := http.StatusText(e.status)
	if len(e.details) > 0 {
		message += ": " + strings.Join(e.details, ", ")
	}
	out := q.json()
	out.open('{')
	out.str("message", message)
	out.num("status", int64(e.status))
	if q.rules.errorLists {
		for _, key := range []string{"messages", "errors"} {
			out.list(key)
			if key == "errors" {
				for _, d := range e.details {
					out.text(d)
				}
			}
			out.close(']')
		}
	}
	out.close('}')
	if e.status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Basic realm="User email/API key"`)
	}
	q.write(w, e.status, out)
}

func (q *call) json() *phpJSON {
	return &phpJSON{
		b:           make([]byte, 0, 1024),
		shortFloats: q.rules.shortFloats,
		numbers:     q.config.Beliefs.NumberColumns,
	}
}

func (q *call) write(w http.ResponseWriter, status int, body *phpJSON) {
	if body.badText && q.config.Beliefs.EmptyOnBadText {
		body.b = nil
	}
	w.Header()["Content-Type"] = []string{"application/json"}
	w.WriteHeader(status)
	w.Write(body.b) //nolint:errcheck // a client that hung up is no concern of the store
}

// writeHTML answers as the web server or a fatal error of PHP does.
func writeHTML(w http.ResponseWriter, status int, title string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<!DOCTYPE html>\n<html><head><title>%[1]s</title></head><body><h1>%[1]s</h1></body></html>\n", html.EscapeString(title))
}
