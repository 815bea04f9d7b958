package sandbox

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"net/http"
	"strings"
)

// station is where faults strike: the last stop before the vendor, and the first
// that sees its answer.
type station struct {
	sandbox *Sandbox
	vendor  Vendor
	next    http.Handler
}

func (s *station) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := s.sandbox.recorder
	fault := s.sandbox.faults.due(rec.note(r))
	if fault == nil {
		s.work(r).send(w)
		return
	}
	strikes := func() { rec.update(r, func(n *Request) { n.Fault = fault.Kind }) }
	if fault.spoilsBody() {
		a := s.work(r)
		if len(a.body) == 0 {
			s.sandbox.faults.giveBack(fault)
			a.send(w)
			return
		}
		strikes()
		s.spoil(w, r, &fault.Fault, a, nil)
		return
	}
	strikes()
	if s.instead(w, r, &fault.Fault) {
		return
	}
	stale := s.sandbox.faults.last(s.vendor, r.URL.Path)
	s.spoil(w, r, &fault.Fault, s.work(r), stale)
}

// work lets the vendor answer and notes what came of it.
func (s *station) work(r *http.Request) *answer {
	s.sandbox.churn(s.vendor, r)
	a := &answer{header: http.Header{}}
	s.next.ServeHTTP(a, r)
	s.sandbox.recorder.update(r, func(n *Request) {
		n.Processed = true
		n.Created = creations(s.vendor, r, a.status, a.body)
	})
	s.sandbox.faults.keep(s.vendor, r.URL.Path, a)
	return a
}

// instead answers in the vendor's place; false when the fault lets it work.
func (s *station) instead(w http.ResponseWriter, r *http.Request, f *Fault) bool {
	switch f.Kind {
	case ErrorStatus:
		f.page(http.StatusServiceUnavailable).send(w)
	case CloseBefore:
		panic(http.ErrAbortHandler)
	case Stall:
		s.stall(r, f)
		panic(http.ErrAbortHandler)
	case HTML200:
		f.page(http.StatusOK).send(w)
	case Empty200:
		(&answer{status: http.StatusOK, header: http.Header{"Content-Type": {"application/json"}}}).send(w)
	case Endless:
		endless(w, r)
	case Redirect:
		a := f.page(http.StatusFound)
		a.header.Set("Location", cmp.Or(f.Location, s.sandbox.elsewhere+r.URL.RequestURI()))
		a.send(w)
	default:
		return false
	}
	return true
}

// spoil sends what became of the vendor's answer.
func (s *station) spoil(w http.ResponseWriter, r *http.Request, f *Fault, a, stale *answer) {
	half := a.body[:len(a.body)/2]
	switch f.Kind {
	case CloseAfter:
		panic(http.ErrAbortHandler)
	case StallAfter:
		s.stall(r, f)
		panic(http.ErrAbortHandler)
	case ErrorAfter:
		f.page(http.StatusInternalServerError).send(w)
	case CutBody:
		a.sendHead(w, len(a.body)+1)
		w.Write(half)                         //nolint:errcheck // the connection ends here anyway
		http.NewResponseController(w).Flush() //nolint:errcheck // as above
		panic(http.ErrAbortHandler)
	case TruncatedGzip:
		packed := pack(a.body)
		cut := a.with(packed[:len(packed)/2])
		cut.header.Set("Content-Encoding", "gzip")
		cut.send(w)
	case CutJSON:
		a.with(half).send(w)
	case PHPNotices:
		notice := "<br />\n<b>Notice</b>:  Undefined index: company_id in <b>/app/functions/fn.php</b> on line <b>101</b><br />\n"
		a.with(append([]byte(strings.Repeat(notice, 2)), a.body...)).send(w)
	case Doubled:
		a.with(bytes.Repeat(a.body, 2)).send(w)
	case Stale:
		cmp.Or(stale, a).send(w)
	}
}

// page is the fault's own answer.
func (f *Fault) page(status int) *answer {
	a := page(cmp.Or(f.Status, status))
	if f.Body != "" {
		a.body = []byte(f.Body)
	}
	if f.RetryAfter != "" {
		a.header.Set("Retry-After", f.RetryAfter)
	}
	return a
}

// stall says nothing for a while, or until the client gives up.
func (s *station) stall(r *http.Request, f *Fault) {
	if f.Wait == 0 {
		<-r.Context().Done()
		return
	}
	_ = wait(r.Context(), s.sandbox.clock, f.Wait) // given up or waited out: the connection ends
}

// endless writes a JSON text without an end until the client has had enough.
func endless(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	chunk := bytes.Repeat([]byte(`{"order_id":"1","status":"O"},`), 1024)
	_, err := w.Write([]byte(`{"orders":[`))
	for err == nil && r.Context().Err() == nil {
		_, err = w.Write(chunk)
	}
}

func pack(body []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(body) //nolint:errcheck // a buffer takes everything
	z.Close()     //nolint:errcheck // as above
	return b.Bytes()
}
