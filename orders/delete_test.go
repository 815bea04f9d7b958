package orders_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

func TestDelete(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("DELETE vendors/7/orders/98", http.StatusNoContent, "")
	shop.Answer("DELETE vendors/7/orders/99", http.StatusNotFound, `{"message":"Not Found","status":404}`)
	svc := orders.New(shop.Client(), orders.ForVendor(7))
	if err := svc.Delete(t.Context(), 98); err != nil {
		t.Error(err)
	}
	if body := shop.Last().Body; body != "" {
		t.Errorf("sent a body: %q", body)
	}
	if err := svc.Delete(t.Context(), 99); !errors.Is(err, quartet.ErrNotFound) || !errors.Is(err, quartet.ErrRefused) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
	cscarttest.WantProblems(t, svc.Delete(t.Context(), -1), []string{"orderID: must be at least 1"})
}

func TestDeleteIsDoneWhenTheStoreSaysSo(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		status int
		body   string
		want   error
	}{
		{"as documented", http.StatusNoContent, "", nil},
		{"the id echoed", http.StatusOK, `{"order_id":"98"}`, nil},
		{"another id", http.StatusOK, `{"order_id":"97"}`, quartet.ErrMalformed},
		{"nothing", http.StatusOK, "", quartet.ErrMalformed},
		{"accepted", http.StatusAccepted, "", quartet.ErrMalformed},
		{"something", http.StatusOK, `{}`, quartet.ErrMalformed},
		{"a page", http.StatusOK, "<html>", quartet.ErrMalformed},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("DELETE orders/98", tt.status, tt.body)
			err := orders.New(shop.Client()).Delete(t.Context(), 98)
			if !errors.Is(err, tt.want) || err != nil && !errors.Is(err, quartet.ErrOutcomeUnknown) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
}
