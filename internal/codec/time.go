package codec

import "time"

// time reads unix seconds or a vendor's date, as the kind says, or what Marshal
// wrote.
func (d *decoder) time(text []byte, k kind) (t time.Time, ok bool) {
	switch {
	case len(text) >= len("2006-01-02T15:04:05Z") && text[4] == '-':
		return d.stored(text)
	case k == kindUnix:
		return d.seconds(text)
	}
	return d.local(text)
}

// stored reads an RFC 3339 time, the form that Marshal writes.
func (d *decoder) stored(text []byte) (t time.Time, ok bool) {
	t, err := time.Parse(time.RFC3339, string(text))
	if err != nil || t.IsZero() {
		return time.Time{}, err == nil
	}
	if local := t.In(d.Location); local.Year() >= 1 && local.Year() <= 9999 {
		t = local // else it could not be written again
	}
	return t, t.Year() >= 1
}

// Unix times beyond these are no times of a shop and could not be written as
// RFC 3339: the years 1 to 9999, less a day for the zone.
const (
	minUnix = -62135596800 + 86400
	maxUnix = 253402300799 - 86400
)

// seconds reads unix seconds; 0 is no time.
func (d *decoder) seconds(text []byte) (t time.Time, ok bool) {
	n, ok := parseInteger(text)
	if n == 0 || n < minUnix || n > maxUnix {
		return t, ok && n == 0
	}
	return time.Unix(n, 0).In(d.Location), ok
}

// local reads "dd/mm/yyyy" or "dd/mm/yyyy hh:mm:ss". The first day of the year 1 is
// no date. A time that a change of the clocks leaves out is one before or behind it,
// on that day.
func (d *decoder) local(text []byte) (t time.Time, ok bool) {
	const lowest, highest = "00/00/0000 00:00:00", "39/19/9999 29:59:59"
	if len(text) != len(lowest) && len(text) != len("00/00/0000") {
		return t, false
	}
	for i, c := range text {
		if c < lowest[i] || c > highest[i] {
			return t, false
		}
	}
	day, month, year := pair(text, 0), time.Month(pair(text, 3)), 100*pair(text, 6)+pair(text, 8)
	hour, minute, second := pair(text, 11), pair(text, 14), pair(text, 17)
	if year < 1 || month < 1 || month > 12 || day < 1 || hour > 23 ||
		day > 28 && time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Day() != day {
		return t, false
	}
	if year == 1 && month == 1 && day == 1 {
		return t, true
	}
	t = time.Date(year, month, day, hour, minute, second, 0, d.Location)
	if hour == 0 && t.Day() != day { // midnight is left out
		t = time.Date(year, month, day, 1, minute, second, 0, d.Location)
	}
	return t, true
}

// pair is the number that the two digits at i are, 0 behind the end.
func pair(text []byte, i int) int {
	if i >= len(text) {
		return 0
	}
	return 10*int(text[i]-'0') + int(text[i+1]-'0')
}
