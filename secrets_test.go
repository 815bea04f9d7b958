package quartet_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
	"github.com/quartetgo/quartet/orders"
)

// canaries are parts of testKey that no escaping changes: to see one is to see a
// part of the key, in whatever form. The rest is the key in Basic.
func canaries() []string {
	basic := base64.StdEncoding.EncodeToString([]byte(testEmail + ":" + testKey))
	return []string{"c4n", "k3y", basic[len(basic)-16:], base64.StdEncoding.EncodeToString([]byte(testKey))[:16]}
}

// sink is one place where something may show up.
type sink struct{ name, text string }

// caller makes one call with everything watching, and tells what the watchers saw.
type caller struct {
	sinks []sink
	do    func(context.Context, quartet.Request, ...quartet.CallOption) (*quartet.Response, error)
}

func (c *caller) saw(name string, text any) {
	if raw, ok := text.([]byte); ok {
		text = string(raw)
	}
	c.sinks = append(c.sinks, sink{name, fmt.Sprintf("%+v", text)})
}

// fails is a way to fail; echo is filled with the credential as the server saw it.
type fails struct {
	name  string
	reply func(echo string) transporttest.Reply
	below func(r *http.Request) error // an error of a transport below ours
	ctx   time.Duration
}

func secretFailures() []fails {
	page := func(status int, contentType, format string) func(string) transporttest.Reply {
		return func(echo string) transporttest.Reply {
			return transporttest.Answer(status, contentType, strings.ReplaceAll(format, "KEY", echo), "X-Echo: "+echo)
		}
	}
	all := []fails{
		{name: "closed", reply: func(string) transporttest.Reply { return transporttest.Close }},
		{name: "stalled", reply: func(string) transporttest.Reply { return transporttest.Stall }},
		{name: "deadline", ctx: time.Second, reply: func(string) transporttest.Reply { return transporttest.Stall }},
		{name: "not HTTP", reply: func(echo string) transporttest.Reply { return transporttest.Raw(echo + "\r\n\r\n") }},
		{name: "broken header", reply: func(echo string) transporttest.Reply {
			return transporttest.Raw("HTTP/1.1 200 OK\r\n" + echo + "\r\n\r\n")
		}},
		{name: "broken status", reply: func(echo string) transporttest.Reply { return transporttest.Raw("HTTP/1.1 " + echo + "\r\n\r\n") }},
		{name: "broken length", reply: func(echo string) transporttest.Reply {
			return transporttest.Raw("HTTP/1.1 200 OK\r\nContent-Length: " + echo + "\r\n\r\n")
		}},
		{name: "redirect", reply: func(echo string) transporttest.Reply {
			return transporttest.Redirect(302, "https://elsewhere.example/?k="+echo)
		}},
		{name: "echoed in status, headers and trailer", reply: func(echo string) transporttest.Reply {
			return transporttest.Raw("HTTP/1.1 401 key " + echo + "\r\nX-Key: " + echo + "\r\nX-Key: Basic " + echo +
				"\r\nTransfer-Encoding: chunked\r\nTrailer: X-End\r\n\r\n2\r\n{}\r\n0\r\nX-End: " + echo + "\r\n\r\n")
		}},
		{name: "redirect to nonsense", reply: func(echo string) transporttest.Reply { return transporttest.Redirect(302, "::"+echo+"%zz") }},
		{name: "body cut", reply: func(echo string) transporttest.Reply { return transporttest.Cut(200, `{"message":"`+echo) }},
		{name: "Retry-After", reply: func(echo string) transporttest.Reply {
			return transporttest.JSON(429, `{"message":"`+echo+`"}`, "Retry-After: "+echo)
		}},
		{name: "error page", reply: page(500, "text/html", "<title>KEY is wrong</title><h1>KEY</h1>")},
		{name: "login page", reply: page(200, "text/html", "<h1>KEY is wrong</h1>")},
		{name: "plain error", reply: page(403, "text/plain", "key KEY is unknown")},
		{name: "plain 200", reply: page(200, "text/plain", "key KEY is unknown")},
		{name: "JSON error", reply: page(401, "application/json", `{"message":"no KEY","status":401,"messages":["KEY"],"errors":{"a":"KEY"},"error":"KEY"}`)},
		{name: "error in 200", reply: page(200, "application/json", `{"message":"no KEY","status":"error","error":{"field":"KEY","type":"KEY","description":"KEY"},"data":{"apiErrorData":{"errorCode":"KEY","errorMessage":"KEY"}}}`)},
		{name: "status in 200", reply: page(200, "application/json", `{"message":"no KEY","status":404}`)},
		{name: "notice", reply: page(200, "application/json", `Notice: KEY in index.php {"x":`)},
		{name: "notice before an answer", reply: page(200, "application/json", `Notice: KEY in index.php {"x":1}`)},
		{name: "wrong type", reply: page(200, "application/json", `{"total":"KEY"}`)},
		{name: "half a key at the end of a message", reply: page(400, "application/json", `{"message":"`+strings.Repeat("x", 490)+` KEY","status":400}`)},
		{name: "half a key at the end of a body", reply: page(400, "application/json", strings.Repeat("x", quartet.MaxErrorBody-6)+` KEY`)},
		{name: "half a key at the end of what is looked at", reply: page(400, "text/plain", strings.Repeat("KEY", 4*quartet.MaxErrorBody/4))},
		{name: "half a key in a title", reply: page(502, "text/html", "<title>"+strings.Repeat("x", 110)+" KEY</title>")},
		{name: "*url.Error from below", below: func(r *http.Request) error {
			return &url.Error{Op: "Get", URL: r.URL.String(), Err: fmt.Errorf("auth %v", r.Header)}
		}},
		{name: "nested *url.Error", below: func(r *http.Request) error {
			return fmt.Errorf("proxy: %w", &url.Error{Op: "Get", URL: "https://x.example/?k=" + r.URL.Query().Get("clientApiId"), Err: context.DeadlineExceeded})
		}},
		{name: "*net.OpError from below", below: func(r *http.Request) error {
			return &net.OpError{Op: "read", Net: "tcp", Err: fmt.Errorf("%v %v", r.URL, r.Header)}
		}},
		{name: "a panic's text from below", below: func(r *http.Request) error { return fmt.Errorf("%#v", *r) }},
	}
	return all
}

// echoes are the forms in which a server may give the credential back.
var echoes = map[string]func(string) string{
	"raw":   func(s string) string { return s },
	"query": url.QueryEscape,
	"lower": func(s string) string {
		return strings.NewReplacer("%2F", "%2f", "%2B", "%2b", "%3D", "%3d").Replace(url.QueryEscape(s))
	},
	"path":                        url.PathEscape,
	"query, twice":                func(s string) string { return url.QueryEscape(url.QueryEscape(s)) },
	"JSON, escaped":               func(s string) string { return each(s, `\u%04X`) },
	"JSON, escaped in lower case": func(s string) string { return each(s, `\u%04x`) },
	"HTML, by number":             func(s string) string { return each(s, "&#%d;") },
	"HTML, by hexadecimal number": func(s string) string { return each(s, "&#x%X;") },
	"base64 of the key":           func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
	"base64 of the key as a user": func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s + ":")) },
	"JSON":                        func(s string) string { return strings.NewReplacer(`"`, `\"`, "/", `\/`).Replace(s) },
	"Go JSON":                     func(s string) string { b, _ := json.Marshal(s); return string(b[1 : len(b)-1]) },
	"HTML":                        html.EscapeString,
	"base64":                      func(s string) string { return base64.StdEncoding.EncodeToString([]byte(testEmail + ":" + s)) },
}

// each writes all but letters and digits in a format.
func each(s, format string) string {
	return regexp.MustCompile(`[^0-9A-Za-z]`).ReplaceAllStringFunc(s, func(c string) string { return fmt.Sprintf(format, c[0]) })
}

// Whatever fails, however the credential is given back, it shows up nowhere.
func TestCheck15_NoSecretShowsUp(t *testing.T) {
	t.Parallel()
	combinations := 0
	for _, service := range []string{"cscart", "calltouch", "open2b"} {
		for _, f := range secretFailures() {
			for form, escape := range echoes {
				if f.below != nil && form != "raw" || form == "base64" && service != "cscart" {
					continue
				}
				synctest.Test(t, func(t *testing.T) {
					c := watched(t, service, f, escape(testKey))
					for _, s := range c.sinks {
						combinations++
						for _, canary := range canaries() {
							if strings.Contains(s.text, canary) {
								t.Errorf("%s, %s, echoed as %s: %s shows %q:\n%s", service, f.name, form, s.name, canary, s.text)
							}
						}
					}
				})
			}
		}
	}
	t.Logf("%d combinations of failure, echo and sink, 0 sightings", combinations)
	if combinations < 500 {
		t.Errorf("only %d combinations", combinations)
	}
}

// watched makes one call that fails as f says, with a watcher in every place.
func watched(t *testing.T, service string, f fails, echo string) *caller {
	t.Helper()
	c := &caller{}
	var reply []transporttest.Reply
	if f.reply != nil {
		reply = append(reply, f.reply(echo))
	}
	s := transporttest.New(reply...)
	tr := s.Transport()
	var network http.RoundTripper = tr
	if f.below != nil {
		network = roundTrip(func(r *http.Request) (*http.Response, error) { return nil, f.below(r) })
	}
	var log bytes.Buffer
	policy := quartet.DefaultRetryPolicy()
	policy.MaxAttempts = 2
	policy.Repeat = func(f quartet.Failure) bool {
		c.saw("Failure", f)
		c.saw("Failure %#v", fmt.Sprintf("%#v", f.Err))
		return f.Repeat
	}
	opts := []quartet.Option{
		quartet.WithTransport(network), quartet.WithRetry(policy), quartet.WithRateLimit(1e6, 10),
		quartet.WithLogger(slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))),
		quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				c.saw("middleware's request", fmt.Sprint(r.URL, r.Header))
				resp, err := next.RoundTrip(r)
				c.saw("middleware's error", err)
				if resp != nil {
					c.saw("middleware's answer", fmt.Sprint(resp.Status, resp.Header, resp.Trailer))
					c.saw("middleware's resp.Request", fmt.Sprint(resp.Request.URL, resp.Request.Header))
				}
				return resp, err
			})
		}),
		quartet.WithHooks(quartet.Hooks{
			Attempt: func(_ context.Context, i quartet.AttemptInfo) {
				c.saw("Attempt hook", i)
				c.saw("Attempt hook's %#v", fmt.Sprintf("%#v", i))
			},
			Call: func(_ context.Context, i quartet.CallInfo) { c.saw("Call hook", i) },
			Notice: func(service, op, text string) {
				c.saw("Notice hook", text)
				panic(text + echo)
			},
		}),
	}
	client := connect(t, service, opts, c)
	ctx := t.Context()
	if f.ctx > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, f.ctx)
		defer cancel()
	}
	req := read
	req.Query = url.Values{"email": {"a@b.example"}}
	req.Decode = func(r *quartet.Response) error {
		var got struct{ Total quartet.Decimal }
		if err := json.Unmarshal(r.Body, &got); err != nil {
			return err
		}
		return fmt.Errorf("total: want a number, got %q", r.Body)
	}
	resp, err := c.do(ctx, req, quartet.OnResponse(func(r quartet.Response) { c.saw("OnResponse", r) }))
	e := failed(t, resp, err)
	tr.CloseIdleConnections()
	s.Close()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		c.saw("error "+verb, fmt.Sprintf(verb, err))
		c.saw("client "+verb, fmt.Sprintf(verb, client))
		c.saw("wrapped error "+verb, fmt.Sprintf(verb, fmt.Errorf("sync: %w", err)))
	}
	c.saw("error %+v by value", *e)
	c.saw("JSON", mustJSON(err))
	c.saw("client JSON", mustJSON(client))
	c.saw("Body", e.Body)
	c.saw("panic", recovered(err))
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"slog text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"slog JSON": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var b bytes.Buffer
		slog.New(handler(&b)).Error("failed", "err", err, "client", client, "cause", e.Err)
		c.saw(name, b.String())
	}
	c.saw("client's log", log.String())
	c.chain("cause", e.Err)
	var address *url.Error
	if errors.As(err, &address) {
		c.saw("*url.Error", address.URL)
	}
	return c
}

// chain shows every error below err.
func (c *caller) chain(name string, err error) {
	if err == nil {
		return
	}
	c.saw(name, fmt.Sprintf("%v %+v %#v", err, err, err))
	switch u := err.(type) { //nolint:errorlint // each link by itself
	case interface{ Unwrap() error }:
		c.chain(name+"'s cause", u.Unwrap())
	case interface{ Unwrap() []error }:
		for _, below := range u.Unwrap() {
			c.chain(name+"'s cause", below)
		}
	}
}

func connect(t *testing.T, service string, opts []quartet.Option, c *caller) any {
	t.Helper()
	switch service {
	case "cscart":
		client, err := quartet.NewCSCart("http://127.0.0.1", testEmail, testKey, opts...)
		if err != nil {
			t.Fatal(err)
		}
		c.do = client.Do
		return client
	case "calltouch":
		client, err := quartet.NewCalltouch(testKey, append([]quartet.Option{quartet.WithBaseURL("http://127.0.0.1")}, opts...)...)
		if err != nil {
			t.Fatal(err)
		}
		c.do = client.Do
		return client
	default:
		client, err := quartet.NewOpen2b("http://127.0.0.1", testKey, opts...)
		if err != nil {
			t.Fatal(err)
		}
		c.do = client.Do
		return client
	}
}

func mustJSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func recovered(err error) (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	panic(err)
}

// Neither a client nor an option prints a secret, not even by value.
func TestCheck16_ClientsPrintNoSecret(t *testing.T) {
	t.Parallel()
	for _, service := range []string{"cscart", "calltouch", "open2b"} {
		c := &caller{}
		client := connect(t, service, nil, c)
		opts := []quartet.Option{quartet.WithBaseURL("https://user:" + url.QueryEscape(testKey) + "@shop.example")}
		var b bytes.Buffer
		slog.New(slog.NewTextHandler(&b, nil)).Info("x", "client", client, "opts", opts)
		slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "client", client)
		fmt.Fprintf(&b, "%v %+v %#v %s %v %+v %#v", client, client, client, client, opts, opts, opts)
		if settings, ok := client.(interface{ Settings() quartet.Settings }); ok {
			fmt.Fprintf(&b, "%+v %#v", settings.Settings(), settings.Settings())
		}
		switch v := client.(type) {
		case *quartet.CSCart:
			fmt.Fprintf(&b, "%+v %#v", *v, *v)
		case *quartet.Calltouch:
			fmt.Fprintf(&b, "%+v %#v", *v, *v)
		case *quartet.Open2b:
			fmt.Fprintf(&b, "%+v %#v", *v, *v)
		}
		_, err := quartet.NewCSCart("https://shop.example", testKey+":", testKey+"\n", opts...)
		wantIs(t, err, quartet.ErrInvalid)
		fmt.Fprintf(&b, "%v %+v %#v", err, err, err)
		for _, canary := range canaries() {
			if strings.Contains(b.String(), canary) {
				t.Errorf("%s shows %q:\n%s", service, canary, b.String())
			}
		}
		if !strings.Contains(b.String(), service+" client of http") {
			t.Errorf("%s does not name itself:\n%s", service, b.String())
		}
	}
}

// However an answer is cut, no part of a credential is left at the cut.
func TestNoHalfCredentialIsKept(t *testing.T) {
	t.Parallel()
	key := strings.Repeat("s3cret-k3y+", 9)
	for shift := range 40 {
		body := strings.Repeat("x", 7*shift) + strings.Repeat(key, 200)
		s := transporttest.New(transporttest.Answer(400, "text/plain", body))
		c, err := quartet.NewOpen2b(s.Listen(t), key)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := c.Do(t.Context(), read)
		e := failed(t, resp, err)
		c.CloseIdleConnections()
		if len(e.Body) == 0 || strings.Contains(string(e.Body)+e.Error(), "s3c") {
			t.Fatalf("shifted by %d, %q is kept", 7*shift, e.Body[max(0, len(e.Body)-120):])
		}
	}
}

// A record is decoded after the call, and its error shows no secret either.
func TestRecordErrorsShowNoSecret(t *testing.T) {
	t.Parallel()
	for form, escape := range echoes {
		if form == "raw" {
			continue // a quote would end the string
		}
		s := transporttest.New(transporttest.JSON(200, `{"orders":[{"order_id":"`+escape(testKey)+`"}],"params":{"total_items":"1"}}`))
		_, err := orders.New(shop(t, s.Listen(t))).List(t.Context())
		wantIs(t, err, quartet.ErrMalformed)
		var bad *quartet.RecordError
		if !errors.As(err, &bad) {
			t.Fatalf("%s: %v is no RecordError", form, err)
		}
		c := &caller{}
		c.chain("RecordError", err)
		for _, s := range c.sinks {
			for _, canary := range canaries() {
				if strings.Contains(s.text, canary) {
					t.Errorf("echoed as %s: %s shows %q:\n%s", form, s.name, canary, s.text)
				}
			}
		}
	}
}
