package paging

// buffers are the page buffers of one walk that are not in use.
type buffers struct {
	spare [][]byte
	size  int // of the largest page lately
}

// maxSize is the largest page that buffers are made for: a rare huge one must not
// make all others as large.
const maxSize = 4 << 20

// get gives a spare buffer, or a new one that a page a little larger than those
// before fits in. Before the first page it is nil, as nothing is known.
func (b *buffers) get() []byte {
	if n := len(b.spare); n > 0 {
		buf := b.spare[n-1]
		b.spare[n-1] = nil
		b.spare = b.spare[:n-1]
		return buf
	}
	if b.size == 0 {
		return nil
	}
	return make([]byte, 0, b.size+b.size/64)
}

// note keeps in mind how large a page was, and forgets the larger ones before it
// little by little: a quarter of it within ten pages.
func (b *buffers) note(page []byte) {
	b.size = min(max(b.size-b.size/32, len(page)), maxSize)
}

// put takes back the buffer that a page was in, and keeps as many as most. One that
// is too small by now, or much too large, is not kept.
func (b *buffers) put(page []byte, most int) {
	if n := max(0, most); n < len(b.spare) {
		clear(b.spare[n:])
		b.spare = b.spare[:n]
	}
	if len(b.spare) < most && cap(page) >= max(1, b.size) && cap(page) <= 2*b.size {
		b.spare = append(b.spare, page[:0])
	}
}
