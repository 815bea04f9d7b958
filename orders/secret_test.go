package orders_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

func TestSecretsAreNotShown(t *testing.T) {
	t.Parallel()
	_, order := fullOrder(t)
	created := orders.Created{OrderID: 501, Order: &order, SubOrders: []orders.Order{order}}
	values := []any{
		order, &order, []orders.Order{order}, created, order.PaymentInfo, order.PaymentMethod, order.Shipping,
		order.ProductGroups, order.ProductGroups[0].Shippings[0].ServiceParams, orders.Secret(nil),
		orders.Update{PaymentInfo: order.PaymentInfo}, orders.Draft{PaymentInfo: order.PaymentInfo},
	}
	for _, value := range values {
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("value", "value", value)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&log, verb, value)
		}
		if text := log.String(); strings.Contains(text, "CANARY") || strings.Contains(text, "43414e415259") || strings.Contains(text, "67 65 78 65 82 89") {
			t.Errorf("%T shows a secret:\n%s", value, text)
		}
	}
	for _, value := range []any{
		order, &order, created, order.PaymentInfo, order.PaymentMethod, order.PaymentMethod.ProcessorParams,
		order.ProductGroups[0], order.ProductGroups[0].Shippings[0],
		orders.Update{PaymentInfo: order.PaymentInfo, Status: new(orders.StatusOpen), Total: new(order.Total)},
		orders.Draft{PaymentInfo: order.PaymentInfo, Products: []orders.DraftProduct{{ProductID: 1}}},
	} {
		var log bytes.Buffer
		slog.New(slog.NewJSONHandler(&log, nil)).Info("value", "value", value)
		if strings.Contains(log.String(), "CANARY") {
			t.Errorf("%T is logged as JSON with a secret:\n%s", value, log.String())
		}
	}
	if got := fmt.Sprint(order); got != "order 501 (P, 677.95)" {
		t.Errorf("an order prints as %q", got)
	}
}

func TestErrorsShowNoSecret(t *testing.T) {
	t.Parallel()
	texts := []string{
		`{"order_id":"1","payment_info":"CANARY\u00"}`,
		`{"order_id":"1","payment_info":{"card":"CANARY"`,
		`{"order_id":"1","payment_method":{"processor_params":{"key":"CANARY\u00"}}}`,
		`{"order_id":"1","shipping":[{"service_params":{"password":"CANARY}}]}`,
	}
	for _, text := range texts {
		var order orders.Order
		err := json.Unmarshal([]byte(text), &order)
		if err == nil || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%s: error %v", text, err)
		}
		shop := cscarttest.New(t)
		shop.Answer("GET orders/1", http.StatusOK, text)
		if _, err := orders.New(shop.Client()).Get(t.Context(), 1); err == nil || strings.Contains(fmt.Sprintf("%+v", err), "CANARY") {
			t.Errorf("%s: error %v", text, err)
		}
	}
}
