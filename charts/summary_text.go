package charts

import (
	"fmt"
	"strings"
)

// leftOutText says how many measures are not drawn, or nothing.
func (p standings) leftOutText() string {
	switch p.leftOut {
	case 0:
		return ""
	case 1:
		return "1 more measure is in the table summary."
	}
	return fmt.Sprintf("%d more measures are in the table summary.", p.leftOut)
}

// text gives the words and the data of the summary.
func (p standings) text(s Setting) Chart {
	latest := p.latestPeriod()
	subtitle := "Baseline, target and the newest two three-month periods of each measure, with its control chart by month, " + council(s)
	if latest != "" {
		subtitle += ", to " + latest
	}
	chart := Chart{Headline: p.headline(), Subtitle: subtitle, Alt: p.alt(), Data: p.data()}
	chart.Description = description{
		headline: chart.Headline, subtitle: chart.Subtitle,
		paragraphs: append(p.sentences(), p.leftOutText()),
		notes: []string{
			"Variation is that of the newest month on the measure's control chart, by the rules of Making Data Count: common cause is the " +
				"usual variation, a special cause an improvement or a concern. Open cases carry over from month to month and have none.",
			"Assurance says how the limits of the control chart stand to the target: consistently met, consistently missed, or met or missed by chance.",
			"A verdict compares the newest period with the baseline. Of a measure that is not judged the table evidence says why.",
			onTimeNote, exceptionNote, backlogNote,
		},
		data: chart.Data,
	}.markdown(s)
	return chart
}

// count counts a measure's verdict.
func (p *standings) count(verdict string) {
	switch verdict {
	case "":
	case "improving", "improved", "sustained":
		p.better++
		fallthrough
	default:
		p.judged++
	}
}

// headline says how many measures are better than the baseline.
func (p standings) headline() string {
	switch {
	case p.judged == 0:
		return "Where each measure stands"
	case p.better == 1:
		return fmt.Sprintf("1 of %d judged measures is better than its baseline", p.judged)
	}
	return fmt.Sprintf("%d of %d judged measures are better than their baseline", p.better, p.judged)
}

// alt gives the alternative text.
func (p standings) alt() string {
	first := p.rows[0]
	are, their := "are", "their"
	if p.better == 1 {
		are, their = "is", "its"
	}
	said := fmt.Sprintf("Table of %d measures with signs of variation and assurance; of %d judged in all, %d %s better than %s baseline",
		len(p.rows), p.judged, p.better, are, their)
	more := fmt.Sprintf("; %s: latest %s, baseline %s, %s", lowerFirst(first.measure.Label), first.number(first.latest),
		first.number(first.baseline), first.judgement())
	const most = 250
	if len(said)+len(more) < most {
		said += more
	}
	return said + "."
}

// sentences say every row in words.
func (p standings) sentences() []string {
	said := make([]string, len(p.rows))
	for i, r := range p.rows {
		parts := []string{
			"latest " + r.number(r.latest), "previous " + r.number(r.previous), "baseline " + r.number(r.baseline),
		}
		if r.target.isNumber() {
			parts = append(parts, "target "+strings.Join(r.goal(), " by "))
		}
		if words := variationWords(r.variation); words != "" {
			parts = append(parts, words)
		}
		if words := assuranceWords(r.assurance); words != "" {
			parts = append(parts, "target "+words)
		}
		said[i] = capital(r.measure.Label) + r.other + ": " + strings.Join(append(parts, r.judgement()), "; ") + "."
	}
	return said
}

// data gives the rows that are drawn.
func (p standings) data() Table {
	data := newTidy(summaryColumns()...)
	for _, r := range p.rows {
		by := ""
		if !r.targetBy.IsZero() {
			by = r.targetBy.Format(isoDate)
		}
		figures := texts(r.baseline, r.target, r.previous, r.latest)
		data.add([]string{
			r.measure.Name, figures[0], r.baselinePeriod, figures[1], by, figures[2], figures[3], r.latestPeriod,
			r.variation, r.assurance, strings.ReplaceAll(r.verdict, " ", "_"),
		})
	}
	return data.table
}
