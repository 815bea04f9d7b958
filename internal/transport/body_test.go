package transport

import (
	"io"
	"net/http"
	"strings"
	"testing"
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
