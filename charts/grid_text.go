package charts

import (
	"fmt"
	"strings"
)

// text gives the words and the data of a page of small charts.
func (g grid) text(s Setting) Chart {
	when := stockSpan(g.periods)
	if !g.measure.dated {
		when = span(g.periods)
	}
	chart := Chart{
		Headline: g.headline(), Alt: g.alt(), Data: g.data(),
		Subtitle: fmt.Sprintf("%s, by %s, %s, %s; one small chart for each, in alphabetical order, all on the same scale",
			capital(strings.TrimSuffix(g.measure.what, ",")), g.spec.Noun, council(s), when),
	}
	chart.Description = description{
		headline: chart.Headline, subtitle: chart.Subtitle,
		paragraphs: []string{
			g.values(),
			g.leftOutText(),
			g.note,
			provisionalNote(g.periods),
		},
		notes: []string{g.measure.note, g.markerNote(), g.notRecordedNote()},
		data:  chart.Data,
	}.markdown(s)
	return chart
}

// moved gives a panel's change between its first and last drawn figures of complete periods.
func (g grid) moved(p gridPanel) change {
	var periods []period
	var cells []cell
	for i, own := range p.drawn() {
		if own.isNumber() {
			periods, cells = append(periods, g.periods[i]), append(cells, own)
		}
	}
	return overall(periods, cells, g.measure.unit)
}

// counts says how many panels rose and fell, and of how many that is known.
func (g grid) counts() (rose, fell, known int) {
	for _, p := range g.panels {
		c := g.moved(p)
		if !c.known() {
			continue
		}
		known++
		switch c.direction() {
		case 1:
			rose++
		case -1:
			fell++
		}
	}
	return rose, fell, known
}

// headline says in how many panels the measure moved, where it moved in most. Panels of which no change is known are
// among those that it is said of: '7 of 7' over eleven panels would claim all of them.
func (g grid) headline() string {
	rose, fell, _ := g.counts()
	all := len(g.panels)
	for _, way := range []struct {
		count int
		verb  string
	}{{rose, "rose"}, {fell, "fell"}} {
		if all > 1 && 2*way.count > all {
			return fmt.Sprintf("%s %s in %d of %d", g.measure.headline, way.verb, way.count, all)
		}
	}
	return g.measure.headline + ", by " + g.spec.Noun
}

// alt gives the alternative text.
func (g grid) alt() string {
	const most = 250
	rose, fell, known := g.counts()
	said := fmt.Sprintf("Grid of %d line charts by %s of %s", len(g.panels), g.spec.Noun, strings.TrimSuffix(g.measure.what, ","))
	if known > 0 {
		said += fmt.Sprintf(", which rose in %d and fell in %d of the %d where a change is known", rose, fell, known)
	} else {
		said += ", in none of which a change is known"
	}
	if low, high := g.ends(); low >= 0 && low != high {
		last := len(g.periods) - 1
		more := fmt.Sprintf("; in %s from %s%s (%s) to %s%s (%s)", g.periods[last].label,
			g.panels[low].value[last].shown(), g.measure.unit, g.panels[low].name,
			g.panels[high].value[last].shown(), g.measure.unit, g.panels[high].name)
		if len(said)+len(more) < most {
			said += more
		}
	}
	return said + "."
}

// ends gives the panels with the lowest and the highest latest figure that is drawn, or -1.
func (g grid) ends() (low, high int) {
	low, high = -1, -1
	last := len(g.periods) - 1
	for i, p := range g.panels {
		if !p.isDrawn(last) {
			continue
		}
		if low < 0 || p.value[last].value < g.panels[low].value[last].value {
			low = i
		}
		if high < 0 || p.value[last].value > g.panels[high].value[last].value {
			high = i
		}
	}
	return low, high
}

// values lists every panel's latest figure and change.
func (g grid) values() string {
	last := len(g.periods) - 1
	parts := make([]string, len(g.panels))
	for i, p := range g.panels {
		parts[i] = p.name + " " + g.latest(p, last)
		if c := g.moved(p); c.known() && c.first.value != c.last.value {
			parts[i] += fmt.Sprintf(", %s from %s%s in %s", c.verb(), c.first.shown(), g.measure.unit, c.firstLabel)
		}
	}
	return "The figures of " + g.periods[last].label + ", and the change since the first one drawn: " + strings.Join(parts, "; ") + "."
}

// markerNote explains the markers.
func (g grid) markerNote() string {
	if !g.hasAverage() {
		return ""
	}
	return fmt.Sprintf("The dashed line is of all cases together. A percentage of fewer than %d cases is not drawn (too few), and one of "+
		"fewer than %d is drawn hollow, because it moves by chance. Areas and teams differ in their cases: the panels do not rank them.",
		fewest, settled)
}

// notRecordedNote says that cases without a value have a panel.
func (g grid) notRecordedNote() string {
	if g.leftOut > 0 {
		return "Cases without a value have a panel of their own where there are any."
	}
	return "Cases without a value have a panel of their own where there are any, so that the panels hold all cases."
}

// data gives the figures that are drawn, by value and period, with how they are.
func (g grid) data() Table {
	columns := []string{"breakdown_topic", "breakdown", "drawn", g.measure.value}
	keys := periodKeys(columns...)
	if g.measure.dated {
		keys = g.rng.stockKeys(columns...)
	}
	if g.all.count != nil {
		keys = append(keys, "denominator")
	}
	data := newTidy(keys...)
	panels := g.panels
	if g.hasAverage() {
		panels = append([]gridPanel{g.all}, panels...)
	}
	for _, p := range panels {
		topic := g.spec.Topic
		if p.breakdown == "All" {
			topic = "All"
		}
		for i, own := range g.periods {
			if p.value[i].absent {
				continue
			}
			keys := own.keys()
			if g.measure.dated {
				keys = own.stockKeys()
			}
			value, how := p.value[i], p.how(i, own)
			if how == "too_few" {
				value = cell{} // It is not drawn.
			}
			cells := []cell{value}
			if p.count != nil {
				cells = append(cells, p.count[i])
			}
			data.add(append(keys, topic, p.breakdown, how), cells...)
		}
	}
	return data.table
}

// how says how a figure is drawn.
func (p gridPanel) how(slot int, own period) string {
	switch {
	case p.value[slot].isHidden():
		return "hidden"
	case !p.value[slot].isNumber():
		return "none"
	case p.isTooFew(slot):
		return "too_few"
	case p.isUnsettled(slot) || own.provisional:
		return "hollow"
	}
	return "filled"
}
