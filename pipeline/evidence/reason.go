package evidence

import (
	"fmt"
	"strings"
)

// words gives the reason for the verdict. It holds no figure of the series, and
// it never takes 'not sustained yet' for 'not improved'. It says where there was no
// guard that could have spoken against it.
func (j Judgement) words(run, guards int) string {
	switch j.Verdict {
	case TooEarly:
		return NothingSince
	case Worse:
		return "The latest increment is below the baseline by more than chance."
	case Improving:
		return "The latest increment is above the baseline by more than chance. " + needs(sustainedRun-run, j.Against)
	case Improved:
		if run < sustainedRun {
			return "Each of the last two increments is above the baseline by more than chance. " + needs(sustainedRun-run, j.Against)
		}
		return "Each of the last three increments is above the baseline by more than chance. It has improved; that it is sustained cannot be said yet." +
			Objections(j.Against)
	case Sustained:
		const words = "Each of the last three increments is above the baseline by more than chance, each of the last seven months is above its mean, "
		const back = "the latest increment has not fallen back on the one before"
		if guards == 0 {
			return words + "and " + back + ". Nothing beside the figure itself was looked at."
		}
		return words + back + ", and no guard speaks against it."
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
func (j Judgement) against(run int, guards []Guard, lastEmpty bool) []string {
	var all []string
	if run >= sustainedRun {
		if !j.SevenAbove {
			all = append(all, "not each of the last seven months is above the baseline's mean")
		}
		switch {
		case lastEmpty:
			all = append(all, "nothing was counted in the last month")
		case !j.LastInside:
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

// NothingSince says how many more increments a verdict takes where none has
// passed since the baseline.
const NothingSince = "No whole increment has passed since the baseline: 1 more is needed for a first verdict, and 3 for 'sustained'."

// needs says how many more increments 'sustained' takes, and what else.
func needs(more int, against []string) string {
	increments := fmt.Sprintf("%d more increments like this", more)
	if more == 1 {
		increments = "1 more increment like this"
	}
	if len(against) == 0 {
		return "It needs " + increments + " to be sustained."
	}
	return "It needs " + increments + ", and nothing against it, to be sustained." + Objections(against)
}

// Objections lists what speaks against a verdict, in words; empty where nothing
// does.
func Objections(against []string) string {
	if len(against) == 0 {
		return ""
	}
	return " Against it: " + strings.Join(against, "; ") + "."
}
