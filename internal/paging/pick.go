package paging

// pick finds a page number and size for a list that is asked by pages, so that
// the window begins at offset or a few rows before it: among the sizes from half
// to twice the wanted one, not above bound (0: none), the pair that reaches
// furthest beyond offset for what it costs.
func pick(offset, want, bound int) (page, size int) {
	if offset <= 0 {
		return 1, want
	}
	top := 2 * want
	if bound > 0 {
		top = min(top, bound)
	}
	page, size = offset/want+1, want
	best := -1
	for s := max(2, want/2); s <= top; s++ {
		// New rows count double and are worth no more than were wanted; rows above
		// the wanted size cost one.
		reach := 2*min(want, s-offset%s-1) - max(0, s-want)
		if reach >= best {
			best, page, size = reach, offset/s+1, s
		}
	}
	return page, size
}
