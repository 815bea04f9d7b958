package cscart

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// table holds one kind of record, ordered by id. A record in it is never
// changed, only replaced: who has read one may go on using it without a lock.
type table[T any] struct {
	id   func(*T) int64
	mu   sync.RWMutex
	rows []*T
	last int64       // the highest id ever given
	seed func() []*T // makes the rows when they are first needed; nil once it has
}

// reset forgets all records; seed makes the new ones at their first use.
func (t *table[T]) reset(seed func() []*T) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.rows, t.last, t.seed = nil, 0, seed
}

func (t *table[T]) lock() {
	t.mu.Lock()
	if t.seed == nil {
		return
	}
	t.rows, t.seed = t.seed(), nil
	if n := len(t.rows); n > 0 {
		t.last = t.id(t.rows[n-1])
	}
}

func (t *table[T]) rlock() {
	t.mu.RLock()
	for t.seed != nil {
		t.mu.RUnlock()
		t.lock()
		t.mu.Unlock()
		t.mu.RLock()
	}
}

func (t *table[T]) find(id int64) (int, bool) {
	return slices.BinarySearchFunc(t.rows, id, func(r *T, id int64) int { return cmp.Compare(t.id(r), id) })
}

func (t *table[T]) get(id int64) (*T, bool) {
	t.rlock()
	defer t.mu.RUnlock()
	if i, ok := t.find(id); ok {
		return t.rows[i], true
	}
	return nil, false
}

// nextID takes the next number, as an auto-increment column does.
func (t *table[T]) nextID() int64 {
	t.lock()
	defer t.mu.Unlock()
	t.last++
	return t.last
}

// put inserts a record or replaces the one of the same id.
func (t *table[T]) put(row *T) {
	t.lock()
	defer t.mu.Unlock()
	id := t.id(row)
	t.last = max(t.last, id)
	i, ok := t.find(id)
	if ok {
		t.rows[i] = row
		return
	}
	t.rows = slices.Insert(t.rows, i, row)
}

// change replaces a record by a changed copy, unless it is gone.
func (t *table[T]) change(id int64, change func(old *T) *T) bool {
	t.lock()
	defer t.mu.Unlock()
	i, ok := t.find(id)
	if ok {
		t.rows[i] = change(t.rows[i])
	}
	return ok
}

func (t *table[T]) remove(id int64) bool {
	t.lock()
	defer t.mu.Unlock()
	i, ok := t.find(id)
	if ok {
		t.rows = slices.Delete(t.rows, i, i+1)
	}
	return ok
}

// matching is a snapshot of the records that pass the filter, by id.
func (t *table[T]) matching(pass func(*T) bool) []*T {
	t.rlock()
	defer t.mu.RUnlock()
	rows := make([]*T, 0, len(t.rows))
	for _, r := range t.rows {
		if pass(r) {
			rows = append(rows, r)
		}
	}
	return rows
}

// splitIDs yields the numbers of a comma list; what is no number counts as 0.
func splitIDs(list string) iter.Seq[int64] {
	return func(yield func(int64) bool) {
		if list == "" {
			return
		}
		for part := range strings.SplitSeq(list, ",") {
			if !yield(intOf(part)) {
				return
			}
		}
	}
}

func joinIDs(ids []int64) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(texts, ",")
}
