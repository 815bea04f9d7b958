package paging

import "testing"

func TestBuffersFitTheLargestPage(t *testing.T) {
	t.Parallel()
	var b buffers
	if buf := b.get(); buf != nil {
		t.Errorf("%d bytes are set aside before the first page", cap(buf))
	}
	b.note(make([]byte, 1000))
	b.note(make([]byte, 500))
	if n := cap(b.get()); n < 1000 || n > 1100 {
		t.Errorf("a new buffer has %d bytes, want 1000 and a few", n)
	}
	kept := make([]byte, 1200)
	for _, page := range [][]byte{nil, make([]byte, 999), kept, make([]byte, 1500), make([]byte, 64<<20)} {
		b.put(page, 1)
	}
	if buf := b.get(); cap(buf) != 1200 || len(buf) != 0 || &buf[:1][0] != &kept[0] {
		t.Errorf("a buffer of %d bytes came back, want the one that the largest page fits in", cap(buf))
	}
	if len(b.spare) > 0 {
		t.Error("more are kept than were to be")
	}
	b.note(make([]byte, 64<<20))
	if n := cap(b.get()); n > 5<<20 {
		t.Errorf("one huge page makes a buffer of %d bytes", n)
	}
}
