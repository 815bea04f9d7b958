package sandbox_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strings"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/contacts"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

// A program of one's own, in any style, is given an address and credentials.
func Example() {
	sb, err := sandbox.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer sb.Close()

	req, err := http.NewRequest(http.MethodGet, sb.CSCart.URL+"/api/2.0/orders?items_per_page=3", nil)
	if err != nil {
		log.Fatal(err)
	}
	req.SetBasicAuth(sb.CSCart.Email, sb.CSCart.APIKey)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	fmt.Println(resp.Status, resp.Header.Get("Content-Type"))
	// Output: 200 OK application/json
}

// The connection ends after the vendor did its work. Was the contact created
// twice?
func Example_createdOnce() {
	sb, err := sandbox.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer sb.Close()
	sb.Fault(sandbox.Fault{Kind: sandbox.CloseAfter, Match: sandbox.Match{Path: "contacts.create"}})

	book := contacts.New(sb.Open2bClient())
	_, err = book.Create(context.Background(), contacts.Draft{Customer: sb.Open2b.Customer, Name: "Jane"})
	fmt.Println("outcome unknown:", errors.Is(err, quartet.ErrOutcomeUnknown))
	fmt.Println("created:", sb.Created()[sandbox.Contacts])
	// Output:
	// outcome unknown: true
	// created: 1
}

// Records come and go while they are read. Was one of them missed?
func ExampleSandbox_StartChurn() {
	sb, err := sandbox.Start(sandbox.Unlimited())
	if err != nil {
		log.Fatal(err)
	}
	defer sb.Close()
	ledger := sb.StartChurn(sandbox.Churn{Kind: sandbox.Contacts, Insert: 1, Delete: 2})

	seen := map[int64]int{}
	for c, err := range contacts.New(sb.Open2bClient()).All(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		seen[c.ID]++
	}
	missed := 0
	for _, id := range ledger.Throughout() {
		if seen[id] != 1 {
			missed++
		}
	}
	fmt.Println("missed or doubled:", missed)
	// Output: missed or doubled: 0
}

// What did the program send? Credentials are masked.
func ExampleSandbox_Requests() {
	sb, err := sandbox.Start(sandbox.WithProfile("4.3.7"))
	if err != nil {
		log.Fatal(err)
	}
	defer sb.Close()
	_, err = orders.New(sb.CSCartClient()).List(context.Background(), orders.WithStatus(orders.StatusProcessed))
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range sb.Requests(sandbox.Match{Vendor: sandbox.CSCart}) {
		fmt.Println(r.Method, r.Path, r.Query, r.Status)
		fmt.Println(r.Header.Get("Authorization"))
	}
	// Output:
	// GET /api/2.0/orders status=P 200
	// Basic [hidden]
}

// The server asks to wait, the client waits and asks again.
func ExampleSandbox_Fault() {
	sb, err := sandbox.Start()
	if err != nil {
		log.Fatal(err)
	}
	defer sb.Close()
	sb.Fault(sandbox.Fault{Kind: sandbox.ErrorStatus, Status: 429, RetryAfter: "0", Times: 2})

	count, err := contacts.New(sb.Open2bClient()).Count(context.Background())
	fmt.Println(count, err)
	fmt.Println(sb.Counts(sandbox.Open2b).Requests, "requests")
	// Output:
	// 1000 <nil>
	// 3 requests
}

// Sizes, seed and settings are options.
func ExampleStart() {
	sb, err := sandbox.Start(sandbox.WithSeed(7), sandbox.WithOpen2b(func(c *sandbox.Open2bConfig) { c.Contacts = 12 }))
	if err != nil {
		log.Fatal(err)
	}
	defer sb.Close()
	resp, err := http.Post(sb.Open2b.URL+"/open2b/api/v3/commerce.contacts.count", "application/json", strings.NewReader(`{}`))
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	fmt.Println("without a key:", resp.Status)
	fmt.Println("contacts:", len(sb.Open2b.Server.ContactIDs()))
	// Output:
	// without a key: 403 Forbidden
	// contacts: 12
}
