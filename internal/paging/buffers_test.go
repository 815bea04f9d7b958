package paging

import "testing"

func TestBuffersFitThePagesLately(t *testing.T) {
	t.Parallel()
	var b buffers
	if buf := b.get(); buf != nil {
		t.Errorf("%d bytes are set aside before the first page", cap(buf))
	}
	b.note(make([]byte, 1000))
	b.note(make([]byte, 990))
	if n := cap(b.get()); n < 990 || n > 1100 {
		t.Errorf("a new buffer has %d bytes, want 990 and a few", n)
	}
	kept := make([]byte, 1200)
	for _, page := range [][]byte{nil, make([]byte, 989), kept, make([]byte, 1500), make([]byte, 2000)} {
		b.put(page, 1)
	}
	if buf := b.get(); cap(buf) != 1200 || len(buf) != 0 || &buf[:1][0] != &kept[0] {
		t.Errorf("a buffer of %d bytes came back, want the one that the next page fits in", cap(buf))
	}
	if len(b.spare) > 0 {
		t.Error("more are kept than were to be")
	}
	b.note(make([]byte, 64<<20))
	if n := cap(b.get()); n > 5<<20 {
		t.Errorf("one huge page makes a buffer of %d bytes", n)
	}
	for range 200 {
		b.note(make([]byte, 1000))
	}
	if n := cap(b.get()); n > 32<<10 {
		t.Errorf("200 pages later a buffer still has %d bytes", n)
	}
}

// Some small pages, as those of a weekend, do not make garbage of the buffers of
// large ones; fewer pages ahead do.
func TestBuffersOutliveSomeSmallPages(t *testing.T) {
	t.Parallel()
	var b buffers
	b.note(make([]byte, 1000))
	large := b.get()
	for range 6 {
		b.note(make([]byte, 100))
	}
	b.put(large, 2)
	b.put(make([]byte, 1000), 2)
	if len(b.spare) != 2 {
		t.Errorf("%d buffers are kept, want 2", len(b.spare))
	}
	b.put(make([]byte, 1000), 1)
	if len(b.spare) != 1 {
		t.Errorf("%d buffers are kept, want 1", len(b.spare))
	}
	b.put(make([]byte, 1000), -1)
	if len(b.spare) != 0 {
		t.Errorf("%d buffers are kept, want none", len(b.spare))
	}
}
