package transport

import (
	"math"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"0": 0, "120": 2 * time.Minute, " 7 ": 7 * time.Second, "1.5": 1500 * time.Millisecond, "0.25": 250 * time.Millisecond,
		"2.": 2 * time.Second, "-5": 0, "-1.5": 0, "0.0000000000001": 0,
		"9223372036": math.MaxInt64, "9223372035": 9223372035 * time.Second, strings.Repeat("9", 300): math.MaxInt64,
		"Sun, 01 Mar 2026 12:00:30 GMT": 30 * time.Second, "Sunday, 01-Mar-26 12:01:00 GMT": time.Minute,
		"Sun Mar  1 12:00:10 2026": 10 * time.Second, "Sun, 01 Mar 2026 11:00:00 GMT": 0,
	} {
		got, ok := retryAfter(http.Header{"Retry-After": {text}}, now)
		if !ok || got != want {
			t.Errorf("%q is %s, %v, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "soon", "-", ".5", "1e3", "5s", "1,5", "٣", "--1", "1.x", "5, 6", "Sun, 01 Mar 2026 12:00:30 +0100"} {
		if got, ok := retryAfter(http.Header{"Retry-After": {text}}, now); ok {
			t.Errorf("%q is %s, want nothing", text, got)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, text := range []string{"1.5", "-1", "99999999999999999999", "Sun, 01 Mar 2026 12:00:30 GMT", "0.999999999999"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, ok := retryAfter(http.Header{"Retry-After": {text}}, time.Now()); got < 0 || !ok && got != 0 {
			t.Errorf("%q is %s, %v", text, got, ok)
		}
	})
}
