package quartet_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/quartetgo/quartet"
)

// exampleStore stands in for a vendor: it answers with the status and the body.
func exampleStore(status int, body string) *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
}

// exampleShop is a client of such a store.
func exampleShop(status int, body string, opts ...quartet.Option) (*quartet.CSCart, func()) {
	store := exampleStore(status, body)
	shop, err := quartet.NewCSCart(store.URL, "admin@shop.example", "apikey", opts...)
	if err != nil {
		panic(err)
	}
	return shop, store.Close
}

func ExampleNewCSCart() {
	shop, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", "apikey",
		quartet.WithTimeout(30*time.Second))
	fmt.Println(shop, err)
	_, err = quartet.NewCSCart("http://shop.example", "admin@shop.example", "")
	fmt.Println(errors.Is(err, quartet.ErrInvalid))
	// Output:
	// cscart client of https://shop.example <nil>
	// true
}

func ExampleNewCalltouch() {
	journal, err := quartet.NewCalltouch("client-api-id")
	fmt.Println(journal, err)
	// Output: calltouch client of https://api.calltouch.ru <nil>
}

func ExampleNewOpen2b() {
	store, err := quartet.NewOpen2b("https://shop.example", "key", quartet.WithAPIVersion("v10"))
	fmt.Println(store, store.Settings().APIVersion, err)
	// Output: open2b client of https://shop.example v10 <nil>
}

func ExampleCSCartFromEnv() {
	for name, value := range map[string]string{
		"QUARTET_CSCART_URL": "https://shop.example", "QUARTET_CSCART_EMAIL": "admin@shop.example", "QUARTET_CSCART_API_KEY": "apikey",
	} {
		_ = os.Setenv(name, value)
		defer func() { _ = os.Unsetenv(name) }()
	}
	shop, err := quartet.CSCartFromEnv()
	fmt.Println(shop, err)
	// Output: cscart client of https://shop.example <nil>
}

func ExampleCalltouchFromEnv() {
	_, err := quartet.CalltouchFromEnv()
	fmt.Println(err)
	// Output: quartet.CalltouchFromEnv: QUARTET_CALLTOUCH_TOKEN: is not set in the environment
}

func ExampleOpen2bFromEnv() {
	_, err := quartet.Open2bFromEnv()
	fmt.Println(errors.Is(err, quartet.ErrInvalid))
	// Output: true
}

// An endpoint that no package wraps.
func ExampleCSCart_Do() {
	shop, done := exampleShop(200, `{"product_id":"12","price":"9.90"}`)
	defer done()
	var product struct{ Price quartet.Decimal }
	_, err := shop.Do(context.Background(), quartet.Request{
		Op: "GetProduct", Path: []string{"products", "12"},
		Decode: func(r *quartet.Response) error { return json.Unmarshal(r.Body, &product) },
	})
	fmt.Println(product.Price, err)
	// Output: 9.90 <nil>
}

func ExampleCalltouch_Do() {
	store := exampleStore(200, `{"nodeId":7}`)
	defer store.Close()
	journal, err := quartet.NewCalltouch("client-api-id", quartet.WithBaseURL(store.URL))
	if err != nil {
		panic(err)
	}
	resp, err := journal.Do(context.Background(), quartet.Request{Path: []string{"calls-service", "RestAPI", "12345", "getnodeid"}})
	fmt.Println(string(resp.Body), err)
	// Output: {"nodeId":7} <nil>
}

// Every method of Open2b is a POST: Class says that this one only reads.
func ExampleOpen2b_Do() {
	server := exampleStore(200, `{"status":"ok","count":3}`)
	defer server.Close()
	store, err := quartet.NewOpen2b(server.URL, "key")
	if err != nil {
		panic(err)
	}
	resp, err := store.Do(context.Background(), quartet.Request{
		Path: []string{"commerce.customers.count"}, Body: []byte(`{}`), Class: quartet.ClassRead,
	})
	fmt.Println(string(resp.Body), err)
	// Output: {"status":"ok","count":3} <nil>
}

func ExampleCSCart_Settings() {
	shop, done := exampleShop(200, "{}", quartet.WithMaxInFlight(3))
	defer done()
	fmt.Println(shop.Settings().MaxInFlight, shop.Settings().Location, shop.Settings().APIVersion)
	// Output: 3 UTC 2.0
}

func ExampleCalltouch_Settings() {
	journal, _ := quartet.NewCalltouch("client-api-id")
	fmt.Println(journal.Settings().Location)
	// Output: Europe/Moscow
}

func ExampleOpen2b_Settings() {
	store, _ := quartet.NewOpen2b("https://shop.example", "key")
	fmt.Println(store.Settings().APIVersion)
	// Output: v3
}

func ExampleCSCart_CloseIdleConnections() {
	shop, done := exampleShop(200, "{}")
	defer done()
	defer shop.CloseIdleConnections()
	resp, _ := shop.Do(context.Background(), quartet.Request{Path: []string{"orders"}})
	fmt.Println(resp.StatusCode)
	// Output: 200
}

func ExampleCalltouch_CloseIdleConnections() {
	journal, err := quartet.NewCalltouch("client-api-id")
	defer journal.CloseIdleConnections()
	fmt.Println(err)
	// Output: <nil>
}

func ExampleOpen2b_CloseIdleConnections() {
	store, err := quartet.NewOpen2b("https://shop.example", "key")
	defer store.CloseIdleConnections()
	fmt.Println(err)
	// Output: <nil>
}

// A client prints its address, and no credential.
func ExampleCSCart_String() {
	shop, _ := quartet.NewCSCart("https://shop.example/sub", "admin@shop.example", "apikey")
	fmt.Printf("%v, %+v\n", shop, shop)
	// Output: cscart client of https://shop.example/sub, cscart client of https://shop.example/sub
}

func ExampleCalltouch_String() {
	journal, _ := quartet.NewCalltouch("client-api-id")
	fmt.Println(journal)
	// Output: calltouch client of https://api.calltouch.ru
}

func ExampleOpen2b_String() {
	store, _ := quartet.NewOpen2b("https://shop.example", "key")
	fmt.Println(store)
	// Output: open2b client of https://shop.example
}

// What to do about a failed call goes by its outcome, why it failed by the other
// sentinels.
func ExampleError() {
	shop, done := exampleShop(404, `{"message":"Not Found","status":404}`)
	defer done()
	_, err := shop.Do(context.Background(), quartet.Request{Service: "orders", Op: "Get", Path: []string{"orders", "7"}})
	fmt.Println(errors.Is(err, quartet.ErrNotFound), errors.Is(err, quartet.ErrRefused))
	var e *quartet.Error
	if errors.As(err, &e) {
		fmt.Println(e.Op, e.StatusCode, e.Message, e.Outcome)
	}
	// Output:
	// true true
	// Get 404 Not Found refused
}

func ExampleError_Is() {
	err := fmt.Errorf("nightly sync: %w", &quartet.Error{Service: "orders", Op: "Create", Outcome: quartet.OutcomeUnknown, Advice: "look for the order before trying again"})
	switch {
	case errors.Is(err, quartet.ErrNotSent):
		fmt.Println("try again")
	case errors.Is(err, quartet.ErrOutcomeUnknown):
		fmt.Println(err)
	}
	// Output: nightly sync: orders.Create; outcome unknown: look for the order before trying again
}

func ExampleError_Error() {
	fmt.Println((&quartet.Error{Service: "orders", Op: "Get", StatusCode: 503, Attempts: 4, Outcome: quartet.OutcomeUnknown}).Error())
	// Output: orders.Get: 503 Service Unavailable (4 attempts); outcome unknown
}

func ExampleError_Unwrap() {
	err := &quartet.Error{Service: "orders", Op: "Get", Err: context.Canceled}
	fmt.Println(errors.Is(err, context.Canceled), err.Unwrap())
	// Output: true context canceled
}

func ExampleError_GoString() {
	fmt.Printf("%#v\n", &quartet.Error{Service: "orders", Op: "Get", StatusCode: 404, Body: []byte("not shown")})
	// Output: &quartet.Error{orders.Get: 404 Not Found}
}

// exampleLog is a log without times.
func exampleLog(w io.Writer, level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Value.Kind() == slog.KindDuration {
			return slog.Attr{}
		}
		return a
	}}))
}

func ExampleError_LogValue() {
	err := &quartet.Error{Service: "orders", Op: "Get", Method: "GET", StatusCode: 404, Attempts: 1, Outcome: quartet.OutcomeRefused}
	exampleLog(os.Stdout, slog.LevelInfo).Error("no order", "err", err)
	// Output: level=ERROR msg="no order" err.service=orders err.op=Get err.method=GET err.url="" err.status=404 err.attempts=1 err.outcome=refused err.error="orders.Get: 404 Not Found; refused"
}

func ExampleError_MarshalJSON() {
	text, err := json.Marshal(&quartet.Error{Service: "orders", Op: "Get", StatusCode: 404, Attempts: 1, Outcome: quartet.OutcomeRefused})
	fmt.Println(string(text), err)
	// Output: {"service":"orders","op":"Get","status":404,"attempts":1,"outcome":"refused","error":"orders.Get: 404 Not Found; refused"} <nil>
}

func ExampleOutcome_String() {
	fmt.Println(quartet.OutcomeNotSent, quartet.OutcomeRefused, quartet.OutcomeUnknown)
	// Output: not sent refused outcome unknown
}

// A record that cannot be read does not end a walk.
func ExampleRecordError() {
	err := error(&quartet.RecordError{Path: "orders[3]", Raw: []byte(`{"total":"x"}`), Err: errors.New(`total: want a decimal, got "x"`)})
	var bad *quartet.RecordError
	if errors.As(err, &bad) {
		fmt.Println(bad.Path, errors.Is(err, quartet.ErrMalformed))
	}
	// Output: orders[3] true
}

var errExampleRecord = &quartet.RecordError{Path: "orders[3]", Raw: []byte(`{"email":"ann@shop.example"}`), Err: io.ErrUnexpectedEOF}

func ExampleRecordError_Error() {
	fmt.Println(errExampleRecord.Error())
	// Output: record at orders[3]: unexpected EOF
}

func ExampleRecordError_Unwrap() {
	fmt.Println(errExampleRecord.Unwrap())
	// Output: unexpected EOF
}

func ExampleRecordError_Is() {
	fmt.Println(errExampleRecord.Is(quartet.ErrMalformed), errExampleRecord.Is(quartet.ErrNotFound))
	// Output: true false
}

// No verb shows the record itself.
func ExampleRecordError_Format() {
	fmt.Printf("%+v\n%#v\n", errExampleRecord, errExampleRecord)
	// Output:
	// record at orders[3]: unexpected EOF
	// record at orders[3]: unexpected EOF
}

func ExampleRecordError_LogValue() {
	fmt.Println(errExampleRecord.LogValue())
	// Output: record at orders[3]: unexpected EOF
}

func ExampleRecordError_MarshalJSON() {
	text, err := json.Marshal(errExampleRecord)
	fmt.Println(string(text), err)
	// Output: {"error":"record at orders[3]: unexpected EOF","path":"orders[3]"} <nil>
}

func ExampleCollect() {
	var walk iter.Seq2[int, error] = func(yield func(int, error) bool) {
		_ = yield(1, nil) && yield(0, errExampleRecord) && yield(2, nil)
	}
	all, err := quartet.Collect(walk)
	fmt.Println(all, err)
	// Output: [1 2] record at orders[3]: unexpected EOF
}

func ExampleWalkError() {
	err := error(&quartet.WalkError{Cursor: "v1:98", Err: context.Canceled})
	var stopped *quartet.WalkError
	if errors.As(err, &stopped) {
		fmt.Println("continue from", stopped.Cursor)
	}
	// Output: continue from v1:98
}

func ExampleWalkError_Error() {
	fmt.Println((&quartet.WalkError{Err: context.Canceled}).Error())
	// Output: walk stopped: context canceled
}

func ExampleWalkError_Unwrap() {
	fmt.Println(errors.Is(&quartet.WalkError{Err: context.Canceled}, context.Canceled))
	// Output: true
}

func ExampleWalkError_LogValue() {
	var b bytes.Buffer
	exampleLog(&b, slog.LevelInfo).Error("stopped", "err", &quartet.WalkError{Cursor: "v1:98", Err: context.Canceled})
	fmt.Print(b.String())
	// Output: level=ERROR msg=stopped err.error="walk stopped: context canceled" err.cursor=v1:98
}
