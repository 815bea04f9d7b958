package transport

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"
)

// maxFailedBody bounds what is read of an answer that is no 2xx: enough to keep
// the connection, and never an endless page.
const maxFailedBody = 256 << 10

// bottom is the lowest layer of ours. It waits for its turn, adds the credential
// to a copy of the request, and reads the body whole, so that an open body never
// holds a place and a body that is cut can be repeated.
type bottom struct{ cfg Config }

func (b *bottom) RoundTrip(req *http.Request) (*http.Response, error) {
	s, _ := req.Context().Value(stateKey{}).(*state)
	if s == nil { // a middleware's own request
		s = &state{client: &Client{cfg: b.cfg}, call: &Call{}}
	}
	a := s.begin()
	if !b.ours(req) {
		closeBody(req)
		return nil, a.refuse(ErrForeignOrigin)
	}
	waited, err := b.cfg.Gate.enter(req.Context(), s.policy.MaxRetryAfter)
	a.waited = waited
	if err != nil {
		closeBody(req)
		return nil, a.refuse(err)
	}
	defer b.cfg.Gate.leave()
	a.started = time.Now()
	ctx := req.Context()
	if b.cfg.AttemptTimeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, b.cfg.AttemptTimeout, ErrAttemptTimeout)
		defer cancel()
	}
	return b.send(ctx, req, s, a)
}

// ours: the request goes to the one origin that may see the credential.
func (b *bottom) ours(req *http.Request) bool {
	return strings.EqualFold(req.URL.Scheme, b.cfg.Scheme) && strings.EqualFold(req.URL.Host, b.cfg.Host) &&
		(req.Host == "" || strings.EqualFold(req.Host, b.cfg.Host)) && req.URL.User == nil
}

func (b *bottom) send(ctx context.Context, req *http.Request, s *state, a *attempt) (*http.Response, error) {
	trace := &httptrace.ClientTrace{GotConn: func(httptrace.GotConnInfo) { a.connected = true }}
	signed := req.Clone(httptrace.WithClientTrace(ctx, trace))
	b.cfg.Credential(signed)
	resp, err := b.cfg.Network.RoundTrip(signed)
	if err != nil {
		a.err = withCause(ctx, err)
		return nil, a.err
	}
	a.status, a.header = resp.StatusCode, resp.Header
	a.retryAfter, a.hasRetry = retryAfter(resp.Header, time.Now())
	if a.hasRetry && (a.status == http.StatusTooManyRequests || a.status == http.StatusServiceUnavailable) {
		b.cfg.Gate.pause(min(a.retryAfter, s.policy.MaxRetryAfter))
	}
	a.body, a.whole, a.err = readAnswer(resp, s.call.Buffer, b.cfg.MaxBody)
	a.err = withCause(ctx, a.err)
	a.mem = &memory{Reader: bytes.NewReader(a.body), err: a.err}
	resp.Body = a.mem
	resp.Request = req // the one without the credential
	return resp, nil
}

// begin makes room for an attempt. One that a middleware repeats by itself has
// not been through check: what it may have done is noted here.
func (s *state) begin() *attempt {
	if s.reached && s.call.Class != Read && s.last.outcome() == Unknown {
		s.maybe = true
	}
	s.reached = true
	s.last = attempt{started: time.Now()}
	return &s.last
}

func (a *attempt) refuse(err error) error {
	a.err, a.refusedHere = err, true
	return err
}

// memory is a body that has been read already. It ends as the real one ended.
type memory struct {
	*bytes.Reader
	err error
}

func (m *memory) Read(p []byte) (int, error) {
	n, err := m.Reader.Read(p)
	if err == io.EOF && m.err != nil {
		return n, m.err
	}
	return n, err
}

func (*memory) Close() error { return nil }

// closeBody keeps the RoundTripper's promise where nothing was sent.
func closeBody(req *http.Request) {
	if req.Body != nil {
		_ = req.Body.Close()
	}
}

// withCause puts the reason of an ended attempt beside its error: the attempt's
// own timeout reads as such, and not as the caller's deadline.
func withCause(ctx context.Context, err error) error {
	if err == nil || ctx.Err() == nil {
		return err
	}
	return joinCauses(err, context.Cause(ctx))
}
