package quartet_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

var everySentinel = map[string]error{
	"NotFound": quartet.ErrNotFound, "Unauthorized": quartet.ErrUnauthorized, "Forbidden": quartet.ErrForbidden,
	"Invalid": quartet.ErrInvalid, "RateLimited": quartet.ErrRateLimited, "Server": quartet.ErrServer,
	"Malformed": quartet.ErrMalformed, "Redirected": quartet.ErrRedirected, "TooLarge": quartet.ErrTooLarge,
	"NotSent": quartet.ErrNotSent, "Refused": quartet.ErrRefused, "Unknown": quartet.ErrOutcomeUnknown,
}

// is lists the sentinels that err is, in the order of names.
func is(err error) string {
	var names []string
	for _, name := range []string{
		"NotFound", "Unauthorized", "Forbidden", "Invalid", "RateLimited", "Server", "Malformed", "Redirected", "TooLarge", "NotSent", "Refused", "Unknown",
	} {
		if errors.Is(err, everySentinel[name]) {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// What each vendor's answer means.
func TestVendorErrors(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("ы", 600)
	for name, test := range map[string]struct {
		service string
		status  int
		body    string
		is      string
		message string
		details []string
		field   string
		typ     string
	}{
		"cscart message":            {"cscart", 400, `{"message":"Bad Request: need\n  param","status":400}`, "Invalid Refused", "need param", nil, "", ""},
		"cscart lists":              {"cscart", 404, `{"message":"Not Found","messages":["a",{"b":["c",3,null,true]}],"errors":{"z":"2","y":"1"}}`, "NotFound Refused", "Not Found", []string{"a", "c", "3", "1", "2"}, "", ""},
		"cscart 405 is bad input":   {"cscart", 405, `{"message":"Missing parameters","status":405}`, "Invalid Refused", "Missing parameters", nil, "", ""},
		"cscart 200 holds 404":      {"cscart", 200, `{"message":"Not Found","status":404}`, "NotFound Refused", "Not Found", nil, "", ""},
		"cscart 200 holds 500":      {"cscart", 200, `{"message":"oops","status":"500"}`, "Server Unknown", "oops", nil, "", ""},
		"cscart 200 holds 408":      {"cscart", 200, `{"message":"slow","status":408}`, "Unknown", "slow", nil, "", ""},
		"cscart 500 page":           {"cscart", 500, `<html><title>SQL &amp; <b>error</b></title>`, "Server Unknown", `an HTML page, "SQL & error"`, nil, "", ""},
		"cscart long message":       {"cscart", 400, `{"message":"` + long + `","status":400}`, "Invalid Refused", long[:500], nil, "", ""},
		"cscart empty JSON":         {"cscart", 403, `{}`, "Forbidden Refused", "", nil, "", ""},
		"cscart empty":              {"cscart", 401, ``, "Unauthorized Refused", "", nil, "", ""},
		"cscart text":               {"cscart", 406, "not \t acceptable", "Invalid Refused", `"not acceptable"`, nil, "", ""},
		"calltouch inside 200":      {"calltouch", 200, `{"data":{"apiErrorData":{"errorCode":4031,"errorMessage":"no such site"}}}`, "Invalid Refused", "no such site", nil, "", "4031"},
		"calltouch 403":             {"calltouch", 403, `{"message":"forbidden","error":"x"}`, "Forbidden Refused", "forbidden; x", nil, "", ""},
		"calltouch page":            {"calltouch", 404, `<h1>404 Not Found</h1>`, "NotFound Refused", `an HTML page, "404 Not Found"`, nil, "", ""},
		"open2b missing field":      {"open2b", 200, `{"status":"error","error":{"field":"name","type":"Missing","description":"name is missing"}}`, "Invalid Refused", "name is missing", nil, "name", "Missing"},
		"open2b access":             {"open2b", 200, `{"status":"error","error":{"field":"","type":"AccessDenied","description":"no"}}`, "Forbidden Refused", "no", nil, "", "AccessDenied"},
		"open2b id not found":       {"open2b", 200, `{"status":"error","error":{"field":"id","type":"NotFound","description":"no"}}`, "NotFound Refused", "no", nil, "id", "NotFound"},
		"open2b customer not found": {"open2b", 200, `{"status":"error","error":{"field":"customer","type":"NotFound","description":"no"}}`, "Invalid Refused", "no", nil, "customer", "NotFound"},
		"open2b status alone":       {"open2b", 200, `{"status":"error"}`, "Refused", "", nil, "", ""},
		"open2b text":               {"open2b", 200, `{"status":"error","error":"no such method"}`, "Refused", "no such method", nil, "", ""},
		"open2b other types":        {"open2b", 200, `{"status":"error","error":{"field":["email"],"type":5,"description":{"it":"no","en":"nein"}}}`, "Refused", "nein; no", nil, "email", "5"},
		"open2b other members":      {"open2b", 200, `{"status":"error","error":{"message":"no"}}`, "Refused", "no", nil, "", ""},
		"open2b without a status":   {"open2b", 200, `{"error":{"field":"email","type":"InvalidValue"}}`, "Invalid Refused", "", nil, "email", "InvalidValue"},
		"open2b another status":     {"open2b", 200, `{"status":5,"error":"no"}`, "Refused", "no", nil, "", ""},
		"open2b says no more":       {"open2b", 200, `{"status":"fail","error":true}`, "Refused", "", nil, "", ""},
		"open2b contradicts itself": {"open2b", 200, `{"status":"ok","error":"half done"}`, "Malformed Unknown", "half done", nil, "", ""},
		"open2b refused key":        {"open2b", 403, `Forbidden`, "Forbidden Refused", `"Forbidden"`, nil, "", ""},
		"open2b limit":              {"open2b", 429, `slow down`, "RateLimited Refused", `"slow down"`, nil, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := transporttest.New(transporttest.JSON(test.status, test.body))
			c := &caller{}
			connectTo(t, s.Listen(t), test.service, c)
			resp, err := c.do(t.Context(), create)
			e := failed(t, resp, err)
			if got := is(err); got != test.is {
				t.Errorf("is %s, want %s\n%v", got, test.is, err)
			}
			if diff := cmp.Diff([]any{test.message, test.details, test.field, test.typ}, []any{e.Message, e.Details, e.Field, e.Type}); diff != "" {
				t.Error(diff)
			}
			if string(e.Body) != test.body {
				t.Errorf("body %q, want %q", e.Body, test.body)
			}
		})
	}
}

func connectTo(t *testing.T, address, service string, c *caller) {
	t.Helper()
	opts := []quartet.Option{quartet.WithRetry(quick())}
	var closer interface{ CloseIdleConnections() }
	switch service {
	case "cscart":
		client, err := quartet.NewCSCart(address, testEmail, "key", opts...)
		if err != nil {
			t.Fatal(err)
		}
		c.do, closer = client.Do, client
	case "calltouch":
		client, err := quartet.NewCalltouch("token", append(opts, quartet.WithBaseURL(address))...)
		if err != nil {
			t.Fatal(err)
		}
		c.do, closer = client.Do, client
	default:
		client, err := quartet.NewOpen2b(address, "key", opts...)
		if err != nil {
			t.Fatal(err)
		}
		c.do, closer = client.Do, client
	}
	t.Cleanup(closer.CloseIdleConnections)
}

// An answer that only looks like an error is none.
func TestAnswersThatAreNoErrors(t *testing.T) {
	t.Parallel()
	for service, bodies := range map[string][]string{
		"cscart":    {`{"order_id":"7","status":"O","message":"thanks"}`, `{"status":404}`, `{"message":"x","status":200}`, `{"message":"x","status":404,"pad":"` + strings.Repeat("x", 17<<10) + `"}`},
		"calltouch": {`[]`, `{"records":[{"comment":"an \"error\" message"}]}`},
		"open2b":    {`{"status":"ok","contacts":[{"note":"error"}]}`, `{"error":null,"status":"ok"}`, `{"error":"","status":"ok"}`},
	} {
		for _, body := range bodies {
			s := transporttest.New(transporttest.JSON(200, body))
			c := &caller{}
			connectTo(t, s.Listen(t), service, c)
			if resp, err := c.do(t.Context(), create); err != nil || string(resp.Body) != body {
				t.Errorf("%s: %.80s: %v", service, body, err)
			}
		}
	}
}

func sampleError() *quartet.Error {
	return &quartet.Error{
		Service: "contacts", Op: "Create", Method: "POST", URL: "https://shop.example/x?page=2", StatusCode: 502,
		Message: "bad gateway", Details: []string{"a", "b"}, Type: "Missing", Field: "name", Body: []byte("<html>body"),
		Attempts: 2, RetryAfter: 3 * time.Second, Outcome: quartet.OutcomeUnknown, Advice: "look for it", Err: io.EOF,
	}
}

func TestErrorText(t *testing.T) {
	t.Parallel()
	full := sampleError()
	want := "contacts.Create: POST https://shop.example/x?page=2: 502 Bad Gateway: Missing (name): bad gateway: a; b: EOF" +
		" (2 attempts) (the server asks to wait 3s); outcome unknown: look for it"
	for _, verb := range []string{"%v", "%s", "%+v"} {
		if got := fmt.Sprintf(verb, full); got != want {
			t.Errorf("%s is %s\nwant %s", verb, got, want)
		}
	}
	if got := fmt.Sprintf("%#v", full); got != "&quartet.Error{"+want+"}" {
		t.Errorf("%%#v is %s", got)
	}
	for want, e := range map[string]*quartet.Error{
		"orders":                                 {Service: "orders"},
		"orders.Get: a sentinel":                 {Service: "orders", Op: "Get", Err: errors.New("a sentinel")},
		"orders.Get: said":                       {Service: "orders", Op: "Get", Message: "said", Err: quartet.ErrMalformed},
		"orders.Get: malformed answer":           {Service: "orders", Op: "Get", Err: quartet.ErrMalformed},
		"orders.List: page: 0; sort: x":          {Service: "orders", Op: "List", Outcome: quartet.OutcomeNotSent, Details: []string{"page: 0", "sort: x"}, Err: quartet.ErrInvalid},
		"orders.Get: 404 Not Found; refused":     {Service: "orders", Op: "Get", StatusCode: 404, Outcome: quartet.OutcomeRefused},
		"orders.Get: context canceled; not sent": {Service: "orders", Op: "Get", Outcome: quartet.OutcomeNotSent, Err: context.Canceled},
	} {
		if e.Error() != want {
			t.Errorf("got %q, want %q", e.Error(), want)
		}
	}
	if got := quartet.Outcome(0).String() + quartet.OutcomeNotSent.String() + quartet.OutcomeRefused.String(); got != "nonenot sentrefused" {
		t.Errorf("outcomes are %q", got)
	}
}

func TestErrorInLogsAndJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	slog.New(slog.NewJSONHandler(&b, nil)).Error("x", "err", sampleError())
	var line struct{ Err map[string]any }
	if err := json.Unmarshal(b.Bytes(), &line); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"service": "contacts", "op": "Create", "method": "POST", "url": "https://shop.example/x?page=2",
		"status": 502.0, "attempts": 2.0, "outcome": "outcome unknown", "error": sampleError().Error(),
	}
	if diff := cmp.Diff(want, line.Err); diff != "" {
		t.Error(diff)
	}
	data, err := json.Marshal(sampleError())
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]any{"message": "bad gateway", "details": []any{"a", "b"}, "field": "name", "type": "Missing", "retry_after_seconds": 3.0} {
		want[name] = value
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRecordError(t *testing.T) {
	t.Parallel()
	cause := errors.New("want a number, got \"x\"")
	e := &quartet.RecordError{Path: "orders[3].total", Raw: []byte(`{"total":"x","email":"ann@shop.example"}`), Err: cause}
	wantIs(t, e, quartet.ErrMalformed, cause)
	if errors.Is(e, quartet.ErrServer) {
		t.Error("is an ErrServer")
	}
	const text = `record at orders[3].total: want a number, got "x"`
	var b bytes.Buffer
	slog.New(slog.NewTextHandler(&b, nil)).Error("x", "err", e)
	sinks := []string{e.Error(), fmt.Sprintf("%v", e), fmt.Sprintf("%+v", e), fmt.Sprintf("%s", e), fmt.Sprintf("%#v", e), b.String(), mustJSON(e), fmt.Sprintf("%q", e), fmt.Sprintf("%d", e)}
	for i, got := range sinks {
		if strings.Contains(got, "ann") || !strings.Contains(got, "orders[3].total") || i < 4 && got != text {
			t.Errorf("form %d is %s", i, got)
		}
	}
	if got := fmt.Sprintf("%q", e); got != fmt.Sprintf("%q", text) {
		t.Errorf("%%q is %s", got)
	}
}
