package protect

import (
	"slices"
	"time"
)

// Known is a count of a public table as one release has it: what later releases
// must not be set against so that a small difference is seen.
type Known struct {
	Table, Kind, Topic, Value, Part, Column string
	From                                    time.Time
	Count                                   int64
	IsShown                                 bool // else it was hidden
}

// address is where a count stands, in every release.
type address struct {
	table, kind, topic, value, part, column string
	from                                    time.Time
}

// earlier is what releases before this one said of a count.
type earlier struct {
	shown  []int64 // the values that it was ever shown with
	hidden []int64 // the value under which it was last hidden
}

// Knew tells the publication what earlier releases showed, and what they hid.
func (p *Publication) Knew(known []Known) {
	for _, k := range known {
		at := address{k.Table, k.Kind, k.Topic, k.Value, k.Part, k.Column, k.From}
		e := p.earlier[at]
		if e == nil {
			e = &earlier{}
			p.earlier[at] = e
		}
		if k.IsShown {
			e.shown = append(e.shown, k.Count)
		} else {
			e.hidden = append(e.hidden, k.Count)
		}
	}
}

// regard takes what earlier releases said of a count into account. A count of a
// breakdown that differs by little from one that was shown is hidden as if it
// were small; of all cases small differences may be seen. A count that is what it
// was stays hidden if it was hidden, and is no secret if it was shown.
func (p *Publication) regard(s *sheet, r *row, column string, cell Cell, value int64) {
	e := p.earlier[address{s.table.Name, r.kind, r.topic, r.value, r.part, column, r.from}]
	if e == nil || p.system.kind[cell] != Published {
		return
	}
	if slices.Contains(e.shown, value) {
		p.system.isKnown[cell], p.system.hasKnown = true, true
		return
	}
	if !r.inAll {
		p.system.SetApart(cell, e.shown)
	}
	if slices.Contains(e.hidden, value) {
		p.system.Hide(cell)
		p.system.isKept[cell] = p.system.hidden[cell]
	}
}

// SetApart says which values a reader has seen in a count's place: one that
// differs from any of them by less than the minimum, and is not 0, is hidden as a
// small count is.
func (s *System) SetApart(c Cell, seen []int64) {
	s.seen[c] = seen
	s.hidden[c] = s.hidden[c] || s.kind[c] == Published && s.isSmallAt(c, s.value[c])
}

// isNear says whether a value differs by little from one that was seen.
func (s *System) isNear(c Cell, value int64) bool {
	for _, was := range s.seen[c] {
		if by := max(value-was, was-value); by > 0 && by < s.minimumOf(c) {
			return true
		}
	}
	return false
}

// amounts are by how much a small count must differ to be none: to the nearest
// values that tell nothing.
func (s *System) amounts(c Cell) []int64 {
	to := []int64{s.minimumOf(c), 0}
	for _, was := range s.seen[c] {
		to = append(to, was, was+s.minimumOf(c), was-s.minimumOf(c))
	}
	var by []int64
	for _, value := range to {
		if value != s.value[c] && value >= s.least(c) && !s.isSmallAt(c, value) && !slices.Contains(by, value-s.value[c]) {
			by = append(by, value-s.value[c])
		}
	}
	return by
}

// tells says whether each value from low to high is one that may not be known.
func (s *System) tells(c Cell, low, high int64) bool {
	for value := low; value <= high; value++ {
		if !s.isSmallAt(c, value) {
			return false
		}
	}
	return true
}
