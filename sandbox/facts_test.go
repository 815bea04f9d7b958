package sandbox_test

import (
	"encoding/csv"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the table of facts into docs/sandbox.md")

// fact is one row of the table.
type fact struct {
	vendor, known, says, sandbox, test string
}

func facts(t *testing.T) []fact {
	t.Helper()
	file, err := os.Open("testdata/facts.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, 5
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []fact
	for _, row := range rows[1:] {
		list = append(list, fact{row[0], row[1], row[2], row[3], row[4]})
	}
	return list
}

// Every fact names a test that exists, and no belief is the default without a
// word on why.
func TestFacts(t *testing.T) {
	t.Parallel()
	tests := map[string]map[string]bool{
		"sandbox": testsIn(t, "."), "cscart": testsIn(t, "internal/cscart"),
		"calltouch": testsIn(t, "internal/calltouch"), "open2b": testsIn(t, "internal/open2b"),
	}
	for _, f := range facts(t) {
		place, name, _ := strings.Cut(f.test, ".")
		test, sub, has := strings.Cut(name, "/")
		if !tests[place][test] || has && !tests[place][strconv.Quote(sub)] {
			t.Errorf("%s: there is no test %s", f.says, f.test)
		}
		if !slices.Contains([]string{"documented", "captured", "observed", "believed", "assumed"}, f.known) {
			t.Errorf("%s: known is %q", f.says, f.known)
		}
		if f.known == "believed" && !strings.HasPrefix(f.sandbox, "off; ") && !strings.HasPrefix(f.sandbox, "default: ") {
			t.Errorf("%s: a belief must be off, or say why it is the default", f.says)
		}
	}
}

// testsIn are the names of a folder's tests, and all texts in them, quoted: those
// of sub-tests are among them.
func testsIn(t *testing.T, folder string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				names[n.Name.Name] = true
			case *ast.BasicLit:
				if text, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil {
					names[strconv.Quote(text)] = true
				}
			}
			return true
		})
	}
	return names
}

// The table in docs/sandbox.md is the list in testdata.
func TestTableOfFacts(t *testing.T) {
	t.Parallel()
	const page, begin, end = "../docs/sandbox.md", "<!-- facts -->\n", "<!-- end of facts -->"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), begin)
	old, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatal("the page has no place for the table")
	}
	list := facts(t)
	var table strings.Builder
	fmt.Fprintf(&table, "%d facts.\n\n| | known | fact | in the sandbox | test |\n|---|---|---|---|---|\n", len(list))
	for _, f := range list {
		fmt.Fprintf(&table, "| %s | %s | %s | %s | `%s` |\n", f.vendor, f.known, f.says, f.sandbox, f.test)
	}
	if *update {
		if err := os.WriteFile(page, []byte(before+begin+table.String()+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(old, table.String()); diff != "" {
		t.Errorf("docs/sandbox.md is not up to date (go test ./sandbox -update):\n%s", diff)
	}
}
