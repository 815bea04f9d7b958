package quartet

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/quartetgo/quartet/internal/transport"
)

// core is what the three clients share.
type core struct {
	service    string
	base       *url.URL
	locate     locator
	judge      judge
	mask       func(string) string // hides the credential
	longest    int                 // a credential in its longest form, in bytes
	credential []string            // headers that only the client may set
	parameters []string            // of the query, likewise
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
	Mask         func(error) error     // hides the credential in the error, which may be nil, of a record that is decoded after Do
}

// newCore puts a client together once all its arguments have been checked.
func newCore(cfg *config, secrets []string, credential func(*http.Request)) (*core, error) {
	base := cfg.parseBase()
	if err := cfg.problems.err("quartet", cfg.constructor); err != nil {
		return nil, err
	}
	gate := cfg.gate()
	network := cfg.network
	if network == nil {
		network = defaultNetwork(gate.InFlight())
	}
	mask, longest := masker(secrets)
	c := &core{
		service: cfg.service, base: base, mask: mask, longest: longest, userAgent: cfg.userAgent,
		timeout: cfg.timeout, hooks: cfg.hooks, log: cfg.logger,
		credential: []string{"Authorization", cfg.keyHeader},
	}
	c.settings = Settings{
		Location: cfg.location, MaxInFlight: gate.InFlight(),
		APIVersion: cfg.apiVersion, UnknownField: c.unknownField(), Mask: c.clean,
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

// What the default network allows a server.
const (
	maxHeader = 1 << 20          // bytes of an answer's header
	pingAfter = 15 * time.Second // of silence on an HTTP/2 connection in use, and again for the answer
)

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
	t.MaxResponseHeaderBytes = maxHeader
	t.HTTP2 = &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingAfter} // finds a connection that died in silence
	return t
}

// String names the client by its address.
func (c *core) String() string { return c.service + " client of " + c.base.String() }

// do makes one call and turns what became of it into a Response or an *Error.
func (c *core) do(ctx context.Context, req Request, opts []CallOption) (*Response, error) {
	var o callOptions
	for _, opt := range opts {
		if opt != nil {
			opt(&o)
		}
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
	err := c.verdict(ctx, &req, call, resp, &r)
	if c.log != nil || c.hooks.Call != nil {
		c.finished(ctx, call, &r, err)
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
	for _, query := range []url.Values{req.Query, o.query} {
		for _, name := range c.parameters {
			if query.Has(name) {
				p.add("Query " + name + ": is the client's own")
			}
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
	case setByHTTP(canonical):
		return "Header " + canonical + ": is set by net/http"
	}
	return ""
}

// setByHTTP: net/http sets the header, or ignores it.
func setByHTTP(name string) bool {
	switch name {
	case "Host", "Content-Length", "Transfer-Encoding", "Accept-Encoding", "Trailer", "Connection", "Upgrade":
		return true
	}
	return false
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
			h[http.CanonicalHeaderKey(name)] = slices.Clone(values)
		}
	}
	return h
}
