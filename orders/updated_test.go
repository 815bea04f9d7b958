package orders_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
	"github.com/quartetgo/quartet/orders"
)

func TestFilterByUpdateIsConfirmedOnce(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", rows(3))
	shop.Answer("GET orders/3", http.StatusNotFound, `{"message":"Not Found","status":404}`) // deleted meanwhile
	shop.Answer("GET orders/2", http.StatusOK, `{"order_id":"2","updated_at":"1700000000"}`)
	svc := orders.New(shop.Client())
	since := orders.UpdatedSince(time.Unix(1700000000, 0))
	if _, err := svc.List(t.Context(), since); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := quartet.Collect(svc.With(quartet.NoRetry()).All(t.Context(), since)); err != nil {
			t.Fatal(err)
		}
	}
	var lines []string
	for _, r := range shop.Requests() {
		lines = append(lines, r.Line)
	}
	want := []string{"GET orders", "GET orders/3", "GET orders/2", "GET orders", "GET orders"}
	if !slices.Equal(lines, want) {
		t.Errorf("requests %q, want %q", lines, want)
	}
}

func TestStoreThatIgnoresTheFilterByUpdate(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		body string
		want error
	}{
		"knows no updates":    {`{"order_id":"1","timestamp":"1700000005"}`, quartet.ErrMalformed},
		"lists an older one":  {`{"order_id":"1","updated_at":"1699999999"}`, quartet.ErrMalformed},
		"answers something":   {`<html>`, quartet.ErrMalformed},
		"changed once more":   {`{"order_id":"1","updated_at":"1800000000"}`, nil},
		"exactly at the edge": {`{"order_id":"1","updated_at":1700000000}`, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.List("GET orders", "orders", rows(1))
			shop.Answer("GET orders/1", http.StatusOK, tt.body)
			svc := orders.New(shop.Client())
			at := time.Unix(1700000000, 0)
			for range 2 { // a refusal is not forgotten
				page, err := svc.List(t.Context(), orders.UpdatedBetween(at, at.Add(time.Hour)))
				if !errors.Is(err, tt.want) || (err == nil) != (page != nil) {
					t.Errorf("page %v, error %v, want %v", page, err, tt.want)
				}
			}
		})
	}
}

func TestFilterByUpdateThatNothingConfirms(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", rows(9))
	for id := range 10 {
		shop.Answer(fmt.Sprintf("GET orders/%d", id), http.StatusNotFound, `{"message":"Not Found","status":404}`)
	}
	page, err := orders.New(shop.Client()).List(t.Context(), orders.UpdatedSince(time.Unix(1700000000, 0)))
	if page != nil || !errors.Is(err, quartet.ErrMalformed) || errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("page %v, error %v, want ErrMalformed", page, err)
	}
	if n := len(shop.Requests()); n != 4 {
		t.Errorf("%d requests, want the list and three orders", n)
	}
}

func TestFilterByUpdateIsConfirmedByTheOrderAskedFor(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", rows(1))
	shop.Answer("GET orders/1", http.StatusOK, `{"order_id":"2","updated_at":"1700000000"}`)
	_, err := orders.New(shop.Client()).List(t.Context(), orders.UpdatedSince(time.Unix(1700000000, 0)))
	if !errors.Is(err, quartet.ErrMalformed) {
		t.Errorf("error %v, want ErrMalformed", err)
	}
}

func TestNothingListedNothingToConfirm(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.List("GET orders", "orders", nil)
	page, err := orders.New(shop.Client()).List(t.Context(), orders.UpdatedSince(time.Unix(1700000000, 0)))
	if err != nil || len(page.Orders) != 0 || len(shop.Requests()) != 1 {
		t.Errorf("page %v, error %v, %d requests", page, err, len(shop.Requests()))
	}
}
