package orders

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"github.com/quartetgo/quartet/internal/codec"
)

// Values is a map whose values the vendor does not type, as text: a string as it
// is, null and false as "", anything else as its JSON.
type Values map[string]string

// UnmarshalJSON reads an object; a list has the keys "0", "1", …; [], "", null
// and false are an empty map.
func (v *Values) UnmarshalJSON(data []byte) error {
	m, err := decodeTexts(data)
	*v = m
	return err
}

// IDs is a list of ids.
type IDs []int64

// UnmarshalJSON reads all that the vendor writes for such a list: "1,2", "15",
// 15, ["1","2"], an object, and "", [], null or false for an empty one.
func (ids *IDs) UnmarshalJSON(data []byte) error {
	*ids = nil
	data = bytes.TrimSpace(data)
	if len(data) > 0 && data[0] == '"' {
		return ids.split(data)
	}
	if len(data) > 0 && data[0] != '[' && data[0] != '{' {
		var id int64
		if err := codec.Unmarshal(data, &id, codec.Options{}); err != nil {
			return err
		}
		if id != 0 {
			*ids = IDs{id}
		}
		return nil
	}
	var list []int64
	err := codec.Unmarshal(data, &list, codec.Options{})
	*ids = list
	return err
}

// split reads "1,2".
func (ids *IDs) split(quoted []byte) error {
	for part := range strings.SplitSeq(string(bytes.Trim(quoted, `"`)), ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		id, err := strconv.ParseInt(part, 10, 64)
		if err != nil {
			return errors.New("want ids separated by commas")
		}
		*ids = append(*ids, id)
	}
	return nil
}

// decodeTexts reads a map of values of any type. Its errors show nothing of the
// values, because some of them are secret.
func decodeTexts(data []byte) (map[string]string, error) {
	var raw map[string]json.RawMessage
	if err := codec.Unmarshal(data, &raw, codec.Options{}); err != nil {
		return nil, errors.New("want an object")
	}
	if len(raw) == 0 {
		return nil, nil
	}
	texts := make(map[string]string, len(raw))
	for key, value := range raw {
		texts[key] = textOf(value)
	}
	return texts, nil
}

// textOf is one value as text.
func textOf(raw json.RawMessage) string {
	var s string
	if err := codec.Unmarshal(raw, &s, codec.Options{}); err == nil {
		return s
	}
	return string(raw)
}
