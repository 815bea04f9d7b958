package open2b

import (
	"encoding/json"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxBody bounds a request's body.
const maxBody = 1 << 20

// input is the JSON object of a request.
type input struct {
	version int
	object  map[string]json.RawMessage
}

// read reads the body. That a body which is no JSON object is Malformed with the
// field "request" is assumed.
func read(body io.Reader, version int) (*input, *apiError) {
	text, err := io.ReadAll(io.LimitReader(body, maxBody))
	if err != nil {
		return nil, fault("request", malformed, "The request could not be read")
	}
	in := &input{version: version}
	if json.Unmarshal(text, &in.object) != nil || in.object == nil {
		return nil, fault("request", malformed, "The request is not a JSON object")
	}
	return in, nil
}

// only refuses keys that the method does not know. Of several it names the first
// by the alphabet, the same each time.
func (in *input) only(names ...string) *apiError {
	for _, name := range slices.Sorted(maps.Keys(in.object)) {
		if !slices.Contains(names, name) {
			return unknown(name)
		}
	}
	return nil
}

func (in *input) has(name string) bool { _, ok := in.object[name]; return ok }

func (in *input) null(name string) bool { return string(in.object[name]) == "null" }

// inside is an object within the object.
func (in *input) inside(name string) (*input, *apiError) {
	inner := &input{version: in.version}
	if json.Unmarshal(in.object[name], &inner.object) != nil || inner.object == nil {
		return nil, fault(name, malformed, "%s is not an object", title(name))
	}
	return inner, nil
}

// number reads a whole number within bounds.
func (in *input) number(name string, least, most int64) (int64, *apiError) {
	var n float64
	if json.Unmarshal(in.object[name], &n) != nil || in.null(name) || n != math.Trunc(n) {
		return 0, fault(name, malformed, "%s is not a whole number", title(name))
	}
	if n < float64(least) || n > float64(most) {
		return 0, fault(name, invalidValue, "%s must be from %d to %d", title(name), least, most)
	}
	return int64(n), nil
}

func (in *input) id(name string) (int64, *apiError) { return in.number(name, 1, math.MaxInt32) }

// text reads a string with its bounds in characters.
func (in *input) text(name string, least, most int) (string, *apiError) {
	var s string
	if json.Unmarshal(in.object[name], &s) != nil || in.null(name) {
		return "", fault(name, malformed, "%s is not a string", title(name))
	}
	if n := utf8.RuneCountInString(s); n < least || n > most {
		return "", fault(name, invalidValue, "%s must have from %d to %d characters", title(name), least, most)
	}
	return s, nil
}

// texts reads an array of strings.
func (in *input) texts(name string) ([]string, *apiError) {
	var list []string
	if json.Unmarshal(in.object[name], &list) != nil || in.null(name) {
		return nil, fault(name, malformed, "%s is not an array of strings", title(name))
	}
	return list, nil
}

// ids reads an array of ids.
func (in *input) ids(name string) ([]int64, *apiError) {
	var list []json.RawMessage
	if json.Unmarshal(in.object[name], &list) != nil || in.null(name) {
		return nil, fault(name, malformed, "%s is not an array of numbers", title(name))
	}
	ids := make([]int64, 0, len(list))
	for _, raw := range list {
		one := &input{object: map[string]json.RawMessage{name: raw}}
		id, err := one.id(name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func title(name string) string { return strings.ToUpper(name[:1]) + name[1:] }
