package actionplan

import (
	"maps"

	"ehcp/pipeline/document"
)

// auditSample says whether the audited plans stand for all, of which groups too few
// or too many were audited, and how many audits would tell a share well.
func (w writer) auditSample() []document.Table {
	sizes := table("How many plans were audited, and how many would tell a share", "At the end of", endOf, w.stocksOf("audit_sample"),
		column{head: "Plans open", name: "plans"}, column{head: "Audited in 12 months", name: "audited"},
		column{head: "A share is known to, points either side", name: "either_side", tenths: true},
		column{head: "Needed for 10 points", name: "needed_10_points"}, column{head: "Needed for 5 points", name: "needed_5_points"},
		column{head: "Audited, but not open then", name: "audited_not_open"})
	sizes.Notes = []string{"Points either side, and the numbers needed, are of plans drawn at random, at 95%."}
	newest := w.rows("audit_sample", Row{"as_at": w.AsAt.Format("2006-01-02")})
	return []document.Table{w.sampledTopics(newest), sampledGroups(newest), sizes}
}

// sampledTopics has the test of every topic, in words too.
func (w writer) sampledTopics(newest []Row) document.Table {
	var topics []Row
	var notes []string
	for _, row := range newest {
		topic := row["breakdown_topic"]
		if topic == "Timeliness" && row["topic_differs"] == "" && isNumber(row["plans"]) {
			notes = append(notes, "Of "+shown(row["plans"], "")+" plans, "+shown(row["audited"], "")+
				" of them audited, it is not known whether they came within 20 weeks: they are left out by timeliness.")
		}
		if last := len(topics) - 1; row["topic_differs"] == "" || last >= 0 && topics[last]["breakdown_topic"] == topic {
			continue
		}
		said := map[string]string{"true": "The audited plans differ from all, beyond chance", "false": "No difference beyond chance"}
		row = with(row, "said", said[row["topic_differs"]])
		for _, name := range []string{"pc_topic_chance", "pc_topic_chance_adjusted"} {
			if row[name] == "0.0" { // a chance is never none at all
				row[name] = "under 0.05%"
			}
		}
		topics = append(topics, row)
	}
	t := table("Whether the audited plans stand for all plans open at the end of "+longDay(w.AsAt), "Topic",
		func(row Row) string { return row["breakdown_topic"] }, topics,
		column{head: "Standardised difference, times 100", name: "topic_standardised_difference", tenths: true},
		column{head: "Chance of such a difference", name: "pc_topic_chance", unit: "%"},
		column{head: "The same, adjusted for all topics", name: "pc_topic_chance_adjusted", unit: "%"},
		column{head: "In words", name: "said", words: true, share: 2})
	t.Notes = notes
	return t
}

// sampledGroups has the groups whose plans were audited too seldom or too often.
func sampledGroups(newest []Row) document.Table {
	said := map[string]string{
		"under": "Too few, beyond chance", "perhaps_under": "Too few, perhaps by chance",
		"over": "More than their share, beyond chance", "perhaps_over": "More than their share, perhaps by chance",
	}
	var groups []Row
	for _, row := range newest {
		if words := said[row["represented"]]; words != "" {
			groups = append(groups, with(row, "said", words))
		}
	}
	t := table("Groups of which too few or too many of these plans were audited", "Group",
		func(row Row) string { return row["breakdown_topic"] + ": " + value(row) }, groups,
		column{head: "Plans open", name: "plans"}, column{head: "Of all, %", name: "pc_of_plans", unit: "%"},
		column{head: "Audited in 12 months", name: "audited"}, column{head: "Of all audited, %", name: "pc_of_audited", unit: "%"},
		column{head: "Audited were", name: "said", words: true, share: 2})
	t.Notes = []string{"More audits of the groups with too few, or a share weighted by how many plans they have, would help; no test mends a " +
		"sample that was picked by hand."}
	return t
}

func with(row Row, name, cell string) Row {
	more := maps.Clone(row)
	more[name] = cell
	return more
}
