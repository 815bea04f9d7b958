package transport

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"time"
)

// bottom is the lowest layer of ours. It waits for its turn, adds the credential
// to a copy of the request, and reads the body whole, so that an open body never
// holds a place and a body that is cut can be repeated.
type bottom struct{ cfg Config }

func (b *bottom) RoundTrip(req *http.Request) (*http.Response, error) {
	s := stateOf(req.Context())
	if s == nil {
		closeBody(req)
		return nil, ErrStray
	}
	// One attempt at a time: a middleware that sends from several goroutines, or
	// comes back before its request has, must not confuse what is known of the call.
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.open {
		closeBody(req)
		return nil, ErrStray
	}
	if s.call.Class == Create && s.reached && s.last.outcome() != NotSent {
		closeBody(req)
		return nil, ErrRepeatedCreate
	}
	a := s.begin(req.Context())
	if err := b.refusal(req); err != nil {
		closeBody(req)
		return nil, a.refuse(err)
	}
	waited, err := b.cfg.Gate.enter(req.Context(), s.policy.MaxRetryAfter)
	a.waited = waited
	s.waited += waited
	if err != nil {
		closeBody(req)
		return nil, a.refuse(err)
	}
	defer b.cfg.Gate.leave()
	s.attempts++
	a.started = time.Now()
	ctx, stop := b.attemptContext(req.Context())
	defer stop()
	return b.send(ctx, stop, req, s, a)
}

// attemptContext is the context of one attempt, which ends with its timeout.
func (b *bottom) attemptContext(ctx context.Context) (context.Context, context.CancelFunc) {
	if b.cfg.AttemptTimeout > 0 {
		return context.WithTimeoutCause(ctx, b.cfg.AttemptTimeout, ErrAttemptTimeout)
	}
	return context.WithCancel(ctx)
}

// refusal says why a request must not be sent as a middleware has left it.
func (b *bottom) refusal(req *http.Request) error {
	if !b.ours(req) {
		return ErrForeignOrigin
	}
	for _, name := range []string{"Idempotency-Key", "X-Idempotency-Key"} {
		if _, set := req.Header[name]; set {
			return ErrIdempotencyKey
		}
	}
	return nil
}

// ours: the request goes to the one origin that may see the credential.
func (b *bottom) ours(req *http.Request) bool {
	return strings.EqualFold(req.URL.Scheme, b.cfg.Scheme) && strings.EqualFold(req.URL.Host, b.cfg.Host) &&
		(req.Host == "" || strings.EqualFold(req.Host, b.cfg.Host)) && req.URL.User == nil &&
		req.URL.Opaque == "" // which would go to a proxy as the address
}

func (b *bottom) send(ctx context.Context, stop func(), req *http.Request, s *state, a *attempt) (*http.Response, error) {
	signed := req.Clone(httptrace.WithClientTrace(unseen(ctx), b.trace(req.Context(), stop, s, a)))
	if s.call.Class == Create {
		sendOnce(signed)
	}
	b.cfg.Credential(signed)
	resp, err := b.cfg.Network.RoundTrip(signed)
	if err != nil {
		if err = withCause(req.Context(), ctx, err); a.denied != nil {
			err = a.denied
		}
		a.err = b.shown(err)
		return nil, a.err
	}
	if resp == nil { // a network of the user's own
		a.err = ErrNoAnswer
		return nil, a.err
	}
	if resp.Body == nil {
		resp.Body = http.NoBody
	}
	a.retryAfter, a.hasRetry = retryAfter(resp.Header, time.Now())
	resp.Status, resp.Header = b.cfg.Mask(resp.Status), b.hide(resp.Header)
	a.status, a.header = resp.StatusCode, resp.Header
	if a.hasRetry && a.busy() {
		b.cfg.Gate.pause(a.retryAfter)
	}
	a.body, a.whole, a.err = readAnswer(resp, s.call.Buffer, b.cfg.MaxBody, stop)
	a.err = b.shown(withCause(req.Context(), ctx, a.err))
	a.mem = &memory{Reader: bytes.NewReader(a.body), err: a.err}
	resp.Body, resp.Trailer = a.mem, b.hide(resp.Trailer)
	resp.Request = req // the one without the credential
	return resp, nil
}

// shown is err, fit to be shown to a middleware above.
func (b *bottom) shown(err error) error {
	if err == nil {
		return nil
	}
	return Scrub(unwrapURL(err), b.cfg.Mask)
}

// hide masks the credential in a header that echoes it. The header may be the
// network's own, and is copied before it is changed.
func (b *bottom) hide(h http.Header) http.Header {
	hidden, copied := h, false
	for name, values := range h {
		for i, value := range values {
			masked := b.cfg.Mask(value)
			if masked == value {
				continue
			}
			if !copied {
				hidden, copied = h.Clone(), true
			}
			hidden[name][i] = masked
		}
	}
	return hidden
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

// withCause puts the reason beside the error of an attempt whose context has
// ended: the attempt's own timeout reads as such, and not as the caller's deadline.
func withCause(call, attempt context.Context, err error) error {
	switch {
	case err == nil || attempt.Err() == nil || isTooLarge(err):
		return err
	case call.Err() != nil:
		return joinCauses(err, ended(call))
	case errors.Is(err, context.DeadlineExceeded): // HTTP/2 and dials say no more than that
		return fmt.Errorf("%w: %s", ErrAttemptTimeout, err.Error())
	default:
		return joinCauses(err, context.Cause(attempt))
	}
}

// ended is the error of a context, with the cause its owner gave.
func ended(ctx context.Context) error { return joinCauses(context.Cause(ctx), ctx.Err()) }
