package callrequests

import (
	"reflect"
	"strings"
	"testing"
)

// go-querystring sends a field without a tag under its Go name, ignores a wrong
// tag option, and writes maps and structs as Go syntax.
func TestFilterTags(t *testing.T) {
	t.Parallel()
	options := map[string]bool{"omitempty": true, "brackets": true, "comma": true}
	typ := reflect.TypeFor[filter]()
	for i := range typ.NumField() {
		field := typ.Field(i)
		if !field.IsExported() {
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
	if got := new(filter).values().Encode(); got != "" {
		t.Errorf("an empty filter sends %q", got)
	}
}
