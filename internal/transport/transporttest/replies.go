package transporttest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// Answer is a whole answer; header lines are "Name: value". A 2xx carries out
// what was asked.
func Answer(status int, contentType, body string, header ...string) Reply {
	return func(c *Conn, r *Request) bool {
		if status >= 200 && status < 300 {
			c.Carry()
		}
		return send(c, status, contentType, len(body), body, header, r)
	}
}

// JSON is an answer in JSON.
func JSON(status int, body string, header ...string) Reply {
	return Answer(status, "application/json", body, header...)
}

// HTML is a page.
func HTML(status int, body string) Reply { return Answer(status, "text/html; charset=utf-8", body) }

// Redirect sends elsewhere.
func Redirect(status int, location string) Reply { return JSON(status, "{}", "Location: "+location) }

// Did carries out what was asked, and then does as reply does.
func Did(reply Reply) Reply {
	return func(c *Conn, r *Request) bool {
		c.Carry()
		return reply(c, r)
	}
}

// Close drops the connection without an answer.
func Close(*Conn, *Request) bool { return false }

// Reset drops the connection with a reset, where it is TCP.
func Reset(c *Conn, _ *Request) bool {
	if tcp, ok := c.Conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	return false
}

// Stall says nothing until the client goes away.
func Stall(c *Conn, _ *Request) bool {
	_, _ = io.Copy(io.Discard, c)
	return false
}

// Slow answers after d.
func Slow(d time.Duration, reply Reply) Reply {
	return func(c *Conn, r *Request) bool {
		time.Sleep(d)
		return reply(c, r)
	}
}

// Raw writes text and drops the connection.
func Raw(text string) Reply {
	return func(c *Conn, _ *Request) bool {
		_, _ = io.WriteString(c, text)
		return false
	}
}

// Cut promises more of the body than it sends.
func Cut(status int, body string) Reply {
	return func(c *Conn, r *Request) bool {
		send(c, status, "application/json", 2*len(body)+10, body, nil, r)
		return false
	}
}

// StallInBody sends a part of the body, and then nothing until the client goes away.
func StallInBody(status int, body string) Reply {
	return func(c *Conn, r *Request) bool {
		send(c, status, "application/json", 2*len(body)+10, body, nil, r)
		return Stall(c, r)
	}
}

// CutGzip is a whole answer whose compressed content breaks off.
func CutGzip(body string) Reply {
	packed := pack(strings.NewReader(body))
	packed = packed[:len(packed)/2]
	return func(c *Conn, r *Request) bool {
		c.Carry()
		return send(c, 200, "application/json", len(packed), string(packed), []string{"Content-Encoding: gzip"}, r)
	}
}

// Bomb is n bytes of blanks, packed small.
func Bomb(n int64) Reply {
	packed := pack(io.LimitReader(&blanks{}, n))
	return func(c *Conn, r *Request) bool {
		return send(c, 200, "application/json", len(packed), string(packed), []string{"Content-Encoding: gzip"}, r)
	}
}

// Endless is a body without an end.
func Endless(status int) Reply {
	return func(c *Conn, _ *Request) bool {
		_, err := fmt.Fprintf(c, "HTTP/1.1 %d %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
			status, http.StatusText(status))
		chunk := "1000\r\n" + strings.Repeat(" ", 0x1000) + "\r\n"
		for err == nil {
			_, err = io.WriteString(c, chunk)
		}
		return false
	}
}

func send(c *Conn, status int, contentType string, length int, body string, header []string, r *Request) bool {
	var b strings.Builder
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
	if status != http.StatusNoContent && status != http.StatusNotModified {
		fmt.Fprintf(&b, "Content-Type: %s\r\nContent-Length: %d\r\n", contentType, length)
	} else {
		body = ""
	}
	for _, line := range header {
		b.WriteString(line + "\r\n")
	}
	b.WriteString("\r\n")
	if r.Method != http.MethodHead {
		b.WriteString(body)
	}
	_, err := io.WriteString(c, b.String())
	return err == nil
}

func pack(r io.Reader) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	_, _ = io.Copy(w, r)
	_ = w.Close()
	return b.Bytes()
}

// blanks is an endless reader of them.
type blanks struct{}

var block = bytes.Repeat([]byte(" "), 64<<10)

func (*blanks) Read(p []byte) (int, error) { return copy(p, block), nil }
