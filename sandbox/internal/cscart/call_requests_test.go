package cscart_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet/sandbox/internal/cscart"
)

const calls = "/api/2.0/call_requests"

// call inserts a call request without anything special, changed by change.
func (s *store) call(change func(*cscart.CallRequest)) int64 {
	return s.InsertCallRequest(func(q *cscart.CallRequest) {
		q.OrderID, q.ProductID, q.UserID, q.Status, q.Notes = 0, 0, 0, "new", nil
		if change != nil {
			change(q)
		}
	})
}

func TestCallRequestForms(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"request_id": "string", "company_id": "string", "order_id": "string", "user_id": "string", "product_id": "string",
		"timestamp": "string", "status": "string", "name": "string", "phone": "string", "time_from": "string", "time_to": "string",
		"notes": "null", "order_status": "null", "product": "null",
	}
	for name, responsible := range map[string]string{"4.3.7": "", "4.13.2": "", "4.20.1": "[]"} {
		s := open(t, profile(name))
		q := s.object(s.get(idPath("call_requests", s.call(nil))), 200)
		got := map[string]string{}
		for k := range q {
			if k != "cart_products" {
				got[k] = kindOf(q, k)
			}
		}
		if responsible != "" {
			want["responsible"] = responsible
		} else {
			delete(want, "responsible")
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestCallRequestJoins(t *testing.T) {
	t.Parallel()
	s := open(t)
	order := s.InsertOrder(func(o *cscart.Order) { o.Status = "P" })
	q := s.object(s.get(idPath("call_requests", s.call(func(q *cscart.CallRequest) { q.OrderID, q.ProductID, q.UserID = order, 13, 1 }))), 200)
	if q["order_status"] != "P" || q["product"] != "Mug 0.33 l" || kindOf(q, "responsible") != "object" {
		t.Errorf("%v", q)
	}
}

func TestCartProductsOfTheDataSetHaveEveryForm(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) { c.CallRequests = 100 })
	rows, _ := s.rows(s.get(calls + "?items_per_page=0"))
	seen := map[string]bool{}
	for _, r := range rows {
		seen[kindOf(r, "cart_products")] = true
	}
	if !seen["string"] || !seen["array"] || !seen["object"] {
		t.Errorf("%v", seen)
	}
}

func TestCallRequestList(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"4.3.7":  `"params":{"page":4,"items_per_page":"10","status":"","ajax_custom":"1","sort_order":"desc","sort_by":"date","sort_order_rev":"asc","total_items":"40"}}`,
		"4.13.2": `"params":{"page":4,"items_per_page":10,"status":"","sort_order":"desc","sort_by":"date","sort_order_rev":"asc","total_items":"40"}}`,
		"4.20.1": `"params":{"page":4,"items_per_page":10,"status":"","sort_order":"desc","sort_by":"date","sort_order_rev":"asc","total_items":"40"}}`,
	} { // page 9 is past the end: the last one, in every release
		r := open(t, profile(name)).get(calls + "?page=9&status=")
		if !strings.HasPrefix(r.body, `{"call_requests":[{`) || !strings.HasSuffix(r.body, want) {
			t.Errorf("%s: …%s", name, r.body[strings.LastIndex(r.body, `"params"`):])
		}
	}
}

func TestCallRequestFilters(t *testing.T) {
	t.Parallel()
	s := open(t)
	order := s.InsertOrder(func(o *cscart.Order) { o.Status = "Q" })
	id := fmt.Sprint(s.call(func(q *cscart.CallRequest) {
		q.CompanyID, q.UserID, q.OrderID, q.Status, q.Name, q.Phone = 3, 88, order, "no_answer", "Zoë Zed", "+49 30 901820"
	}))
	for query, found := range map[string]bool{
		"status=no_answer": true, "status=new": false, "status[]=new&status[]=no_answer": true,
		"name=zed": true, "name=nobody": false, "phone=901820": true, "phone=0000000000": false,
		"company_id=3": true, "company_id=1": false, "user_id=88": true, "user_id=87,88": true, "user_id=8": false,
		"order_status=Q": true, "order_status=O": false, "order_exists=Y": true, "order_exists=N": false, "order_exists=": true,
	} {
		rows, _ := s.rows(s.get(calls + "?items_per_page=0&" + query))
		if got := slices.Contains(column(rows, "request_id"), id); got != found {
			t.Errorf("%s finds it: %v", query, got)
		}
	}
}

func TestCallRequestSorting(t *testing.T) {
	t.Parallel()
	s := open(t)
	for key, field := range map[string]string{
		"id": "request_id", "date": "timestamp", "status": "status", "name": "name", "phone": "phone",
		"user_id": "user_id", "order": "order_id", "order_status": "order_status",
	} {
		for _, order := range []string{"asc", "desc"} {
			rows, params := s.rows(s.get(fmt.Sprintf("%s?items_per_page=0&sort_by=%s&sort_order=%s", calls, key, order)))
			values := column(rows, field)
			for i, v := range values {
				if v == "null" {
					values[i] = "" // null sorts before all letters
				}
				if strings.HasSuffix(field, "_id") {
					values[i] = fmt.Sprintf("%09s", v)
				}
			}
			if order == "desc" {
				slices.Reverse(values)
			}
			if !slices.IsSorted(values) || params["sort_by"] != key || params["sort_order"] != order {
				t.Errorf("%s %s: %v", key, order, values)
			}
		}
	}
	if _, params := s.rows(s.get(calls + "?sort_by=nonsense")); params["sort_by"] != "date" {
		t.Errorf("unknown sort: %v", params)
	}
}

// Equal dates have no order that a client could rely on; ids always have.
func TestCallRequestDateTies(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) { c.CallRequests = 0 })
	for range 4 {
		s.call(func(q *cscart.CallRequest) { q.Timestamp = 1800000000 })
	}
	walk := func(sort string) map[string]bool {
		seen := map[string]bool{}
		for page := 1; page <= 2; page++ {
			rows, _ := s.rows(s.get(fmt.Sprintf("%s?items_per_page=2&page=%d&sort_by=%s&sort_order=asc", calls, page, sort)))
			for _, id := range column(rows, "request_id") {
				seen[id] = true
			}
		}
		return seen
	}
	if got := walk("id"); len(got) != 4 {
		t.Errorf("by id: %v", got)
	}
	if got := walk("date"); len(got) == 4 {
		t.Errorf("by date, nothing was lost between the pages: %v", got)
	}
}

func TestCreateCallRequest(t *testing.T) {
	t.Parallel()
	s := open(t)
	const body = `{"phone":"+7(999)111-22-33","email":"x@example.com","name":"Ёлка/1","time_from":"9:00","time_to":"10:00","status":"in_progress",` +
		`"user_id":2,"order_id":5,"product_id":"13","timestamp":1450000000,"notes":"n","cart_products":{"7":{"product_id":13,"amount":"2","price":8.50,"product":"Mug"}}}`
	r := s.send("POST", calls, body)
	id := asID(t, s.object(r, 201)["request_id"])
	if r.body != fmt.Sprintf(`{"request_id":%d}`, id) {
		t.Errorf("answer %s", r.body)
	}
	q := s.object(s.get(idPath("call_requests", id)), 200)
	got := map[string]string{}
	for k := range q {
		got[k] = textOf(q[k])
	}
	delete(got, "responsible")
	delete(got, "order_status")
	want := map[string]string{
		"request_id": fmt.Sprint(id), "company_id": "1", "order_id": "5", "user_id": "2", "product_id": "13", "timestamp": "1450000000",
		"status": "in_progress", "name": "Ёлка/1", "phone": "+7(999)111-22-33", "time_from": "9:00", "time_to": "10:00", "notes": "n",
		"product": "Mug 0.33 l", "cart_products": `{"7":{"amount":"2","price":8.50,"product":"Mug","product_id":13}}`,
	} // no email: it is not stored
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestCallRequestWrites(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, profile, method, body string
		status                      int
		key, want                   string
	}{
		{"an e-mail is enough", "", "POST", `{"email":"x@example.com","name":"N"}`, 201, "phone", ""},
		{"neither phone nor e-mail", "", "POST", `{"name":"N"}`, 400, "", ""},
		{"new by default", "", "POST", `{"phone":"1"}`, 201, "status", "new"},
		{"now by default", "", "POST", `{"phone":"1"}`, 201, "timestamp", fmt.Sprint(testNow.Unix())},
		{"an unknown status", "", "POST", `{"phone":"1","status":"done"}`, 201, "status", ""},
		{"cart products as a list", "", "POST", `{"phone":"1","cart_products":[{"product_id":"13","amount":1}]}`, 201, "cart_products", `[{"amount":1,"product_id":"13"}]`},
		{"no cart products", "", "POST", `{"phone":"1","cart_products":[]}`, 201, "cart_products", ""},
		{"an emoji", "", "POST", `{"phone":"1","name":"a😀b"}`, 201, "name", "a😀b"},
		{"PUT status", "", "PUT", `{"status":"no_answer"}`, 200, "status", "no_answer"},
		{"PUT notes", "", "PUT", `{"notes":"didn't answer"}`, 200, "notes", "didn't answer"},
		{"PUT user, order and product", "", "PUT", `{"user_id":2,"order_id":3,"product_id":13}`, 200, "product_id", "13"},
		{"PUT writes what no document names", "", "PUT", `{"phone":"555"}`, 200, "phone", "555"},
		{"an administrator", "", "PUT", `{"user_id":2}`, 200, "user_id", "2"},
		{"no administrator: dropped", "", "PUT", `{"user_id":50}`, 200, "user_id", "0"},
		{"no administrator in 4.13.2", "4.13.2", "PUT", `{"user_id":50}`, 200, "user_id", "50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, profile(c.profile))
			path := calls
			id := int64(0)
			if c.method == "PUT" {
				id = s.call(nil)
				path = idPath("call_requests", id)
			}
			v := s.object(s.send(c.method, path, c.body), c.status)
			if c.status >= 400 {
				return
			}
			if c.method == "PUT" && v["request_id"] != fmt.Sprint(id) {
				t.Errorf("answer %v", v)
			}
			q := s.object(s.get(idPath("call_requests", asID(t, v["request_id"]))), 200)
			if textOf(q[c.key]) != c.want {
				t.Errorf("%s is %v, want %s", c.key, q[c.key], c.want)
			}
		})
	}
}

func TestBelievedCutAtEmoji(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) { c.Beliefs.CutAtEmoji = true })
	v := s.object(s.send("POST", calls, `{"phone":"1","name":"ab😀c"}`), 201)
	if q, _ := s.CallRequest(asID(t, v["request_id"])); q.Name != "ab" {
		t.Errorf("name %q", q.Name)
	}
}

func TestMissingCallRequest(t *testing.T) {
	t.Parallel()
	s := open(t)
	for method, want := range map[string]int{"GET": 404, "DELETE": 404, "PUT": 400} {
		body := ""
		if method == "PUT" {
			body = `{"status":"new"}`
		}
		if r := s.send(method, calls+"/99999", body); r.status != want {
			t.Errorf("%s: %d, want %d", method, r.status, want)
		}
	}
}

func TestDeleteCallRequest(t *testing.T) {
	t.Parallel()
	s := open(t)
	if r := s.send("DELETE", calls+"/1", ""); r.status != 204 || r.body != "" {
		t.Errorf("%d %q", r.status, r.body)
	}
	if _, ok := s.CallRequest(1); ok {
		t.Error("it is still there")
	}
	if c := s.Counts(); c.CallRequestsDeleted != 1 {
		t.Errorf("%+v", c)
	}
}

// What a test does behind the API's back shows in the API.
func TestCallRequestsBehindTheBack(t *testing.T) {
	t.Parallel()
	s := open(t)
	id := s.call(func(q *cscart.CallRequest) { q.CompanyID = 2 })
	path := fmt.Sprint("/api/2.0/stores/2/call_requests/", id)
	if !s.ChangeCallRequest(id, func(q *cscart.CallRequest) { q.Name = "changed" }) || s.object(s.get(path), 200)["name"] != "changed" {
		t.Error("the change does not show")
	}
	if r := s.get(fmt.Sprint("/api/2.0/stores/1/call_requests/", id)); r.status != 404 {
		t.Errorf("in another store: %d", r.status)
	}
	if !s.DeleteCallRequest(id) || s.get(path).status != 404 {
		t.Error("it is still there")
	}
	if s.DeleteCallRequest(id) || s.ChangeCallRequest(id, nil) || s.DeleteOrder(999999) || s.ChangeOrder(999999, nil) {
		t.Error("what is not there was changed or deleted")
	}
	if _, ok := s.Order(999999); ok {
		t.Error("there is an order 999999")
	}
}

func TestCallRequestsSortedByAdministrator(t *testing.T) {
	t.Parallel()
	s := open(t, func(c *cscart.Config) { c.CallRequests = 0 })
	for _, user := range []int64{1, 2, 1, 0, 2} {
		s.call(func(q *cscart.CallRequest) { q.UserID = user })
	}
	rows, _ := s.rows(s.get(calls + "?items_per_page=0&sort_by=user&sort_order=asc"))
	if got := slices.Compact(column(rows, "user_id")); len(got) != 3 || got[0] != "0" {
		t.Errorf("sorted by name: %v", column(rows, "user_id"))
	}
}
