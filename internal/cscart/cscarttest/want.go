package cscarttest

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

// WantProblems holds err to be our own refusal, with these texts in it and no
// other problem.
func WantProblems(t *testing.T, err error, want []string) {
	t.Helper()
	if !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrNotSent) {
		t.Fatalf("error %v, want ErrInvalid and ErrNotSent", err)
	}
	for _, text := range want {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("error does not tell %q:\n%v", text, err)
		}
	}
	var e *quartet.Error
	if errors.As(err, &e) && len(e.Details) != len(want) {
		t.Errorf("%d problems, want %d: %q", len(e.Details), len(want), e.Details)
	}
}

// WantSelected holds got to be those of all that want selects.
func (s Subject[T]) WantSelected(t *testing.T, all, got []T, want func(T) bool) {
	t.Helper()
	selected := slices.DeleteFunc(slices.Clone(all), func(r T) bool { return !want(r) })
	if len(selected) == 0 || len(selected) == len(all) {
		t.Fatalf("the filter selects %d of %d records and proves nothing", len(selected), len(all))
	}
	if diff := cmp.Diff(s.IDs(selected), s.IDs(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", s.Entity, diff)
	}
}

// ReadBack writes v and reads it again.
func ReadBack[T any](t *testing.T, v T) T {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var got T
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return got
}
