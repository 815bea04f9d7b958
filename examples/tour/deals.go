package main

import (
	"context"
	"errors"
	"time"

	"github.com/shopspring/decimal"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

func tourDeals(ctx context.Context, at *places) error {
	title("Calltouch deals journal")
	service := ordersdiary.New(at.journal, at.siteID)
	until := at.journalEnd
	day := until.AddDate(0, 0, -1)

	page, err := service.List(ctx, ordersdiary.Between(day, until),
		ordersdiary.WithSource(ordersdiary.SourceCall), ordersdiary.WithTags(), ordersdiary.PerPage(5))
	if err != nil {
		return err
	}
	say("Some of the deals of %s that began with a call:", day.Format("2 January 2006"))
	rows := [][]any{}
	for _, d := range page.Deals {
		rows = append(rows, []any{d.OrderNumber, d.OrderDate, d.OrderStatus, d.PlannedAmount, d.Currency, d.Manager})
	}
	table(rows...)

	count, planned := 0, decimal.Zero
	week := until.AddDate(0, 0, -7)
	for d, err := range service.All(ctx, ordersdiary.Between(week, until), ordersdiary.AllOrigins()) {
		if err != nil {
			return err
		}
		count++
		planned = planned.Add(d.PlannedAmount.Decimal())
	}
	say("A walk over the %d deals of the week up to then, whoever created them: %s planned.",
		count, money(quartet.NewDecimal(planned)))

	if len(page.Deals) > 0 {
		if err := showDeal(ctx, service, page.Deals[0]); err != nil {
			return err
		}
	}
	_, err = service.List(ctx, ordersdiary.Between(until, day))
	say("Swapped dates are not even sent: %t\n  %v", errors.Is(err, quartet.ErrInvalid), err)
	return nil
}

// showDeal looks the deal's customer up by the phone number.
func showDeal(ctx context.Context, service *ordersdiary.Service, d ordersdiary.Deal) error {
	if len(d.Client.Phones) == 0 {
		return nil
	}
	deals, err := service.ByPhone(ctx, d.Client.Phones[0])
	if err != nil {
		return err
	}
	var latest time.Time
	for _, other := range deals {
		if other.OrderDate.After(latest) {
			latest = other.OrderDate
		}
	}
	say("The customer of deal %s has %d in all, the latest of %s.", d.OrderNumber, len(deals), latest.Format("2 January 2006"))
	return nil
}
