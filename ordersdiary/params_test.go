package ordersdiary

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// go-querystring takes a misspelt option or a type that it cannot write without
// a word: each field must be a plain one that is left out when empty, and must
// come out under its name.
func TestParamsTags(t *testing.T) {
	t.Parallel()
	typ := reflect.TypeFor[params]()
	for field := range typ.Fields() {
		name, option, _ := strings.Cut(field.Tag.Get("url"), ",")
		if option != "omitempty" {
			t.Errorf("%s: option %q, want omitempty", field.Name, option)
		}
		var p params
		v, want := reflect.ValueOf(&p).Elem().FieldByIndex(field.Index), ""
		switch field.Type.Kind() {
		case reflect.String:
			v.SetString("x y")
			want = "x y"
		case reflect.Int:
			v.SetInt(100000000)
			want = "100000000"
		case reflect.Bool:
			v.SetBool(true)
			want = "true"
		default:
			t.Errorf("%s: a %s has no test here", field.Name, field.Type)
		}
		if values := p.values(); len(values) != 1 || values.Get(name) != want {
			t.Errorf("%s: %v, want %s=%s", field.Name, values, name, want)
		}
	}
	if values := (params{}).values(); len(values) != 0 {
		t.Errorf("empty params: %v", values)
	}
}

// A range in a zone whose clock changes: the day of the change has 23 hours.
func TestCoverAcrossAClockChange(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("before", 3600)
	if berlin, err := time.LoadLocation("Europe/Berlin"); err == nil {
		zone = berlin
	}
	day := func(n int) time.Time { return time.Date(2026, time.March, n, 0, 0, 0, 0, zone) }
	var got params
	got.cover(day(29), day(30), zone)
	if diff := cmp.Diff(params{DateFrom: "29/03/2026", DateTo: "30/03/2026"}, got); diff != "" {
		t.Errorf("params (-want +got):\n%s", diff)
	}
	if n := days(day(29), day(30), zone); n != 1 {
		t.Errorf("days = %d, want 1", n)
	}
	if n := days(day(28).Add(time.Hour), day(30).Add(time.Second), zone); n != 3 {
		t.Errorf("days = %d, want 3", n)
	}
}
