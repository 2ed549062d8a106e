package evidence

// Verdict is a rung of the ladder: what a series of increments supports.
type Verdict string

// The verdicts. None says that nothing has improved: a change that has not been
// sustained yet may still be real.
const (
	TooEarly   Verdict = "too_early_to_say"      // no whole increment since the baseline
	NoEvidence Verdict = "no_evidence_of_change" // no more than chance would give
	Improving  Verdict = "improving"             // the latest increment is better than the baseline
	Improved   Verdict = "improved"              // the last two are, or three with something against it
	Sustained  Verdict = "sustained"             // the last three are, with nothing against it
	Worse      Verdict = "worse"                 // the latest increment is worse than the baseline
)

// Guard is a condition outside the series that 'sustained' must also meet, such
// as a backlog no higher than at the baseline. A guard that fails lowers
// 'sustained' to 'improved'; no guard ever raises a verdict.
type Guard struct {
	Name  string // such as 'backlog over 20 weeks'
	OK    bool
	Words string // what was found, to follow the name
}

const (
	windowMonths = 3 // an increment
	sustainedRun = 3 // increments in a row for 'sustained'
	shiftMonths  = 7 // months in a row on one side: the shift rule of control charts
)
