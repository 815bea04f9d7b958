package paging

import (
	"errors"
	"math"
	"regexp"
	"strings"
	"testing"

	"github.com/quartetgo/quartet"
)

func TestCursorIsShortAndSafeInURLs(t *testing.T) {
	t.Parallel()
	safe := regexp.MustCompile(`^[0-9a-z.-]+$`)
	for _, p := range []place{{1}, {1, 2, 3}, {math.MaxInt64, math.MaxInt32, math.MinInt64}, {-62135596800, 0, -1}} {
		c := p.cursor(kindTime, "dateFrom=1&x=ы")
		if !safe.MatchString(string(c)) || len(c) > 70 {
			t.Errorf("%v: %q", p, c)
		}
		got, err := parseCursor(c, kindTime, "dateFrom=1&x=ы")
		if err != nil || *got != p {
			t.Errorf("%q is %v, %v; want %v", c, got, err, p)
		}
	}
	if c := (place{}).cursor(kindID, "q"); c != "" {
		t.Errorf("the beginning is %q", c)
	}
}

func TestWrongOptionsAreRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	good := place{7, 3}.cursor(kindID, "shop")
	for name, test := range map[string]struct {
		options Options
		want    string
	}{
		"not a cursor":         {Options{From: "hello"}, "From: not a cursor"},
		"no cursor, but dots":  {Options{From: "1i.a.b.c.d.e"}, "From: not a cursor"},
		"a damaged cursor":     {Options{From: good[:len(good)-1] + "!"}, "From: not a cursor"},
		"another query":        {Options{From: place{7}.cursor(kindID, "other")}, "From: a cursor of another query"},
		"another kind of walk": {Options{From: place{7}.cursor(kindOrder, "shop")}, "From: a cursor of another kind"},
		"another version":      {Options{From: signed("2i." + shortHash("shop") + ".1.0.0")}, "From: a cursor of another version"},
		"a place out of range": {Options{From: signed("1i." + shortHash("shop") + ".zzzzzzzzzzzzzzzz.0.0")}, "From: a damaged cursor"},
		"a page size below 1":  {Options{PerPage: -1}, "PerPage: -1"},
		"a page size too high": {Options{PerPage: 101}, "PerPage: 101 is above 100"},
		"prefetch below -1":    {Options{Prefetch: -2}, "Prefetch: -2"},
		"prefetch too high":    {Options{Prefetch: maxPrefetch + 1}, "Prefetch: 65"},
		"an id below 0":        {Options{AfterID: -1}, "AfterID: -1"},
		"two places":           {Options{AfterID: 1, From: good}, "AfterID: goes without From"},
	} {
		s := newShop(1, 10, profile{})
		l := s.list(PageNumber, 0)
		l.MaxPerPage = 100
		w := ByID(l, test.options)
		_, err := quartet.Collect(w.All(t.Context()))
		_, pagesErr := quartet.Collect(w.Pages(t.Context()))
		for _, err := range []error{err, pagesErr} {
			if !errors.Is(err, quartet.ErrInvalid) || !errors.Is(err, quartet.ErrNotSent) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%s: %v, want %q", name, err, test.want)
			}
		}
		if s.requests != 0 {
			t.Errorf("%s: %d requests", name, s.requests)
		}
	}
	w := InOrder(newShop(1, 1, profile{}).list(PageNumber, 0), Options{AfterID: 5, Prefetch: -7})
	_, err := quartet.Collect(w.All(t.Context()))
	if text := err.Error(); !strings.Contains(text, "AfterID: goes with the order by id") || !strings.Contains(text, "Prefetch: -7") {
		t.Errorf("not all problems at once: %v", err)
	}
	for want, d := range map[string]Days[deal]{
		"Span: 93 days":             {Span: 93},
		"Between: needs both ends":  {From: first},
		"Between: from 2026-03-01T": {From: first, To: first},
	} {
		j := newJournal(1, 1, 1)
		_, err := quartet.Collect(ByTime(j.list(1), d, Options{}).All(t.Context()))
		if !errors.Is(err, quartet.ErrInvalid) || !strings.Contains(err.Error(), want) || j.requests != 0 {
			t.Errorf("%v, %d requests, want %q", err, j.requests, want)
		}
	}
}

// signed is a cursor with the text of another, and a right checksum.
func signed(text string) quartet.Cursor { return quartet.Cursor(text + "." + shortHash(text)) }
