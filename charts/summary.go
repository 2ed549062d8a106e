package charts

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Measure is a measure as tables name it, with what is said of it.
type Measure struct {
	// Name is the word in the column measure, and Label what people call it, in ASCII.
	Name, Label string
	// Unit stands after every number: "%", or nothing.
	Unit string
	// Better is increase, decrease or neutral.
	Better string
}

// Summary draws where each measure stands as one page: baseline, target, the increment before, the newest one, the
// signs of variation and assurance, and the verdict in words. It reads the table summary of one authority and shows
// the setting's measures in their order; without any it shows all, as the table names them.
func Summary(summary Table, s Setting) (Chart, error) {
	return build("summary", s, func(s Setting) (Chart, error) {
		p, err := newSummary(summary, s)
		if err != nil {
			return Chart{}, err
		}
		drawing, err := p.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := p.text(s)
		chart.drawing = drawing
		return chart, nil
	})
}

// standings is what the summary draws.
type standings struct {
	rows []standing
	// leftOut is how many measures of the table are not drawn.
	leftOut int
	// judged and better count the measures of the table with a verdict, and those of them that are improving, improved
	// or sustained. Measures that are not drawn count too: else the drawn ones would speak for all.
	judged, better int
}

// standing is where one measure stands.
type standing struct {
	measure                            Measure
	baseline, target, previous, latest cell
	targetBy                           time.Time
	baselinePeriod, latestPeriod       string
	variation, assurance, verdict      string
	// other says which of its periods are not those of most rows, or nothing.
	other string
}

// summaryColumns are those that Summary reads.
func summaryColumns() []string {
	return []string{
		"measure", "baseline", "baseline_period", "target", "target_date", "previous", "latest", "latest_period",
		"variation", "assurance", "verdict",
	}
}

// newSummary reads the measures that are drawn: those with a figure.
func newSummary(table Table, s Setting) (standings, error) {
	src, err := newSource(table, summaryColumns(), nil, "measure")
	if err != nil {
		return standings{}, err
	}
	p := standings{leftOut: len(src.rows)}
	byName := map[string]row{}
	var names []Measure
	for _, r := range src.rows {
		name := src.text(r, "measure")
		if _, twice := byName[name]; twice {
			return standings{}, fmt.Errorf("row %d: the measure %s stands twice", r.line, name)
		}
		byName[name] = r
		p.count(src.text(r, "verdict"))
		names = append(names, Measure{Name: name, Label: name})
	}
	if len(s.Measures) > 0 {
		names = s.Measures
	}
	for _, m := range names {
		r, found := byName[m.Name]
		if !found {
			continue
		}
		own, err := newStanding(src, r, m)
		if err != nil {
			return standings{}, err
		}
		if somethingToDraw([]cell{own.baseline, own.previous, own.latest}) {
			p.rows = append(p.rows, own)
			p.leftOut--
		}
	}
	if len(p.rows) == 0 {
		return standings{}, errors.New("no measure has a figure")
	}
	p.sayOtherPeriods()
	return p, nil
}

// latestPeriod and baselinePeriod are those of most rows, which stand once over all of them.
func (p standings) latestPeriod() string {
	return p.common(func(r standing) string { return r.latestPeriod })
}

func (p standings) baselinePeriod() string {
	return p.common(func(r standing) string { return r.baselinePeriod })
}

// sayOtherPeriods has the rows say which of their periods are others than those over all.
func (p standings) sayOtherPeriods() {
	latest, baseline := p.latestPeriod(), p.baselinePeriod()
	for i, r := range p.rows {
		var others []string
		if r.baselinePeriod != baseline && r.baselinePeriod != "" && r.baseline.isNumber() {
			others = append(others, "baseline "+r.baselinePeriod)
		}
		if r.latestPeriod != latest && r.latestPeriod != "" {
			others = append(others, "latest "+r.latestPeriod)
		}
		if len(others) > 0 {
			p.rows[i].other = " (" + strings.Join(others, "; ") + ")"
		}
	}
}

// newStanding reads one row.
func newStanding(src *source, r row, m Measure) (standing, error) {
	own := standing{
		measure: m, baselinePeriod: src.text(r, "baseline_period"), latestPeriod: src.text(r, "latest_period"),
		variation: src.text(r, "variation"), assurance: src.text(r, "assurance"), verdict: strings.ReplaceAll(src.text(r, "verdict"), "_", " "),
	}
	cells, err := src.columns([]row{r}, "baseline", "target", "previous", "latest")
	if err != nil {
		return own, err
	}
	own.baseline, own.target, own.previous, own.latest = cells["baseline"][0], cells["target"][0], cells["previous"][0], cells["latest"][0]
	if src.text(r, "target_date") != "" {
		if own.targetBy, err = parseDay(src, r, "target_date"); err != nil {
			return own, err
		}
	}
	return own, errors.Join(onlyASCII("the measure", m.Label), onlyASCII("the period", own.latestPeriod),
		onlyASCII("the period", own.baselinePeriod), onlyASCII("the verdict", own.verdict))
}

// number writes a figure of the measure with its unit, or a mark.
func (t standing) number(c cell) string {
	if c.isNumber() {
		return c.shown() + t.measure.Unit
	}
	return c.shown()
}

// goal writes the target and its day.
func (t standing) goal() []string {
	if !t.target.isNumber() {
		return []string{"none"}
	}
	lines := []string{t.number(t.target)}
	if !t.targetBy.IsZero() {
		lines = append(lines, t.targetBy.Format("Jan 2006"))
	}
	return lines
}

// judgement writes the verdict.
func (t standing) judgement() string {
	if t.verdict == "" {
		return "not judged"
	}
	return t.verdict
}

// isHigh says whether the newest special cause is on the high side.
func (t standing) isHigh() bool { return isHigh(t.variation, t.measure.Better) }

// common gives the text that most rows have, the first of several.
func (p standings) common(text func(standing) string) string {
	counts := map[string]int{}
	best := ""
	for _, own := range p.rows {
		said := text(own)
		if said == "" {
			continue
		}
		if counts[said]++; best == "" || counts[said] > counts[best] {
			best = said
		}
	}
	return best
}
