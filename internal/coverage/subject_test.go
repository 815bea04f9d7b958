package coverage_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/coverage"
)

// subject is one service package, with what is needed to make all its calls.
type subject struct {
	name    string          // of the package
	service reflect.Type    // *Service: all that its methods take and give is covered
	calls   map[string]call // by the operation's id
	unix    bool            // times are unix seconds on the wire, not local ones

	options map[string]option     // by Go name, or Go name and [row]: what to give to a call, and what the vendor then gets
	inputs  map[string]func() any // by the operation's id: a new input that passes the checks, as a pointer
	setters map[string]setter     // by Go name, or Go name and [row]: for what the common test value does not fit
	answers map[string]string     // by the operation's id: what an answer must have to be taken
	spare   map[string]string     // Go names without a row, and why
}

// call makes one call over the wire.
type call func(ctx context.Context, w *wire, in input) (any, error)

// input is what differs between calls of one operation.
type input struct {
	option  any    // of the package's own type; nil for none
	body    any    // what inputs made
	variant string // Go name of what leads to another path; "" for the usual one
}

// option is one use of a Go name, and what it puts on the wire: the vendor's
// names to the text of their values.
type option struct {
	value any  // nil when the Go name is no option
	call  call // instead of the operation's own; usually nil
	wire  map[string]string
}

// setter sets a field of an input and returns the text that the vendor then gets.
type setter func(body any) (want string)

// subjects are the services by package.
var subjects = map[string]subject{
	"orders":       ordersSubject(),
	"callrequests": callRequestsSubject(),
	"ordersdiary":  ordersDiarySubject(),
	"contacts":     contactsSubject(),
}

// placeholders are what stands in the paths of all test calls.
var placeholders = strings.NewReplacer(
	"{order_id}", "7", "{request_id}", "7", "{company_id}", "3", "{site_id}", "12", "{version}", "v6")

// wire records the first request and answers it. What a call asks for beside it
// is not found.
type wire struct {
	status int
	answer string

	url  *url.URL
	verb string
	body []byte
}

// id is the record that the answer is about, by the vendor's name of its id: what
// to ask for, since an answer about another one is refused. It is 7 when the
// answer names none.
func (w *wire) id(name string) int64 {
	root, err := parse([]byte(w.answer))
	if err != nil {
		return 7
	}
	for _, v := range valuesAt(root, name) {
		if id, err := strconv.ParseInt(fmt.Sprint(v), 10, 64); err == nil {
			return id
		}
	}
	return 7
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if w.url != nil {
		return respond(r, http.StatusNotFound, `{"message":"Not Found","status":404}`), nil
	}
	w.url, w.verb = r.URL, r.Method
	if r.Body != nil {
		var err error
		if w.body, err = io.ReadAll(r.Body); err != nil {
			return nil, err
		}
	}
	return respond(r, w.status, w.answer), nil
}

func respond(r *http.Request, status int, text string) *http.Response {
	return &http.Response{
		StatusCode: status, Request: r, ContentLength: int64(len(text)),
		Header: http.Header{"Content-Type": {"application/json"}},
		Body:   io.NopCloser(strings.NewReader(text)),
	}
}

// options are those of all clients: no waiting, no repeats.
func (w *wire) options(more ...quartet.Option) []quartet.Option {
	return append([]quartet.Option{quartet.WithTransport(w), quartet.WithRateLimit(1e6, 1000)}, more...)
}

// option is the use of the row's Go name.
func (s subject) option(row coverage.Row) (option, bool) {
	if o, ok := s.options[row.Go+"["+row.Name+"]"]; ok {
		return o, true
	}
	o, ok := s.options[row.Go]
	return o, ok
}

// make makes the operation's call, or the option's own.
func (s subject) make(ctx context.Context, w *wire, op coverage.Operation, o option, in input) (any, error) {
	in.option = o.value
	if o.call != nil {
		return o.call(ctx, w, in)
	}
	return s.calls[op.ID](ctx, w, in)
}

// open is a wire that answers an operation with success.
func (s subject) open(op coverage.Operation) *wire {
	status := map[string]int{http.MethodGet: 200, http.MethodPut: 200, http.MethodPost: 201, http.MethodDelete: 204}[op.Method]
	if strings.Contains(op.Path, "commerce.") {
		status = 200
	}
	return &wire{status: status, answer: s.answers[op.ID]}
}

// input is what the operation needs at least.
func (s subject) input(op coverage.Operation) input {
	if build := s.inputs[op.ID]; build != nil {
		return input{body: build()}
	}
	return input{}
}

// each runs a parallel subtest for each operation of each service.
func each(t *testing.T, test func(t *testing.T, s subject, op coverage.Operation)) {
	t.Parallel()
	for _, api := range load(t) {
		for _, op := range api.Operations {
			t.Run(api.Package+"/"+op.ID, func(t *testing.T) {
				t.Parallel()
				test(t, subjects[api.Package], op)
			})
		}
	}
}

func load(t *testing.T) []coverage.API {
	t.Helper()
	apis, err := coverage.Load("../..")
	if err != nil {
		t.Fatal(err)
	}
	return apis
}
