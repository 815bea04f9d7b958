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

func (d *decoder) time(i int, p *plan, v place) int {
	f, text, end := d.scalar(i)
	switch f {
	case formEmpty:
		if d.data[i] == 'f' && p.kind != kindUnix {
			return d.refuse(i, p)
		}
		return end
	case formNumber:
		if p.kind != kindUnix {
			return d.refuse(i, p)
		}
	case formText:
		if t, ok := d.stored(text); ok {
			v.setTime(t)
			return end
		}
	default:
		return d.refuse(i, p)
	}
	var t time.Time
	var ok bool
	switch p.kind {
	case kindUnix:
		t, ok = d.unix(text)
	case kindLocal:
		t, ok = d.local(text)
	}
	if !ok {
		return d.refuse(i, p)
	}
	v.setTime(t)
	return end
}

// stored reads the form that Marshal writes.
func (d *decoder) stored(text []byte) (time.Time, bool) {
	if len(text) < len("2006-01-02T15:04:05Z") || text[4] != '-' {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, string(text))
	return t.In(d.Location), err == nil
}

func (d *decoder) unix(text []byte) (time.Time, bool) {
	n, negative, ok := parseInteger(text)
	seconds := int64(n)
	if negative {
		seconds = -seconds
	}
	if !ok || n > maxUnix || seconds < minUnix {
		return time.Time{}, false
	}
	if seconds == 0 {
		return time.Time{}, true
	}
	return time.Unix(seconds, 0).In(d.Location), true
}

// local reads "dd/mm/yyyy" or "dd/mm/yyyy hh:mm:ss".
func (d *decoder) local(s []byte) (time.Time, bool) {
	var hour, minute, second int
	switch len(s) {
	case len("02/01/2006"):
	case len("02/01/2006 15:04:05"):
		if s[10] != ' ' || s[13] != ':' || s[16] != ':' {
			return time.Time{}, false
		}
		hour, minute, second = two(s[11:]), two(s[14:]), two(s[17:])
		if hour > 23 || minute > 59 || second > 59 {
			return time.Time{}, false
		}
	default:
		return time.Time{}, false
	}
	day, month, century, rest := two(s), two(s[3:]), two(s[6:]), two(s[8:])
	if s[2] != '/' || s[5] != '/' || century > 99 || rest > 99 || month > 12 {
		return time.Time{}, false
	}
	year := century*100 + rest
	if year == 0 || month == 0 || day == 0 || day > daysIn(year, month) {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, d.Location), true
}

// two is the number of two digits that s begins with, or one over any bound.
func two(s []byte) int {
	if !isDigit(s[0]) || !isDigit(s[1]) {
		return 1000
	}
	return int(s[0]-'0')*10 + int(s[1]-'0')
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
