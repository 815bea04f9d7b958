package paging

import (
	"bytes"
	"errors"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/codec"
)

// DecodeAll decodes the rows of an answer that is no part of a walk. Rows that
// cannot be decoded do not lose the others: the error joins a
// *quartet.RecordError for each.
func DecodeAll[T any](rows codec.Records, decode func(codec.Record, *T) error) ([]T, error) {
	list := make([]T, 0, len(rows))
	var bad []error
	for _, row := range rows {
		var none T
		n := len(list)
		list = append(list, none)
		if err := decode(row, &list[n]); err != nil {
			bad = append(bad, recordError(row, err))
			list[n] = none
			list = list[:n]
		}
	}
	return list, errors.Join(bad...)
}

// recordError is the error of one row, with a copy of it.
func recordError(row codec.Record, err error) error {
	if e, ok := errors.AsType[*quartet.RecordError](err); ok {
		return e
	}
	return &quartet.RecordError{Path: row.Path(), Raw: bytes.Clone(row.Raw), Err: err}
}
