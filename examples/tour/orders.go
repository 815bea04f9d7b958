package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/orders"
)

// mostOrders bounds the walk: a real shop may hold millions.
const mostOrders = 3000

func tourOrders(ctx context.Context, at *places) error {
	title("CS-Cart orders")
	service := orders.New(at.shop, at.scope...)

	page, err := service.List(ctx, orders.WithStatus(orders.StatusOpen),
		orders.SortBy(orders.SortDate, quartet.Desc), orders.PerPage(5))
	if err != nil {
		return err
	}
	say("The newest of %d open orders:", page.Params.TotalItems)
	rows := [][]any{}
	for _, o := range page.Orders {
		rows = append(rows, []any{o.OrderID, o.Timestamp, o.FirstName + " " + o.LastName, o.Total})
	}
	table(rows...)

	count, turnover := 0, decimal.Zero
	for o, err := range service.All(ctx, orders.WithStatus(orders.StatusComplete, orders.StatusProcessed), orders.PerPage(250)) {
		if err != nil {
			return err
		}
		count++
		turnover = turnover.Add(o.Total.Decimal())
		if count == mostOrders {
			break
		}
	}
	say("A walk over %d complete and processed orders: %s in all.", count, money(quartet.NewDecimal(turnover)))

	if len(page.Orders) > 0 {
		if err := showOrder(ctx, service, page.Orders[0].OrderID); err != nil {
			return err
		}
	}
	if at.writes {
		if err := writeOrder(ctx, service, at); err != nil {
			return err
		}
	}
	_, err = service.Get(ctx, 999_999_999)
	say("An order that does not exist is an error of its own type: %t\n  %v", errors.Is(err, quartet.ErrNotFound), err)
	return nil
}

func showOrder(ctx context.Context, service *orders.Service, id int64) error {
	o, err := service.Get(ctx, id)
	if err != nil {
		return err
	}
	say("Order %d in full, to %s in %s:", o.OrderID, o.ShippingFirstName+" "+o.ShippingLastName, o.ShippingCity)
	rows := [][]any{}
	for _, p := range o.Products {
		rows = append(rows, []any{fmt.Sprintf("%d ×", p.Amount), p.Name, p.Price})
	}
	for _, part := range []struct {
		name   string
		amount quartet.Decimal
	}{
		{"shipping", o.ShippingCost}, {"payment surcharge", o.PaymentSurcharge},
		{"discount, taken off", o.SubtotalDiscount}, {"total", o.Total},
	} {
		if !part.amount.IsZero() {
			rows = append(rows, []any{" ", part.name, part.amount})
		}
	}
	table(rows...)
	return nil
}

// writeOrder creates an order, changes it and deletes it.
func writeOrder(ctx context.Context, service *orders.Service, at *places) error {
	created, err := service.Create(ctx, orders.Draft{
		UserData: &orders.UserData{
			Email:            "ada@example.com",
			BillingFirstName: "Ada", BillingLastName: "Lovelace", BillingAddress: "12 St James's Square",
			BillingCity: "Boston", BillingState: "MA", BillingCountry: "US", BillingZip: "02134",
			ShippingFirstName: "Ada", ShippingLastName: "Lovelace", ShippingAddress: "12 St James's Square",
			ShippingCity: "Boston", ShippingState: "MA", ShippingCountry: "US", ShippingZip: "02134",
		},
		PaymentID:  at.paymentID,
		ShippingID: at.shippingID,
		Products:   []orders.DraftProduct{{ProductID: at.productID, Amount: 2}},
	})
	if errors.Is(err, quartet.ErrOutcomeUnknown) {
		return fmt.Errorf("look for the order before trying again: %w", err)
	} else if err != nil {
		return err
	}
	say("Created order %d,", created.OrderID)
	if err := service.Update(ctx, created.OrderID, orders.Update{
		Status:  new(orders.StatusProcessed),
		Details: new("Checked by hand"),
	}); err != nil {
		return err
	}
	o, err := service.Get(ctx, created.OrderID)
	if err != nil {
		return err
	}
	say("  made its status %q with the note %q,", o.Status, o.Details)
	if err := service.Delete(ctx, created.OrderID); err != nil {
		return err
	}
	say("  and deleted it.")
	return nil
}
