package protect

import (
	"maps"
	"slices"
	"time"
)

// seeker looks for other worlds by what cases could have been: another kind,
// another value of the breakdown, another month. Whatever it changes, it changes
// so that all sums hold: what one value gains another loses, and what all cases
// gain some value of every breakdown gains.
type seeker struct {
	hunt
	places map[*row][]*place // that a row is the sum of
	wider  bool              // whether more days than one may change
}

func newSeeker(s *System, f *family) *seeker {
	k := &seeker{hunt: hunt{w: newImagine(s, f)}, places: map[*row][]*place{}}
	for _, p := range f.places {
		for _, r := range p.in {
			k.places[r] = append(k.places[r], p)
		}
	}
	return k
}

// world finds the cheapest world in which a count of a row differs by an amount.
func (k *seeker) world(r *row, column int, by int64, informed bool) ([]Shift, int64, bool) {
	k.w.informed, k.found = informed, false
	for _, k.wider = range []bool{false, true} {
		if k.found || k.wider && (!r.inAll || !k.w.f.sheet.table.Dated) {
			break
		}
		k.w.wider = k.wider
		k.whole(r, by, func(by int64) { k.each(r, column, by) })
	}
	return k.best, k.least, k.found
}

// each tries what could be different at each of a row's places.
func (k *seeker) each(r *row, column int, by int64) {
	for _, at := range k.places[r] {
		for u := range k.w.f.units {
			for _, since := range k.since(at, u) {
				more := some{u, by, since}
				n := k.w.f.adds(k.w.f.kind(more, r), column)
				if n == 0 {
					continue
				}
				more.by *= n
				k.unit(at, more, column, r)
				if k.isOver() {
					return
				}
			}
		}
	}
}

// since are the days that may matter of a kind of case.
func (k *seeker) since(at *place, unit int) []time.Time {
	if k.w.f.inFlow[unit] < 0 {
		return []time.Time{{}}
	}
	return at.starts
}

// unit tries some more of a kind alone and in exchange for every other kind.
func (k *seeker) unit(at *place, more some, column int, r *row) {
	k.counter(at, []some{more}, r)
	for u := range k.w.f.units {
		other := some{u, -more.by, more.since}
		if k.w.f.adds(k.w.f.kind(other, r), column) == 0 && k.related(more.unit, u) {
			k.counter(at, []some{more, other}, r)
		}
	}
	adds := func(unit int) int64 { return k.w.f.adds(k.w.f.kind(some{unit: unit, since: more.since}, r), column) }
	for _, c := range k.w.f.corners[more.unit] {
		if adds(c.more) == adds(c.fewer)+adds(c.alsoFewer) {
			k.counter(at, []some{more, {c.fewer, -more.by, more.since}, {c.alsoFewer, -more.by, more.since}, {c.more, more.by, more.since}}, r)
		}
	}
}

// related says whether two kinds of cases have a column in common: others are
// counted apart.
func (k *seeker) related(a, b int) bool {
	return slices.ContainsFunc(k.w.f.units[a], func(e effect) bool { return k.w.f.adds(b, e.column) != 0 })
}

// counter tries every way of making up for changes at a place.
func (k *seeker) counter(at *place, changes []some, r *row) {
	if !k.w.can(at, changes) {
		return
	}
	here := at.changes(changes, 1)
	switch {
	case !at.row.inAll:
		if at.quarter == nil {
			k.consider(here)
			return
		}
		for _, other := range at.quarter.values[at.row.topic] {
			if other != at {
				k.consider(slices.Concat(here, other.changes(changes, -1)))
			}
		}
	case at.quarter == nil:
		k.consider(here)
	case k.wider:
		k.days(at, changes)
	default:
		for _, month := range at.quarter.months {
			if month != at && !slices.Contains(month.in, r) {
				k.consider(slices.Concat(here, month.changes(changes, -1)))
			}
		}
		if topics, ok := k.topics(at.quarter, changes, ""); ok {
			k.consider(slices.Concat(here, topics))
		}
	}
}

// mostDays is over how many days on end the cases open are changed alike.
const mostDays = 8

// days tries the same changes on several days on end, for all cases and for a
// value of each breakdown that those days have.
func (k *seeker) days(at *place, changes []some) {
	here := slices.Index(k.w.f.days, at)
	first, last := here, here
	for first > 0 && here-first < mostDays && k.w.can(k.w.f.days[first-1], changes) {
		first--
	}
	for last < len(k.w.f.days)-1 && last-here < mostDays && k.w.can(k.w.f.days[last+1], changes) {
		last++
	}
	for n := 1; n <= min(mostDays, last-first+1); n++ {
		for from := max(first, here-n+1); from <= here && from+n-1 <= last; from++ {
			k.onDays(k.w.f.days[from:from+n], changes)
		}
		if k.found {
			return
		}
	}
}

// onDays tries some changes on every one of some days.
func (k *seeker) onDays(days []*place, changes []some) {
	var all []change
	for _, day := range days {
		topics, ok := k.topics(day.quarter, changes, "")
		if !ok {
			return
		}
		all = slices.Concat(all, day.changes(changes, 1), topics)
	}
	k.consider(all)
}

// topics gives the changes of all cases in an increment to the value of each
// breakdown, but for one, that costs least.
func (k *seeker) topics(quarter *place, changes []some, except string) (all []change, ok bool) {
	for _, topic := range slices.Sorted(maps.Keys(quarter.values)) {
		if topic == except {
			continue
		}
		var best []change
		least := int64(-1)
		for _, value := range quarter.values[topic] {
			there := value.changes(changes, 1)
			k.w.limit = noLimit
			if least >= 0 {
				k.w.limit = least
			}
			if _, cost, can := k.w.try(there); can && (least < 0 || cost < least) {
				best, least = there, cost
			}
		}
		if least < 0 {
			return nil, false
		}
		all = append(all, best...)
	}
	return all, true
}

func (p *place) changes(changes []some, sign int64) []change {
	all := make([]change, len(changes))
	for i, c := range changes {
		c.by *= sign
		all[i] = change{p, c}
	}
	return all
}

func (k *seeker) consider(changes []change) {
	if k.isOver() {
		return
	}
	k.w.limit = k.limit()
	if world, cost, ok := k.w.try(changes); ok {
		k.keep(world, cost)
	}
}
