package sandbox_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/sandbox"
)

// The sandbox's credentials are in no record, wherever and however they were
// sent; what stands beside them is.
func TestNoRecordShowsACredential(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t, sandbox.WithCSCart(func(c *sandbox.CSCartConfig) {
		c.Accounts = []sandbox.Account{{Email: "second@example.com", APIKey: "second-key-5150"}}
	}))
	token, key, api := sb.Calltouch.Token, sb.Open2b.Key, sb.CSCart.APIKey
	upper, basic := url.QueryEscape(token), base64.StdEncoding.EncodeToString([]byte(sb.CSCart.Email+":"+api))
	lower := strings.NewReplacer("%2F", "%2f", "%2B", "%2b", "%3D", "%3d").Replace(upper)
	inJSON := strings.ReplaceAll(token, "/", `\/`)
	for name, c := range map[string]struct {
		path, body string
		header     http.Header
	}{
		"referer":            {"/keep", "", http.Header{"Referer": {"http://127.0.0.1/x?keep=1&clientApiId=" + upper}}},
		"referer, raw":       {"/keep", "", http.Header{"Referer": {"http://127.0.0.1/x?keep=1&a=" + token}}},
		"escaped name":       {"/keep?client%41piId=" + upper, "", nil},
		"lower case":         {"/keep?other=" + lower, "", nil},
		"any character":      {"/keep?other=%73" + upper[1:], "", nil},
		"second of two keys": {"/keep", "", http.Header{"X-Key": {"", key}}},
		"foreign header":     {"/keep", "", http.Header{"X-Other": {"one", "keep " + key}}},
		"basic elsewhere":    {"/keep", "", http.Header{"X-Other": {basic}}},
		"key in the query":   {"/keep?key=" + key, "", nil},
		"key in the path":    {"/keep/" + key, "", nil},
		"token in the path":  {"/keep/" + upper, "", nil},
		"body":               {"/keep", `{"key":"` + key + `","api":"` + api + `","second":"second-key-5150"}`, nil},
		"form":               {"/keep", "keep=1&token=" + lower, nil},
		"token in JSON":      {"/keep", `["` + inJSON + `"]`, nil},
		"at the cut":         {"/keep", strings.Repeat("x", 64<<10-9) + key, nil},
	} {
		sb.Reset()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, sb.Open2b.URL+c.path, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header = c.header.Clone()
		resp, err := plain(sb).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close() //nolint:errcheck // not read
		got := sb.Requests(sandbox.Match{})[0]
		text, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "[hidden]") && name != "at the cut" || !strings.Contains(string(text), "keep") {
			t.Errorf("%s: %.300s", name, text)
		}
		shown := []string{got.Path, got.Query, got.Body}
		for _, values := range got.Header {
			shown = append(shown, values...)
		}
		secrets := []string{token, upper, lower, inJSON, upper[1:], key, key[:9], api, basic, strings.TrimRight(basic, "="), "second-key-5150"}
		for _, secret := range secrets {
			if slices.ContainsFunc(shown, func(s string) bool { return strings.Contains(s, secret) }) {
				t.Errorf("%s: %q is in %.300s", name, secret, text)
			}
		}
	}
}

// A client that follows a redirect takes the address along that it came from.
func TestFollowedRedirectShowsNoToken(t *testing.T) {
	t.Parallel()
	for _, token := range []string{"short", "", "wrong/token+in=all"} {
		sb := sandbox.New(t)
		if token == "" {
			token = sb.Calltouch.Token
		}
		sb.Fault(sandbox.Fault{Kind: sandbox.Redirect})
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, sb.Calltouch.URL+"/x?clientApiId="+url.QueryEscape(token), nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := (&http.Client{Transport: sb.Transport()}).Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close() //nolint:errcheck // not read
		got := sb.Requests(sandbox.Match{Vendor: sandbox.Elsewhere})
		if len(got) != 1 || got[0].Query != "clientApiId=[hidden]" || !strings.HasSuffix(got[0].Header.Get("Referer"), "/x?clientApiId=[hidden]") {
			t.Errorf("%q: %+v", token, got)
		}
	}
}

// A key that came with a change of the configuration is hidden, too.
func TestNewKeyIsHidden(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	sb.Open2b.Server.Configure(func(c *sandbox.Open2bConfig) { c.Key = "another-key-8086" })
	call(t, sb, http.MethodPost, contactsCount(sb), `"another-key-8086"`)
	if got := sb.Requests(sandbox.Match{})[0].Body; got != `"[hidden]"` {
		t.Errorf("%s", got)
	}
}

// A wrong credential is hidden by its name: it may be right elsewhere.
func TestForeignCredentialsAreHidden(t *testing.T) {
	t.Parallel()
	sb := sandbox.New(t)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, sb.Calltouch.URL+"/x?client%41piId=foreign&CLIENTAPIID=foreign&a=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header = http.Header{"X-Key": {"", "foreign"}, "Authorization": {"", "Bearer foreign", "foreign"}}
	resp, err := plain(sb).Do(req)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close() //nolint:errcheck // not read
	got := sb.Requests(sandbox.Match{})[0]
	if got.Query != "client%41piId=[hidden]&CLIENTAPIID=[hidden]&a=1" ||
		!slices.Equal(got.Header["X-Key"], []string{"", "[hidden]"}) || !slices.Equal(got.Header["Authorization"], []string{"", "Bearer [hidden]", "[hidden]"}) {
		t.Errorf("%s %v", got.Query, got.Header)
	}
}
