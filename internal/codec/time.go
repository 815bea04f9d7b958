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
	switch {
	case f == formEmpty && d.data[i] != 'f':
		return end
	case f != formText:
		return d.refuse(i, p)
	}
	t, ok := d.stored(text)
	if !ok && p.kind == kindLocal {
		t, ok = d.local(text)
	}
	if !ok {
		return d.refuse(i, p)
	}
	v.setTime(t)
	return end
}

// unix reads unix seconds or an RFC 3339 time.
func (d *decoder) unix(i int, p *plan, v place) int {
	n, negative, end := d.digitsOnly(i)
	if end == failed {
		var f form
		var text []byte
		f, text, end = d.scalar(i)
		switch f {
		case formEmpty:
			return end
		case formNumber, formText:
			if t, ok := d.stored(text); ok {
				v.setTime(t)
				return end
			}
			var ok bool
			if n, negative, ok = parseInteger(text); ok {
				break
			}
			fallthrough
		default:
			return d.refuse(i, p)
		}
	}
	seconds := int64(n)
	if negative {
		seconds = -seconds
	}
	if n > maxUnix || seconds < minUnix {
		return d.fail(i, p.want)
	}
	if seconds != 0 {
		v.setTime(time.Unix(seconds, 0).In(d.Location))
	}
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
