package draw

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ehcp/charts"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/workbook"
)

// Picture is one chart with the images that are wanted of it, by their endings.
type Picture struct {
	Chart  charts.Chart
	Images map[string]func() ([]byte, error)
}

// Formats are the images that a chart can be had as.
func Formats() []string { return []string{"png", "svg", "pdf"} }

// New makes a picture with images of some formats.
func New(chart charts.Chart, formats ...string) Picture {
	all := map[string]func() ([]byte, error){"png": chart.PNG, "svg": chart.SVG, "pdf": chart.PDF}
	p := Picture{Chart: chart, Images: map[string]func() ([]byte, error){}}
	for _, format := range formats {
		p.Images[format] = all[format]
	}
	return p
}

// Write writes the images into a folder, which it makes, with the chart's words
// and data beside them. Each file is whole or not there.
func (p Picture) Write(folder string, mode fs.FileMode) error {
	var data strings.Builder
	w := csv.NewWriter(&data)
	err := w.Write(p.Chart.Data.Columns)
	for _, row := range p.Chart.Data.Rows {
		err = errors.Join(err, w.Write(workbook.HarmlessRow(row)))
	}
	w.Flush()
	if err := errors.Join(err, w.Error()); err != nil {
		return err
	}
	contents := map[string][]byte{
		"alt.txt": []byte(p.Chart.Alt + "\n"), "desc.md": []byte(p.Chart.Description), "csv": []byte(data.String()),
	}
	for ending, image := range p.Images {
		content, err := image()
		if err != nil {
			return err
		}
		if len(content) == 0 {
			return fmt.Errorf("chart %s: the %s has no content", p.Chart.Name, ending)
		}
		contents[ending] = content
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return cannotWrite(folder, err)
	}
	for ending, content := range contents {
		if err := writeWhole(filepath.Join(folder, p.Chart.Name+"."+ending), content, mode); err != nil {
			return cannotWrite(folder, err)
		}
	}
	return nil
}

// writeWhole replaces a file by one rename.
func writeWhole(path string, content []byte, mode fs.FileMode) error {
	fresh := path + ".new"
	if err := errors.Join(os.WriteFile(fresh, content, mode), os.Chmod(fresh, mode)); err != nil {
		return err
	}
	return os.Rename(fresh, path)
}

func cannotWrite(folder string, err error) error {
	return fault.Wrap(fault.Failed, err, "cannot write into "+folder, "check the folder, and who may write there")
}
