package charts

import "fmt"

// gridMeasure is a measure that can be drawn for each value of a breakdown.
type gridMeasure struct {
	// title stands over the page, and what names the measure in a sentence.
	title, what, headline string
	// value is the column that is drawn, and count are those whose sum it is a percentage of; none for a number of cases.
	value string
	count []string
	unit  string
	// dated says that the table has days instead of periods.
	dated bool
	// only are further values that a row must have.
	only []string
	// note defines the measure.
	note string
	// table is where the figures stand.
	table string
}

// gridMeasureOf gives the measure of a name. Plans are counted without exceptions where these are known.
func gridMeasureOf(name string, table Table) (gridMeasure, error) {
	switch name {
	case "falling-due":
		return gridMeasure{
			title: "Percentage of cases with a plan by their 20-week day", headline: "Plans by 20 weeks",
			what:  "the percentage with a plan by their 20-week day",
			value: "pc_issued_by_due_date", count: []string{"issued_by_due_date", "open_at_due_date"}, unit: "%",
			only: []string{"threshold_weeks", "20"}, table: "falling_due",
			note: onTimeNote + " n is the number of cases whose 20-week day fell in the period and that had a plan by then or were " +
				"still open. " + exceptionNote + " They are included here. " + backlogNote + " It does not move the percentages here.",
		}, nil
	case "timeliness":
		m := gridMeasure{
			title: "Percentage of plans issued within 20 weeks, exceptions left out", headline: "Plans issued within 20 weeks",
			what:  "the percentage of plans issued within 20 weeks, excluding exceptions,",
			value: "pc_within_20_weeks_excl", count: []string{"plans_issued_excl"}, unit: "%", table: "timeliness",
			note: onTimeNote + " n is the number of plans issued in the period. " + exceptionNote + " They are left out where they are known. " +
				backlogNote,
		}
		if !knowsExceptions(table) {
			m.title, m.what = "Percentage of plans issued within 20 weeks", "the percentage of plans issued within 20 weeks"
			m.value, m.count = "pc_within_20_weeks", []string{"plans_issued"}
		}
		return m, nil
	case "backlog":
		return stockMeasure(20), nil
	case "over-30-52":
		return stockMeasure(30), nil
	}
	return gridMeasure{}, fmt.Errorf("%q is not drawn by breakdown", name)
}

// stockMeasure is the number of cases open longer than some weeks.
func stockMeasure(weeks int) gridMeasure {
	return gridMeasure{
		title:    fmt.Sprintf("Cases open more than %d weeks", weeks),
		headline: fmt.Sprintf("Cases open more than %d weeks", weeks), what: fmt.Sprintf("the number of cases open more than %d weeks", weeks),
		value: fmt.Sprintf("over_%d_weeks", weeks), dated: true, table: "backlog",
		note: clockNote + stockNote + " Cases with an exception under regulation 13(3) are counted as all others are. " + backlogNote,
	}
}

// knowsExceptions says whether the table has any percentage that leaves exceptions out.
func knowsExceptions(table Table) bool {
	src, err := sourceOf(table, []string{"pc_within_20_weeks_excl"})
	if err != nil {
		return false
	}
	cells, err := src.column(src.rows, "pc_within_20_weeks_excl")
	return err == nil && somethingToDraw(cells)
}

// needs are the columns that are read.
func (m gridMeasure) needs() []string {
	columns := append(periodColumns(), m.value)
	if m.dated {
		columns = []string{"as_at", "is_increment_end", "breakdown_topic", "breakdown", m.value}
	}
	if len(m.only) > 0 {
		columns = append(columns, m.only[0])
	}
	return append(columns, m.count...)
}

// matches are the values of the rows of a topic.
func (m gridMeasure) matches(s Setting, topic string) map[string]string {
	wanted := map[string]string{"breakdown_topic": topic}
	if !m.dated {
		wanted["period_type"] = s.Range.periodType()
	}
	for i := 0; i+1 < len(m.only); i += 2 {
		wanted[m.only[i]] = m.only[i+1]
	}
	return wanted
}

// periodsOf puts the source's rows in order of time and gives their periods.
func (m gridMeasure) periodsOf(src *source, s Setting) ([]period, error) {
	if m.dated {
		return stockDays(src, s)
	}
	return newPeriods(src, src.rows)
}
