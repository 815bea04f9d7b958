package quartet_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

var writeOutcomes = flag.Bool("write-outcomes", false, "write docs/outcomes.md from what the test saw")

// fault is one thing that goes wrong, each time unless replies follow it.
type fault struct {
	name    string
	replies []transporttest.Reply
	dials   []error
	timeout time.Duration
}

func always(name string, r transporttest.Reply) fault {
	return fault{name: name, replies: []transporttest.Reply{r}}
}

func times(n int, err error) []error {
	errs := make([]error, n)
	for i := range errs {
		errs[i] = err
	}
	return errs
}

var fine = transporttest.JSON(200, `{"order_id":"7"}`)

var faults = []fault{
	{name: "connection refused", dials: times(9, transporttest.Refused())},
	{name: "connection refused once, then fine", dials: []error{transporttest.Refused()}, replies: []transporttest.Reply{fine}},
	{name: "no such host", dials: times(9, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "shop.example", IsNotFound: true}})},
	{name: "dial hangs until the deadline", dials: times(9, transporttest.ErrHang), timeout: 30 * time.Second},
	always("closed before an answer", transporttest.Close),
	{name: "done, closed before an answer, then fine", replies: []transporttest.Reply{transporttest.Did(transporttest.Close), fine}},
	{name: "done, closed before an answer, then 404", replies: []transporttest.Reply{transporttest.Did(transporttest.Close), transporttest.JSON(404, `{"message":"Not Found","status":404}`)}},
	{name: "done, closed before an answer, then a 2xx that holds an error 404", replies: []transporttest.Reply{transporttest.Did(transporttest.Close), transporttest.JSON(200, `{"message":"Not Found","status":404}`)}},
	{name: "done, closed before an answer, then a 2xx that holds an error 400", replies: []transporttest.Reply{transporttest.Did(transporttest.Close), transporttest.JSON(200, `{"message":"Bad Request","status":400}`)}},
	always("no answer, attempts time out", transporttest.Did(transporttest.Stall)),
	{name: "no answer until the deadline", replies: []transporttest.Reply{transporttest.Did(transporttest.Stall)}, timeout: 30 * time.Second},
	always("not HTTP", transporttest.Raw("+OK POP3 ready\r\n")),
	always("2xx, body cut", transporttest.Did(transporttest.Cut(200, `{"order_id":`))),
	always("2xx, body stalls", transporttest.Did(transporttest.StallInBody(200, `{"order_id":`))),
	always("2xx, gzip cut", transporttest.CutGzip(`{"order_id":"7","status":"O","total":"12.50"}`)),
	always("2xx, JSON cut", transporttest.JSON(200, `{"order_id":`)),
	always("2xx, empty", transporttest.JSON(200, "")),
	always("2xx, an HTML page", transporttest.HTML(200, "<title>Log in</title>")),
	always("2xx, longer than allowed", transporttest.JSON(200, `{"a":"`+strings.Repeat("x", 70<<10)+`"}`)),
	always("2xx that holds an error 404", transporttest.JSON(200, `{"message":"Not Found","status":404}`)),
	always("301", transporttest.Redirect(301, "https://elsewhere.example/")),
	always("307", transporttest.Redirect(307, "https://elsewhere.example/")),
	always("400", transporttest.JSON(400, `{"message":"Bad Request: need param","status":400}`)),
	always("401", transporttest.JSON(401, `{"message":"Unauthorized","status":401}`)),
	always("403", transporttest.JSON(403, `{"message":"Forbidden","status":403}`)),
	always("404", transporttest.JSON(404, `{"message":"Not Found","status":404}`)),
	always("404, body cut", transporttest.Cut(404, `{"message":`)),
	always("408", transporttest.JSON(408, "{}")),
	always("429", transporttest.JSON(429, "{}")),
	{name: "429 with Retry-After, then fine", replies: []transporttest.Reply{transporttest.JSON(429, "{}", "Retry-After: 5"), fine}},
	always("429 with a Retry-After over the cap", transporttest.JSON(429, "{}", "Retry-After: 3600")),
	always("500", transporttest.Did(transporttest.JSON(500, "{}"))),
	{name: "500 once, then fine", replies: []transporttest.Reply{transporttest.JSON(500, "{}"), fine}},
	{name: "500, then connection refused", replies: []transporttest.Reply{transporttest.Did(hangUp(transporttest.JSON(500, "{}", "Connection: close")))}, dials: append([]error{nil}, times(9, transporttest.Refused())...)},
	always("501", transporttest.JSON(501, "{}")),
	always("502, an HTML page", transporttest.HTML(502, "<title>Bad Gateway</title>")),
	always("503 with Retry-After", transporttest.JSON(503, "{}", "Retry-After: 5")),
	always("504", transporttest.Did(transporttest.JSON(504, ""))),
}

// hangUp closes the connection behind an answer.
func hangUp(r transporttest.Reply) transporttest.Reply {
	return func(c *transporttest.Conn, req *transporttest.Request) bool { r(c, req); return false }
}

// The table of faults and what comes of them, made from what was seen, and held
// against the page that tells users of it.
func TestOutcomes(t *testing.T) {
	classes := []struct {
		name string
		req  quartet.Request
	}{{"Read", read}, {"Update", update}, {"Delete", remove}, {"Create", create}}
	var page bytes.Buffer
	page.WriteString(outcomesHead)
	for _, f := range faults {
		fmt.Fprintf(&page, "| %s ", f.name)
		for _, class := range classes {
			synctest.Test(t, func(t *testing.T) {
				cell, carried, sent := f.meet(t, class.req)
				fmt.Fprintf(&page, "| %s ", cell)
				if class.name == "Create" && (carried > 1 || sent > 1) && !strings.HasPrefix(f.name, "429") {
					t.Errorf("%s: a create was sent %d times, done %d times", f.name, sent, carried)
				}
			})
		}
		page.WriteString("|\n")
	}
	const path = "docs/outcomes.md"
	if *writeOutcomes {
		if err := os.WriteFile(path, page.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if stored, err := os.ReadFile(path); err != nil || !bytes.Equal(stored, page.Bytes()) {
		t.Errorf("%s is stale (%v): run go test -run TestOutcomes -write-outcomes .", path, err)
	}
}

const outcomesHead = `# What becomes of a call

What each fault comes to, by what repeating the call would do. This page is written by a test from what it saw on
the wire: ` + "`go test -run TestOutcomes -write-outcomes .`" + `. The policy is the default one, with 4 attempts.

A cell tells how many requests reached the server, how the call ended, and which errors it is by ` + "`errors.Is`" + `.
*Not sent*: trying again is safe. *Refused*: the vendor answered that it did not do it. *Unknown*: it was sent, and
whether it was done is not known; the error says what to do about it.

A create (` + "`ClassCreate`" + `, also any write of unknown kind) is never sent twice, unless nothing of the first attempt left.
A repeated delete that meets a 404 after an unknown outcome has succeeded.

| fault | read | update | delete | create |
|---|---|---|---|---|
`

// meet makes the call on a server with the fault, and tells what came of it.
func (f fault) meet(t *testing.T, req quartet.Request) (cell string, carried, sent int) {
	s := transporttest.New(f.replies...)
	s.Dials(f.dials...)
	c, end := piped(t, s, quartet.WithMaxBody(64<<10))
	defer end()
	req.Decode = func(r *quartet.Response) error {
		if !bytes.HasSuffix(r.Body, []byte("}")) {
			return errors.New("the text ends too soon")
		}
		return nil
	}
	var opts []quartet.CallOption
	if f.timeout > 0 {
		opts = append(opts, quartet.Timeout(f.timeout))
	}
	resp, err := c.Do(t.Context(), req, opts...)
	sent = len(s.Requests())
	cell = fmt.Sprintf("%d× ", sent)
	if err == nil {
		return cell + "done", s.Carried(), sent
	}
	e := failed(t, resp, err)
	cell += strings.TrimPrefix(e.Outcome.String(), "outcome ")
	for _, known := range []struct {
		name string
		is   error
	}{
		{"ErrNotFound", quartet.ErrNotFound}, {"ErrUnauthorized", quartet.ErrUnauthorized}, {"ErrForbidden", quartet.ErrForbidden},
		{"ErrInvalid", quartet.ErrInvalid}, {"ErrRateLimited", quartet.ErrRateLimited}, {"ErrServer", quartet.ErrServer},
		{"ErrMalformed", quartet.ErrMalformed}, {"ErrRedirected", quartet.ErrRedirected}, {"ErrTooLarge", quartet.ErrTooLarge},
		{"context.DeadlineExceeded", context.DeadlineExceeded},
	} {
		if errors.Is(err, known.is) {
			cell += ", " + known.name
		}
	}
	return cell, s.Carried(), sent
}

// 10,000 creates meet random faults, dials included: none is done twice, none that
// is told to be not sent or refused was done, and none that succeeded was not.
func TestNoCreateIsDoneTwice(t *testing.T) {
	t.Parallel()
	replies := []transporttest.Reply{
		transporttest.JSON(201, `{"order_id":"98"}`), transporttest.JSON(200, `{"order_id":"98"}`), transporttest.JSON(201, ""),
		transporttest.Close, transporttest.Did(transporttest.Close), transporttest.Reset,
		transporttest.Did(transporttest.Stall), transporttest.Did(transporttest.Cut(201, `{"order_id":`)),
		transporttest.Did(transporttest.StallInBody(201, `{"ord`)), transporttest.Did(transporttest.Raw("HTTP/1.1 20")),
		transporttest.JSON(400, `{"message":"Bad Request","status":400}`), transporttest.JSON(403, "{}"),
		transporttest.JSON(404, "{}"), transporttest.JSON(429, "{}"), transporttest.JSON(429, "{}", "Retry-After: 1"),
		transporttest.Did(transporttest.JSON(500, "{}")), transporttest.JSON(500, "{}"), transporttest.Did(transporttest.HTML(502, "")),
		transporttest.Did(transporttest.JSON(503, "{}", "Retry-After: 1")), transporttest.Did(transporttest.JSON(504, "")),
		transporttest.Did(transporttest.JSON(408, "{}")), transporttest.Did(transporttest.Redirect(303, "/orders")),
		transporttest.HTML(200, "<title>x</title>"), transporttest.Did(transporttest.Slow(40*time.Second, transporttest.Close)),
	}
	dials := []error{nil, nil, nil, transporttest.Refused(), transporttest.ErrHang}
	const batches, perBatch = 50, 200
	ends := map[quartet.Outcome]int{}
	for batch := range batches {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(batch), 7))
			s := transporttest.New()
			c, end := piped(t, s, quartet.WithAttemptTimeout(20*time.Second))
			defer end()
			for range perBatch {
				script := make([]transporttest.Reply, 6)
				for i := range script {
					script[i] = replies[random.IntN(len(replies))]
				}
				s.Play(script...)
				failing := make([]error, random.IntN(4))
				for i := range failing {
					failing[i] = dials[random.IntN(len(dials))]
				}
				s.Dials(failing...)
				before := s.Carried()
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(random.IntN(60_000))*time.Millisecond)
				_, err := c.Do(ctx, create)
				cancel()
				synctest.Wait()
				done := s.Carried() - before
				var e *quartet.Error
				outcome := quartet.Outcome(0)
				if errors.As(err, &e) {
					outcome = e.Outcome
				}
				ends[outcome]++
				switch {
				case done > 1:
					t.Errorf("done %d times: %v", done, err)
				case done == 1 && outcome != 0 && outcome != quartet.OutcomeUnknown:
					t.Errorf("done, and told to be %s: %v", outcome, err)
				case done == 0 && err == nil:
					t.Error("not done, and told to be")
				}
			}
		})
	}
	t.Logf("of %d creates: %d done, %d not sent, %d refused, %d unknown; 0 done twice",
		batches*perBatch, ends[0], ends[quartet.OutcomeNotSent], ends[quartet.OutcomeRefused], ends[quartet.OutcomeUnknown])
	for outcome := range quartet.OutcomeUnknown + 1 {
		if ends[outcome] < 100 {
			t.Errorf("only %d runs ended as %s: the faults prove little", ends[outcome], outcome)
		}
	}
}
