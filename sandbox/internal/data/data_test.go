package data

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

func people(seed uint64, n uint64) []Person {
	var all []Person
	for i := range n {
		all = append(all, NewPerson(Rand(seed, i)))
	}
	return all
}

func TestSameSeedSamePeople(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(people(7, 50), people(7, 50)); diff != "" {
		t.Errorf("two runs of one seed differ:\n%s", diff)
	}
	if cmp.Equal(people(7, 50), people(8, 50)) {
		t.Error("seeds 7 and 8 give the same people")
	}
	if cmp.Equal(people(Kind(7, "orders"), 50), people(Kind(7, "deals"), 50)) {
		t.Error("two kinds of record give the same people")
	}
}

func TestPeopleAreVariedAndNobody(t *testing.T) {
	t.Parallel()
	email := regexp.MustCompile(`^[a-z]+\.[a-z]+[0-9]+@example\.(com|org)$`)
	phone := regexp.MustCompile(`^(1[0-9]{3}55501[0-9]{2}|7[0-9]{3}0[0-9]{6})$`)
	latin, cyrillic, emails := 0, 0, map[string]bool{}
	for _, p := range people(Seed, 1000) {
		if !email.MatchString(p.Email) {
			t.Errorf("e-mail %q", p.Email)
		}
		if !phone.MatchString(p.Phone) {
			t.Errorf("phone %q", p.Phone)
		}
		if p.First == "" || p.Last == "" || p.Address == "" || p.City == "" || p.State == "" || p.Zip == "" {
			t.Errorf("a field is empty: %+v", p)
		}
		emails[p.Email] = true
		if strings.IndexFunc(p.Name(), func(c rune) bool { return unicode.Is(unicode.Cyrillic, c) }) >= 0 {
			cyrillic++
		} else {
			latin++
		}
	}
	if latin < 500 || cyrillic < 300 || len(emails) < 900 {
		t.Errorf("latin %d, cyrillic %d, different e-mails %d of 1000", latin, cyrillic, len(emails))
	}
}

func TestCatalogue(t *testing.T) {
	t.Parallel()
	price := regexp.MustCompile(`^[0-9]+\.[0-9]{2}$`)
	for i, p := range Products() {
		if p.ID != int64(i+1) || p.Code == "" || p.Name == "" || p.Vendor < 1 || p.Vendor > 3 || !price.MatchString(p.Price) {
			t.Errorf("product %d: %+v", i, p)
		}
	}
}

func TestCents(t *testing.T) {
	t.Parallel()
	for cents, want := range map[int64]string{0: "0.00", 5: "0.05", 1250: "12.50", -199: "-1.99", 1_000_000_01: "1000000.01"} {
		if got := Cents(cents); got != want {
			t.Errorf("Cents(%d) = %q, want %q", cents, got, want)
		}
	}
	for n := range uint64(100) {
		if got := Money(Rand(1, n), 100, 199); len(got) != 4 || got[0] != '1' {
			t.Errorf("Money(100…199) = %q", got)
		}
	}
}
