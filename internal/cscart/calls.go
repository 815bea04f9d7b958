package cscart

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
	"github.com/quartetgo/quartet/internal/codec"
)

// Get reads one record, whose id must be the one asked for.
func Get[T any](ctx context.Context, s Service, id int64, idOf func(*T) int64) (*T, error) {
	const op = "Get"
	if err := s.problemsOf(id).Err(s.Name, op); err != nil {
		return nil, err
	}
	req := s.Request(op, http.MethodGet, id)
	req.Class = quartet.ClassRead
	record := new(T)
	req.Decode = func(r *quartet.Response) error {
		if err := codec.Unmarshal(r.Body, record, s.Codec()); err != nil {
			return err
		}
		return s.CheckID(idOf(record), id)
	}
	if err := s.Do(ctx, req); err != nil {
		return nil, err
	}
	return record, nil
}

// Create is the request that adds a record, once. What is wrong with the draft,
// check notes.
func (s Service) Create(draft any, check func(*check.Problems)) (quartet.Request, error) {
	req, err := s.write("Create", http.MethodPost, 0, draft, s.Problems(), check)
	req.Class = quartet.ClassCreate
	req.Advice = "the " + s.Record + " may exist: look for it before trying again"
	return req, err
}

// Update is the request that changes a record. What is wrong with the update,
// check notes. The answer must name the record.
func (s Service) Update(id int64, update any, check func(*check.Problems)) (quartet.Request, error) {
	req, err := s.write("Update", http.MethodPut, id, update, s.problemsOf(id), check)
	req.Class = quartet.ClassUpdate
	req.Decode = s.readEcho(id)
	return req, err
}

// Delete removes one record for good. The vendor answers 204; any other success
// must name the record, for an empty one may be a store that failed to answer.
func (s Service) Delete(ctx context.Context, id int64) error {
	const op = "Delete"
	if err := s.problemsOf(id).Err(s.Name, op); err != nil {
		return err
	}
	req := s.Request(op, http.MethodDelete, id)
	req.Class = quartet.ClassDelete
	req.Decode = s.readEcho(id)
	return s.Do(ctx, req)
}

// write is a request with a body that was checked.
func (s Service) write(op, method string, id int64, body any, p *check.Problems, check func(*check.Problems)) (quartet.Request, error) {
	check(p)
	if err := p.Err(s.Name, op); err != nil {
		return quartet.Request{}, err
	}
	text, err := json.Marshal(body)
	if err != nil { // unreachable: the bodies were checked
		return quartet.Request{}, fmt.Errorf("%s.%s: %w", s.Name, op, err)
	}
	req := s.Request(op, method, id)
	req.Body = text
	return req, nil
}

// readEcho reads the answer of a change: the id of the record that was changed.
func (s Service) readEcho(id int64) func(*quartet.Response) error {
	return func(r *quartet.Response) error {
		echo, err := s.ReadID(r.Body)
		if err != nil {
			return err
		}
		return s.CheckID(echo, id)
	}
}
