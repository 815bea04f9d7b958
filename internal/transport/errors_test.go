package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"
)

func mask(s string) string { return strings.ReplaceAll(s, "secret", "[hidden]") }

func TestScrub(t *testing.T) {
	t.Parallel()
	plain := errors.New("plain")
	refused := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	known := errors.New("known")
	for name, test := range map[string]struct {
		err  error
		text string
		is   []error
		not  []error
	}{
		"nothing to hide":       {fmt.Errorf("x: %w", plain), "x: plain", []error{plain}, nil},
		"secret in the text":    {fmt.Errorf("secret: %w %w", plain, context.Canceled), "[hidden]: plain context canceled", []error{context.Canceled}, []error{plain}},
		"an address":            {&url.Error{Op: "Get", URL: "https://x/?k=secret", Err: refused}, "", []error{syscall.ECONNREFUSED}, nil},
		"an address without it": {&url.Error{Op: "Get", URL: "https://x", Err: io.ErrUnexpectedEOF}, "", []error{io.ErrUnexpectedEOF}, nil},
		"a query": {
			fmt.Errorf("a: %w, b: %w", &url.Error{Op: "Get", URL: "https://u:p@x/y?mail=a@b#f", Err: io.EOF}, errors.Join(&url.Error{Op: "Get", URL: "https://z?\"q", Err: plain})),
			`a: Get "https://x/y": EOF, b: Get "https://z": plain`, []error{io.EOF}, nil,
		},
		"an empty address":          {&url.Error{Op: "Get", Err: io.EOF}, `Get "": EOF`, []error{io.EOF}, nil},
		"no address":                {&url.Error{Op: "Get", URL: "::x?q", Err: io.EOF}, `Get "an address": EOF`, []error{io.EOF}, nil},
		"a secret in the OpError":   {&net.OpError{Op: "read", Err: errors.New("secret")}, "read: [hidden]", nil, nil},
		"an address in the OpError": {&net.OpError{Op: "read", Err: &url.Error{Op: "Get", URL: "x", Err: io.EOF}}, "", []error{io.EOF}, nil},
		"one that the caller knows": {fmt.Errorf("secret: %w", known), "[hidden]: known", []error{known}, nil},
		"the attempt's own timeout": {fmt.Errorf("secret %w", ErrAttemptTimeout), "", []error{ErrAttemptTimeout}, []error{context.DeadlineExceeded}},
	} {
		got := Scrub(test.err, mask, known)
		if test.text != "" && got.Error() != test.text || strings.Contains(fmt.Sprintf("%v %+v %#v", got, got, got), "secret") {
			t.Errorf("%s: got %v", name, got)
		}
		var address *url.Error
		if errors.As(got, &address) {
			t.Errorf("%s: the address is still there: %v", name, address)
		}
		for _, is := range test.is {
			if !errors.Is(got, is) {
				t.Errorf("%s: %v is no longer %v", name, got, is)
			}
		}
		for _, not := range test.not {
			if errors.Is(got, not) {
				t.Errorf("%s: %v is %v", name, got, not)
			}
		}
	}
}

// Where the network does not say whether it had a connection, only a dial's error
// proves that nothing was sent.
func TestWhatProvesThatNothingLeft(t *testing.T) {
	t.Parallel()
	dial := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	for name, test := range map[string]struct {
		attempt attempt
		want    Outcome
	}{
		"no word from the network":     {attempt{err: io.EOF}, Unknown},
		"a dial's error":               {attempt{err: dial}, NotSent},
		"a proxy's":                    {attempt{err: &net.OpError{Op: "proxyconnect", Err: io.EOF}}, NotSent},
		"a name's":                     {attempt{err: &net.DNSError{}}, NotSent},
		"a certificate's":              {attempt{err: &tls.CertificateVerificationError{Err: io.EOF}}, NotSent},
		"a read's":                     {attempt{err: &net.OpError{Op: "read", Err: io.EOF}}, Unknown},
		"a dial's, after a connection": {attempt{err: dial, connected: true}, Unknown},
		"looked for, and none":         {attempt{err: io.EOF, dialled: true}, NotSent},
		"looked for, and had":          {attempt{err: io.EOF, dialled: true, connected: true}, Unknown},
		"refused here":                 {attempt{err: io.EOF, refusedHere: true}, NotSent},
		"a 4xx":                        {attempt{status: 404, whole: true, connected: true}, Refused},
		"a 4xx that was cut":           {attempt{status: 404, connected: true}, Unknown},
		"a 408":                        {attempt{status: 408, whole: true, connected: true}, Unknown},
		"a 2xx":                        {attempt{status: 201, whole: true, connected: true}, Done},
		"a 2xx that was cut":           {attempt{status: 201, connected: true}, Unknown},
		"a 1xx, a 3xx, a 5xx, a 6xx":   {attempt{status: 600, whole: true, connected: true}, Unknown},
	} {
		if got := test.attempt.outcome(); got != test.want {
			t.Errorf("%s: outcome %d, want %d", name, got, test.want)
		}
	}
}

func TestBackoffBounds(t *testing.T) {
	t.Parallel()
	const most = time.Duration(1<<63 - 1)
	for _, test := range []struct {
		policy  Policy
		attempt int
		ceiling time.Duration
	}{
		{Policy{}, 1, 0}, {Policy{MinWait: 1, MaxWait: 1}, 9, 1}, {Policy{MinWait: most, MaxWait: most}, 3, most},
		{Policy{MinWait: 1 << 61, MaxWait: most}, 5, most}, {Policy{MinWait: time.Second, MaxWait: time.Minute}, 100, time.Minute},
	} {
		for range 50 {
			if got := test.policy.backoff(test.attempt); got < 0 || got > test.ceiling {
				t.Errorf("%+v: wait %s after attempt %d", test.policy, got, test.attempt)
			}
		}
	}
}

// An attempt's own timeout is one, and not the caller's deadline, however the
// network puts it; the caller's is told with the cause its owner gave.
func TestWhoseTimeItWas(t *testing.T) {
	t.Parallel()
	late := errors.New("closing time")
	past := time.Now().Add(-time.Second)
	ended, cancel := context.WithDeadlineCause(t.Context(), past, late)
	defer cancel()
	attempt, cancelAttempt := context.WithDeadlineCause(t.Context(), past, ErrAttemptTimeout)
	defer cancelAttempt()
	for _, err := range []error{context.DeadlineExceeded, ErrAttemptTimeout, io.ErrUnexpectedEOF, &net.OpError{Op: "dial", Err: context.DeadlineExceeded}} {
		own := withCause(t.Context(), attempt, err)
		var timeout net.Error
		if !errors.As(own, &timeout) || !timeout.Timeout() || errors.Is(own, context.DeadlineExceeded) || !errors.Is(own, ErrAttemptTimeout) {
			t.Errorf("%v became %v: want the attempt's timeout", err, own)
		}
		callers := withCause(ended, ended, err)
		if !errors.Is(callers, context.DeadlineExceeded) || !errors.Is(callers, late) {
			t.Errorf("%v became %v: want the caller's deadline and its cause", err, callers)
		}
	}
	if err := withCause(t.Context(), t.Context(), io.EOF); err != io.EOF { //nolint:errorlint // the very same
		t.Errorf("got %v, want the error as it is", err)
	}
}

// A limiter that panics does not keep the place.
func TestALimiterThatPanicsFreesItsPlace(t *testing.T) {
	t.Parallel()
	gate := NewGate(panics{}, 1)
	for range 2 {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("want the panic to reach the caller")
				}
			}()
			_, _ = gate.enter(t.Context(), 0)
		}()
	}
	if len(gate.places) != 0 {
		t.Error("a place is kept")
	}
}

type panics struct{}

func (panics) Wait(context.Context) error { panic("limiter") }
