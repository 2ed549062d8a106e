package pipeline

import (
	"os"
	"path/filepath"
	"strings"

	"ehcp/charts"
	"ehcp/pipeline/draw"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/series"
)

// DrawSeries writes the control chart of a series into a folder: spc-NAME.png,
// .svg, .alt.txt, .desc.md and .csv as every chart has them, and
// spc-NAME-points.csv with every digit. NAME is that of the series' file, so that
// none of them is that file. It gives the path of the picture.
func DrawSeries(folder, path string, c series.Charted) (string, error) {
	words := wordsOf(path)
	better, last := string(c.Options.Improvement), c.Chart.Segments[len(c.Chart.Segments)-1]
	chart, err := charts.SPC(
		charts.Table{Columns: series.DrawnColumns(), Rows: c.DrawnRows()},
		charts.ControlSpec{
			Name: "spc-" + strings.Join(words, "-"), Title: strings.Join(words, " "), Unit: c.Unit(),
			Method: string(c.Chart.Method), Better: better, Variation: string(c.Chart.Variation),
			Assurance: string(c.Chart.Assurance), Target: c.Goal(), Trial: last.Trial,
			Findings: append(append(c.Sentences(), c.Method()), sentences(c.Warnings())...),
			Source:   "Source: the series " + strings.Join(words, " ") + ".",
		}, charts.Setting{})
	if err != nil {
		return "", fault.New(fault.Usage, err.Error(), "reasons of rebases and names of files are drawn in plain ASCII letters and signs")
	}
	if err := draw.New(chart, "png", "svg").Write(folder, draw.FileMode(publicProfile)); err != nil {
		return "", err
	}
	var points strings.Builder
	if err := c.WriteCSV(&points); err != nil {
		return "", err
	}
	stem := filepath.Join(folder, chart.Name)
	if err := os.WriteFile(stem+"-points.csv", []byte(points.String()), 0o644); err != nil {
		return "", fault.Wrap(fault.Failed, err, "cannot write into "+folder, "check the folder, and who may write there")
	}
	return stem + ".png", nil
}

// sentences gives warnings a capital letter and a full stop.
func sentences(warnings []string) []string {
	var said []string
	for _, w := range warnings {
		said = append(said, strings.ToUpper(w[:1])+w[1:]+".")
	}
	return said
}

// wordsOf are the words of a file's name in lower-case ASCII letters and digits.
func wordsOf(path string) []string {
	const most = 8
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	if len(words) == 0 {
		return []string{"series"}
	}
	return words[:min(len(words), most)]
}
