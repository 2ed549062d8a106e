package charts_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehcp/charts"
)

var (
	update = flag.Bool("update", false, "rewrite the golden files in testdata")
	look   = flag.String("look", "", "write every chart of the tests as PNG into this folder, to look at")
)

func TestGolden(t *testing.T) {
	golden := []string{"typical", "some-hidden", "provisional", "forty-periods"}
	drawAll(t, func(t *testing.T, chart charts.Chart) {
		_, example, _ := strings.Cut(strings.TrimPrefix(t.Name(), "TestGolden/"), "/")
		special := map[string]string{"falling-due": "signals", "timeliness": "signals", "summary": "measures"}
		if chart.Name == "summary" && example != "some-hidden" && example != "measures" {
			t.Skip("the summary has no periods")
		}
		if !slices.Contains(golden, example) && special[chart.Name] != example {
			t.Skip("this example has no golden file")
		}
		got, err := chart.SVG()
		if err != nil {
			t.Fatal(err)
		}
		checkGolden(t, filepath.Join("testdata", chart.Name+"-"+example+".svg"), got)
	})
}

// checkGolden compares an SVG with a file, which -update rewrites.
func checkGolden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n")), got) {
		t.Errorf("the chart differs from %s; look at it, then run the test with -update", path)
	}
}

func TestPNG(t *testing.T) {
	drawAll(t, func(t *testing.T, chart charts.Chart) {
		_, name, _ := strings.Cut(t.Name(), "/")
		if *look == "" && !strings.HasSuffix(name, "/typical") {
			t.Skip("one PNG of each chart is enough without -look")
		}
		content, err := chart.PNG()
		if err != nil {
			t.Fatal(err)
		}
		config, err := png.DecodeConfig(bytes.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		if want, _ := sizeOf(t, chart.Name); !strings.HasSuffix(name, "/alone") && (config.Width != want[0] || (want[1] > 0 && config.Height != want[1])) {
			t.Errorf("the PNG is %d by %d pixels, want %v", config.Width, config.Height, want)
		}
		checkResolution(t, content)
		if _, err := png.Decode(bytes.NewReader(content)); err != nil {
			t.Error(err)
		}
		again, err := chart.PNG()
		if err != nil || !bytes.Equal(content, again) {
			t.Errorf("the second PNG differs from the first (error %v)", err)
		}
		if *look != "" {
			path := filepath.Join(*look, strings.ReplaceAll(name, "/", "--")+".png")
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// checkResolution reads the pHYs chunk: dots a metre each way, and the metre as its unit.
func checkResolution(t *testing.T, content []byte) {
	t.Helper()
	_, chunk, found := bytes.Cut(content, []byte("pHYs"))
	if !found {
		t.Fatal("the PNG has no pHYs chunk")
	}
	x, y := binary.BigEndian.Uint32(chunk), binary.BigEndian.Uint32(chunk[4:])
	if x != 11811 || y != 11811 || chunk[8] != 1 {
		t.Errorf("pHYs is %d by %d, unit %d, want 11811 by 11811, unit 1", x, y, chunk[8])
	}
}

func TestTextIsClear(t *testing.T) {
	face := sansFace(t)
	drawAll(t, func(t *testing.T, chart charts.Chart) {
		page := readSVG(t, chart)
		if len(page.Group.Texts) < 5 {
			t.Errorf("the chart has %d texts", len(page.Group.Texts))
		}
		_, bounds := sizeOf(t, chart.Name)
		if strings.HasSuffix(t.Name(), "/alone") {
			bounds = [2]float64{200 / 25.4 * 72, 220 / 25.4 * 72}
		}
		boxes := make([][4]float64, len(page.Group.Texts))
		for i, s := range page.Group.Texts {
			boxes[i] = textBox(face, s)
			checkText(t, s, boxes[i], bounds)
			for k := range i {
				if touch(boxes[i], boxes[k]) {
					t.Errorf("%q overlaps %q", s.String, page.Group.Texts[k].String)
				}
			}
		}
		checkLines(t, page, boxes)
	})
}

// checkText fails for text that is too small, not ASCII or clipped.
func checkText(t *testing.T, s svgText, box [4]float64, page [2]float64) {
	t.Helper()
	if s.Size < 9 || strings.ContainsFunc(s.String, func(r rune) bool { return r < ' ' || r > '~' }) {
		t.Errorf("%q is set at %g pt or is not ASCII", s.String, s.Size)
	}
	if box[0] < 0 || box[1] < 0 || box[2] > page[0] || box[3] > page[1] {
		t.Errorf("%q is clipped: %v", s.String, box)
	}
}

// checkLines fails for data lines that run through text.
func checkLines(t *testing.T, page svgPage, boxes [][4]float64) {
	t.Helper()
	for _, l := range page.Group.Lines {
		if l.Class != "data" {
			continue
		}
		for i, s := range page.Group.Texts {
			if runsThrough(t, l.Points, boxes[i]) {
				t.Errorf("a line runs through %q", s.String)
			}
		}
	}
}

func TestSVGIsAccessible(t *testing.T) {
	drawAll(t, func(t *testing.T, chart charts.Chart) {
		page := readSVG(t, chart)
		title, desc := chart.Name+"-title", chart.Name+"-desc"
		if page.Role != "img" || page.Label != title+" "+desc || page.Title.ID != title || page.Desc.ID != desc {
			t.Errorf("role %q, label %q, title %q, desc %q", page.Role, page.Label, page.Title.ID, page.Desc.ID)
		}
		if page.Title.String != chart.Headline || page.Desc.String != chart.Alt {
			t.Errorf("title %q, desc %q", page.Title.String, page.Desc.String)
		}
		if !strings.Contains(page.Group.Font, "Arial, sans-serif") {
			t.Errorf("font family %q", page.Group.Font)
		}
		first, _ := chart.SVG()
		second, _ := chart.SVG()
		if !bytes.Equal(first, second) {
			t.Error("the second SVG differs from the first")
		}
	})
}

func BenchmarkPNG(b *testing.B) {
	d := drawings()[0]
	for b.Loop() {
		chart, err := d.draw(d.table(increments(day(2023, 1, 1), 8)), kentSetting())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := chart.PNG(); err != nil {
			b.Fatal(err)
		}
	}
}
