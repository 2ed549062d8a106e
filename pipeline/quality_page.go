package pipeline

import (
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"strings"

	"ehcp/queries"
)

//go:embed quality_page.html
var qualityPage string

// qualityReport is what the readable page of a run's data quality shows.
type qualityReport struct {
	Manifest
	Rules   []ruleReport // those that found something, the gravest first
	Passed  []ruleReport // those that found nothing
	Missing []ruleReport // those whose columns no extract has
}

// ruleReport is a rule of the book and what it found.
type ruleReport struct {
	RuleCount
	Says  string
	Needs []string
}

// writeQualityPage writes the page that people read, beside the files that
// list every finding.
func (j *job) writeQualityPage(ctx context.Context) error {
	found, err := j.ruleCounts(ctx)
	if err != nil {
		return err
	}
	report := qualityReport{Manifest: j.manifest}
	counted := map[string]bool{}
	book := append(queries.Rules(), queries.Across()...)
	says := map[string]string{}
	for _, rule := range book {
		says[rule.Name] = rule.Says
	}
	for _, f := range found {
		counted[f.Rule] = true
		report.Rules = append(report.Rules, ruleReport{RuleCount: f, Says: says[f.Rule]})
	}
	tested := map[string]bool{}
	for _, rule := range queries.For(j.present(), book) {
		tested[rule.Name] = true
	}
	for _, rule := range book {
		r := ruleReport{RuleCount: RuleCount{Rule: rule.Name, Severity: rule.Severity}, Says: rule.Says, Needs: rule.Needs}
		switch {
		case counted[rule.Name]:
		case tested[rule.Name]:
			report.Passed = append(report.Passed, r)
		default:
			report.Missing = append(report.Missing, r)
		}
	}
	page, err := template.New("page").Funcs(template.FuncMap{
		"thousands": thousands, "percent": percentOf, "base": filepath.Base,
		"join": func(words []string) string { return strings.Join(words, ", ") },
	}).Parse(qualityPage)
	if err != nil {
		return fmt.Errorf("read the page of data quality: %w", err)
	}
	var text strings.Builder
	if err := page.Execute(&text, report); err != nil {
		return fmt.Errorf("write the page of data quality: %w", err)
	}
	return os.WriteFile(j.qualityFile("index.html"), []byte(text.String()), 0o600)
}

// percentOf writes a share that is not 0 as what it is, however small.
func percentOf(share float64) string {
	if share < 0.0005 {
		return "under 0.1%"
	}
	return fmt.Sprintf("%.1f%%", 100*share)
}

// thousands writes a count with commas, as board papers do.
func thousands(n int64) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
