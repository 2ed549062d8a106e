package evidence

import (
	"fmt"
	"strings"
)

// words gives the reason for the verdict. It holds no figure of the series, and
// it never takes 'not sustained yet' for 'not improved'.
func (j Judgement) words(run int, against []string) string {
	switch j.Verdict {
	case TooEarly:
		return tooEarly()
	case Worse:
		return "The latest increment is below the baseline by more than chance."
	case Improving:
		return "The latest increment is above the baseline by more than chance. " + needs(sustainedRun-run) + objections(against)
	case Improved:
		if run < sustainedRun {
			return "Each of the last two increments is above the baseline by more than chance. " + needs(sustainedRun-run) + objections(against)
		}
		return "Each of the last three increments is above the baseline by more than chance. It has improved; that it is sustained cannot be said yet." +
			objections(against)
	case Sustained:
		return "Each of the last three increments is above the baseline by more than chance, each of the last seven months is above its mean, " +
			"the latest increment has not fallen back on the one before, and no guard speaks against it."
	default:
		return j.noEvidence()
	}
}

// noEvidence tells a quiet increment from an empty one, and does not forget
// earlier increments that were better.
func (j Judgement) noEvidence() string {
	latest := j.Windows[len(j.Windows)-1]
	reason := "The latest increment differs from the baseline by no more than chance would make it, as its months vary."
	if latest.Whole == 0 {
		reason = "Nothing was counted in the latest increment, so it cannot be compared with the baseline."
	}
	for _, earlier := range j.Windows {
		if earlier.Above {
			return reason + " An earlier increment was above it by more than chance."
		}
	}
	return reason
}

// against lists in words what keeps the series from 'sustained', whether or not
// it has come that far. The criteria on months speak only once three increments
// in a row are above the baseline: before that they say the same again.
func (j Judgement) against(run int, guards []Guard) []string {
	var all []string
	if run >= sustainedRun {
		if !j.SevenAbove {
			all = append(all, "not each of the last seven months is above the baseline's mean")
		}
		if !j.LastInside {
			all = append(all, "the last month is below the baseline's lower limit")
		}
	}
	if !j.NotBack {
		all = append(all, "the latest increment has fallen back on the one before")
	}
	for _, guard := range guards {
		if !guard.OK {
			all = append(all, strings.TrimSpace(guard.Name+" "+guard.Words))
		}
	}
	return all
}

func tooEarly() string {
	return fmt.Sprintf("No whole increment has passed since the baseline: 1 more is needed for a first verdict, and %d for 'sustained'.",
		sustainedRun)
}

func needs(more int) string {
	if more == 1 {
		return "It needs 1 more increment like this to be sustained."
	}
	return fmt.Sprintf("It needs %d more increments like this to be sustained.", more)
}

func objections(against []string) string {
	if len(against) == 0 {
		return ""
	}
	return " Against it: " + strings.Join(against, "; ") + "."
}
