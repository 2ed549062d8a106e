package evidence

// Method is a way to draw limits round a series.
type Method string

// The methods. P is the p chart without Laney's factor.
const (
	XmR      Method = "xmr"
	P        Method = "p"
	PPrime   Method = "pprime"
	RunChart Method = "run"
)

// Direction says which way of a measure is better.
type Direction string

// The directions. Neutral: neither way is better.
const (
	Increase Direction = "increase"
	Decrease Direction = "decrease"
	Neutral  Direction = "neutral"
)

// Rule is the rule that makes a point special, the first that holds in the
// order outside, trend, two in three, shift.
type Rule string

// The rules of Making Data Count. A run chart has shift alone.
const (
	NoRule     Rule = "none"
	Outside    Rule = "outside"
	Trend      Rule = "trend"
	TwoInThree Rule = "two_in_three"
	Shift      Rule = "shift"
)

// Variation is what a point, or a series by its last point, is to its reader.
type Variation string

// The kinds of variation.
const (
	CommonCause Variation = "common_cause"
	Improvement Variation = "improvement"
	Concern     Variation = "concern"
	NeutralHigh Variation = "neutral_high"
	NeutralLow  Variation = "neutral_low"
)

// Assurance says whether common-cause variation alone can reach or miss a
// target. It is empty where there is no target, no limit or no better way.
type Assurance string

// The kinds of assurance.
const (
	NoAssurance    Assurance = ""
	ConsistentPass Assurance = "consistent_pass"
	ConsistentFail Assurance = "consistent_fail"
	Inconsistent   Assurance = "inconsistent"
)
