package check_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quartetgo/quartet"
	"github.com/quartetgo/quartet/internal/check"
)

type customer struct {
	Name  string
	Phone *string
	Notes quartet.Optional[string]
}

type input struct {
	Customer customer
	Guest    *customer
	Total    quartet.Decimal
	At       time.Time
	Coupons  []string
	Columns  map[string]string
	Groups   map[int64]string
	Raw      json.RawMessage
	Products []customer
	Amount   int
	NotSent  *int
}

func TestUTF8(t *testing.T) {
	t.Parallel()
	const bad = "caf\xe9"
	good := input{
		Customer: customer{Name: "Анна", Phone: new("1"), Notes: quartet.Set("é")}, At: time.Now(), Total: quartet.MustDecimal("1.50"),
		Columns: map[string]string{"é": "😀"}, Raw: json.RawMessage(`"é"`),
	}
	tests := []struct {
		name  string
		input input
		want  []string
	}{
		{"all is well", good, nil},
		{"nothing", input{}, nil},
		{"fields", input{Customer: customer{Name: bad, Phone: new(bad), Notes: quartet.Set(bad)}}, []string{
			"Customer.Name: must be UTF-8", "Customer.Phone: must be UTF-8", "Customer.Notes: must be UTF-8",
		}},
		{"behind a pointer", input{Guest: &customer{Name: bad}}, []string{"Guest.Name: must be UTF-8"}},
		{"lists", input{Coupons: []string{"a", bad}, Products: []customer{{}, {Name: bad}}}, []string{
			"Coupons[1]: must be UTF-8", "Products[1].Name: must be UTF-8",
		}},
		{"maps", input{Columns: map[string]string{"b": bad, "a": bad, bad: "c"}, Groups: map[int64]string{3: bad}}, []string{
			"Columns[a]: must be UTF-8", "Columns[b]: must be UTF-8", `Columns: the key "caf\xe9" must be UTF-8`, "Groups[3]: must be UTF-8",
		}},
		{"raw", input{Raw: json.RawMessage(`"` + bad + `"`)}, []string{"Raw: must be UTF-8"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var p check.Problems
			p.UTF8(tt.input)
			var got []string
			var e *quartet.Error
			if errors.As(p.Err("service", "Op"), &e) {
				got = e.Details
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}
