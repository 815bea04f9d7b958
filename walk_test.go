package quartet_test

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

// steps is a walk that yields 1, 2, 3 …, and an error where one is given.
func steps(errs ...error) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for i, err := range errs {
			if !yield(i+1, err) {
				return
			}
		}
	}
}

func TestCollect(t *testing.T) {
	t.Parallel()
	bad := &quartet.RecordError{Path: "orders[1]", Err: quartet.ErrMalformed}
	worse := &quartet.RecordError{Path: "orders[3]", Err: quartet.ErrMalformed}
	stopped := &quartet.WalkError{Cursor: "place", Err: context.Canceled}
	for name, test := range map[string]struct {
		walk iter.Seq2[int, error]
		want []int
		errs []error
	}{
		"nothing":                         {steps(), nil, nil},
		"all":                             {steps(nil, nil, nil), []int{1, 2, 3}, nil},
		"bad records are told at the end": {steps(nil, bad, nil, worse, nil), []int{1, 3, 5}, []error{bad, worse}},
		"any other error ends it":         {steps(nil, bad, stopped, nil), []int{1}, []error{bad, stopped, context.Canceled}},
	} {
		got, err := quartet.Collect(test.walk)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if (err == nil) != (test.errs == nil) {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range test.errs {
			if !errors.Is(err, want) {
				t.Errorf("%s: %v is not %v", name, err, want)
			}
		}
	}
}

func TestWalkErrorTellsWhatAndWhereToContinue(t *testing.T) {
	t.Parallel()
	cause := &quartet.Error{Service: "orders", Op: "All", StatusCode: 503, Outcome: quartet.OutcomeUnknown}
	var err error = &quartet.WalkError{Cursor: "1i.x", Err: cause}
	if !errors.Is(err, quartet.ErrServer) || !strings.HasPrefix(err.Error(), "walk stopped: orders.All: 503") {
		t.Errorf("%v", err)
	}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Error("walk", "err", err)
	if !strings.Contains(log.String(), "err.cursor=1i.x") || !strings.Contains(log.String(), "err.error=\"walk stopped") {
		t.Errorf("%s", &log)
	}
}
