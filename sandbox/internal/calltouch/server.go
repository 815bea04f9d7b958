package calltouch

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Server is the account. It is an http.Handler and safe for concurrent use.
type Server struct {
	journal journal

	mu       sync.Mutex // guards what follows
	config   Config
	onSelect func()
}

// New makes an account with the deals that the seed stands for.
func New(c Config) *Server {
	s := &Server{config: c.withDefaults()}
	s.Reset()
	return s
}

// Reset puts the deals back to what New made. The hook stays.
func (s *Server) Reset() { s.journal.reset(s.Config()) }

// Config is the configuration, defaults filled in.
func (s *Server) Config() Config {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.config
}

// Configure changes the configuration of a running account and makes its deals
// anew.
func (s *Server) Configure(change func(*Config)) {
	s.mu.Lock()
	change(&s.config)
	s.config = s.config.withDefaults()
	s.mu.Unlock()
	s.Reset()
}

// OnSelect sets a function that runs in every request for deals, between the
// count and the selection of the records. It may change the deals.
func (s *Server) OnSelect(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onSelect = f
}

// Deal is a copy of one deal.
func (s *Server) Deal(id int64) (*Deal, bool) {
	deal := s.journal.deal(id)
	return deal, deal != nil
}

// DealIDs lists the ids of all deals, ascending.
func (s *Server) DealIDs() []int64 { return s.journal.ids() }

// InsertDeal adds a deal like those of the data set, changed by change (which may
// be nil), and returns its id. It was created through the API and has no comment,
// so that a plain request lists it. An id that change sets is kept.
func (s *Server) InsertDeal(change func(*Deal)) int64 { return s.journal.insert(change) }

// ChangeDeal changes a deal; false when there is none.
func (s *Server) ChangeDeal(id int64, change func(*Deal)) bool { return s.journal.change(id, change) }

// DeleteDeal deletes a deal for good; false when there is none. What the journal
// itself calls deleted is a deal that is listed with isDeleted.
func (s *Server) DeleteDeal(id int64) bool { return s.journal.remove(id) }

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := s.Config()
	body, err := s.answer(c, r)
	if err != nil {
		err.write(w, c.Errors)
		return
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.Write(body) //nolint:errcheck // a client that hung up is no concern of the account
}

// answer finds the method. That an unknown path and an unknown site are 404, a
// wrong token 403 and another HTTP method 405 is assumed.
func (s *Server) answer(c Config, r *http.Request) ([]byte, *apiError) {
	rest, ok := strings.CutPrefix(strings.TrimSuffix(r.URL.Path, "/"), "/calls-service/RestAPI/")
	site, method, _ := strings.Cut(rest, "/")
	if !ok || method != "orders-diary/orders" && method != "getnodeid" {
		return nil, &apiError{http.StatusNotFound, "no such method"}
	}
	if r.Method != http.MethodGet {
		return nil, &apiError{http.StatusMethodNotAllowed, "GET only"}
	}
	if id, err := strconv.ParseInt(site, 10, 64); err != nil || id != c.SiteID && !slices.Contains(c.Sites, id) {
		return nil, &apiError{http.StatusNotFound, "no such site"}
	}
	if method == "getnodeid" { // its token is optional, a wrong one is not looked at
		return []byte(`{"nodeId":` + strconv.Itoa(c.NodeID) + `}`), nil
	}
	values := r.URL.Query()
	if values.Get("clientApiId") != c.Token {
		return nil, &apiError{http.StatusForbidden, "the token is wrong"}
	}
	q, err := parse(values, c)
	if err != nil {
		return nil, err
	}
	return s.list(q, c), nil
}
