package quartet

import (
	"bytes"
	"encoding/json"
)

// Bounds of the search for the JSON: how far into a body, and how often.
const (
	maxNotice = 16 << 10
	maxTries  = 64
)

// cutNotice takes off what may stand before an answer's JSON: blanks, a byte
// order mark, and what a PHP store in debug mode prints. A notice is cut only
// where all that follows it is one whole JSON object or list; anything else is
// left as it is.
func cutNotice(body []byte) (answer []byte, notice string) {
	answer = bytes.TrimLeft(bytes.TrimPrefix(bytes.TrimLeft(body, " \t\r\n"), []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(answer) == 0 || answer[0] == '{' || answer[0] == '[' {
		return answer, ""
	}
	tries := 0
	for i := 0; i < min(len(answer), maxNotice) && tries < maxTries; i++ {
		if c := answer[i]; c != '{' && c != '[' {
			continue
		}
		if tries++; json.Valid(answer[i:]) {
			return answer[i:], string(answer[:i])
		}
	}
	return answer, ""
}
