package paging

// buffers are the page buffers of one walk that are not in use.
type buffers struct {
	spare   [][]byte
	largest int // the largest page so far
}

// maxLargest is the largest page that buffers are made for: a rare huge one must
// not make all others as large.
const maxLargest = 4 << 20

// get gives a spare buffer, or a new one that a page a little larger than the
// largest so far fits in. Before the first page it is nil, as nothing is known.
func (b *buffers) get() []byte {
	if n := len(b.spare); n > 0 {
		buf := b.spare[n-1]
		b.spare[n-1] = nil
		b.spare = b.spare[:n-1]
		return buf
	}
	if b.largest == 0 {
		return nil
	}
	return make([]byte, 0, b.largest+b.largest/64)
}

// note keeps in mind how large a page was.
func (b *buffers) note(page []byte) { b.largest = min(max(b.largest, len(page)), maxLargest) }

// put takes back the buffer that a page was in, unless there are as many as most.
// One that is too small by now, or larger than any will be, is not kept.
func (b *buffers) put(page []byte, most int) {
	if len(b.spare) < most && cap(page) >= max(1, b.largest) && cap(page) <= 2*maxLargest {
		b.spare = append(b.spare, page[:0])
	}
}
