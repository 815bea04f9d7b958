package coverage_test

import (
	"go/ast"
	"go/doc"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestOperationComments: the comment of each method of a service that makes a
// call names the vendor's method and path, and links the vendor's page.
func TestOperationComments(t *testing.T) {
	t.Parallel()
	for _, api := range load(t) {
		functions := functions(parsePackage(t, api.Package))
		for _, op := range api.Operations {
			// The last part of the path that is no id: "/orders/{order_id}" is called "orders".
			path := strings.Split(op.Path, "/")
			path = slices.DeleteFunc(path, func(part string) bool { return part == "" || part[0] == '{' })
			call := regexp.MustCompile(op.Method + `\s\S*\b` + regexp.QuoteMeta(path[len(path)-1]) + `\b`)
			for _, name := range op.Go {
				f, ok := functions[name]
				if !ok {
					t.Errorf("%s: no such method", name)
					continue
				}
				if !call.MatchString(f.Doc) {
					t.Errorf("%s: the comment does not say %s %s", name, op.Method, op.Path)
				}
				if !strings.Contains(f.Doc, api.Page) {
					t.Errorf("%s: the comment does not link %s", name, api.Page)
				}
			}
		}
	}
}

// TestEveryMethodHasAnExample: each exported method of the services has a
// testable example in its own package.
func TestEveryMethodHasAnExample(t *testing.T) {
	t.Parallel()
	for name, s := range subjects {
		service := s.service.Elem().String()
		for function, f := range functions(parsePackage(t, name)) {
			if strings.HasPrefix(function, service+".") && len(f.Examples) == 0 {
				t.Errorf("%s: no Example function", function)
			}
		}
	}
}

// TestEveryNameHasAComment: each exported constant, variable, type, function and
// method of the module has one, and so has each package.
func TestEveryNameHasAComment(t *testing.T) {
	t.Parallel()
	for _, dir := range packageDirs(t) {
		pkg := parsePackage(t, dir)
		if pkg.Doc == "" {
			t.Errorf("%s: no comment on the package", dir)
		}
		for name, f := range functions(pkg) {
			if f.Doc == "" && ast.IsExported(f.Name) {
				t.Errorf("%s: %s has no comment", dir, name)
			}
		}
		values := append(pkg.Consts, pkg.Vars...)
		for _, typ := range pkg.Types {
			if typ.Doc == "" {
				t.Errorf("%s: %s has no comment", dir, typ.Name)
			}
			values = append(append(values, typ.Consts...), typ.Vars...)
		}
		for _, name := range uncommented(values) {
			t.Errorf("%s: %s has no comment", dir, name)
		}
	}
}

// uncommented are the names of constants and variables that have neither a
// comment of their own nor one over their group.
func uncommented(values []*doc.Value) []string {
	var names []string
	for _, group := range values {
		if group.Doc != "" {
			continue
		}
		for _, spec := range group.Decl.Specs {
			if spec, ok := spec.(*ast.ValueSpec); ok && spec.Doc.Text() == "" && spec.Comment.Text() == "" {
				names = append(names, spec.Names[0].Name)
			}
		}
	}
	return names
}

// packageDirs are the directories of the core module's packages.
func packageDirs(t *testing.T) []string {
	t.Helper()
	root := filepath.Join("..", "..")
	var dirs []string
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		if base := entry.Name(); path != root && (strings.HasPrefix(base, ".") && base != ".." || base == "testdata") {
			return filepath.SkipDir
		}
		if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil && path != root {
			return filepath.SkipDir // a module of its own
		}
		if sources, _ := filepath.Glob(filepath.Join(path, "*.go")); len(sources) > 0 {
			dir, err := filepath.Rel(root, path)
			dirs = append(dirs, dir)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}
