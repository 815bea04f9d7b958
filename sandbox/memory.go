package sandbox

import (
	"context"
	"fmt"
	"net"
	"sync"
)

// pipes is a network in memory: addresses of the loopback interface that no
// other program sees.
type pipes struct {
	mu        sync.Mutex
	listeners map[string]*pipeListener
}

func newPipes() *pipes { return &pipes{listeners: map[string]*pipeListener{}} }

// listen takes the next address.
func (p *pipes) listen() net.Listener {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := &pipeListener{
		address:     pipeAddress(fmt.Sprintf("127.0.0.1:%d", len(p.listeners)+1)),
		connections: make(chan net.Conn), done: make(chan struct{}),
	}
	p.listeners[l.address.String()] = l
	return l
}

// dial connects to an address of this network.
func (p *pipes) dial(ctx context.Context, network, address string) (net.Conn, error) {
	p.mu.Lock()
	l := p.listeners[address]
	p.mu.Unlock()
	refused := &net.OpError{Op: "dial", Net: network, Addr: pipeAddress(address), Err: fmt.Errorf("connection refused")}
	if l == nil {
		return nil, refused
	}
	client, server := net.Pipe()
	select {
	case l.connections <- server:
		return client, nil
	case <-l.done:
		return nil, refused
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

type pipeAddress string

func (pipeAddress) Network() string  { return "pipe" }
func (a pipeAddress) String() string { return string(a) }

type pipeListener struct {
	address     pipeAddress
	connections chan net.Conn
	closing     sync.Once
	done        chan struct{}
}

// Accept waits for a connection.
func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.connections:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

// Close ends Accept.
func (l *pipeListener) Close() error {
	l.closing.Do(func() { close(l.done) })
	return nil
}

// Addr is the address to dial.
func (l *pipeListener) Addr() net.Addr { return l.address }
