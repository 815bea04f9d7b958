package open2b

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Versions are those that the store answers.
var Versions = []string{"v3", "v6", "v10", "v13"}

// Server is the store. It is an http.Handler and safe for concurrent use.
type Server struct {
	store store

	mu       sync.Mutex // guards what follows
	config   Config
	onSelect func()
}

// New makes a store with the contacts that the seed stands for.
func New(c Config) *Server {
	s := &Server{config: c.withDefaults()}
	s.Reset()
	return s
}

// Reset puts the contacts back to what New made. The hook stays.
func (s *Server) Reset() { s.store.reset(s.Config()) }

// Config is the configuration, defaults filled in.
func (s *Server) Config() Config {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.config
}

// Configure changes the configuration of a running store. The contacts stay as
// they are until the next Reset.
func (s *Server) Configure(change func(*Config)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(&s.config)
	s.config = s.config.withDefaults()
}

// OnSelect sets a function that runs in every find, before the contacts are
// selected. It may change them.
func (s *Server) OnSelect(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onSelect = f
}

// Contact is a copy of one contact.
func (s *Server) Contact(id int64) (Contact, bool) { return s.store.get(id) }

// ContactIDs lists the ids of all contacts, ascending.
func (s *Server) ContactIDs() []int64 {
	var ids []int64
	for _, c := range s.store.where(func(Contact) bool { return true }) {
		ids = append(ids, c.ID)
	}
	return ids
}

// InsertContact adds a contact like those of the data set, changed by change
// (which may be nil), and returns its id. An id that change sets is kept.
func (s *Server) InsertContact(change func(*Contact)) int64 {
	c := s.Config()
	s.store.mu.RLock()
	made := seedContact(c.Seed, int(s.store.nextID-FirstContact), c.Customers)
	s.store.mu.RUnlock()
	made.ID = 0
	if change != nil {
		change(&made)
	}
	return s.store.insert(made)
}

// ChangeContact changes a contact; false when there is none.
func (s *Server) ChangeContact(id int64, change func(*Contact)) bool {
	return s.store.change(id, change)
}

// DeleteContact deletes a contact; false when there is none.
func (s *Server) DeleteContact(id int64) bool { return s.store.remove(true, id) }

// ServeHTTP answers one request. Wrong keys, HTTP methods and API methods are
// refused without JSON; which of them is looked at first is assumed.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c := s.Config()
	version, method, ok := route(r.URL.Path)
	if !ok || c.Version != "" && c.Version != version {
		refuse(w, http.StatusNotFound, "unknown method")
		return
	}
	if r.Method != http.MethodPost {
		refuse(w, http.StatusMethodNotAllowed, "POST only")
		return
	}
	if !c.authorized(r.Header) {
		refuse(w, http.StatusForbidden, "the key is wrong")
		return
	}
	call, known := methods[method]
	if !known {
		refuse(w, http.StatusNotFound, "unknown method")
		return
	}
	answer, err := s.answer(c, version, method, call, r)
	if err != nil {
		writeJSON(w, object{"status", "error", "error", err})
		return
	}
	writeJSON(w, append(object{"status", "ok"}, answer...))
}

func (s *Server) answer(c Config, version, name string, call method, r *http.Request) (object, *apiError) {
	if slices.Contains(c.Unavailable, name) {
		return nil, fault(name, accessDenied, "Method %s is not available", name)
	}
	number, _ := strconv.Atoi(version[1:]) // route has looked at it
	in, err := read(r.Body, number)
	if err != nil {
		return nil, err
	}
	return call(s, c, in)
}

// method answers one call.
type method func(*Server, Config, *input) (object, *apiError)

var methods = map[string]method{
	"commerce.contacts.find":   (*Server).find,
	"commerce.contacts.get":    (*Server).get,
	"commerce.contacts.count":  (*Server).count,
	"commerce.contacts.create": (*Server).create,
	"commerce.contacts.update": (*Server).update,
	"commerce.contacts.delete": (*Server).delete,
}

// route takes a path apart: /open2b/api/v3/… for v3, /api/v6/… and so on for
// later versions.
func route(path string) (version, method string, ok bool) {
	rest, old := strings.CutPrefix(path, "/open2b/api/")
	if !old {
		if rest, ok = strings.CutPrefix(path, "/api/"); !ok {
			return "", "", false
		}
	}
	version, method, ok = strings.Cut(rest, "/")
	return version, method, ok && slices.Contains(Versions, version) && old == (version == "v3")
}

func (c Config) authorized(h http.Header) bool {
	if c.KeyHeader != "" {
		return h.Get(c.KeyHeader) == c.Key
	}
	return h.Get("X-Key") == c.Key || h.Get("X-Secret-Key") == c.Key
}
