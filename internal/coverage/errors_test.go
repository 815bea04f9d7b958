package coverage_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/coverage"
)

// failure is an answer that says what went wrong, and what of it shows.
type failure struct {
	status int
	answer string
	want   map[string]string // the vendor's name to part of the Go field's text
}

var (
	failedCSCart = failure{
		400, `{"message":"Bad Request: v1","status":400,"errors":["v2"],"messages":["v3"]}`,
		map[string]string{"message": "v1", "status": "400", "errors": "v2", "messages": "v3"},
	}
	failedOpen2b = failure{
		200, `{"status":"error","error":{"field":"email","type":"InvalidValue","description":"v4"}}`,
		map[string]string{
			"status": "InvalidValue", "error": "InvalidValue",
			"error.type": "InvalidValue", "error.field": "email", "error.description": "v4",
		},
	}
)

// TestErrorFields: what the vendor says of a failed call shows in the error of
// every operation, in the field that the list names.
func TestErrorFields(t *testing.T) {
	apis := load(t)
	cscart, open2b := apis[0].Errors, apis[3].Errors // call requests fail as orders do
	failures := map[string]failure{"orders": failedCSCart, "callrequests": failedCSCart, "contacts": failedOpen2b}
	rows := map[string][]coverage.Row{"orders": cscart, "callrequests": cscart, "contacts": open2b}

	each(t, func(t *testing.T, s subject, op coverage.Operation) {
		pkg, _, _ := strings.Cut(op.Go[0], ".")
		f, ok := failures[pkg]
		if !ok {
			return // the journal's errors are documented nowhere
		}
		w := &wire{status: f.status, answer: f.answer}
		_, err := s.calls[op.ID](t.Context(), w, s.input(op))
		failed, ok := errors.AsType[*quartet.Error](err)
		if !ok {
			t.Fatalf("%v is no *quartet.Error", err)
		}
		for _, row := range rows[pkg] {
			field := reflect.ValueOf(*failed).FieldByName(strings.TrimPrefix(row.Go, "quartet.Error."))
			if !field.IsValid() {
				t.Errorf("%s: no field %s", row.Name, row.Go)
				continue
			}
			if got := fmt.Sprint(field.Interface()); f.want[row.Name] == "" || !strings.Contains(got, f.want[row.Name]) {
				t.Errorf("%s: %s is %q, want %q in it", row.Name, row.Go, got, f.want[row.Name])
			}
		}
	})
}
