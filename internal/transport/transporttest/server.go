// Package transporttest is an HTTP server for tests that misbehaves on demand: it
// works on the raw connection, so that it can close, cut, stall or flood at any
// point. It listens on loopback, or is reached over net.Pipe, which works in a
// testing/synctest bubble.
package transporttest

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Request is one request as it arrived.
type Request struct {
	Method, Host, Target string
	Header               http.Header
	Body                 []byte
	Chunked              bool
	Conn                 int // the number of the connection, from 1
	At                   time.Time
}

// Reply answers one request on its connection. The connection is kept when it
// returns true.
type Reply func(c *Conn, r *Request) (keep bool)

// Conn is one connection of a Server.
type Conn struct {
	net.Conn
	server *Server
}

// Carry notes that the server has done what was asked: an order is made.
func (c *Conn) Carry() {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.server.carried++
}

// Write implements net.Conn.
func (c *Conn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.server.written += n
	return n, err
}

// Server answers requests by its script. It is safe for concurrent use.
type Server struct {
	mu       sync.Mutex
	script   []Reply
	forever  Reply
	dials    []error
	requests []*Request
	conns    int
	carried  int
	written  int
	open     map[net.Conn]bool
	done     sync.WaitGroup
}

// New is a Server that answers with the replies one by one, and forever with the
// last one.
func New(script ...Reply) *Server {
	s := &Server{open: map[net.Conn]bool{}}
	s.Play(script...)
	return s
}

// Play replaces the script.
func (s *Server) Play(script ...Reply) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script, s.forever = script, JSON(http.StatusOK, "{}")
	if n := len(script); n > 0 {
		s.forever = script[n-1]
	}
}

// Dials makes the next dials over net.Pipe fail with these errors; nil lets one
// through.
func (s *Server) Dials(errs ...error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.dials = errs
}

// Refused is what a dial of a port meets where nobody listens.
func Refused() error {
	return &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
}

// Listen serves on a port of loopback until the test ends, and returns the address.
func (s *Server) Listen(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.done.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.serve(c)
		}
	})
	t.Cleanup(func() { _ = l.Close(); s.Close() })
	return "http://" + l.Addr().String()
}

// Transport reaches the server over net.Pipe, whatever the host.
func (s *Server) Transport() *http.Transport {
	return &http.Transport{DialContext: s.dial, MaxIdleConnsPerHost: 100}
}

func (s *Server) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	s.mu.Lock()
	var err error
	if len(s.dials) > 0 {
		err, s.dials = s.dials[0], s.dials[1:]
	}
	s.mu.Unlock()
	if errors.Is(err, ErrHang) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	here, there := net.Pipe()
	s.serve(there)
	return here, nil
}

// ErrHang makes a dial take until its context ends.
var ErrHang = errors.New("the dial hangs")

// Close ends all connections and waits for them.
func (s *Server) Close() {
	s.mu.Lock()
	for c := range s.open {
		_ = c.Close()
	}
	s.mu.Unlock()
	s.done.Wait()
}

func (s *Server) serve(c net.Conn) {
	s.mu.Lock()
	s.conns++
	number := s.conns
	s.open[c] = true
	s.mu.Unlock()
	s.done.Go(func() {
		defer func() {
			_ = c.Close()
			s.mu.Lock()
			delete(s.open, c)
			s.mu.Unlock()
		}()
		in := bufio.NewReader(c)
		for {
			r, err := read(in)
			if err != nil {
				return
			}
			r.Conn = number
			if !s.next(r)(&Conn{c, s}, r) {
				return
			}
		}
	})
}

func read(in *bufio.Reader) (*Request, error) {
	r, err := http.ReadRequest(in)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	return &Request{
		Method: r.Method, Host: r.Host, Target: r.RequestURI, Header: r.Header,
		Body: bytes.Clone(body), Chunked: len(r.TransferEncoding) > 0, At: time.Now(),
	}, nil
}

func (s *Server) next(r *Request) Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = append(s.requests, r)
	if len(s.script) == 0 {
		return s.forever
	}
	reply := s.script[0]
	s.script = s.script[1:]
	return reply
}

// Requests are those that arrived whole.
func (s *Server) Requests() []*Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*Request(nil), s.requests...)
}

// Carried is how often the server did what was asked.
func (s *Server) Carried() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.carried
}

// Written is how many bytes were taken from the server.
func (s *Server) Written() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.written
}

// Conns is how many connections were made.
func (s *Server) Conns() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conns
}
