package pagingtest

import (
	"net/http"

	"github.com/quartetgo/quartet"
)

// Fast are the options of a client that sends by transport, as fast as it can
// and with no repeats.
func Fast(transport http.RoundTripper, more ...quartet.Option) []quartet.Option {
	return append([]quartet.Option{
		quartet.WithTransport(transport), quartet.WithRateLimit(1e6, 1e6), quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 1}),
	}, more...)
}
