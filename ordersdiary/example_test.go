package ordersdiary_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

func ExampleNew() {
	account, err := quartet.NewCalltouch("token")
	if err != nil {
		fmt.Println(err)
		return
	}
	journal := ordersdiary.New(account, 12345)

	// Input is checked before anything is sent.
	day := time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC)
	_, err = journal.List(context.Background(), ordersdiary.Between(day, day))
	fmt.Println(errors.Is(err, quartet.ErrInvalid))
	fmt.Println(err)
	// Output:
	// true
	// ordersdiary.List: Between: from must be before to
}

func ExampleService_List() {
	journal, stop := exampleJournal()
	defer stop()

	// One day of the client's Location.
	day := time.Date(2026, time.March, 2, 0, 0, 0, 0, msk)
	page, err := journal.List(context.Background(),
		ordersdiary.Between(day, day.AddDate(0, 0, 1)), ordersdiary.AllOrigins(), ordersdiary.WithTags())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, deal := range page.Deals {
		fmt.Println(deal.OrderNumber, deal.OrderDate.Format(time.TimeOnly), deal.PlannedAmount, deal.Currency, deal.TagNames())
	}
	// Output:
	// A-102 10:00:00 1500.50 RUB [hot]
	// A-103 23:59:59 900 RUB []
}

func ExampleService_All() {
	journal, stop := exampleJournal()
	defer stop()

	from := time.Date(2026, time.March, 1, 0, 0, 0, 0, msk)
	sum := quartet.Decimal{}.Decimal()
	for deal, err := range journal.All(context.Background(), ordersdiary.Between(from, from.AddDate(0, 1, 0)), ordersdiary.AllOrigins()) {
		var bad *quartet.RecordError
		if errors.As(err, &bad) {
			continue // one deal that cannot be read does not end the walk
		}
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(deal.OrderNumber, deal.Source.Type, deal.Client.FIO)
		sum = sum.Add(deal.PlannedAmount.Decimal())
	}
	fmt.Println("planned:", sum)
	// Output:
	// A-101 CALL Анна Ким
	// A-102 REQUEST Пётр
	// A-103 CALL Анна Ким
	// planned: 8400.5
}

func ExampleService_Pages() {
	journal, stop := exampleJournal()
	defer stop()

	// Stop after the first page, and go on later, in another process perhaps.
	from := time.Date(2026, time.March, 1, 0, 0, 0, 0, msk)
	month := ordersdiary.Between(from, from.AddDate(0, 1, 0))
	var place quartet.Cursor
	for page, err := range journal.Pages(context.Background(), month) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("the first day has", len(page.Deals), "deal")
		place = page.Cursor
		break
	}
	rest, err := quartet.Collect(journal.All(context.Background(), month, ordersdiary.From(place)))
	fmt.Println("the rest has", len(rest), err)
	// Output:
	// the first day has 1 deal
	// the rest has 2 <nil>
}

func ExampleService_ByPhone() {
	journal, stop := exampleJournal()
	defer stop()

	deals, err := journal.ByPhone(context.Background(), "74950000001", ordersdiary.AllOrigins())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, deal := range deals {
		fmt.Println(deal.OrderNumber, deal.OrderDate.Format(time.DateOnly))
	}
	// Output:
	// A-101 2026-03-01
	// A-103 2026-03-02
}

func ExampleService_ByDealID() {
	journal, stop := exampleJournal()
	defer stop()

	// Calltouch's own id, which is not the number that a CRM gave the deal.
	deal, err := journal.ByDealID(context.Background(), "7800001")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(deal.OrderNumber, deal.OrderStatus, deal.Source.RequestNumber)

	_, err = journal.ByDealID(context.Background(), "4711")
	fmt.Println(errors.Is(err, quartet.ErrNotFound))
	// Output:
	// A-102 start 5231705
	// true
}

func ExampleService_With() {
	journal, stop := exampleJournal()
	defer stop()

	patient := journal.With(quartet.Timeout(time.Minute), quartet.OnResponse(func(r quartet.Response) {
		fmt.Println("status", r.StatusCode, "after", r.Attempts, "attempt")
	}))
	_, err := patient.ByDealID(context.Background(), "7800000")
	fmt.Println(err)
	// Output:
	// status 200 after 1 attempt
	// <nil>
}

func ExampleDeal_TagNames() {
	deal := ordersdiary.Deal{Tags: []ordersdiary.Tag{
		{Names: []string{"hot"}},
		{Names: []string{"north", "south"}, Category: "region", Type: "MANUAL"},
	}}
	fmt.Println(deal.TagNames())
	// Output: [hot north south]
}
