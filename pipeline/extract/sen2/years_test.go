package sen2_test

import (
	"strings"
	"testing"
)

// TestReadEveryYear reads one request as the returns of four years have it: the
// sex under another name in 2023, residential and work-based placements with the
// active plan and later with the placement, the source and the days of reviews
// and transfers from 2025.
func TestReadEveryYear(t *testing.T) {
	const plan = `<Assessment><AssessmentOutcome>Y</AssessmentOutcome><AssessmentOutcomeDate>2022-05-30</AssessmentOutcomeDate>` +
		`<Week20>0</Week20><NamedPlan><StartDate>2022-05-30</StartDate></NamedPlan></Assessment>`
	const need = `<SENneed><SENtype>SLCN</SENtype><SENtypeRank>1</SENtypeRank></SENneed>`
	for year, c := range map[string]struct{ person, request, active, source string }{
		"2023": {
			"<GenderCurrent>2</GenderCurrent>", "",
			`<LastReview>2022-11-01</LastReview><Res>B</Res><WBP>S</WBP><PlacementDetail><URN>118300</URN><PlacementRank>1</PlacementRank>` +
				`<AttendancePattern>F</AttendancePattern></PlacementDetail>`, "",
		},
		"2024": {
			"<Sex>F</Sex>", "",
			`<ReviewMeeting>2022-10-01</ReviewMeeting><ReviewOutcome>M</ReviewOutcome><LastReview>2022-11-01</LastReview>` +
				`<PlacementDetail><URN>118300</URN><PlacementRank>1</PlacementRank><Res>B</Res><WBP>S</WBP></PlacementDetail>`, "",
		},
		"2025": {
			"<Sex>F</Sex>", "<RequestSource>2</RequestSource>",
			`<ReviewMeeting>2022-10-01</ReviewMeeting><ReviewDraft>2022-10-20</ReviewDraft><PhaseTransferDueDate>2023-02-15</PhaseTransferDueDate>` +
				`<PhaseTransferFinalDate>2023-02-14</PhaseTransferFinalDate><PlacementDetail><URN>118300</URN><PlacementRank>1</PlacementRank></PlacementDetail>`, "2",
		},
		"2026": {
			"<Sex>F</Sex>", "<RequestSource>2</RequestSource>",
			`<PhaseTransferFinalDate>2023-02-14</PhaseTransferFinalDate><PlacementDetail><URN>118300</URN><PlacementRank>1</PlacementRank></PlacementDetail>`, "2",
		},
	} {
		t.Run(year, func(t *testing.T) {
			t.Parallel()
			file := message("<Person>" + upn + c.person + "<Requests><ReceivedDate>2022-01-10</ReceivedDate>" + c.request +
				"<RequestOutcome>Y</RequestOutcome>" + plan + "<ActivePlans>" + c.active + need + "</ActivePlans></Requests></Person>")
			rows, summary := read(t, strings.ReplaceAll(file, "2024-01-18", year+"-01-18"))
			if len(rows) != 1 || len(summary.Findings) != 0 {
				t.Fatalf("rows = %d, summary = %+v", len(rows), summary)
			}
			checkValues(t, rows[0], map[string]string{
				"sex": "F", "request_source": c.source, "received_date": "2022-01-10", "plan_issued_date": "2022-05-30",
				"week20_exception": "0", "primary_need": "SLCN", "setting_urn": "118300",
			})
		})
	}
}
