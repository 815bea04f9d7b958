package codec

import "bytes"

// maxNotices bounds how many places are tried as the beginning of the JSON, so
// that a broken page is not read over and over.
const maxNotices = 32

// CutNotices separates PHP notices from the JSON behind them. It cuts only where
// that is safe: the JSON must begin a line or follow a tag, be an object or a
// list, and reach to the end as one complete value. Otherwise json is body and
// notice is "". The caller reports the notice.
func CutNotices(body []byte) (json []byte, notice string) {
	d := decoder{data: body}
	start := d.start()
	if c := d.at(start); c == '{' || c == '[' {
		return body, ""
	}
	for i, tries := start, 0; tries < maxNotices; i++ {
		n := bytes.IndexAny(body[i:], "{[")
		if n < 0 {
			break
		}
		i += n
		before := bytes.TrimRight(body[:i], " \t")
		if !bytes.HasSuffix(before, []byte("\n")) && !bytes.HasSuffix(before, []byte(">")) {
			continue
		}
		tries++
		if d.whole(i) {
			return body[i:], string(bytes.TrimSpace(body[start:i]))
		}
	}
	return body, ""
}

// whole reports whether one value reaches from i to the end.
func (d *decoder) whole(i int) (ok bool) {
	defer func() { ok = !failed(recover()) && ok }()
	d.depth = 0
	return d.space(d.skip(i)) == len(d.data)
}
