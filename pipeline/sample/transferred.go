package sample

import "time"

// transfersAMonth makes a few dozen assessments a year that begin elsewhere and move in with the child.
const transfersAMonth = 3

// transferIn makes the assessments that moved in from another authority: a new decision to assess soon after,
// and a clock that starts on the day the authority became responsible.
func transferIn(seed uint64) []*request {
	d := newDice(seed, streamTransferred)
	var moved []*request
	for m := monthOf(2022, time.January); m <= calibratedAsAt().month(); m++ {
		for range transfersAMonth {
			r := &request{opened: d.dayIn(m.first(), m.last()), outcome: outcomeYes}
			r.received = r.opened - day(d.between(15, 80))
			r.decided = d.openDay(r.opened + day(d.between(3, 14)))
			r.movedFrom = neighbours()[d.IntN(len(neighbours()))]
			moved = append(moved, r)
		}
	}
	return moved
}

// neighbours are the codes of authorities that children move in from.
func neighbours() []string {
	return []string{"E06000035", "E10000011", "E10000030", "E10000012", "E09000004", "E09000006"}
}
