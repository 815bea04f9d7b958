package cscart_test

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

const list = "/api/2.0/orders?"

func TestOrderListAnswer(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ profile, params string }{
		{"4.3.7", `{"page":2,"items_per_page":"10","status":["O","C"],"ajax_custom":"1","include_incompleted":false,"sort_order":"asc","sort_by":"order_id","sort_order_rev":"desc","total_items":"`},
		{"4.20.1", `{"page":2,"items_per_page":10,"status":["O","C"],"include_incompleted":false,"sort_order":"asc","sort_by":"order_id","sort_order_rev":"desc","total_items":"`},
	} {
		r := open(t, profile(c.profile)).get(list + "page=2&status[]=O&status[]=C&sort_by=order_id&sort_order=asc")
		if !strings.HasPrefix(r.body, `{"orders":[{`) || !strings.Contains(r.body, `"params":`+c.params) {
			t.Errorf("%s: want params %s… in %s", c.profile, c.params, r.body[strings.Index(r.body, `"params"`):])
		}
		if got := r.header.Get("Content-Type"); got != "application/json" {
			t.Errorf("Content-Type %q", got)
		}
	}
}

func TestOrderRows(t *testing.T) {
	t.Parallel()
	row := map[string]string{
		"order_id": "string", "issuer_id": "null", "user_id": "string", "is_parent_order": "string", "parent_order_id": "string",
		"company_id": "string", "timestamp": "string", "firstname": "string", "lastname": "string", "email": "string",
		"status": "string", "total": "string", "invoice_id": "null", "credit_memo_id": "null", "points": "null",
	}
	with := func(base map[string]string, more ...string) map[string]string {
		m := map[string]string{}
		for k, v := range base {
			m[k] = v
		}
		for i := 0; i < len(more); i += 2 {
			m[more[i]] = more[i+1]
		}
		return m
	}
	modern := with(row, "phone", "string", "company", "string", "issuer_name", "null", "issuer_email", "null", "storefront_id", "string")
	for name, want := range map[string]map[string]string{
		"4.2.3": row, "4.3.7": with(row, "phone", "string"), "4.13.2": modern, "4.20.1": modern,
	} {
		s := open(t, profile(name))
		id := s.InsertOrder(func(o *cscart.Order) { o.IssuerID, o.InvoiceID, o.CreditMemoID, o.Points, o.Status = 0, 0, 0, 0, "O" })
		rows, _ := s.rows(s.get(fmt.Sprint("/api/2.0/orders?order_id=", id)))
		got := map[string]string{}
		for k := range rows[0] {
			got[k] = kindOf(rows[0], k)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestPaging(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, profile, query string
		rows                 int
		page, size, total    string
	}{
		{"first page of ten", "", "", 10, "1", "10", "120"},
		{"a page in the middle", "", "page=3&items_per_page=50", 20, "3", "50", "120"},
		{"0 is everything, without a total", "", "items_per_page=0", 120, "1", "0", "null"},
		{"no maximum", "", "items_per_page=100000", 120, "1", "100000", "120"},
		{"page 0 is page 1", "", "page=0", 10, "1", "10", "120"},
		{"past the end: empty", "", "page=4&items_per_page=50", 0, "4", "50", "120"},
		{"past the end in 4.13.2: empty", "4.13.2", "page=4&items_per_page=50", 0, "4", "50", "120"},
		{"past the end in 4.2.3: empty", "4.2.3", "page=4&items_per_page=50", 0, "4", "50", "120"},
		{"past the end in 4.3.7: the last page", "4.3.7", "page=9&items_per_page=50", 20, "3", "50", "120"},
		{"nothing found: not clamped", "4.3.7", "page=9&items_per_page=50&order_id=999999", 0, "9", "50", "0"},
		{"so far out that it overflows", "", "page=9223372036854775807&items_per_page=50", 0, "9223372036854775807", "50", "120"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, profile(c.profile))
			rows, params := s.rows(s.get(list + c.query))
			if len(rows) != c.rows || textOf(params["page"]) != c.page || textOf(params["items_per_page"]) != c.size || textOf(params["total_items"]) != c.total {
				t.Errorf("%d rows, params %v", len(rows), params)
			}
			if kindOf(params, "page") != "number" || params["total_items"] != nil && kindOf(params, "total_items") != "string" {
				t.Errorf("params %v", params)
			}
		})
	}
}

func TestSorting(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.InsertOrder(func(o *cscart.Order) { o.Timestamp = 1767700000 }) // the newest id is among the oldest dates
	for _, c := range []struct{ query, by, order, key string }{
		{"sort_by=order_id&sort_order=asc", "order_id", "asc", "order_id"},
		{"sort_by=order_id", "order_id", "desc", "order_id"},
		{"sort_by=date&sort_order=asc", "date", "asc", "timestamp"},
		{"", "date", "desc", "timestamp"},
		{"sort_by=nonsense&sort_order=asc", "date", "asc", "timestamp"},
		{"sort_by=nonsense&sort_order=up", "date", "desc", "timestamp"},
		{"sort_by=total&sort_order=asc", "total", "asc", "total"},
		{"sort_by=status&sort_order=asc", "status", "asc", "status"},
		{"sort_by=email&sort_order=desc", "email", "desc", "email"},
		{"sort_by=customer&sort_order=asc", "customer", "asc", "lastname"},
		{"sort_by=points&sort_order=asc", "points", "asc", "points"},
	} {
		rows, params := s.rows(s.get(list + "items_per_page=0&" + c.query))
		if params["sort_by"] != c.by || params["sort_order"] != c.order || params["sort_order_rev"] == c.order {
			t.Errorf("%s: params %v", c.query, params)
		}
		values := column(rows, c.key)
		sorted := slices.IsSortedFunc(values, func(a, b string) int {
			if c.order == "desc" {
				a, b = b, a
			}
			x, errX := strconv.ParseFloat(strings.Replace(a, "null", "0", 1), 64)
			y, errY := strconv.ParseFloat(strings.Replace(b, "null", "0", 1), 64)
			if errX == nil && errY == nil {
				return int(x*100) - int(y*100)
			}
			return strings.Compare(a, b)
		})
		if !sorted {
			t.Errorf("%s: %v", c.query, values)
		}
	}
	off := open(t, func(c *cscart.Config) { c.RewardPointsOff = true })
	if _, params := off.rows(off.get(list + "sort_by=points")); params["sort_by"] != "date" {
		t.Errorf("points without the add-on: %v", params)
	}
}

func TestDateTiesGoByID(t *testing.T) {
	t.Parallel()
	s := open(t)
	for range 5 {
		s.InsertOrder(func(o *cscart.Order) { o.Timestamp, o.Status = 1800000000, "O" })
	}
	for _, order := range []string{"asc", "desc"} {
		rows, _ := s.rows(s.get(list + "items_per_page=0&sort_by=date&sort_order=" + order))
		if order == "desc" {
			slices.Reverse(rows)
		}
		ids := column(rows[len(rows)-5:], "order_id")
		if !slices.IsSorted(ids) {
			t.Errorf("%s: %v", order, ids)
		}
	}
}

func TestOrderFilters(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.InsertOrder(func(o *cscart.Order) { // order 900001 is the one that each filter finds
		o.ID, o.Status, o.UserID, o.CompanyID, o.StorefrontID, o.ParentID = 900001, "Q", 4711, 2, 5, 900000
		o.Email, o.Phone, o.Firstname, o.Lastname = "Zed.One@shop.example", "+49 30 901820", "Zed", "Öne"
		o.InvoiceID, o.CreditMemoID, o.Timestamp, o.UpdatedAt = 70001, 70002, testNow.Unix()-60, 1900000000
		o.Total = o.Total.Add(o.Total).Round(0).Add(decimalOf("100000.05"))
	})
	incomplete := s.InsertOrder(func(o *cscart.Order) { o.Status = "N" })
	for _, c := range []struct {
		name, query string
		found       bool
	}{
		{"status", "status=Q", true},
		{"another status", "status=O", false},
		{"status list", "status[]=P&status[]=Q", true},
		{"user", "user_id=4711", true},
		{"company", "company_id=2", true},
		{"another company", "company_id=1", false},
		{"part of an e-mail", "email=one@shop", true},
		{"an e-mail of somebody else", "email=nobody@", false},
		{"part of a phone", "phone=" + url.QueryEscape("30 9018"), true},
		{"first name", "cname=zed", true},
		{"part of the last name", "cname=" + url.QueryEscape(" ne "), true},
		{"first and last name", "cname=" + url.QueryEscape("ze Öne"), true},
		{"last and first name", "cname=" + url.QueryEscape("Öne zed"), false},
		{"another name", "cname=nobody", false},
		{"a parameter that names no filter", "name=nobody", true},
		{"invoice", "invoice_id=70001", true},
		{"another invoice", "invoice_id=70009", false},
		{"invoice or credit memo", "invoice_id=70009&credit_memo_id=70002", true},
		{"credit memo", "credit_memo_id=70002", true},
		{"ids", "order_id=1,900001", true},
		{"other ids", "order_id=1,2", false},
		{"parent", "parent_order_id=900000", true},
		{"storefront", "storefront_id=5", true},
		{"total from", "total_from=100000.05", true},
		{"total to", "total_to=100000.04", false},
		{"total to nothing", "total_to=0.00", false},
		{"total to 0 is no filter", "total_to=0", true},
		{"updated from", "updated_at_from=1900000000", true},
		{"updated later", "updated_at_from=1900000001", false},
		{"updated to", "updated_at_to=1900000000&updated_at_from=1800000000", true},
		{"updated before", "updated_at_to=1899999999", false},
		{"today", "period=D", true},
		{"this week", "period=W", true},
		{"this month", "period=M", true},
		{"this year", "period=Y", true},
		{"between dates", "period=C&time_from=05/20/2026&time_to=05/20/2026", true},
		{"between other dates", "period=C&time_from=05/18/2026&time_to=05/19/2026", false},
		{"between unix times", fmt.Sprintf("period=C&time_from=%d&time_to=%d", testNow.Unix()-61, testNow.Unix()), true},
		{"bounds without a period do nothing", "time_from=05/18/2026&time_to=05/19/2026", true},
		{"an unknown parameter", "colour=red", true},
		{"an empty filter", "email=", true},
		{"two filters", "status=Q&user_id=4712", false},
	} {
		rows, _ := s.rows(s.get(list + "items_per_page=0&" + c.query))
		if got := slices.Contains(column(rows, "order_id"), "900001"); got != c.found {
			t.Errorf("%s: %s finds it: %v", c.name, c.query, got)
		}
	}
	for query, want := range map[string]bool{"": false, "status=N": true, "include_incompleted=1": true, "include_incompleted=0": false} {
		rows, _ := s.rows(s.get(list + "items_per_page=0&" + query))
		if got := slices.Contains(column(rows, "order_id"), fmt.Sprint(incomplete)); got != want {
			t.Errorf("%q shows an incomplete order: %v", query, got)
		}
	}
}

func TestUpdatedFilterIsIgnoredBefore4132(t *testing.T) {
	t.Parallel()
	for name, total := range map[string]string{"4.2.3": "120", "4.3.7": "120", "4.13.2": "0", "4.20.1": "0"} {
		s := open(t, profile(name))
		if _, params := s.rows(s.get(list + "updated_at_from=1999999999")); params["total_items"] != total {
			t.Errorf("%s: %v", name, params)
		}
	}
}

func TestParentsAreNeverListed(t *testing.T) {
	t.Parallel()
	s := open(t, profile("4.20.1-mv"))
	var parent int64
	for _, id := range s.OrderIDs() {
		if o, _ := s.Order(id); o.IsParent {
			parent = id
		}
	}
	for _, query := range []string{"", "&status=T", fmt.Sprint("&order_id=", parent)} {
		rows, _ := s.rows(s.get(list + "items_per_page=0" + query))
		if slices.Contains(column(rows, "order_id"), fmt.Sprint(parent)) {
			t.Errorf("%q lists a parent", query)
		}
	}
	o := s.object(s.get(idPath("orders", parent)), 200)
	if o["is_parent_order"] != "Y" || o["status"] != "T" {
		t.Errorf("is_parent_order %v, status %v", o["is_parent_order"], o["status"])
	}
	rows, _ := s.rows(s.get(list + fmt.Sprint("parent_order_id=", parent)))
	if len(rows) != 2 {
		t.Errorf("%d sub-orders", len(rows))
	}
}

func TestScopedList(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]string{"4.20.1": "/api/2.0/stores/2/", "4.20.1-mv": "/api/2.0/vendors/2/"} {
		s := open(t, profile(name))
		rows, _ := s.rows(s.get(path + "orders?items_per_page=0"))
		companies := slices.Compact(slices.Sorted(slices.Values(column(rows, "company_id"))))
		if !slices.Equal(companies, []string{"2"}) {
			t.Errorf("%s: companies %v", name, companies)
		}
		other := s.InsertOrder(func(o *cscart.Order) { o.CompanyID = 1 })
		if r := s.get(fmt.Sprint(path, "orders/", other)); r.status != 404 {
			t.Errorf("%s: an order of company 1: %d", name, r.status)
		}
	}
}

func TestFullOrdersInLists(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"4.3.7": "absent", "4.13.2": "object", "4.20.1": "object"} {
		s := open(t, profile(name))
		rows, _ := s.rows(s.get(list + "get_orders_data=1&items_per_page=1"))
		if got := kindOf(rows[0], "payment_method"); got != want {
			t.Errorf("%s: payment_method %s", name, got)
		}
	}
}

// Lists are LIMIT and OFFSET on live data, and the count is a query of its own.
func TestListsAreOnLiveData(t *testing.T) {
	t.Parallel()
	s := open(t)
	const page1, page2 = list + "sort_by=order_id&sort_order=asc&items_per_page=10", list + "sort_by=order_id&sort_order=asc&items_per_page=10&page=2"
	before, _ := s.rows(s.get(page2))
	first, _ := s.rows(s.get(page1))
	s.DeleteOrder(asID(t, first[3]["order_id"]))
	after, _ := s.rows(s.get(page2))
	if got, want := column(after, "order_id")[:9], column(before, "order_id")[1:]; !slices.Equal(got, want) {
		t.Errorf("a deletion does not shift the next page: %v, want %v", got, want)
	}

	newest, _ := s.rows(s.get(list))
	s.InsertOrder(func(o *cscart.Order) { o.Timestamp, o.Status = testNow.Unix(), "O" })
	second, _ := s.rows(s.get(list + "page=2"))
	if column(second, "order_id")[0] != column(newest, "order_id")[9] {
		t.Error("an insertion does not shift the next page of the newest")
	}

	s.OnSelect(func(entity string) {
		if entity != "orders" {
			t.Errorf("select of %s", entity)
		}
		s.DeleteOrder(asID(t, first[0]["order_id"]))
	})
	rows, params := s.rows(s.get(list + "items_per_page=1000"))
	if params["total_items"] != "120" || len(rows) != 119 {
		t.Errorf("total %v, %d rows: want 120 and 119", params["total_items"], len(rows))
	}
}

func TestBelievedDoubledRows(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) { c.Beliefs.DoubledRows = true })
	id := s.InsertOrder(func(o *cscart.Order) { o.InvoiceID, o.CreditMemoID, o.Status = 1, 2, "C" })
	rows, params := s.rows(s.get(list + fmt.Sprint("order_id=", id)))
	if len(rows) != 2 || params["total_items"] != "1" {
		t.Errorf("%d rows, total %v", len(rows), params["total_items"])
	}
}

// What is inserted is of today's shape, even with a number that old orders have.
func TestInsertedOrdersAreNotOfOld(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) { c.Orders = 0 })
	if id := s.InsertOrder(nil); id != 1 {
		t.Fatalf("id %d", id)
	}
	if o, _ := s.Order(1); o.Legacy {
		t.Error("it is of old")
	}
}
