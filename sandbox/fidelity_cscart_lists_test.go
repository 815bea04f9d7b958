package sandbox_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/quartetgo/quartet/sandbox"
)

// ids are the order ids that a list shows.
func (t *trial) ids(query string) []string {
	t.Helper()
	return t.column(t.get("orders?"+query), "orders", "order_id")
}

const byID = "sort_by=order_id&sort_order=asc&items_per_page="

var cscartLists = []fact{
	{"envelope", documented, "a list is an object of orders or call_requests, and params", "", "", func(t *trial) {
		t.start()
		t.kind(t.get("orders"), "array", "orders")
		t.kind(t.get("call_requests"), "array", "call_requests")
		t.kind(t.get("call_requests"), "object", "params")
	}},
	{"params-echo", observed, "params echo the query and its defaults, page as a number", "", "", func(t *trial) {
		t.start()
		r := t.get("orders?page=2&email=example&own=thing")
		t.is(r, "params.page", "2")
		t.is(r, "params.own", `"thing"`)
		t.is(r, "params.email", `"example"`)
		t.is(r, "params.sort_by", `"date"`)
		t.is(r, "params.sort_order", `"desc"`)
	}},
	{"items-per-page-type", captured, "params.items_per_page is a string or a number", "a string when it was asked for; the default a number from 4.13.2 (assumed)", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			t.is(t.get("orders?items_per_page=7"), "params.items_per_page", `"7"`)
			t.kind(t.get("orders"), map[bool]string{true: "string", false: "number"}[old(p)], "params.items_per_page")
		})
	}},
	{"total-items", observed, "params.total_items is a string", "", "", func(t *trial) {
		t.in(profiles, func(string) { t.kind(t.get("orders"), "string", "params.total_items") })
	}},
	{"total-items-absent", observed, "total_items is absent when items_per_page is 0", "", "", func(t *trial) {
		t.start()
		t.kind(t.get("orders?items_per_page=0"), "absent", "params.total_items")
	}},
	{"no-maximum", observed, "items_per_page has no maximum", "", "", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.Orders = 1500 }))
		t.equal(len(t.ids("items_per_page=5000")), 1500)
	}},
	{"default-size", documented, "the page size is a setting of the shop, 10 by default", "so; CSCartConfig.ItemsPerPage is another", "", func(t *trial) {
		t.start()
		t.equal(len(t.ids("")), 10)
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.ItemsPerPage = 25 }))
		t.equal(len(t.ids("")), 25)
	}},
	{"zero-is-all", observed, "items_per_page=0 is everything in one answer", "", "", func(t *trial) {
		t.in(profiles, func(string) { t.equal(len(t.ids("items_per_page=0")), 120) })
	}},
	{"nothing-found", observed, "with a total of 0 no page is clamped", "", "", func(t *trial) {
		t.in(profiles, func(string) {
			r := t.get("orders?page=3&email=nobody-at-all")
			t.is(r, "orders", "[]")
			t.is(r, "params.page", "3")
		})
	}},
	{"past-the-end", observed, "an orders page past the end is the last page in 4.3.7, empty in 4.2.3, 4.13.2 and 4.20.1", "by profile", "", func(t *trial) {
		t.in(profiles, func(p string) {
			r := t.get("orders?" + byID + "50&page=9")
			if strings.HasPrefix(p, "4.3.7") {
				t.equal(t.column(r, "orders", "order_id"), t.ids(byID+"50&page=3"))
				t.is(r, "params.page", "3")
				return
			}
			t.is(r, "orders", "[]")
			t.is(r, "params.page", "9")
		})
	}},
	{"call-requests-clamp", observed, "a call_requests page past the end is the last page in every release, told by params.page", "", "", func(t *trial) {
		t.in([]string{"4.3.7", "4.13.2", "4.20.1", "4.20.1-mv"}, func(string) {
			r := t.get("call_requests?items_per_page=15&sort_by=id&sort_order=asc&page=9")
			t.equal(len(t.list(r, "call_requests")), 10)
			t.is(r, "params.page", "3")
		})
	}},
	{"insert-shifts", observed, "paging is LIMIT and OFFSET on live data: by date, desc, a new order shifts the pages and one row comes twice", "", "", func(t *trial) {
		t.start()
		first := t.ids("items_per_page=10&page=1")
		t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.Status, o.Timestamp = "O", 1900000000 })
		t.equal(t.ids("items_per_page=10&page=2")[0], first[9])
	}},
	{"deletion-shifts", observed, "a deletion shifts the other way, also by id, asc: one row is missed", "", "", func(t *trial) {
		t.start()
		all := t.ids(byID + "0")
		t.answers(t.shop("DELETE", "orders/"+all[0], ""), 204)
		t.equal(t.ids(byID + "10&page=2")[0], all[11])
	}},
	{"no-cursor", observed, "there is no cursor and no filter for later ids: unknown parameters do nothing", "", "", func(t *trial) {
		t.start()
		t.equal(t.ids("items_per_page=10&since_id=50&after=50&cursor=50&order_id_from=50"), t.ids("items_per_page=10"))
	}},
	{"doubled-rows", believed, "from 4.13.2 an order with two invoices is in a page twice, and total_items counts it once", "", "CSCartConfig.Beliefs.DoubledRows", func(t *trial) {
		two := func(o *sandbox.Order) { o.Status, o.InvoiceID, o.CreditMemoID = "C", 1, 2 }
		for on, want := range map[bool]int{false: 1, true: 2} {
			t.start(shopWith(func(c *sandbox.CSCartConfig) { c.Beliefs.DoubledRows = on }))
			r := t.get(fmt.Sprint("orders?items_per_page=10&order_id=", t.CSCart.Server.InsertOrder(two)))
			t.equal(len(t.list(r, "orders")), want)
			t.is(r, "params.total_items", `"1"`)
		}
	}},
	{"count-then-select", observed, "rows are counted and selected by two queries, between which the data can change", "CSCartServer.OnSelect and Churn reach in between", "", func(t *trial) {
		t.start()
		t.CSCart.Server.OnSelect(func(string) { t.CSCart.Server.DeleteOrder(1) })
		r := t.get("orders?" + byID + "500")
		t.is(r, "params.total_items", `"120"`)
		t.equal(len(t.list(r, "orders")), 119)
	}},
}

var cscartFilters = []fact{
	{"unknown-sort", observed, "an unknown sort_by or sort_order becomes date, desc", "without a word", "", func(t *trial) {
		t.start()
		r := t.get("orders?sort_by=nonsense&sort_order=sideways")
		t.is(r, "params.sort_by", `"date"`)
		t.is(r, "params.sort_order", `"desc"`)
		t.equal(t.column(r, "orders", "order_id"), t.ids(""))
	}},
	{"sort-keys", observed, "orders sort by order_id, status, customer, email, date and total", "", "", func(t *trial) {
		t.in(profiles, func(string) {
			for key, column := range map[string]string{"order_id": "order_id", "status": "status", "customer": "lastname", "email": "email", "date": "timestamp", "total": "total"} {
				values := t.column(t.get("orders?items_per_page=0&sort_order=asc&sort_by="+key), "orders", column)
				for i := range values {
					if key == "order_id" || key == "total" {
						values[i] = fmt.Sprintf("%12s", values[i])
					}
				}
				t.equal(slices.IsSorted(values) || key == "customer" && values[0] != values[len(values)-1], true)
			}
		})
	}},
	{"sort-points", observed, "orders sort by points with their add-on", "so, unless CSCartConfig.RewardPointsOff", "", func(t *trial) {
		t.start()
		t.is(t.get("orders?sort_by=points"), "params.sort_by", `"points"`)
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.RewardPointsOff = true }))
		t.is(t.get("orders?sort_by=points"), "params.sort_by", `"date"`)
	}},
	{"date-ties-orders", observed, "equal dates of orders go by order id", "", "", func(t *trial) {
		t.start()
		var want []string // the later second first, in each the later order first
		for i := range int64(60) {
			id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.Status, o.Timestamp = "O", 1900000000+i%2 })
			want = slices.Insert(want, int(1-i%2)*len(want)/2, fmt.Sprint(id))
		}
		t.equal(t.ids("items_per_page=60"), want)
	}},
	{"date-ties-call-requests", observed, "equal dates of call requests have no order; by id they have", "other on odd pages than on even ones", "", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.CallRequests = 0 }))
		for range 4 {
			t.CSCart.Server.InsertCallRequest(func(q *sandbox.CallRequest) { q.Timestamp = 1900000000 })
		}
		seen := func(sort string) int {
			ids := append(t.column(t.get("call_requests?items_per_page=2&page=1&sort_order=asc&sort_by="+sort), "call_requests", "request_id"),
				t.column(t.get("call_requests?items_per_page=2&page=2&sort_order=asc&sort_by="+sort), "call_requests", "request_id")...)
			slices.Sort(ids)
			return len(slices.Compact(ids))
		}
		t.equal(seen("id"), 4)
		t.equal(seen("date") < 4, true)
	}},
	{"substrings-orders", observed, "email and phone of orders match parts", "", "", func(t *trial) {
		t.start()
		id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.Status, o.Email, o.Phone = "O", "unlikely.name@example.net", "+49 30 901820" })
		t.equal(t.ids("email=LIKELY.n"), []int64{id})
		t.equal(t.ids("phone=90182"), []int64{id})
	}},
	{"substrings-call-requests", observed, "name and phone of call requests match parts", "", "", func(t *trial) {
		t.start()
		id := t.CSCart.Server.InsertCallRequest(func(q *sandbox.CallRequest) { q.Name, q.Phone = "Zed Unlikely", "+49 30 901820" })
		t.equal(t.column(t.get("call_requests?name=unlike"), "call_requests", "request_id"), []int64{id})
		t.equal(t.column(t.get("call_requests?phone=90182"), "call_requests", "request_id"), []int64{id})
	}},
	{"status-array", observed, "status of orders may be an array", "", "", func(t *trial) {
		t.start()
		both := t.ids("items_per_page=0&status[]=P&status[]=C")
		t.equal(len(both), len(t.ids("items_per_page=0&status=P"))+len(t.ids("items_per_page=0&status=C")))
	}},
	{"updated-at", observed, "updated_at_from and updated_at_to exist from 4.13.2", "by profile; older ones ignore them", "", func(t *trial) {
		t.in(profiles, func(p string) {
			id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.Status, o.CompanyID, o.UpdatedAt = "O", 1, 1900000000 })
			got := t.ids("items_per_page=0&updated_at_from=1899999999&updated_at_to=1900000001")
			if old(p) {
				t.equal(len(got), 121)
				return
			}
			t.equal(got, []int64{id})
		})
	}},
	{"incomplete-left-out", observed, "incomplete orders are left out unless asked for, by status=N or include_incompleted", "", "", func(t *trial) {
		t.start()
		n := len(t.ids("items_per_page=0&status=N"))
		t.equal(n > 0, true)
		t.equal(len(t.ids("items_per_page=0")), 120)
		t.equal(len(t.ids("items_per_page=0&include_incompleted=Y")), 120+n)
	}},
	{"parents-not-listed", observed, "parent orders are in no list and are read by id", "", "", func(t *trial) {
		t.start(release("4.20.1-mv"))
		id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.IsParent, o.Status = true, "T" })
		for _, query := range []string{"", "&status=T", "&include_incompleted=Y", fmt.Sprint("&order_id=", id)} {
			t.equal(slices.Contains(t.ids("items_per_page=0"+query), fmt.Sprint(id)), false)
		}
		t.is(t.get(fmt.Sprint("orders/", id)), "status", `"T"`)
	}},
	{"filter-order-id", observed, "order_id takes ids with commas", "", "", func(t *trial) {
		t.start()
		t.equal(t.ids(byID+"0&order_id=7,9,3"), []int{3, 7, 9})
	}},
	{"filter-parent", observed, "parent_order_id selects sub-orders", "", "", func(t *trial) {
		t.start(release("4.13.2-mv"))
		child := t.list(t.get("orders?"+byID+"0"), "orders")[5]
		parent := strings.Trim(find(child, "parent_order_id"), `"`)
		t.equal(len(t.ids("items_per_page=0&parent_order_id="+parent)), 2)
	}},
	{"filter-storefront", observed, "storefront_id selects", "from 4.13.2", "", func(t *trial) {
		t.start()
		two := len(t.ids("items_per_page=0&storefront_id=2"))
		t.equal(two > 0 && two < 120, true)
	}},
	{"filter-total", observed, "total_from and total_to select", "", "", func(t *trial) {
		t.start()
		for _, total := range t.column(t.get("orders?items_per_page=0&total_from=50&total_to=90"), "orders", "total") {
			t.equal(money(total).GreaterThanOrEqual(money("50")) && money(total).LessThanOrEqual(money("90")), true)
		}
	}},
	{"filter-period", observed, "period with time_from and time_to selects by the order's date", "unix times, or mm/dd/yyyy in UTC (assumed)", "", func(t *trial) {
		t.start()
		id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.Status, o.Timestamp = "O", 1900000000 })
		t.equal(t.ids("period=C&time_from=1899999999&time_to=1900000001"), []int64{id})
	}},
	{"full-orders", observed, "get_orders_data=1 makes every row a full order, from 4.13.2", "by profile", "", func(t *trial) {
		t.in([]string{"4.2.3", "4.3.7", "4.13.2", "4.20.1"}, func(p string) {
			want := map[bool]string{true: "absent", false: "object"}[old(p)]
			t.kind(t.get("orders?get_orders_data=1&items_per_page=3"), want, "orders.0.products")
		})
	}},
	{"filter-documented", documented, "status, user_id, company_id, invoice_id and credit_memo_id select orders", "", "", func(t *trial) {
		t.start()
		id := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) {
			o.Status, o.UserID, o.CompanyID, o.InvoiceID, o.CreditMemoID = "X", 8800, 2, 9900, 9901
		})
		for _, query := range []string{"status=X", "user_id=8800", "company_id=2&status=X", "invoice_id=9900", "credit_memo_id=9901"} {
			t.equal(t.ids("items_per_page=0&"+query), []int64{id})
		}
		t.equal(len(t.ids("status=X&company_id=1")), 0)
	}},
	{"filter-call-requests", documented, "status, company_id, order_status, user_id and order_exists select call requests", "", "", func(t *trial) {
		t.start(shopWith(func(c *sandbox.CSCartConfig) { c.CallRequests = 0 }))
		order := t.CSCart.Server.InsertOrder(func(o *sandbox.Order) { o.Status = "P" })
		t.CSCart.Server.InsertCallRequest(func(q *sandbox.CallRequest) {
			q.Status, q.CompanyID, q.OrderID, q.UserID = "completed", 2, order, 1
		})
		t.CSCart.Server.InsertCallRequest(func(q *sandbox.CallRequest) { q.Status, q.CompanyID, q.OrderID, q.UserID = "new", 1, 0, 2 })
		for _, query := range []string{"status=completed", "company_id=2", "order_status=P", "user_id=1", "order_exists=Y"} {
			t.equal(t.column(t.get("call_requests?"+query), "call_requests", "request_id"), "[1]")
		}
		t.equal(t.column(t.get("call_requests?order_exists=N"), "call_requests", "request_id"), "[2]")
	}},
	{"sort-call-requests", documented, "call requests sort by id, date, status, name, phone, user_id, user, order and order_status, by date, desc, when nothing is said", "", "", func(t *trial) {
		t.start()
		for _, key := range strings.Fields("id date status name phone user_id user order order_status") {
			for _, direction := range []string{"asc", "desc"} {
				r := t.get("call_requests?items_per_page=0&sort_by=" + key + "&sort_order=" + direction)
				t.is(r, "params.sort_by", `"`+key+`"`)
				t.is(r, "params.sort_order", `"`+direction+`"`)
			}
		}
		names := t.column(t.get("call_requests?items_per_page=0&sort_by=name&sort_order=asc"), "call_requests", "name")
		t.equal(len(names) == 40 && names[0] < names[39], true)
		t.is(t.get("call_requests"), "params.sort_by", `"date"`)
		t.is(t.get("call_requests"), "params.sort_order", `"desc"`)
	}},
}
