package coverage_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
)

const module = "github.com/quartetgo/quartet"

// parsePackage is one package of the module with its comments and, from its test
// files, its examples.
func parsePackage(t *testing.T, dir string) *doc.Package {
	t.Helper()
	root := filepath.Join("..", "..")
	paths, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("package %q: no files (%v)", dir, err)
	}
	files := token.NewFileSet()
	var parsed []*ast.File
	for _, path := range paths {
		file, err := parser.ParseFile(files, path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, file)
	}
	pkg, err := doc.NewFromFiles(files, parsed, module+"/"+dir)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// functions are the package's functions and methods by their Go name.
func functions(pkg *doc.Package) map[string]*doc.Func {
	all := map[string]*doc.Func{}
	for _, f := range pkg.Funcs {
		all[pkg.Name+"."+f.Name] = f
	}
	for _, typ := range pkg.Types {
		for _, f := range typ.Funcs {
			all[pkg.Name+"."+f.Name] = f
		}
		for _, f := range typ.Methods {
			all[pkg.Name+"."+typ.Name+"."+f.Name] = f
		}
	}
	return all
}

// shapes are the structs that the service's methods take or give, and all below
// them: their exported fields and their types, by Go name.
func (s subject) shapes() (fields map[string]reflect.StructField, types map[string]reflect.Type) {
	fields, types = map[string]reflect.StructField{}, map[string]reflect.Type{}
	if s.service == nil {
		return fields, types
	}
	for i := range s.service.NumMethod() {
		method := s.service.Method(i).Type
		for j := 1; j < method.NumIn(); j++ {
			s.collect(method.In(j), fields, types)
		}
		for j := range method.NumOut() {
			s.collect(method.Out(j), fields, types)
		}
	}
	return fields, types
}

// collect adds t and all below it, but for what is not the module's own.
func (s subject) collect(t reflect.Type, fields map[string]reflect.StructField, types map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		s.collect(t.Elem(), fields, types)
	case reflect.Struct:
		name := s.public(t.String())
		if _, seen := types[name]; seen || !strings.HasPrefix(t.PkgPath(), module+"/") {
			return
		}
		types[name] = t
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() {
				fields[s.public(fieldName(t, f))] = f
				s.collect(f.Type, fields, types)
			}
		}
	}
}

// public is the name by which users know a type of the internal package that
// services share, or a field of it.
func (s subject) public(name string) string {
	if rest, ok := strings.CutPrefix(name, "cscart."); ok {
		return s.name + "." + rest
	}
	return name
}

// TestNamesExist: each Go name of the list is a field, a type, a function or a
// method.
func TestNamesExist(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, dir := range []string{".", "orders", "callrequests", "ordersdiary", "contacts"} {
		pkg := parsePackage(t, dir)
		for name := range functions(pkg) {
			known[name] = true
		}
		for _, typ := range pkg.Types {
			known[pkg.Name+"."+typ.Name] = true
		}
		fields, _ := subjects[pkg.Name].shapes()
		for name := range fields {
			known[name] = true
		}
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[quartet.Error]()) {
		known["quartet.Error."+f.Name] = true
	}
	for name, places := range rowsByName(t) {
		if !known[name] {
			t.Errorf("%s does not exist; it is the Go name of %v", name, places)
		}
	}
}

// TestNothingUnlisted: each field with a vendor's name, each option and each
// method has a row, or a reason to have none.
func TestNothingUnlisted(t *testing.T) {
	t.Parallel()
	listed := rowsByName(t)
	for name, s := range subjects {
		var exported []string
		fields, _ := s.shapes()
		for field, f := range fields {
			if jsonName(f) != "" {
				exported = append(exported, field)
			}
		}
		for function := range functions(parsePackage(t, name)) {
			if isCall(s, function) {
				exported = append(exported, function)
			}
		}
		slices.Sort(exported)
		for _, name := range exported {
			_, hasRow := listed[name]
			reason, isSpare := s.spare[name]
			switch {
			case !hasRow && !isSpare:
				t.Errorf("%s: in no row of the list", name)
			case hasRow && isSpare:
				t.Errorf("%s: has a row, so needs no reason to have none (%s)", name, reason)
			}
		}
		for spare := range s.spare {
			if !slices.Contains(exported, spare) {
				t.Errorf("%s: has a reason to have no row, but does not exist", spare)
			}
		}
	}
}

// isCall tells the service's methods and the package's functions from the
// methods of its values.
func isCall(s subject, function string) bool {
	service := s.service.Elem().String()
	return strings.HasPrefix(function, service+".") || strings.Count(function, ".") == 1
}
