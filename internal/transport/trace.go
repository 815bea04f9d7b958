package transport

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"time"
)

// trace watches whether a connection was asked for and whether one was there.
// net/http sends a request again by itself when a kept connection turns out to be
// dead, or an HTTP/2 server says that it has not looked at it: that is one more on
// the wire, and passes the gate like any other.
func (b *bottom) trace(call context.Context, stop func(), s *state, a *attempt) *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		GetConn: func(string) { a.dialled = true },
		GotConn: func(got httptrace.GotConnInfo) {
			if a.connected && a.denied == nil {
				a.denied = b.again(call, s, a)
			}
			if a.denied != nil {
				stop()
				hangUp(got.Conn)
			}
			a.connected = true
		},
	}
}

// again takes the permit of an attempt that net/http makes by itself.
func (b *bottom) again(call context.Context, s *state, a *attempt) error {
	start := time.Now()
	err := b.cfg.Gate.permit(call, s.policy.MaxRetryAfter)
	a.started = time.Now()
	waited := a.started.Sub(start)
	a.waited += waited
	s.waited += waited
	if err == nil {
		s.attempts++
	}
	return err
}

// hangUp closes a connection that must not be written to. HTTP/2 looks at the
// context before it writes, and its connection is not this request's alone; HTTP/1
// looks afterwards.
func hangUp(conn net.Conn) {
	if c, ok := conn.(interface{ ConnectionState() tls.ConnectionState }); ok && c.ConnectionState().NegotiatedProtocol == "h2" {
		return
	}
	if conn != nil {
		_ = conn.Close()
	}
}

// sendOnce keeps net/http from repeating a request by itself after it has been
// written, as it does with these methods when the body is none or can be had
// again. An empty body that is not the known one is sent as none.
func sendOnce(req *http.Request) {
	switch req.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions, http.MethodTrace, "":
		req.GetBody = nil
		if req.Body == nil || req.Body == http.NoBody {
			req.Body = struct{ io.ReadCloser }{http.NoBody}
		}
	}
}

// unseen is ctx, under which no trace of the caller's or of a middleware sees the
// header of a request as it is written: that one is signed, and over HTTP/2 its
// address is a header too. All other hooks stay.
func unseen(ctx context.Context) context.Context {
	inherited := httptrace.ContextClientTrace(ctx)
	if inherited == nil || inherited.WroteHeaderField == nil {
		return ctx
	}
	blind := *inherited
	blind.WroteHeaderField = nil
	return httptrace.WithClientTrace(untraced{ctx}, &blind)
}

// untraced hides the trace of a context: httptrace adds to the one it finds.
type untraced struct{ context.Context }

// Value is nil for the trace.
func (c untraced) Value(key any) any {
	value := c.Context.Value(key)
	if _, ok := value.(*httptrace.ClientTrace); ok {
		return nil
	}
	return value
}
