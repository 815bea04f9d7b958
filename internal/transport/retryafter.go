package transport

import (
	"math"
	"net/http"
	"strings"
	"time"
)

// retryAfter reads the Retry-After header: whole or fractional seconds, or a
// date in any form of HTTP. A time that is past is 0; more than a Duration holds
// is the longest Duration.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if text == "" {
		return 0, false
	}
	if seconds, ok := parseSeconds(text); ok {
		return seconds, true
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	return max(0, at.Sub(now)), true
}

// parseSeconds reads "120", "-1" and "1.5", however many digits there are.
func parseSeconds(text string) (time.Duration, bool) {
	negative := strings.HasPrefix(text, "-")
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	if whole == "" || !allDigits(whole) || !allDigits(fraction) {
		return 0, false
	}
	if negative {
		return 0, true
	}
	const most = int64(math.MaxInt64 / int64(time.Second))
	var n int64
	for i := range len(whole) {
		if n = n*10 + int64(whole[i]-'0'); n >= most {
			return math.MaxInt64, true
		}
	}
	d := time.Duration(n) * time.Second
	unit := time.Second / 10
	for i := range len(fraction) {
		d += time.Duration(fraction[i]-'0') * unit
		unit /= 10
	}
	return d, true
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
