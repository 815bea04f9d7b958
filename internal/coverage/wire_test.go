package coverage_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/internal/coverage"
)

func TestPathsOnTheWire(t *testing.T) {
	each(t, func(t *testing.T, s subject, op coverage.Operation) {
		check := func(path, variant string) {
			w, in := s.open(op), s.input(op)
			in.variant = variant
			if _, err := s.calls[op.ID](t.Context(), w, in); err != nil {
				t.Errorf("%s: %v", path, err)
				return
			}
			if want := placeholders.Replace(path); w.verb != op.Method || !strings.HasSuffix(w.url.Path, want) {
				t.Errorf("%s: sent %s %s, want %s …%s", path, w.verb, w.url.Path, op.Method, want)
			}
		}
		check(op.Path, "")
		for _, v := range op.Variants {
			check(v.Path, v.Go)
		}
	})
}

func TestParametersOnTheWire(t *testing.T) {
	each(t, func(t *testing.T, s subject, op coverage.Operation) {
		for _, row := range op.Parameters {
			if row.In == "path" { // its value is found by TestPathsOnTheWire
				if !strings.Contains(op.Path, "{"+row.Name+"}") {
					t.Errorf("%s: not in the path", row.Name)
				}
				continue
			}
			o, ok := s.option(row)
			if !ok {
				t.Errorf("%s: no test value for %s", row.Name, row.Go)
				continue
			}
			w := s.open(op)
			if _, err := s.make(t.Context(), w, op, o, s.input(op)); err != nil {
				t.Errorf("%s: %v", row.Name, err)
				continue
			}
			want, got := o.wire[row.Name], strings.Join(w.url.Query()[row.Name], ",")
			if want == "" || got != want {
				t.Errorf("%s: %s sent %q, want %q", row.Name, row.Go, got, want)
			}
		}
	})
}

func TestRequestFieldsOnTheWire(t *testing.T) {
	each(t, func(t *testing.T, s subject, op coverage.Operation) {
		for n, row := range op.Request {
			n += 1000
			w, in := s.open(op), s.input(op)
			o, ok := s.option(row)
			want := o.wire[row.Name]
			if !ok {
				if want, ok = s.set(in.body, row, n); !ok {
					t.Errorf("%s: %s is no option and no field of the input", row.Name, row.Go)
					continue
				}
			}
			if row.Tier == coverage.TierLater {
				in.variant = op.Variants[0].Go
			}
			if _, err := s.make(t.Context(), w, op, o, in); err != nil {
				t.Errorf("%s: %v", row.Name, err)
				continue
			}
			if got := textsAt(t, w.body, row.Name); want == "" || !slices.Contains(got, want) {
				t.Errorf("%s: %s sent %q, want %q among it; body %s", row.Name, row.Go, got, want, w.body)
			}
		}
	})
}

// TestResponseFieldsOnTheWire feeds each field in alone, with a value of its own,
// and finds it in the Go field that the list names and nowhere else.
func TestResponseFieldsOnTheWire(t *testing.T) {
	each(t, func(t *testing.T, s subject, op coverage.Operation) {
		for n, row := range op.Response {
			n += 1000
			w := s.open(op)
			value, isField := s.answerValue(op, row, n)
			w.answer = merged(t, w.answer, row.Name, value)
			got, err := s.calls[op.ID](t.Context(), w, s.input(op))
			var chains [][]string
			if v := reflect.ValueOf(got); v.IsValid() {
				chains = sightings(v, n)
			}
			if !isField {
				if bare := len(chains) == 1 && len(chains[0]) == 0; row.Go != op.Go[0] || err == nil && !bare {
					t.Errorf("%s: %s neither gives it nor refuses a wrong one; answer %s", row.Name, row.Go, w.answer)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v; answer %s", row.Name, err, w.answer)
				continue
			}
			if len(chains) != 1 || !slices.ContainsFunc(chains[0], func(name string) bool {
				return s.public(name) == row.Go || strings.HasPrefix(name, row.Go+".")
			}) {
				t.Errorf("%s: shows in %q, want %s; answer %s", row.Name, chains, row.Go, w.answer)
			}
		}
	})
}

// answerValue is what to answer for a row, and whether it goes to a field (or,
// as a whole, to a type). What goes to none is given by the method itself, as the
// id of what it made, or is checked by it, as the status: then it is a wrong one.
func (s subject) answerValue(op coverage.Operation, row coverage.Row, n int) (value any, isField bool) {
	fields, types := s.shapes()
	field, isField := fields[row.Go]
	switch {
	case isField && isMember(op.Response, row):
		return sample(field.Type.Elem(), n, s.unix), true
	case isField:
		return sample(field.Type, n, s.unix), true
	case types[row.Go] != nil:
		return sample(types[row.Go], n, s.unix), true
	case row.Name == "status":
		return "error", false
	default:
		return n, false
	}
}

// isMember: the row is what a list's elements hold when they are objects, and the
// Go field is the list of just that.
func isMember(rows []coverage.Row, row coverage.Row) bool {
	return slices.ContainsFunc(rows, func(list coverage.Row) bool {
		return list.Go == row.Go && strings.HasPrefix(row.Name, list.Name+"[].")
	})
}
