package transport

import (
	"bytes"
	"io"
	"net/http"
)

// maxFailedBody bounds what is read of an answer that is no 2xx: enough to keep
// the connection, and never an endless page.
const maxFailedBody = 256 << 10

// maxClaim bounds what is set aside because a header says that it will come.
const maxClaim = 1 << 20

// readAnswer reads the body and closes it. A 2xx is read up to limit, and is
// ErrTooLarge beyond it. Of any other answer the beginning is enough. What is not
// wanted is given up by stop, which ends the attempt: from Go 1.27 on net/http
// would read on after Close to keep the connection.
func readAnswer(resp *http.Response, buf []byte, limit int64, stop func()) (body []byte, whole bool, err error) {
	defer func() { _ = resp.Body.Close() }()
	failed := resp.StatusCode < 200 || resp.StatusCode >= 300
	if failed {
		limit = min(limit, maxFailedBody)
	}
	w := bytes.NewBuffer(buf[:0])
	if n := resp.ContentLength; n > int64(cap(buf)) && n <= limit && resp.Body != http.NoBody { // of a HEAD there is none
		w.Grow(int(min(n, maxClaim)) + bytes.MinRead)
	}
	n, err := w.ReadFrom(io.LimitReader(resp.Body, limit+1))
	if n > limit {
		stop()
	}
	switch {
	case err != nil:
		return w.Bytes(), false, err
	case n > limit && failed:
		return w.Bytes()[:limit], true, nil
	case n > limit:
		return w.Bytes()[:limit], false, ErrTooLarge
	default:
		return w.Bytes(), true, nil
	}
}
