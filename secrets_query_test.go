package quartet_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
)

// What was asked for can be personal: no address within an error shows its query,
// not even to a middleware.
func TestNoQueryShowsUp(t *testing.T) {
	t.Parallel()
	for _, wrap := range []func(error) error{
		func(err error) error { return err },
		func(err error) error { return fmt.Errorf("proxy: %w", err) },
		func(err error) error { return errors.Join(errors.New("proxy"), err) },
	} {
		c := &caller{}
		below := roundTrip(func(r *http.Request) (*http.Response, error) {
			return nil, wrap(&url.Error{Op: "Get", URL: r.URL.String(), Err: errors.New("broken")})
		})
		watch := quartet.WithMiddleware(func(next http.RoundTripper) http.RoundTripper {
			return roundTrip(func(r *http.Request) (*http.Response, error) {
				resp, err := next.RoundTrip(r)
				c.chain("middleware's error", err)
				return resp, err
			})
		})
		resp, err := shop(t, "http://127.0.0.1", quartet.WithTransport(below), watch).Do(t.Context(), read, quartet.Query("email", "who@mail.example"))
		c.chain("error", failed(t, resp, err))
		for _, s := range c.sinks {
			if strings.Contains(s.text, "mail.example") || !strings.Contains(s.text, "broken") {
				t.Errorf("%s: %s", s.name, s.text)
			}
		}
	}
}
