package coverage_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet/internal/coverage"
)

// The counts of the vendors' documents, made by hand: a row that is lost or
// doubled shows here.
func TestCounts(t *testing.T) {
	t.Parallel()
	want := coverage.Counts{
		Operations: 17, Variants: 26, Parameters: 46, FurtherParameters: 14,
		RequestFields: 108, ColumnFields: 86, LaterRequestFields: 2,
		ResponseFields: 286, FurtherResponseFields: 74, ErrorFields: 9,
	}
	var got coverage.Counts
	for _, api := range load(t) {
		got = got.Plus(api.Count())
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
	t.Logf("%+v", got)
}

func TestDocumentIsFresh(t *testing.T) {
	t.Parallel()
	got, err := os.ReadFile(filepath.Join("..", "..", "docs", "coverage.md"))
	if err != nil {
		t.Fatal(err)
	}
	if want := coverage.Document(load(t)); string(got) != want {
		t.Error("docs/coverage.md is stale: run go generate ./internal/coverage")
	}
}

// rowsByName are the places of the list by the Go names that stand there.
func rowsByName(t *testing.T) map[string][]string {
	t.Helper()
	places := map[string][]string{}
	for _, api := range load(t) {
		add := func(name, place string) { places[name] = append(places[name], api.Package+": "+place) }
		addRows := func(op string, rows []coverage.Row) {
			for _, row := range rows {
				add(row.Go, op+" "+row.Name)
			}
		}
		addRows("errors", api.Errors)
		for _, op := range api.Operations {
			for _, name := range op.Go {
				add(name, op.ID)
			}
			for _, v := range op.Variants {
				add(v.Go, op.ID+" "+v.Path)
			}
			addRows(op.ID, op.Parameters)
			addRows(op.ID, op.Request)
			addRows(op.ID, op.Response)
		}
	}
	return places
}
