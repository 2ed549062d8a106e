package sample

// The codes of outcomes, as in the SEN2 return.
const (
	outcomeYes       = "Y"
	outcomeNo        = "N"
	outcomeWithdrawn = "W"
	outcomeAwaited   = "A"
)

// The most days after receipt that count as within 20 and within 52 weeks; the day of receipt is day 0.
const (
	in20Weeks = 140
	in52Weeks = 364
)

// A request is one row of the kent extract: a request for an assessment and all that came of it.
type request struct {
	number      int
	person      int
	received    day
	opened      day // When the authority became responsible, for one that moved in.
	movedFrom   string
	outcome     string
	decided     day
	reopened    day
	restarted   day
	restartWhy  string
	assessment  string
	assessed    day
	planned     day
	closed      day
	closedWhy   string
	isException bool
	heldUntil   day // No end before this day.
	expected    day // The plan, or the guess of it for one still open at as-at.

	requestMediation, requestTribunal       bool
	assessmentMediation, assessmentTribunal bool

	described
}

// described is what tables are broken down by; it plays no part in the dates.
type described struct {
	source, area, team, need, sex, ethnicity, age, phase, setting, awaiting string
}

func (r *request) movedIn() bool { return r.movedFrom != "" }

// afterDispute says whether mediation or a tribunal played a part: DfE's timeliness leaves such plans out.
func (r *request) afterDispute() bool {
	return r.requestMediation || r.requestTribunal || r.assessmentMediation || r.assessmentTribunal
}

// start is the day from which the clock counts.
func (r *request) start() day {
	if r.movedIn() {
		return r.opened
	}
	return r.received
}

// underway is the day on which the spell that may lead to a plan became one under assessment.
func (r *request) underway() day { return max(r.decided, r.reopened) }

// ended is the last day of the row's last spell, or 0 while it goes on.
func (r *request) ended() day {
	first := day(0)
	note := func(d day) {
		if d != 0 && (first == 0 || d < first) {
			first = d
		}
	}
	if r.outcome == outcomeWithdrawn || r.outcome == outcomeNo && r.reopened == 0 {
		note(r.decided)
	}
	if r.assessment == outcomeNo {
		note(r.assessed)
	}
	note(r.planned)
	note(r.closed)
	return first
}

// openOn says whether a spell of the row was open at the end of a day.
func (r *request) openOn(d day) bool {
	if r.start() > d || r.ended() != 0 && r.ended() <= d {
		return false
	}
	refused := r.reopened != 0 && r.decided <= d
	return !refused || r.reopened <= d
}

// underAssessmentOn says whether, at the end of a day, a spell was open with an assessment decided on and no
// decision yet on a plan.
func (r *request) underAssessmentOn(d day) bool {
	return r.openOn(d) && r.outcome != outcomeAwaited && r.underway() <= d && (r.assessed == 0 || r.assessed > d)
}

// forget blanks what happened after a day: an extract cannot know it.
func (r *request) forget(asAt day) {
	if r.decided > asAt || r.decided == 0 {
		r.outcome, r.decided = outcomeAwaited, 0
	}
	if r.reopened > asAt {
		r.reopened, r.restarted, r.restartWhy = 0, 0, ""
		r.requestMediation, r.requestTribunal = false, false
	}
	if r.restarted > asAt {
		r.restarted, r.restartWhy = 0, ""
	}
	if r.assessed > asAt {
		r.assessment, r.assessed = "", 0
		r.assessmentMediation, r.assessmentTribunal = false, false
	}
	if r.planned > asAt {
		r.planned = 0
	}
	if r.closed > asAt {
		r.closed, r.closedWhy = 0, ""
	}
	if r.assessment == "" && r.openOn(asAt) && r.outcome != outcomeAwaited {
		r.assessment = outcomeAwaited
	}
}
