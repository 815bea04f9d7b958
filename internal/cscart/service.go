package cscart

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/codec"
)

// Service is one entity of a store's API: what every call of it has in common.
type Service struct {
	Client  *quartet.CSCart
	Options []quartet.CallOption
	Scope   Scope
	Name    string                          // in errors and logs: "orders"
	Entity  string                          // in paths, and of the list in answers: "orders"
	Key     string                          // of a record's id: "order_id"
	ID      func(raw []byte) (int64, error) // reads that id
}

// With is a copy with more options.
func (s Service) With(opts []quartet.CallOption) Service {
	s.Options = slices.Concat(s.Options, opts)
	return s
}

// Problems begins the check of a call with the service's own, and with its id
// when the call has one, named by argument.
func (s Service) Problems(argument string, id int64) *check.Problems {
	p := new(check.Problems)
	s.Scope.check(p)
	if argument != "" && id < 1 {
		p.Add(argument, "must be at least 1")
	}
	return p
}

// Codec is how answers are read.
func (s Service) Codec() codec.Options {
	settings := s.Client.Settings()
	return codec.Options{Location: settings.Location, Unknown: settings.UnknownField}
}

// Request is a call of all records, or with an id above 0 of one.
func (s Service) Request(op, method string, id int64) quartet.Request {
	key := ""
	if id > 0 {
		key = s.Key
	}
	return quartet.Request{
		Service: s.Name, Op: op, Method: method,
		Path: s.Scope.path(s.Entity, id), Route: s.Scope.route(s.Entity, key),
	}
}

// Write is a Request with a body.
func (s Service) Write(op, method string, id int64, body any) (quartet.Request, error) {
	text, err := json.Marshal(body)
	if err != nil { // unreachable: the bodies were checked
		return quartet.Request{}, fmt.Errorf("%s.%s: %w", s.Name, op, err)
	}
	req := s.Request(op, method, id)
	req.Body = text
	return req, nil
}

// Do makes the call.
func (s Service) Do(ctx context.Context, req quartet.Request) error {
	_, err := s.Client.Do(ctx, req, s.Options...)
	return err
}

// ReadEcho reads the answer of a change: the id of the record that was changed.
func (s Service) ReadEcho(id int64) func(*quartet.Response) error {
	return func(r *quartet.Response) error {
		echo, err := s.ID(r.Body)
		if err != nil {
			return err
		}
		return s.CheckID(echo, id)
	}
}

// CheckID holds the id that an answer names, 0 for none, to the one asked for.
func (s Service) CheckID(named, asked int64) error {
	switch named {
	case asked:
		return nil
	case 0:
		return fmt.Errorf("the answer names no %s", s.Key)
	default:
		return fmt.Errorf("the answer names %s %d, not %d", s.Key, named, asked)
	}
}

// Delete removes one record for good. The vendor answers 204; any other success
// must name the record, for an empty one may be a store that failed to answer.
func (s Service) Delete(ctx context.Context, op string, id int64) error {
	req := s.Request(op, http.MethodDelete, id)
	req.Class = quartet.ClassDelete
	req.Decode = s.ReadEcho(id)
	return s.Do(ctx, req)
}
