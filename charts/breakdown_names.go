package charts

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// needNames gives the primary needs of the school census in words: charts have no abbreviations.
func needNames() map[string]string {
	return map[string]string{
		"ASD": "Autistic spectrum disorder", "DS": "Down syndrome", "HI": "Hearing impairment",
		"MLD": "Moderate learning difficulty", "MSI": "Multi-sensory impairment", "OTH": "Other difficulty or disability",
		"PD": "Physical disability", "PMLD": "Profound and multiple learning difficulty",
		"SEMH": "Social, emotional and mental health", "SLCN": "Speech, language and communication needs",
		"SLD": "Severe learning difficulty", "SPLD": "Specific learning difficulty", "VI": "Vision impairment",
	}
}

// nameOfValue gives a breakdown's value as it is written on a chart: in words, and in ASCII.
func nameOfValue(topic, value string) string {
	known := map[string]map[string]string{"Primary need": needNames(), "Sex": {"F": "Female", "M": "Male"}}
	if name, found := known[topic][value]; found {
		return name
	}
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
