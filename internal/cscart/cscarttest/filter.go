package cscarttest

import (
	"reflect"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/internal/cscart"
)

// WantFilter holds an empty filter to what go-querystring can send: it sends a
// field without a tag under its Go name, ignores a wrong tag option, and writes
// maps and structs as Go syntax.
func WantFilter(t *testing.T, filter any) {
	t.Helper()
	options := map[string]bool{"omitempty": true, "brackets": true, "comma": true}
	for _, field := range reflect.VisibleFields(reflect.TypeOf(filter)) {
		if !field.IsExported() || field.Anonymous {
			continue
		}
		tag := strings.Split(field.Tag.Get("url"), ",")
		if tag[0] == "" || len(tag) < 2 || tag[1] != "omitempty" {
			t.Errorf("%s: tag %q must be a name and omitempty", field.Name, tag)
		}
		for _, option := range tag[1:] {
			if !options[option] {
				t.Errorf("%s: option %q", field.Name, option)
			}
		}
		kind := field.Type.Kind()
		if kind == reflect.Slice {
			kind = field.Type.Elem().Kind()
		}
		if kind != reflect.String && kind != reflect.Int64 {
			t.Errorf("%s: a %s is not sent as it should be", field.Name, field.Type)
		}
	}
	if got := cscart.Values(filter).Encode(); got != "" {
		t.Errorf("an empty filter sends %q", got)
	}
}
