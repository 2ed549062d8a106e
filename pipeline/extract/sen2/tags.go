package sen2

import (
	"slices"
	"strings"
	"unicode"
)

// Tags are the headings that modules of a return have, written plainly, and the tag, as the XML has it, under which the
// column is read. COLLECT's export and the pre-submission workbook have the tags in lower case, the latter with one of
// them misspelt; DfE's template has whole phrases, with notes in brackets behind some.
type Tags map[string]string

// NewTags gives them all.
func NewTags() Tags {
	all := Tags(phrases())
	for _, tag := range tags() {
		all[strings.ToLower(tag)] = tag
	}
	return all
}

// of gives the tag of a heading, or "".
func (t Tags) of(heading string) string {
	phrase, _, _ := strings.Cut(heading, "(")
	return t[strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, phrase)]
}

// The keys that join the modules, as COLLECT's export names them.
const (
	personKey     = "persontableid"
	requestKey    = "requeststableid"
	assessmentKey = "assessmenttableid"
	namedPlanKey  = "namedplantableid"
	activePlanKey = "activeplanstableid"
)

// tags are those that are read, or that tell one module from another.
func tags() []string {
	return []string{
		personKey, requestKey, assessmentKey, namedPlanKey, activePlanKey,
		"Collection", "Year", "ReferenceDate", "LEA",
		"Surname", "Forename", "PersonBirthDate", "GenderCurrent", "Sex", "Ethnicity", "UPN", "UniqueLearnerNumber",
		"ReceivedDate", "RequestSource", "RequestOutcomeDate", "RequestOutcome", "RequestMediation", "RequestTribunal", "Exported",
		"AssessmentOutcome", "AssessmentOutcomeDate", "AssessmentMediation", "AssessmentTribunal", "OtherMediation",
		"OtherTribunal", "Week20",
		"StartDate", "CeaseDate", "URN", "SENSetting", "PlacementRank", "EntryDate", "TransferLA", "SENtype", "SENtypeRank",
	}
}

// phrases are the headings of DfE's template for tags, without spaces, and the
// misspelt heading of the pre-submission workbook.
func phrases() map[string]string {
	return map[string]string{
		"rquestsource": "RequestSource",

		"collectionname": "Collection", "lanumber": "LEA",
		"personid": personKey, "dateofbirth": "PersonBirthDate", "gender": "GenderCurrent", "upnuniquepupilnumber": "UPN",
		"ulnyoungpersonsuniquelearnernumber": "UniqueLearnerNumber",
		"requestsrecordid":                   requestKey, "daterequestwasreceived": "ReceivedDate",
		"sourceofrequestforanehcneedsassessment":                            "RequestSource",
		"exportedchildoryoungpersonmovesoutoflabeforeassessmentiscompleted": "Exported",
		"assessmentoutcomedecisiontoissueehcplan":                           "AssessmentOutcome",
		"twentyweektimelimitexceptionsapply":                                "Week20",
		"ehcplanstartdate":                                                  "StartDate", "dateehcplanceased": "CeaseDate",
		"urnuniquereferencenumber": "URN", "sensettingestablishmenttype": "SENSetting", "placementstartdate": "EntryDate",
		"ehcplantransferredinfromanotherladuringcalendaryear": "TransferLA",
		"sentypeofneed": "SENtype", "sentypeofneedrank": "SENtypeRank",
	}
}

// Module tells by its headings which module of a return a table is: sen2, person, requests, assessment, namedplan,
// plandetail, activeplans, placementdetail or senneed, as COLLECT names them; "" where it is none, or where it has the
// columns of several, which somebody has joined.
func (t Tags) Module(headings []string) string {
	var found []string
	for _, heading := range headings {
		if tag := t.of(heading); tag != "" {
			found = append(found, tag)
		}
	}
	has := func(tags ...string) bool {
		return !slices.ContainsFunc(tags, func(tag string) bool { return !slices.Contains(found, tag) })
	}
	keyed := has(requestKey)
	switch {
	case has("Collection", "ReferenceDate", "LEA"):
		return "sen2"
	case has("ReceivedDate", "AssessmentOutcome") || has("ReceivedDate", "PersonBirthDate") || has("AssessmentOutcome", "StartDate"):
		return ""
	case has(personKey, "PersonBirthDate") && !keyed:
		return "person"
	case has(personKey, requestKey, "ReceivedDate"):
		return "requests"
	case keyed && has("AssessmentOutcome", "Week20"):
		return "assessment"
	case (keyed || has(assessmentKey)) && has("StartDate", "CeaseDate"):
		return "namedplan"
	case (keyed || has(activePlanKey)) && has("EntryDate", "PlacementRank"):
		return "placementdetail"
	case (keyed || has(namedPlanKey)) && has("PlacementRank", "URN"):
		return "plandetail"
	case keyed && has("TransferLA"):
		return "activeplans"
	case (keyed || has(activePlanKey)) && has("SENtype", "SENtypeRank"):
		return "senneed"
	}
	return ""
}

// titles are those that DfE's template puts above its modules.
func titles() []string {
	return []string{
		"Header Record", "Person Record", "Requests Records", "Assessments Records", "Named Plan Records", "Plan Detail Records",
		"Active Plan Records", "Placement Detail Records", "SEN Need Records",
	}
}

// IsTitle says whether a row is the title of a module in DfE's template.
func IsTitle(cells []string) bool {
	return len(cells) > 0 && slices.ContainsFunc(titles(), func(title string) bool {
		return strings.EqualFold(strings.TrimSpace(cells[0]), title)
	})
}

// needed are the columns without which a figure would be wrong rather than missing: what ends a case, and what takes
// it out of DfE's measure.
func needed(module string) []string {
	return map[string][]string{
		"person": {personKey},
		"requests": {
			personKey, requestKey, "ReceivedDate", "RequestOutcome", "RequestOutcomeDate", "RequestMediation", "RequestTribunal", "Exported",
		},
		"assessment": {
			requestKey, "AssessmentOutcome", "AssessmentOutcomeDate", "AssessmentMediation", "AssessmentTribunal", "Week20",
		},
		"namedplan":   {"StartDate"},
		"activeplans": {requestKey, "TransferLA"},
	}[module]
}

// described are the columns that describe a case, and the tags of which one gives each.
func described() map[string][]string {
	return map[string][]string{
		"request_source": {"RequestSource"}, "sex": {"Sex", "GenderCurrent"}, "ethnicity": {"Ethnicity"},
		"age_at_request": {"PersonBirthDate"}, "other_mediation": {"OtherMediation"}, "other_tribunal": {"OtherTribunal"},
		"primary_need": {"SENtype"}, "setting_urn": {"URN"},
	}
}
