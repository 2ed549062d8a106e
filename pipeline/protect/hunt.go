package protect

// hunt is a search for the cheapest of many worlds.
type hunt struct {
	w     imagine
	found bool
	best  []Shift
	least int64
}

// mostTries is how often a world is laid out for one count. Four times as many
// hide no fewer counts of small authorities, and take twice as long.
const mostTries = 2_000

// keep keeps a world, which cost less than any before, for that was the limit.
func (h *hunt) keep(world []Shift, cost int64) {
	h.best, h.least, h.found = append(h.best[:0], world...), cost, true
}

// isOver says whether a world has been found that hides nothing more, or enough
// have been tried.
func (h *hunt) isOver() bool { return h.found && h.least == 0 || h.w.tries <= 0 }

// limit is what a world must cost less than.
func (h *hunt) limit() int64 {
	if h.found {
		return h.least
	}
	return noLimit
}

// whole looks for a world in which a count of a row differs by an amount. Of all
// cases it puts one together, where there is none, of several that change it by
// one each; a breakdown gives way instead.
func (h *hunt) whole(r *row, by int64, each func(by int64)) {
	h.found, h.w.base, h.w.tries = false, h.w.base[:0], mostTries
	each(by)
	one, times := int64(1), by
	if by < 0 {
		one, times = -1, -by
	}
	if h.found || times == 1 || !r.inAll {
		return
	}
	for range times {
		h.found = false
		if each(one); !h.found {
			break
		}
		h.w.base = append(h.w.base[:0], h.best...)
	}
	h.w.base = h.w.base[:0]
}
