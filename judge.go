package quartet

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// judge reads a vendor's error out of a body into e, and says whether there is
// one. It is asked about failed answers and about every 2xx.
type judge func(e *Error, body []byte) bool

// What an error's text takes from an answer is bounded.
const (
	maxMessage = 500 // bytes of one text
	maxTexts   = 20
)

// judgeCSCart reads {"message", "status", "messages", "errors"}; texts are in the
// store's language and may hold HTML. A 2xx holds an error when its body has a
// message and a numeric status of 400 or more (an order's status is a letter).
func judgeCSCart(e *Error, body []byte) bool {
	if e.StatusCode < 300 && (len(body) > 16<<10 || !bytes.Contains(body, []byte(`"message"`))) {
		return false
	}
	var said struct {
		Message  json.RawMessage `json:"message"`
		Status   json.RawMessage `json:"status"`
		Messages json.RawMessage `json:"messages"`
		Errors   json.RawMessage `json:"errors"`
	}
	if json.Unmarshal(body, &said) != nil {
		e.describe()
		return false
	}
	var status int
	_ = json.Unmarshal([]byte(strings.Trim(string(said.Status), `"`)), &status)
	if e.StatusCode < 300 && (said.Message == nil || status < 400) {
		return false
	}
	// The message begins with the status' own words, which the error tells already.
	e.Message = strings.TrimPrefix(text(said.Message), http.StatusText(e.StatusCode)+": ")
	e.Details = append(texts(said.Messages), texts(said.Errors)...)
	if e.Message == "" && len(e.Details) == 0 {
		e.describe()
	}
	if e.StatusCode < 300 {
		e.refusedAs(status)
	}
	return true
}

// maxEnvelope is the largest answer that is looked through for an error within a
// 2xx: an error comes alone.
const maxEnvelope = 64 << 10

// judgeCalltouch reads data.apiErrorData.{errorCode, errorMessage}, which other
// services of the host answer with status 200; the journal's own errors have no
// documented form.
func judgeCalltouch(e *Error, body []byte) bool {
	if e.StatusCode < 300 && (len(body) > maxEnvelope || !bytes.Contains(body, []byte(`"apiErrorData"`))) {
		return false
	}
	var said struct {
		Data struct {
			Error struct {
				Code    json.RawMessage `json:"errorCode"`
				Message json.RawMessage `json:"errorMessage"`
			} `json:"apiErrorData"`
		} `json:"data"`
		Message json.RawMessage `json:"message"`
		Error   json.RawMessage `json:"error"`
	}
	_ = json.Unmarshal(body, &said)
	inside := said.Data.Error
	e.Type = strings.Join(texts(inside.Code), " ")
	e.Message = strings.Join(append(append(texts(inside.Message), texts(said.Message)...), texts(said.Error)...), "; ")
	if e.Message == "" && e.Type == "" {
		e.describe()
		return false
	}
	if e.StatusCode < 300 {
		e.Outcome, e.Err = OutcomeRefused, ErrInvalid
	}
	return true
}

// judgeOpen2b reads {"status":"error","error":{field, type, description}}, which
// comes with status 200. Refused keys, methods and limits come with another
// status and a body that is no JSON. An error is one in whatever form it comes;
// beside a status of "ok" it proves nothing.
func judgeOpen2b(e *Error, body []byte) bool {
	if e.StatusCode < 300 && !bytes.Contains(body, []byte(`"error"`)) {
		return false
	}
	var said struct {
		Status json.RawMessage `json:"status"`
		Error  json.RawMessage `json:"error"`
	}
	_ = json.Unmarshal(body, &said) // what is no JSON says nothing
	status, all := text(said.Status), text(said.Error)
	given := all != "" || status != "ok" && len(said.Error) > 0 && string(said.Error) != "null"
	if status != "error" && !given {
		e.describe()
		return false
	}
	var parts struct {
		Field       json.RawMessage `json:"field"`
		Type        json.RawMessage `json:"type"`
		Description json.RawMessage `json:"description"`
	}
	_ = json.Unmarshal(said.Error, &parts) // an error that is a mere text has none of them
	e.Field, e.Type, e.Message = text(parts.Field), text(parts.Type), text(parts.Description)
	if e.Field == "" && e.Type == "" && e.Message == "" {
		e.Message = all
	}
	switch {
	case e.StatusCode >= 300:
	case status == "ok":
		e.Err = ErrMalformed
	default:
		e.Outcome = OutcomeRefused
	}
	return true
}

// refusedAs is a refusal that came with a 2xx: the status inside counts.
func (e *Error) refusedAs(status int) {
	e.StatusCode = status
	if status < 500 && status != http.StatusRequestTimeout {
		e.Outcome = OutcomeRefused
	}
}

// describe says what a body is that no vendor documents.
func (e *Error) describe() {
	if e.Message == "" && e.StatusCode >= 300 {
		e.Message = summary(e.Body)
	}
}

var (
	htmlTitle = regexp.MustCompile(`(?is)<(?:title|h1)[^>]*>(.*?)</(?:title|h1)`)
	htmlTag   = regexp.MustCompile(`(?s)<[^>]*>`)
)

// summary is a body, of which an error keeps so much, in a few words: an HTML
// page by its title.
func summary(kept []byte) string {
	body := bytes.TrimSpace(kept)
	switch {
	case len(body) == 0:
		return ""
	case body[0] == '<':
		title := ""
		if m := htmlTitle.FindSubmatch(body); m != nil {
			title = oneLine(html.UnescapeString(htmlTag.ReplaceAllString(string(m[1]), "")))
		}
		return fmt.Sprintf("an HTML page, %q", title)
	case body[0] == '{' || body[0] == '[':
		return ""
	default: // what may follow of JSON can hold anything
		if i := bytes.IndexAny(body, `{["`); i >= 0 {
			body = body[:i]
		}
		return fmt.Sprintf("%q", clip(oneLine(string(body)), 120))
	}
}

// text is the texts of a value as one.
func text(raw json.RawMessage) string { return strings.Join(texts(raw), "; ") }

// texts are the strings and numbers of a value of any shape: vendors send one
// text, a list of them, or an object by field.
func texts(raw json.RawMessage) []string {
	if len(raw) == 0 {
		return nil
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var value any
	if d.Decode(&value) != nil {
		return nil
	}
	return appendTexts(nil, value)
}

func appendTexts(found []string, value any) []string {
	switch v := value.(type) {
	case string:
		if text := oneLine(v); text != "" && len(found) < maxTexts {
			found = append(found, text)
		}
	case json.Number:
		return appendTexts(found, v.String())
	case []any:
		for _, element := range v {
			found = appendTexts(found, element)
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			found = appendTexts(found, v[key])
		}
	}
	return found
}

// oneLine folds white space. It does not cut: what is cut before it is masked can
// leave half a credential.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// clip cuts s to at most n bytes, between characters.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
