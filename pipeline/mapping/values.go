package mapping

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// fit says whether values agree with what a column holds.
type fit int

const (
	unknown fit = iota // too few values, or any text would do
	right
	wrong
)

// aDay is what a date looks like, in any of the styles that are read.
var aDay = regexp.MustCompile(`(?i)^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|` +
	`\d{1,2}[ /-][a-z]{3,9}[ /-]\d{4}|\d{4}-[a-z]{3}-\d{1,2})([ T].*)?$`)

// looksLike judges values by the shape that a column needs. Codes are judged
// by how few there are.
func looksLike(values []string, m meaning) (fit, string) {
	if len(values) == 0 {
		return unknown, ""
	}
	matching := 0
	distinct := map[string]bool{}
	for _, value := range values {
		distinct[strings.ToLower(value)] = true
		if shaped(value, m.shape) {
			matching++
		}
	}
	share := 100 * matching / len(values)
	switch m.shape {
	case anyText:
		if len(values) > 20 && m.column != "case_id" && m.column != "person_id" && allDays(values) {
			return wrong, ""
		}
		return unknown, ""
	case code:
		if len(distinct) > 40 || allDays(values) {
			return wrong, ""
		}
		return right, "it has few values"
	case day, flag, number:
	}
	if share < 60 {
		return wrong, ""
	}
	return right, fmt.Sprintf("%d%% of its values are %s", share, map[shape]string{day: "days", flag: "yes or no", number: "whole numbers"}[m.shape])
}

func shaped(value string, s shape) bool {
	switch s {
	case day:
		return aDay.MatchString(value)
	case flag:
		_, known := flags()[strings.ToLower(strings.TrimSuffix(value, ".0"))]
		return known
	case number:
		n, err := strconv.Atoi(strings.TrimSuffix(value, ".0"))
		return err == nil && n >= 0
	case anyText, code:
	}
	return true
}

func allDays(values []string) bool {
	for _, value := range values {
		if !aDay.MatchString(value) {
			return false
		}
	}
	return true
}

func flags() map[string]string {
	return map[string]string{
		"1": "", "0": "", "true": "", "false": "", "y": "1", "n": "0", "yes": "1", "no": "0",
	}
}

// codesOf maps the words of a coded column that are known, and are not ours
// already, to our codes. A column with many values is not coded.
func codesOf(values []string, column string) map[string]string {
	known := words()[column]
	if known == nil {
		return nil
	}
	codes := map[string]string{}
	for _, value := range values {
		if ours, found := known[strings.ToLower(value)]; found && ours != "" && ours != value {
			codes[value] = ours
		}
	}
	if len(codes) == 0 {
		return nil
	}
	return codes
}

// words are those in use for the codes of each column. Ours among them are
// mapped where they are written with other capitals.
func words() map[string]map[string]string {
	outcome := map[string]string{
		"y": "Y", "n": "N", "a": "A", "w": "W", "h": "H",
		"yes": "Y", "agreed": "Y", "agree": "Y", "accepted": "Y", "proceed": "Y", "approved": "Y", "assess": "Y", "issue": "Y",
		"decided to assess": "Y", "to assess": "Y", "decided to issue": "Y",
		"no": "N", "refused": "N", "refuse": "N", "declined": "N", "not agreed": "N", "rejected": "N",
		"decided not to assess": "N", "not to assess": "N", "decided not to issue": "N",
		"awaiting": "A", "pending": "A", "awaiting decision": "A", "undecided": "A", "decision not yet made": "A", "in progress": "A",
		"withdrawn": "W", "ceased": "W", "historical": "H",
	}
	table := map[string]map[string]string{
		"request_source": {
			"parent": "1", "par": "1", "parents": "1", "parent/carer": "1", "parental": "1", "parent or young person": "1", "young person": "1",
			"yp": "1", "carer": "1", "family": "1",
			"school": "2", "sch": "2", "setting": "2", "education": "2", "education setting": "2", "early years": "2", "college": "2", "nursery": "2",
			"health": "3", "nhs": "3", "gp": "3", "hospital": "3",
			"social care": "4", "social worker": "4", "sc": "4", "social services": "4",
			"other": "5", "oth": "5",
		},
		"request_outcome": outcome, "assessment_outcome": outcome,
		"closed_reason": {
			"withdrawn": "withdrawn", "moved_out": "moved_out", "deceased": "deceased", "error": "error", "other": "other",
			"moved": "moved_out", "moved out": "moved_out", "moved out of area": "moved_out", "transferred out": "moved_out",
			"died": "deceased", "withdrew": "withdrawn", "parent withdrew": "withdrawn", "withdrawn by parent": "withdrawn",
			"created in error": "error", "duplicate": "error", "entered in error": "error",
		},
		"entry_type": {
			"new": "new", "transferred_in": "transferred_in", "transferred in": "transferred_in", "reopened": "reopened",
			"new request": "new", "initial": "new", "transfer": "transferred_in", "transferred": "transferred_in", "transfer in": "transferred_in",
			"moved in": "transferred_in", "re-opened": "reopened", "reopen": "reopened",
		},
		"awaiting": {
			"ep": "ep", "other_advice": "other_advice", "other advice": "other_advice", "none": "none",
			"educational psychologist": "ep", "ep advice": "ep", "educational psychology": "ep", "advice": "other_advice",
			"other": "other_advice",
		},
	}
	for _, column := range []string{
		"week20_exception", "request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal",
	} {
		table[column] = flags()
	}
	return table
}
