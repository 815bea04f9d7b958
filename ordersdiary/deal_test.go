package ordersdiary_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

// decode reads one deal as List does.
func decode(t *testing.T, text string) ordersdiary.Deal {
	t.Helper()
	page, err := answeringText("["+text+"]").journal(t).List(t.Context(), ordersdiary.Between(day(1), day(2)))
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Deals) != 1 {
		t.Fatalf("%d deals, want 1", len(page.Deals))
	}
	return page.Deals[0]
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// at is a time of March 2026 in Moscow.
func at(d, hour, minute, second int) time.Time {
	return time.Date(2026, time.March, d, hour, minute, second, 0, msk)
}

var wantCall = ordersdiary.Deal{
	OrderNumber: "A-100", OrderName: "Roof windows", OrderLink: "https://crm.example/A-100",
	OrderOrigin: "API", OrderStatus: "в работе", Funnel: "Retail",
	OrderDate: at(1, 9, 0, 0), CreatedDate: at(1, 9, 1, 30), StatusDate: at(2, 10, 0, 0), UpdatedDate: at(2, 11, 0, 0),
	Client: ordersdiary.Client{
		FIO: "Анна Ким", Phones: []string{"74950000001"}, Emails: []string{"anna@example.com"},
		Extra: map[string]json.RawMessage{"tgId": json.RawMessage(`17`)},
	},
	Manager: "Олег", Service: "AmoCRM",
	PlannedAmount: quartet.MustDecimal("6000"), Margin: quartet.MustDecimal("0.30000000000000004"), Currency: "RUB",
	Source: ordersdiary.Source{
		Type: ordersdiary.SourceCall, CallID: 32949495, DurationSeconds: 8,
		PhoneNumber: "74990000002", ANI: "74950000001", DateCall: at(1, 8, 55, 4),
	},
	Visit: ordersdiary.Visit{
		UTMSource: "yandex", UTMMedium: "cpc", UTMCampaign: "spring", UTMContent: "banner", UTMTerm: "window",
		Source: "(direct)", Medium: "(none)", Keyword: "(not set)", VisitDate: at(1, 8, 50, 0),
	},
	Comments: []ordersdiary.Comment{{Text: "call again"}},
	Tags:     []ordersdiary.Tag{{Names: []string{"hot"}}, {Names: []string{"north"}}},
	Products: []ordersdiary.Product{{
		Name: "Window", Brand: "Light", Category: "Roof", Variant: "78×98", ExternalID: "33",
		Price: quartet.MustDecimal("101.63"), Quantity: quartet.MustDecimal("4"),
		Revenue: quartet.MustDecimal("406.52"), Margin: quartet.MustDecimal("100.25"),
	}},
	Custom:        map[string]string{"area": "north", "floor": "3"},
	CompletedDate: time.Date(2026, time.March, 3, 0, 0, 0, 0, msk),
	Extra:         map[string]json.RawMessage{"sessionId": json.RawMessage(`123`)},
}

func TestDealOfACall(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(wantCall, decode(t, testdata(t, "deal_call.json")), sameTimes); diff != "" {
		t.Errorf("deal (-want +got):\n%s", diff)
	}
}

func TestDealOfARequest(t *testing.T) {
	t.Parallel()
	want := ordersdiary.Deal{
		OrderNumber: "7813745", OrderDate: at(1, 10, 0, 0), CreatedDate: at(1, 17, 50, 0), IsDeleted: true,
		Client:        ordersdiary.Client{FIO: "Пётр", Phones: []string{"1", "2"}, Emails: []string{"p@example.com", "q@example.com"}},
		PlannedAmount: quartet.MustDecimal("100000.50"), CompletedAmount: quartet.MustDecimal("12.50"), Currency: "EUR",
		Source:   ordersdiary.Source{Type: ordersdiary.SourceRequest, RequestNumber: "5231705"},
		Comments: []ordersdiary.Comment{{Text: "one"}, {Text: "two"}},
		Tags:     []ordersdiary.Tag{{Names: []string{"Самара", "Казань"}, Category: "town", Type: "MANUAL"}},
	}
	got := decode(t, testdata(t, "deal_request.json"))
	if diff := cmp.Diff(want, got, sameTimes); diff != "" {
		t.Errorf("deal (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Самара", "Казань"}, got.TagNames()); diff != "" {
		t.Errorf("tag names (-want +got):\n%s", diff)
	}
}

// Each form that a member of a deal can have, by itself.
func TestFormsOfADeal(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		text string
		want ordersdiary.Deal
	}{
		"nothing":              {`{}`, ordersdiary.Deal{}},
		"number as a number":   {`{"orderNumber":7813745}`, ordersdiary.Deal{OrderNumber: "7813745"}},
		"no client":            {`{"client":null}`, ordersdiary.Deal{}},
		"client of nulls":      {`{"client":{"phones":null,"fio":null,"emails":null}}`, ordersdiary.Deal{}},
		"no visit":             {`{"visit":null}`, ordersdiary.Deal{}},
		"visit of nulls":       {`{"visit":{"utmSource":null,"visitDate":null,"keyword":null}}`, ordersdiary.Deal{}},
		"no lead":              {`{"orderSource":null}`, ordersdiary.Deal{}},
		"null tags":            {`{"tags":null}`, ordersdiary.Deal{}},
		"empty tags":           {`{"tags":[]}`, ordersdiary.Deal{}},
		"tag as text":          {`{"tags":"hot"}`, ordersdiary.Deal{Tags: []ordersdiary.Tag{{Names: []string{"hot"}}}}},
		"no comment":           {`{"comment":null}`, ordersdiary.Deal{}},
		"comment as an object": {`{"comment":{"text":"a"}}`, ordersdiary.Deal{Comments: []ordersdiary.Comment{{Text: "a"}}}},
		"comments as objects":  {`{"comment":[{"comment":"a"},{"text":"b"}]}`, ordersdiary.Deal{Comments: []ordersdiary.Comment{{Text: "a"}, {Text: "b"}}}},
		"comment and more": {`{"comment":["a",{"text":"b","author":"Олег"},{"author":"Вера"}]}`, ordersdiary.Deal{Comments: []ordersdiary.Comment{
			{Text: "a"},
			{Text: "b", Extra: map[string]json.RawMessage{"author": json.RawMessage(`"Олег"`)}},
			{Extra: map[string]json.RawMessage{"author": json.RawMessage(`"Вера"`)}},
		}}},
		"comment of any value": {`{"comment":[5,true,{"text":["a"]}]}`, ordersdiary.Deal{Comments: []ordersdiary.Comment{
			{Text: "5"}, {Text: "true"}, {Text: `["a"]`},
		}}},
		"no products":      {`{"products":null}`, ordersdiary.Deal{}},
		"no custom fields": {`{"custom":null}`, ordersdiary.Deal{}},
		"custom as a list": {`{"custom":[]}`, ordersdiary.Deal{}},
		"custom fields of any value": {`{"custom":{"a":[1, 2],"b":{"c":null},"d":true,"e":5,"f":"x"}}`, ordersdiary.Deal{Custom: map[string]string{
			"a": "[1, 2]", "b": `{"c":null}`, "d": "true", "e": "5", "f": "x",
		}}},
		"custom fields as a list": {`{"custom":[{"field":"a","value":"b"},5]}`, ordersdiary.Deal{Custom: map[string]string{
			"0": `{"field":"a","value":"b"}`, "1": "5",
		}}},
		"no amounts":             {`{"plannedAmount":null,"margin":null,"completedAmount":null}`, ordersdiary.Deal{}},
		"currency":               {`{"currency":"RUB"}`, ordersdiary.Deal{Currency: "RUB"}},
		"currencyCode":           {`{"currencyCode":"RUB"}`, ordersdiary.Deal{Currency: "RUB"}},
		"both, one of them null": {`{"currency":null,"currencyCode":"RUB"}`, ordersdiary.Deal{Currency: "RUB"}},
		"a date without a time":  {`{"statusDate":"02/03/2026"}`, ordersdiary.Deal{StatusDate: at(2, 0, 0, 0)}},
		"a date that is empty":   {`{"statusDate":""}`, ordersdiary.Deal{}},
		"a lead to come": {`{"orderSource":{"type":"MESSENGER","chatId":5}}`, ordersdiary.Deal{Source: ordersdiary.Source{
			Type: "MESSENGER", Extra: map[string]json.RawMessage{"chatId": json.RawMessage("5")},
		}}},
		"request as a number": {`{"orderSource":{"type":"REQUEST","requestNumber":12}}`, ordersdiary.Deal{
			Source: ordersdiary.Source{Type: ordersdiary.SourceRequest, RequestNumber: "12"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, decode(t, tt.text), sameTimes); diff != "" {
				t.Errorf("deal (-want +got):\n%s", diff)
			}
		})
	}
}

// What a Service gave can be stored, as a whole or in parts.
func TestJSON(t *testing.T) {
	t.Parallel()
	extra := map[string]json.RawMessage{"more": json.RawMessage(`[1]`)}
	for _, tt := range []struct{ value, got any }{
		{&wantCall, new(ordersdiary.Deal)},
		{&wantCall.Source, new(ordersdiary.Source)},
		{&wantCall.Visit, new(ordersdiary.Visit)},
		{&wantCall.Client, new(ordersdiary.Client)},
		{&wantCall.Products[0], new(ordersdiary.Product)},
		{&ordersdiary.Tag{Names: []string{"a", "b"}, Category: "c", Type: "MANUAL", Extra: extra}, new(ordersdiary.Tag)},
		{&ordersdiary.Comment{Text: "a", Extra: extra}, new(ordersdiary.Comment)},
		{&ordersdiary.Page{Number: 2, PageTotal: 3, PageSize: 10, RecordsTotal: 21, Deals: []ordersdiary.Deal{wantCall}}, new(ordersdiary.Page)},
	} {
		text, err := json.Marshal(tt.value)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, tt.got); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if diff := cmp.Diff(tt.value, tt.got, cmp.Comparer(time.Time.Equal)); diff != "" {
			t.Errorf("%T read back (-want +got):\n%s", tt.value, diff)
		}
	}
}

// The parts of a deal read the vendor's forms by themselves, too.
func TestVendorsJSON(t *testing.T) {
	t.Parallel()
	page := &ordersdiary.Page{Deals: []ordersdiary.Deal{{OrderNumber: "5"}}}
	for text, tt := range map[string]struct{ want, got any }{
		`{"callId":"5","duration":"8","dateCall":"01/03/2026 10:00:00"}`: {&ordersdiary.Source{CallID: 5, DurationSeconds: 8, DateCall: at(1, 10, 0, 0)}, new(ordersdiary.Source)},
		`{"visitDate":"01/03/2026"}`:                                     {&ordersdiary.Visit{VisitDate: day(1)}, new(ordersdiary.Visit)},
		`{"phones":"7495","fio":null}`:                                   {&ordersdiary.Client{Phones: []string{"7495"}}, new(ordersdiary.Client)},
		`{"price":1.50,"externalId":33}`:                                 {&ordersdiary.Product{Price: quartet.MustDecimal("1.50"), ExternalID: "33"}, new(ordersdiary.Product)},
		`"hot"`:                                                          {&ordersdiary.Tag{Names: []string{"hot"}}, new(ordersdiary.Tag)},
		`"call again"`:                                                   {&ordersdiary.Comment{Text: "call again"}, new(ordersdiary.Comment)},
		`{"text":"call again"}`:                                          {&ordersdiary.Comment{Text: "call again"}, new(ordersdiary.Comment)},
		`{"page":"2","records":{"0":{"orderNumber":5}}}`:                 {&ordersdiary.Page{Number: 2, Deals: page.Deals}, new(ordersdiary.Page)},
		`[{"orderNumber":5}]`:                                            {page, new(ordersdiary.Page)},
	} {
		if err := json.Unmarshal([]byte(text), tt.got); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if diff := cmp.Diff(tt.want, tt.got, cmp.Comparer(time.Time.Equal)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestPageJSONLeavesTheCursorOut(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(ordersdiary.Page{Number: 1, Cursor: "secret place"})
	if want := `{"page":1,"pageTotal":0,"pageSize":0,"recordsTotal":0,"records":[]}`; err != nil || string(text) != want {
		t.Errorf("%s, %v, want %s", text, err, want)
	}
}

// Without a client, times are Moscow's.
func TestDealDecodedByItself(t *testing.T) {
	t.Parallel()
	var got ordersdiary.Deal
	if err := json.Unmarshal([]byte(`{"orderDate":"01/03/2026 10:00:00"}`), &got); err != nil {
		t.Fatal(err)
	}
	if want := at(1, 10, 0, 0); !got.OrderDate.Equal(want) {
		t.Errorf("OrderDate = %v, want %v", got.OrderDate, want)
	}
}

func TestSourceTypeKnown(t *testing.T) {
	t.Parallel()
	for source, want := range map[ordersdiary.SourceType]bool{
		ordersdiary.SourceCall: true, ordersdiary.SourceRequest: true, ordersdiary.SourceChat: true, "": false, "MESSENGER": false,
	} {
		if got := source.Known(); got != want {
			t.Errorf("%q.Known() = %v", source, got)
		}
	}
}
