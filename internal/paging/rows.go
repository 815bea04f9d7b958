package paging

import (
	"bytes"
	"errors"
	"sync"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// DecodeAll decodes the rows of an answer that is no part of a walk. Rows that
// cannot be decoded do not lose the others: the error joins a
// *quartet.RecordError for each.
func DecodeAll[T any](rows codec.Records, decode func(codec.Record) (T, error)) ([]T, error) {
	list := make([]T, 0, rows.Len())
	var bad []error
	for row, ok := rows.Next(); ok; row, ok = rows.Next() {
		record, err := decode(row)
		if err != nil {
			bad = append(bad, recordError(row, err))
			continue
		}
		list = append(list, record)
	}
	return list, errors.Join(bad...)
}

// Into makes a Decode of a function that fills a record in place. What it fills
// is used again: a record that is large costs no allocation of its own size.
func Into[T any](fill func(codec.Record, *T) error) func(codec.Record) (T, error) {
	used := sync.Pool{New: func() any { return new(T) }}
	return func(row codec.Record) (v T, err error) {
		p := used.Get().(*T)
		err = fill(row, p)
		v, *p = *p, v // what is pooled holds nothing
		used.Put(p)
		return v, err
	}
}

// recordError is the error of one row, with a copy of it.
func recordError(row codec.Record, err error) error {
	if e, ok := errors.AsType[*quartet.RecordError](err); ok {
		return e
	}
	return &quartet.RecordError{Path: row.Path(), Raw: bytes.Clone(row.Raw), Err: err}
}
