package charts

import (
	"fmt"
	"strconv"
	"strings"
)

// text gives the words and the data of the chart of time to plan.
func (c curves) text(s Setting) Chart {
	periods := make([]period, len(c.cohorts))
	by20 := make([]cell, len(c.cohorts))
	for i, own := range c.cohorts {
		periods[i], by20[i] = own.period, own.percent[mainWeek]
	}
	moved := overall(periods, by20, "%")
	headline := "Requests that had a plan, by weeks since the request"
	if moved.direction() != 0 {
		headline = fmt.Sprintf("Requests with a plan within 20 weeks %s to %s%%", moved.verb(), moved.last.shown())
	}
	chart := Chart{
		Headline: headline,
		Subtitle: fmt.Sprintf("Percentage of requests with a plan issued, by weeks since the request, %s, requests of %s. "+
			"Refused and withdrawn requests are counted.", council(s), span(periods)),
		Alt:  "Line chart showing " + moved.sentence("the percentage of requests with a plan within 20 weeks") + ".",
		Data: c.data(),
	}
	chart.Description = description{
		headline: chart.Headline,
		subtitle: chart.Subtitle,
		paragraphs: []string{
			capital(moved.sentence("the percentage of requests with a plan within 20 weeks")) + ".",
			c.sofar(),
			"Each curve is of the requests of one period. " + c.choice() + " A curve stops where no request was followed further, " +
				"with a hollow point where later requests of the period were followed for less time; there it is an estimate, " +
				"and nothing is carried on beyond it.",
			c.hiddenText(),
			provisionalNote(periods),
		},
		notes: []string{
			onTimeNote + " The percentages of a week are as at the end of its last day: day 140 for week 20.",
			"The percentage is of all requests of the period: those refused, withdrawn or closed otherwise stay in it and " +
				"have no plan, so no curve reaches 100%. Open cases count for as long as they were followed (Aalen-Johansen).",
			"A request that was refused counts as refused even where the refusal was overturned later.",
			exceptionNote + " They are included here.",
			backlogNote + " It does not lower these percentages, because each request counts in the period in which it was made.",
		},
		data: chart.Data,
	}.markdown(s)
	return chart
}

// sofar says of each curve what it came to by 20 weeks and at its end.
func (c curves) sofar() string {
	parts := make([]string, len(c.cohorts))
	for i, own := range c.cohorts {
		parts[i] = own.period.label + " "
		end := own.end()
		switch {
		case end < 0:
			parts[i] += "[c]"
		case end > mainWeek && own.percent[mainWeek].isNumber():
			parts[i] += own.percent[mainWeek].shown() + "% by week 20 and "
			fallthrough
		default:
			parts[i] += fmt.Sprintf("%s%% by week %d", own.percent[end].shown(), end)
		}
	}
	return "Requests with a plan: " + strings.Join(parts, "; ") + "."
}

// choice says which periods are drawn.
func (c curves) choice() string {
	if c.cohorts[len(c.cohorts)-1].reaches(mainWeek) {
		return fmt.Sprintf("The chart shows the latest periods that were followed for 20 weeks, at most %d.", mostCohorts)
	}
	return fmt.Sprintf("No period was followed for 20 weeks yet; the chart shows the latest, at most %d.", mostCohorts)
}

// hiddenText says how hidden weeks are drawn, where there are any.
func (c curves) hiddenText() string {
	for _, own := range c.cohorts {
		for _, value := range own.percent {
			if value.isHidden() {
				return "Weeks whose number is hidden to protect people are passed over: the curve goes straight on to the next number shown."
			}
		}
	}
	return ""
}

// data gives the numbers drawn, by period and week; weeks that were not followed are left out.
func (c curves) data() Table {
	data := newTidy(periodKeys("week", "fully_followed", "pc_plan")...)
	for _, own := range c.cohorts {
		for week, value := range own.percent {
			if value.isNumber() || value.isHidden() {
				data.add(append(own.period.keys(), strconv.Itoa(week), strconv.FormatBool(own.followed[week])), value)
			}
		}
	}
	return data.table
}
