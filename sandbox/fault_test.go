package sandbox_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/sandbox"
)

// Each fault looks on the wire as its comment says, and the record tells whether
// the vendor has worked on the request.
func TestFaults(t *testing.T) {
	t.Parallel()
	const good = `{"status":"ok","count":1000}`
	broken := func(r reply) bool { return r.err != nil && r.status == 0 }
	for name, c := range map[string]struct {
		fault     sandbox.Fault
		is        func(reply) bool
		processed bool
	}{
		"status": {sandbox.Fault{Kind: sandbox.ErrorStatus}, func(r reply) bool { return r.status == 503 && strings.Contains(r.body, "<html>") }, false},
		"another one": {sandbox.Fault{Kind: sandbox.ErrorStatus, Status: 429, RetryAfter: "7", Body: "no"}, func(r reply) bool {
			return r.status == 429 && r.body == "no" && r.header.Get("Retry-After") == "7"
		}, false},
		"close before": {sandbox.Fault{Kind: sandbox.CloseBefore}, broken, false},
		"stall":        {sandbox.Fault{Kind: sandbox.Stall, Wait: time.Millisecond}, broken, false},
		"html 200":     {sandbox.Fault{Kind: sandbox.HTML200}, func(r reply) bool { return r.status == 200 && strings.Contains(r.body, "<html>") }, false},
		"empty 200":    {sandbox.Fault{Kind: sandbox.Empty200}, func(r reply) bool { return r.status == 200 && r.body == "" }, false},
		"redirect": {sandbox.Fault{Kind: sandbox.Redirect, Status: 301, Location: "http://127.0.0.1:1/x"}, func(r reply) bool {
			return r.status == 301 && r.header.Get("Location") == "http://127.0.0.1:1/x"
		}, false},
		"close after":  {sandbox.Fault{Kind: sandbox.CloseAfter}, broken, true},
		"stall after":  {sandbox.Fault{Kind: sandbox.StallAfter, Wait: time.Millisecond}, broken, true},
		"status after": {sandbox.Fault{Kind: sandbox.ErrorAfter, Status: 502}, func(r reply) bool { return r.status == 502 }, true},
		"cut body": {sandbox.Fault{Kind: sandbox.CutBody}, func(r reply) bool {
			return r.status == 200 && errors.Is(r.err, io.ErrUnexpectedEOF) && r.body == good[:len(good)/2]
		}, true},
		"truncated gzip": {sandbox.Fault{Kind: sandbox.TruncatedGzip}, func(r reply) bool {
			z, err := gzip.NewReader(bytes.NewReader([]byte(r.body)))
			if err == nil {
				_, err = io.ReadAll(z)
			}
			return r.status == 200 && r.err == nil && r.header.Get("Content-Encoding") == "gzip" && errors.Is(err, io.ErrUnexpectedEOF)
		}, true},
		"cut json": {sandbox.Fault{Kind: sandbox.CutJSON}, func(r reply) bool { return r.err == nil && r.body == good[:len(good)/2] }, true},
		"php notices": {sandbox.Fault{Kind: sandbox.PHPNotices}, func(r reply) bool {
			return strings.HasPrefix(r.body, "<br />\n<b>Notice</b>") && strings.HasSuffix(r.body, good)
		}, true},
		"doubled":      {sandbox.Fault{Kind: sandbox.Doubled}, func(r reply) bool { return r.body == good+good }, true},
		"stale, alone": {sandbox.Fault{Kind: sandbox.Stale}, func(r reply) bool { return r.body == good }, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sb := sandbox.New(t)
			sb.Fault(c.fault)
			if r := call(t, sb, http.MethodPost, contactsCount(sb), `{}`); !c.is(r) {
				t.Errorf("%+v", r)
			}
			note := sb.Requests(sandbox.Match{})[0]
			if note.Fault != c.fault.Kind || note.Processed != c.processed {
				t.Errorf("record: %+v", note)
			}
			if r := call(t, sb, http.MethodPost, contactsCount(sb), `{}`); r.body != good {
				t.Errorf("the request after it: %+v", r)
			}
			if got := sb.Counts(sandbox.Open2b); got.Faulted != 1 || got.Requests != 2 {
				t.Errorf("counts: %+v", got)
			}
		})
	}
}

func TestEndless(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	sb.Fault(sandbox.Fault{Kind: sandbox.Endless})
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, contactsCount(sb), strings.NewReader(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := plain(sb).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	n, err := io.CopyN(io.Discard, resp.Body, 20<<20)
	if err != nil || n != 20<<20 {
		t.Errorf("after %d bytes: %v", n, err)
	}
	resp.Body.Close() //nolint:errcheck // broken off on purpose
}

// A stall without a length ends when the client gives up, and does not keep the
// sandbox from closing.
func TestStallUntilTheClientGivesUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sb := sandbox.New(t, sandbox.InMemory())
		sb.Fault(sandbox.Fault{Kind: sandbox.StallAfter, Match: sandbox.Match{Body: "Jane"}})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() {
			_, err := contacts.New(sb.Open2bClient()).Create(ctx, contacts.Draft{Customer: sb.Open2b.Customer, Name: "Jane"})
			ended <- err
		}()
		synctest.Wait()
		if n := len(sb.Requests(sandbox.Match{Created: true})); n != 1 {
			t.Errorf("%d created while it stalls", n)
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) || !errors.Is(err, quartet.ErrOutcomeUnknown) {
			t.Errorf("%v", err)
		}
	})
}

// The redirect without a target leads to a server that tells who came.
func TestElsewhere(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	sb.Fault(sandbox.Fault{Kind: sandbox.Redirect})
	r := call(t, sb, http.MethodPost, contactsCount(sb)+"?a=1", `{}`)
	target := r.header.Get("Location")
	if r.status != 302 || !strings.HasSuffix(target, "/open2b/api/v3/commerce.contacts.count?a=1") || strings.HasPrefix(target, sb.Open2b.URL) {
		t.Fatalf("%+v", r)
	}
	if got := sb.Counts(sandbox.Elsewhere).Requests; got != 0 {
		t.Errorf("%d came before anyone followed", got)
	}
	if r := call(t, sb, http.MethodGet, target, ""); r.body != "{}" || sb.Counts(sandbox.Elsewhere).Requests != 1 {
		t.Errorf("%+v", r)
	}
}

func TestStale(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	first := call(t, sb, http.MethodPost, contactsCount(sb), `{}`)
	create(t, sb, "Jane")
	sb.Fault(sandbox.Fault{Kind: sandbox.Stale})
	if r := call(t, sb, http.MethodPost, contactsCount(sb), `{}`); r.body != first.body {
		t.Errorf("%s, want the answer of before: %s", r.body, first.body)
	}
	if r := call(t, sb, http.MethodPost, contactsCount(sb), `{}`); r.body == first.body {
		t.Errorf("%s, want a fresh answer", r.body)
	}
}

// Matcher, skip and count say which requests fail.
func TestFaultsStrikeWhereTheyShould(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	sb.Fault(sandbox.Fault{Kind: sandbox.ErrorStatus, Match: sandbox.Match{Path: "count"}, Skip: 1, Times: 2})
	sb.Fault(sandbox.Fault{Kind: sandbox.ErrorStatus, Match: sandbox.Match{Body: "Jane"}, Times: -1, Status: 500})
	var got []int
	for range 5 {
		got = append(got, call(t, sb, http.MethodPost, contactsCount(sb), `{}`).status)
	}
	got = append(got, create(t, sb, "Jane").status, create(t, sb, "John").status, create(t, sb, "Jane").status)
	want := []int{200, 503, 503, 200, 200, 500, 200, 500}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%v, want %v", got, want)
		}
	}
	if n := len(sb.Faults()); n != 1 {
		t.Errorf("%d faults are due, want the one without an end", n)
	}
	sb.ClearFaults()
	if r := create(t, sb, "Jane"); r.status != 200 {
		t.Errorf("after ClearFaults: %d", r.status)
	}
}

// A fault that spoils bodies waits for an answer with one, in its turn.
func TestBodyFaultsWaitForABody(t *testing.T) {
	t.Parallel()
	for _, kind := range []sandbox.FaultKind{
		sandbox.CutBody, sandbox.TruncatedGzip, sandbox.CutJSON, sandbox.PHPNotices, sandbox.Doubled,
	} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			sb := sandbox.New(t)
			sb.Fault(sandbox.Fault{Kind: kind})
			sb.Fault(sandbox.Fault{Kind: sandbox.ErrorStatus})
			due := sb.Faults()
			if r := call(t, sb, http.MethodDelete, sb.CSCart.URL+"/api/2.0/orders/5", ""); r.err != nil || r.status != 204 {
				t.Fatalf("%+v", r)
			}
			if diff := cmp.Diff(due, sb.Faults()); diff != "" {
				t.Errorf("what is due has changed:\n%s", diff)
			}
			call(t, sb, http.MethodGet, sb.CSCart.URL+"/api/2.0/orders/6", "")
			call(t, sb, http.MethodGet, sb.CSCart.URL+"/api/2.0/orders/6", "")
			var met []sandbox.FaultKind
			for _, r := range sb.Requests(sandbox.Match{}) {
				met = append(met, r.Fault)
			}
			if diff := cmp.Diff([]sandbox.FaultKind{"", kind, sandbox.ErrorStatus}, met); diff != "" {
				t.Error(diff)
			}
			if n := sb.Counts(sandbox.CSCart).Faulted; n != 2 || len(sb.Faults()) != 0 {
				t.Errorf("%d struck, %d are due", n, len(sb.Faults()))
			}
		})
	}
}

func TestWrongFaultPanics(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	for _, f := range []sandbox.Fault{{}, {Kind: "nonsense"}, {Kind: sandbox.ErrorStatus, Status: 99}, {Kind: sandbox.Stall, Wait: -1}, {Kind: sandbox.Stall, Match: sandbox.Match{Vendor: "cs-cart"}}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%+v is taken", f)
				}
			}()
			sb.Fault(f)
		}()
	}
}

func TestRetryAfterForms(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, time.May, 1, 10, 0, 0, 0, time.UTC)
	forms := sandbox.RetryAfterForms(now, 90*time.Second)
	for name, want := range map[string]string{
		"seconds": "90", "fraction": "90.0", "http date": "Fri, 01 May 2026 10:01:30 GMT",
		"rfc 850": "Friday, 01-May-26 10:01:30 GMT", "asctime": "Fri May  1 10:01:30 2026",
	} {
		if forms[name] != want {
			t.Errorf("%s: %q, want %q", name, forms[name], want)
		}
	}
	sb := sandbox.New(t)
	for name, form := range forms {
		sb.Fault(sandbox.Fault{Kind: sandbox.ErrorStatus, RetryAfter: form})
		if got := call(t, sb, http.MethodPost, contactsCount(sb), `{}`).header.Values("Retry-After"); len(got) != 1 || got[0] != form {
			t.Errorf("%s: %q was sent, want %q", name, got, form)
		}
	}
}

// The library never creates twice when the connection ends after the work.
func TestLibraryCreatesOnce(t *testing.T) {
	t.Parallel()
	for _, kind := range []sandbox.FaultKind{
		sandbox.CloseAfter, sandbox.ErrorAfter, sandbox.CutBody, sandbox.TruncatedGzip, sandbox.CutJSON,
	} {
		sb := sandbox.New(t)
		sb.Fault(sandbox.Fault{Kind: kind})
		_, err := contacts.New(sb.Open2bClient()).Create(t.Context(), contacts.Draft{Customer: sb.Open2b.Customer, Name: "Jane"})
		if !errors.Is(err, quartet.ErrOutcomeUnknown) {
			t.Errorf("%s: %v", kind, err)
		}
		sb.AssertCreatedOnce(t, sandbox.Match{})
	}
}
