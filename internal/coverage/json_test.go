package coverage_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// textsAt is all keys and scalars at and below a place of a JSON text.
func textsAt(t *testing.T, body []byte, place string) []string {
	t.Helper()
	root, err := parse(body)
	if err != nil {
		t.Errorf("body is no JSON: %v", err)
	}
	var texts []string
	for _, v := range valuesAt(root, place) {
		texts = append(texts, textsBelow(v)...)
	}
	return texts
}

// parse reads a JSON text and keeps its numbers as they are.
func parse(text []byte) (any, error) {
	var root any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	err := decoder.Decode(&root)
	return root, err
}

// valuesAt is what stands at a place, such as "orders[].total", once for each
// element of the lists and maps on the way.
func valuesAt(root any, place string) []any {
	at := []any{root}
	for step := range strings.SplitSeq(place, ".") {
		name, isList := strings.CutSuffix(step, "[]")
		var next []any
		for _, v := range at {
			object, _ := v.(map[string]any)
			v, ok := object[name]
			switch {
			case !ok:
			case isList:
				next = append(next, elements(v)...)
			default:
				next = append(next, v)
			}
		}
		at = next
	}
	return at
}

// elements are those of a list or of a map.
func elements(v any) []any {
	switch v := v.(type) {
	case []any:
		return v
	case map[string]any:
		var all []any
		for _, elem := range v {
			all = append(all, elem)
		}
		return all
	}
	return nil
}

func textsBelow(v any) []string {
	switch v := v.(type) {
	case []any:
		var all []string
		for _, elem := range v {
			all = append(all, textsBelow(elem)...)
		}
		return all
	case map[string]any:
		var all []string
		for key, elem := range v {
			all = append(append(all, key), textsBelow(elem)...)
		}
		return all
	case bool:
		return []string{map[bool]string{true: "1", false: "0"}[v]}
	case nil:
		return nil
	}
	return []string{fmt.Sprint(v)}
}

// merged is a JSON text with a value put in at a place.
func merged(t *testing.T, text, place string, value any) string {
	t.Helper()
	steps := strings.Split(place, ".")
	for _, step := range slices.Backward(steps) {
		name, isList := strings.CutSuffix(step, "[]")
		if isList {
			value = []any{value}
		}
		value = map[string]any{name: value}
	}
	var base any
	if text != "" {
		var err error
		if base, err = parse([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	out, err := json.Marshal(merge(base, value))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// merge lays b over a: members of objects and elements of lists one by one.
func merge(a, b any) any {
	switch b := b.(type) {
	case map[string]any:
		if a, ok := a.(map[string]any); ok {
			for key, v := range b {
				a[key] = merge(a[key], v)
			}
			return a
		}
	case []any:
		if a, ok := a.([]any); ok && len(a) == len(b) {
			for i, v := range b {
				a[i] = merge(a[i], v)
			}
			return a
		}
	}
	return b
}
