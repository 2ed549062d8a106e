package protect

import "slices"

// pairs are the pairs of moves by which a count of a band, or of all, changes by
// an amount while as many cases are open as before. What another table counts too
// changes its band alone.
func (k *flowSeeker) pairs(column, band int, by int64) (all [][2]move) {
	if column == flowUndated {
		column, by = flowStarted, -by // what ended on an unknown day has not started
	}
	if column == flowPlans {
		column = flowAfter // those in time are of timeliness
	}
	switch {
	case column == flowUpIn:
		return k.pairsAcross(band-1, by)
	case column == flowUpOut:
		return k.pairsAcross(band, by)
	case flowSign(column) == 0:
		return nil
	case band == allBands:
		for b := range 4 {
			all = append(all, k.pairsWith(move{column, b, by}, b, b+1)...)
		}
		return slices.DeleteFunc(all, func(p [2]move) bool { return p[1].column == column })
	}
	return k.pairsWith(move{column, band, by}, 0, 4)
}

// pairsWith are the moves that make up for one in some bands: one that another
// table counts too is made up for by the same in another band.
func (k *flowSeeker) pairsWith(a move, first, end int) (all [][2]move) {
	for band := first; band < end; band++ {
		for _, column := range flowMoves() {
			isSame := column == a.column
			if isSame && band == a.band || !isSame && (k.isTied(column) || k.isTied(a.column)) {
				continue
			}
			all = append(all, [2]move{a, {column, band, -flowSign(a.column) * flowSign(column) * a.by}})
		}
	}
	return all
}

// pairsAcross are those by which so many more move up out of a band: they come in
// before, or do not leave, and leave after.
func (k *flowSeeker) pairsAcross(last int, by int64) (all [][2]move) {
	for band := range last + 1 {
		for _, column := range flowMoves() {
			all = append(all, k.pairsWith(move{column, band, flowSign(column) * by}, last+1, 4)...)
		}
	}
	return all
}

// flowMoves are the entries and exits.
func flowMoves() []int {
	return []int{
		flowStarted, flowTransferred, flowReopened, flowAfter, flowNotAssessed, flowNotIssued, flowWithdrawn, flowMovedOut, flowOther,
	}
}

// isTied says whether another table counts the same.
func (k *flowSeeker) isTied(column int) bool {
	return column == flowStarted && !k.isStartedApart || column == flowNotIssued
}
