package sen2_test

import (
	"maps"
	"testing"

	"ehcp/pipeline/extract/sen2"
)

// rule is a request and what some columns of its row should hold.
type rule struct {
	request string
	want    map[string]string
}

// assessmentRules are about the end of an assessment, by the name of what each shows.
func assessmentRules() map[string]rule {
	return map[string]rule{
		"a plan's start date is its date of issue": {
			`<Assessment><NamedPlan><PlanDetail/><StartDate>2023-12-26</StartDate><PlanRes>A</PlanRes>
			<CeaseDate>2023-12-31</CeaseDate><CeaseReason>4</CeaseReason></NamedPlan>
			<AssessmentOutcomeDate>2023-12-25</AssessmentOutcomeDate><AssessmentOutcome>Y</AssessmentOutcome></Assessment>`,
			map[string]string{
				"assessment_outcome": "Y", "assessment_outcome_date": "", "plan_issued_date": "2023-12-26",
				"closed_date": "", "closed_reason": "",
			},
		},
		"without a plan the outcome date is the date of issue": {
			`<Assessment><AssessmentOutcome>y</AssessmentOutcome>
			<AssessmentOutcomeDate>2023-12-25</AssessmentOutcomeDate></Assessment>`,
			map[string]string{"assessment_outcome_date": "", "plan_issued_date": "2023-12-25"},
		},
		"a plan without a start date falls back on the outcome date": {
			`<Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2023-12-25</AssessmentOutcomeDate>
			<NamedPlan><StartDate></StartDate></NamedPlan></Assessment>`,
			map[string]string{"assessment_outcome_date": "", "plan_issued_date": "2023-12-25"},
		},
		"a plan that is being drafted has no date": {
			`<Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate/></Assessment>`,
			map[string]string{"assessment_outcome": "Y", "assessment_outcome_date": "", "plan_issued_date": ""},
		},
		"a refusal to issue keeps its date": {
			`<Assessment><AssessmentOutcome>N</AssessmentOutcome>
			<AssessmentOutcomeDate>2023-12-25</AssessmentOutcomeDate></Assessment>`,
			map[string]string{"assessment_outcome_date": "2023-12-25", "plan_issued_date": ""},
		},
		"a withdrawal keeps its date": {
			`<Assessment><AssessmentOutcome>W</AssessmentOutcome>
			<AssessmentOutcomeDate>2023-12-25</AssessmentOutcomeDate></Assessment>`,
			map[string]string{"assessment_outcome": "W", "assessment_outcome_date": "2023-12-25"},
		},
		"historical rows are delivered as they are": {
			`<RequestOutcome>H</RequestOutcome><Assessment><AssessmentOutcome>H</AssessmentOutcome>
			<NamedPlan><StartDate>2015-09-01</StartDate></NamedPlan></Assessment>`,
			map[string]string{
				"request_outcome": "H", "request_outcome_date": "", "received_date": "",
				"assessment_outcome": "H", "plan_issued_date": "2015-09-01",
			},
		},
		"exported is moved out on no known date": {
			`<RequestOutcome>A</RequestOutcome><Exported>886</Exported>`,
			map[string]string{"closed_reason": "moved_out", "closed_date": ""},
		},
		"exported after the plan was issued is no closure": {
			`<Exported>886</Exported><Assessment><NamedPlan><StartDate>2023-12-26</StartDate></NamedPlan></Assessment>`,
			map[string]string{"closed_reason": "", "plan_issued_date": "2023-12-26"},
		},
		"not exported": {
			`<Exported>0</Exported><ActivePlans><TransferLA> </TransferLA></ActivePlans>`,
			map[string]string{"closed_reason": "", "plan_moved_in": ""},
		},
		"a plan that moved in": {
			`<ActivePlans><TransferLA>886</TransferLA></ActivePlans>`,
			map[string]string{"plan_moved_in": "1"},
		},
	}
}

// otherRules are about the rest of a request.
func otherRules() map[string]rule {
	return map[string]rule{
		"the need of rank 1, in any order": {
			`<ActivePlans><SENneed><SENtype>SPLD</SENtype><SENtypeRank>2</SENtypeRank></SENneed>
			<SENneed><SENtypeRank>1</SENtypeRank><SENtype>SEMH</SENtype></SENneed>
			<SENneed><SENtypeRank>1</SENtypeRank><SENtype>HI</SENtype></SENneed></ActivePlans>`,
			map[string]string{"primary_need": "SEMH"},
		},
		"a need without a rank isn't the primary one": {
			`<ActivePlans><SENneed><SENtype>SPLD</SENtype></SENneed></ActivePlans>`,
			map[string]string{"primary_need": ""},
		},
		"empty elements are missing": {
			`<ReceivedDate></ReceivedDate><RequestSource/><RequestMediation>
			</RequestMediation><Assessment><Week20></Week20></Assessment>`,
			map[string]string{"received_date": "", "request_source": "", "request_mediation": "", "week20_exception": ""},
		},
		"an odd date is left to the reader of the row": {
			`<ReceivedDate>31/11/2023</ReceivedDate><RequestOutcomeDate>2023-02-30</RequestOutcomeDate>`,
			map[string]string{"received_date": "31/11/2023", "request_outcome_date": "2023-02-30"},
		},
		"a time or a time zone is no part of a date": {
			`<ReceivedDate>2023-11-30T23:59:59+01:00</ReceivedDate><RequestOutcomeDate>2023-12-01Z</RequestOutcomeDate>`,
			map[string]string{"received_date": "2023-11-30", "request_outcome_date": "2023-12-01"},
		},
	}
}

func TestReadFollowsTheRulesOfARequest(t *testing.T) {
	rules := assessmentRules()
	maps.Copy(rules, otherRules())
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			rows, summary := read(t, message("<Person>"+upn+"<Requests>"+rule.request+"</Requests></Person>"))
			if len(rows) != 1 || summary.Invalid != 0 || count(summary, sen2.ManyAssessments) != 0 {
				t.Fatalf("rows = %d, summary = %+v", len(rows), summary)
			}
			checkValues(t, rows[0], rule.want)
		})
	}
}

func TestReadTakesTheSettingOfRankOne(t *testing.T) {
	const plan = `<Assessment><NamedPlan><PlanDetail><URN>222222</URN><PlacementRank>2</PlacementRank></PlanDetail>
<PlanDetail><PlacementRank>1</PlacementRank><URN>111111</URN></PlanDetail></NamedPlan></Assessment>`
	for name, test := range map[string]struct{ placements, want string }{
		"the plan's, if there is no placement": {"", "111111"},
		"the placement's before the plan's": {
			`<PlacementDetail><URN>444444</URN><PlacementRank>2</PlacementRank></PlacementDetail>
			<PlacementDetail><URN>333333</URN><PlacementRank>1</PlacementRank></PlacementDetail>`, "333333",
		},
		"the plan's, if no placement is of rank 1": {
			`<PlacementDetail><URN>444444</URN><PlacementRank>2</PlacementRank></PlacementDetail>`, "111111",
		},
		"the plan's, if the placement says nothing": {
			`<PlacementDetail><PlacementRank>1</PlacementRank></PlacementDetail>`, "111111",
		},
		"none, if the placement is in no school": {
			`<PlacementDetail><SENSetting>NEET</SENSetting><PlacementRank>1</PlacementRank></PlacementDetail>`, "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			request := "<Requests>" + plan + "<ActivePlans>" + test.placements + "</ActivePlans></Requests>"
			rows, _ := read(t, message("<Person>"+request+upn+"</Person>"))
			checkValues(t, rows[0], map[string]string{"setting_urn": test.want})
		})
	}
}

func TestReadCountsRequestsWithSeveralAssessments(t *testing.T) {
	const (
		refused = `<Assessment><AssessmentOutcome>N</AssessmentOutcome>
<AssessmentOutcomeDate>2023-05-01</AssessmentOutcomeDate></Assessment>`
		issued = `<Assessment><AssessmentOutcome>Y</AssessmentOutcome>
<NamedPlan><StartDate>2023-09-01</StartDate></NamedPlan></Assessment>`
		open = `<Assessment><AssessmentOutcome>A</AssessmentOutcome></Assessment>`
	)
	for name, test := range map[string]struct {
		assessments, outcome, planIssued string
		repeated                         int
	}{
		"the one with a plan, if it is last":  {refused + issued, "Y", "2023-09-01", 1},
		"the one with a plan, if it is first": {issued + refused, "Y", "2023-09-01", 1},
		"the last, if there is no plan":       {refused + open, "A", "", 1},
		"an empty one doesn't count":          {refused + "<Assessment/>", "N", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			rows, summary := read(t, message("<Person>"+upn+"<Requests>"+test.assessments+"</Requests></Person>"))
			checkValues(t, rows[0], map[string]string{
				"assessment_outcome": test.outcome, "plan_issued_date": test.planIssued,
			})
			if count(summary, sen2.ManyAssessments) != test.repeated {
				t.Errorf("Repeated = %d, want %d", count(summary, sen2.ManyAssessments), test.repeated)
			}
		})
	}
}

// A value that can't be what its column holds could name someone, so that it isn't delivered.
func TestReadHidesWhatItCannotUse(t *testing.T) {
	rows, summary := read(t, message(`<Person>`+upn+`<Ethnicity>Nameone</Ethnicity><Requests>
<ReceivedDate>Nametwo</ReceivedDate><RequestSource>mother</RequestSource><RequestOutcome>AA1 1AA</RequestOutcome>
<RequestMediation>2</RequestMediation><RequestOutcomeDate>1234567890</RequestOutcomeDate>
<Assessment><AssessmentOutcome>N</AssessmentOutcome><AssessmentOutcomeDate>Ann-Lee</AssessmentOutcomeDate></Assessment>
<ActivePlans><PlacementDetail><PlacementRank>1</PlacementRank><URN>1234567890</URN></PlacementDetail>
<SENneed><SENtypeRank>1</SENtypeRank><SENtype>O'N</SENtype></SENneed></ActivePlans></Requests></Person>`))
	want := map[string]string{}
	for _, column := range []string{
		"ethnicity", "received_date", "request_source", "request_outcome", "request_mediation", "request_outcome_date",
		"setting_urn", "primary_need", "assessment_outcome_date",
	} {
		want[column] = sen2.Invalid
	}
	checkValues(t, rows[0], want)
	if summary.Invalid != len(want) {
		t.Errorf("Invalid = %d, want %d", summary.Invalid, len(want))
	}
}

// count gives how many findings are of a kind.
func count(summary sen2.Summary, kind sen2.Kind) int {
	n := 0
	for _, f := range summary.Findings {
		if f.Kind == kind {
			n++
		}
	}
	return n
}
