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

func TestResponseFieldsOnTheWire(t *testing.T) {
	each(t, func(t *testing.T, s subject, op coverage.Operation) {
		fields, types := s.shapes()
		for n, row := range op.Response {
			n += 1000
			w := s.open(op)
			answer := w.answer
			field, isField := fields[row.Go]
			typ, isType := types[row.Go]
			switch {
			case isField && isMember(op.Response, row):
				w.answer = merged(t, answer, row.Name, sample(field.Type.Elem(), n, s.unix))
			case isField:
				w.answer = merged(t, answer, row.Name, sample(field.Type, n, s.unix))
			case isType:
				w.answer = merged(t, answer, row.Name, sample(typ, n, s.unix))
			case row.Go == op.Go[0] && row.Name == "status":
				w.answer = merged(t, answer, row.Name, "error")
			case row.Go == op.Go[0]:
				w.answer = merged(t, answer, row.Name, n)
			default:
				t.Errorf("%s: %s is no field, no type and not the method", row.Name, row.Go)
				continue
			}
			got, err := s.calls[op.ID](t.Context(), w, s.input(op))
			var chains [][]string
			if v := reflect.ValueOf(got); v.IsValid() {
				chains = sightings(v, n)
			}
			switch {
			case !isField && !isType && (err != nil || len(chains) == 1 && len(chains[0]) == 0):
				// The method gives the bare value, or tells that it is not the right one.
			case err != nil:
				t.Errorf("%s: %v; answer %s", row.Name, err, w.answer)
			case len(chains) != 1 || !slices.ContainsFunc(chains[0], func(name string) bool {
				return s.public(name) == row.Go || strings.HasPrefix(name, row.Go+".")
			}):
				t.Errorf("%s: shows in %q, want %s; answer %s", row.Name, chains, row.Go, w.answer)
			}
		}
	})
}

// isMember: the row is what a list's elements hold when they are objects, and the
// Go field is the list of just that.
func isMember(rows []coverage.Row, row coverage.Row) bool {
	return slices.ContainsFunc(rows, func(list coverage.Row) bool {
		return list.Go == row.Go && strings.HasPrefix(row.Name, list.Name+"[].")
	})
}
