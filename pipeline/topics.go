package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/pipeline/workbook"
	"ehcp/queries"
)

// mostValues is how many values a breakdown may have: more is a list of cases,
// not a breakdown.
const mostValues = 1000

// longestValue is how long a value of a breakdown may be, in bytes: longer is
// free text, or a quotation mark that is not closed.
const longestValue = 1000

// topic is one breakdown that tables are split by.
type topic struct {
	id         int
	name       string
	expression string   // of spells, giving the value
	columns    []string // of spells, which are coded before they are counted
	staged     bool     // by the stage that open cases are at
	inPeriods  bool     // stands in falling_due, timeliness and requests
	inBacklog  bool
	inFlow     bool
	inDemand   bool // stands in demand alone; those in periods stand there too
	public     bool
	atAsAtOnly bool // known at the as-at date alone
	dfe        string
}

// source says what a topic is made of: a column of spells, and the extract's
// column without which there is no such topic.
type source struct{ column, needs, dfe string }

// knownTopics are the topics that need no configuration.
func knownTopics() map[string]source {
	return map[string]source{
		"Area": {"area", "area", ""}, "Team": {"team", "team", ""},
		"Age group": {"age_group", "age_at_request", ""}, "Phase": {"phase", "phase", ""},
		"Primary need":   {"primary_need", "primary_need", "Primary type of need"},
		"Request source": {"request_source", "request_source", ""}, "Sex": {"sex", "sex", "Sex"},
		"Ethnicity": {"ethnicity", "ethnicity", "Ethnicity"}, "Setting type": {"setting_type", "setting_type", ""},
	}
}

// planTopics settles which breakdowns this run has.
func (j *job) planTopics() error {
	b := j.o.Config.Breakdowns
	known := knownTopics()
	for _, name := range slices.Sorted(maps.Keys(b.Extra)) {
		column := j.stagedName(b.Extra[name])
		known[name] = source{column, column, ""}
	}
	j.addTopic(topic{
		name: "All", expression: "'All'", inPeriods: true, inBacklog: true, inFlow: true, public: true, dfe: "All EHC plans",
	})
	stages := slices.Contains(j.present(), "request_outcome") && slices.Contains(j.present(), "assessment_outcome")
	planned := map[string]bool{"All": true}
	for _, name := range slices.Concat(b.Public, b.Restricted, slices.Sorted(maps.Keys(b.Extra)), []string{"Stage", "Route", "Awaiting", training}) {
		s, found := known[name]
		if planned[name] {
			continue
		}
		planned[name] = true
		switch {
		case found && slices.Contains(j.present(), s.needs):
			j.addTopic(topic{
				name: name, expression: warehouse.Name(s.column), columns: []string{s.column}, dfe: s.dfe,
				inPeriods: true, inBacklog: true, inFlow: name == "Area" || name == "Team",
				public: slices.Contains(b.Public, name) && name != "Team",
			})
		case found && b.ByDefault:
		case found:
			j.warn(fmt.Sprintf("breakdown %s is left out: no extract has the column %s", name, cmp.Or(b.Extra[name], s.needs)))
		case name == "Stage" && stages:
			j.addTopic(topic{
				name: name, expression: "null::varchar", staged: true, inBacklog: true,
				public: slices.Contains(b.Public, name), atAsAtOnly: !j.stagesAreDated(),
			})
		case name == "Route":
			j.addTopic(topic{name: name, expression: "route", inBacklog: true, public: slices.Contains(b.Public, name)})
		case name == "Awaiting" && slices.Contains(j.present(), "awaiting"):
			j.addTopic(topic{
				name: name, expression: "awaiting", inBacklog: true, atAsAtOnly: true,
				public: slices.Contains(b.Public, name),
			})
		case name == training && j.has("settings") && j.knowsSettings():
			j.addTopic(topic{
				name: name, expression: "training", columns: []string{"training"}, inDemand: true, public: !slices.Contains(b.Restricted, name),
			})
		case slices.Contains(registry.ListTopics(), name): // of lists alone
		case name != "Stage" && name != "Awaiting":
			return fault.New(fault.Usage, fmt.Sprintf("breakdowns: %q is not known", name), nearestTopic(name, known))
		}
	}
	for _, cross := range b.Crosses {
		if err := j.addCross(cross, known); err != nil {
			return err
		}
	}
	if slices.Contains(j.present(), "age_at_request") {
		j.addTopic(topic{name: "Age at time of request", expression: "age_at_request", dfe: "Age at time of request"})
	}
	return nil
}

func nearestTopic(name string, known map[string]source) string {
	words := slices.Concat(slices.Sorted(maps.Keys(known)), []string{"All", "Stage", "Route", "Awaiting"}, registry.ListTopics())
	if near := fault.Nearest(name, words); near != "" {
		return fmt.Sprintf("did you mean %q? A column of your own goes under extra:", near)
	}
	return "use one of " + strings.Join(words, ", ") + ", or name a column under extra:"
}

func (j *job) addTopic(t topic) {
	t.id, t.name = len(j.topics)+1, workbook.Harmless(t.name)
	j.topics = append(j.topics, t)
}

// crossName is what a cross is called: Team by Stage.
func crossName(cross []string) string { return workbook.Harmless(strings.Join(cross, " by ")) }

// addCross adds two topics taken together, such as Team and Stage.
func (j *job) addCross(cross []string, known map[string]source) error {
	t := topic{name: crossName(cross), inBacklog: true, inPeriods: true}
	var parts []string
	for _, name := range cross {
		s, found := known[name]
		switch {
		case name == "Stage":
			t.staged, t.inPeriods, t.atAsAtOnly = true, false, !j.stagesAreDated()
		case !found:
			return fault.New(fault.Usage, fmt.Sprintf("breakdowns.crosses: %q is not known", name), nearestTopic(name, known))
		case !slices.Contains(j.present(), s.needs):
			j.warn(fmt.Sprintf("cross %s is left out: no extract has the column %s", t.name, s.needs))
			return nil
		default:
			parts = append(parts, fmt.Sprintf("coalesce(%s::varchar, 'Not recorded')", warehouse.Name(s.column)))
			t.columns = append(t.columns, s.column)
		}
	}
	t.expression = strings.Join(parts, " || ': ' || ")
	j.addTopic(t)
	return nil
}

// stagesAreDated says whether the extracts tell at which stage a case was on a
// past day; a SEN2 return does not.
func (j *job) stagesAreDated() bool {
	return !slices.ContainsFunc(j.sources, (*extract.Source).IsSEN2) &&
		slices.Contains(j.present(), "request_outcome_date") && slices.Contains(j.present(), "assessment_outcome_date")
}

// codeValues lists the values of every column that a breakdown needs, and
// notes those that a spreadsheet would take for a formula.
func (j *job) codeValues(ctx context.Context) error {
	if err := j.db.Exec(ctx, "create table work.formula_values (field varchar, value varchar)"); err != nil {
		return err
	}
	if err := j.configuredFormulas(ctx); err != nil {
		return err
	}
	for _, t := range j.topics {
		for _, column := range t.columns {
			if slices.Contains(j.coded, column) {
				continue
			}
			j.coded = append(j.coded, column)
			if err := j.valueType(ctx, t.name, column); err != nil {
				return err
			}
		}
	}
	return nil
}

// codeSpells stores the spells: of what describes them only that which a
// breakdown needs, its text as a small number.
func (j *job) codeSpells(ctx context.Context) error {
	described := []string{
		"area", "team", "age_group", "phase", "primary_need", "request_source", "sex", "ethnicity",
		"setting_type", "district", "health_area", "social_care_status",
	}
	from, added := "("+queries.Text("clock/coded_spells")+") as spells", ", null::bigint as setting"
	if j.knowsSettings() {
		from += " left join settings_of_spells on spells.stage_row = settings_of_spells.stage_row"
		added = ", settings_of_spells.setting"
	}
	for _, column := range j.coded {
		table := "spells."
		if column == "training" {
			table = "settings_of_spells."
		} else if !slices.Contains(described, column) {
			table = "extra."
		}
		added += fmt.Sprintf(", nullif(trim(%s%s::varchar), '')::%s as %[2]s",
			table, warehouse.Name(column), warehouse.Name(column+"_value"))
	}
	if strings.Contains(added, "extra.") {
		from += " inner join stage_rows as extra on spells.stage_row = extra.stage_row"
	}
	for _, column := range []string{"age_at_request", "awaiting"} {
		described = append(described, column)
		if slices.ContainsFunc(j.topics, func(t topic) bool { return t.expression == column }) {
			added += ", spells." + column
		}
	}
	if err := j.create(ctx, queries.Model{Path: "clock/coded_spells", Form: queries.Bulk},
		"select spells.* exclude ("+strings.Join(described, ", ")+")"+added+" from "+from); err != nil {
		return err
	}
	return j.buildAll(ctx, queries.Kinds())
}

// valueType makes the list of values that a breakdown's column holds.
func (j *job) valueType(ctx context.Context, name, column string) error {
	values := fmt.Sprintf("select distinct trim(%s::varchar) as value from stage_rows where trim(%[1]s::varchar) <> ''",
		warehouse.Name(column))
	switch column {
	case "age_group":
		values = "select unnest(['Under 5', '5 to 10', '11 to 15', '16 to 19', '20 to 25', 'Over 25']) as value"
	case "training":
		values = "select unnest(['Trained before the request', 'Not yet trained', 'Setting not listed']) as value"
	case "request_source":
		values = "select unnest(['Parent or young person', 'Education setting', 'Health', 'Social care', 'Other']) as value"
	}
	if err := j.db.Exec(ctx, "create or replace table work.main.topic_values as "+values); err != nil {
		return err
	}
	var n, longest int
	if err := j.db.Scan(ctx, "select count(*), coalesce(max(strlen(value)), 0) from topic_values", &n, &longest); err != nil {
		return err
	}
	if longest > longestValue {
		return fault.New(fault.Extract,
			fmt.Sprintf("a value of %s is %d characters long; a breakdown's value has at most %d", name, longest, longestValue),
			"check that the column holds names or codes, and that every quotation mark is closed")
	}
	if n > mostValues {
		return fault.Usagef("breakdown %s has %d values; a breakdown has at most %d", name, n, mostValues)
	}
	values = "select value from topic_values order by value"
	if n == 0 {
		values = "select 'Not recorded'"
	}
	if err := j.db.Exec(ctx, "insert into formula_values select ?, value from topic_values where value <> shown(value)", column); err != nil {
		return err
	}
	return j.db.Exec(ctx, fmt.Sprintf("create type %s as enum (%s)", warehouse.Name(column+"_value"), values))
}
