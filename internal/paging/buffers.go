package paging

import "sync"

// buffers are the page buffers of all walks.
var buffers bufferPool

// maxPooled is the largest buffer that is kept: a rare huge page must not stay
// in memory for the sake of the usual ones.
const maxPooled = 4 << 20

type bufferPool struct{ pool sync.Pool }

func (p *bufferPool) get() []byte {
	if b, ok := p.pool.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return nil
}

func (p *bufferPool) put(b []byte) {
	if cap(b) > 0 && cap(b) <= maxPooled {
		p.pool.Put(&b)
	}
}
