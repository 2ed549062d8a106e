package sen2

import (
	"slices"
	"strings"
	"unicode"
)

// tagOf gives the tag, as the XML has it, under which a column of a module is read, or "". COLLECT's export and the
// pre-submission workbook have the tags in lower case, the latter with one of them misspelt; DfE's template has whole
// phrases, with notes in brackets behind some.
func tagOf(heading string) string {
	phrase, _, _ := strings.Cut(heading, "(")
	key := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, phrase)
	if tag, known := phrases()[key]; known {
		return tag
	}
	for _, tag := range tags() {
		if strings.EqualFold(tag, key) {
			return tag
		}
	}
	return ""
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

// ModuleOf tells by its headings which module of a return a table is: sen2, person, requests, assessment, namedplan,
// plandetail, activeplans, placementdetail or senneed, as COLLECT names them; "" where it is none, or where it has the
// columns of several, which somebody has joined.
func ModuleOf(headings []string) string {
	var found []string
	for _, heading := range headings {
		if tag := tagOf(heading); tag != "" {
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
	case has(personKey, "PersonBirthDate", "Surname"):
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
