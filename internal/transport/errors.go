package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What this package itself refuses or finds.
var (
	ErrTooLarge             = errors.New("the answer is longer than allowed")
	ErrForeignOrigin        = errors.New("the request was turned to another host: the credential stays here")
	ErrStray                = errors.New("a middleware sent a request that belongs to no call: it must keep the request's context and wait for the answer")
	ErrIdempotencyKey       = errors.New("a middleware set Idempotency-Key: net/http would repeat the request by itself")
	ErrRepeatedCreate       = errors.New("a middleware may not repeat a create")
	ErrNoAnswer             = errors.New("the transport gave neither an answer nor an error")
	ErrAttemptTimeout error = timeoutError{}
	ErrLimit                = errors.New("no permit by the rate limit")
	ErrBadRequest           = errors.New("the request cannot be built")
)

// timeoutError is a net.Error, which is how callers ask for timeouts.
type timeoutError struct{}

func (timeoutError) Error() string   { return "the attempt took too long" }
func (timeoutError) Timeout() bool   { return true }
func (timeoutError) Temporary() bool { return true }

// PausedError says that the server asked for a pause that lasts longer than may be
// waited.
type PausedError struct{ For time.Duration }

// Error says for how long.
func (e *PausedError) Error() string {
	return fmt.Sprintf("the server asked for a pause, %s are left", e.For.Round(time.Millisecond))
}

func isTooLarge(err error) bool { return errors.Is(err, ErrTooLarge) }

// neverDialled: the error shows that no connection was made. It proves something
// only together with a connection that was never reported.
func neverDialled(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect") {
		return true
	}
	var dns *net.DNSError
	return errors.As(err, &dns) || hopeless(err)
}

// hopeless: the server cannot be spoken to as things stand, and will not be a
// second later.
func hopeless(err error) bool {
	var cert *tls.CertificateVerificationError
	var noTLS tls.RecordHeaderError
	var alert tls.AlertError
	return errors.As(err, &cert) || errors.As(err, &noTLS) || errors.As(err, &alert)
}

// unwrapURL drops net/http's *url.Error around the cause: the method and the
// address are told by the caller, once.
func unwrapURL(err error) error {
	if wrapped, ok := err.(*url.Error); ok && wrapped.Err != nil { //nolint:errorlint // only the outermost
		return wrapped.Err
	}
	return err
}

// withoutQueries takes out of an error's text the addresses that it or its causes
// tell in full: what was asked for can be personal.
func withoutQueries(err error, text string) string {
	switch e := err.(type) { //nolint:errorlint // each link by itself
	case *url.Error:
		short := "an address"
		if u, bad := url.Parse(e.URL); bad == nil {
			u.User, u.RawQuery, u.Fragment = nil, "", ""
			short = u.String()
		}
		if e.URL != "" {
			text = strings.ReplaceAll(text, strconv.Quote(e.URL), strconv.Quote(short))
			text = strings.ReplaceAll(text, e.URL, short)
		}
		return withoutQueries(e.Err, text)
	case interface{ Unwrap() error }:
		return withoutQueries(e.Unwrap(), text)
	case interface{ Unwrap() []error }:
		for _, cause := range e.Unwrap() {
			text = withoutQueries(cause, text)
		}
	}
	return text
}

// joinCauses is err and why together, unless err says why already.
func joinCauses(err, why error) error {
	switch {
	case err == nil:
		return why
	case why == nil || errors.Is(err, why):
		return err
	default:
		return fmt.Errorf("%w: %w", why, err)
	}
}

// scrubbed is an error whose own text or chain could show a credential: it keeps
// the masked text and those causes that callers ask for.
type scrubbed struct {
	text   string
	causes []error
}

func (e *scrubbed) Error() string   { return e.text }
func (e *scrubbed) Unwrap() []error { return e.causes }

// Scrub returns err as it is when nothing in it can show the credential. An error
// of a transport below ours can: it saw the signed request. What is left of such
// an error is its masked text, and those of known that it is.
func Scrub(err error, mask func(string) string, known ...error) error {
	text := err.Error()
	hidden := mask(withoutQueries(err, text))
	var address *url.Error
	if hidden == text && !errors.As(err, &address) {
		return err
	}
	e := &scrubbed{text: hidden}
	var op *net.OpError
	if errors.As(err, &op) && mask(op.Error()) == op.Error() && !errors.As(op.Err, &address) {
		e.causes = append(e.causes, op)
	}
	for _, cause := range slices.Concat(known, []error{
		context.Canceled, context.DeadlineExceeded, ErrAttemptTimeout, ErrTooLarge, ErrForeignOrigin, ErrStray,
		ErrIdempotencyKey, ErrRepeatedCreate, ErrNoAnswer, ErrLimit, ErrBadRequest, io.ErrUnexpectedEOF, io.EOF,
	}) {
		if errors.Is(err, cause) {
			e.causes = append(e.causes, cause)
		}
	}
	return e
}
