package sandbox

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const masked = "[hidden]"

// credentialHeaders are shown without their values.
var credentialHeaders = []string{"Authorization", "Proxy-Authorization", "Cookie", "X-Key", "X-Secret-Key", "X-Public-Key"}

// mask hides credentials: by the names they are sent under, right or wrong ones,
// and the sandbox's own wherever they stand.
type mask struct {
	keyHeader string
	secrets   []string
}

// minSecret is the length from which a secret is looked for everywhere. Shorter
// ones, such as a test's "key", are parts of words.
const minSecret = 8

// mask knows the credentials that the vendors take at this moment.
func (sb *Sandbox) mask() mask {
	store := sb.Open2b.Server.Config()
	m := mask{store.KeyHeader, []string{store.Key, sb.Calltouch.Server.Config().Token}}
	sb.CSCart.Server.Configure(func(c *CSCartConfig) {
		for _, a := range append([]Account{{Email: c.Email, APIKey: c.APIKey}}, c.Accounts...) {
			m.secrets = append(m.secrets, a.APIKey, base64.RawStdEncoding.EncodeToString([]byte(a.Email+":"+a.APIKey)))
		}
	})
	m.secrets = slices.DeleteFunc(m.secrets, func(s string) bool { return len(s) < minSecret })
	return m
}

func (m mask) header(h http.Header) http.Header {
	h = h.Clone()
	for _, name := range append([]string{m.keyHeader}, credentialHeaders...) {
		for i, value := range h.Values(name) {
			scheme, _, has := strings.Cut(value, " ")
			switch {
			case value == "":
			case has && strings.HasSuffix(name, "Authorization"):
				h.Values(name)[i] = scheme + " " + masked
			default:
				h.Values(name)[i] = masked
			}
		}
	}
	for i, value := range h.Values("Referer") {
		if address, query, has := strings.Cut(value, "?"); has {
			h.Values("Referer")[i] = address + "?" + m.query(query)
		}
	}
	for name, values := range h {
		for i, value := range values {
			h[name][i] = m.text(value)
		}
	}
	return h
}

// query hides the token, however it and its name are escaped, and leaves the
// rest as it was sent.
func (m mask) query(query string) string {
	parts := strings.Split(query, "&")
	for i, part := range parts {
		name, _, _ := strings.Cut(part, "=")
		if plain, err := url.QueryUnescape(name); err == nil && strings.EqualFold(plain, "clientApiId") {
			parts[i] = name + "=" + masked
		}
	}
	return m.text(strings.Join(parts, "&"))
}

// text hides the secrets in any text.
func (m mask) text(text string) string {
	for _, secret := range m.secrets {
		var out strings.Builder
		kept := 0 // how much of text is in out
		for i := 0; i < len(text); i++ {
			if n := spelled(text[i:], secret); n > 0 {
				out.WriteString(text[kept:i] + masked)
				kept = i + n
				i = kept - 1
			}
		}
		if kept > 0 {
			text = out.String() + text[kept:]
		}
	}
	return text
}

// spelled is the length of the secret at the beginning of text, each character as
// it is, escaped for an address (%2F, %2f) or for JSON (\/); 0 when it is not there.
func spelled(text, secret string) int {
	n := 0
	for _, c := range []byte(secret) {
		rest := text[n:]
		switch {
		case len(rest) >= 3 && rest[0] == '%' && isHex(rest[1:3], c):
			n += 3
		case len(rest) >= 2 && rest[0] == '\\' && rest[1] == c:
			n += 2
		case rest != "" && rest[0] == c:
			n++
		default:
			return 0
		}
	}
	return n
}

func isHex(digits string, c byte) bool {
	n, err := strconv.ParseUint(digits, 16, 8)
	return err == nil && byte(n) == c
}
