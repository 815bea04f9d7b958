package coverage_test

import (
	"reflect"

	"github.com/quartetgo/quartet/internal/coverage"
)

// set gives the row's field of the input its n-th test value, and returns the
// text of it.
func (s subject) set(body any, row coverage.Row, n int) (want string, ok bool) {
	if body == nil {
		return "", false
	}
	for _, name := range []string{row.Go + "[" + row.Name + "]", row.Go} {
		if set := s.setters[name]; set != nil {
			return set(body), true
		}
	}
	put := func(field reflect.Value) { want = assign(field, n, row.Name) }
	input := reflect.ValueOf(body).Elem()
	if row.Go == input.Type().String() { // the input as a whole
		put(input)
		return want, true
	}
	ok = visit(input, row.Go, put)
	return want, ok
}

// visit calls f with the first field of that name in or below v.
func visit(v reflect.Value, name string, f func(reflect.Value)) bool {
	switch v.Kind() {
	case reflect.Pointer:
		return !v.IsNil() && visit(v.Elem(), name, f)
	case reflect.Slice:
		return v.Len() > 0 && visit(v.Index(0), name, f)
	case reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if fieldName(v.Type(), field) == name {
				f(v.Field(i))
				return true
			}
			if field.IsExported() && visit(v.Field(i), name, f) {
				return true
			}
		}
	}
	return false
}
