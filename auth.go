package quartet

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// masked stands where a credential stood.
const masked = "[hidden]"

// masker gives a function that hides the secrets in a text, in whatever form
// they can stand there: as they are, escaped for a query (once or twice) or a path
// in either case, for JSON or for HTML, or in base64. The secrets live in the function alone, where no
// %+v and no logger finds them. The number is the length of the longest form.
func masker(secrets []string) (mask func(string) string, longest int) {
	var forms []string
	for _, s := range secrets {
		if s == "" {
			continue
		}
		inGo, _ := json.Marshal(s)
		inQuery := url.QueryEscape(s)
		for _, form := range []string{
			s, inQuery, url.QueryEscape(inQuery), url.QueryEscape(lowerEscapes(inQuery)), url.PathEscape(s), escapeAll(s, "%%%02X"),
			jsonEscape(s), string(inGo[1 : len(inGo)-1]), escapeAll(s, `\u%04X`), escapeAll(s, `\u%04x`),
			html.EscapeString(s), strings.ReplaceAll(html.EscapeString(s), "+", "&#43;"),
			escapeAll(s, "&#%d;"), escapeAll(s, "&#x%X;"), escapeAll(s, "&#x%x;"),
			base64.StdEncoding.EncodeToString([]byte(s)), base64.StdEncoding.EncodeToString([]byte(s + ":")),
		} {
			// Errors of net/http quote what they did not understand.
			forms = append(forms, form, lowerEscapes(form), quoted(form))
		}
	}
	// The longest first: one form can be part of another.
	slices.SortFunc(forms, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	forms = slices.Compact(forms)
	var pairs []string
	for _, form := range forms {
		pairs = append(pairs, form, masked)
	}
	if len(forms) > 0 {
		longest = len(forms[0])
	}
	hide := strings.NewReplacer(pairs...)
	return func(text string) string {
		for _, form := range forms {
			if strings.Contains(text, form) {
				return hide.Replace(text)
			}
		}
		return text // nearly always, and nothing is copied
	}, longest
}

// escapeAll escapes all but letters and digits, as some servers do. The format is
// that of one character.
func escapeAll(s, format string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, format, c)
		}
	}
	return b.String()
}

// jsonEscape escapes as PHP does: the slash too.
func jsonEscape(s string) string {
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, `/`, `\/`).Replace(s)
}

// quoted is how %q writes it, without the quotes around it.
func quoted(s string) string {
	q := strconv.Quote(s)
	return q[1 : len(q)-1]
}

// lowerEscapes writes %2F as %2f.
func lowerEscapes(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], strings.ToLower(string(b[i+1:i+3])))
		}
	}
	return string(b)
}
