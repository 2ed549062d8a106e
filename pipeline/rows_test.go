package pipeline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
)

// TestRowNumbers tells rows by the numbers that a spreadsheet shows, whatever
// stands above them: titles and notes of several lines, blank rows in and out of
// quotations, rows of delimiters alone and rows that cannot be read.
func TestRowNumbers(t *testing.T) {
	t.Parallel()
	const rows = "case_id,received_date,area\n" + // row 1
		"k1,2024-01-31,\"a\n\nb\"\n" + "\n" + ",,\n" + "k2,bad,\n" + // rows 2 to 5
		",\n" + "k3\n" + "k4,worse,\"c\n\n\nd\"\n" + ",,,,\n" + "k5,bad too,x\n" + ",,\n,,\n,\n" // rows 6 to 10
	want := []string{"5,bad", "7,", "8,worse", "10,bad too"}
	for name, c := range map[string]struct {
		above string
		shift map[string]string
	}{
		"nothing above": {"", nil},
		"a title": {"\"Cases\nas at\n2024\",,\n\n", map[string]string{
			"5,bad": "7,bad", "7,": "9,", "8,worse": "10,worse", "10,bad too": "12,bad too",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run := publish(t, job{
				files: []string{writeFile(t, t.TempDir(), "a.csv", c.above+rows)}, asAt: "2024-12-31", completeFrom: "2024-01-01",
				settings: "gates: {rejected_share: 1}\n", unpublished: true,
			})
			got := map[string]bool{}
			for _, row := range run.quality(t, "rejects") {
				got[row.pick("row", "value")] = true
			}
			expected := map[string]bool{}
			for _, row := range want {
				if c.shift != nil {
					row = c.shift[row]
				}
				expected[row] = true
			}
			if diff := cmp.Diff(expected, got); diff != "" {
				t.Errorf("rejects (-want +got):\n%s", diff)
			}
			if run.Manifest.Totals.RowsRead != 5 {
				t.Errorf("%d rows are read, want 5", run.Manifest.Totals.RowsRead)
			}
		})
	}
}

// TestHeaderAlone refuses a workbook with a header alone as it does a CSV.
func TestHeaderAlone(t *testing.T) {
	t.Parallel()
	f := excelize.NewFile()
	if err := f.SetSheetRow("Sheet1", "A1", &[]any{"case_id", "received_date"}); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := f.SaveAs(folder + "/a_2024-12-31.xlsx"); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		folder + "/a_2024-12-31.xlsx", writeFile(t, folder, "b_2024-12-31.csv", "case_id,received_date\n"),
		writeFile(t, folder, "c_2024-12-31.csv", "case_id,received_date\n,\n,\n"),
	} {
		_, err := pipeline.Run(t.Context(), job{files: []string{path}}.options(t))
		if fault.KindOf(err) != fault.Extract || err.Error() != path+" has a header and no rows" {
			t.Errorf("%s gives %v", path, err)
		}
	}
}
