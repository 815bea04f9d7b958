package cscart

import (
	"context"
	"fmt"
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
	Name    string // in errors and logs: "orders"
	Entity  string // in paths, and of the list in answers: "orders"

	Record   string                          // one of them, in errors: "order"
	Argument string                          // its id, in errors: "orderID"
	Key      string                          // its id, in answers: "order_id"
	ID       func(raw []byte) (int64, error) // reads that id; 0 when there is none
	SortByID string                          // its id, to sort by: "order_id"
}

// With is a copy with more options.
func (s Service) With(opts []quartet.CallOption) Service {
	s.Options = slices.Concat(s.Options, opts)
	return s
}

// Problems begins the check of a call with what is wrong with the service.
func (s Service) Problems() *check.Problems {
	p := new(check.Problems)
	s.Scope.check(p)
	return p
}

// problemsOf is Problems of a call that names a record.
func (s Service) problemsOf(id int64) *check.Problems {
	p := s.Problems()
	if id < 1 {
		p.Add(s.Argument, "must be at least 1")
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

// Do makes the call.
func (s Service) Do(ctx context.Context, req quartet.Request) error {
	_, err := s.Client.Do(ctx, req, s.Options...)
	return err
}

// ReadID reads the id of an answer or a row, and nothing else.
func (s Service) ReadID(raw []byte) (int64, error) {
	id, err := s.ID(raw)
	if err == nil && id < 1 {
		err = fmt.Errorf("there is no %s", s.Key)
	}
	return id, err
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
