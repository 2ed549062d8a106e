package actionplan

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ehcp/pipeline/document"
	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// measured are the sections of the measures, in the order of the registry.
func (w writer) measured() []document.Section {
	tables := map[string]func() []document.Table{
		"falling_due": w.fallingDue, "timeliness": w.timeliness, "backlog": w.backlog, "over_30_52": w.over3052, "flow": w.flow,
		"time_to_plan": w.timeToPlan, "requests": w.requests, "demand": w.demand, "advice": w.advice, "annual_reviews": w.annualReviews,
		"phase_transfers": w.phaseTransfers,
		"benchmark":       w.benchmark, "caseload": w.caseload,
		"plan_quality": w.planQuality, "feedback": w.feedback, "actions": w.actions, "appeals": w.appeals,
	}
	var all []document.Section
	for _, r := range registry.Sections() {
		if !w.isWanted(r) {
			continue
		}
		s := document.Section{ID: strings.ReplaceAll(r.Name, "_", "-"), Heading: r.Heading, Downloads: w.downloads(r)}
		w.say(&s, r)
		s.Commentary = document.Paragraphs(w.Words.Commentary[r.Name])
		if r.Chart != "" {
			s.Figures = w.figures(r.Chart)
			if len(s.Figures) == 0 {
				s.Missing = append(s.Missing, "The chart is not available: "+w.whyNotDrawn(r.Chart)+".")
			}
		}
		switch r.Name {
		case "breakdowns":
			w.breakdowns(&s)
		case "guards":
			w.guards(&s)
		case "other_series":
			w.otherSeries(&s)
		case "stage_times":
			if s.Lead, s.Items = w.slowestStage(), w.waitsForAdvice(); s.Lead == "" {
				s.Missing = append(s.Missing, "A sentence is not available: "+w.whyMissing(r.Name)+".")
			}
			w.tabulate(&s, r, w.stageTimes())
		default:
			w.tabulate(&s, r, tables[r.Name]())
		}
		if r.Name != "guards" || w.Restricted {
			s.Definitions, s.Notes = definitions()[r.Name], w.noteRefs(r.Name)
		}
		all = append(all, s)
	}
	return all
}

// isWanted leaves out sections none of whose measures is to be shown, those of
// extracts that the run does not have, and in public those that are not for it.
func (w writer) isWanted(r registry.Section) bool {
	if r.Extract != "" && len(w.Tables[r.Tables[0]]) == 0 || r.RestrictedOnly && !w.Restricted {
		return false
	}
	for _, other := range registry.Sections() {
		if other.Name == r.With {
			return w.isWanted(other)
		}
	}
	return len(r.Measures) == 0 || slices.ContainsFunc(r.Measures, w.shows)
}

// downloads are the tables of a section that this profile has.
func (w writer) downloads(r registry.Section) []string {
	var names []string
	for _, name := range r.Tables {
		t, found := registry.Find(name)
		_, isMade := w.Tables[name]
		if found && (w.Restricted || !t.RestrictedOnly) && (isMade || t.Beside == "") {
			names = append(names, name)
		}
	}
	return names
}

// say puts a section's sentences in: the first measure's leads.
func (w writer) say(s *document.Section, r registry.Section) {
	if len(w.Tables["evidence"]) == 0 && len(r.Measures) > 0 {
		s.Missing = append(s.Missing, "A sentence and a verdict are not available: "+w.whyUnjudged()+".")
		return
	}
	unavailable := map[string][]string{} // why: what
	for _, name := range r.Measures {
		if !w.shows(name) {
			continue
		}
		m := measure(name)
		row := w.one("evidence", Row{"measure": name, "period_start": w.latest["period_start"], "period_type": "three_months"})
		switch {
		case w.latest == nil, row == nil || row["sentence"] == "":
			why := w.whyMissing(r.Name)
			unavailable[why] = append(unavailable[why], m.Label)
		case isHidden(row["sentence"]):
			s.Missing = append(s.Missing, m.Label+" is not shown: a figure that the sentence needs is hidden.")
		case s.Lead == "":
			s.Lead = document.Plain(row["sentence"])
			if row["verdict"] != "" && !isHidden(row["reason"]) {
				s.Items = append(s.Items, document.Item{
					Label: "Verdict, " + verdictWords()[row["verdict"]], Text: document.Plain(row["reason"]),
				})
			}
		default:
			s.Items = append(s.Items, document.Item{Label: m.Label, Text: document.Plain(row["sentence"])})
		}
	}
	sayOnce(s)
	for _, why := range slices.Sorted(maps.Keys(unavailable)) {
		s.Missing = append(s.Missing, "Not available: "+strings.Join(unavailable[why], "; ")+": "+why+".")
	}
}

// sayOnce has a section say once what speaks against its figures. Each sentence of
// the table evidence stands by itself, and so repeats it.
func sayOnce(s *document.Section) {
	told := s.Lead
	for i, item := range s.Items {
		said := objection(item.Text)
		if said != "" && !slices.ContainsFunc(strings.Split(said, "; "), func(part string) bool { return !strings.Contains(told, part) }) {
			s.Items[i].Text = strings.Replace(item.Text, evidence.Objections([]string{said}), " The same speaks against it.", 1)
		}
		told += item.Text
	}
}

// objection is what a text says speaks against its figure; empty where it says nothing.
func objection(text string) string {
	before, after, _ := strings.Cut(evidence.Objections([]string{"\x00"}), "\x00")
	_, rest, found := strings.Cut(text, before)
	if !found {
		return ""
	}
	said, _, _ := strings.Cut(rest+" ", after+" ")
	return said
}

// whyUnjudged says why nothing at all is held against a baseline.
func (w writer) whyUnjudged() string {
	if w.latest == nil {
		return "no three-month increment is over yet"
	}
	return "the extracts do not cover a baseline and an increment after it yet; the baseline is twelve months unless another is configured"
}

func isHidden(words string) bool { return words == "c" || words == "x" || words == "z" }

// whyMissing says why a section's figures are not there.
func (w writer) whyMissing(section string) string {
	prefix := map[string]string{
		"falling_due": "falling_due:", "timeliness": "timeliness:", "backlog": "backlog and flow:", "over_30_52": "backlog and flow:",
		"flow": "backlog and flow:", "time_to_plan": "time_to_plan: the share", "stage_times": "stage_times: the stages", "requests": "requests: assessed",
	}[section]
	for _, u := range w.Unsupported {
		if prefix != "" && strings.HasPrefix(u.Measure, prefix) {
			return u.why()
		}
	}
	if w.latest == nil {
		return "no three-month increment is over yet"
	}
	return "the extracts do not cover the whole of an increment, or have nothing to count in it"
}

func (w writer) chart(name string) (Chart, bool) {
	for _, c := range w.Charts {
		if name != "" && c.Name == name {
			return c, true
		}
	}
	return Chart{}, false
}

// figures are the charts of these names that were drawn.
func (w writer) figures(names ...string) []document.Figure {
	var all []document.Figure
	for _, name := range names {
		if c, found := w.chart(name); found {
			all = append(all, document.Figure{
				Name: c.Name, Headline: document.Plain(c.Headline), Subtitle: document.Plain(c.Subtitle), Alt: c.Alt, SVG: c.SVG, PNG: c.PNG,
			})
		}
	}
	return all
}

// whyNotDrawn is the reason that the charts gave, without what only a program
// makes sense of.
func (w writer) whyNotDrawn(chart string) string {
	why := strings.TrimSuffix(strings.TrimPrefix(w.NotDrawn[chart], "chart "+chart+": "), ".")
	if why == "" {
		return "it was not drawn"
	}
	return document.Plain(why)
}

// tabulate keeps the tables that say something, and says where there is none.
func (w writer) tabulate(s *document.Section, r registry.Section, tables []document.Table) {
	for _, t := range tables {
		if hasFigures(t) {
			s.Tables = append(s.Tables, newest(t))
		}
	}
	if len(s.Tables) == 0 {
		s.Missing = append(s.Missing, fmt.Sprintf("The table is not available: %s.", w.whyMissing(r.Name)))
	}
}
