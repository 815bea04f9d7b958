package quartet_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

// Hooks get plain values, once per attempt and once per call, and cannot break it.
func TestCheck25_HooksSeeEachAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var attempts []quartet.AttemptInfo
		var calls []quartet.CallInfo
		hooks := quartet.Hooks{
			Attempt: func(_ context.Context, i quartet.AttemptInfo) { attempts = append(attempts, i); panic("hook") },
			Call:    func(_ context.Context, i quartet.CallInfo) { calls = append(calls, i); panic("hook") },
		}
		s := transporttest.New(
			transporttest.Slow(time.Second, transporttest.JSON(503, `{"busy":1}`, "Retry-After: 4")),
			transporttest.Slow(2*time.Second, transporttest.JSON(200, `{}`)),
		)
		var log bytes.Buffer
		c, end := piped(t, s, quartet.WithHooks(hooks), quartet.WithRateLimit(0.1, 1), logTo(&log))
		defer end()
		req := read
		req.Query = url.Values{"email": {"ann@shop.example"}, "page": {"3"}}
		if _, err := c.Do(t.Context(), req); err != nil {
			t.Fatal(err)
		}
		first := quartet.AttemptInfo{
			Service: "orders", Op: "Get", Method: "GET", Route: "orders/{order_id}",
			Attempt: 1, StatusCode: 503, Bytes: 10, Duration: time.Second,
			RetryAfter: 4 * time.Second, Repeat: true, RepeatIn: 4 * time.Second,
		}
		second := quartet.AttemptInfo{
			Service: "orders", Op: "Get", Method: "GET", Route: "orders/{order_id}",
			Attempt: 2, StatusCode: 200, Bytes: 2, Wait: 5 * time.Second, Duration: 2 * time.Second,
		}
		if diff := cmp.Diff([]quartet.AttemptInfo{first, second}, attempts); diff != "" {
			t.Error(diff)
		}
		call := quartet.CallInfo{
			Service: "orders", Op: "Get", Method: "GET", Route: "orders/{order_id}",
			URL:        "http://127.0.0.1/api/2.0/orders/7?email=…&page=3",
			StatusCode: 200, Bytes: 2, Attempts: 2, Wait: 9 * time.Second, Duration: 12 * time.Second,
		}
		if diff := cmp.Diff([]quartet.CallInfo{call}, calls); diff != "" {
			t.Error(diff)
		}
		if n := strings.Count(log.String(), "a hook panicked"); n != 3 {
			t.Errorf("%d panics logged, want 3", n)
		}
	})
}

// A middleware that repeats by itself is seen attempt by attempt too.
func TestHooksSeeTheRepeatsOfAMiddleware(t *testing.T) {
	t.Parallel()
	var numbers []int
	hooks := quartet.WithHooks(quartet.Hooks{Attempt: func(_ context.Context, i quartet.AttemptInfo) { numbers = append(numbers, i.Attempt*1000+i.StatusCode) }})
	s := transporttest.New(transporttest.JSON(500, "{}"), transporttest.JSON(200, "{}"))
	resp, err := shop(t, s.Listen(t), hooks, quartet.WithMiddleware(sendsTwice)).Do(t.Context(), read)
	if err != nil || resp.Attempts != 2 || !cmp.Equal(numbers, []int{1500, 2200}) {
		t.Errorf("%+v, %v, attempts seen %v: want 2", resp, err, numbers)
	}
}

// One line for each attempt and one for each call; no body, query or credential.
func TestLogLines(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := transporttest.New(transporttest.JSON(500, `{"secret":"body"}`), transporttest.JSON(200, `{"secret":"body"}`), transporttest.JSON(404, `{"message":"gone","status":404}`))
	c := shop(t, s.Listen(t), logTo(&log))
	req := read
	req.Query = url.Values{"email": {"ann@shop.example"}}
	if _, err := c.Do(t.Context(), req); err != nil {
		t.Fatal(err)
	}
	_, err := c.Do(t.Context(), req)
	wantIs(t, err, quartet.ErrNotFound)
	var got []string
	for line := range strings.Lines(log.String()) {
		var l map[string]any
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"service", "op", "method", "route", "bytes", "wait", "duration"} {
			if l[name] == nil {
				t.Errorf("no %s in %s", name, line)
			}
		}
		_, repeatIn := l["repeat_in"]
		got = append(got, fmt.Sprint(l["level"], " ", l["msg"], " ", l["status"], " ", l["attempt"], " ", l["attempts"], " ", repeatIn))
	}
	want := []string{
		"WARN attempt 500 1 <nil> true", "DEBUG attempt 200 2 <nil> false", "INFO call 200 <nil> 2 false",
		"DEBUG attempt 404 1 <nil> false", "WARN call 404 <nil> 1 false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, private := range []string{"secret", "ann", "shop.example", testKey} {
		if strings.Contains(log.String(), private) {
			t.Errorf("the log shows %q:\n%s", private, log.String())
		}
	}
}

// A logger that wants no more than errors costs no lines.
func TestLogLevelIsAsked(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := transporttest.New(transporttest.JSON(404, "{}"))
	quiet := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelError}))
	_, err := shop(t, s.Listen(t), quartet.WithLogger(quiet)).Do(t.Context(), read)
	wantIs(t, err, quartet.ErrNotFound)
	if log.Len() != 0 {
		t.Errorf("logged %s", log.String())
	}
}

// What PHP prints before the JSON is cut off and reported.
func TestNotices(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	var notices []string
	hooks := quartet.Hooks{Notice: func(service, op, text string) { notices = append(notices, service+"."+op+": "+text) }}
	s := transporttest.New(
		transporttest.JSON(200, "<b>Notice</b>: Undefined\n index [0] {x} in a.php\n{\"a\":1}"),
		transporttest.JSON(200, "\ufeff \n[1]"),
	)
	c := shop(t, s.Listen(t), logTo(&log), quartet.WithHooks(hooks))
	for _, want := range []string{`{"a":1}`, `[1]`} {
		resp, err := c.Do(t.Context(), read)
		if err != nil || string(resp.Body) != want {
			t.Fatalf("%v, %v: want %s", resp, err, want)
		}
	}
	if diff := cmp.Diff([]string{"orders.Get: <b>Notice</b>: Undefined index [0] {x} in a.php"}, notices); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(log.String(), "Undefined index") {
		t.Errorf("not logged: %s", log.String())
	}
}

// A key without a field is reported once for each type.
func TestUnknownFieldsAreReportedOnce(t *testing.T) {
	t.Parallel()
	var seen []string
	c := shop(t, "http://127.0.0.1", quartet.WithHooks(quartet.Hooks{UnknownField: func(typ, key string) { seen = append(seen, typ+"."+key) }}))
	report := c.Settings().UnknownField
	for range 3 {
		report("Order", "new_column")
		report("Product", "new_column")
	}
	if diff := cmp.Diff([]string{"Order.new_column", "Product.new_column"}, seen); diff != "" {
		t.Error(diff)
	}
	if shop(t, "http://127.0.0.1").Settings().UnknownField != nil {
		t.Error("want none without a hook")
	}
}

func logTo(b *bytes.Buffer) quartet.Option {
	return quartet.WithLogger(slog.New(slog.NewJSONHandler(b, &slog.HandlerOptions{Level: slog.LevelDebug})))
}
