package quartet

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/quartetgo/quartet/internal/transport"
)

// core is what the three clients share.
type core struct {
	service    string
	base       *url.URL
	locate     locator
	judge      judge
	mask       func(string) string
	credential []string // headers that only the client may set
	userAgent  string
	timeout    time.Duration
	settings   Settings
	hooks      Hooks
	log        *slog.Logger
	transport  *transport.Client
}

// Settings is what a service package needs to know of its client. It holds no
// credential.
type Settings struct {
	Location     *time.Location        // in which times are given, and vendor-local ones read
	MaxInFlight  int                   // the cap on requests in flight
	APIVersion   string                // "2.0", "v3"; "" for Calltouch
	UnknownField func(typ, key string) // reports a key without a field, once; nil without a hook
}

// newCore puts a client together once all its arguments have been checked.
func newCore(cfg *config, mask func(string) string, credential func(*http.Request)) (*core, error) {
	base := cfg.parseBase()
	if err := cfg.problems.err(cfg.service, "New"); err != nil {
		return nil, err
	}
	gate := cfg.gate()
	network := cfg.network
	if network == nil {
		network = defaultNetwork(gate.InFlight())
	}
	c := &core{
		service: cfg.service, base: base, mask: mask, userAgent: cfg.userAgent,
		timeout: cfg.timeout, hooks: cfg.hooks, log: cfg.logger,
		credential: []string{"Authorization", cfg.keyHeader},
	}
	c.settings = Settings{
		Location: cfg.location, MaxInFlight: gate.InFlight(),
		APIVersion: cfg.apiVersion, UnknownField: c.unknownField(),
	}
	if c.settings.Location == nil {
		c.settings.Location = time.UTC
	}
	tc := transport.Config{
		Network: network, Middleware: cfg.middleware, Gate: gate, Policy: cfg.retry.policy(),
		AttemptTimeout: cfg.attemptTimeout, MaxBody: cfg.maxBody,
		Scheme: base.Scheme, Host: base.Host, Credential: credential, Mask: mask,
	}
	if c.log != nil || c.hooks.Attempt != nil {
		tc.Observe = c.observe
	}
	c.transport = transport.New(tc)
	return c, nil
}

// defaultNetwork is a clone of the default transport that keeps a connection for
// each place in flight.
func defaultNetwork(inFlight int) http.RoundTripper {
	t, ok := http.DefaultTransport.(*http.Transport)
	if !ok { // somebody has replaced it: theirs is used as it is
		return http.DefaultTransport
	}
	t = t.Clone()
	t.MaxIdleConnsPerHost = inFlight
	t.MaxIdleConns = max(t.MaxIdleConns, inFlight)
	return t
}

// String names the client by its address.
func (c *core) String() string { return c.service + " client of " + c.base.String() }

// do makes one call and turns what became of it into a Response or an *Error.
func (c *core) do(ctx context.Context, req Request, opts []CallOption) (*Response, error) {
	var o callOptions
	for _, opt := range opts {
		opt(&o)
	}
	if req.Method == "" {
		req.Method = http.MethodGet
	}
	if req.Service == "" {
		req.Service = c.service
	}
	if err := c.check(&req, &o); err != nil {
		return nil, err
	}
	call := c.call(&req, &o)
	r := c.transport.Do(ctx, call)
	resp := &Response{
		StatusCode: r.Status, Header: r.Header, Body: r.Body,
		Attempts: r.Attempts, Wait: r.Wait, Duration: r.Duration,
	}
	address := redacted(call.URL)
	err := c.verdict(ctx, &req, resp, &r, address)
	if c.log != nil || c.hooks.Call != nil {
		c.finished(ctx, call, address, &r, err)
	}
	if o.onResponse != nil && r.Status != 0 {
		seen := *resp
		seen.Body = nil
		c.guard(func() { o.onResponse(seen) })
	}
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// check refuses what must not be sent.
func (c *core) check(req *Request, o *callOptions) error {
	var p problems
	if o.problem != "" {
		p.add(o.problem)
	}
	if o.retry != nil {
		p.addAll(o.retry.problems("Retry"))
	}
	if len(req.Path) == 0 {
		p.add("Path: must have an element")
	}
	for _, element := range req.Path {
		if element == "" || element == "." || element == ".." {
			p.add(fmt.Sprintf("Path: %q is no element", element))
		}
	}
	for _, h := range []http.Header{req.Header, o.header} {
		for name, values := range h {
			if why := c.forbidden(name, values); why != "" {
				p.add(why)
			}
		}
	}
	return p.err(req.Service, req.Op)
}

// forbidden says why a header may not be set.
func (c *core) forbidden(name string, values []string) string {
	canonical := http.CanonicalHeaderKey(name)
	switch {
	case !isToken(name) || slices.ContainsFunc(values, hasControl):
		return fmt.Sprintf("Header %q: is no header", name)
	case slices.Contains(c.credential, canonical):
		return "Header " + canonical + ": is the client's own"
	case canonical == "Idempotency-Key" || canonical == "X-Idempotency-Key":
		return "Header " + canonical + ": would make net/http repeat a create by itself"
	case canonical == "Host" || canonical == "Content-Length" || canonical == "Transfer-Encoding" || canonical == "Accept-Encoding":
		return "Header " + canonical + ": is set by net/http"
	}
	return ""
}

// call is the request as the transport takes it: no credential is in it.
func (c *core) call(req *Request, o *callOptions) *transport.Call {
	query := req.Query
	if len(o.query) > 0 {
		query = url.Values{}
		for _, values := range []url.Values{req.Query, o.query} {
			for name, v := range values {
				query[name] = v
			}
		}
	}
	call := &transport.Call{
		Method: req.Method, URL: c.locate(req.Path, query), Body: req.Body, Buffer: req.Buffer,
		Class: req.Class.transportClass(req.Method), Timeout: c.timeout,
		Header: c.header(req, o), Info: callName{req.Service, req.Op, req.Route},
	}
	if o.timeout > 0 {
		call.Timeout = o.timeout
	}
	if o.retry != nil {
		policy := o.retry.policy()
		call.Policy = &policy
	}
	if o.noRetry {
		policy := c.transport.Policy()
		if call.Policy != nil {
			policy = *call.Policy
		}
		policy.MaxAttempts = 1
		call.Policy = &policy
	}
	return call
}

// header: JSON in, JSON out. Without a body there is no Content-Type, which
// CS-Cart would take for the promise of one.
func (c *core) header(req *Request, o *callOptions) http.Header {
	h := make(http.Header, 3)
	h["Accept"] = []string{"application/json"}
	h["User-Agent"] = []string{c.userAgent}
	if req.Body != nil {
		h["Content-Type"] = []string{"application/json"}
	}
	for _, more := range []http.Header{req.Header, o.header} {
		for name, values := range more {
			h[http.CanonicalHeaderKey(name)] = values
		}
	}
	return h
}

// verdict is nil for an answer that is what the vendor documents, else an *Error.
func (c *core) verdict(ctx context.Context, req *Request, resp *Response, r *transport.Result, address string) error {
	e := &Error{
		Service: req.Service, Op: req.Op, Method: req.Method, URL: address, StatusCode: r.Status,
		Attempts: r.Attempts, RetryAfter: r.RetryAfter, Advice: req.Advice,
	}
	if r.Outcome != transport.Done {
		e.Outcome, e.Err = publicOutcome(r.Outcome), publicCause(r)
		c.judge(e, r.Body)
		return c.finish(e, r.Body)
	}
	if req.Method == http.MethodHead || r.Status == http.StatusNoContent || r.Status == http.StatusNotFound {
		return nil // nothing to read; a 404 is a delete that an earlier attempt has carried out
	}
	e.Outcome = OutcomeUnknown
	body, notice := cutNotice(r.Body)
	resp.Body = body
	if notice != "" {
		c.notice(ctx, req, notice)
	}
	if len(body) == 0 && req.Decode == nil {
		return nil
	}
	if problem := notJSON(body); problem != "" {
		e.Message, e.Err = problem, ErrMalformed
		return c.finish(e, r.Body)
	}
	if c.judge(e, body) {
		return c.finish(e, r.Body)
	}
	if req.Decode == nil {
		return nil
	}
	err := req.Decode(resp)
	if err == nil {
		return nil
	}
	var own *Error
	if errors.As(err, &own) { // the service has found out more: it knows the outcome
		own.fill(e)
		return c.finish(own, r.Body)
	}
	e.Err = malformed(err)
	return c.finish(e, r.Body)
}

// finish bounds and cleans what an error keeps.
func (c *core) finish(e *Error, body []byte) error {
	if n := len(body); n > 0 {
		e.Body = []byte(clip(c.mask(string(body[:min(n, 2*MaxErrorBody)])), MaxErrorBody))
	}
	e.Message = c.mask(e.Message)
	for i, d := range e.Details {
		e.Details[i] = c.mask(d)
	}
	e.Field, e.Type = c.mask(e.Field), c.mask(e.Type)
	if e.Err != nil {
		if text := c.mask(e.Err.Error()); text != e.Err.Error() { // an answer that echoes the credential
			e.Err = malformed(errors.New(strings.TrimPrefix(text, ErrMalformed.Error()+": ")))
		}
	}
	if e.Outcome != OutcomeUnknown {
		e.Advice = ""
	}
	return e
}

// fill takes over what a service's own error leaves out.
func (e *Error) fill(from *Error) {
	e.Service, e.Op, e.Method, e.URL = from.Service, from.Op, from.Method, from.URL
	if e.StatusCode == 0 {
		e.StatusCode = from.StatusCode
	}
	if e.Outcome == 0 {
		e.Outcome = from.Outcome
	}
	e.Attempts, e.RetryAfter, e.Advice = from.Attempts, from.RetryAfter, from.Advice
}

// malformed makes err an ErrMalformed.
func malformed(err error) error {
	if errors.Is(err, ErrMalformed) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrMalformed, err)
}

// publicCause turns the transport's errors into this package's.
func publicCause(r *transport.Result) error {
	err := r.Err
	var paused *transport.PausedError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &paused):
		r.RetryAfter = paused.For
		return fmt.Errorf("%w: %w", ErrRateLimited, err)
	case errors.Is(err, transport.ErrLimit):
		return fmt.Errorf("%w: %w", ErrRateLimited, err)
	case errors.Is(err, transport.ErrTooLarge):
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	case errors.Is(err, transport.ErrBadRequest):
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	case r.Status >= 200 && r.Status < 300: // the body broke off
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return err
}
