package sandbox

import (
	"fmt"
	"net/http"

	"github.com/quartetgo/quartet"
)

// CSCartClient is a client of the store, with its credentials. It panics when an
// option is wrong.
func (sb *Sandbox) CSCartClient(opts ...quartet.Option) *quartet.CSCart {
	return ready(sb, func(opts ...quartet.Option) (*quartet.CSCart, error) {
		return quartet.NewCSCart(sb.CSCart.URL, sb.CSCart.Email, sb.CSCart.APIKey, opts...)
	}, opts)
}

// CalltouchClient is a client of the account, with its token. It panics when an
// option is wrong.
func (sb *Sandbox) CalltouchClient(opts ...quartet.Option) *quartet.Calltouch {
	opts = append([]quartet.Option{quartet.WithBaseURL(sb.Calltouch.URL)}, opts...)
	return ready(sb, func(opts ...quartet.Option) (*quartet.Calltouch, error) {
		return quartet.NewCalltouch(sb.Calltouch.Token, opts...)
	}, opts)
}

// Open2bClient is a client of the store, with its key. It panics when an option
// is wrong.
func (sb *Sandbox) Open2bClient(opts ...quartet.Option) *quartet.Open2b {
	return ready(sb, func(opts ...quartet.Option) (*quartet.Open2b, error) {
		return quartet.NewOpen2b(sb.Open2b.URL, sb.Open2b.Key, opts...)
	}, opts)
}

// ready makes a client that ends with the sandbox.
func ready[C interface{ CloseIdleConnections() }](sb *Sandbox, build func(...quartet.Option) (C, error), opts []quartet.Option) C {
	if sb.memory != nil {
		opts = append([]quartet.Option{quartet.WithTransport(sb.Transport())}, opts...)
	}
	client, err := build(opts...)
	if err != nil {
		panic(fmt.Errorf("sandbox: %w", err))
	}
	if sb.unlimited {
		// It fails where the options bring limits of their own: these stay.
		if free, err := build(append([]quartet.Option{quartet.WithRateLimit(1e9, 1000)}, opts...)...); err == nil {
			client = free
		}
	}
	sb.onClose(client.CloseIdleConnections)
	return client
}

// Transport is a network that reaches the vendors, also one that serves in
// memory.
func (sb *Sandbox) Transport() http.RoundTripper {
	t := &http.Transport{MaxIdleConnsPerHost: 16}
	if sb.memory != nil {
		t.DialContext = sb.memory.dial
	}
	sb.onClose(t.CloseIdleConnections)
	return t
}

func (sb *Sandbox) onClose(f func()) {
	sb.mu.Lock()
	defer sb.mu.Unlock()
	sb.atClose = append(sb.atClose, f)
}
