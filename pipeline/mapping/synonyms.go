// Package mapping guesses which columns of an extract are the canonical ones,
// from what they are called and what their values look like.
package mapping

import (
	"strings"
	"unicode"
)

// shape is what a column needs of its values.
type shape int

const (
	anyText shape = iota
	day           // a date
	flag          // yes or no
	code          // one of a few words
	number        // a small whole number
)

// meaning is a canonical column: the words that headings have for it, and what
// its values look like. Among the words are the tags of DfE's SEN2 return, the
// headings of its workbook template and those of Data to Insight's tools.
type meaning struct {
	column string
	shape  shape
	words  []string
}

// meanings are in order of weight: of two columns that fit a heading equally
// well the first is taken.
func meanings() []meaning { return append(mainMeanings(), lesserMeanings()...) }

// mainMeanings are the columns that times are worked out from.
func mainMeanings() []meaning {
	return []meaning{
		{"case_id", anyText, []string{
			"case id", "case ref", "case reference", "case number", "case no", "ref", "reference", "id", "request id", "requests table id",
			"assessment id", "ehcna id", "ehcna ref", "record id", "involvement id", "pathway id",
		}},
		{"received_date", day, []string{
			"received date", "date received", "date request was received", "date request received", "request received date",
			"date request rec'd", "date rec'd", "request date", "date of request", "referral date", "date of referral", "received",
			"request received", "start date of request", "ehcna request date", "date requested", "ehc request date",
		}},
		{"plan_issued_date", day, []string{
			"plan issued date", "date plan issued", "final plan date", "date final plan issued", "final ehcp date", "ehcp issued date",
			"ehc plan start date", "date ehcp issued", "final plan issued", "plan issue date", "date of final plan", "ehcp final date",
			"plan start date", "ehcp start date", "date plan finalised", "plan finalised", "ehcp finalised", "date ehcp finalised",
			"final ehcp", "final ehc plan", "final plan", "ehcp final", "final issued", "date ehc plan issued", "start date",
		}},
		{"request_outcome", code, []string{
			"request outcome", "outcome of request", "decision to assess", "assess decision", "request decision", "agreed to assess",
			"week 6 decision", "decision to assess outcome",
		}},
		{"request_outcome_date", day, []string{
			"request outcome date", "date of request outcome", "decision to assess date", "date of decision to assess", "request decision date",
			"date decision to assess", "date agreed to assess", "week 6 decision date",
		}},
		{"assessment_outcome", code, []string{
			"assessment outcome", "assessment outcome to issue ehcp", "assessment outcome decision to issue ehc plan", "decision to issue",
			"outcome of assessment", "issue decision", "assessment decision",
		}},
		{"assessment_outcome_date", day, []string{
			"assessment outcome date", "date of assessment outcome", "decision to issue date", "date of decision to issue",
			"assessment decision date", "date decision to issue", "week 16 decision date",
		}},
		{"week20_exception", flag, []string{
			"week20 exception", "week 20", "week20", "twenty week time limit exceptions apply", "twenty weeks time limit exceptions apply",
			"exception", "exceptions", "20 week exception", "exception applies", "exemption", "20 week exemption", "exempt",
		}},
		{"draft_plan_date", day, []string{
			"draft plan date", "date draft plan sent", "draft plan sent", "draft ehcp date", "draft issued date", "date of draft plan", "draft date",
			"proposed plan date", "draft plan issued",
		}},
		{"closed_date", day, []string{
			"closed date", "date closed", "case closed date", "closure date", "end date", "date case closed", "date of closure", "withdrawn date",
			"date withdrawn",
		}},
		{"closed_reason", code, []string{
			"closed reason", "closure reason", "reason closed", "reason for closure", "end reason", "reason ended", "close reason",
		}},
		{"request_source", code, []string{
			"request source", "rquest source", "source of request", "requested by", "source", "referral source", "referrer type", "who requested",
			"requester", "referred by",
		}},
	}
}

// lesserMeanings are the columns that few extracts have or that only break
// figures down.
func lesserMeanings() []meaning {
	return []meaning{
		{"opened_date", day, []string{"opened date", "date opened", "case opened", "date became responsible", "open date"}},
		{"entry_type", code, []string{"entry type", "type of entry", "case type"}},
		{"reopened_date", day, []string{"reopened date", "date reopened", "date re-opened"}},
		{"request_mediation", flag, []string{"request mediation", "mediation request", "mediation on request"}},
		{"request_tribunal", flag, []string{"request tribunal", "tribunal request", "tribunal on request"}},
		{"assessment_mediation", flag, []string{"assessment mediation", "mediation assessment"}},
		{"assessment_tribunal", flag, []string{"assessment tribunal", "tribunal assessment"}},
		{"other_mediation", flag, []string{"other mediation"}},
		{"other_tribunal", flag, []string{"other tribunal"}},
		{"clock_restart_date", day, []string{"clock restart date", "date of order", "clock restarted", "restart date", "tribunal order date"}},
		{"clock_restart_reason", anyText, []string{"clock restart reason", "restart reason"}},
		{"person_id", anyText, []string{
			"person id", "person table id", "pupil id", "child id", "client id", "student id", "person reference", "child ref", "person ref",
		}},
		{"authority_code", anyText, []string{"authority code", "la code", "lea code", "local authority code", "new la code", "old la code", "lea"}},
		{"authority_name", anyText, []string{"authority name", "la name", "local authority", "local authority name", "authority"}},
		{"area", anyText, []string{"area", "area team name", "locality", "quadrant", "region", "area name"}},
		{"district", anyText, []string{"district", "borough", "district name"}},
		{"team", anyText, []string{"team", "team name", "casework team", "sen team", "send team"}},
		{"case_officer", anyText, []string{
			"case officer", "caseworker", "case worker", "officer", "allocated to", "plan coordinator", "ehc coordinator", "sen officer",
			"case owner", "assigned to",
		}},
		{"primary_need", anyText, []string{
			"primary need", "sen type", "primary sen type", "primary sen", "need", "primary type of need", "main need", "primary sen need",
		}},
		{"sex", code, []string{"sex", "gender", "gender current"}},
		{"ethnicity", anyText, []string{"ethnicity", "ethnic group", "ethnic origin", "ethnicity code"}},
		{"age_at_request", number, []string{"age at request", "age", "age when requested", "age at referral"}},
		{"phase", anyText, []string{"phase", "school phase", "education phase", "phase of education", "key stage"}},
		{"setting_type", anyText, []string{"setting type", "type of setting", "school type", "establishment type", "provision type"}},
		{"setting_urn", number, []string{"setting urn", "urn", "school urn", "establishment urn"}},
		{"social_care_status", anyText, []string{"social care status", "social care", "cin status", "cla status"}},
		{"health_area", anyText, []string{"health area", "icb", "icb area", "ccg", "health locality"}},
		{"transferred_from", anyText, []string{"transferred from", "transfer la", "transferred from la", "previous la"}},
		{"awaiting", code, []string{"awaiting", "awaiting advice", "waiting for", "awaiting what"}},
	}
}

// plain gives a heading as lower-case words with one space between them: a tag
// such as RequestOutcomeDate falls apart at its capitals.
func plain(heading string) string {
	var b strings.Builder
	var last rune
	for _, r := range strings.ReplaceAll(heading, "’", "'") {
		switch {
		case unicode.IsUpper(r):
			if unicode.IsLower(last) {
				b.WriteByte(' ')
			}
			b.WriteRune(unicode.ToLower(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'':
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
		last = r
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
