package callrequests_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/callrequests"
	"github.com/quartetgo/quartet/internal/cscart/cscarttest"
)

func TestCreateSendsTheVendorsBody(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		draft callrequests.Draft
	}{
		{"create_phone", callrequests.Draft{Phone: "+7(999)111-22-33", Name: "John Doe", TimeFrom: "9:00", TimeTo: "10:00"}},
		{"create_email", callrequests.Draft{Email: "john@example.com"}},
		{"create_everything", callrequests.Draft{
			Phone: "1", Email: "john@example.com", Name: "John", TimeFrom: "9:00", TimeTo: "10:00", Notes: "VIP",
			Status: callrequests.StatusInProgress, Timestamp: time.Unix(1442933072, 5), UserID: 3, OrderID: 77, ProductID: 12,
			CartProducts: []callrequests.DraftProduct{
				{ProductID: 12, Amount: 2, Price: new(quartet.MustDecimal("9.90")), Name: "Lamp", CompanyID: 1},
				{ProductID: 13, Amount: 1, Price: new(quartet.MustDecimal("0.00"))},
			},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("POST call_requests", http.StatusCreated, `{"request_id": 5,"message":"ok"}`)
			created, err := callrequests.New(shop.Client()).Create(t.Context(), tt.draft)
			if err != nil {
				t.Fatal(err)
			}
			if created.RequestID != 5 || string(created.Extra["message"]) != `"ok"` {
				t.Errorf("created %+v", created)
			}
			shop.WantBody(tt.name)
		})
	}
}

func TestCreateNamesEveryProblem(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		draft callrequests.Draft
		want  []string
	}{
		{"empty", callrequests.Draft{}, []string{"Phone, Email: one of the two is required"}},
		{"everything wrong", callrequests.Draft{
			Phone: "1", Status: "done", Timestamp: time.Unix(-1, 0), UserID: -1, OrderID: -1, ProductID: -1,
			CartProducts: []callrequests.DraftProduct{{CompanyID: -1}},
		}, []string{
			"Status: must be new", "Timestamp: must lie after 1970", "UserID: must not be negative", "OrderID: must not be negative", "ProductID: must not be negative",
			"CartProducts[0].ProductID: required", "CartProducts[0].Amount: required", "CartProducts[0].CompanyID: must not be negative",
		}},
		{"no UTF-8", callrequests.Draft{Phone: "1", Name: "caf\xe9", CartProducts: []callrequests.DraftProduct{{ProductID: 1, Amount: 1, Name: "\xff"}}}, []string{
			"Name: must be UTF-8", "CartProducts[0].Name: must be UTF-8",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			_, err := callrequests.New(shop.Client()).Create(t.Context(), tt.draft)
			cscarttest.WantProblems(t, err, tt.want)
			shop.WantNothingSent()
		})
	}
}

func TestCreateIsSentOnce(t *testing.T) {
	t.Parallel()
	for _, answer := range []struct {
		status int
		body   string
	}{{500, "<html>"}, {201, `{}`}, {201, `{"request_id":[]}`}, {200, `{"call_requests":[]}`}} {
		shop := cscarttest.New(t)
		shop.Answer("POST call_requests", answer.status, answer.body)
		client := shop.Client(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 3}))
		created, err := callrequests.New(client).Create(t.Context(), callrequests.Draft{Phone: "1"})
		if created != nil || !errors.Is(err, quartet.ErrOutcomeUnknown) || !strings.Contains(err.Error(), "the call request may exist") {
			t.Errorf("%v: created %v, error %v", answer, created, err)
		}
		if n := len(shop.Requests()); n != 1 {
			t.Errorf("%v: sent %d times", answer, n)
		}
	}
}

func TestUpdateSendsTheVendorsBody(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		update callrequests.Update
	}{
		{"update_status_and_notes", callrequests.Update{Status: new(callrequests.StatusNoAnswer), Notes: quartet.Set("John didn’t answer")}},
		{"update_everything", callrequests.Update{
			UserID: new(int64(0)), OrderID: new(int64(77)), ProductID: new(int64(12)), Status: new(callrequests.StatusCompleted),
			Notes: quartet.Null[string](), Columns: map[string]string{"phone": "2"},
		}},
		{"update_notes_emptied", callrequests.Update{Notes: quartet.Set("")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			shop.Answer("PUT call_requests/5", http.StatusOK, `{"request_id":"5"}`)
			if err := callrequests.New(shop.Client()).Update(t.Context(), 5, tt.update); err != nil {
				t.Fatal(err)
			}
			shop.WantBody(tt.name)
		})
	}
}

func TestUpdateNamesEveryProblem(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		id     int64
		update callrequests.Update
		want   []string
	}{
		{"empty", 0, callrequests.Update{}, []string{"requestID: must be at least 1", "Update: is empty"}},
		{"everything wrong", 1, callrequests.Update{
			UserID: new(int64(-1)), OrderID: new(int64(-1)), ProductID: new(int64(-1)), Status: new(callrequests.Status("")),
			Columns: map[string]string{"": "x", "notes": "y"},
		}, []string{
			"UserID: must not be negative", "OrderID: must not be negative", "ProductID: must not be negative", "Status: must be new",
			"Columns: a column needs a name", "Columns[notes]: set the field Notes instead",
		}},
		{"its id", 1, callrequests.Update{Columns: map[string]string{"request_id": "2"}}, []string{"Columns[request_id]: a call request keeps its id"}},
		{"no UTF-8", 1, callrequests.Update{Notes: quartet.Set("caf\xe9"), Columns: map[string]string{"phone": "\xff"}}, []string{
			"Notes: must be UTF-8", "Columns[phone]: must be UTF-8",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			shop := cscarttest.New(t)
			cscarttest.WantProblems(t, callrequests.New(shop.Client()).Update(t.Context(), tt.id, tt.update), tt.want)
			shop.WantNothingSent()
		})
	}
}

func TestUpdateOfOneThatIsNotThere(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("PUT call_requests/5", http.StatusBadRequest, `{"message":"Bad Request","status":400}`)
	err := callrequests.New(shop.Client()).Update(t.Context(), 5, callrequests.Update{Notes: quartet.Set("x")})
	if !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrRefused) || errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("error %v, want the vendor's ErrInvalid", err)
	}
}

func TestUpdateIsRepeated(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	answers := []string{"", `{"request_id":"5"}`}
	shop.Handle("PUT call_requests/5", func(cscarttest.Request) (int, string) {
		body := answers[0]
		answers = answers[1:]
		if body == "" {
			return http.StatusBadGateway, "<html>"
		}
		return http.StatusOK, body
	})
	client := shop.Client(quartet.WithRetry(quartet.RetryPolicy{MaxAttempts: 2, MinWait: 1, MaxWait: 1}))
	if err := callrequests.New(client).Update(t.Context(), 5, callrequests.Update{Notes: quartet.Set("x")}); err != nil {
		t.Error(err)
	}
}

func TestDelete(t *testing.T) {
	t.Parallel()
	shop := cscarttest.New(t)
	shop.Answer("DELETE stores/2/call_requests/5", http.StatusNoContent, "")
	shop.Answer("DELETE stores/2/call_requests/6", http.StatusNotFound, `{"message":"Not Found","status":404}`)
	svc := callrequests.New(shop.Client(), callrequests.ForStore(2))
	if err := svc.Delete(t.Context(), 5); err != nil {
		t.Error(err)
	}
	if err := svc.Delete(t.Context(), 6); !errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
	for status, body := range map[int]string{http.StatusOK: "", http.StatusAccepted: `{"request_id":"6"}`} {
		shop.Answer("DELETE stores/2/call_requests/7", status, body)
		if err := svc.Delete(t.Context(), 7); !errors.Is(err, quartet.ErrMalformed) || !errors.Is(err, quartet.ErrOutcomeUnknown) {
			t.Errorf("%d %s: error %v, want ErrMalformed", status, body, err)
		}
	}
	cscarttest.WantProblems(t, svc.Delete(t.Context(), 0), []string{"requestID: must be at least 1"})
}
