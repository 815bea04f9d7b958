package coverage_test

import (
	"context"
	"reflect"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

// ordersDiarySubject is package ordersdiary. All calls ask for the hours of one
// day around the test times, which puts both dates and both times on the wire.
func ordersDiarySubject() subject {
	service := func(w *wire) *ordersdiary.Service {
		client, err := quartet.NewCalltouch("to/ken+=", w.options(quartet.WithLocation(time.UTC))...)
		if err != nil {
			panic(err)
		}
		return ordersdiary.New(client, 12)
	}
	between := ordersdiary.Between(testDay, testDay.Add(time.Hour))
	return subject{
		name:    "ordersdiary",
		service: reflect.TypeFor[*ordersdiary.Service](),
		calls: map[string]call{
			"listDeals": func(ctx context.Context, w *wire, in input) (any, error) {
				options := []ordersdiary.QueryOption{between, ordersdiary.AtPage(1)}
				if in.option != nil {
					options = append(options, in.option.(ordersdiary.QueryOption))
				}
				return service(w).List(ctx, options...)
			},
		},
		options: map[string]option{
			"quartet.NewCalltouch": {wire: map[string]string{"clientApiId": "to/ken+="}},
			"ordersdiary.Between": {value: between, wire: map[string]string{
				"dateFrom": "14/05/2024", "dateTo": "15/05/2024", "timeFrom": "09:00:00", "timeTo": "10:00:00",
			}},
			"ordersdiary.AtPage":       {value: ordersdiary.AtPage(3), wire: map[string]string{"page": "3"}},
			"ordersdiary.PerPage":      {value: ordersdiary.PerPage(50), wire: map[string]string{"limit": "50"}},
			"ordersdiary.WithSource":   {value: ordersdiary.WithSource(ordersdiary.SourceChat), wire: map[string]string{"orderSource": "CHAT"}},
			"ordersdiary.BindTo":       {value: ordersdiary.BindTo(ordersdiary.BindSession), wire: map[string]string{"bindTo": "session"}},
			"ordersdiary.WithManager":  {value: ordersdiary.WithManager("Вера"), wire: map[string]string{"manager": "Вера"}},
			"ordersdiary.WithService":  {value: ordersdiary.WithService("AmoCRM"), wire: map[string]string{"service": "AmoCRM"}},
			"ordersdiary.WithTags":     {value: ordersdiary.WithTags(), wire: map[string]string{"withOrdersTags": "true"}},
			"ordersdiary.AllOrigins":   {value: ordersdiary.AllOrigins(), wire: map[string]string{"withAllOrderOrigins": "true"}},
			"ordersdiary.WithComments": {value: ordersdiary.WithComments(), wire: map[string]string{"withComments": "true"}},
			"ordersdiary.Service.ByPhone": {
				call: func(ctx context.Context, w *wire, _ input) (any, error) {
					return service(w).ByPhone(ctx, "74950000000")
				},
				wire: map[string]string{"phoneNumber.value": "74950000000"},
			},
			"ordersdiary.Service.ByDealID": {
				call: func(ctx context.Context, w *wire, _ input) (any, error) {
					return service(w).ByDealID(ctx, "d-17")
				},
				wire: map[string]string{"orderNumber": "d-17"},
			},
		},
		answers: map[string]string{
			"listDeals": `{"page":1,"pageTotal":1,"pageSize":500,"recordsTotal":1,"records":[{"orderNumber":"a"}]}`,
		},
		spare: map[string]string{
			"ordersdiary.Service.With": "changes calls, makes none",
			"ordersdiary.Comment.Text": "what records[].comment is in all its forms",
			"ordersdiary.DaysAtOnce":   "how a walk works",
			"ordersdiary.Prefetch":     "how a walk works",
			"ordersdiary.From":         "where a walk goes on",
			"ordersdiary.Progress":     "what a walk tells",
		},
	}
}
