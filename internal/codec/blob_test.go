package codec

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type stored struct {
	ID     int64            `json:"id"`
	Limits map[string]int64 `json:"limits" codec:"blob"`
	Parts  []part           `json:"parts" codec:"blob"`

	Extra map[string]json.RawMessage `json:"-" codec:"extra"`
}

type part struct {
	Size int64 `json:"size"`
}

func TestBlobOfAnyShape(t *testing.T) {
	t.Parallel()
	raw := func(text string) json.RawMessage { return json.RawMessage(text) }
	tests := []struct {
		name, text string
		want       stored
	}{
		{"as it should be", `{"id":1,"limits":{"a":"2"},"parts":[{"size":3}]}`, stored{ID: 1, Limits: map[string]int64{"a": 2}, Parts: []part{{3}}}},
		{"empty", `{"id":1,"limits":[],"parts":""}`, stored{ID: 1}},
		{"another shape", `{"limits":"none","id":1}`, stored{ID: 1, Extra: map[string]json.RawMessage{"limits": raw(`"none"`)}}},
		{"wrong deep inside", `{"parts":[{"size":1},{"size":[{"x":"y"}]}],"id":1,"b":2}`, stored{ID: 1, Extra: map[string]json.RawMessage{
			"parts": raw(`[{"size":1},{"size":[{"x":"y"}]}]`), "b": raw("2"),
		}}},
		{"the last one counts", `{"limits":true,"limits":{"a":1}}`, stored{Limits: map[string]int64{"a": 1}}},
		{"the last one counts, odd as it is", `{"limits":{"a":1},"limits":true}`, stored{Extra: map[string]json.RawMessage{"limits": raw("true")}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got stored
			if err := Unmarshal([]byte(tt.text), &got, Options{}); err != nil {
				t.Fatal(err)
			}
			if len(got.Extra) == 0 {
				got.Extra = nil
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			text, err := Marshal(got)
			if err != nil || !json.Valid(text) {
				t.Fatalf("%s: %v", text, err)
			}
			var again stored
			if err := Unmarshal(text, &again, Options{}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, again); diff != "" {
				t.Errorf("read again (-want +got):\n%s", diff)
			}
		})
	}
}

func TestBlobIsWrittenOnce(t *testing.T) {
	t.Parallel()
	text, err := Marshal(stored{Extra: map[string]json.RawMessage{"limits": json.RawMessage("true")}})
	if want := `{"id":0,"parts":[],"limits":true}`; err != nil || string(text) != want {
		t.Errorf("%s, error %v, want %s", text, err, want)
	}
}

func TestBlobAndItsFieldAreNotBothWritten(t *testing.T) {
	t.Parallel()
	both := stored{Limits: map[string]int64{"a": 1}, Extra: map[string]json.RawMessage{"limits": json.RawMessage("true")}}
	if text, err := Marshal(both); err == nil {
		t.Errorf("two values for one name: %s", text)
	}
}

// TestManyBlobsAreNotDeep: a blob that was given up leaves no trace in the bound
// of the nesting.
func TestManyBlobsAreNotDeep(t *testing.T) {
	t.Parallel()
	var got []stored
	text := "[" + strings.Repeat(`{"parts":[{"size":[1]}]},`, maxDepth) + `{"id":1}]`
	if err := Unmarshal([]byte(text), &got, Options{}); err != nil || len(got) != maxDepth+1 {
		t.Errorf("%d read, error %v", len(got), err)
	}
}

func TestBlobThatIsNoJSON(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`{"limits":{"a":}}`, `{"limits":[1,}`, `{"limits":tru}`, `{"limits":{"a":1`} {
		var got stored
		if err := Unmarshal([]byte(text), &got, Options{}); err == nil {
			t.Errorf("%s was read as %+v", text, got)
		}
	}
}

func TestBlobOfAnotherShapeIsTold(t *testing.T) {
	t.Parallel()
	var told []string
	var got stored
	o := Options{Unknown: func(typ, key string) { told = append(told, typ+"."+key) }}
	if err := Unmarshal([]byte(`{"limits":true,"parts":[]}`), &got, o); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(told, []string{"codec.stored.limits"}) {
		t.Errorf("told %q", told)
	}
}

func TestBlobNeedsAPlaceForIt(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("a blob without an extra field was taken")
		}
	}()
	var v struct {
		A []int `json:"a" codec:"blob"`
	}
	_ = Unmarshal([]byte(`{}`), &v, Options{})
}
