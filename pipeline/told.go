package pipeline

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ehcp/pipeline/actionplan"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/verdict"
)

// toldPlace is where a hidden count stands of which documents, sentences and
// workbooks say that it is small. In CSV, and so in charts, it is marked as every
// other hidden count.
type toldPlace struct {
	authority string
	protect.ToldCount
}

// tell notes the counts of an authority that are said to be small.
func (j *job) tell(authority *string, counts []protect.ToldCount) {
	if j.told == nil {
		j.told = map[toldPlace]string{}
	}
	for _, c := range counts {
		words := fmt.Sprintf("fewer than %d", c.Below)
		c.Below = 0
		place := toldPlace{ToldCount: c}
		if authority != nil {
			place.authority = *authority
		}
		j.told[place] = words
	}
}

// saidOf gives the words for a hidden count of a public table; nothing where it is
// not said to be small. The cells are those of its row by column.
func (j *job) saidOf(table, column string, cell func(column string) string) string {
	if len(j.told) == 0 || cell("breakdown_topic") != "All" {
		return ""
	}
	count := protect.ToldCount{
		Table: table, PeriodType: cell("period_type"), From: cell("period_start") + cell("as_at"), Part: cell("threshold_weeks") + cell("weeks_open_band"),
		Column: column,
	}
	return j.told[toldPlace{cell("authority_code"), count}]
}

// sayTold puts the words for hidden counts into rows that a document shows.
func (j *job) sayTold(table string, rows []actionplan.Row) {
	for _, row := range rows {
		for column, cell := range row {
			if words := j.saidOf(table, column, func(name string) string { return row[name] }); cell == protect.Hidden && words != "" {
				row[column] = words
			}
		}
	}
}

// sayInSummary does the same for the newest two increments of a summary, which are
// those of the table evidence.
func (j *job) sayInSummary(ctx context.Context, summary, evidence []actionplan.Row) error {
	figures, err := j.toldFigures(ctx)
	if err != nil {
		return err
	}
	for _, row := range summary {
		var starts []string
		label := map[string]string{}
		for _, e := range evidence {
			if e["measure"] == row["measure"] && e["authority_code"] == row["authority_code"] {
				starts, label[e["period"]] = append(starts, e["period_start"]), e["period_start"]
			}
		}
		slices.Sort(starts)
		newest := slices.Index(starts, label[row["latest_period"]])
		for column, place := range map[string]int{"latest": newest, "previous": newest - 1} {
			if row[column] != protect.Hidden || place < 0 {
				continue
			}
			start, err := time.Parse(time.DateOnly, starts[place])
			if err != nil {
				return err
			}
			figure := verdict.Figure{Measure: row["measure"], PeriodType: "three_months", Start: start}
			if words := figures[row["authority_code"]][figure]; words != "" {
				row[column] = words
			}
		}
	}
	return nil
}

// toldFigures are the measures that are said to be small, by authority: open cases
// at the end of a period, and requests received in it.
func (j *job) toldFigures(ctx context.Context) (map[string]verdict.Told, error) {
	if len(j.told) == 0 {
		return nil, nil
	}
	_, rows, err := j.db.Text(ctx, "select period_type, period_start, least(period_end, as_at) from periods cross join run "+
		"where period_type in ('month', 'three_months')")
	if err != nil {
		return nil, err
	}
	all := map[string]verdict.Told{}
	for place, words := range j.told {
		if all[place.authority] == nil {
			all[place.authority] = verdict.Told{}
		}
		for _, row := range rows {
			isStock := place.Table == "backlog" && place.From == *row[2]
			isReceived := place.Table == "requests" && place.Column == "received" && place.PeriodType == *row[0] && place.From == *row[1]
			if !isStock && !isReceived {
				continue
			}
			start, err := time.Parse(time.DateOnly, *row[1])
			if err != nil {
				return nil, err
			}
			all[place.authority][verdict.Figure{Measure: place.Column, PeriodType: *row[0], Start: start}] = words
		}
	}
	return all, nil
}
