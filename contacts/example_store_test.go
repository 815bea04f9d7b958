package contacts_test

import (
	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/sandbox"
)

// exampleStore is a client of a small store that runs in this process, and what
// stops that store.
func exampleStore() (*quartet.Open2b, func()) {
	sb, err := sandbox.Start(sandbox.Unlimited(),
		sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = 0, 0 }),
		sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.Contacts = 0 }))
	if err != nil {
		panic(err)
	}
	for _, c := range []sandbox.Contact{
		{ID: 59001, Customer: 37001, Name: "John Smith", Email: "john@example.com"},
		{ID: 59002, Customer: 37002, Name: "Bo"},
		{ID: 59003, Customer: 37001, Name: "Anna Kim", Phone: "055 1234", Email: "anna@example.com"},
		{ID: 59004, Customer: 37001, Name: "Ольга"},
	} {
		sb.Open2b.Server.InsertContact(func(made *sandbox.Contact) { *made = c })
	}
	return sb.Open2bClient(), sb.Close
}
