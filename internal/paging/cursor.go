package paging

import (
	"errors"
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/quartetgo/quartet"
)

// kind says which walk a cursor is of.
type kind string

// The kinds. Their letters are in stored cursors: they stay as they are.
const (
	kindID    kind = "i" // last id, rows before the place
	kindOrder kind = "o" // rows before the place
	kindTime  kind = "t" // start of the window, rows read of it, hash of their identities
)

// place is where a walk stands; what its numbers mean depends on the kind.
type place [3]int64

// A cursor's text is version and kind, hash of the query, the numbers of the
// place and a checksum, in base 36: "1i.1k2j3h4.2s.5k.0.abc123".
const (
	cursorVersion = "1"
	cursorBase    = 36
)

func (p place) cursor(k kind, query string) quartet.Cursor {
	if p == (place{}) {
		return "" // the beginning
	}
	parts := []string{cursorVersion + string(k), shortHash(query)}
	for _, n := range p {
		parts = append(parts, strconv.FormatInt(n, cursorBase))
	}
	text := strings.Join(parts, ".")
	return quartet.Cursor(text + "." + shortHash(text))
}

// parseCursor is the place of a cursor; nil is the beginning.
func parseCursor(c quartet.Cursor, k kind, query string) (*place, error) {
	if c == "" {
		return nil, nil
	}
	cut := strings.LastIndexByte(string(c), '.')
	parts := strings.Split(string(c), ".")
	switch {
	case len(parts) != 3+len(place{}) || shortHash(string(c[:cut])) != parts[len(parts)-1]:
		return nil, errors.New("not a cursor, or a damaged one; give the text of a Cursor as it was")
	case !strings.HasPrefix(parts[0], cursorVersion):
		return nil, errors.New("a cursor of another version of the library; begin the walk anew")
	case parts[0] != cursorVersion+string(k):
		return nil, errors.New("a cursor of another kind of walk; give the order of the walk that it is from")
	case parts[1] != shortHash(query):
		return nil, errors.New("a cursor of another query; give the filters of the walk that it is from")
	}
	var p place
	for i := range p {
		n, err := strconv.ParseInt(parts[2+i], cursorBase, 64)
		if err != nil {
			return nil, errors.New("a damaged cursor; give the text of a Cursor as it was")
		}
		p[i] = n
	}
	return &p, nil
}

// shortHash tells texts apart that were not made to look alike.
func shortHash(text string) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(text))
	return strconv.FormatUint(uint64(h.Sum32()), cursorBase)
}
