// Package contacts reads and writes the contacts of an Open2b store: the people
// that belong to its customers.
//
//	store, err := quartet.NewOpen2b("https://shop.example", key)
//	…
//	people := contacts.New(store)
//	for contact, err := range people.All(ctx, contacts.OfCustomer(37091)) {
//		…
//	}
//
// The vendor's page for API v3, the default, is
// https://developers.open2b.com/commerce.contacts.html. For v6 and later
// (quartet.WithAPIVersion) see https://developers.open2b.com/commerce/contacts
// and https://open2b.dev/commerce/contacts: they can read on from an id, which
// this package then does.
//
// Each method of the vendor has a URL of its own, /open2b/api/v3/commerce.contacts.find
// for instance (from v6 on /api/v6/…), and takes a POST of a JSON object. What the
// vendor refuses comes back as a *quartet.Error with its Field and Type; an answer
// that does not say "ok" is an ErrMalformed.
package contacts

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

const serviceName = "contacts"

// Service is the contacts of one store. It is safe for concurrent use.
type Service struct {
	client  *quartet.Open2b
	options []quartet.CallOption
}

// New is the contacts of the client's store.
func New(client *quartet.Open2b) *Service { return &Service{client: client} }

// With is a copy of the service whose calls are made with these options, added
// to those it has already.
func (s *Service) With(options ...quartet.CallOption) *Service {
	return &Service{client: s.client, options: slices.Concat(s.options, options)}
}

// operation is what the calls of one vendor method have in common.
type operation struct {
	name   string // "Find", for errors
	method string // "find", the end of the URL
	class  quartet.Class
	advice string // for an unknown outcome
}

// call sends body and gives an answer of success to read, which begins with okay.
// The answer is read into buf if it fits.
func (s *Service) call(ctx context.Context, op operation, body any, read func(*quartet.Response) error, buf []byte) (*quartet.Response, error) {
	method := "commerce.contacts." + op.method
	return s.client.Do(ctx, quartet.Request{
		Service: serviceName, Op: op.name, Route: method,
		Method: http.MethodPost, Path: []string{method}, Body: encode(body),
		Class: op.class, Advice: op.advice, Decode: read, Buffer: buf,
	}, s.options...)
}

// okay is an error unless the answer's status says that the call was carried out.
// Errors as the vendor documents them do not come so far.
func okay(status string) error {
	if status == "ok" {
		return nil
	}
	return fmt.Errorf("status: must be \"ok\", is %.64q", status)
}

// readDone reads an answer that holds nothing but its status.
func (s *Service) readDone(r *quartet.Response) error {
	type doneAnswer struct {
		Status string `json:"status"`
	}
	var answer doneAnswer
	if err := codec.Unmarshal(r.Body, &answer, s.codec()); err != nil {
		return err
	}
	return okay(answer.Status)
}

// encode writes a body. Marshal fails on types that no body has only.
func encode(body any) []byte {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return text
}

func (s *Service) codec() codec.Options {
	return codec.Options{Unknown: s.client.Settings().UnknownField}
}

// keyed reports whether the API's version knows the condition "after".
func (s *Service) keyed() bool {
	n, err := strconv.Atoi(strings.TrimPrefix(s.client.Settings().APIVersion, "v"))
	return err == nil && n >= 6
}
