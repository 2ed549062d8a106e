package protect

import (
	"slices"
	"time"
)

// veil is a column of a topic on one day or in one period.
type veil struct {
	topic, kind, column string
	from                time.Time
}

func veilOf(r *row, column string) veil { return veil{r.topic, r.kind, column, r.from} }

// veil notes the columns of a topic of which a count is hidden, here or elsewhere.
// All others of that day or period are hidden with it, but for zeros and for what
// is shown elsewhere: nobody knows how the values of the topic go together with
// those of other public tables, whose totals could give the hidden one away where
// only some are.
func (o *own) veil(s *sheet, system *System) {
	o.veiled = map[veil]bool{}
	for i := range s.rows {
		r := &s.rows[i]
		for column, cell := range r.cells {
			isHidden := r.isPublished() && system.Hidden(cell)
			switch isElsewhere := o.elsewhere(r.text, column) == HiddenElsewhere; {
			case isElsewhere && r.inAll:
				o.veilAll(s, r, column)
			case isElsewhere || isHidden && !r.inAll:
				o.veiled[veilOf(r, column)] = true
			}
		}
	}
	o.veilSums()
}

// veilAll hides a column of every topic where the count of all cases is hidden
// elsewhere: their sum would be that count. Of periods it goes for all that are as
// long or shorter, as those add up to others.
func (o *own) veilAll(s *sheet, all *row, column string) {
	o.veiled[veilOf(all, column)] = true
	for i := range s.rows {
		r := &s.rows[i]
		if !r.inAll && (s.table.Dated && r.from.Equal(all.from) || !s.table.Dated && length(r.kind) <= length(all.kind)) {
			o.veiled[veilOf(r, column)] = true
		}
	}
}

// length orders kinds of periods.
func length(kind string) int {
	switch kind {
	case "week", "month", "rolling_12_months": // these are sums of months, and go with them
		return 1
	case "three_months":
		return 2
	}
	return 3
}

// veilSums hides with a column those that it makes a sum with.
func (o *own) veilSums() {
	for isMore := true; isMore; {
		isMore = false
		for _, sum := range o.sums {
			columns := append(slices.Clone(sum.parts), sum.whole)
			if slices.ContainsFunc(columns, func(name string) bool { return name[0] == '[' }) {
				continue // a difference, which stands in no column
			}
			for v := range o.veiled {
				if !slices.Contains(columns, v.column) {
					continue
				}
				for _, v.column = range columns {
					isMore = isMore || !o.veiled[v]
					o.veiled[v] = true
				}
			}
		}
	}
}

// isVeiled says whether a count of a team's table is hidden with others of its topic.
func (o *own) isVeiled(r *row, column, count string) bool {
	return o != nil && o.veiled[veilOf(r, column)] && count != "0" && o.elsewhere(r.text, column) != ShownElsewhere
}
