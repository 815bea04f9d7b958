package ordersdiary_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/ordersdiary"
)

func TestByPhone(t *testing.T) {
	t.Parallel()
	d := newDiary(2, 1100)
	got, err := d.journal(t).ByPhone(t.Context(), "74950000001", ordersdiary.AllOrigins(), ordersdiary.WithSource(ordersdiary.SourceRequest))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2200 {
		t.Errorf("%d deals, want all 2200, which are three pages", len(got))
	}
	slices.SortFunc(d.queries, func(a, b url.Values) int { return number(a, "page") - number(b, "page") })
	d.wantQuery(t, url.Values{
		"phoneNumber.value": {"74950000001"}, "page": {"3"}, "limit": {"1000"},
		"withAllOrderOrigins": {"true"}, "orderSource": {"REQUEST"},
	})
}

func TestByPhoneOfNobody(t *testing.T) {
	t.Parallel()
	got, err := newDiary(0, 0).journal(t).ByPhone(t.Context(), "1")
	if err != nil || len(got) != 0 {
		t.Errorf("ByPhone = %v, %v, want none", got, err)
	}
}

func TestByDealID(t *testing.T) {
	t.Parallel()
	d := newDiary(1, 1)
	got, err := d.journal(t).ByDealID(t.Context(), "4711", ordersdiary.WithTags(), ordersdiary.WithComments(),
		ordersdiary.WithManager("Олег"), ordersdiary.WithService("AmoCRM"))
	if err != nil || got.OrderNumber != "1-0" {
		t.Fatalf("ByDealID = %v, %v, want deal 1-0", got, err)
	}
	d.wantQuery(t, url.Values{
		"orderNumber": {"4711"}, "page": {"1"}, "limit": {"1000"}, "withOrdersTags": {"true"}, "withComments": {"true"},
		"manager": {"Олег"}, "service": {"AmoCRM"},
	})
}

func TestByDealIDOfNoneOrSeveral(t *testing.T) {
	t.Parallel()
	var call quartet.CallInfo
	hooks := quartet.Hooks{Call: func(_ context.Context, c quartet.CallInfo) { call = c }}
	got, err := newDiary(0, 0).journal(t, quartet.WithHooks(hooks)).ByDealID(t.Context(), "4711")
	if got != nil || !errors.Is(err, quartet.ErrNotFound) || !errors.Is(err, quartet.ErrRefused) {
		t.Errorf("none: %v, %v, want ErrNotFound", got, err)
	}
	if want := `the journal holds no deal with the id "4711"`; !strings.Contains(err.Error(), want) {
		t.Errorf("err = %v, want it to say %s", err, want)
	}
	var e *quartet.Error
	if !errors.As(err, &e) || !strings.HasPrefix(e.URL, journalURL) || !strings.Contains(string(e.Body), `"recordsTotal":0`) || e.Attempts != 1 {
		t.Errorf("err = %#v, want it to tell the URL, the body and one attempt", e)
	}
	if !errors.Is(call.Err, quartet.ErrNotFound) {
		t.Errorf("the hook saw %v, want ErrNotFound", call.Err)
	}
	got, err = newDiary(1, 2).journal(t).ByDealID(t.Context(), "4711")
	if got != nil || !errors.Is(err, quartet.ErrMalformed) || errors.Is(err, quartet.ErrNotFound) {
		t.Errorf("several: %v, %v, want ErrMalformed", got, err)
	}
}

// A deal that is counted but does not come is not one that does not exist.
func TestByDealIDOfADealThatDoesNotCome(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{"page":1,"recordsTotal":1,"records":[]}`, `{"page":1,"recordsTotal":2,"records":[` + row("A", day(1)) + `]}`, `{"error":"x"}`,
	} {
		got, err := answeringText(text).journal(t).ByDealID(t.Context(), "4711")
		if got != nil || !errors.Is(err, quartet.ErrMalformed) || errors.Is(err, quartet.ErrNotFound) {
			t.Errorf("%s: %v, %v, want ErrMalformed", text, got, err)
		}
	}
	_, err := answeringText(`[{"orderNumber":"A","margin":"low"}]`).journal(t).ByDealID(t.Context(), "4711")
	var bad *quartet.RecordError
	if !errors.As(err, &bad) || string(bad.Raw) != `{"orderNumber":"A","margin":"low"}` || !strings.Contains(err.Error(), "[0].margin") {
		t.Errorf("a bad deal: %v, want a RecordError of its margin", err)
	}
}

func TestLookupFails(t *testing.T) {
	t.Parallel()
	n := answering(func(url.Values) (int, string) { return http.StatusForbidden, `{"message":"no"}` })
	if _, err := n.journal(t).ByDealID(t.Context(), "1"); !errors.Is(err, quartet.ErrForbidden) {
		t.Errorf("err = %v, want ErrForbidden", err)
	}
}
