package transport

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http/httptrace"
	"testing"
)

// counted is a connection that notes whether it was closed.
type counted struct {
	net.Conn
	closed int
}

func (c *counted) Close() error { c.closed++; return nil }

// overTLS is one that speaks a protocol agreed upon.
type overTLS struct {
	*counted
	protocol string
}

func (c overTLS) ConnectionState() tls.ConnectionState {
	return tls.ConnectionState{NegotiatedProtocol: c.protocol}
}

type refuses struct{ error }

func (r refuses) Wait(context.Context) error { return r.error }

// A repeat of net/http that is refused ends the attempt and, where HTTP/1 would
// write it all the same, the connection. Others may be using one of HTTP/2.
func TestARefusedRepeatIsNotWritten(t *testing.T) {
	t.Parallel()
	down := errors.New("down")
	plain, secure, shared := &counted{}, &counted{}, &counted{}
	for _, test := range []struct {
		conn  net.Conn
		count *counted
		want  int
	}{{plain, plain, 1}, {overTLS{secure, ""}, secure, 1}, {overTLS{shared, "h2"}, shared, 0}} {
		b := &bottom{cfg: Config{Gate: NewGate(refuses{down}, 1)}}
		stopped := 0
		a := &attempt{}
		trace := b.trace(t.Context(), func() { stopped++ }, &state{}, a)
		trace.GotConn(httptrace.GotConnInfo{Conn: test.conn})
		if stopped != 0 || test.count.closed != 0 {
			t.Errorf("%#v: the first time is no repeat", test.conn)
		}
		trace.GotConn(httptrace.GotConnInfo{Conn: test.conn})
		if stopped != 1 || test.count.closed != test.want || !errors.Is(a.denied, down) {
			t.Errorf("%#v: stopped %d times, closed %d times, %v", test.conn, stopped, test.count.closed, a.denied)
		}
	}
}
