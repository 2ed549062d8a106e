package pipeline

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"ehcp/charts"
	"ehcp/pipeline/draw"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/series"
	"ehcp/pipeline/workbook"
)

// DrawSeries writes the control chart of a series into a folder: spc-NAME.png,
// .svg, .alt.txt, .desc.md and .csv as every chart has them, and
// spc-NAME-points.csv with every digit. NAME is made of the name of the series'
// file, so that none of them is that file. An empty title stands for that name.
// It gives the path of the picture. Files of that name that are of another
// series' file are left as they are, and a fault.
func DrawSeries(folder, path, title string, c series.Charted) (string, error) {
	name, words := nameOf(path)
	better, last := string(c.Options.Improvement), c.Chart.Segments[len(c.Chart.Segments)-1]
	source := seriesSource + workbook.OneLine(filepath.Base(path)) + "."
	if err := refuseOthers(filepath.Join(folder, "spc-"+name+".desc.md"), source); err != nil {
		return "", err
	}
	chart, err := charts.SPC(
		charts.Table{Columns: series.DrawnColumns(), Rows: c.DrawnRows()},
		charts.ControlSpec{
			Name: "spc-" + name, Title: cmp.Or(title, words), Unit: c.Unit(),
			Method: string(c.Chart.Method), Better: better, Variation: string(c.Chart.Variation),
			Assurance: string(c.Chart.Assurance), Target: c.Goal(), Trial: last.Trial,
			Findings: append(c.Sentences(), c.Remarks()...),
			Source:   source,
		}, charts.Setting{})
	if err != nil {
		return "", fault.New(fault.Usage, err.Error(), "write titles and reasons of rebases in letters and signs of European languages")
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

// seriesSource begins the line that names the file of a series.
const seriesSource = "Source: the series file "

// refuseOthers refuses to write over the files of another series.
func refuseOthers(description, source string) error {
	text, err := os.ReadFile(description)
	if err != nil {
		return nil // there is none, or writing will fail
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, seriesSource) && line != source {
			other := strings.TrimSuffix(strings.TrimPrefix(line, seriesSource), ".")
			return fault.New(fault.Usage, fmt.Sprintf("%s is of another series, %s", description, other),
				"give --out another folder, or the file another name")
		}
	}
	return nil
}

// nameOf makes a name for files, and words to read, of a file's name without its
// ending: its words in lower-case ASCII letters and digits, accents left out.
// What other letters there are, and what is too long, a few digits stand for that
// are always the same.
func nameOf(path string) (name, title string) {
	stem := filepath.Base(path)
	for _, ending := range []string{".gz", ".csv"} {
		if strings.EqualFold(filepath.Ext(stem), ending) {
			stem = stem[:len(stem)-len(ending)]
		}
	}
	return slugOf(stem)
}

// slugOf makes a name for files, and words to read, of what a series is called.
func slugOf(stem string) (name, title string) {
	const most, longest, digits = 8, 80, 8
	isLost := false
	words := strings.FieldsFunc(strings.ToLower(norm.NFD.String(stem)), func(r rune) bool {
		isLost = isLost || (r > unicode.MaxASCII && !unicode.Is(unicode.Mn, r))
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && !unicode.Is(unicode.Mn, r)
	})
	for i, word := range words {
		words[i] = strings.Map(func(r rune) rune {
			if r > unicode.MaxASCII {
				return -1
			}
			return r
		}, word)
	}
	if len(words) == 0 {
		words = []string{"series"}
	}
	name = strings.Join(words[:min(len(words), most)], "-")
	if isLost || len(words) > most || len(name) > longest {
		sum := sha256.Sum256([]byte(stem))
		name = name[:min(len(name), longest)]
		return name + "-" + hex.EncodeToString(sum[:])[:digits], strings.ReplaceAll(name, "-", " ")
	}
	return name, strings.Join(words, " ")
}
