package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

// Description is how to reach the vendors of a sandbox. Its credentials are good
// for nothing else.
type Description struct {
	CSCart struct {
		URL     string `json:"url"`
		Email   string `json:"email"`
		APIKey  string `json:"api_key"`
		Profile string `json:"profile"`
	} `json:"cscart"`
	Calltouch struct {
		URL    string `json:"url"`
		Token  string `json:"token"`
		SiteID int64  `json:"site_id"`
	} `json:"calltouch"`
	Open2b struct {
		URL      string `json:"url"`
		Key      string `json:"key"`
		Customer int64  `json:"customer"`
	} `json:"open2b"`
}

// Describe tells how to reach the vendors.
func (sb *Sandbox) Describe() Description {
	var d Description
	d.CSCart.URL, d.CSCart.Email, d.CSCart.APIKey = sb.CSCart.URL, sb.CSCart.Email, sb.CSCart.APIKey
	sb.CSCart.Server.Configure(func(c *CSCartConfig) { d.CSCart.Profile = c.Profile.String() })
	d.Calltouch.URL, d.Calltouch.Token, d.Calltouch.SiteID = sb.Calltouch.URL, sb.Calltouch.Token, sb.Calltouch.SiteID
	d.Open2b.URL, d.Open2b.Key, d.Open2b.Customer = sb.Open2b.URL, sb.Open2b.Key, sb.Open2b.Customer
	return d
}

// Admin is a handler to steer the sandbox from outside, with JSON:
//
//	GET    /                addresses and credentials
//	POST   /reset           all but the settings back to the start, see [Sandbox.Reset]
//	PUT    /profile         {"profile": "4.13.2-mv"}: the CS-Cart store's release, its data anew
//	GET    /faults          the faults that are due
//	POST   /faults          a Fault, or an array of them
//	DELETE /faults          drops them
//	GET    /churn           what the churn has done so far
//	POST   /churn           a Churn
//	DELETE /churn           ends it
//	PUT    /limits/{vendor} a Limit
//	PUT    /latency/{vendor} a Latency
//	GET    /requests        the requests; vendor, method, path, query, body, processed, created select
//	GET    /counts          how many
//
// Durations are in nanoseconds. It knows no credential: keep it on loopback.
func (sb *Sandbox) Admin() http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, f func(*http.Request) (any, error)) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { reply(w, r, f) })
	}
	handle("GET /{$}", func(*http.Request) (any, error) { return sb.Describe(), nil })
	handle("POST /reset", func(*http.Request) (any, error) { sb.Reset(); return done, nil })
	handle("PUT /profile", sb.adminProfile)
	handle("GET /faults", func(*http.Request) (any, error) { return sb.Faults(), nil })
	handle("POST /faults", sb.adminFaults)
	handle("DELETE /faults", func(*http.Request) (any, error) { sb.ClearFaults(); return done, nil })
	handle("GET /churn", func(*http.Request) (any, error) { return sb.adminLedgers(), nil })
	handle("POST /churn", sb.adminChurn)
	handle("DELETE /churn", func(*http.Request) (any, error) { sb.stopChurn(); return done, nil })
	handle("PUT /limits/{vendor}", sb.adminLimit)
	handle("PUT /latency/{vendor}", sb.adminLatency)
	handle("GET /requests", sb.adminRequests)
	handle("GET /counts", func(*http.Request) (any, error) { return sb.adminCounts(), nil })
	return mux
}

var done = map[string]string{"status": "ok"}

// reply writes what f returns. Its errors are the caller's: 400.
func reply(w http.ResponseWriter, r *http.Request, f func(*http.Request) (any, error)) {
	w.Header().Set("Content-Type", "application/json")
	out, err := f(r)
	if err != nil {
		w.WriteHeader(http.StatusBadRequest)
		out = map[string]string{"error": err.Error()}
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	e.Encode(out) //nolint:errcheck // a client that hung up is no concern of the sandbox
}

// read decodes a request's body; keys that do not exist are an error, and so is
// what follows the value.
func read(r *http.Request, into any) error {
	text, err := io.ReadAll(r.Body)
	if err != nil {
		return fmt.Errorf("the body: %w", err)
	}
	return decode(text, into)
}

func decode(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("the body: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("the body: something follows the JSON value")
	}
	return nil
}

func (sb *Sandbox) adminProfile(r *http.Request) (any, error) {
	var in struct {
		Profile string `json:"profile"`
	}
	if err := read(r, &in); err != nil {
		return nil, err
	}
	if in.Profile == "" {
		return nil, errors.New("profile is missing")
	}
	p, err := cscart.ParseProfile(in.Profile)
	if err != nil {
		return nil, err
	}
	sb.CSCart.Server.SetProfile(p)
	return done, nil
}

func (sb *Sandbox) adminFaults(r *http.Request) (any, error) {
	var text json.RawMessage // an object or an array of them
	if err := read(r, &text); err != nil {
		return nil, err
	}
	list := []Fault{{}}
	var into any = &list[0]
	if text[0] == '[' {
		into = &list
	}
	if err := decode(text, into); err != nil {
		return nil, err
	}
	for _, f := range list {
		if err := f.check(); err != nil {
			return nil, err
		}
	}
	for _, f := range list {
		sb.Fault(f)
	}
	return sb.Faults(), nil
}

func (sb *Sandbox) adminChurn(r *http.Request) (any, error) {
	var c Churn
	if err := read(r, &c); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	sb.StartChurn(c)
	return done, nil
}

func (sb *Sandbox) adminLedgers() any {
	type ledger struct {
		Churn      Churn   `json:"churn"`
		Steps      int     `json:"steps_taken"`
		Throughout []int64 `json:"throughout"`
		Inserted   []int64 `json:"inserted"`
		Deleted    []int64 `json:"deleted"`
		Changed    []int64 `json:"changed"`
	}
	list := []ledger{}
	for _, l := range sb.ledgers.all() {
		list = append(list, ledger{l.churn, l.Steps(), l.Throughout(), l.Inserted(), l.Deleted(), l.Changed()})
	}
	return list
}

func (sb *Sandbox) adminLimit(r *http.Request) (any, error) {
	var l Limit
	v, err := vendorOf(r)
	if err == nil {
		err = read(r, &l)
	}
	if err == nil {
		err = l.check()
	}
	if err != nil {
		return nil, err
	}
	sb.SetLimit(v, l)
	return done, nil
}

func (sb *Sandbox) adminLatency(r *http.Request) (any, error) {
	var l Latency
	v, err := vendorOf(r)
	if err == nil {
		err = read(r, &l)
	}
	if err == nil {
		err = l.check()
	}
	if err != nil {
		return nil, err
	}
	sb.SetLatency(v, l)
	return done, nil
}

func vendorOf(r *http.Request) (Vendor, error) {
	for _, v := range vendors {
		if string(v) == r.PathValue("vendor") {
			return v, nil
		}
	}
	return "", fmt.Errorf("vendor must be one of %q", vendors)
}

func (sb *Sandbox) adminRequests(r *http.Request) (any, error) {
	q := r.URL.Query()
	m := Match{
		Vendor: Vendor(q.Get("vendor")), Method: q.Get("method"),
		Path: q.Get("path"), Query: q.Get("query"), Body: q.Get("body"),
	}
	for name, flag := range map[string]*bool{"processed": &m.Processed, "created": &m.Created} {
		v, err := strconv.ParseBool(q.Get(name))
		if err != nil && q.Has(name) {
			return nil, fmt.Errorf("%s must be true or false", name)
		}
		*flag = v
	}
	return append([]Request{}, sb.Requests(m)...), nil
}

func (sb *Sandbox) adminCounts() any {
	counts := map[Vendor]Counts{}
	for _, v := range vendors {
		counts[v] = sb.Counts(v)
	}
	return map[string]any{"vendors": counts, "created": sb.Created()}
}
