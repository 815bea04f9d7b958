package contacts_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
)

func ExampleNew() {
	store, err := quartet.NewOpen2b("https://shop.example", "key")
	if err != nil {
		fmt.Println(err)
		return
	}
	people := contacts.New(store)

	// Input is checked before anything is sent, all of it at once.
	_, err = people.Create(context.Background(), contacts.Draft{Email: quartet.Set("x")})
	fmt.Println(errors.Is(err, quartet.ErrInvalid))
	var e *quartet.Error
	if errors.As(err, &e) {
		for _, problem := range e.Details {
			fmt.Println(problem)
		}
	}
	// Output:
	// true
	// Customer: must be 1…2147483647, is 0
	// Name: must have 1…50 characters, has 0
	// Email: must have 3…120 characters, has 1
}

func ExampleService_Find() {
	store, stop := exampleStore()
	defer stop()

	page, err := contacts.New(store).Find(context.Background(),
		contacts.OfCustomer(37001), contacts.OrderBy(contacts.FieldName, quartet.Asc), contacts.Limit(2))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range page.Contacts {
		fmt.Println(c.ID, c.Name, c.Email)
	}
	// Output:
	// 59003 Anna Kim anna@example.com
	// 59001 John Smith john@example.com
}

func ExampleService_All() {
	store, stop := exampleStore()
	defer stop()

	for c, err := range contacts.New(store).All(context.Background(), contacts.OfCustomer(37001)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(c.ID, c.Name)
	}
	// Output:
	// 59001 John Smith
	// 59003 Anna Kim
	// 59004 Ольга
}

func ExampleService_Pages() {
	store, stop := exampleStore()
	defer stop()
	people := contacts.New(store)

	// Stop after the first page, and go on later, in another process perhaps.
	var place quartet.Cursor
	for page, err := range people.Pages(context.Background(), contacts.PerPage(2)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(len(page.Contacts), "contacts")
		place = page.Cursor
		break
	}
	for c, err := range people.All(context.Background(), contacts.From(place)) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(c.ID, c.Name)
	}
	// Output:
	// 2 contacts
	// 59003 Anna Kim
	// 59004 Ольга
}

func ExampleService_Get() {
	store, stop := exampleStore()
	defer stop()
	people := contacts.New(store)

	c, err := people.Get(context.Background(), 59003)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Name, c.Phone)

	_, err = people.Get(context.Background(), 4711)
	fmt.Println(errors.Is(err, quartet.ErrNotFound))
	// Output:
	// Anna Kim 055 1234
	// true
}

func ExampleService_Count() {
	store, stop := exampleStore()
	defer stop()

	n, err := contacts.New(store).Count(context.Background(), contacts.OfCustomer(37001))
	fmt.Println(n, err)
	// Output: 3 <nil>
}

func ExampleService_Create() {
	store, stop := exampleStore()
	defer stop()

	created, err := contacts.New(store).Create(context.Background(), contacts.Draft{
		Customer: 37001,
		Name:     "Mary Major",
		Email:    quartet.Set("mary@example.com"),
		Note:     new("prefers mail"), // left out: up to the store
	})
	switch {
	case errors.Is(err, quartet.ErrOutcomeUnknown):
		fmt.Println("perhaps created: look before trying again")
	case err != nil:
		fmt.Println(err)
	default:
		fmt.Println("created", created.ID)
	}
	// Output: created 59005
}

func ExampleService_Update() {
	store, stop := exampleStore()
	defer stop()
	people := contacts.New(store)

	// A new phone number and no e-mail any more; the rest stays as it is.
	err := people.Update(context.Background(), 59003, contacts.Update{
		Phone: new("055 9999"),
		Email: quartet.Null[string](),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := people.Get(context.Background(), 59003)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s, %s, %q\n", c.Name, c.Phone, c.Email)
	// Output: Anna Kim, 055 9999, ""
}

func ExampleService_Delete() {
	store, stop := exampleStore()
	defer stop()
	people := contacts.New(store)

	if err := people.Delete(context.Background(), 59001, 59002); err != nil {
		fmt.Println(err)
		return
	}
	n, err := people.Count(context.Background())
	fmt.Println(n, err)
	// Output: 2 <nil>
}

func ExampleService_With() {
	store, stop := exampleStore()
	defer stop()

	people := contacts.New(store).With(quartet.NoRetry(), quartet.OnResponse(func(r quartet.Response) {
		fmt.Println("status", r.StatusCode, "after", r.Attempts, "attempt")
	}))
	n, err := people.Count(context.Background())
	fmt.Println(n, err)
	// Output:
	// status 200 after 1 attempt
	// 4 <nil>
}
