package pipeline_test

import (
	"testing"
)

// TestIdentifiersAreTrimmed writes one case and one person with white space
// around their numbers, which no eye sees, and as a number with a point.
func TestIdentifiersAreTrimmed(t *testing.T) {
	t.Parallel()
	row := func(id, person, authority string) record {
		return record{
			"case_id": id, "person_id": person, "authority_code": authority, "received_date": "2024-01-01",
			"plan_issued_date": "2024-05-01",
		}
	}
	run := publishRows(t, "2024-12-31", row("C1", "P1", "886"), row("C1 ", "P1\t", "886.0"), row("\u00a0C1", "P1\u00a0", " e10000016 "),
		row("12", "34", "E10000016"), row("12.0 ", "34.0", "886\u202f"))
	if got := run.Manifest.Totals; got.Staged != 2 || got.Repeats != 3 || got.Rejected != 0 {
		t.Errorf("%d staged and %d repeats, %d rejected; want 2, 3, 0", got.Staged, got.Repeats, got.Rejected)
	}
	if found := where(run.quality(t, "issues"), record{"rule": "authority_unknown"}); len(found) > 0 {
		t.Errorf("found %v", found)
	}
	for _, row := range run.table(t, "timeliness") {
		if row["authority_name"] != "Kent" {
			t.Fatalf("authority is %q, want Kent", row["authority_name"])
		}
	}
}
