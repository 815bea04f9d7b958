package quartet

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/quartetgo/quartet/internal/transport"
)

// Hooks are called as calls go on; those that are nil cost nothing. They get
// plain values without a credential, are called on the goroutine of the call,
// and cannot break it: a panic in a hook is caught and logged.
type Hooks struct {
	Attempt      func(context.Context, AttemptInfo) // after each attempt
	Call         func(context.Context, CallInfo)    // after each call
	UnknownField func(typ, key string)              // once per type and key: a vendor sends what this library has no field for
	Notice       func(service, op, text string)     // an answer had text, such as a PHP notice, before its JSON
}

// AttemptInfo is one attempt.
type AttemptInfo struct {
	Service, Op, Method string
	Route               string        // the path's template, "orders/{order_id}"
	Attempt             int           // 1 for the first
	StatusCode          int           // 0 without an answer
	Bytes               int           // of the answer's body
	Wait                time.Duration // before it: for a place, a permit, a pause
	Duration            time.Duration // on the wire
	RetryAfter          time.Duration
	Repeat              bool          // another attempt follows …
	RepeatIn            time.Duration // … after this wait
	Err                 error
}

// CallInfo is one whole call.
type CallInfo struct {
	Service, Op, Method string
	Route               string
	URL                 string // of the query the names alone, but for page and size
	StatusCode          int
	Bytes               int
	Attempts            int
	Wait                time.Duration // of all attempts and between them
	Duration            time.Duration
	Err                 error // the *Error that the caller gets
}

// callName is what an attempt is told by.
type callName struct{ service, op, route string }

// observe is called by the transport after each attempt.
func (c *core) observe(ctx context.Context, call *transport.Call, a transport.Attempt) {
	name, _ := call.Info.(callName)
	if c.hooks.Attempt != nil {
		info := AttemptInfo{
			Service: name.service, Op: name.op, Method: call.Method, Route: name.route,
			Attempt: a.Number, StatusCode: a.Status, Bytes: a.Bytes, Wait: a.Wait, Duration: a.Duration,
			RetryAfter: a.RetryAfter, Repeat: a.Repeat, RepeatIn: a.RepeatIn, Err: a.Err,
		}
		c.guard(func() { c.hooks.Attempt(ctx, info) })
	}
	if c.log == nil {
		return
	}
	level := slog.LevelDebug
	if a.Repeat {
		level = slog.LevelWarn
	}
	if !c.log.Enabled(ctx, level) {
		return
	}
	attrs := append(name.attrs(call.Method),
		slog.Int("attempt", a.Number), slog.Int("status", a.Status), slog.Int("bytes", a.Bytes),
		slog.Duration("wait", a.Wait), slog.Duration("duration", a.Duration))
	if a.Repeat {
		attrs = append(attrs, slog.Duration("repeat_in", a.RepeatIn))
	}
	if a.Err != nil {
		attrs = append(attrs, slog.String("error", a.Err.Error()))
	}
	c.log.LogAttrs(ctx, level, "attempt", attrs...)
}

// finished tells hooks and log of a whole call.
func (c *core) finished(ctx context.Context, call *transport.Call, r *transport.Result, err error) {
	name, _ := call.Info.(callName)
	if c.hooks.Call != nil {
		info := CallInfo{
			Service: name.service, Op: name.op, Method: call.Method, Route: name.route, URL: c.mask(redacted(call.URL)),
			StatusCode: r.Status, Bytes: len(r.Body), Attempts: r.Attempts, Wait: r.Wait, Duration: r.Duration, Err: err,
		}
		c.guard(func() { c.hooks.Call(ctx, info) })
	}
	if c.log == nil {
		return
	}
	level := slog.LevelInfo
	if err != nil {
		level = slog.LevelWarn
	}
	if !c.log.Enabled(ctx, level) {
		return
	}
	attrs := append(name.attrs(call.Method),
		slog.Int("attempts", r.Attempts), slog.Int("status", r.Status), slog.Int("bytes", len(r.Body)),
		slog.Duration("wait", r.Wait), slog.Duration("duration", r.Duration))
	if err != nil {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	c.log.LogAttrs(ctx, level, "call", attrs...)
}

func (n callName) attrs(method string) []slog.Attr {
	return []slog.Attr{
		slog.String("service", n.service), slog.String("op", n.op),
		slog.String("method", method), slog.String("route", n.route),
	}
}

// guard keeps a hook's panic out of the call. It is told to the client's log, or
// where there is none to the program's, for it is a fault in the program.
func (c *core) guard(hook func()) {
	defer func() {
		if p := recover(); p != nil {
			log := c.log
			if log == nil {
				log = slog.Default()
			}
			log.Error("a hook panicked", "service", c.service, "panic", c.mask(fmt.Sprint(p)))
		}
	}()
	hook()
}

// unknownField reports each type and key once.
func (c *core) unknownField() func(typ, key string) {
	if c.hooks.UnknownField == nil {
		return nil
	}
	var seen sync.Map
	return func(typ, key string) {
		if _, again := seen.LoadOrStore([2]string{typ, key}, true); !again {
			c.guard(func() { c.hooks.UnknownField(typ, key) })
		}
	}
}

// notice reports what stood before an answer's JSON.
func (c *core) notice(ctx context.Context, req *Request, text string) {
	text = clip(c.mask(oneLine(text)), maxMessage)
	if c.hooks.Notice != nil {
		c.guard(func() { c.hooks.Notice(req.Service, req.Op, text) })
	}
	if c.log != nil {
		c.log.WarnContext(ctx, "the answer had text before its JSON", "service", req.Service, "op", req.Op, "text", text)
	}
}
