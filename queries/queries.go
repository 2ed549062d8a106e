// Package queries holds the SQL: one model a file, named after the table it
// makes, in the order in which they are built.
package queries

import (
	"embed"
	"path"
	"strings"
)

//go:embed *.sql rules/*.sql rules/*/*.sql stage/*.sql clock/*.sql measure/*.sql check/*.sql publish/*.sql adhoc/*.sql
var files embed.FS

// Form says what becomes of a model.
type Form int

// The forms of a model.
const (
	Table   Form = iota // kept in the run's database
	View                // worked out when it is asked for, kept
	Scratch             // a table of this run alone
	Glimpse             // a view of this run alone
	Facts               // a table of this run alone to which every topic adds rows
	Bulk                // a table of this run alone with a row a case, kept on disk
)

// Model is one file: layer/name.sql.
type Model struct {
	Path string
	Form Form
}

// Name is the table's name.
func (m Model) Name() string { return path.Base(m.Path) }

// SQL is the model's select.
func (m Model) SQL() string { return Text(m.Path) }

// Text is the text of a file without its ending, such as stage/stage_assessments.
func Text(name string) string {
	text, err := files.ReadFile(name + ".sql")
	if err != nil {
		return ""
	}
	return string(text)
}

// Authorities finds out whose cases they are, once the rows are typed.
func Authorities() []Model {
	return []Model{
		{"clock/authority_texts", Table},
		{"clock/authorities", Table},
		{"clock/authorities_unknown", Scratch},
	}
}

// Repeated finds the keys that more than one row has.
func Repeated() []Model {
	return []Model{
		{"stage/stage_repeated_keys", Scratch},
		{"stage/stage_repeated_persons", Scratch},
		{"stage/stage_tested", Glimpse},
	}
}

// Stage finds what cannot be used, once the rules have judged every row.
func Stage() []Model {
	return []Model{
		{"stage/stage_findings", Scratch},
		{"stage/stage_unreadable", Scratch},
		{"stage/stage_unusable", Scratch},
		{"stage/stage_listed", Glimpse},
		{"stage/stage_repeats", Scratch},
		{"stage/stage_carried", Table},
	}
}

// Clock lays out the periods that the run can speak of.
func Clock() []Model {
	return []Model{
		{"clock/periods", Scratch},
		{"clock/slices", Scratch},
		{"clock/period_slices", Scratch},
		{"clock/stock_dates", Scratch},
		{"clock/stock_end", Scratch},
		{"clock/calendar", Scratch},
		{"clock/covered_periods", Scratch},
	}
}

// Kinds say what the numbers of the coded spells stand for.
func Kinds() []Model {
	return []Model{{"clock/kinds", Scratch}, {"clock/spells", Glimpse}}
}

// Starts are the facts behind requests, flow, falling_due and ended_undated.
func Starts() []Model { return []Model{{"measure/starts", Facts}} }

// Events are the facts behind flow and requests that starts do not tell.
func Events() []Model {
	return []Model{{"measure/ends", Facts}, {"measure/decisions", Facts}}
}

// Asked are the facts behind demand.
func Asked() []Model { return []Model{{"measure/asked", Facts}, {"measure/asking", Facts}} }

// Settings say which case is of which setting, where extracts tell it.
func Settings() Model { return Model{"clock/settings_of_spells", View} }

// Repeats are the requests that repeat an earlier one.
func Repeats() Model { return Model{"measure/repeats", Scratch} }

// Plans are the facts behind timeliness and stage_times.
func Plans() []Model {
	return []Model{{"measure/issued", Facts}, {"measure/issued_starts", Facts}, {"measure/late_plans", Facts}}
}

// AdviceWaits are the plans over 20 weeks whose advice is known, which the facts
// behind stage_times read. It reads stage_advice.
func AdviceWaits() Model { return Model{"measure/advice_waits", Scratch} }

// Stays are the facts behind backlog.
func Stays() []Model { return []Model{{"measure/stays", Facts}} }

// Measures are one row a period or a date, for every topic, from the facts. None
// needs another.
func Measures() []Model {
	return []Model{
		{"measure/measure_timeliness", Scratch},
		{"measure/measure_backlog", Scratch},
		{"measure/measure_flow", Scratch},
		{"measure/measure_falling_due", Scratch},
		{"measure/measure_requests", Scratch},
		{"measure/measure_stage_times", Scratch},
	}
}

// Demand is one row a period from the facts of demand, and what it is held against.
// None needs another.
func Demand() []Model {
	return []Model{
		{"measure/measure_demand", Scratch},
		{"measure/measure_settings", Scratch},
		{"measure/measure_populations", Scratch},
	}
}

// TimeToPlan is one row a week, once the shares are estimated.
func TimeToPlan() Model { return Model{"measure/measure_time_to_plan", Scratch} }

// Gathered are the facts of all topics by slice and stock date, and those behind
// time_to_plan, in chains: a model may need those before it in its own chain.
func Gathered() [][]Model {
	return [][]Model{
		{
			{"measure/stock_stays", Scratch},
			{"measure/stage_cells", Scratch},
			{"measure/cells", Scratch},
			{"measure/stock", Glimpse},
			{"measure/stock_dates_open", Scratch},
			{"measure/stock_assessed", Scratch},
			{"measure/stock_undated", Scratch},
		},
		{{"measure/due_slices", Scratch}},
		{{"measure/movement_slices", Scratch}},
		{{"measure/request_slices", Scratch}},
		{
			{"measure/waits", Scratch},
			{"measure/wait_moments", Scratch},
			{"measure/wait_cohorts", Scratch},
		},
	}
}

// Published are the tables with their final columns and order, restricted. None
// needs another.
func Published() []Model {
	return []Model{
		{"publish/timeliness", Table},
		{"publish/falling_due", Table},
		{"publish/requests", Table},
		{"publish/demand", Table},
		{"publish/flow", Table},
		{"publish/backlog", Table},
		{"publish/time_to_plan", Table},
		{"publish/stage_times", Table},
	}
}

// Beside are what is needed beside the published tables: more of what they show
// for protection, what is not known of them, and DfE's own table.
func Beside() []Model {
	return []Model{
		{"publish/time_to_plan_guarded", Glimpse},
		{"publish/time_to_plan_for_rounding", Glimpse},
		{"publish/unknowns", Scratch},
		{"publish/dfe_breakdowns", Scratch},
		{"publish/dfe_timeliness_20_week", Table},
	}
}

// SeriesCounts are the counts that evidence rests on, those of lists left out.
func SeriesCounts() Model { return Model{"measure/series_counts", Glimpse} }

// Series are what evidence rests on: the published figures over time.
func Series() []Model {
	return []Model{
		{"measure/guard_counts", Glimpse},
		{"measure/series", Scratch},
		{"measure/open_weeks", Scratch},
		{"measure/forecast_states", Scratch},
	}
}

// Revised are the figures as earlier runs published them and as they are now,
// and the cases that make the difference. They read known_spells, what the run
// before held, and known_revisions, what it said of the runs before it.
func Revised() []Model {
	return []Model{
		{"measure/revised_increments", Scratch},
		{"measure/changed_spells", Scratch},
		{"measure/changed_parts", Scratch},
		{"measure/revised_by_case", Scratch},
		{"publish/revisions", Table},
	}
}

// Issues are what is wrong with the extracts, each finding in its place, and
// how often each rule found something. They read stage_found.
func Issues() []Model {
	return []Model{
		{"stage/stage_issues", Scratch},
		{"stage/stage_summary", Scratch},
	}
}

// Checks are queries that return no row unless something is wrong.
func Checks() []Model { return list("check") }

// Adhoc are the named questions of ehcp query.
func Adhoc() []Model { return list("adhoc") }

func list(folder string) []Model {
	entries, err := files.ReadDir(folder)
	if err != nil {
		return nil
	}
	models := make([]Model, 0, len(entries))
	for _, entry := range entries {
		if entry.IsDir() {
			continue
		}
		models = append(models, Model{folder + "/" + strings.TrimSuffix(entry.Name(), ".sql"), Glimpse})
	}
	return models
}

// Comment is the text of a model's leading comment lines.
func Comment(sql string) string {
	var lines []string
	for line := range strings.Lines(sql) {
		text, found := strings.CutPrefix(strings.TrimSpace(line), "--")
		if !found {
			break
		}
		lines = append(lines, strings.TrimSpace(text))
	}
	return strings.Join(lines, " ")
}
