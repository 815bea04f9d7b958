package coverage_test

import (
	"context"
	"reflect"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
)

// callRequestsSubject is package callrequests.
func callRequestsSubject() subject {
	service := func(w *wire, in input) *callrequests.Service {
		client, err := quartet.NewCSCart("https://shop.example", "admin@shop.example", "key", w.options()...)
		if err != nil {
			panic(err)
		}
		switch in.variant {
		case "callrequests.ForStore":
			return callrequests.New(client, callrequests.ForStore(3))
		case "callrequests.ForVendor":
			return callrequests.New(client, callrequests.ForVendor(3))
		}
		return callrequests.New(client)
	}
	one := func(value callrequests.QueryOption, name, text string) option {
		return option{value: value, wire: map[string]string{name: text}}
	}
	return subject{
		name:    "callrequests",
		service: reflect.TypeFor[*callrequests.Service](),
		unix:    true,
		calls: map[string]call{
			"listCallRequests": func(ctx context.Context, w *wire, in input) (any, error) {
				var options []callrequests.QueryOption
				if in.option != nil {
					options = append(options, in.option.(callrequests.QueryOption))
				}
				return service(w, in).List(ctx, options...)
			},
			"getCallRequest": func(ctx context.Context, w *wire, in input) (any, error) {
				return service(w, in).Get(ctx, w.id("request_id"))
			},
			"createCallRequest": func(ctx context.Context, w *wire, in input) (any, error) {
				return service(w, in).Create(ctx, *in.body.(*callrequests.Draft))
			},
			"updateCallRequest": func(ctx context.Context, w *wire, in input) (any, error) {
				return nil, service(w, in).Update(ctx, 7, *in.body.(*callrequests.Update))
			},
			"deleteCallRequest": func(ctx context.Context, w *wire, in input) (any, error) {
				return nil, service(w, in).Delete(ctx, 7)
			},
		},
		options: map[string]option{
			"callrequests.AtPage":  one(callrequests.AtPage(4), "page", "4"),
			"callrequests.PerPage": one(callrequests.PerPage(30), "items_per_page", "30"),
			"callrequests.SortBy": {
				value: callrequests.SortBy(callrequests.SortName, quartet.Desc),
				wire:  map[string]string{"sort_by": "name", "sort_order": "desc"},
			},
			"callrequests.WithStatus":           one(callrequests.WithStatus(callrequests.StatusNew), "status", "new"),
			"callrequests.WithStatus[status[]]": one(callrequests.WithStatus("new", "completed"), "status[]", "new,completed"),
			"callrequests.WithName":             one(callrequests.WithName("Jane"), "name", "Jane"),
			"callrequests.WithPhone":            one(callrequests.WithPhone("555"), "phone", "555"),
			"callrequests.OfCompany":            one(callrequests.OfCompany(12), "company_id", "12"),
			"callrequests.WithOrderStatus":      one(callrequests.WithOrderStatus("O"), "order_status", "O"),
			"callrequests.AssignedTo":           one(callrequests.AssignedTo(15, 16), "user_id", "15,16"),
			"callrequests.WithOrder":            one(callrequests.WithOrder(), "order_exists", "Y"),
		},
		inputs: map[string]func() any{
			"createCallRequest": func() any {
				return &callrequests.Draft{Phone: "555", CartProducts: []callrequests.DraftProduct{{ProductID: 4, Amount: 5}}}
			},
			"updateCallRequest": func() any { return &callrequests.Update{UserID: new(int64(2))} },
		},
		setters: map[string]setter{
			"callrequests.Draft.Status": func(body any) string {
				body.(*callrequests.Draft).Status = callrequests.StatusNoAnswer
				return "no_answer"
			},
			"callrequests.Update.Status": func(body any) string {
				body.(*callrequests.Update).Status = new(callrequests.StatusCompleted)
				return "completed"
			},
		},
		answers: map[string]string{
			"listCallRequests":  `{"call_requests":[{"request_id":"7","status":"new","user_id":"15"}],"params":{"page":1,"items_per_page":10,"total_items":"1"}}`,
			"getCallRequest":    `{"request_id":"7"}`,
			"createCallRequest": `{"request_id":7}`,
			"updateCallRequest": `{"request_id":"7"}`,
		},
		spare: map[string]string{
			"callrequests.New":          "makes the service",
			"callrequests.Service.With": "changes calls, makes none",
			"callrequests.WithoutOrder": "order_exists N, listed at WithOrder",
			"callrequests.AfterID":      "where a walk begins",
			"callrequests.Prefetch":     "how a walk works",
			"callrequests.MadeBetween":  "the vendor has no such filter: the records are selected here",
			"callrequests.From":         "where a walk goes on",
			"callrequests.Progress":     "what a walk tells",
		},
	}
}
