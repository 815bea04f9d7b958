package ordersdiary_test

import (
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
	"github.com/quartetgo/quartet/sandbox"
)

// exampleJournal is the journal of a small account that runs in this process,
// and what stops that account.
func exampleJournal() (*ordersdiary.Service, func()) {
	sb, err := sandbox.Start(sandbox.Unlimited(),
		sandbox.WithCSCart(func(c *sandbox.CSCartConfig) { c.Orders, c.CallRequests = 0, 0 }),
		sandbox.WithCalltouch(func(c *sandbox.CalltouchConfig) { c.Deals = 0 }))
	if err != nil {
		panic(err)
	}
	for _, deal := range []struct {
		number, amount, fio, phone string
		date                       time.Time
		lead                       string
		tags                       []string
	}{
		{"A-101", "6000", "Анна Ким", "74950000001", at(1, 9, 30, 0), "CALL", nil},
		{"A-102", "1500.50", "Пётр", "74950000002", at(2, 10, 0, 0), "REQUEST", []string{"hot"}},
		{"A-103", "900", "Анна Ким", "74950000001", at(2, 23, 59, 59), "CALL", nil},
	} {
		sb.Calltouch.Server.InsertDeal(func(made *sandbox.Deal) {
			made.OrderNumber, made.OrderDate, made.CreatedDate = deal.number, deal.date, deal.date
			made.Planned, made.FIO, made.Phone, made.Tags, made.Status = deal.amount, deal.fio, deal.phone, deal.tags, "start"
			made.Source.Type, made.Source.RequestNumber = deal.lead, 5231705
		})
	}
	return ordersdiary.New(sb.CalltouchClient(quartet.WithLocation(msk)), sb.Calltouch.SiteID), sb.Close
}
