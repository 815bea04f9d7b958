package sandbox_test

import (
	"fmt"
	"time"

	"github.com/quartetgo/quartet/sandbox"
)

var calltouchQueries = []fact{
	{"dates", documented, "dateFrom and dateTo are required, dd/mm/yyyy", "anything else is 400 (assumed)", "", func(t *trial) {
		t.start()
		t.answers(t.journal(day), 200)
		t.refused("dateFrom=10/03/2026", "dateTo=10/03/2026", "dateFrom=2026-03-10&dateTo=2026-03-11")
	}},
	{"dates-ascend", documented, "dateFrom is less than dateTo", "", "", func(t *trial) {
		t.start()
		t.refused("dateFrom=11/03/2026&dateTo=10/03/2026", "dateFrom=10/03/2026&dateTo=10/03/2026")
	}},
	{"equal-dates", believed, "a sibling journal takes dateFrom equal to dateTo for one day", "", "CalltouchConfig.Beliefs.EqualDates", func(t *trial) {
		t.empty(func(c *sandbox.CalltouchConfig) { c.Beliefs.EqualDates = true })
		t.deal("a", nil)
		t.equal(t.names("dateFrom=10/03/2026&dateTo=10/03/2026"), "a")
	}},
	{"date-to", assumed, "whether dateTo is counted in is not documented", "it is not: its midnight ends the range", "", func(t *trial) {
		t.empty(nil)
		t.deal("tenth", nil)
		t.deal("eleventh", func(d *sandbox.Deal) { d.OrderDate = on(11, 0) })
		t.equal(t.names(day), "tenth")
	}},
	{"date-to-inclusive", believed, "dateTo is counted in: one client starts the next period a day later", "", "CalltouchConfig.Beliefs.DateToInclusive", func(t *trial) {
		t.empty(func(c *sandbox.CalltouchConfig) { c.Beliefs.DateToInclusive = true })
		t.deal("tenth", nil)
		t.deal("eleventh", func(d *sandbox.Deal) { d.OrderDate = on(11, 23) })
		t.equal(t.names(day), "tenth eleventh")
	}},
	{"order-date", documented, "the range selects by orderDate, not by createdDate", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("ordered", func(d *sandbox.Deal) { d.CreatedDate = on(20, 12) })
		t.deal("created", func(d *sandbox.Deal) { d.OrderDate = on(2, 12) })
		t.equal(t.names(day), "ordered")
	}},
	{"times", documented, "timeFrom and timeTo are hh:mm:ss", "they move the ends of the range (assumed)", "", func(t *trial) {
		t.empty(nil)
		t.deal("noon", nil)
		t.deal("evening", func(d *sandbox.Deal) { d.OrderDate = on(10, 18) })
		t.equal(t.names(day+"&timeFrom=17:59:59"), "evening")
		t.equal(t.names("dateFrom=09/03/2026&dateTo=10/03/2026&timeTo=12:00:00"), "noon")
		t.refused(day+"&timeFrom=9:00", day+"&timeTo=soon")
	}},
	{"daily-times", believed, "timeFrom and timeTo narrow each day", "", "CalltouchConfig.Beliefs.DailyTimes", func(t *trial) {
		t.empty(func(c *sandbox.CalltouchConfig) { c.Beliefs.DailyTimes = true })
		t.deal("noon", nil)
		t.deal("evening", func(d *sandbox.Deal) { d.OrderDate = on(10, 18) })
		t.equal(t.names(day+"&timeFrom=10:00:00&timeTo=13:00:00"), "noon")
	}},
	{"zone", believed, "dates and times are the account's local time", "default: Moscow, the vendor's home; CalltouchConfig.Location is another zone", "", func(t *trial) {
		for zone, want := range map[*time.Location]string{moscow: "", time.UTC: "a"} {
			t.empty(func(c *sandbox.CalltouchConfig) { c.Location = zone })
			t.deal("a", func(d *sandbox.Deal) { d.OrderDate = time.Date(2026, time.March, 10, 22, 0, 0, 0, time.UTC) })
			t.equal(t.names(day), want)
		}
	}},
	{"page", documented, "page counts from 1 and is required once the range exceeds one day", "", "", func(t *trial) {
		t.start()
		t.refused("dateFrom=10/03/2026&dateTo=12/03/2026", day+"&page=0")
		t.is(t.journal("dateFrom=10/03/2026&dateTo=12/03/2026&page=2&limit=5"), "page", "2")
	}},
	{"limit-parameter", documented, "limit is at most 1000, 1000 by default, and stands with page only", "", "", func(t *trial) {
		t.start()
		t.is(t.journal(day+"&page=1"), "pageSize", "1000")
		t.answers(t.journal(day+"&page=1&limit=1000"), 200)
		t.refused(day+"&page=1&limit=1001", day+"&page=1&limit=0", day+"&limit=10")
	}},
	{"order-source", documented, "orderSource selects the kind of lead: CALL, REQUEST", "the list of values was lost; these are the answers' types", "", func(t *trial) {
		t.empty(nil)
		t.deal("call", func(d *sandbox.Deal) { d.Source = &sandbox.DealSource{Type: "CALL"} })
		t.deal("request", nil)
		t.equal(t.names(day+"&orderSource=CALL"), "call")
		t.equal(t.names(day+"&orderSource=REQUEST"), "request")
		t.refused(day + "&orderSource=MAIL")
	}},
	{"order-source-default", documented, "by default deals of calls and of requests come", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("call", func(d *sandbox.Deal) { d.Source = &sandbox.DealSource{Type: "CALL"} })
		t.deal("request", nil)
		t.equal(t.names(day), "call request")
	}},
	{"order-source-chat", believed, "orderSource has CHAT, too", "default: taken, and it finds nothing; CalltouchConfig.Beliefs.Chats makes such deals", "", func(t *trial) {
		t.empty(nil)
		t.deal("request", nil)
		t.equal(t.names(day+"&orderSource=CHAT"), "")
	}},
	{"phone", documented, "phoneNumber.value, with a literal dot, selects by equality", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("a", func(d *sandbox.Deal) { d.Phone = "74950000001" })
		t.equal(t.names("phoneNumber.value=74950000001"), "a")
		t.equal(t.names("phoneNumber.value=7495000000"), "")
	}},
	{"order-number", documented, "orderNumber, as a parameter, is the id of Calltouch", "", "", func(t *trial) {
		t.empty(nil)
		id := t.deal("a", func(d *sandbox.Deal) { d.OrderNumber = "CRM-7" })
		t.equal(t.names(fmt.Sprint("orderNumber=", id)), "a")
		t.equal(t.names("orderNumber=CRM-7"), "")
	}},
	{"no-dates-beside", documented, "with phoneNumber.value or orderNumber no dates and no times are sent", "they are 400 there (assumed)", "", func(t *trial) {
		t.start()
		t.refused("phoneNumber.value=7&"+day, "orderNumber=7&dateFrom=10/03/2026", "orderNumber=7&timeFrom=10:00:00")
	}},
	{"bind-to", believed, "bindTo=session binds the range to the visit", "default: the one literal known", "", func(t *trial) {
		t.empty(nil)
		t.deal("a", func(d *sandbox.Deal) { d.Visit = &sandbox.DealVisit{Date: on(5, 1)} })
		t.equal(t.names("dateFrom=05/03/2026&dateTo=06/03/2026&bindTo=session"), "a")
		t.equal(t.names("dateFrom=05/03/2026&dateTo=06/03/2026"), "")
	}},
	{"bind-to-others", documented, "bindTo knows creation and update date, too", "the literals created and updated are assumed", "", func(t *trial) {
		t.empty(nil)
		t.deal("a", func(d *sandbox.Deal) { d.CreatedDate, d.UpdatedDate = on(14, 1), on(15, 1) })
		t.equal(t.names("dateFrom=14/03/2026&dateTo=15/03/2026&bindTo=created"), "a")
		t.equal(t.names("dateFrom=15/03/2026&dateTo=16/03/2026&bindTo=updated"), "a")
		t.refused(day + "&bindTo=moon")
	}},
	{"manager-service", documented, "manager and service select by equality", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("m", func(d *sandbox.Deal) { d.Manager = "Коля" })
		t.deal("s", func(d *sandbox.Deal) { d.Service = "retailCRM" })
		t.equal(t.names(day+"&manager=Коля"), "m")
		t.equal(t.names(day+"&manager=Ко"), "")
		t.equal(t.names(day+"&service=retailCRM"), "s")
	}},
	{"all-origins", documented, "without withAllOrderOrigins only deals made by API come", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("api", nil)
		t.deal("manual", func(d *sandbox.Deal) { d.Origin = "MANUAL" })
		t.equal(t.names(day), "api")
		t.equal(t.names(day+"&withAllOrderOrigins=true"), "api manual")
	}},
	{"with-comments", documented, "withComments, by the letter, filters: true finds deals with a comment, false or absent those without", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("with", func(d *sandbox.Deal) { d.Comment = "c" })
		t.deal("without", nil)
		t.equal(t.names(day+"&withComments=true"), "with")
		t.equal(t.names(day+"&withComments=false"), "without")
		t.equal(t.names(day), "without")
	}},
	{"include-comments", believed, "withComments, by analogy, only adds the field", "", "CalltouchConfig.Beliefs.IncludeComments", func(t *trial) {
		t.empty(func(c *sandbox.CalltouchConfig) { c.Beliefs.IncludeComments = true })
		t.deal("with", func(d *sandbox.Deal) { d.Comment = "c" })
		t.deal("without", nil)
		t.equal(t.names(day), "with without")
		t.kind(t.journal(day), "absent", "0.comment")
		t.is(t.journal(day+"&withComments=true"), "0.comment", `"c"`)
	}},
	{"with-tags", documented, "tags come with withOrdersTags", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("a", func(d *sandbox.Deal) { d.Tags = []string{"VIP"} })
		t.kind(t.journal(day), "absent", "0.tags")
		t.is(t.journal(day+"&withOrdersTags=true"), "0.tags", `["VIP"]`)
	}},
	{"flags", documented, "booleans are true and false", "others are 400 (assumed)", "", func(t *trial) {
		t.start()
		t.answers(t.journal(day+"&withOrdersTags=false&withAllOrderOrigins=true&withComments=false"), 200)
		t.refused(day+"&withOrdersTags=1", day+"&withComments=yes")
	}},
	{"three-months", believed, "the longest range is three months", "", "CalltouchConfig.Beliefs.MaxThreeMonths", func(t *trial) {
		const year = "dateFrom=01/01/2026&dateTo=01/01/2027&page=1&limit=1"
		t.start()
		t.answers(t.journal(year), 200)
		t.start(journalWith(func(c *sandbox.CalltouchConfig) { c.Beliefs.MaxThreeMonths = true }))
		t.refused(year)
	}},
	{"unknown-parameters", assumed, "unknown parameters are ignored", "", "", func(t *trial) {
		t.start()
		t.equal(t.journal(day+"&nonsense=1").body, t.journal(day).body)
	}},
	{"no-sort", documented, "there is no parameter to sort by and no cursor", "records go by orderDate, then by id (assumed)", "", func(t *trial) {
		t.empty(nil)
		t.deal("late", func(d *sandbox.Deal) { d.OrderDate = on(10, 20) })
		t.deal("early", func(d *sandbox.Deal) { d.OrderDate = on(10, 1) })
		t.equal(t.names(day+"&sort=-orderDate&order=desc"), "early late")
	}},
	{"unsorted", assumed, "records come in no order", "", "CalltouchConfig.Beliefs.UnsortedRecords", func(t *trial) {
		const month = "dateFrom=01/03/2026&dateTo=01/04/2026&page=1"
		t.start()
		sorted := t.journal(month).body
		t.start(journalWith(func(c *sandbox.CalltouchConfig) { c.Beliefs.UnsortedRecords = true }))
		mixed := t.journal(month).body
		t.equal(mixed != sorted && len(mixed) == len(sorted), true)
	}},
}
