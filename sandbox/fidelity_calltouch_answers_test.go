package sandbox_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/quartetgo/quartet/sandbox"
)

// deals is all deals of the data set.
func (t *trial) deals() []string {
	t.Helper()
	var all []string
	for _, comments := range []string{"true", "false"} {
		for page := 1; ; page++ {
			part := t.list(t.journal(fmt.Sprint("dateFrom=01/01/2026&dateTo=01/06/2026&withAllOrderOrigins=true&withOrdersTags=true&withComments=", comments, "&page=", page)), "records")
			if len(part) == 0 {
				break
			}
			all = append(all, part...)
		}
	}
	return all
}

// forms checks the types in which a member comes, over the whole data set, first
// without the belief and then with it.
func (t *trial) forms(path, without, with string, belief func(*sandbox.CalltouchConfig)) {
	t.Helper()
	t.start()
	t.kinds(t.deals(), path, without)
	t.start(journalWith(belief))
	t.kinds(t.deals(), path, with)
}

// one is a deal of the data set for which the member at the path is there.
func (t *trial) one(path string) string {
	t.Helper()
	for _, d := range t.deals() {
		if kind := kindOf(find(d, path)); kind != "absent" && kind != "null" {
			return d
		}
	}
	t.Fatalf("no deal has %s", path)
	return ""
}

var calltouchAnswers = []fact{
	{"envelope", documented, "with page the answer is page, pageTotal, pageSize, recordsTotal and records", "", "", func(t *trial) {
		t.start()
		r := t.journal("dateFrom=01/03/2026&dateTo=01/04/2026&page=2&limit=3")
		t.is(r, "page", "2")
		t.is(r, "pageSize", "3")
		t.kind(r, "number", "pageTotal", "recordsTotal")
		t.equal(len(t.list(r, "records")), 3)
		t.equal((t.id(r, "recordsTotal")+2)/3, t.id(r, "pageTotal"))
	}},
	{"bare-array", believed, "without page the answer is a bare array", "default: an answer is needed, and a sibling journal answers so", "", func(t *trial) {
		t.start()
		t.kind(t.journal(day), "array", "")
	}},
	{"envelope-without-page", assumed, "without page the answer is an envelope, too", "", "CalltouchConfig.Beliefs.PageForOneDay", func(t *trial) {
		t.start(journalWith(func(c *sandbox.CalltouchConfig) { c.Beliefs.PageForOneDay = true }))
		t.kind(t.journal(day), "array", "records")
	}},
	{"empty-period", assumed, "an empty period is one page without records", "", "", func(t *trial) {
		t.empty(nil)
		t.equal(t.journal(day+"&page=1").body, `{"page":1,"pageTotal":1,"pageSize":1000,"recordsTotal":0,"records":[]}`)
	}},
	{"empty-page", believed, "in an empty period pageTotal is 0 and records are absent", "", "CalltouchConfig.Beliefs.EmptyPage", func(t *trial) {
		t.empty(func(c *sandbox.CalltouchConfig) { c.Beliefs.EmptyPage = true })
		t.equal(t.journal(day+"&page=1").body, `{"page":1,"pageTotal":0,"pageSize":1000,"recordsTotal":0}`)
	}},
	{"past-the-end", assumed, "a page past the end has no records", "", "", func(t *trial) {
		t.start()
		t.is(t.journal(day+"&page=99"), "records", "[]")
	}},
	{"client", documented, "client has phones, a text, and fio and emails, texts or null", "emails also absent", "", func(t *trial) {
		t.start()
		all := t.deals()
		t.kinds(all, "client.phones", "string")
		t.kinds(all, "client.fio", "null string")
		t.kinds(all, "client.emails", "absent null string")
	}},
	{"client-arrays", believed, "phones and emails are arrays, also of objects with value", "", "CalltouchConfig.Beliefs.ContactLists", func(t *trial) {
		t.forms("client.phones", "string", "array string", func(c *sandbox.CalltouchConfig) { c.Beliefs.ContactLists = true })
		t.kinds(t.deals(), "client.phones.0", "absent object string")
	}},
	{"completed", documented, "completedAmount and completedDate (dd/mm/yyyy) are obsolete and there", "", "", func(t *trial) {
		t.start()
		t.kinds(t.deals(), "completedAmount", "null number")
		t.equal(len(find(t.one("completedDate"), "completedDate")), len(`"10/03/2026"`))
	}},
	{"moments", documented, "createdDate, orderDate, statusDate and updatedDate are dd/mm/yyyy hh:mm:ss", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("a", nil)
		t.is(t.journal(day), "0.orderDate", `"10/03/2026 12:00:00"`)
		t.is(t.journal(day), "0.createdDate", `"10/03/2026 13:00:00"`)
		t.is(t.journal(day), "0.updatedDate", `"12/03/2026 12:00:00"`)
		t.equal(len(find(t.journal(day).body, "0.statusDate")), len(`"10/03/2026 12:00:00"`))
	}},
	{"no-order-date", believed, "deals made by hand may lack orderDate", "", "CalltouchConfig.Beliefs.MissingOrderDate", func(t *trial) {
		t.forms("orderDate", "string", "null string", func(c *sandbox.CalltouchConfig) { c.Beliefs.MissingOrderDate = true })
	}},
	{"is-deleted", documented, "isDeleted is a boolean, and deleted deals are listed", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("a", func(d *sandbox.Deal) { d.IsDeleted = true })
		t.is(t.journal(day), "0.isDeleted", "true")
	}},
	{"texts-or-null", documented, "manager, service, orderLink and orderName are texts or null; orderStatus and funnel free text", "", "", func(t *trial) {
		t.start()
		all := t.deals()
		for _, name := range []string{"manager", "service", "orderLink", "orderName"} {
			t.kinds(all, name, "null string")
		}
		t.kinds(all, "orderStatus", "string")
		t.kinds(all, "funnel", "string")
	}},
	{"order-number-text", documented, "orderNumber in an answer is a text: the CRM's id, or else Calltouch's", "", "", func(t *trial) {
		t.empty(nil)
		t.deal("a", func(d *sandbox.Deal) { d.OrderNumber = "CRM-7" })
		id := t.deal("b", nil)
		t.is(t.journal(day), "0.orderNumber", `"CRM-7"`)
		t.is(t.journal(day), "1.orderNumber", fmt.Sprintf(`"%d"`, id))
	}},
	{"order-number-null", assumed, "a deal without a CRM's id has a null orderNumber", "", "CalltouchConfig.Beliefs.AbsentNumbers", func(t *trial) {
		t.forms("orderNumber", "string", "null string", func(c *sandbox.CalltouchConfig) { c.Beliefs.AbsentNumbers = true })
	}},
	{"order-origin", documented, "orderOrigin tells how the deal was made", "the literals API, MANUAL and AUTO are assumed", "", func(t *trial) {
		t.start()
		seen := map[string]bool{}
		for _, d := range t.deals() {
			seen[find(d, "orderOrigin")] = true
		}
		t.equal(seen, map[string]bool{`"API"`: true, `"AUTO"`: true, `"MANUAL"`: true})
	}},
	{"amounts", documented, "plannedAmount and margin are numbers", "", "", func(t *trial) {
		t.start()
		t.kinds(t.deals(), "plannedAmount", "number")
		t.kinds(t.deals(), "margin", "number")
	}},
	{"text-amounts", believed, "amounts are texts with decimals, as the method that writes takes them", "", "CalltouchConfig.Beliefs.TextAmounts", func(t *trial) {
		t.forms("plannedAmount", "number", "number string", func(c *sandbox.CalltouchConfig) { c.Beliefs.TextAmounts = true })
	}},
	{"currency", documented, "the table says currency, the example currencyCode", "one or the other, by the deal", "", func(t *trial) {
		t.start()
		t.kinds(t.deals(), "currency", "absent string")
		t.kinds(t.deals(), "currencyCode", "absent string")
	}},
	{"comment", documented, "comment is a text", "null without one", "", func(t *trial) {
		t.start()
		t.kinds(t.deals(), "comment", "null string")
	}},
	{"comment-forms", believed, "comment is an array of texts, or of objects with comment or text", "", "CalltouchConfig.Beliefs.CommentForms", func(t *trial) {
		t.forms("comment", "null string", "array null string", func(c *sandbox.CalltouchConfig) { c.Beliefs.CommentForms = true })
		t.kinds(t.deals(), "comment.0", "absent object string")
	}},
	{"tags", documented, "tags are null or an array of texts", "", "", func(t *trial) {
		t.start()
		t.kinds(t.deals(), "tags", "array null")
		t.kinds(t.deals(), "tags.0", "absent string")
	}},
	{"tag-objects", believed, "tags are objects with category, type and names", "", "CalltouchConfig.Beliefs.TagObjects", func(t *trial) {
		t.forms("tags.0", "absent string", "absent object string", func(c *sandbox.CalltouchConfig) { c.Beliefs.TagObjects = true })
		t.kind(reply{body: t.one("tags.0.names")}, "array", "tags.0.names")
	}},
	{"custom", documented, "custom is an object of fields, absent when it is empty", "", "", func(t *trial) {
		t.start()
		t.kinds(t.deals(), "custom", "absent object")
		t.kinds(t.deals(), "custom.grossprofit", "absent string")
	}},
	{"custom-numbers", believed, "fields in custom may be numbers", "", "CalltouchConfig.Beliefs.CustomNumbers", func(t *trial) {
		t.forms("custom.grossprofit", "absent string", "absent number", func(c *sandbox.CalltouchConfig) { c.Beliefs.CustomNumbers = true })
	}},
	{"visit", documented, "visit is null, or an object whose members may all be null", "", "", func(t *trial) {
		t.start()
		all := t.deals()
		t.kinds(all, "visit", "null object")
		for _, name := range strings.Fields("utmSource utmMedium utmCampaign utmContent utmTerm source medium keyword visitDate") {
			t.kinds(all, "visit."+name, "absent null string")
		}
	}},
	{"products", documented, "products have name, brand, category, variant, price, quantity, revenue, externalId and margin; absent when there are none", "", "", func(t *trial) {
		t.start()
		t.kinds(t.deals(), "products", "absent array")
		d := reply{body: t.one("products")}
		t.kind(d, "string null", "products.0.name", "products.0.brand", "products.0.category", "products.0.variant", "products.0.externalId")
		t.kind(d, "number", "products.0.price", "products.0.quantity", "products.0.revenue", "products.0.margin")
	}},
	{"source-call", documented, "a CALL has callId, duration, phoneNumber, type, ani and dateCall", "", "", func(t *trial) {
		t.start()
		d := reply{body: t.one("orderSource.callId")}
		t.is(d, "orderSource.type", `"CALL"`)
		t.kind(d, "number", "orderSource.callId", "orderSource.duration")
		t.kind(d, "string", "orderSource.phoneNumber", "orderSource.ani", "orderSource.dateCall")
	}},
	{"source-request", documented, "a REQUEST has requestNumber, a text, and type", "", "", func(t *trial) {
		t.start()
		d := reply{body: t.one("orderSource.requestNumber")}
		t.is(d, "orderSource.type", `"REQUEST"`)
		t.kind(d, "string", "orderSource.requestNumber")
	}},
	{"source-ids", believed, "requestNumber and orderNumber are numbers", "", "CalltouchConfig.Beliefs.NumericIDs", func(t *trial) {
		t.forms("orderSource.requestNumber", "absent string", "absent number", func(c *sandbox.CalltouchConfig) { c.Beliefs.NumericIDs = true })
	}},
	{"source-chat", believed, "there are deals of a CHAT, with keys nobody has documented", "", "CalltouchConfig.Beliefs.Chats", func(t *trial) {
		t.forms("orderSource.chatId", "absent", "absent number", func(c *sandbox.CalltouchConfig) { c.Beliefs.Chats = true })
	}},
	{"source-null", believed, "a deal without a lead has a null orderSource", "", "CalltouchConfig.Beliefs.NoLead", func(t *trial) {
		t.forms("orderSource", "object", "null object", func(c *sandbox.CalltouchConfig) { c.Beliefs.NoLead = true })
	}},
	{"unknown-keys", documented, "unknown keys are obsolete ones, and they occur", "the names oldStatus and completed are assumed", "", func(t *trial) {
		t.start()
		t.kinds(t.deals(), "oldStatus", "absent string")
		t.kinds(t.deals(), "completed", "absent bool")
	}},
	{"valid-json", assumed, "the vendor's example is no valid JSON; answers are", "", "", func(t *trial) {
		t.start()
		t.equal(json.Valid([]byte(t.journal(day).body)), true)
	}},
	{"live", believed, "pages are cut from live data: a deal that comes or goes shifts them", "default: nothing else is promised; counted and selected one after the other; CalltouchServer.OnSelect and Churn reach in between", "", func(t *trial) {
		t.empty(nil)
		for i := range 6 {
			t.deal(fmt.Sprint(i), nil)
		}
		page := func() string {
			return strings.Join(t.column(t.journal(day+"&limit=2&page=2"), "records", "orderName"), " ")
		}
		t.equal(page(), "2 3")
		t.Calltouch.Server.DeleteDeal(t.Calltouch.Server.DealIDs()[0])
		t.equal(page(), "3 4")
		t.deal("before", func(d *sandbox.Deal) { d.OrderDate = on(10, 1) })
		t.equal(page(), "2 3")
	}},
}
