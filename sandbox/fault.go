package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"
)

// FaultKind is what goes wrong.
type FaultKind string

// The faults. Those up to Redirect do not let the request reach the vendor; in
// the others the vendor works on it and the answer is spoiled. Those from CutBody to
// Doubled spoil a body, and wait for the next answer when there is none in one.
const (
	ErrorStatus FaultKind = "status"       // Status (503 when left out) with an HTML page, or Body
	CloseBefore FaultKind = "close before" // the connection ends without an answer, nothing was done
	Stall       FaultKind = "stall"        // no answer for Wait, or until the client gives up when that is 0; nothing was done
	HTML200     FaultKind = "html 200"     // a page with status 200
	Empty200    FaultKind = "empty 200"    // nothing, with status 200
	Endless     FaultKind = "endless"      // 200 with JSON that never ends
	Redirect    FaultKind = "redirect"     // Status (302 when left out) to Location, or to the Elsewhere server on another port

	CloseAfter    FaultKind = "close after"    // the connection ends without an answer, the work is done
	StallAfter    FaultKind = "stall after"    // as Stall, the work is done
	ErrorAfter    FaultKind = "status after"   // as ErrorStatus, the work is done
	CutBody       FaultKind = "cut body"       // the connection ends in the middle of the body
	TruncatedGzip FaultKind = "truncated gzip" // a gzip stream that stops half way, in a complete HTTP message
	CutJSON       FaultKind = "cut json"       // half of the JSON, in a complete HTTP message
	PHPNotices    FaultKind = "php notices"    // notices in HTML before the JSON
	Doubled       FaultKind = "doubled"        // the body twice, one after the other
	Stale         FaultKind = "stale"          // the answer that the request before it to the same path got
)

// Fault makes requests fail.
type Fault struct {
	Kind  FaultKind `json:"kind"`
	Match Match     `json:"match"`           // which requests
	Skip  int       `json:"skip,omitempty"`  // how many of them pass first
	Times int       `json:"times,omitempty"` // how many fail then: 1 when 0, all when negative

	Status     int           `json:"status,omitempty"`
	Body       string        `json:"body,omitempty"`
	RetryAfter string        `json:"retry_after,omitempty"` // the header's text; see RetryAfterForms
	Location   string        `json:"location,omitempty"`
	Wait       time.Duration `json:"wait,omitempty"` // nanoseconds in JSON
}

// check tells what is wrong with the fault.
func (f Fault) check() error {
	kinds := []FaultKind{
		ErrorStatus, CloseBefore, Stall, HTML200, Empty200, Endless, Redirect,
		CloseAfter, StallAfter, ErrorAfter, CutBody, TruncatedGzip, CutJSON, PHPNotices, Doubled, Stale,
	}
	switch {
	case !slices.Contains(kinds, f.Kind):
		return fmt.Errorf("sandbox: fault: kind %q is unknown, there are %q", f.Kind, kinds)
	case f.Match.Vendor != "" && !slices.Contains(vendors, f.Match.Vendor):
		return fmt.Errorf("sandbox: fault: vendor %q is unknown, there are %q", f.Match.Vendor, vendors)
	case f.Status != 0 && (f.Status < 200 || f.Status > 599):
		return fmt.Errorf("sandbox: fault: status must be 200…599, is %d", f.Status)
	case f.Skip < 0 || f.Wait < 0:
		return fmt.Errorf("sandbox: fault: skip and wait must not be negative")
	}
	return nil
}

// RetryAfterForms are the forms that a Retry-After header was seen in, good and
// bad, which all ask to wait for d from now on where they make sense.
func RetryAfterForms(now time.Time, d time.Duration) map[string]string {
	at := now.Add(d).UTC()
	return map[string]string{
		"seconds":   fmt.Sprintf("%d", int(d/time.Second)),
		"http date": at.Format(http.TimeFormat),
		"rfc 850":   at.Format("Monday, 02-Jan-06 15:04:05 GMT"),
		"asctime":   at.Format(time.ANSIC),
		"fraction":  fmt.Sprintf("%.1f", d.Seconds()),
		"zero":      "0",
		"negative":  "-5",
		"past":      now.Add(-time.Hour).UTC().Format(http.TimeFormat),
		"overflow":  "9223372037",
		"nonsense":  "soon",
	}
}

// spoilsBody tells whether the fault needs a body to strike.
func (f *Fault) spoilsBody() bool {
	return slices.Contains([]FaultKind{CutBody, TruncatedGzip, CutJSON, PHPNotices, Doubled}, f.Kind)
}

// faults is the list of those that are still due, in the order they were given.
type faults struct {
	mu      sync.Mutex
	list    []*queued
	given   int                // how many ever were
	cleared int                // how many of them were given before the last clear
	stale   map[string]*answer // by vendor and path
}

// queued is a fault and its place in the order.
type queued struct {
	Fault
	nth int
}

func (f *faults) add(fault Fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fault.Times == 0 {
		fault.Times = 1
	}
	f.given++
	f.list = append(f.list, &queued{fault, f.given})
}

func (f *faults) clear() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list, f.cleared, f.stale = nil, f.given, map[string]*answer{}
}

func (f *faults) pending() []Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := make([]Fault, 0, len(f.list))
	for _, fault := range f.list {
		list = append(list, fault.Fault)
	}
	return list
}

// maxStale bounds how many answers are kept for Stale.
const maxStale = 256

// keep remembers the last answer to a path.
func (f *faults) keep(v Vendor, path string, a *answer) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.stale) == maxStale {
		clear(f.stale)
	}
	f.stale[string(v)+path] = a
}

// last is the last answer to a path, or nil.
func (f *faults) last(v Vendor, path string) *answer {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.stale[string(v)+path]
}

// due is the fault that the request meets, or nil. The first that matches counts.
func (f *faults) due(r Request) *queued {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, fault := range f.list {
		if !fault.Match.Matches(r) {
			continue
		}
		if fault.Skip > 0 {
			fault.Skip--
			continue
		}
		if fault.Times > 0 {
			if fault.Times--; fault.Times == 0 {
				f.list = slices.Delete(f.list, i, i+1)
			}
		}
		return fault
	}
	return nil
}

// giveBack makes a fault due again that had nothing to strike.
func (f *faults) giveBack(fault *queued) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if fault.nth <= f.cleared || fault.Times < 0 {
		return
	}
	fault.Times++
	at, there := slices.BinarySearchFunc(f.list, fault.nth, func(q *queued, nth int) int { return cmp.Compare(q.nth, nth) })
	if !there {
		f.list = slices.Insert(f.list, at, fault)
	}
}

// Fault makes requests fail. Faults are held against a request in the order they
// were given, before the vendor sees it, and the first that matches counts. It
// panics on one that makes no sense, such as a kind or a vendor that does not exist.
func (sb *Sandbox) Fault(f Fault) {
	if err := f.check(); err != nil {
		panic(err)
	}
	sb.faults.add(f)
}

// Faults lists the faults that are still due.
func (sb *Sandbox) Faults() []Fault { return sb.faults.pending() }

// ClearFaults drops the faults that are still due.
func (sb *Sandbox) ClearFaults() { sb.faults.clear() }
