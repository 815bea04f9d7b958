package transport

import (
	"context"
	"net/http/httptrace"
)

// unseen is ctx, under which no trace of the caller's or of a middleware sees the
// header of a request as it is written: that one is signed, and over HTTP/2 its
// address is a header too. All other hooks stay.
func unseen(ctx context.Context) context.Context {
	inherited := httptrace.ContextClientTrace(ctx)
	if inherited == nil || inherited.WroteHeaderField == nil {
		return ctx
	}
	blind := *inherited
	blind.WroteHeaderField = nil
	return httptrace.WithClientTrace(untraced{ctx}, &blind)
}

// untraced hides the trace of a context: httptrace adds to the one it finds.
type untraced struct{ context.Context }

// Value is nil for the trace.
func (c untraced) Value(key any) any {
	value := c.Context.Value(key)
	if _, ok := value.(*httptrace.ClientTrace); ok {
		return nil
	}
	return value
}
