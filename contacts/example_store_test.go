package contacts_test

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

// exampleStore is a client of a small store that runs in this process, and what
// stops that store.
func exampleStore() (*quartet.Open2b, func()) {
	people := map[int64]contacts.Contact{
		1: {ID: 1, Customer: 37091, Name: "John Smith", Email: "john@example.com"},
		2: {ID: 2, Customer: 12, Name: "Bo"},
		3: {ID: 3, Customer: 37091, Name: "Anna Kim", Phone: "055 1234", Email: "anna@example.com"},
		4: {ID: 4, Customer: 37091, Name: "Ольга"},
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			ID         int64
			IDs        []int64
			Conditions struct{ Customer int64 }
			Order      []string
			First      int
			Limit      int
			Contact    map[string]any
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		found := slices.SortedFunc(maps.Values(people), func(a, b contacts.Contact) int {
			if slices.Contains(body.Order, "name") {
				return cmp.Compare(a.Name, b.Name)
			}
			return cmp.Compare(a.ID, b.ID)
		})
		found = slices.DeleteFunc(found, func(c contacts.Contact) bool {
			return body.Conditions.Customer != 0 && c.Customer != body.Conditions.Customer
		})
		answer := map[string]any{"status": "ok"}
		switch r.URL.Path[strings.LastIndex(r.URL.Path, ".")+1:] {
		case "find":
			found = found[min(body.First, len(found)):]
			answer["contacts"] = found[:min(body.Limit, len(found))]
		case "get":
			if c, ok := people[body.ID]; ok {
				answer["contact"] = c
			}
		case "count":
			answer["count"] = len(found)
		case "create":
			id := int64(len(people) + 1)
			people[id] = changed(contacts.Contact{ID: id}, body.Contact)
			answer["id"] = id
		case "update":
			people[body.ID] = changed(people[body.ID], body.Contact)
		case "delete":
			for _, id := range body.IDs {
				delete(people, id)
			}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	client, err := quartet.NewOpen2b(server.URL, "key", quartet.WithRateLimit(1000, 1000))
	if err != nil {
		panic(err)
	}
	return client, func() {
		client.CloseIdleConnections()
		server.Close()
	}
}

// changed is c with the given fields.
func changed(c contacts.Contact, fields map[string]any) contacts.Contact {
	for name, value := range fields {
		text, _ := value.(string)
		switch name {
		case "customer":
			number, _ := value.(float64)
			c.Customer = int64(number)
		case "name":
			c.Name = text
		case "phone":
			c.Phone = text
		case "email":
			c.Email = text
		case "note":
			c.Note = text
		}
	}
	return c
}
