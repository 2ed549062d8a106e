package evidence

// Issued counts the plans issued in one period, by what is known of their clock
// when the period began.
type Issued struct {
	Plans       int64 // issued in the period
	Within      int64 // of those, on time
	FromBacklog int64 // of those, already too late to be on time when the period began
}

// flow is the plans that could still be issued on time.
func (i Issued) flow() int64 { return i.Plans - i.FromBacklog }

// splits tells whether the rate can be split: plans were issued, some of them
// could still be on time, and no more of them were than could be.
func (i Issued) splits() bool {
	return i.FromBacklog >= 0 && i.Within >= 0 && i.flow() > 0 && i.Within <= i.flow()
}

// RateChange splits the change of the published rate, as shares from -1 to 1.
type RateChange struct {
	Before, After float64 // plans issued on time out of plans issued
	Change        float64
	Flow          float64 // the effect of the plans that could still be on time
	Clearance     float64 // the effect of how much of the backlog was issued; below 0 when more was
}

// SplitChange says how much of the change of the published rate between two
// periods comes from better or worse timeliness, and how much from clearing more
// or less of the backlog. The rate is (1 - s) r, where s is the share from the
// backlog and r the rate of the rest, so the change is exactly
// (1 - mean s) (change of r) - (mean r) (change of s): the midpoint split, which
// treats both periods alike (Shapley 1953). ok is false where either period has no
// plans, or none outside the backlog.
func SplitChange(before, after Issued) (RateChange, bool) {
	if !before.splits() || !after.splits() {
		return RateChange{}, false
	}
	s1, s2 := share(before.FromBacklog, before.Plans), share(after.FromBacklog, after.Plans)
	r1, r2 := share(before.Within, before.flow()), share(after.Within, after.flow())
	c1, c2 := share(before.Within, before.Plans), share(after.Within, after.Plans)
	return RateChange{
		Before: c1, After: c2, Change: c2 - c1,
		Flow:      (1 - (s1+s2)/2) * (r2 - r1),
		Clearance: -(r1 + r2) / 2 * (s2 - s1),
	}, true
}

// EffectiveRate is plans issued on time out of all plans issued and all cases
// still open beyond their due date at the end of the period, from 0 to 1. Issuing
// one more late plan moves a case from one to the other, so clearing a backlog
// leaves it as it is. ok is false where both are 0.
func EffectiveRate(issued Issued, stillOpenLate int64) (float64, bool) {
	whole := issued.Plans + stillOpenLate
	if whole <= 0 || stillOpenLate < 0 || issued.Within < 0 || issued.Within > issued.Plans {
		return 0, false
	}
	return share(issued.Within, whole), true
}

// share is part out of a whole that is not 0.
func share(part, whole int64) float64 { return Proportion{part, whole}.rate() }
