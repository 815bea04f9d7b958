package quartet_test

import (
	"encoding/json"
	"testing"

	"github.com/quartetgo/quartet"
)

func TestOptional(t *testing.T) {
	t.Parallel()
	type draft struct {
		Email quartet.Optional[string] `json:"email,omitzero"`
		Note  quartet.Optional[string] `json:"note"`
	}
	for want, d := range map[string]draft{
		`{"note":null}`:                {},
		`{"email":null,"note":null}`:   {Email: quartet.Null[string](), Note: quartet.Null[string]()},
		`{"email":"a@b","note":""}`:    {Email: quartet.Set("a@b"), Note: quartet.Set("")},
		`{"email":"","note":"\u003c"}`: {Email: quartet.Set(""), Note: quartet.Set("<")},
	} {
		out, err := json.Marshal(d)
		if err != nil || string(out) != want {
			t.Errorf("got %s, %v, want %s", out, err, want)
		}
	}
	for in, want := range map[string]struct {
		absent, null bool
		value        string
		ok           bool
	}{
		`{}`: {true, false, "", false}, `{"email": null }`: {false, true, "", false}, `{"email":"x"}`: {false, false, "x", true},
	} {
		var d draft
		if err := json.Unmarshal([]byte(in), &d); err != nil {
			t.Fatal(err)
		}
		value, ok := d.Email.Get()
		if d.Email.IsZero() != want.absent || d.Email.IsNull() != want.null || value != want.value || ok != want.ok {
			t.Errorf("%s became %+v", in, d.Email)
		}
	}
	var n quartet.Optional[int]
	if err := json.Unmarshal([]byte(`"x"`), &n); err == nil || !n.IsZero() {
		t.Errorf("%+v, %v: want an error", n, err)
	}
}
