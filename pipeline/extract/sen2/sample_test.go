package sen2_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The mock-up of a 2024 return is published by others, and isn't part of the project.
func TestReadTakesTheMockUp(t *testing.T) {
	path := filepath.Join("..", "..", "..", "..", "shared", "data", "sen2", "SEN2-2024-mockup.xml")
	file, err := os.ReadFile(path)
	if os.IsNotExist(err) {
		t.Skip("the mock-up isn't here")
	}
	if err != nil {
		t.Fatal(err)
	}
	rows, summary := read(t, string(file))
	if len(rows) != 3 || summary.Persons != 2 || summary.Header.Authority != "201" || summary.Invalid != 0 {
		t.Fatalf("rows = %d, summary = %+v", len(rows), summary)
	}
	checkValues(t, rows[0], map[string]string{
		"received_date": "2023-11-30", "request_outcome": "Y", "request_outcome_date": "2023-12-01",
		"request_mediation": "1", "request_tribunal": "1", "assessment_mediation": "1", "assessment_tribunal": "1",
		"other_mediation": "0", "other_tribunal": "0", "week20_exception": "0", "assessment_outcome": "Y",
		"assessment_outcome_date": "", "plan_issued_date": "2023-12-26", "closed_reason": "", "plan_moved_in": "",
		"primary_need": "SEMH", "sex": "M", "ethnicity": "WBRI", "age_at_request": "21", "setting_urn": "999999",
		"person_id": hashUPN, "case_id": hashFirst,
	})
	checkValues(t, rows[1], map[string]string{
		"received_date": "2023-08-31", "request_outcome": "N", "request_outcome_date": "2023-12-01",
		"assessment_outcome": "A", "plan_issued_date": "", "sex": "F", "age_at_request": "19",
	})
	checkValues(t, rows[2], map[string]string{
		"received_date": "2023-12-03", "request_outcome": "A", "request_outcome_date": "", "age_at_request": "20",
		"person_id": valueOf(t, rows[1], "person_id"),
	})
	if valueOf(t, rows[1], "case_id") == valueOf(t, rows[2], "case_id") {
		t.Error("two requests of one person have one case_id")
	}
	for _, row := range rows {
		all := strings.Join(row.Values, "|")
		for _, identifier := range []string{
			"TestFamilyName1", "TestFirstname1", "RequestRefused", "TestFirstname2", "X123456789875", "X123456789832",
			"1234567890", "1234567089", "AA11AA", "AB11CD", "2002-01-01", "2003-11-11", "Free text",
		} {
			if strings.Contains(all, identifier) {
				t.Errorf("line %d: a value holds %s", row.Line, identifier)
			}
		}
	}
}
