package evidence

import "fmt"

// Sentences says in plain words what a chart shows: the variation first, then
// the assurance where there is a target. show writes a value with its unit.
func (c ControlChart) Sentences(o ChartOptions, show func(float64) string) []string {
	said := []string{c.variationSentence(o, show)}
	if o.Target != nil && o.Improvement != Neutral {
		said = append(said, c.assuranceSentence(o, show))
	}
	return said
}

func (c ControlChart) variationSentence(o ChartOptions, show func(float64) string) string {
	last := c.judgedBy(ChartOptions{})
	when, value := last.Date.Format("2 January 2006"), show(last.Value)
	point := fmt.Sprintf("the latest point (%s, %s)", when, value)
	if c.Variation == CommonCause {
		if len(c.Points) == 1 {
			return fmt.Sprintf("Variation is common cause: there is one point (%s, %s) and nothing to hold it against.", when, value)
		}
		if c.Method == RunChart {
			return "Variation is common cause: no run on one side of the median that holds " + point + " is longer than chance makes."
		}
		return "Variation is common cause: no rule marks " + point + "."
	}
	better := ""
	switch o.Improvement {
	case Neutral:
	case Decrease:
		better = ", and lower is better"
	default:
		better = ", and higher is better"
	}
	return fmt.Sprintf("Variation is %s: %s is %s%s.", variationWords(c.Variation), point, last.ruleWords(c.Method), better)
}

func variationWords(v Variation) string {
	return map[Variation]string{
		Improvement: "special cause, an improvement", Concern: "special cause, a concern",
		NeutralHigh: "special cause, high", NeutralLow: "special cause, low",
	}[v]
}

// ruleWords says what a rule found at a point.
func (p ChartPoint) ruleWords(m Method) string {
	side := either(p.Value > p.Mean, "above", "below")
	switch {
	case m == RunChart:
		return fmt.Sprintf("in a run %s the median that is longer than chance makes", side)
	case p.Rule == Outside:
		return fmt.Sprintf("%s the %s limit", side, either(p.Value > p.Mean, "upper", "lower"))
	case p.Rule == Trend:
		return fmt.Sprintf("in a trend of %d or more points", runLength)
	case p.Rule == TwoInThree:
		return fmt.Sprintf("one of two in three points near the %s limit", either(p.Value > p.Mean, "upper", "lower"))
	}
	return fmt.Sprintf("in a run of %d or more points %s the mean", runLength, side)
}

func (c ControlChart) assuranceSentence(o ChartOptions, show func(float64) string) string {
	last, target := c.judgedBy(o), *o.Target
	if !last.HasLimits {
		return fmt.Sprintf("Assurance is not available: there are no limits to compare the target of %s with.", show(target))
	}
	switch c.Assurance {
	case ConsistentPass:
		return fmt.Sprintf("Assurance is consistent pass: the limits, %s to %s, lie on the better side of the target of %s, "+
			"which will be met unless the process changes.", show(last.Lower), show(last.Upper), show(target))
	case ConsistentFail:
		return fmt.Sprintf("Assurance is consistent fail: the limits, %s to %s, lie on the worse side of the target of %s, "+
			"which will be missed unless the process changes.", show(last.Lower), show(last.Upper), show(target))
	case NoAssurance, Inconsistent:
	}
	return fmt.Sprintf("Assurance is inconsistent: the target of %s is not outside the limits, %s to %s, so that chance alone may meet or miss it.",
		show(target), show(last.Lower), show(last.Upper))
}
