package callrequests_test

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/sandbox"
)

// openStore starts a store in this process. A program of your own has
// quartet.NewCSCart("https://shop.example.com", email, key) in its place.
func openStore() (client *quartet.CSCart, stop func()) {
	sb, err := sandbox.Start(sandbox.Unlimited())
	if err != nil {
		log.Fatal(err)
	}
	return sb.CSCartClient(), sb.Close
}

func ExampleNew() {
	client, stop := openStore()
	defer stop()

	page, err := callrequests.New(client, callrequests.ForStore(1)).List(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(page.Params.TotalItems, "call requests")
	// Output:
	// 199 call requests
}

func ExampleService_With() {
	client, stop := openStore()
	defer stop()

	svc := callrequests.New(client).With(quartet.NoRetry(), quartet.OnResponse(func(r quartet.Response) {
		fmt.Println("answered", r.StatusCode)
	}))
	request, err := svc.Get(context.Background(), 7)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(request.RequestID)
	// Output:
	// answered 200
	// 7
}

func ExampleService_List() {
	client, stop := openStore()
	defer stop()

	page, err := callrequests.New(client).List(context.Background(),
		callrequests.WithStatus(callrequests.StatusNew), callrequests.WithoutOrder(), callrequests.PerPage(3))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(page.Params.TotalItems, "are waiting, the newest:")
	for _, request := range page.CallRequests {
		fmt.Println(request.Name, request.Phone, request.TimeFrom)
	}
	// Output:
	// 91 are waiting, the newest:
	// Борис Щербаков 78460389094 10:00
	// Samuel García 13055550196 10:00
	// Emily Jensen 12065550140 10:00
}

func ExampleService_All() {
	client, stop := openStore()
	defer stop()

	n := map[callrequests.Status]int{}
	for request, err := range callrequests.New(client).All(context.Background()) {
		var bad *quartet.RecordError
		if errors.As(err, &bad) {
			log.Print(bad) // one call request that cannot be read; the walk goes on
			continue
		}
		if err != nil {
			log.Fatal(err)
		}
		n[request.Status]++
	}
	fmt.Println(n[callrequests.StatusNew], "new,", n[callrequests.StatusCompleted], "completed")
	// Output:
	// 131 new, 132 completed
}

func ExampleService_Pages() {
	client, stop := openStore()
	defer stop()
	svc := callrequests.New(client)
	ctx := context.Background()

	// Read one page, and keep the place …
	var cursor quartet.Cursor
	for page, err := range svc.Pages(ctx, callrequests.PerPage(150)) {
		if err != nil {
			log.Fatal(err)
		}
		cursor = page.Cursor
		break
	}

	// … for another run to go on from.
	rest, err := quartet.Collect(svc.All(ctx, callrequests.From(cursor)))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(rest), "more")
	// Output:
	// 250 more
}

func ExampleService_Get() {
	client, stop := openStore()
	defer stop()
	svc := callrequests.New(client)

	request, err := svc.Get(context.Background(), 10)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(request.Name, request.Status)
	for _, product := range request.CartProducts {
		fmt.Println(product.Amount, "×", product.Name, product.Price)
	}
	// Output:
	// Zoë Carter new
	// 2 × Bookshelf speaker 249
}

func ExampleService_Create() {
	client, stop := openStore()
	defer stop()

	created, err := callrequests.New(client).Create(context.Background(), callrequests.Draft{
		Phone:    "+7(999)111-22-33",
		Name:     "John Doe",
		TimeFrom: "9:00",
		TimeTo:   "10:00",
		CartProducts: []callrequests.DraftProduct{
			{ProductID: 12, Amount: 2, Price: new(quartet.MustDecimal("11.88")), Name: "Pen"},
		},
	})
	switch {
	case errors.Is(err, quartet.ErrOutcomeUnknown):
		log.Fatal("look for the call request before you try again: ", err)
	case err != nil:
		log.Fatal(err)
	}
	fmt.Println("call request", created.RequestID)
	// Output:
	// call request 401
}

func ExampleService_Update() {
	client, stop := openStore()
	defer stop()
	svc := callrequests.New(client)
	ctx := context.Background()

	err := svc.Update(ctx, 7, callrequests.Update{
		Status: new(callrequests.StatusNoAnswer),
		Notes:  quartet.Set("did not answer"),
		UserID: new(int64(1)),
	})
	if err != nil {
		log.Fatal(err)
	}
	request, err := svc.Get(ctx, 7)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(request.Status, "-", request.Notes)

	// The vendor answers 400 when there is no such call request.
	err = svc.Update(ctx, 123456, callrequests.Update{Notes: quartet.Null[string]()})
	fmt.Println(errors.Is(err, quartet.ErrInvalid), errors.Is(err, quartet.ErrNotFound))
	// Output:
	// no_answer - did not answer
	// true false
}

func ExampleService_Delete() {
	client, stop := openStore()
	defer stop()
	svc := callrequests.New(client)
	ctx := context.Background()

	if err := svc.Delete(ctx, 7); err != nil {
		log.Fatal(err)
	}
	_, err := svc.Get(ctx, 7)
	fmt.Println("gone:", errors.Is(err, quartet.ErrNotFound))
	// Output:
	// gone: true
}
