package check

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// UTF8 notes each text of an input, a struct, that is not UTF-8, keys of maps and
// raw JSON included. JSON cannot hold it: encoding/json would write another text
// in its place without a word, and a PHP store that stored it could no longer
// answer with it.
func (p *Problems) UTF8(input any) { p.utf8("", reflect.ValueOf(input)) }

func (p *Problems) utf8(name string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if !utf8.ValidString(v.String()) {
			p.Add(name, "must be UTF-8")
		}
	case reflect.Pointer:
		p.utf8(name, v.Elem())
	case reflect.Struct:
		p.utf8Fields(name, v)
	case reflect.Map:
		p.utf8Map(name, v)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			if !utf8.Valid(v.Bytes()) {
				p.Add(name, "must be UTF-8")
			}
			return
		}
		for i := range v.Len() {
			p.utf8(fmt.Sprintf("%s[%d]", name, i), v.Index(i))
		}
	}
}

// utf8Fields looks at a struct's fields. What an unexported one holds goes by the
// name of the struct, as the value of an Optional does.
func (p *Problems) utf8Fields(name string, v reflect.Value) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		return
	}
	for i := range v.NumField() {
		field := name
		if f := v.Type().Field(i); f.IsExported() {
			field = strings.TrimPrefix(name+"."+f.Name, ".")
		}
		p.utf8(field, v.Field(i))
	}
}

func (p *Problems) utf8Map(name string, v reflect.Value) {
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for _, key := range keys {
		switch {
		case key.Kind() != reflect.String:
			p.utf8(fmt.Sprintf("%s[%v]", name, key), v.MapIndex(key))
		case utf8.ValidString(key.String()):
			p.utf8(name+"["+key.String()+"]", v.MapIndex(key))
		default:
			p.Add(name, "the key %q must be UTF-8", key.String())
		}
	}
}
