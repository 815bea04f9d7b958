package quartet

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"
)

// What went wrong, for errors.Is. An error can be several of them at once: a
// wrong option is ErrInvalid and ErrNotSent, a vendor's 404 is ErrNotFound and
// ErrRefused.
var (
	ErrNotFound     = errors.New("not found")             // 404, or Open2b's NotFound of the id asked for
	ErrUnauthorized = errors.New("unauthorized")          // 401: the credential is wrong
	ErrForbidden    = errors.New("forbidden")             // 403, or Open2b's AccessDenied
	ErrInvalid      = errors.New("invalid request")       // refused by our own checks (then also ErrNotSent) or by the vendor as wrong input
	ErrRateLimited  = errors.New("rate limited")          // 429, or the client's own limit cannot be met before the deadline
	ErrServer       = errors.New("server error")          // 5xx
	ErrMalformed    = errors.New("malformed answer")      // the answer is not what the vendor documents: HTML, empty, cut, not JSON, a wrong type
	ErrRedirected   = errors.New("redirected")            // 3xx: redirects are never followed
	ErrTooLarge     = errors.New("answer over the bound") // longer than WithMaxBody allows
)

// What became of a call that failed. Each *Error is exactly one of them.
var (
	ErrNotSent        = errors.New("not sent")        // nothing left this process: trying again is safe
	ErrRefused        = errors.New("refused")         // the vendor answered that it did not do it
	ErrOutcomeUnknown = errors.New("outcome unknown") // it was sent, and whether it was done is not known
)

// Outcome is what became of a call that failed.
type Outcome uint8

// The outcomes. A call that succeeded has none.
const (
	OutcomeNotSent Outcome = iota + 1
	OutcomeRefused
	OutcomeUnknown
)

// String is the outcome in words.
func (o Outcome) String() string {
	switch o {
	case OutcomeNotSent:
		return "not sent"
	case OutcomeRefused:
		return "refused"
	case OutcomeUnknown:
		return "outcome unknown"
	default:
		return "none"
	}
}

// Error is a call that failed. Match it with errors.Is and the sentinels above,
// or take it whole with errors.As. No field and no form of it holds a credential.
type Error struct {
	Service    string        // "orders", "callrequests", "ordersdiary", "contacts", or the client's name for Do
	Op         string        // the operation: "Get"
	Method     string        // the HTTP method
	URL        string        // where to; of the query the names alone, but for page and size; no credential
	StatusCode int           // the last HTTP status; 0 without an answer
	Message    string        // what the vendor, or our own check, said
	Details    []string      // further lines: each wrong option or field, or the vendor's messages
	Field      string        // the field the vendor blames (Open2b)
	Type       string        // the vendor's type of error (Open2b)
	Body       []byte        // the beginning of the answer, at most MaxErrorBody bytes, credentials masked; never part of the text
	Attempts   int           // how many times it was put on the wire or tried to be
	RetryAfter time.Duration // the wait the server asked for last; 0 if it did not
	Outcome    Outcome       // not sent, refused or unknown
	Advice     string        // what to do about an unknown outcome
	Err        error         // the cause: a sentinel, a context's error, a *net.OpError, …
}

// MaxErrorBody is how much of a failed answer's body an Error keeps.
const MaxErrorBody = 4 << 10

// Error is one line: operation, where to, status, what was said, attempts,
// outcome and what to do. It shows no body and no credential.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Service)
	if e.Op != "" {
		b.WriteString("." + e.Op)
	}
	if e.URL != "" {
		b.WriteString(": " + e.Method + " " + e.URL)
	}
	if e.StatusCode != 0 {
		fmt.Fprintf(&b, ": %d %s", e.StatusCode, http.StatusText(e.StatusCode))
	}
	e.writeSaid(&b)
	if e.Attempts > 1 {
		fmt.Fprintf(&b, " (%d attempts)", e.Attempts)
	}
	if e.RetryAfter > 0 {
		fmt.Fprintf(&b, " (the server asks to wait %s)", e.RetryAfter)
	}
	if e.Outcome != 0 && !e.isCheck() {
		b.WriteString("; " + e.Outcome.String())
		if e.Advice != "" {
			b.WriteString(": " + e.Advice)
		}
	}
	return b.String()
}

// writeSaid writes what the vendor said and the cause.
func (e *Error) writeSaid(b *strings.Builder) {
	if e.Type != "" {
		b.WriteString(": " + e.Type)
		if e.Field != "" {
			fmt.Fprintf(b, " (%s)", e.Field)
		}
	}
	if e.Message != "" && e.Message != http.StatusText(e.StatusCode) {
		b.WriteString(": " + e.Message)
	}
	if details := strings.Join(e.Details, "; "); details != "" && details != e.Message {
		b.WriteString(": " + details)
	}
	if e.Err != nil && e.Message == "" && len(e.Details) == 0 || e.Err != nil && !isSentinel(e.Err) {
		b.WriteString(": " + e.Err.Error())
	}
}

// isCheck: refused by our own checks, where "not sent" goes without saying.
func (e *Error) isCheck() bool { return e.Outcome == OutcomeNotSent && errors.Is(e.Err, ErrInvalid) }

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is matches the sentinels.
func (e *Error) Is(target error) bool {
	switch target {
	case ErrNotSent:
		return e.Outcome == OutcomeNotSent
	case ErrRefused:
		return e.Outcome == OutcomeRefused
	case ErrOutcomeUnknown:
		return e.Outcome == OutcomeUnknown
	case ErrNotFound:
		return e.StatusCode == http.StatusNotFound || e.Type == "NotFound" && e.Field == "id"
	case ErrUnauthorized:
		return e.StatusCode == http.StatusUnauthorized
	case ErrForbidden:
		return e.StatusCode == http.StatusForbidden || e.Type == "AccessDenied"
	case ErrInvalid:
		return e.isBadInput()
	case ErrRateLimited:
		return e.StatusCode == http.StatusTooManyRequests
	case ErrServer:
		return e.StatusCode >= 500
	case ErrRedirected:
		return e.StatusCode >= 300 && e.StatusCode < 400
	default:
		return false
	}
}

// isBadInput: the vendor says that the request itself is wrong.
func (e *Error) isBadInput() bool {
	switch e.StatusCode {
	case http.StatusBadRequest, http.StatusMethodNotAllowed, http.StatusNotAcceptable,
		http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity:
		return true
	}
	switch e.Type {
	case "UnknownField", "Missing", "MissingCombination", "Malformed", "InvalidValue", "InvalidCombination":
		return true
	case "NotFound":
		return e.Field != "id" // a record that the request points at does not exist
	}
	return false
}

// GoString keeps %#v as short and as clean as %v.
func (e *Error) GoString() string { return "&quartet.Error{" + e.Error() + "}" }

// LogValue is the error for slog: its fields, without the body.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("service", e.Service), slog.String("op", e.Op),
		slog.String("method", e.Method), slog.String("url", e.URL),
		slog.Int("status", e.StatusCode), slog.Int("attempts", e.Attempts),
		slog.String("outcome", e.Outcome.String()), slog.String("error", e.Error()),
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON writes the error for a log or an answer of one's own, without the body.
func (e *Error) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Service    string   `json:"service"`
		Op         string   `json:"op,omitempty"`
		Method     string   `json:"method,omitempty"`
		URL        string   `json:"url,omitempty"`
		StatusCode int      `json:"status,omitempty"`
		Message    string   `json:"message,omitempty"`
		Details    []string `json:"details,omitempty"`
		Field      string   `json:"field,omitempty"`
		Type       string   `json:"type,omitempty"`
		Attempts   int      `json:"attempts,omitempty"`
		RetryAfter float64  `json:"retry_after_seconds,omitempty"`
		Outcome    string   `json:"outcome"`
		Error      string   `json:"error"`
	}{
		e.Service, e.Op, e.Method, e.URL, e.StatusCode, e.Message, e.Details, e.Field, e.Type,
		e.Attempts, e.RetryAfter.Seconds(), e.Outcome.String(), e.Error(),
	})
}

// RecordError is one record of a list that could not be decoded. It does not
// end a walk: the records after it are delivered.
type RecordError struct {
	Path string // where in the answer: "orders[3].total"
	Raw  []byte // the record's own JSON; never part of the text or of a log
	Err  error  // what was wrong; errors.Is(err, ErrMalformed)
}

// Error names the place and the reason, not the record.
func (e *RecordError) Error() string {
	why := fmt.Sprint(e.Err)
	if strings.HasPrefix(why, e.Path) { // it tells the place, and where within the record
		return "record at " + why
	}
	return "record at " + e.Path + ": " + why
}

// Unwrap is the reason.
func (e *RecordError) Unwrap() error { return e.Err }

// Is makes every RecordError an ErrMalformed.
func (e *RecordError) Is(target error) bool { return target == ErrMalformed }

// Format keeps the record out of every verb, %+v and %#v too.
func (e *RecordError) Format(s fmt.State, verb rune) {
	if verb == 'q' {
		fmt.Fprintf(s, "%q", e.Error())
		return
	}
	_, _ = fmt.Fprint(s, e.Error())
}

// LogValue is the error for slog, without the record.
func (e *RecordError) LogValue() slog.Value { return slog.StringValue(e.Error()) }

// MarshalJSON writes the error without the record.
func (e *RecordError) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"path": e.Path, "error": e.Error()})
}

func isRecordError(err error) bool {
	var e *RecordError
	return errors.As(err, &e)
}

var sentinels = []error{
	ErrNotFound, ErrUnauthorized, ErrForbidden, ErrInvalid, ErrRateLimited, ErrServer, ErrMalformed,
	ErrRedirected, ErrTooLarge, ErrNotSent, ErrRefused, ErrOutcomeUnknown,
}

func isSentinel(err error) bool { return slices.Contains(sentinels, err) }

func joinErrors(errs []error) error {
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}
