package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/orders"
	"github.com/quartetgo/quartet/sandbox"
)

// places is where the tour goes, and what it needs to know of it.
type places struct {
	where  string
	writes bool

	shop                             *quartet.CSCart
	scope                            []orders.ServiceOption // CS-Cart takes new orders at a store only
	paymentID, shippingID, productID int64                  // of an order to create

	journal    *quartet.Calltouch
	siteID     int64
	journalEnd time.Time // midnight after the last day to look at

	commerce *quartet.Open2b
}

// choose takes the real vendors whose variables are set, or else the sandbox.
func choose() (*places, func(), error) {
	for _, vendor := range []string{"QUARTET_CSCART_", "QUARTET_CALLTOUCH_", "QUARTET_OPEN2B_"} {
		if isSet(vendor) {
			at, err := vendors()
			return at, func() {}, err
		}
	}
	return inProcess()
}

// inProcess starts the sandbox.
func inProcess() (*places, func(), error) {
	sb, err := sandbox.Start()
	if err != nil {
		return nil, nil, err
	}
	at := &places{
		where: "on the sandbox", writes: true,
		shop: sb.CSCartClient(), scope: []orders.ServiceOption{orders.ForStore(1)},
		paymentID: 2, shippingID: 1, productID: 12,
		journal: sb.CalltouchClient(), siteID: sb.Calltouch.SiteID,
		commerce: sb.Open2bClient(),
	}
	// The sandbox's journal is of January to April 2026.
	at.journalEnd = time.Date(2026, time.May, 1, 0, 0, 0, 0, at.journal.Settings().Location)
	return at, sb.Close, nil
}

// vendors makes a client for each vendor of which a variable is set.
func vendors() (*places, error) {
	at := &places{where: "at the real vendors", writes: os.Getenv("QUARTET_ALLOW_WRITES") == "1"}
	var errs []error
	if isSet("QUARTET_CSCART_") {
		errs = append(errs, at.visitShop())
	}
	if isSet("QUARTET_CALLTOUCH_") {
		errs = append(errs, at.visitJournal())
	}
	if isSet("QUARTET_OPEN2B_") {
		var err error
		at.commerce, err = quartet.Open2bFromEnv()
		errs = append(errs, err)
	}
	return at, errors.Join(errs...)
}

func (at *places) visitShop() (err error) {
	if at.shop, err = quartet.CSCartFromEnv(); err != nil {
		return err
	}
	if isSet("QUARTET_CSCART_STORE_ID") {
		store, err := number("QUARTET_CSCART_STORE_ID")
		if err != nil {
			return err
		}
		at.scope = []orders.ServiceOption{orders.ForStore(store)}
	}
	if !at.writes {
		return nil
	}
	for name, id := range map[string]*int64{
		"QUARTET_CSCART_PAYMENT_ID": &at.paymentID, "QUARTET_CSCART_SHIPPING_ID": &at.shippingID,
		"QUARTET_CSCART_PRODUCT_ID": &at.productID,
	} {
		if *id, err = number(name); err != nil {
			return fmt.Errorf("an order to create needs it: %w", err)
		}
	}
	return nil
}

func (at *places) visitJournal() (err error) {
	if at.journal, err = quartet.CalltouchFromEnv(); err != nil {
		return err
	}
	now := time.Now().In(at.journal.Settings().Location)
	at.journalEnd = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	at.siteID, err = number("QUARTET_CALLTOUCH_SITE_ID")
	return err
}

// isSet: a variable of that name, or that begins so, is set.
func isSet(prefix string) bool {
	for _, variable := range os.Environ() {
		if strings.HasPrefix(variable, prefix) {
			return true
		}
	}
	return false
}

func number(name string) (int64, error) {
	n, err := strconv.ParseInt(os.Getenv(name), 10, 64)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%s: must be a number of 1 or more", name)
	}
	return n, nil
}
