package codec

import (
	"fmt"
	"reflect"
	"strings"
)

// hasNames reports whether t is a struct that is read by its fields.
func hasNames(t reflect.Type) bool {
	for i := 0; t.Kind() == reflect.Struct && i < t.NumField(); i++ {
		sf := t.Field(i)
		if name, _ := jsonName(sf); name != "" && sf.IsExported() || sf.Tag.Get("codec") != "" {
			return true
		}
	}
	return false
}

// jsonName is the vendor's name of a field, "" for one that is not on the wire.
func jsonName(sf reflect.StructField) (name string, omit bool) {
	name, rest, _ := strings.Cut(sf.Tag.Get("json"), ",")
	if name == "-" {
		name = ""
	}
	return name, strings.Contains(rest, "omitempty") || strings.Contains(rest, "omitzero")
}

// options are what a codec tag says: the words before and behind each "=".
type options map[string]string

func (o options) has(name string) bool {
	_, ok := o[name]
	return ok
}

// ofElement are the options that reach through a list or map to its elements.
func (o options) ofElement() options {
	inner := options{}
	for _, name := range []string{"unix", "local", "text"} {
		if o.has(name) {
			inner[name] = ""
		}
	}
	return inner
}

// fits says of each option whether it makes sense for a field of type t, whose
// elements in the end are of type base.
var fits = map[string]func(t, base reflect.Type) bool{
	"unix":   func(_, base reflect.Type) bool { return base == timeType },
	"local":  func(_, base reflect.Type) bool { return base == timeType },
	"text":   func(_, base reflect.Type) bool { return base.Kind() == reflect.String },
	"many":   func(t, _ reflect.Type) bool { return t.Kind() == reflect.Slice && t != rawType },
	"comma":  func(t, base reflect.Type) bool { return t.Kind() == reflect.Slice && isSimple(base.Kind()) },
	"extra":  func(t, _ reflect.Type) bool { return t == extraType },
	"key":    func(t, _ reflect.Type) bool { return t.Kind() == reflect.String },
	"scalar": func(_, _ reflect.Type) bool { return true },
	"secret": func(_, _ reflect.Type) bool { return true },
	"alias":  func(_, _ reflect.Type) bool { return true },
	"blob":   func(_, _ reflect.Type) bool { return true },
}

func isSimple(k reflect.Kind) bool {
	return k == reflect.String || k >= reflect.Int && k <= reflect.Uint64
}

func parseOptions(t reflect.Type, sf reflect.StructField) options {
	base := sf.Type
	for base != rawType && (base.Kind() == reflect.Pointer || base.Kind() == reflect.Slice || base.Kind() == reflect.Map) {
		base = base.Elem()
	}
	o := options{}
	for word := range strings.SplitSeq(sf.Tag.Get("codec"), ",") {
		name, value, _ := strings.Cut(word, "=")
		if name == "" {
			continue
		}
		if fit, known := fits[name]; !known || !fit(sf.Type, base) {
			panic(fmt.Sprintf("codec: %s.%s: %q is no option of a %s", t, sf.Name, word, sf.Type))
		}
		o[name] = value
	}
	return o
}
