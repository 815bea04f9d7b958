package quartet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/quartetgo/quartet/internal/transport"
)

// verdict is nil for an answer that is what the vendor documents, else an *Error.
func (c *core) verdict(ctx context.Context, req *Request, call *transport.Call, resp *Response, r *transport.Result) error {
	e := &Error{
		Service: req.Service, Op: req.Op, Method: req.Method, StatusCode: r.Status,
		Attempts: r.Attempts, Advice: req.Advice,
	}
	if e.Advice == "" {
		e.Advice = advice[call.Class]
	}
	if r.Outcome != transport.Done {
		e.Outcome, e.Err = publicOutcome(r.Outcome), publicCause(r)
		e.RetryAfter = r.RetryAfter
		e.Body = c.kept(r.Body)
		c.judge(e, r.Body)
		return c.finish(e, call)
	}
	if req.Method == http.MethodHead || r.Status == http.StatusNotFound {
		return nil // nothing to read; a 404 is a delete that an earlier attempt has carried out
	}
	e.Outcome = OutcomeUnknown
	body, notice := cutNotice(r.Body)
	resp.Body = body
	if notice != "" {
		c.notice(ctx, req, notice)
	}
	if len(body) == 0 && (req.Decode == nil || r.Status == http.StatusNoContent && call.Class == transport.Delete) {
		return nil // deleted: a 204 has no more to say
	}
	if problem := c.notJSON(body, req.Decode == nil); problem != "" {
		e.Body, e.Message, e.Err = c.kept(r.Body), problem, ErrMalformed
		return c.finish(e, call)
	}
	if c.judge(e, body) {
		if inDoubt(e, call, r) {
			if call.Class == transport.Delete && errors.Is(e, ErrNotFound) {
				return nil // an earlier attempt has deleted it
			}
			e.Outcome = OutcomeUnknown
		}
		e.Body = c.kept(r.Body)
		return c.finish(e, call)
	}
	if req.Decode == nil {
		return nil
	}
	err := req.Decode(resp)
	if err == nil {
		return nil
	}
	e.Body = c.kept(r.Body)
	var own *Error
	if errors.As(err, &own) { // the service has found out more: it knows the outcome
		own.fill(e)
		if inDoubt(own, call, r) {
			own.Outcome = OutcomeUnknown
		}
		return c.finish(own, call)
	}
	e.Err = malformed(err)
	return c.finish(e, call)
}

// inDoubt: the last attempt of a write was refused within a 2xx, and one before it
// may have been carried out.
func inDoubt(e *Error, call *transport.Call, r *transport.Result) bool {
	return r.Maybe && call.Class != transport.Read && e.Outcome == OutcomeRefused
}

// advice is what to do about an unknown outcome when the service has no better.
var advice = [...]string{
	transport.Read:   "it changes nothing, so trying again is safe",
	transport.Update: "it may have been done: doing it again comes to the same",
	transport.Delete: "it may have been done: doing it again comes to the same",
	transport.Create: "it may have been done: look for what it makes before trying again",
}

// notJSON says why a 2xx body cannot be an answer; "" when it can. What nobody
// is going to decode is looked at as a whole.
func (c *core) notJSON(body []byte, whole bool) string {
	switch {
	case len(body) == 0:
		return "the answer is empty"
	case body[0] != '{' && body[0] != '[':
		return "the answer is not JSON: " + summary(c.kept(body))
	case whole && !json.Valid(body):
		return "the answer is not JSON, or was cut"
	default:
		return ""
	}
}

// kept is what an error keeps of a body: the beginning, credentials masked. The
// masking comes first, for half a credential would not be recognised.
func (c *core) kept(body []byte) []byte {
	if len(body) == 0 {
		return nil
	}
	window := body[:min(len(body), 4*MaxErrorBody)]
	text := c.mask(string(window))
	if len(window) < len(body) { // the end of the window may be half a credential
		text = text[:max(0, len(text)-c.longest)]
	}
	return []byte(clip(text, MaxErrorBody))
}

// finish cleans and bounds what an error says.
func (c *core) finish(e *Error, call *transport.Call) error {
	e.URL = c.mask(redacted(call.URL))
	e.Message = clip(c.mask(e.Message), maxMessage)
	for i, d := range e.Details {
		e.Details[i] = clip(c.mask(d), maxMessage)
	}
	e.Field, e.Type = clip(c.mask(e.Field), maxMessage), clip(c.mask(e.Type), maxMessage)
	e.Err = c.clean(e.Err)
	if e.Outcome != OutcomeUnknown {
		e.Advice = ""
	}
	return e
}

// clean is err, or if that would show the credential, as an answer that echoes it
// does, its masked text and what it is.
func (c *core) clean(err error) error {
	if err == nil {
		return nil
	}
	return transport.Scrub(err, c.mask, sentinels...)
}

// fill takes over what a service's own error leaves out.
func (e *Error) fill(from *Error) {
	e.Service, e.Op, e.Method = from.Service, from.Op, from.Method
	if e.StatusCode == 0 {
		e.StatusCode = from.StatusCode
	}
	if e.Outcome == 0 {
		e.Outcome = from.Outcome
	}
	e.Attempts, e.RetryAfter, e.Advice, e.Body = from.Attempts, from.RetryAfter, from.Advice, from.Body
}

// malformed makes err an ErrMalformed.
func malformed(err error) error {
	if errors.Is(err, ErrMalformed) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrMalformed, err)
}

// publicCause turns the transport's errors into this package's.
func publicCause(r *transport.Result) error {
	err := r.Err
	var paused *transport.PausedError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &paused):
		r.RetryAfter = paused.For
		return fmt.Errorf("%w: %w", ErrRateLimited, err)
	case errors.Is(err, transport.ErrLimit):
		return fmt.Errorf("%w: %w", ErrRateLimited, err)
	case errors.Is(err, transport.ErrTooLarge):
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	case errors.Is(err, transport.ErrBadRequest):
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	case r.Status >= 200 && r.Status < 300: // the body broke off
		return fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return err
}
