package cscart

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/quartetgo/quartet/internal/check"
)

// AddColumns adds columns to body, a JSON object.
func AddColumns(body []byte, columns map[string]string) ([]byte, error) {
	if len(columns) == 0 {
		return body, nil
	}
	more, err := json.Marshal(columns)
	if err != nil {
		return nil, err
	}
	if len(body) == len("{}") {
		return more, nil
	}
	body = append(body[:len(body)-1], ',')
	return append(body, more[1:]...), nil
}

// CheckColumns notes the columns that have no name, and those that are written
// by a field of the struct they belong to. Where is that struct's place in the
// request: "" or "UserData.".
func CheckColumns(p *check.Problems, where string, columns map[string]string, of any) {
	fields := fieldNames(of)
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		if name == "" {
			p.Add(where+"Columns", "a column needs a name")
		}
		if field, ok := fields[name]; ok {
			p.Add(where+"Columns["+name+"]", "set the field %s instead", field)
		}
	}
}

// RefuseColumn notes a column that must not be sent, and why.
func RefuseColumn(p *check.Problems, columns map[string]string, name, why string) {
	if _, ok := columns[name]; ok {
		p.Add("Columns["+name+"]", "%s", why)
	}
}

// fieldNames is the struct's fields by the names they are sent under.
func fieldNames(of any) map[string]string {
	names := map[string]string{}
	for _, field := range reflect.VisibleFields(reflect.TypeOf(of)) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			names[name] = field.Name
		}
	}
	return names
}
