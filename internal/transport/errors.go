package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"
)

// What this package itself refuses or finds.
var (
	ErrTooLarge       = errors.New("the answer is longer than allowed")
	ErrForeignOrigin  = errors.New("the request was turned to another host: the credential stays here")
	ErrAttemptTimeout = errors.New("the attempt took too long")
	ErrLimit          = errors.New("no permit by the rate limit")
	ErrBadRequest     = errors.New("the request cannot be built")
)

// PausedError: the server asked for a pause that lasts longer than may be waited.
type PausedError struct{ For time.Duration }

// Error says for how long.
func (e *PausedError) Error() string {
	return fmt.Sprintf("the server asked for a pause, %s are left", e.For.Round(time.Millisecond))
}

func isTooLarge(err error) bool { return errors.Is(err, ErrTooLarge) }

// neverDialled: the error shows that no connection was made. It proves something
// only together with a connection that was never reported.
func neverDialled(err error) bool {
	var cert *tls.CertificateVerificationError
	return dialFailed(err) || errors.As(err, &cert)
}

// dialFailed: the connection to the server or its proxy could not be made.
func dialFailed(err error) bool {
	var op *net.OpError
	if errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect") {
		return true
	}
	var dns *net.DNSError
	return errors.As(err, &dns)
}

// unwrapURL drops net/http's *url.Error around the cause: the method and the
// address are told by the caller, once.
func unwrapURL(err error) error {
	if wrapped, ok := err.(*url.Error); ok { //nolint:errorlint // only the outermost
		return wrapped.Err
	}
	return err
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

// scrub returns err as it is when nothing in it can show the credential.
// An error of a transport below ours can: it saw the signed request.
func scrub(err error, mask func(string) string) error {
	text := err.Error()
	masked := mask(text)
	var address *url.Error
	if masked == text && !errors.As(err, &address) {
		return err
	}
	e := &scrubbed{text: masked}
	var op *net.OpError
	if errors.As(err, &op) && mask(op.Error()) == op.Error() {
		e.causes = append(e.causes, op)
	}
	for _, known := range []error{
		context.Canceled, context.DeadlineExceeded, ErrAttemptTimeout, ErrTooLarge, ErrForeignOrigin, ErrLimit,
	} {
		if errors.Is(err, known) {
			e.causes = append(e.causes, known)
		}
	}
	return e
}
