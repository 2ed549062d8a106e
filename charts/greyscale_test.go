package charts_test

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// least is the least contrast of what is to be seen beside what it stands on (WCAG
// 2.2, 1.4.11), and of large text (1.4.3).
const least = 3.0

// luminance is the relative luminance of a colour such as #12436D, as WCAG 2.2
// defines it. It is what is left of a colour in greyscale.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		part, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatalf("%q is no colour: %v", colour, err)
		}
		value := float64(part) / 255
		if value <= 0.04045 {
			sum += weight * value / 12.92
		} else {
			sum += weight * math.Pow((value+0.055)/1.055, 2.4)
		}
	}
	return sum
}

// contrast is the contrast of two colours, from 1 to 21.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	light, dark := luminance(t, a), luminance(t, b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// The values that publishing guidance gives for the palette.
func TestContrast(t *testing.T) {
	t.Parallel()
	for colours, want := range map[[2]string]float64{
		{"#12436D", "#FFFFFF"}: 10.25, {"#28A197", "#FFFFFF"}: 3.17, {"#801650", "#FFFFFF"}: 9.77, {"#F46A25", "#FFFFFF"}: 3.03,
		{"#12436D", "#28A197"}: 3.24, {"#28A197", "#801650"}: 3.09, {"#801650", "#F46A25"}: 3.23, {"#000000", "#FFFFFF"}: 21,
	} {
		if got := contrast(t, colours[0], colours[1]); math.Abs(got-want) > 0.01 {
			t.Errorf("%s beside %s is %.2f, want %.2f", colours[0], colours[1], got, want)
		}
	}
}

// TestGreyscale reads every chart that is kept: text and lines stand out from white,
// what is filled lighter than that has an outline that does, parts of a column stand
// out from the next, and lines that would be alike without colour are dashed
// differently.
func TestGreyscale(t *testing.T) {
	t.Parallel()
	kept, err := filepath.Glob(filepath.Join("testdata", "*.svg"))
	if err != nil || len(kept) < 40 {
		t.Fatalf("%d charts are kept: %v", len(kept), err)
	}
	for _, path := range kept {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		drawn := map[[2]string]bool{}
		bands := map[string][]string{} // by the left edge of a column, upwards
		for line := range strings.Lines(string(content)) {
			s := shapeOf(line)
			s.standsOut(t, path)
			if s.kind == "polyline" && s.class == "" && s.width >= 1.5 {
				drawn[[2]string{s.stroke, s.dash}] = true
			}
			if s.kind == "polygon" && s.corners == 4 && s.stroke == "" {
				bands[s.left] = append(bands[s.left], s.fill)
			}
		}
		for one := range drawn {
			for other := range drawn {
				if one[0] != other[0] && one[1] == other[1] && contrast(t, one[0], other[0]) < least {
					t.Errorf("%s: lines of %s and %s are alike without colour", path, one[0], other[0])
				}
			}
		}
		for _, column := range bands {
			for i := 1; i < len(column); i++ {
				if column[i] != column[i-1] && column[i] != white && column[i-1] != white && contrast(t, column[i], column[i-1]) < least {
					t.Errorf("%s: %s stands on %s in a column", path, column[i], column[i-1])
				}
			}
		}
	}
}

const white = "#FFFFFF"

// shape is an element of an SVG, as far as its colours go.
type shape struct {
	kind, class, fill, stroke, dash, left string
	width                                 float64
	corners                               int
}

func shapeOf(line string) shape {
	attribute := func(name string) string {
		if found := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(line); found != nil {
			return found[1]
		}
		return ""
	}
	kind, _, _ := strings.Cut(strings.TrimPrefix(line, "<"), " ")
	points := strings.Fields(attribute("points"))
	s := shape{
		kind: kind, class: attribute("class"), fill: attribute("fill"), stroke: attribute("stroke"), dash: attribute("stroke-dasharray"),
		corners: len(points),
	}
	s.width, _ = strconv.ParseFloat(attribute("stroke-width"), 64)
	if len(points) > 0 {
		s.left, _, _ = strings.Cut(points[0], ",")
	}
	return s
}

// standsOut fails where a shape is fainter than it may be: gridlines are, and white
// is what lies under text and lines.
func (s shape) standsOut(t *testing.T, path string) {
	t.Helper()
	isFaint := func(colour string) bool {
		return strings.HasPrefix(colour, "#") && contrast(t, colour, white) < least
	}
	switch s.kind {
	case "text":
		if s.fill != white && isFaint(s.fill) {
			t.Errorf("%s: text is %s", path, s.fill)
		}
	case "polyline":
		if s.class != "grid" && s.stroke != white && isFaint(s.stroke) {
			t.Errorf("%s: a line is %s", path, s.stroke)
		}
	case "polygon", "circle":
		hasOutline := s.stroke != "" && !isFaint(s.stroke)
		if s.fill != white && isFaint(s.fill) && !hasOutline {
			t.Errorf("%s: a %s is filled with %s and has no outline that can be seen", path, s.kind, s.fill)
		}
	}
}
