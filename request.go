package quartet

import (
	"maps"
	"net/http"
	"net/url"
	"time"
)

// Class says what repeating a call would do, and so when it may be repeated.
type Class uint8

// The classes. ClassAuto goes by the method: GET and HEAD read, DELETE deletes,
// anything else creates, which is the class that is never repeated once it may
// have been sent.
const (
	ClassAuto   Class = iota
	ClassRead         // changes nothing: repeated freely
	ClassUpdate       // doing it twice is doing it once: repeated freely
	ClassDelete       // repeated freely; a 404 after an unknown outcome is success
	ClassCreate       // repeated only when it certainly never left
)

// Request is one call of an endpoint, for Do. The service packages build theirs
// the same way.
type Request struct {
	Service string      // for errors and logs; left out, the client's name
	Op      string      // the operation, for errors and logs: "Get"
	Route   string      // the path's template for logs, "orders/{order_id}"; left out, the path is not logged
	Method  string      // GET if left out
	Path    []string    // the path's elements behind the API's root, each escaped for itself
	Query   url.Values  // without any credential
	Body    []byte      // JSON
	Header  http.Header // more headers; credentials, Host and Idempotency-Key are refused
	Class   Class       // what repeating it would do
	Advice  string      // what an ErrOutcomeUnknown tells the user to do
	Buffer  []byte      // the answer's body is read into it if it fits; its length does not matter

	// Decode reads a successful answer. Its error makes the call fail as
	// ErrMalformed, with an unknown outcome. It must not keep the Response.
	Decode func(*Response) error
}

// Response is what is known of one answered call.
type Response struct {
	StatusCode int
	Header     http.Header
	Body       []byte        // the whole body, decompressed; nil in OnResponse
	Attempts   int           // attempts on the wire, this answer's included
	Wait       time.Duration // spent waiting: for the limit, for a place, between attempts
	Duration   time.Duration // of the whole call
}

// CallOption changes one call, or all calls of a service made by With.
type CallOption func(*callOptions)

type callOptions struct {
	header     http.Header
	query      url.Values
	timeout    time.Duration
	noRetry    bool
	retry      *RetryPolicy
	onResponse func(Response)
	problem    string
}

// Header sends one more header. A credential's header, Host and Idempotency-Key
// are refused with ErrInvalid (the last because net/http would then repeat a
// POST by itself).
func Header(name, value string) CallOption {
	return func(o *callOptions) {
		o.header = o.header.Clone()
		if o.header == nil {
			o.header = http.Header{}
		}
		o.header.Set(name, value)
	}
}

// Query sends one more parameter in the query string, for what a vendor or an
// add-on knows and this library does not.
func Query(name, value string) CallOption {
	return func(o *callOptions) {
		o.query = maps.Clone(o.query)
		if o.query == nil {
			o.query = url.Values{}
		}
		o.query.Set(name, value)
	}
}

// Timeout bounds the whole call, waits and repeats included. It must be above 0.
func Timeout(d time.Duration) CallOption {
	return func(o *callOptions) {
		o.timeout = d
		if d <= 0 {
			o.problem = "Timeout: must be above 0"
		}
	}
}

// NoRetry makes one attempt only.
func NoRetry() CallOption { return func(o *callOptions) { o.noRetry = true } }

// Retry replaces the client's retry policy.
func Retry(p RetryPolicy) CallOption { return func(o *callOptions) { o.retry = &p } }

// OnResponse calls f with what is known of each answered call, before its
// result is returned; a page fetched ahead of a walk calls it from another goroutine.
func OnResponse(f func(Response)) CallOption { return func(o *callOptions) { o.onResponse = f } }
