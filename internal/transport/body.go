package transport

import (
	"io"
	"net/http"
)

// maxFailedBody bounds what is read of an answer that is no 2xx: enough to keep
// the connection, and never an endless page.
const maxFailedBody = 256 << 10

// maxClaim bounds what is set aside because a header says that it will come.
const maxClaim = 1 << 20

// endSign is the room that a buffer needs beyond the body: only a read into some
// shows the end.
const endSign = 1

// How a buffer grows where no length is claimed: to twice its size, and by a
// quarter when it is large, as half of it might stay empty otherwise.
const (
	minRead    = 512
	maxDoubled = 256 << 10
)

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
	buf = buf[:0]
	if n := resp.ContentLength; n >= 0 && n <= limit && resp.Body != http.NoBody { // of a HEAD there is none
		if claimed := int(min(n, maxClaim)) + endSign; claimed > cap(buf) {
			buf = make([]byte, 0, claimed)
		}
	}
	body, err = readInto(buf, io.LimitReader(resp.Body, limit+1))
	n := int64(len(body))
	if n > limit {
		stop()
	}
	switch {
	case err != nil:
		return body, false, err
	case n > limit && failed:
		return body[:limit], true, nil
	case n > limit:
		return body[:limit], false, ErrTooLarge
	default:
		return body, true, nil
	}
}

// readInto reads to the end, behind what is in buf, which grows when it is full.
func readInto(buf []byte, r io.Reader) ([]byte, error) {
	for {
		if len(buf) == cap(buf) {
			more := len(buf)
			if more > maxDoubled {
				more /= 4
			}
			buf = append(make([]byte, 0, len(buf)+max(more, minRead)), buf...)
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		switch buf = buf[:len(buf)+n]; {
		case err == io.EOF:
			return buf, nil
		case err != nil:
			return buf, err
		}
	}
}
