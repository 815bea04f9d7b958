package open2b

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
)

// apiError is the error envelope, which comes with status 200.
type apiError struct {
	Field       string `json:"field"`
	Type        string `json:"type"`
	Description string `json:"description"`
}

// The documented types of errors.
const (
	unknownField       = "UnknownField"
	accessDenied       = "AccessDenied"
	missing            = "Missing"
	malformed          = "Malformed"
	invalidValue       = "InvalidValue"
	invalidCombination = "InvalidCombination"
	notFound           = "NotFound"
)

func fault(field, kind, format string, args ...any) *apiError {
	return &apiError{field, kind, fmt.Sprintf(format, args...)}
}

// unknown is a key that the version does not know: the field is literally "unknown".
func unknown(name string) *apiError {
	return fault("unknown", unknownField, "Unknown field %s", name)
}

// object is a JSON object whose members keep their order: name, value, name, value.
type object []any

// MarshalJSON writes the members.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i := 0; i < len(o); i += 2 {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := encode(&b, o[i]); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := encode(&b, o[i+1]); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encode writes a value and leaves <, > and & as they are.
func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	b.Truncate(max(b.Len()-1, 0)) // its line break
	return err
}

func writeJSON(w http.ResponseWriter, body object) {
	var b bytes.Buffer
	if err := encode(&b, body); err != nil {
		panic(err) // the answers are made of texts and numbers
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Write(b.Bytes()) //nolint:errcheck // a client that hung up is no concern of the store
}

// refuse answers what never reaches a method: a status and a body that is no JSON.
// 403 is documented for keys; the other statuses and the texts are assumed.
func refuse(w http.ResponseWriter, status int, reason string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, "%d %s\n%s\n", status, http.StatusText(status), reason) //nolint:errcheck // as above
}
