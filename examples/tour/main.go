// Tour shows all four services at work: filtered lists, walks over everything,
// single records, writes, and an error by its type.
//
// By default it runs on the sandbox, which it starts in its own process:
//
//	go run ./examples/tour
//
// With the variables of a vendor set it talks to the real one instead:
//
//	QUARTET_CSCART_URL, QUARTET_CSCART_EMAIL, QUARTET_CSCART_API_KEY
//	QUARTET_CALLTOUCH_TOKEN, QUARTET_CALLTOUCH_SITE_ID
//	QUARTET_OPEN2B_URL, QUARTET_OPEN2B_KEY
//
// It then writes only with QUARTET_ALLOW_WRITES=1. For an order it also needs
// QUARTET_CSCART_PAYMENT_ID, QUARTET_CSCART_SHIPPING_ID and
// QUARTET_CSCART_PRODUCT_ID, and on CS-Cart QUARTET_CSCART_STORE_ID.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "tour:", err)
		os.Exit(1)
	}
}

// run takes the tour over the services that there is a client for.
func run(ctx context.Context) error {
	at, closeAll, err := choose()
	if err != nil {
		return err
	}
	defer closeAll()
	fmt.Println("Quartet's tour,", at.where)
	if !at.writes {
		fmt.Println("Reading only: set QUARTET_ALLOW_WRITES=1 to see the writes, too.")
	}
	if at.shop != nil {
		if err := tourOrders(ctx, at); err != nil {
			return fmt.Errorf("orders: %w", err)
		}
		if err := tourCallRequests(ctx, at); err != nil {
			return fmt.Errorf("call requests: %w", err)
		}
	}
	if at.journal != nil {
		if err := tourDeals(ctx, at); err != nil {
			return fmt.Errorf("deals: %w", err)
		}
	}
	if at.commerce != nil {
		if err := tourContacts(ctx, at); err != nil {
			return fmt.Errorf("contacts: %w", err)
		}
	}
	return nil
}
