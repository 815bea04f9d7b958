package codec

import (
	"time"
)

// Unix times beyond these are no times of a shop and could not be written as
// RFC 3339: the years 1 to 9999, less a day for the zone.
const (
	minUnix = -62135596800 + 86400
	maxUnix = 253402300799 - 86400
)

// time reads an RFC 3339 time or, for kindLocal, also a date of the vendor's.
func (d *decoder) time(i int, p *plan, v place) int {
	f, text, end := d.scalar(i)
	if f == formEmpty && d.data[i] == '"' {
		return end
	}
	t, ok := d.stored(text)
	if !ok && p.kind == kindLocal {
		t, ok = d.local(text)
	}
	if !ok || f != formText {
		return d.fail(i, p.want)
	}
	v.setTime(t)
	return end
}

// unix reads unix seconds or an RFC 3339 time.
func (d *decoder) unix(i int, p *plan, v place) int {
	n, negative, end := d.plainInteger(i)
	if end == none {
		var f form
		var text []byte
		if f, text, end = d.scalar(i); f == formEmpty {
			return end
		}
		t, ok := d.stored(text)
		if ok {
			v.setTime(t)
			return end
		}
		if n, negative, ok = parseInteger(text); !ok {
			return d.fail(i, p.want)
		}
	}
	seconds, ok := signed(n, negative)
	if !ok || seconds > maxUnix || seconds < minUnix {
		return d.fail(i, p.want)
	}
	if seconds != 0 {
		v.setTime(time.Unix(seconds, 0).In(d.Location))
	}
	return end
}

// stored reads the form that Marshal writes.
func (d *decoder) stored(text []byte) (t time.Time, ok bool) {
	if len(text) < len("2006-01-02T15:04:05Z") || text[4] != '-' {
		return t, false
	}
	t, err := time.Parse(time.RFC3339, string(text))
	if err != nil || t.IsZero() {
		return t, err == nil
	}
	return t.In(d.Location), t.Unix() >= minUnix && t.Unix() <= maxUnix
}

// local reads "dd/mm/yyyy" or "dd/mm/yyyy hh:mm:ss".
func (d *decoder) local(s []byte) (t time.Time, ok bool) {
	var hour, minute, second int
	switch len(s) {
	case len("02/01/2006"):
	case len("02/01/2006 15:04:05"):
		hour, minute, second = two(s[11:]), two(s[14:]), two(s[17:])
		if s[10] != ' ' || s[13] != ':' || s[16] != ':' || hour > 23 || minute > 59 || second > 59 {
			return t, false
		}
	default:
		return t, false
	}
	day, month, year := two(s), two(s[3:]), two(s[6:])*100+two(s[8:])
	if s[2] != '/' || s[5] != '/' || year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return t, false
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, d.Location), true
}

// two is the number of two digits that s begins with, or one over any bound.
func two(s []byte) int {
	if !isDigit(s[0]) || !isDigit(s[1]) {
		return 100_000
	}
	return int(s[0]-'0')*10 + int(s[1]-'0')
}

func daysIn(year, month int) int {
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		return 29
	}
	return [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
}
