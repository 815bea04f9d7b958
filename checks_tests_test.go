package quartet_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The tests themselves: nothing is skipped, no global mock, and no sleep outside a
// bubble of testing/synctest.
func TestCheck24_TheTestsThemselves(t *testing.T) {
	t.Parallel()
	var files []string
	for _, pattern := range []string{"*_test.go", "internal/transport/*_test.go", "internal/check/*_test.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 10 {
		t.Fatalf("only %d files found", len(files))
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declared := range file.Decls {
			f, ok := declared.(*ast.FuncDecl)
			if !ok || f.Body == nil {
				continue
			}
			calls := called(f.Body)
			for _, banned := range []string{"t.Skip", "t.Skipf", "t.SkipNow", "b.Skip", "httpmock.Activate", "httpmock.ActivateNonDefault"} {
				if calls[banned] {
					t.Errorf("%s: %s calls %s", name, f.Name.Name, banned)
				}
			}
			if calls["time.Sleep"] && !calls["synctest.Test"] && !strings.HasPrefix(f.Name.Name, "run") {
				t.Errorf("%s: %s sleeps for real", name, f.Name.Name)
			}
		}
	}
}

func called(body ast.Node) map[string]bool {
	calls := map[string]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
				if on, ok := selector.X.(*ast.Ident); ok {
					calls[on.Name+"."+selector.Sel.Name] = true
				}
			}
		}
		return true
	})
	return calls
}
