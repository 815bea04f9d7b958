package quartet_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"github.com/quartetgo/quartet"
)

// Two accounts behind one address count as one at the vendor: they share Limits.
func ExampleNewLimits() {
	limits, err := quartet.NewLimits(5, 1, 5)
	if err != nil {
		panic(err)
	}
	first, err1 := quartet.NewCalltouch("first", quartet.WithLimits(limits))
	second, err2 := quartet.NewCalltouch("second", quartet.WithLimits(limits))
	fmt.Println(first, second, errors.Join(err1, err2))
	// Output: calltouch client of https://api.calltouch.ru calltouch client of https://api.calltouch.ru <nil>
}

func ExampleNewLimitsFrom() {
	limits, err := quartet.NewLimitsFrom(rate.NewLimiter(rate.Every(time.Second), 1), 2)
	fmt.Println(limits != nil, err)
	// Output: true <nil>
}

func ExampleDefaultRetryPolicy() {
	policy := quartet.DefaultRetryPolicy()
	policy.MaxAttempts = 6
	shop, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", "apikey", quartet.WithRetry(policy))
	fmt.Println(shop, err)
	// Output: cscart client of https://shop.example <nil>
}

func ExampleWithTransport() {
	proxied := http.DefaultTransport.(*http.Transport).Clone()
	proxied.Proxy = http.ProxyFromEnvironment
	shop, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", "apikey", quartet.WithTransport(proxied))
	fmt.Println(shop, err)
	// Output: cscart client of https://shop.example <nil>
}

type requestID struct{ next http.RoundTripper }

func (m requestID) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-Request-Id", "42")
	fmt.Println(r.URL.Path, "has a credential:", r.Header.Get("Authorization") != "")
	return m.next.RoundTrip(r)
}

// A middleware sees each attempt, and no credential.
func ExampleWithMiddleware() {
	shop, done := exampleShop(200, "{}", quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper { return requestID{next} }))
	defer done()
	_, _ = shop.Do(context.Background(), quartet.Request{Path: []string{"orders"}})
	// Output: /api/2.0/orders has a credential: false
}

func ExampleWithLogger() {
	shop, done := exampleShop(200, "{}", quartet.WithLogger(exampleLog(os.Stdout, slog.LevelInfo)))
	defer done()
	_, _ = shop.Do(context.Background(), quartet.Request{Op: "List", Route: "orders", Path: []string{"orders"}})
	// Output: level=INFO msg=call service=cscart op=List method=GET route=orders attempts=1 status=200 bytes=2
}

func ExampleWithHooks() {
	shop, done := exampleShop(200, "{}", quartet.WithHooks(quartet.Hooks{
		Call: func(_ context.Context, i quartet.CallInfo) { fmt.Println(i.Service, i.Op, i.StatusCode, i.Attempts) },
	}))
	defer done()
	_, _ = shop.Do(context.Background(), quartet.Request{Op: "List", Path: []string{"orders"}})
	// Output: cscart List 200 1
}

func ExampleWithMaxBody() {
	shop, done := exampleShop(200, `{"orders":["`+strings.Repeat("x", 100)+`"]}`, quartet.WithMaxBody(64))
	defer done()
	_, err := shop.Do(context.Background(), quartet.Request{Path: []string{"orders"}})
	fmt.Println(errors.Is(err, quartet.ErrTooLarge))
	// Output: true
}

// exampleOption makes a client with the options, to show that they are right.
func exampleOption(opts ...quartet.Option) {
	_, err := quartet.NewOpen2b("https://shop.example", "key", opts...)
	fmt.Println(err)
}

func ExampleWithBaseURL() {
	journal, err := quartet.NewCalltouch("client-api-id", quartet.WithBaseURL("https://api-node7.calltouch.ru"))
	fmt.Println(journal, err)
	// Output: calltouch client of https://api-node7.calltouch.ru <nil>
}

func ExampleWithInsecureHTTP() {
	shop, err := quartet.NewCSCart("http://shop.internal", "admin@shop.example", "apikey", quartet.WithInsecureHTTP())
	fmt.Println(shop, err)
	// Output: cscart client of http://shop.internal <nil>
}

func ExampleWithRateLimit() {
	exampleOption(quartet.WithRateLimit(2, 1))
	// Output: <nil>
}

func ExampleWithLimiter() {
	exampleOption(quartet.WithLimiter(rate.NewLimiter(rate.Every(time.Second), 1)))
	// Output: <nil>
}

func ExampleWithMaxInFlight() {
	exampleOption(quartet.WithMaxInFlight(2))
	// Output: <nil>
}

func ExampleWithLimits() {
	limits, _ := quartet.NewLimits(3, 1, 3)
	exampleOption(quartet.WithLimits(limits))
	// Output: <nil>
}

// No policy makes it safe to repeat a create that was sent; this one repeats it
// only where the server has said when to come back.
func ExampleWithRetry() {
	policy := quartet.DefaultRetryPolicy()
	policy.CreateOnRetryAfter = true
	exampleOption(quartet.WithRetry(policy))
	// Output: <nil>
}

func ExampleWithTimeout() {
	exampleOption(quartet.WithTimeout(time.Minute), quartet.WithAttemptTimeout(10*time.Second))
	// Output: <nil>
}

func ExampleWithAttemptTimeout() {
	exampleOption(quartet.WithAttemptTimeout(10 * time.Second))
	// Output: <nil>
}

func ExampleWithLocation() {
	exampleOption(quartet.WithLocation(time.UTC))
	// Output: <nil>
}

func ExampleWithUserAgent() {
	exampleOption(quartet.WithUserAgent("nightly-sync/1.4"))
	// Output: <nil>
}

func ExampleWithAPIVersion() {
	exampleOption(quartet.WithAPIVersion("v10"))
	// Output: <nil>
}

func ExampleWithKeyHeader() {
	exampleOption(quartet.WithKeyHeader("X-Secret-Key"))
	// Output: <nil>
}

// exampleCall makes one call with the options, and shows what the server saw.
func exampleCall(opts ...quartet.CallOption) {
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println(strings.TrimSpace(fmt.Sprint(r.Method, " ", r.URL, " ", r.Header.Get("X-Trace"))))
		_, _ = io.WriteString(w, "{}")
	}))
	defer store.Close()
	shop, err := quartet.NewCSCart(store.URL, "admin@shop.example", "apikey")
	if err != nil {
		panic(err)
	}
	if _, err := shop.Do(context.Background(), quartet.Request{Path: []string{"orders"}}, opts...); err != nil {
		fmt.Println(err)
	}
}

func ExampleHeader() {
	exampleCall(quartet.Header("X-Trace", "abc"))
	// Output: GET /api/2.0/orders abc
}

func ExampleQuery() {
	exampleCall(quartet.Query("get_orders_data", "1"))
	// Output: GET /api/2.0/orders?get_orders_data=1
}

func ExampleTimeout() {
	exampleCall(quartet.Timeout(10 * time.Second))
	// Output: GET /api/2.0/orders
}

func ExampleNoRetry() {
	shop, done := exampleShop(503, "{}")
	defer done()
	_, err := shop.Do(context.Background(), quartet.Request{Path: []string{"orders"}}, quartet.NoRetry())
	var e *quartet.Error
	fmt.Println(errors.As(err, &e) && e.Attempts == 1)
	// Output: true
}

func ExampleRetry() {
	exampleCall(quartet.Retry(quartet.RetryPolicy{MaxAttempts: 2, MaxWait: time.Second}))
	// Output: GET /api/2.0/orders
}

func ExampleOnResponse() {
	exampleCall(quartet.OnResponse(func(r quartet.Response) { fmt.Println(r.StatusCode, r.Attempts) }))
	// Output:
	// GET /api/2.0/orders
	// 200 1
}
