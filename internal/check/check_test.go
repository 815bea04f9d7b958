package check

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
)

func TestProblems(t *testing.T) {
	t.Parallel()
	var p Problems
	if err := p.Err("orders", "List"); err != nil {
		t.Errorf("nothing is wrong, and got %v", err)
	}
	p.Add("page", "is %d, must be 1 or more", 0)
	p.Add("sort", "unknown")
	err := p.Err("orders", "List")
	var e *quartet.Error
	if !errors.As(err, &e) || !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrNotSent) {
		t.Fatalf("got %v, want an ErrInvalid that was not sent", err)
	}
	if diff := cmp.Diff([]string{"page: is 0, must be 1 or more", "sort: unknown"}, e.Details); diff != "" {
		t.Error(diff)
	}
	if err.Error() != "orders.List: page: is 0, must be 1 or more; sort: unknown" {
		t.Errorf("got %q", err)
	}
}
