package orders_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/orders"
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

func Example() {
	client, stop := openStore()
	defer stop()

	// What the open orders of one customer are worth, exactly.
	sum := quartet.Decimal{}.Decimal()
	for order, err := range orders.New(client).All(context.Background(), orders.OfUser(33), orders.WithStatus(orders.StatusOpen)) {
		if err != nil {
			log.Fatal(err)
		}
		sum = sum.Add(order.Total.Decimal())
	}
	fmt.Println(sum)
	// Output:
	// 166.85
}

func ExampleNew() {
	client, stop := openStore()
	defer stop()

	// CS-Cart places new orders in a store of the installation, so name it.
	svc := orders.New(client, orders.ForStore(1))

	page, err := svc.List(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(page.Params.TotalItems, "orders")
	// Output:
	// 2077 orders
}

func ExampleService_With() {
	client, stop := openStore()
	defer stop()

	// A copy of the service for impatient calls.
	svc := orders.New(client)
	quick := svc.With(quartet.Timeout(2*time.Second), quartet.NoRetry(), quartet.OnResponse(func(r quartet.Response) {
		fmt.Println("answered", r.StatusCode)
	}))

	order, err := quick.Get(context.Background(), 97)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order)
	// Output:
	// answered 200
	// order 97 (C, 39.90)
}

func ExampleService_List() {
	client, stop := openStore()
	defer stop()

	page, err := orders.New(client).List(context.Background(),
		orders.WithStatus(orders.StatusComplete),
		orders.SortBy(orders.SortTotal, quartet.Desc),
		orders.PerPage(3),
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(page.Params.TotalItems, "complete orders, the largest:")
	for _, order := range page.Orders {
		fmt.Println(order.OrderID, order.Total)
	}
	// Output:
	// 839 complete orders, the largest:
	// 677 2622.26
	// 2689 2132.80
	// 1702 1824.90
}

func ExampleService_All() {
	client, stop := openStore()
	defer stop()

	from := time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC)
	n := 0
	for order, err := range orders.New(client).All(context.Background(), orders.PlacedBetween(from, from.AddDate(0, 0, 1))) {
		var bad *quartet.RecordError
		if errors.As(err, &bad) {
			log.Print(bad) // one order that cannot be read; the walk goes on
			continue
		}
		if err != nil {
			log.Fatal(err)
		}
		if n++; n <= 2 {
			fmt.Println(order.OrderID, order.Timestamp.Format(time.DateTime), order.Status, order.Total)
		}
	}
	fmt.Println(n, "orders on that day")
	// Output:
	// 222 2026-01-10 00:00:00 C 160.55
	// 224 2026-01-10 01:00:00 B 195.45
	// 45 orders on that day
}

func ExampleService_Pages() {
	client, stop := openStore()
	defer stop()
	svc := orders.New(client)
	ctx := context.Background()

	// Read two pages, and keep the place …
	var cursor quartet.Cursor
	pages := 0
	for page, err := range svc.Pages(ctx, orders.PerPage(100)) {
		if err != nil {
			log.Fatal(err)
		}
		cursor = page.Cursor
		if pages++; pages == 2 {
			break
		}
	}

	// … for another run to go on from.
	for order, err := range svc.All(ctx, orders.From(cursor)) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("next is order", order.OrderID)
		break
	}
	// Output:
	// next is order 210
}

func ExampleService_AllFull() {
	client, stop := openStore()
	defer stop()

	// What changed in an hour, products and all.
	from := time.Date(2026, 1, 10, 9, 0, 0, 0, time.UTC)
	for order, err := range orders.New(client).AllFull(context.Background(), orders.UpdatedBetween(from, from.Add(time.Hour))) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(order)
		for _, product := range order.Products {
			fmt.Println(" ", product.Amount, "×", product.Name, product.Price)
		}
	}
	// Output:
	// order 48 (C, 160.50)
	//   2 × Backpack 22 l 74.00
	// order 96 (O, 315.75)
	//   3 × Backpack 22 l 74.00
	//   1 × Табурет 50.25
	//   3 × Mug 0.33 l 8.00
	//   1 × HDMI cable 14.50
	// order 192 (D, 204.05)
	//   2 × Floor lamp "Arc" 96.30
	//   1 × Notebook A5, ruled 4.95
}

func ExampleService_Get() {
	client, stop := openStore()
	defer stop()
	svc := orders.New(client)

	order, err := svc.Get(context.Background(), 97)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.Status, order.Total, order.PaymentMethod.Name)
	for _, product := range order.Products {
		fmt.Println(product.Amount, "×", product.Name)
	}

	_, err = svc.Get(context.Background(), 123456)
	fmt.Println("not found:", errors.Is(err, quartet.ErrNotFound))
	// Output:
	// C 39.90 Card on delivery
	// 1 × USB extension cable
	// 2 × HDMI cable
	// not found: true
}

func ExampleService_Create() {
	client, stop := openStore()
	defer stop()

	created, err := orders.New(client, orders.ForStore(1)).Create(context.Background(), orders.Draft{
		UserID:     3,
		PaymentID:  2,
		ShippingID: 1,
		Products: []orders.DraftProduct{
			{ProductID: 12, Amount: 1},
			{ProductID: 241, Amount: 2, Options: orders.Values{"12": "44"}},
		},
		Coupons: []string{"123"},
		Notes:   "Please ring twice",
	})
	switch {
	case errors.Is(err, quartet.ErrOutcomeUnknown):
		log.Fatal("look for the order before you try again: ", err)
	case err != nil:
		log.Fatal(err)
	}
	fmt.Println("order", created.OrderID, created.Order.Total)
	// Output:
	// order 3181 46.49
}

// A guest's order needs the guest's data. What is missing is told all at once,
// before anything is sent.
func ExampleService_Create_guest() {
	client, stop := openStore()
	defer stop()

	_, err := orders.New(client, orders.ForStore(1)).Create(context.Background(), orders.Draft{
		PaymentID:  2,
		ShippingID: 1,
		Products:   []orders.DraftProduct{{ProductID: 12}},
		UserData: &orders.UserData{
			Email:            "guest@example.com",
			BillingFirstName: "Ada", BillingLastName: "Guest", BillingAddress: "44 Main street",
			BillingCity: "Boston", BillingState: "MA", BillingCountry: "US", BillingZip: "02125",
			ShippingFirstName: "Ada", ShippingLastName: "Guest", ShippingAddress: "44 Main street",
			ShippingCity: "Boston", ShippingState: "MA", ShippingCountry: "USA",
		},
	})
	var problem *quartet.Error
	if errors.As(err, &problem) {
		for _, detail := range problem.Details {
			fmt.Println(detail)
		}
	}
	// Output:
	// UserData.ShippingZip: required
	// UserData.ShippingCountry: must be a code of two capital letters, such as "US"
	// Products[0].Amount: required, must be at least 1
}

func ExampleService_Update() {
	client, stop := openStore()
	defer stop()
	svc := orders.New(client)
	ctx := context.Background()

	err := svc.Update(ctx, 97, orders.Update{
		Status:     new(orders.StatusProcessed),
		Total:      new(quartet.MustDecimal("100.00")),
		Details:    new("agreed by phone"),
		NotifyUser: true, // sends an e-mail, so this is not repeated
	})
	if err != nil {
		log.Fatal(err)
	}
	order, err := svc.Get(ctx, 97)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(order.Status, order.Total, order.Details)
	// Output:
	// P 100.00 agreed by phone
}

func ExampleService_Delete() {
	client, stop := openStore()
	defer stop()
	svc := orders.New(client)
	ctx := context.Background()

	if err := svc.Delete(ctx, 97); err != nil {
		log.Fatal(err)
	}
	err := svc.Delete(ctx, 97)
	fmt.Println("gone:", errors.Is(err, quartet.ErrNotFound))
	// Output:
	// gone: true
}

func ExampleAfterID() {
	client, stop := openStore()
	defer stop()

	// The orders that came after the last one seen.
	for order, err := range orders.New(client).All(context.Background(), orders.AfterID(3175)) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(order.OrderID)
	}
	// Output:
	// 3176
	// 3177
	// 3178
	// 3180
}
