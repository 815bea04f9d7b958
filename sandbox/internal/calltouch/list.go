package calltouch

import "strconv"

// list answers a request for deals: an object with page, a bare array without.
// What comes without page is not documented; a sibling of the method answers so.
func (s *Server) list(q *query, c Config) []byte {
	found := s.journal.find(q)
	total := len(found)
	if s.selecting() {
		found = s.journal.find(q)
	}
	if !q.paged && !c.Beliefs.PageForOneDay {
		return s.records(nil, found, q, c)
	}
	if !q.paged {
		q.page, q.limit = 1, max(total, 1)
	}
	first := min((q.page-1)*q.limit, len(found))
	found = found[first:min(first+q.limit, len(found))]
	out := append(make([]byte, 0, 1024*(len(found)+1)), `{"page":`...)
	out = strconv.AppendInt(out, int64(q.page), 10)
	out = append(out, `,"pageTotal":`...)
	out = strconv.AppendInt(out, int64(pages(total, q.limit, c.Beliefs.EmptyPage)), 10)
	out = append(out, `,"pageSize":`...)
	out = strconv.AppendInt(out, int64(q.limit), 10)
	out = append(out, `,"recordsTotal":`...)
	out = strconv.AppendInt(out, int64(total), 10)
	if len(found) > 0 || !c.Beliefs.EmptyPage {
		out = s.records(append(out, `,"records":`...), found, q, c)
	}
	return append(out, '}')
}

// pages is how many pages there are. An empty period has one page here; that it
// has none is a belief.
func pages(total, limit int, none bool) int {
	n := (total + limit - 1) / limit
	if n == 0 && !none {
		return 1
	}
	return n
}

func (s *Server) records(out []byte, found []ref, q *query, c Config) []byte {
	out = append(out, '[')
	comma := false
	for _, r := range found {
		deal := s.journal.deal(r.id)
		if deal == nil { // deleted a moment ago
			continue
		}
		if comma {
			out = append(out, ',')
		}
		out, comma = deal.append(out, q, c.Beliefs), true
	}
	return append(out, ']')
}

// selecting runs the hook between count and selection, if there is one.
func (s *Server) selecting() bool {
	s.mu.Lock()
	f := s.onSelect
	s.mu.Unlock()
	if f != nil {
		f()
	}
	return f != nil
}
