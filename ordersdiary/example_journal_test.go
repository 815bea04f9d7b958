package ordersdiary_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

// exampleJournal is the journal of a small account that runs in this process,
// and what stops that account.
func exampleJournal() (*ordersdiary.Service, func()) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		found := []map[string]any{} // an empty journal is [], not null
		for _, deal := range exampleDeals {
			if exampleSelects(r.URL.Query(), deal) {
				found = append(found, deal)
			}
		}
		var answer any = found
		if r.URL.Query().Has("page") {
			answer = map[string]any{"page": 1, "pageTotal": 1, "pageSize": 1000, "recordsTotal": len(found), "records": found}
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(answer)
	}))
	client, err := quartet.NewCalltouch("token",
		quartet.WithBaseURL(server.URL), quartet.WithRateLimit(1000, 1000), quartet.WithLocation(msk))
	if err != nil {
		panic(err)
	}
	return ordersdiary.New(client, 12345), func() {
		client.CloseIdleConnections()
		server.Close()
	}
}

var exampleDeals = []map[string]any{
	{
		"orderNumber": "A-101", "orderDate": "01/03/2026 09:30:00", "plannedAmount": 6000, "currencyCode": "RUB",
		"client":      map[string]any{"fio": "Анна Ким", "phones": "74950000001"},
		"orderSource": map[string]any{"type": "CALL", "callId": 7, "duration": 42},
	},
	{
		"orderNumber": "A-102", "orderDate": "02/03/2026 10:00:00", "plannedAmount": "1500.50", "currencyCode": "RUB",
		"client": map[string]any{"fio": "Пётр", "phones": "74950000002"}, "tags": []string{"hot"}, "orderStatus": "start",
		"orderSource": map[string]any{"type": "REQUEST", "requestNumber": "5231705"},
	},
	{
		"orderNumber": "A-103", "orderDate": "02/03/2026 23:59:59", "plannedAmount": 900, "currencyCode": "RUB",
		"client":      map[string]any{"fio": "Анна Ким", "phones": "74950000001"},
		"orderSource": map[string]any{"type": "CALL", "callId": 8, "duration": 5},
	},
}

// exampleSelects reports whether the deal is asked for.
func exampleSelects(q url.Values, deal map[string]any) bool {
	client, _ := deal["client"].(map[string]any)
	switch {
	case q.Has("phoneNumber.value"):
		return client["phones"] == q.Get("phoneNumber.value")
	case q.Has("orderNumber"):
		return deal["orderNumber"] == q.Get("orderNumber")
	}
	const form = "02/01/2006"
	text, _ := deal["orderDate"].(string)
	day, err := time.Parse(form, text[:len(form)])
	from, fromErr := time.Parse(form, q.Get("dateFrom"))
	to, toErr := time.Parse(form, q.Get("dateTo"))
	return err == nil && fromErr == nil && toErr == nil && !day.Before(from) && !day.After(to)
}
