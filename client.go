package quartet

import (
	"context"
	"encoding/base64"
	"net/http"
	"os"
	"strings"
	"time"
)

// calltouchURL is the vendor's own address.
const calltouchURL = "https://api.calltouch.ru"

// CSCart is a client of one CS-Cart or Multi-Vendor store, for packages orders
// and callrequests. It is safe for concurrent use; make one and keep it.
type CSCart struct{ core *core }

// NewCSCart is a client of the store at storeURL ("https://shop.example", with a
// sub-folder if the store has one, ending in "/api.php" if it has no URL
// rewriting), for the administrator with that e-mail and API key. It sends them
// as HTTP Basic credentials to <storeURL>/api/2.0/. A wrong argument or option is
// ErrInvalid. Source: https://docs.cs-cart.com/latest/developer_guide/api/index.html
func NewCSCart(storeURL, email, apiKey string, opts ...Option) (*CSCart, error) {
	cfg := newConfig("cscart", "NewCSCart", storeURL, opts)
	cfg.checkCredential("email", email)
	cfg.checkCredential("API key", apiKey)
	if strings.Contains(email, ":") {
		cfg.problems.add("email: must not hold a colon, which ends the user in HTTP Basic")
	}
	cfg.needVersion(`"2.0" or later, such as "2.1"`, "2.0", isCSCartVersion)
	cfg.refuse(cfg.keyHeader != "", "WithKeyHeader: is for Open2b")
	basic := base64.StdEncoding.EncodeToString([]byte(email + ":" + apiKey))
	c, err := newCore(cfg, []string{apiKey, basic}, func(r *http.Request) { r.SetBasicAuth(email, apiKey) })
	if err != nil {
		return nil, err
	}
	c.locate, c.judge, c.parameters = cscartURL(c.base, cfg.apiVersion), judgeCSCart, []string{"_d"}
	return &CSCart{c}, nil
}

// CSCartFromEnv is NewCSCart with QUARTET_CSCART_URL, QUARTET_CSCART_EMAIL and
// QUARTET_CSCART_API_KEY.
func CSCartFromEnv(opts ...Option) (*CSCart, error) {
	v, err := fromEnv("CSCartFromEnv", "QUARTET_CSCART_URL", "QUARTET_CSCART_EMAIL", "QUARTET_CSCART_API_KEY")
	if err != nil {
		return nil, err
	}
	return NewCSCart(v[0], v[1], v[2], opts...)
}

// Do calls an endpoint that no package wraps, with everything a wrapped one gets:
// credential, limits, repeats by class, typed errors. Path is relative to the
// API's root: {"products", "12"}.
func (c *CSCart) Do(ctx context.Context, req Request, opts ...CallOption) (*Response, error) {
	return c.core.do(ctx, req, opts)
}

// Settings is what a service package needs to know of its client.
func (c *CSCart) Settings() Settings { return c.core.settings }

// CloseIdleConnections closes connections that no call is using.
func (c *CSCart) CloseIdleConnections() { c.core.transport.CloseIdleConnections() }

// String names the store, and no credential.
func (c *CSCart) String() string { return c.core.String() }

// Calltouch is a client of one Calltouch account, for package ordersdiary. It is
// safe for concurrent use; make one and keep it.
type Calltouch struct{ core *core }

// NewCalltouch is a client with the account's API token (clientApiId), which it
// sends in the query to https://api.calltouch.ru (WithBaseURL for another host).
// Times without a zone are Moscow's unless WithLocation says otherwise. A wrong
// argument or option is ErrInvalid.
// Source: https://www.calltouch.ru/support/api-metod-vygruzki-zhurnala-sdelok/
func NewCalltouch(clientAPIID string, opts ...Option) (*Calltouch, error) {
	cfg := newConfig("calltouch", "NewCalltouch", calltouchURL, opts)
	cfg.checkCredential("clientAPIID", clientAPIID)
	cfg.refuse(cfg.apiVersion != "", "WithAPIVersion: Calltouch has no versions")
	cfg.refuse(cfg.keyHeader != "", "WithKeyHeader: is for Open2b")
	if cfg.location == nil {
		cfg.location = moscow()
	}
	c, err := newCore(cfg, []string{clientAPIID}, func(r *http.Request) {
		query := r.URL.Query()
		query.Set("clientApiId", clientAPIID)
		r.URL.RawQuery = query.Encode()
	})
	if err != nil {
		return nil, err
	}
	c.locate, c.judge, c.parameters = plainURL(c.base), judgeCalltouch, []string{"clientApiId"}
	return &Calltouch{c}, nil
}

// CalltouchFromEnv is NewCalltouch with QUARTET_CALLTOUCH_TOKEN.
func CalltouchFromEnv(opts ...Option) (*Calltouch, error) {
	v, err := fromEnv("CalltouchFromEnv", "QUARTET_CALLTOUCH_TOKEN")
	if err != nil {
		return nil, err
	}
	return NewCalltouch(v[0], opts...)
}

// Do calls an endpoint that no package wraps, with everything a wrapped one gets:
// credential, limits, repeats by class, typed errors. Path is relative to the
// host: {"calls-service", "RestAPI", "12345", "getnodeid"}.
func (c *Calltouch) Do(ctx context.Context, req Request, opts ...CallOption) (*Response, error) {
	return c.core.do(ctx, req, opts)
}

// Settings is what a service package needs to know of its client.
func (c *Calltouch) Settings() Settings { return c.core.settings }

// CloseIdleConnections closes connections that no call is using.
func (c *Calltouch) CloseIdleConnections() { c.core.transport.CloseIdleConnections() }

// String names the host, and no credential.
func (c *Calltouch) String() string { return c.core.String() }

// Open2b is a client of one Open2b store, for package contacts. It is safe for
// concurrent use; make one and keep it.
type Open2b struct{ core *core }

// NewOpen2b is a client of the store at storeURL with the API key that it sends
// in the X-Key header (WithKeyHeader for another), to version v3 of the API
// (WithAPIVersion for another). Its limit is 1000 calls in 5 minutes. A wrong
// argument or option is ErrInvalid. Source: https://www.open2b.com/
func NewOpen2b(storeURL, key string, opts ...Option) (*Open2b, error) {
	cfg := newConfig("open2b", "NewOpen2b", storeURL, opts)
	cfg.checkCredential("key", key)
	cfg.needVersion(`"v3" or later, such as "v10"`, "v3", isOpen2bVersion)
	if cfg.keyHeader == "" {
		cfg.keyHeader = "X-Key"
	}
	if !cfg.rateSet {
		cfg.perSecond = 1000 / (5 * time.Minute).Seconds()
	}
	header := cfg.keyHeader
	c, err := newCore(cfg, []string{key}, func(r *http.Request) { r.Header.Set(header, key) })
	if err != nil {
		return nil, err
	}
	c.locate, c.judge = open2bURL(c.base, cfg.apiVersion), judgeOpen2b
	return &Open2b{c}, nil
}

// Open2bFromEnv is NewOpen2b with QUARTET_OPEN2B_URL and QUARTET_OPEN2B_KEY.
func Open2bFromEnv(opts ...Option) (*Open2b, error) {
	v, err := fromEnv("Open2bFromEnv", "QUARTET_OPEN2B_URL", "QUARTET_OPEN2B_KEY")
	if err != nil {
		return nil, err
	}
	return NewOpen2b(v[0], v[1], opts...)
}

// Do calls an endpoint that no package wraps, with everything a wrapped one gets:
// credential, limits, repeats by class, typed errors. Path is the method's name:
// {"commerce.customers.find"}. Every method of Open2b is a POST: say with Class
// that it only reads, or it is taken for a create and never repeated.
func (c *Open2b) Do(ctx context.Context, req Request, opts ...CallOption) (*Response, error) {
	if req.Method == "" {
		req.Method = http.MethodPost
	}
	return c.core.do(ctx, req, opts)
}

// Settings is what a service package needs to know of its client.
func (c *Open2b) Settings() Settings { return c.core.settings }

// CloseIdleConnections closes connections that no call is using.
func (c *Open2b) CloseIdleConnections() { c.core.transport.CloseIdleConnections() }

// String names the store, and no credential.
func (c *Open2b) String() string { return c.core.String() }

// fromEnv reads the variables, and names all that are missing.
func fromEnv(function string, names ...string) ([]string, error) {
	var p problems
	values := make([]string, len(names))
	for i, name := range names {
		if values[i] = os.Getenv(name); values[i] == "" {
			p.add(name + ": is not set in the environment")
		}
	}
	return values, p.err("quartet", function)
}

// moscow is the vendor's home zone; a system without a zone database has it as
// it has been since 2014.
func moscow() *time.Location {
	if zone, err := time.LoadLocation("Europe/Moscow"); err == nil {
		return zone
	}
	return time.FixedZone("MSK", 3*60*60)
}
