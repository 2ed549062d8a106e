package pipeline_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// agreeWithTheTables takes figures from the CSV and wants them in
// both documents, and links that lead to files.
func agreeWithTheTables(t *testing.T, run published) {
	t.Helper()
	for profile, read := range map[string]func(testing.TB, string) []record{"public": run.publicTable, "restricted": run.table} {
		page := readDocument(t, run, profile+"/action-plan-update.html")
		cells := tableCells(t, page)
		newest := record{"period_type": "three_months", "period": "Apr to Jun 2024"}
		due := overall(t, read(t, "falling_due"), record{"period_type": "three_months", "period": "Apr to Jun 2024", "threshold_weeks": "20"})
		issued := overall(t, read(t, "timeliness"), newest)
		open := overall(t, read(t, "backlog"), record{"as_at": "2024-06-30"})
		for _, want := range [][]string{
			{
				"Apr to Jun 2024", mark(due["fell_due"]), mark(due["issued_by_due_date"]), mark(due["open_at_due_date"]), mark(due["ended_without_plan"]),
				mark(due["pc_issued_by_due_date"], "%"),
			},
			{"Apr to Jun 2024", mark(issued["plans_issued"]), mark(issued["within_20_weeks"]), mark(issued["pc_within_20_weeks"], "%")},
			{"30 June 2024", mark(open["open"]), mark(open["weeks_0_to_20"])},
		} {
			if !hasRow(cells, want) {
				t.Errorf("%s: no row of the page begins with %q", profile, want)
			}
		}
		for _, row := range where(read(t, "evidence"), newest) {
			if row["sentence"] != "c" && !strings.Contains(strings.ReplaceAll(pageText(page), "&#43;", "+"), row["sentence"]) {
				t.Errorf("%s: the page does not say %q", profile, row["sentence"])
			}
		}
		for _, link := range regexp.MustCompile(`href="(tables/[^"]*)"`).FindAllStringSubmatch(page, -1) {
			if _, err := os.Stat(filepath.Join(run.Folder, profile, filepath.FromSlash(link[1]))); err != nil {
				t.Errorf("%s: %v", profile, err)
			}
		}
	}
}

// mark writes a cell as documents have it.
func mark(cell string, unit ...string) string {
	if cell == "c" || cell == "x" || cell == "z" {
		return "[" + cell + "]"
	}
	if cell == "" {
		return "[x]"
	}
	return cell + strings.Join(unit, "")
}

// tableCells are the cells of every row of the page's tables.
func tableCells(t *testing.T, page string) [][]string {
	t.Helper()
	var rows [][]string
	for _, row := range regexp.MustCompile(`(?s)<tr>(.*?)</tr>`).FindAllStringSubmatch(page, -1) {
		var cells []string
		for _, cell := range regexp.MustCompile(`(?s)<t[hd][^>]*>(.*?)</t[hd]>`).FindAllStringSubmatch(row[1], -1) {
			cells = append(cells, pageText(cell[1]))
		}
		rows = append(rows, cells)
	}
	if len(rows) == 0 {
		t.Fatal("the page has no tables")
	}
	return rows
}

func hasRow(rows [][]string, begin []string) bool {
	for _, row := range rows {
		if len(row) >= len(begin) && strings.Join(row[:len(begin)], "|") == strings.Join(begin, "|") {
			return true
		}
	}
	return false
}
