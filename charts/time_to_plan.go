package charts

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
)

const (
	// lastWeek is the last week of the axis.
	lastWeek = 60
	// mainWeek is the week by which a plan is due.
	mainWeek = 20
	// mostCohorts is how many curves can be told apart.
	mostCohorts = 4
)

// cohort is the requests of one increment: the percentage with a plan at the end of each week since the request.
type cohort struct {
	period  period
	percent []cell
	// followed says of each week whether every case was followed so far.
	followed []bool
}

// TimeToPlan draws the percentage of an increment's requests that had a plan, by weeks since the request: one curve
// for each of the last four increments that were followed for 20 weeks, or of the last ones where none was. Refused
// and withdrawn requests stay in the denominator. It reads the table time_to_plan of one authority.
func TimeToPlan(timeToPlan Table, s Setting) (Chart, error) {
	return build("time-to-plan", s, func(s Setting) (Chart, error) {
		columns := append(periodColumns(), "week", "pc_plan", "fully_followed")
		src, err := newSource(timeToPlan, columns, allCases("period_type", s.Range.periodType()), s.Range.noun())
		if err != nil {
			return Chart{}, err
		}
		all, err := newCohorts(src)
		if err != nil {
			return Chart{}, err
		}
		all = slices.DeleteFunc(all, func(c cohort) bool { return !s.Range.holds(c.period) })
		c := curves{cohorts: drawnCohorts(all)}
		if len(c.cohorts) == 0 {
			return Chart{}, errors.New("it is not known which requests led to a plan in the periods shown")
		}
		drawing, err := c.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := c.text(s)
		chart.drawing = drawing
		return chart, nil
	})
}

// newCohorts reads the increments in order of time.
func newCohorts(src *source) ([]cohort, error) {
	byStart := map[string][]row{}
	var firsts []row
	for _, r := range src.rows {
		start := src.text(r, "period_start")
		if len(byStart[start]) == 0 {
			firsts = append(firsts, r)
		}
		byStart[start] = append(byStart[start], r)
	}
	periods, err := newPeriods(src, firsts)
	if err != nil {
		return nil, err
	}
	cohorts := make([]cohort, len(periods))
	for i, p := range periods {
		if cohorts[i], err = newCohort(src, byStart[p.start.Format(isoDate)]); err != nil {
			return nil, err
		}
		cohorts[i].period = p
	}
	return cohorts, nil
}

// newCohort puts one increment's rows in the places of their weeks. A week without a row has no figure.
func newCohort(src *source, rows []row) (cohort, error) {
	c := cohort{percent: make([]cell, lastWeek+1), followed: make([]bool, lastWeek+1)}
	for week := range c.percent {
		c.percent[week] = cell{mark: "x"}
	}
	given := map[int]bool{}
	for _, r := range rows {
		week, err := strconv.Atoi(src.text(r, "week"))
		if err != nil || week < 0 || week > lastWeek || given[week] {
			return c, fmt.Errorf("row %d, column week: %q is no week from 0 to %d, or stands twice", r.line, src.text(r, "week"), lastWeek)
		}
		given[week] = true
		if c.percent[week], err = src.cell(r, "pc_plan"); err != nil {
			return c, err
		}
		if c.followed[week], err = parseTruth(src, r, "fully_followed"); err != nil {
			return c, err
		}
	}
	return c, nil
}

// end gives the last week with a number, or -1.
func (c cohort) end() int { return lastNumber(c.percent) }

// reaches says whether the cohort was followed up to a week: there is a number, or a hidden one.
func (c cohort) reaches(week int) bool { return somethingToDraw(c.percent[week:]) }

// drawnCohorts gives the last cohorts that were followed for 20 weeks, or the last ones with any figure.
func drawnCohorts(all []cohort) []cohort {
	for _, week := range []int{mainWeek, 0} {
		followed := slices.DeleteFunc(slices.Clone(all), func(c cohort) bool { return !c.reaches(week) })
		if len(followed) > 0 {
			return followed[max(0, len(followed)-mostCohorts):]
		}
	}
	return nil
}
