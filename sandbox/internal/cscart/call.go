package cscart

import (
	"io"
	"net/http"
	"slices"
	"strings"
)

// call is one request on its way through the API.
type call struct {
	server  *Server
	config  Config
	rules   rules
	users   []user
	request *http.Request
	route   string
	query   *phpArray

	method  string
	account Account
	target  target
	body    *phpArray
}

// maxBody is PHP's usual post_max_size.
const maxBody = 8 << 20

// answer checks the call in the store's order and carries it out.
func (q *call) answer(w http.ResponseWriter) {
	status, out, err := q.run()
	switch {
	case err == toLogin:
		w.Header().Set("Location", q.config.Folder+"/index.php?dispatch=auth.login_form")
		writeHTML(w, http.StatusFound, "Sign in")
	case err != nil:
		q.writeError(w, err)
	case status == http.StatusNoContent:
		w.WriteHeader(status)
	default:
		q.write(w, status, out)
	}
}

func (q *call) run() (int, *phpJSON, *apiError) {
	if q.config.HTTPSOnly && q.request.TLS == nil {
		return 0, nil, fail(http.StatusForbidden, "The API is only accessible over HTTPS")
	}
	var err *apiError
	if q.account, err = q.authenticate(); err != nil {
		return 0, nil, err
	}
	if q.account.NoCompany {
		return 0, nil, toLogin
	}
	if q.target, err = q.parseRoute(); err != nil {
		return 0, nil, err
	}
	if err = q.readMethod(); err != nil {
		return 0, nil, err
	}
	if err = q.readBody(); err != nil {
		return 0, nil, err
	}
	if err = q.authorize(); err != nil {
		return 0, nil, err
	}
	if q.target.entity == "orders" {
		return q.runOrders()
	}
	return q.runCallRequests()
}

// readMethod finds the method and whether it goes with the path: POST to the
// list, PUT and DELETE to one record. Otherwise it is 405, as PATCH and HEAD are.
func (q *call) readMethod() *apiError {
	q.method = q.request.Method
	if q.method == http.MethodPost && q.rules.methodOverride {
		if override := textOf(q.query.get("_METHOD")); override == http.MethodPut || override == http.MethodDelete {
			q.method = override
			q.query = without(q.query, "_METHOD")
		}
	}
	allowed := false
	switch q.method {
	case http.MethodGet:
		allowed = true
	case http.MethodPost:
		allowed = !q.target.hasID
	case http.MethodPut:
		allowed = q.target.hasID
	case http.MethodDelete:
		allowed = q.target.hasID && (q.rules.deleteOrders || q.target.entity != "orders")
	}
	if !allowed {
		return fail(http.StatusMethodNotAllowed)
	}
	return nil
}

// readBody reads the body as the Content-Type says. Without one it is text, and
// a JSON text becomes the name of one junk parameter.
func (q *call) readBody() *apiError {
	if !q.acceptable() {
		return fail(http.StatusNotAcceptable)
	}
	raw, err := io.ReadAll(io.LimitReader(q.request.Body, maxBody))
	if err != nil {
		return fail(http.StatusBadRequest)
	}
	writing := q.method == http.MethodPost || q.method == http.MethodPut
	kind, _, _ := strings.Cut(q.request.Header.Get("Content-Type"), ";")
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "application/json":
		if q.method == http.MethodGet {
			return nil
		}
		v, err := parseJSON(raw)
		if err != nil {
			return fail(http.StatusBadRequest, "Syntax error, malformed JSON")
		}
		q.body, _ = v.(*phpArray)
	case "", "text/plain", "application/x-www-form-urlencoded":
		q.body = parseForm(string(raw))
	default:
		if writing {
			return fail(http.StatusUnsupportedMediaType)
		}
	}
	if writing && q.body.len() == 0 {
		return fail(http.StatusMethodNotAllowed, "Missing parameters")
	}
	return nil
}

// acceptable reads Accept leniently: quality values and parameters play no part.
func (q *call) acceptable() bool {
	accept := strings.Join(q.request.Header.Values("Accept"), ",")
	if accept == "" {
		return true
	}
	for item := range strings.SplitSeq(accept, ",") {
		kind, parameters, _ := strings.Cut(item, ";")
		if q.config.Beliefs.StrictAccept && q.method == http.MethodGet && strings.Contains(parameters, "charset") {
			continue
		}
		if slices.Contains([]string{"application/json", "text/plain", "application/*", "*/*"}, strings.TrimSpace(kind)) {
			return true
		}
	}
	return false
}
