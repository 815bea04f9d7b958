package ordersdiary

import (
	"reflect"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // on any machine

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

// A clock that is set back shows an hour twice. Times of day cannot tell the two
// apart, so a range that meets the change is asked for without them.
func TestCoverWhereAnHourComesTwice(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		zone, from, to string // the times in UTC
		want           params
	}{
		{"Europe/Berlin", "2026-10-25T00:50:00Z", "2026-10-25T01:10:00Z", params{DateFrom: "25/10/2026", DateTo: "26/10/2026"}}, // 02:50 to 02:10
		{"Europe/Berlin", "2026-10-25T00:10:00Z", "2026-10-25T01:50:00Z", params{DateFrom: "25/10/2026", DateTo: "26/10/2026"}}, // 02:10 to 02:50, by way of 02:59
		{"Europe/Berlin", "2026-10-24T23:00:00Z", "2026-10-25T12:00:00Z", params{DateFrom: "25/10/2026", DateTo: "26/10/2026"}},
		{"Europe/Berlin", "2026-10-25T08:00:00Z", "2026-10-25T12:00:00Z", params{DateFrom: "25/10/2026", DateTo: "26/10/2026", TimeFrom: "09:00:00", TimeTo: "13:00:00"}},
		{"America/Havana", "2026-11-01T04:30:00Z", "2026-11-01T05:20:00Z", params{DateFrom: "01/11/2026", DateTo: "02/11/2026"}},                                           // 00:30 to 00:20: midnight comes twice
		{"America/Havana", "2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z", params{DateFrom: "08/03/2026", DateTo: "09/03/2026", TimeFrom: "02:00:00", TimeTo: "03:00:00"}}, // no midnight
	} {
		zone, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		from, err1 := time.Parse(time.RFC3339, tt.from)
		to, err2 := time.Parse(time.RFC3339, tt.to)
		if err1 != nil || err2 != nil {
			t.Fatal(err1, err2)
		}
		var got params
		got.cover(from, to, zone)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s to %s in %s (-want +got):\n%s", tt.from, tt.to, tt.zone, diff)
		}
		if n := days(from, to, zone); n != 1 {
			t.Errorf("%s to %s in %s: %d days, want 1", tt.from, tt.to, tt.zone, n)
		}
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
