// Package transport puts one call on the wire: place, permit, credential, HTTP,
// repeats, and what an outcome means. It knows no vendor.
//
// A call goes down through these layers:
//
//	Client.Do                one retryablehttp.Client value per call: decides on repeats (retry.go)
//	└ http.Client            shared; follows no redirect
//	  └ middleware           the user's; sees no credential
//	    └ bottom             pin origin → place, permit, pause → credential → body (bottom.go)
//	      └ RoundTripper     the network
//
// The retrying client is made anew for each call because its callbacks are
// handed neither the request nor, after a network error, any response: here they
// are methods of the call's own state.
package transport

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// Class says what repeating a call would do.
type Class uint8

// The classes, from harmless to costly.
const (
	Read   Class = iota // changes nothing
	Update              // doing it twice is doing it once
	Delete              // likewise, and a 404 after an unknown outcome is success
	Create              // doing it twice costs money
)

// Outcome is what became of a call.
type Outcome uint8

// The outcomes.
const (
	Done    Outcome = iota // a 2xx whose body arrived whole
	NotSent                // nothing left this process
	Refused                // a 4xx that was read
	Unknown                // sent, and no answer or one that proves nothing
)

// Config is what all calls of a client share.
type Config struct {
	Network        http.RoundTripper                           // the network, or what stands in for it
	Middleware     []func(http.RoundTripper) http.RoundTripper // outermost first
	Gate           *Gate
	Policy         Policy
	AttemptTimeout time.Duration       // of one attempt, from its permit to the end of its body; 0 for none
	MaxBody        int64               // bound of a 2xx body, decompressed
	Scheme, Host   string              // the only origin that gets the credential
	Credential     func(*http.Request) // adds the credential to a request of this package's own
	Mask           func(string) string // hides the credential in a text
	Observe        func(context.Context, *Call, Attempt)
}

// Client makes calls. It is safe for concurrent use.
type Client struct {
	cfg  Config
	http *http.Client
}

// New is a Client over cfg.
func New(cfg Config) *Client {
	var rt http.RoundTripper = &bottom{cfg: cfg}
	for i := len(cfg.Middleware) - 1; i >= 0; i-- {
		rt = cfg.Middleware[i](rt)
	}
	return &Client{cfg: cfg, http: &http.Client{
		Transport:     round{rt},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// round is one attempt, seen from above the middleware. It hides
// CloseIdleConnections: go-retryablehttp calls it after each failed call, and
// would close the connections of every other call with it.
type round struct{ next http.RoundTripper }

func (r round) RoundTrip(req *http.Request) (*http.Response, error) {
	s := stateOf(req.Context())
	s.allow(true)
	defer s.allow(false)
	return r.next.RoundTrip(req)
}

// allow opens or ends a round. It waits for a request that a middleware has left
// behind, and shuts out those it would send afterwards.
func (s *state) allow(open bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = open
}

// CloseIdleConnections closes the network's idle connections.
func (c *Client) CloseIdleConnections() {
	if n, ok := c.cfg.Network.(interface{ CloseIdleConnections() }); ok {
		n.CloseIdleConnections()
	}
}

// Call is one call. Its URL and header hold no credential.
type Call struct {
	Method  string
	URL     string
	Header  http.Header
	Body    []byte
	Class   Class
	Buffer  []byte        // the answer's body is read into it if it fits
	Timeout time.Duration // of the whole call; 0 for none
	Policy  *Policy       // in place of the client's
	Info    any           // handed on to Observe
}

// Result is what became of a call.
type Result struct {
	Outcome    Outcome
	Status     int // of the last answer; 0 without one
	Header     http.Header
	Body       []byte // of the last answer, bounded
	Attempts   int
	Maybe      bool          // an attempt that proves nothing may have been carried out, whatever the last one met
	Wait       time.Duration // for a place, a permit, a pause and between attempts
	Duration   time.Duration
	RetryAfter time.Duration // as the server asked last
	Err        error         // why there is no 2xx: the network's or the context's error, or one of this package; nil when Status tells it
}

// Do makes the call, repeats it as its class and the policy allow, and says what
// became of it.
func (c *Client) Do(ctx context.Context, call *Call) Result {
	start := time.Now()
	if call.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, call.Timeout)
		defer cancel()
	}
	s := &state{client: c, call: call, policy: c.cfg.Policy}
	if call.Policy != nil {
		s.policy = *call.Policy
	}
	if ctx.Err() != nil {
		return Result{Outcome: NotSent, Err: ended(ctx)}
	}
	s.run(context.WithValue(ctx, stateKey{}, s))
	result := s.result()
	result.Duration = time.Since(start)
	return result
}

// run hands the call to go-retryablehttp. What it returns is not looked at: the
// state has seen every attempt, and keeps what a cancelled wait would lose.
func (s *state) run(ctx context.Context) {
	var body any
	if s.call.Body != nil {
		body = s.call.Body
	}
	req, err := retryablehttp.NewRequestWithContext(ctx, s.call.Method, s.call.URL, body)
	if err != nil {
		s.last = attempt{err: errors.Join(ErrBadRequest, unwrapURL(err)), refusedHere: true}
		return
	}
	for name, values := range s.call.Header {
		req.Header[name] = values
	}
	retrying := &retryablehttp.Client{
		HTTPClient:   s.client.http,
		RetryMax:     s.policy.MaxAttempts, // never reached: check counts
		CheckRetry:   s.check,
		Backoff:      func(time.Duration, time.Duration, int, *http.Response) time.Duration { return s.pause },
		ErrorHandler: retryablehttp.PassthroughErrorHandler,
	}
	resp, err := retrying.Do(req)
	if resp != nil {
		_ = resp.Body.Close() // in memory: check has read the real one
	}
	if err != nil && ctx.Err() != nil && s.waiting {
		s.cut = ended(ctx) // the context ended between two attempts
	}
}

// Policy is the client's own.
func (c *Client) Policy() Policy { return c.cfg.Policy }
