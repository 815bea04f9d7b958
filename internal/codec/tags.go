package codec

import (
	"reflect"
	"strings"
)

// hasNames reports whether t is a struct that is read by its fields.
func hasNames(t reflect.Type) bool {
	for sf := range t.Fields() {
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

// options are what a codec tag says: the words before and behind each "=". Who
// goes by one takes it; what is left over at the end is a mistake.
type options map[string]string

func optionsOf(sf reflect.StructField) options {
	o := options{}
	for word := range strings.SplitSeq(sf.Tag.Get("codec"), ",") {
		if name, value, _ := strings.Cut(word, "="); name != "" {
			o[name] = value
		}
	}
	return o
}

func (o options) has(name string) bool {
	_, ok := o[name]
	return ok
}

func (o options) take(name string) bool {
	had := o.has(name)
	delete(o, name)
	return had
}
