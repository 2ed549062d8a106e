package actionplan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline/actionplan"
)

// TestAuditSample says in words which plans the audited ones stand for: a topic once,
// and of its groups those that are off.
func TestAuditSample(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Restricted = true
	row := func(topic, value string, more actionplan.Row) actionplan.Row {
		more["as_at"], more["breakdown_topic"], more["breakdown"], more["plans"], more["audited"] = "2024-04-10", topic, value, "1000", "20"
		return more
	}
	tested := func(differs, said string) actionplan.Row {
		return actionplan.Row{"topic_differs": differs, "represented": said, "pc_topic_chance": "0.0", "pc_topic_chance_adjusted": "4.9"}
	}
	f.Tables["plan_quality"] = []actionplan.Row{{"period_type": "three_months", "breakdown_topic": "All", "period": "Jan to Mar 2024", "audited": "9"}}
	f.Tables["audit_sample"] = []actionplan.Row{
		row("All", "All", actionplan.Row{"either_side": "9.0", "needed_10_points": "88", "needed_5_points": "278", "audited_not_open": "2"}),
		row("Area", "North", tested("true", "under")), row("Area", "South", tested("true", "perhaps_over")), row("Area", "West", tested("true", "alike")),
		row("Phase", "Primary", tested("false", "alike")),
		row("Timeliness", "Not known", actionplan.Row{}),
	}
	s := section(t, actionplan.Make(f), "plan-quality")
	var got []string
	for _, table := range s.Tables[1:] {
		for _, line := range table.Rows {
			got = append(got, cells(line))
		}
	}
	want := []string{
		"Area|[x]|under 0.05%|4.9%|The audited plans differ from all, beyond chance",
		"Phase|[x]|under 0.05%|4.9%|No difference beyond chance",
		"Area: North|1,000|[x]|20|[x]|Too few, beyond chance",
		"Area: South|1,000|[x]|20|[x]|More than their share, perhaps by chance",
		"10 April 2024|1,000|20|9.0|88|278|2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the rows are\n%s, want\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if notes := fmt.Sprint(s.Tables[1].Notes); !strings.HasPrefix(notes, "[Of 1,000 plans, 20 of them audited, it is not known") {
		t.Errorf("the note is %s", notes)
	}
	delete(f.Tables, "audit_sample")
	if s := section(t, actionplan.Make(f), "plan-quality"); len(s.Tables) != 1 || !slices.Equal(s.Downloads, []string{"plan_quality"}) {
		t.Errorf("without plans there are %d tables, of %v", len(s.Tables), s.Downloads)
	}
}
