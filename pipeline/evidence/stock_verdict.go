package evidence

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// StockIncrement is what became of a stock of waiting cases, such as those open
// for over 30 weeks, in one increment. Where the stock spans several weeks-open
// bands the flows of the bands are added up, and moving from one of them to the
// next is neither in nor out.
type StockIncrement struct {
	Opening     int64
	Entered     int64 // started, moved in or reopened straight into the stock
	MovedUp     int64 // grew old enough for it, less any that grew too old for it
	Plans       int64 // ended by a plan
	Refusals    int64 // ended by a decision not to assess or not to issue
	Withdrawals int64 // withdrawn, moved away or closed for another reason
	Closing     int64
}

// check holds the identity and the signs.
func (s StockIncrement) check() error {
	if min(s.Opening, s.Entered, s.Plans, s.Refusals, s.Withdrawals, s.Closing) < 0 {
		return fmt.Errorf("a count is below 0")
	}
	in, out := s.Opening+s.Entered+s.MovedUp, s.Plans+s.Refusals+s.Withdrawals
	if in-out != s.Closing {
		return fmt.Errorf("%d in and %d out do not leave %d", in, out, s.Closing)
	}
	return nil
}

// fell tells a stock that is lower than it was, or has none left to lose.
func (s StockIncrement) fell() bool { return s.Closing < s.Opening || s.Closing == 0 }

// StockJudgement is a verdict on a stock, with where it came from and what took
// it there. Fall = Total.Plans + Total.Refusals + Total.Withdrawals -
// Total.Entered - Total.MovedUp, exactly.
type StockJudgement struct {
	Baseline   int64
	Increments int            // looked at
	Reduced    int            // of those, with fewer at the end than at the start
	Total      StockIncrement // from the first opening to the last closing
	Fall       int64          // the first opening less the last closing
	Verdict    Verdict
	More       int    // further increments with a fall that 'sustained' needs
	Reason     string // in words, without figures
}

// Words are the reason with what speaks against the verdict.
func (j StockJudgement) Words(against []string) string {
	switch {
	case j.Verdict == Improving || j.Verdict == Improved && j.More > 0:
		return j.Reason + " " + needs(j.More, against)
	case j.Verdict == Improved || j.Verdict == Sustained:
		return j.Reason + Objections(against)
	}
	return j.Reason
}

// keptTenths is how much of the largest fall since the baseline a stock must have
// kept, in tenths, to count as still better after an increment without a fall.
const keptTenths = 9

// JudgeStock says whether a stock has come down from its baseline, a count at the
// baseline's end, and whether that has lasted; the increments follow one another.
//
// A count of waiting cases has no limits of its own, so the rule is about order
// and about how far counts of that size differ by chance, and is this project's
// choice. An increment counts when its end is below the baseline by more than
// chance and below its start, or at 0. Three in a row up to the latest are
// 'sustained'. Two are 'improved' and one is 'improving'; for these an increment
// counts too when it did not fall but kept nine tenths of the largest fall since
// the baseline, so that a backlog which moves between 2 and 4 is not called
// unchanged. 'Worse' needs an end above the baseline by more than chance: one
// small fall from a peak makes it no better.
//
// The error says which increment does not add up or does not follow.
func JudgeStock(baseline int64, increments []StockIncrement) (StockJudgement, error) {
	j := StockJudgement{Baseline: baseline, Increments: len(increments)}
	if baseline < 0 {
		return StockJudgement{}, fmt.Errorf("the baseline is %d", baseline)
	}
	for i, s := range increments {
		if err := s.check(); err != nil {
			return StockJudgement{}, fmt.Errorf("increment %d: %w", i+1, err)
		}
		if i > 0 && increments[i-1].Closing != s.Opening {
			return StockJudgement{}, fmt.Errorf("increment %d opens at %d, and the one before closed at %d", i+1, s.Opening, increments[i-1].Closing)
		}
		j.add(s, i == 0)
	}
	j.Fall = j.Total.Opening - j.Total.Closing
	falls, kept := stockRuns(baseline, increments)
	j.More = max(0, sustainedRun-falls)
	j.judge(falls, kept, increments)
	return j, nil
}

func (j *StockJudgement) add(s StockIncrement, first bool) {
	if first {
		j.Total.Opening = s.Opening
	}
	if s.Closing < s.Opening {
		j.Reduced++
	}
	j.Total.Entered += s.Entered
	j.Total.MovedUp += s.MovedUp
	j.Total.Plans += s.Plans
	j.Total.Refusals += s.Refusals
	j.Total.Withdrawals += s.Withdrawals
	j.Total.Closing = s.Closing
}

// stockRuns counts the increments in a row, up to the latest, that end below the
// baseline and fell, and those that fell or kept most of the fall.
func stockRuns(baseline int64, increments []StockIncrement) (falls, kept int) {
	lowest := baseline
	for _, s := range increments {
		lowest = min(lowest, s.Opening, s.Closing)
		below := isBelow(s.Closing, baseline)
		falls, kept = falls+1, kept+1
		if !below || !s.fell() {
			falls = 0
		}
		if !below || !s.fell() && 10*(baseline-s.Closing) < keptTenths*(baseline-lowest) {
			kept = 0
		}
	}
	return falls, kept
}

// isBelow says whether one count is below another by more than counts of such a
// size differ by chance: 1.645 standard deviations of the difference of two
// Poisson counts.
func isBelow(count, other int64) bool {
	return float64(other-count) > distuv.UnitNormal.Quantile(confidence)*math.Sqrt(float64(count+other))
}

func (j *StockJudgement) judge(falls, kept int, increments []StockIncrement) {
	if len(increments) == 0 {
		j.Verdict, j.Reason = TooEarly, NothingSince
		return
	}
	latest := increments[len(increments)-1]
	switch {
	case falls >= sustainedRun:
		j.Verdict, j.Reason = Sustained, "The number is below the baseline at the end of each of the last three increments, "+
			"and in each of them it fell or none was left."
	case isBelow(j.Baseline, latest.Closing):
		j.Verdict, j.Reason = Worse, "The number is above the baseline by more than chance"+since(latest)+"."
	case kept >= 2:
		j.Verdict, j.Reason = Improved, "The number is below the baseline at the end of each of the last two increments"+held(falls, 2)
	case kept == 1:
		j.Verdict, j.Reason = Improving, "The number is below the baseline at the end of the latest increment"+held(falls, 1)
	case isBelow(latest.Closing, j.Baseline):
		j.Verdict, j.Reason = NoEvidence, "The number is below the baseline, but it did not fall in the latest increment "+
			"and has lost more than a tenth of its fall."
	default:
		j.Verdict, j.Reason = NoEvidence, "The number is not below the baseline by more than chance, and did not rise above it by more than that."
	}
}

// since says which way a number that is above the baseline has gone since.
func since(latest StockIncrement) string {
	switch {
	case latest.Closing > latest.Opening:
		return " and rose in the latest increment"
	case latest.Closing < latest.Opening:
		return ", though it fell in the latest increment"
	}
	return ""
}

// held says whether the number fell or only held.
func held(falls, wanted int) string {
	if falls >= wanted {
		return ", and fell or stands at 0."
	}
	return ", and has kept at least nine tenths of its fall, though it did not fall each time."
}
