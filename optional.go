package quartet

import (
	"bytes"
	"encoding/json"
)

// Optional is a field of a request with three states: absent (the zero value:
// the vendor leaves the field as it is), null (the vendor empties it) and a
// value. Build one with Set or Null.
type Optional[T any] struct {
	value T
	state optionalState
}

type optionalState uint8

const (
	stateAbsent optionalState = iota
	stateNull
	stateValue
)

// Set is an Optional that holds v.
func Set[T any](v T) Optional[T] { return Optional[T]{value: v, state: stateValue} }

// Null is an Optional that is sent as null.
func Null[T any]() Optional[T] { return Optional[T]{state: stateNull} }

// IsZero reports whether the field is absent; with omitzero it is not sent.
func (o Optional[T]) IsZero() bool { return o.state == stateAbsent }

// IsNull reports whether the field is null.
func (o Optional[T]) IsNull() bool { return o.state == stateNull }

// Get is the value, and whether there is one.
func (o Optional[T]) Get() (T, bool) { return o.value, o.state == stateValue }

// MarshalJSON writes the value, or null. Tag the field omitzero to leave an
// absent one out.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if o.state != stateValue {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}

// UnmarshalJSON reads null as Null and anything else as a value.
func (o *Optional[T]) UnmarshalJSON(data []byte) error {
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		*o = Null[T]()
		return nil
	}
	var v T
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	*o = Set(v)
	return nil
}
