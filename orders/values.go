package orders

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/quartetgo/quartet"
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
// 15, ["1","2"], an object, and "", "0", 0, [], null or false for an empty one.
func (ids *IDs) UnmarshalJSON(data []byte) error {
	*ids = nil
	switch {
	case string(data) == `""`:
		return nil
	case bytes.HasPrefix(data, []byte("[")), bytes.HasPrefix(data, []byte("{")):
		var list []int64
		err := codec.Unmarshal(data, &list, codec.Options{})
		if err == nil {
			*ids = list
		}
		return err
	}
	var text string
	if err := codec.Unmarshal(data, &text, codec.Options{}); err != nil {
		return err
	}
	var list IDs
	for part := range strings.SplitSeq(text, ",") {
		id, err := parseID(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		if id != 0 {
			list = append(list, id)
		}
	}
	*ids = list
	return nil
}

// parseID reads what an integer's text may be, "5.00" and "" among it.
func parseID(text string) (id int64, err error) {
	if id, err = strconv.ParseInt(text, 10, 64); err != nil || text[0] == '+' {
		id = 0
		err = codec.Unmarshal([]byte(strconv.Quote(text)), &id, codec.Options{})
	}
	return id, err
}

// decodeTexts reads a map of values of any type. Its errors show nothing of the
// values, because some of them are secret.
func decodeTexts(data []byte) (map[string]string, error) {
	var raw map[string]json.RawMessage
	if err := codec.Unmarshal(data, &raw, codec.Options{}); err != nil {
		return nil, fmt.Errorf("%w: want an object", quartet.ErrMalformed)
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

// textOf is one value as text, all of it UTF-8.
func textOf(raw json.RawMessage) string {
	var s string
	if err := codec.Unmarshal(raw, &s, codec.Options{}); err == nil {
		return s
	}
	return string(bytes.Runes(raw))
}
