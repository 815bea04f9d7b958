package quartet_test

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/transport/transporttest"
)

func newCSCart(url, email, key string, opts ...quartet.Option) error {
	_, err := quartet.NewCSCart(url, email, key, opts...)
	return err
}

// Each wrong argument and option is told, by its name, before anything is sent.
func TestConstructorsRefuse(t *testing.T) {
	t.Parallel()
	const url = "https://shop.example"
	with := func(opts ...quartet.Option) error { return newCSCart(url, "a@b.c", "key", opts...) }
	var rt http.RoundTripper
	var wait quartet.Limiter
	limits, err := quartet.NewLimits(1, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	for want, err := range map[string]error{
		"base URL: must not be empty":                               newCSCart("", "a@b.c", "key"),
		"base URL: is not a URL":                                    newCSCart("https://a b/%zz", "a@b.c", "key"),
		"base URL: must be whole":                                   newCSCart("shop.example", "a@b.c", "key"),
		"base URL: must be whole, such":                             newCSCart("mailto:a@b.c", "a@b.c", "key"),
		"base URL: must be https: plain http shows":                 newCSCart("http://shop.example", "a@b.c", "key"),
		"plain http shows the credential":                           newCSCart("http://x.localhost", "a@b.c", "key"),
		"base URL: must be https":                                   newCSCart("ftp://shop.example", "a@b.c", "key"),
		"base URL: must not hold a user or password":                newCSCart("https://u:p@shop.example", "a@b.c", "key"),
		"base URL: must not hold a query or fragment":               newCSCart(url+"/?a=1", "a@b.c", "key"),
		"must not hold a query or fragment":                         newCSCart(url+"/#top", "a@b.c", "key"),
		"base URL: must end before /api":                            newCSCart(url+"/api/2.0", "a@b.c", "key"),
		"email: must not be empty":                                  newCSCart(url, "", "key"),
		"email: must not hold a colon":                              newCSCart(url, "a:b", "key"),
		"API key: must not be empty":                                newCSCart(url, "a@b.c", ""),
		"API key: must have no blanks, line breaks":                 newCSCart(url, "a@b.c", "ke\ny"),
		"API key: must have no blanks":                              newCSCart(url, "a@b.c", "key "),
		"WithTransport: must not be nil":                            with(quartet.WithTransport(rt)),
		"WithMiddleware: must not be nil":                           with(quartet.WithMiddleware(nil)),
		"WithLimiter: must not be nil":                              with(quartet.WithLimiter(wait)),
		"WithLimits: must come from NewLimits":                      with(quartet.WithLimits(nil)),
		"WithLocation: must not be nil":                             with(quartet.WithLocation(nil)),
		"WithRateLimit: perSecond must be above 0":                  with(quartet.WithRateLimit(0, 1)),
		"perSecond must be above 0 and finite":                      with(quartet.WithRateLimit(math.NaN(), 1)),
		"above 0 and finite":                                        with(quartet.WithRateLimit(math.Inf(1), 1)),
		"WithRateLimit: burst must be 1 or more":                    with(quartet.WithRateLimit(1, 0)),
		"WithMaxInFlight: must be 1 or more":                        with(quartet.WithMaxInFlight(0)),
		"WithTimeout: must be above 0":                              with(quartet.WithTimeout(0)),
		"WithAttemptTimeout: must be above 0":                       with(quartet.WithAttemptTimeout(-1)),
		"WithMaxBody: must be 1 to":                                 with(quartet.WithMaxBody(0)),
		"to 2147483647 bytes":                                       with(quartet.WithMaxBody(1 << 40)),
		"WithUserAgent: must be a line of text":                     with(quartet.WithUserAgent("a\nb")),
		"WithAPIVersion: must not be empty":                         with(quartet.WithAPIVersion("")),
		`WithAPIVersion: must be "2.0" or later`:                    with(quartet.WithAPIVersion("1.0")),
		`must be "2.0" or later, such as "2.1"`:                     with(quartet.WithAPIVersion("2")),
		"WithKeyHeader: is for Open2b":                              with(quartet.WithKeyHeader("X-Key")),
		"WithRetry: MaxAttempts must be 1 or more":                  with(quartet.WithRetry(quartet.RetryPolicy{})),
		"WithRetry: MinWait must be 0 or more, and MaxWait no less": with(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 1, MinWait: 2, MaxWait: 1})),
		"WithRetry: MaxRetryAfter must be 0 or more":                with(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 1, MaxRetryAfter: -1})),
		"WithLimits: must come from NewLimits or":                   with(quartet.WithLimits(new(quartet.Limits))),
		"quartet.NewCSCart: WithTransport: must not be nil":         with(quartet.WithTransport((*http.Transport)(nil))),
		"WithLimits: holds rate and cap already":                    with(quartet.WithLimits(limits), quartet.WithMaxInFlight(2)),
		"WithLimiter: cannot stand beside WithRateLimit":            with(quartet.WithLimiter(limiter(nil)), quartet.WithRateLimit(1, 1)),
		"clientAPIID: must not be empty":                            second(quartet.NewCalltouch("")),
		"WithAPIVersion: Calltouch has no versions":                 second(quartet.NewCalltouch("t", quartet.WithAPIVersion("2.0"))),
		"key: must not be empty":                                    second(quartet.NewOpen2b(url, "")),
		`WithAPIVersion: must be "v3" or later`:                     second(quartet.NewOpen2b(url, "k", quartet.WithAPIVersion("v2"))),
		`must be "v3" or later, such as "v10"`:                      second(quartet.NewOpen2b(url, "k", quartet.WithAPIVersion("3"))),
		"WithKeyHeader: must be a header's name":                    second(quartet.NewOpen2b(url, "k", quartet.WithKeyHeader("X Key"))),
		"WithKeyHeader: Content-Type has a use of its own":          second(quartet.NewOpen2b(url, "k", quartet.WithKeyHeader("content-type"))),
		"WithKeyHeader: Host has a use of its own":                  second(quartet.NewOpen2b(url, "k", quartet.WithKeyHeader("Host"))),
		"NewLimits: perSecond: must be above 0 and finite":          second(quartet.NewLimits(-1, 1, 1)),
		"NewLimits: burst: must be 1 or more":                       second(quartet.NewLimits(1, 0, 1)),
		"NewLimits: maxInFlight: must be 1 or more":                 second(quartet.NewLimits(1, 1, 0)),
		"NewLimitsFrom: limiter: must not be nil":                   second(quartet.NewLimitsFrom(nil, 1)),
		"NewLimitsFrom: maxInFlight: must be 1 or more":             second(quartet.NewLimitsFrom(limiter(nil), 0)),
	} {
		if !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrNotSent) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant it to say %q", err, want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// All problems are told at once.
func TestConstructorsTellAllProblems(t *testing.T) {
	t.Parallel()
	err := newCSCart("http://u@shop.example/?q", "a:b", "", quartet.WithTimeout(0), nil, quartet.WithMaxInFlight(0))
	var e *quartet.Error
	if !errors.As(err, &e) || e.Service != "quartet" || e.Op != "NewCSCart" || len(e.Details) != 7 {
		t.Fatalf("%v: want 7 problems", err)
	}
	if text := err.Error(); !strings.HasPrefix(text, "quartet.NewCSCart: ") || strings.Contains(text, "not sent") {
		t.Errorf("got %q", text)
	}
}

// What may look odd and is right.
func TestConstructorsAccept(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"https://shop.example", "HTTPS://Shop.Example/", "https://shop.example:8443/sub//", "https://shop.example:",
		"http://localhost:8080", "http://127.0.0.1", "http://[::1]:80", "https://shop.example/api.php",
	} {
		if err := newCSCart(url, "a@b.c", "key"); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
	if err := newCSCart("http://shop.example", "a@b.c", "key", quartet.WithInsecureHTTP()); err != nil {
		t.Error(err)
	}
}

func TestFromEnv(t *testing.T) {
	for name, from := range map[string]func() error{
		"QUARTET_CSCART_URL: is not set in the environment; QUARTET_CSCART_EMAIL: is not set in the environment; QUARTET_CSCART_API_KEY: is not set in the environment": func() error { return second(quartet.CSCartFromEnv()) },
		"QUARTET_CALLTOUCH_TOKEN: is not set in the environment":                                               func() error { return second(quartet.CalltouchFromEnv()) },
		"QUARTET_OPEN2B_URL: is not set in the environment; QUARTET_OPEN2B_KEY: is not set in the environment": func() error { return second(quartet.Open2bFromEnv()) },
	} {
		for _, variable := range strings.Split(name, "; ") {
			t.Setenv(strings.TrimSuffix(variable, ": is not set in the environment"), "")
		}
		if err := from(); !errors.Is(err, quartet.ErrInvalid) || !strings.Contains(err.Error(), name) {
			t.Errorf("%v\nwant %q", err, name)
		}
	}
	for name, value := range map[string]string{
		"QUARTET_CSCART_URL": "https://shop.example", "QUARTET_CSCART_EMAIL": "a@b.c", "QUARTET_CSCART_API_KEY": "k",
		"QUARTET_CALLTOUCH_TOKEN": "t", "QUARTET_OPEN2B_URL": "https://other.example/x", "QUARTET_OPEN2B_KEY": "k",
	} {
		t.Setenv(name, value)
	}
	shop, err1 := quartet.CSCartFromEnv()
	calls, err2 := quartet.CalltouchFromEnv()
	other, err3 := quartet.Open2bFromEnv(quartet.WithAPIVersion("v10"))
	if err := errors.Join(err1, err2, err3); err != nil {
		t.Fatal(err)
	}
	got := []string{shop.String(), calls.String(), other.String(), other.Settings().APIVersion, calls.Settings().Location.String(), shop.Settings().Location.String()}
	want := []string{
		"cscart client of https://shop.example", "calltouch client of https://api.calltouch.ru", "open2b client of https://other.example/x",
		"v10", "Europe/Moscow", "UTC",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// Where calls go, with which credential and headers.
func TestAddressesAndHeaders(t *testing.T) {
	t.Parallel()
	type do func(context.Context, quartet.Request, ...quartet.CallOption) (*quartet.Response, error)
	s := transporttest.New()
	base := s.Listen(t)
	cscart := func(path string, opts ...quartet.Option) do { return shop(t, base+path, opts...).Do }
	calltouch := func(opts ...quartet.Option) do {
		c, err := quartet.NewCalltouch("a/b+c=", append(opts, quartet.WithBaseURL(base))...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.CloseIdleConnections)
		return c.Do
	}
	open2b := func(opts ...quartet.Option) do {
		c, err := quartet.NewOpen2b(base+"/shop", "secret", opts...)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(c.CloseIdleConnections)
		return c.Do
	}
	get := func(path ...string) quartet.Request { return quartet.Request{Path: path} }
	query := get("orders")
	query.Query = map[string][]string{"status[]": {"O", "P"}, "email": {"a+b@c.d"}}
	for _, test := range []struct {
		do   do
		req  quartet.Request
		opts []quartet.CallOption
		want string
	}{
		{cscart(""), get("orders", "5"), nil, "GET /api/2.0/orders/5"},
		{cscart("/"), get("stores", "1", "orders"), nil, "GET /api/2.0/stores/1/orders"},
		{cscart("/sub/folder/", quartet.WithAPIVersion("2.1")), get("orders"), nil, "GET /sub/folder/api/2.1/orders"},
		{cscart("/sub%20folder"), get("a b/c", "ü?#"), nil, "GET /sub%20folder/api/2.0/a%20b%2Fc/%C3%BC%3F%23"},
		{cscart("/api.php"), get("orders", "5"), nil, "GET /api.php?_d=2.0%2Forders%2F5"},
		{cscart("/api.php"), query, nil, "GET /api.php?_d=2.0%2Forders&email=a%2Bb%40c.d&status%5B%5D=O&status%5B%5D=P"},
		{cscart(""), query, []quartet.CallOption{quartet.Query("page", "2"), quartet.Query("email", "x")}, "GET /api/2.0/orders?email=x&page=2&status%5B%5D=O&status%5B%5D=P"},
		{calltouch(), get("calls-service", "RestAPI", "1", "orders-diary", "orders"), nil, "GET /calls-service/RestAPI/1/orders-diary/orders?clientApiId=a%2Fb%2Bc%3D"},
		{calltouch(), query, nil, "GET /orders?clientApiId=a%2Fb%2Bc%3D&email=a%2Bb%40c.d&status%5B%5D=O&status%5B%5D=P"},
		{open2b(), get("commerce.contacts.find"), nil, "POST /shop/open2b/api/v3/commerce.contacts.find"},
		{open2b(quartet.WithAPIVersion("v5")), get("x"), nil, "POST /shop/open2b/api/v5/x"},
		{open2b(quartet.WithAPIVersion("v6")), get("x"), nil, "POST /shop/api/v6/x"},
	} {
		if _, err := test.do(t.Context(), test.req, test.opts...); err != nil {
			t.Errorf("%s: %v", test.want, err)
			continue
		}
		all := s.Requests()
		if last := all[len(all)-1]; last.Method+" "+last.Target != test.want {
			t.Errorf("got  %s %s\nwant %s", last.Method, last.Target, test.want)
		}
	}

	header := func(do do, req quartet.Request, opts ...quartet.CallOption) http.Header {
		if _, err := do(t.Context(), req, opts...); err != nil {
			t.Fatal(err)
		}
		all := s.Requests()
		return all[len(all)-1].Header
	}
	want := http.Header{
		"Accept": {"application/json"}, "Accept-Encoding": {"gzip"}, "User-Agent": {"quartet-go/" + quartet.Version},
		"Authorization": {"Basic YWRtaW5Ac2hvcC5leGFtcGxlOmM0bi9BcnkrazN5PTUlMkYmcSJ6"},
	}
	if diff := cmp.Diff(want, header(cscart(""), remove)); diff != "" {
		t.Errorf("a DELETE: %s", diff)
	}
	want["Content-Type"], want["Content-Length"] = []string{"application/json"}, []string{"14"}
	want["User-Agent"], want["X-A"] = []string{"tour/1"}, []string{"1"}
	req := update
	req.Header = http.Header{"X-A": {"0"}}
	if diff := cmp.Diff(want, header(cscart("", quartet.WithUserAgent("tour/1")), req, quartet.Header("x-a", "1"))); diff != "" {
		t.Errorf("a PUT: %s", diff)
	}
	if h := header(open2b(), get("x")); h.Get("X-Key") != "secret" {
		t.Errorf("no key in %v", h)
	}
	if h := header(open2b(quartet.WithKeyHeader("x-secret-key")), get("x")); h.Get("X-Secret-Key") != "secret" || h.Get("X-Key") != "" {
		t.Errorf("the key is in the wrong header: %v", h)
	}
}

// Open2b's documented limit stays on when only the cap is changed.
func TestOpen2bKeepsItsLimit(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]quartet.Option{"default": nil, "with a cap": {quartet.WithMaxInFlight(9)}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := transporttest.New()
				tr := s.Transport()
				c, err := quartet.NewOpen2b("http://127.0.0.1", "k", append(opts, quartet.WithTransport(tr))...)
				if err != nil {
					t.Fatal(err)
				}
				start := time.Now()
				for range 1001 {
					if _, err := c.Do(t.Context(), quartet.Request{Path: []string{"x"}, Class: quartet.ClassRead}); err != nil {
						t.Fatal(err)
					}
				}
				if took := time.Since(start).Round(time.Second); took != 5*time.Minute {
					t.Errorf("1001 calls in %s, want 5 minutes", took)
				}
				tr.CloseIdleConnections()
				s.Close()
			})
		})
	}
}
