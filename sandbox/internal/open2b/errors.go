package open2b

import (
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

func writeJSON(w http.ResponseWriter, body any) {
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // the answers are maps and structs of texts and numbers
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Write(text) //nolint:errcheck // a client that hung up is no concern of the store
}

// refuse answers what never reaches a method: a status and a body that is no JSON.
// 403 is documented for keys; the other statuses and the texts are assumed.
func refuse(w http.ResponseWriter, status int, reason string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	fmt.Fprintf(w, "%d %s\n%s\n", status, http.StatusText(status), reason) //nolint:errcheck // as above
}
