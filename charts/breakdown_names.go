package charts

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// codeNames gives the codes of the school census and of the program in words: charts and documents have no
// abbreviations. Needs and ethnicities are those of the Department's common basic data set.
func codeNames() map[string]map[string]string {
	return map[string]map[string]string{
		"Primary need": {
			"ASD": "Autistic spectrum disorder", "DS": "Down syndrome", "HI": "Hearing impairment",
			"MLD": "Moderate learning difficulty", "MSI": "Multi-sensory impairment", "OTH": "Other difficulty or disability",
			"PD": "Physical disability", "PMLD": "Profound and multiple learning difficulty",
			"SEMH": "Social, emotional and mental health", "SLCN": "Speech, language and communication needs",
			"SLD": "Severe learning difficulty", "SPLD": "Specific learning difficulty", "VI": "Vision impairment",
		},
		"Sex": {"F": "Female", "M": "Male"},
		"Ethnicity": {
			"ABAN": "Bangladeshi", "AIND": "Indian", "AOTH": "Any other Asian background", "APKN": "Pakistani",
			"BAFR": "Black African", "BCRB": "Black Caribbean", "BOTH": "Any other Black background", "CHNE": "Chinese",
			"MOTH": "Any other Mixed background", "MWAS": "White and Asian", "MWBA": "White and Black African",
			"MWBC": "White and Black Caribbean", "NOBT": "Not obtained", "OOTH": "Any other ethnic group", "REFU": "Refused",
			"WBRI": "White British", "WIRI": "White Irish", "WIRT": "Traveller of Irish heritage",
			"WOTH": "Any other White background", "WROM": "Gypsy or Roma",
		},
		"Stage": {
			"request": "Request", "assessment": "Assessment", "issue": "Plan to be issued", "issue_drafting": "Plan to be drafted",
			"issue_draft_sent": "Draft plan sent",
		},
		"Route": {
			"mediation_or_tribunal": "Mediation or tribunal", "moved_in": "Moved in", "ordinary": "Ordinary", "reopened": "Reopened",
		},
		"Awaiting": {"ep": "Educational psychology", "other_advice": "Other advice", "none": "Nothing"},
	}
}

// NameOf gives a breakdown's value in words, where it is a code that has them; else as it is.
func NameOf(topic, value string) string {
	if name, found := codeNames()[topic][value]; found {
		return name
	}
	return value
}

// nameOfValue gives a breakdown's value as it is written on a chart: in words, and in ASCII.
func nameOfValue(topic, value string) string {
	value = NameOf(topic, value)
	if len(value) > 1 && value[0] == '\'' && strings.ContainsRune("=+-@", rune(value[1])) {
		value = value[1:] // It keeps spreadsheets from taking the value for a formula.
	}
	return folded(value)
}

// folded gives text without accents and in plain quotation marks and dashes; other signs that are not ASCII become
// question marks.
func folded(s string) string {
	plain := strings.NewReplacer("\u2018", "'", "\u2019", "'", "\u201c", `"`, "\u201d", `"`, "\u2013", "-", "\u2014", "-", "\u00a0", " ")
	var out strings.Builder
	for _, r := range norm.NFKD.String(plain.Replace(s)) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r < ' ' || r > '~':
			out.WriteByte('?')
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
