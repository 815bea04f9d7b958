package quartet

import (
	"log/slog"
	"math"
	"net/http"
	"net/textproto"
	"slices"
	"time"
)

// Option changes how a client is put together. Wrong values are told all at once
// by the constructor, as ErrInvalid.
type Option func(*config)

// config is what the options fill.
type config struct {
	service        string
	constructor    string // for errors
	baseURL        string
	insecure       bool
	network        http.RoundTripper
	middleware     []func(http.RoundTripper) http.RoundTripper
	perSecond      float64
	burst          int
	rateSet        bool
	limiter        Limiter
	maxInFlight    int
	inFlightSet    bool
	limits         *Limits
	retry          RetryPolicy
	timeout        time.Duration
	attemptTimeout time.Duration
	logger         *slog.Logger
	hooks          Hooks
	location       *time.Location
	userAgent      string
	maxBody        int64
	apiVersion     string
	keyHeader      string
	problems       problems
}

func newConfig(service, constructor, baseURL string, opts []Option) *config {
	cfg := &config{
		service: service, constructor: constructor, baseURL: baseURL,
		perSecond: defaultPerSecond, burst: 1, maxInFlight: defaultInFlight,
		retry: DefaultRetryPolicy(), attemptTimeout: time.Minute,
		userAgent: "quartet-go/" + Version, maxBody: 64 << 20,
	}
	for _, opt := range opts {
		if opt != nil {
			opt(cfg)
		}
	}
	if cfg.limits != nil && cfg.limited() {
		cfg.problems.add("WithLimits: holds rate and cap already, and cannot stand beside WithRateLimit, WithLimiter or WithMaxInFlight")
	}
	if cfg.rateSet && cfg.limiter != nil {
		cfg.problems.add("WithLimiter: cannot stand beside WithRateLimit")
	}
	return cfg
}

// limited: the user has said something about the rate or the cap.
func (c *config) limited() bool { return c.rateSet || c.limiter != nil || c.inFlightSet }

func (c *config) refuse(wrong bool, problem string) {
	if wrong {
		c.problems.add(problem)
	}
}

// WithBaseURL sends to another address than the constructor's: another host of
// the vendor's, a gateway, a test server. It must be https, or http to loopback.
func WithBaseURL(address string) Option { return func(c *config) { c.baseURL = address } }

// WithInsecureHTTP allows plain http to any host. The credential then travels in
// the clear: for a closed network only.
func WithInsecureHTTP() Option { return func(c *config) { c.insecure = true } }

// WithTransport replaces the network layer, by default a clone of
// http.DefaultTransport with as many idle connections as may be in flight: for
// proxies, TLS settings, client certificates. It sits below everything and sees
// the credential, so it must be trusted. It is never changed.
func WithTransport(rt http.RoundTripper) Option {
	return func(c *config) {
		c.network = rt
		c.refuse(isNil(rt), "WithTransport: must not be nil")
	}
}

// WithMiddleware wraps each attempt: for tracing, metrics, headers of one's own.
// It sits above the limits and the credential layer: it sees no credential, its
// spans include the wait for the limit, and the body it is given has been read
// already. Given twice, the first is the outermost. It must keep the request's
// context and wait for the answer: a request without, or after the call, is refused.
// What it sends at the same time goes one by one, each under the limits. A create
// that it sends again is refused, and the first answer stands. An echoed credential
// is masked in the headers that it sees; a client trace is not told header fields.
func WithMiddleware(wrap func(http.RoundTripper) http.RoundTripper) Option {
	return func(c *config) {
		c.refuse(wrap == nil, "WithMiddleware: must not be nil")
		if wrap != nil {
			c.middleware = append(c.middleware, wrap)
		}
	}
}

// WithRateLimit replaces the limit of requests a second, 5 with a burst of 1
// (Open2b: 1000 in 5 minutes). A burst above 1 lets more than perSecond requests
// into one second. Every attempt counts, repeats too.
func WithRateLimit(perSecond float64, burst int) Option {
	return func(c *config) {
		c.perSecond, c.burst, c.rateSet = perSecond, burst, true
		c.refuse(!(perSecond > 0) || math.IsInf(perSecond, 1), "WithRateLimit: perSecond must be above 0 and finite")
		c.refuse(burst < 1, "WithRateLimit: burst must be 1 or more")
	}
}

// WithLimiter takes permits from a limiter of one's own, such as one that several
// processes share. A *rate.Limiter is one.
func WithLimiter(l Limiter) Option {
	return func(c *config) {
		c.limiter = l
		c.refuse(isNil(l), "WithLimiter: must not be nil")
	}
}

// WithMaxInFlight replaces the cap on requests in flight, 5.
func WithMaxInFlight(n int) Option {
	return func(c *config) {
		c.maxInFlight, c.inFlightSet = n, true
		c.refuse(n < 1, "WithMaxInFlight: must be 1 or more")
	}
}

// WithLimits shares rate, cap and pauses with other clients, for what counts as
// one at the vendor: Calltouch counts per IP address.
func WithLimits(l *Limits) Option {
	return func(c *config) {
		c.limits = l
		c.refuse(l == nil || l.gate == nil, "WithLimits: must come from NewLimits or NewLimitsFrom")
	}
}

// WithRetry replaces DefaultRetryPolicy.
func WithRetry(p RetryPolicy) Option {
	return func(c *config) {
		c.retry = p
		c.problems.addAll(p.problems("WithRetry"))
	}
}

// WithTimeout bounds each whole call, waits and repeats included; by default
// only the context does.
func WithTimeout(d time.Duration) Option {
	return func(c *config) {
		c.timeout = d
		c.refuse(d <= 0, "WithTimeout: must be above 0")
	}
}

// WithAttemptTimeout bounds each attempt, from its permit to the end of the
// answer's body; one minute by default.
func WithAttemptTimeout(d time.Duration) Option {
	return func(c *config) {
		c.attemptTimeout = d
		c.refuse(d <= 0, "WithAttemptTimeout: must be above 0")
	}
}

// WithLogger logs one line for each attempt (debug; warn when it is repeated) and
// one for each call (info; warn when it failed): service, operation, route,
// status, attempt, wait, duration, bytes. Never a body, a query or a credential.
func WithLogger(l *slog.Logger) Option { return func(c *config) { c.logger = l } }

// WithHooks calls the hooks that are set.
func WithHooks(h Hooks) Option { return func(c *config) { c.hooks = h } }

// WithLocation is the zone in which times are given, and for Calltouch the
// account's own, in which times without a zone are read and sent. By default
// UTC; Calltouch: Europe/Moscow.
func WithLocation(loc *time.Location) Option {
	return func(c *config) {
		c.location = loc
		c.refuse(loc == nil, "WithLocation: must not be nil")
	}
}

// WithUserAgent replaces the User-Agent header.
func WithUserAgent(ua string) Option {
	return func(c *config) {
		c.userAgent = ua
		c.refuse(ua == "" || hasControl(ua), "WithUserAgent: must be a line of text")
	}
}

// WithMaxBody bounds an answer's body, decompressed; 64 MiB by default. A longer
// one is ErrTooLarge.
func WithMaxBody(bytes int64) Option {
	return func(c *config) {
		c.maxBody = bytes
		c.refuse(bytes < 1 || bytes > math.MaxInt32, "WithMaxBody: must be 1 to 2147483647 bytes")
	}
}

// WithAPIVersion is the version in the path: "2.0" (the default) or later for
// CS-Cart, "v3" (the default) or later for Open2b. Calltouch has none.
func WithAPIVersion(version string) Option {
	return func(c *config) {
		c.apiVersion = version
		c.refuse(version == "", "WithAPIVersion: must not be empty")
	}
}

// WithKeyHeader is the header for Open2b's key, X-Key by default; newer releases
// also know X-Secret-Key and X-Public-Key.
func WithKeyHeader(name string) Option {
	return func(c *config) {
		c.keyHeader = textproto.CanonicalMIMEHeaderKey(name)
		c.refuse(!isToken(name), "WithKeyHeader: must be a header's name")
		c.refuse(setByHTTP(c.keyHeader) || slices.Contains([]string{"Accept", "Content-Type", "User-Agent"}, c.keyHeader),
			"WithKeyHeader: "+c.keyHeader+" has a use of its own")
	}
}
