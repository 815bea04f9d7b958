package main

import (
	"testing"
	"time"

	"github.com/quartetgo/quartet"
)

func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cell any
		want string
	}{
		{quartet.MustDecimal("0"), "0.00"},
		{quartet.MustDecimal("999.5"), "999.50"},
		{quartet.MustDecimal("1234567.891"), "1 234 567.89"},
		{quartet.MustDecimal("-1234.5"), "-1 234.50"},
		{time.Date(2026, 4, 30, 9, 5, 0, 0, time.UTC), "30 Apr 2026 09:05"},
		{time.Time{}, "–"},
		{"", "–"},
		{"Ольга К.", "Ольга К."},
		{int64(98), "98"},
	} {
		if got := text(c.cell); got != c.want {
			t.Errorf("text(%v) = %q, want %q", c.cell, got, c.want)
		}
	}
}

// Without permission the tour only reads at the real vendors, and says which
// variable is missing.
func TestVendorsFromEnvironment(t *testing.T) {
	t.Setenv("QUARTET_OPEN2B_URL", "https://shop.example")
	t.Setenv("QUARTET_OPEN2B_KEY", "key")
	at, _, err := choose()
	if err != nil || at.commerce == nil || at.shop != nil || at.writes {
		t.Fatalf("choose() = %+v, %v; want Open2b alone, reading only", at, err)
	}
	t.Setenv("QUARTET_CALLTOUCH_SITE_ID", "12345")
	if _, _, err = choose(); err == nil {
		t.Fatal("choose() has not missed QUARTET_CALLTOUCH_TOKEN")
	}
}
