package calltouch

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// apiError is a refusal. Status and text are assumed: the vendor documents none.
type apiError struct {
	status  int
	message string
}

func (e *apiError) write(w http.ResponseWriter, form ErrorForm) {
	if form == ErrorHTML {
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		w.WriteHeader(e.status)
		fmt.Fprintf(w, "<html><head><title>%d</title></head><body><h1>%s</h1></body></html>\n", e.status, http.StatusText(e.status)) //nolint:errcheck // as in ServeHTTP
		return
	}
	var body struct {
		Data struct {
			Error struct {
				Code    int    `json:"errorCode"`
				Message string `json:"errorMessage"`
			} `json:"apiErrorData"`
		} `json:"data"`
	}
	body.Data.Error.Code, body.Data.Error.Message = e.status, e.message
	text, err := json.Marshal(body)
	if err != nil {
		panic(err) // no text and no number fails
	}
	status := e.status
	if form == ErrorSoft {
		status = http.StatusOK
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	w.Write(text) //nolint:errcheck // as in ServeHTTP
}
