package transport

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"
)

// What is set aside follows a claimed length only so far, and not at all where no
// body comes.
func TestAClaimedLengthIsNotTrusted(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		claimed int64
		body    io.ReadCloser
		most    int
	}{
		"HEAD":      {60 << 20, http.NoBody, 4 << 10},
		"a lie":     {60 << 20, io.NopCloser(strings.NewReader("{}")), 2 << 20},
		"the truth": {2, io.NopCloser(strings.NewReader("{}")), 4 << 10},
	} {
		resp := &http.Response{StatusCode: 200, ContentLength: test.claimed, Body: test.body}
		body, whole, err := readAnswer(resp, nil, 64<<20, func() {})
		if err != nil || !whole || cap(body) > test.most {
			t.Errorf("%s: %d bytes set aside, whole %v, %v: want at most %d", name, cap(body), whole, err, test.most)
		}
	}
}

// A buffer that the body fits in is used, and one for the whole of it with the
// byte that shows its end is enough. A larger body makes a buffer that is not
// much larger.
func TestABodyIsReadIntoLittleMemory(t *testing.T) {
	t.Parallel()
	const size = 900_000
	for name, test := range map[string]struct {
		buffer  int
		claimed int64
		least   int // of the buffer it ends up in
		most    int
	}{
		"no buffer, no length":        {0, -1, size + 1, size * 5 / 4},
		"no buffer, the length":       {0, size, size + 1, size + 1},
		"a buffer that fits":          {size + 1, -1, size + 1, size + 1},
		"a buffer that fits, length":  {size + 1, size, size + 1, size + 1},
		"a buffer that just does not": {size, -1, size + 1, size*5/4 + 1},
		"one too small, no length":    {size - 1000, -1, size + 1, size*5/4 + 1},
		"one too small, the length":   {size - 1000, size, size + 1, size + 1},
	} {
		text := strings.Repeat("x", size)
		buf := make([]byte, test.buffer)
		resp := &http.Response{StatusCode: 200, ContentLength: test.claimed, Body: io.NopCloser(strings.NewReader(text))}
		body, whole, err := readAnswer(resp, buf, 64<<20, func() {})
		if err != nil || !whole || string(body) != text {
			t.Fatalf("%s: %d bytes, whole %v, %v", name, len(body), whole, err)
		}
		if cap(body) < test.least || cap(body) > test.most {
			t.Errorf("%s: a buffer of %d bytes, want %d to %d", name, cap(body), test.least, test.most)
		}
		if fits := test.buffer > size; fits != (len(buf) > 0 && &buf[0] == &body[0]) {
			t.Errorf("%s: the buffer given is used: %v, want %v", name, !fits, fits)
		}
	}
}

// A claim that is believed only in part does not replace a larger buffer.
func TestALargeBufferIsUsedWhateverIsClaimed(t *testing.T) {
	t.Parallel()
	buf := make([]byte, 3*maxClaim)
	resp := &http.Response{StatusCode: 200, ContentLength: 4 * maxClaim, Body: io.NopCloser(strings.NewReader("{}"))}
	body, _, err := readAnswer(resp, buf, 64<<20, func() {})
	if err != nil || string(body) != "{}" || &body[0] != &buf[0] {
		t.Errorf("%q in a buffer of %d bytes, %v", body, cap(body), err)
	}
}

// However a body comes, and where it breaks off, all that came is there.
func TestABodyIsReadWhole(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("0123456789", 300)
	for name, wrap := range map[string]func(io.Reader) io.Reader{
		"at once": func(r io.Reader) io.Reader { return r }, "byte by byte": iotest.OneByteReader,
		"in halves": iotest.HalfReader, "with the end": iotest.DataErrReader,
	} {
		for _, size := range []int{0, 1, minRead - 1, minRead, minRead + 1, len(text)} {
			body, err := readInto(nil, wrap(strings.NewReader(text[:size])))
			if err != nil || string(body) != text[:size] {
				t.Errorf("%s: %d bytes of %d, %v", name, len(body), size, err)
			}
			broken := errors.New("broken")
			body, err = readInto(nil, io.MultiReader(wrap(strings.NewReader(text[:size])), iotest.ErrReader(broken)))
			if !errors.Is(err, broken) || string(body) != text[:size] {
				t.Errorf("%s, broken off: %d bytes of %d, %v", name, len(body), size, err)
			}
		}
	}
}
