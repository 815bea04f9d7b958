package quartet_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"

	"github.com/quartetgo/quartet"
)

// What an error says of an answer that is no JSON ends where JSON, of whatever
// content, begins.
func TestSummaryShowsNoJSON(t *testing.T) {
	t.Parallel()
	const secret = "4111111111111111"
	for _, body := range []string{
		"Notice: x in a.php\n" + `{"order_id":"5","payment_info":{"card":"` + secret + `"},"total":`,
		`"order_id":"5","payment_info":{"card":"` + secret + `"}}`, `Warning: [` + secret,
	} {
		mock := httpmock.NewMockTransport()
		mock.RegisterResponder("GET", "=~.*", httpmock.NewStringResponder(200, body))
		c := shop(t, "https://shop.example", quartet.WithTransport(mock))
		_, err := c.Do(t.Context(), quartet.Request{Path: []string{"orders", "5"}})
		if err == nil || !errors.Is(err, quartet.ErrMalformed) || strings.Contains(err.Error(), secret) {
			t.Errorf("%s: %v", body, err)
		}
	}
}
