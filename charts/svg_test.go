package charts_test

import (
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"

	"ehcp/charts"
)

// svgText is a text element as the SVG has it.
type svgText struct {
	X      float64 `xml:"x,attr"`
	Y      float64 `xml:"y,attr"`
	Size   float64 `xml:"font-size,attr"`
	Anchor string  `xml:"text-anchor,attr"`
	String string  `xml:",chardata"`
}

// svgPage is the part of an SVG that the tests read.
type svgPage struct {
	Role  string `xml:"role,attr"`
	Label string `xml:"aria-labelledby,attr"`
	Title struct {
		ID     string `xml:"id,attr"`
		String string `xml:",chardata"`
	} `xml:"title"`
	Desc struct {
		ID     string `xml:"id,attr"`
		String string `xml:",chardata"`
	} `xml:"desc"`
	Group struct {
		Font  string    `xml:"font-family,attr"`
		Texts []svgText `xml:"text"`
		Lines []struct {
			Class  string `xml:"class,attr"`
			Points string `xml:"points,attr"`
		} `xml:"polyline"`
	} `xml:"g"`
}

// readSVG draws a chart and reads its SVG.
func readSVG(t *testing.T, chart charts.Chart) svgPage {
	t.Helper()
	content, err := chart.SVG()
	if err != nil {
		t.Fatal(err)
	}
	var page svgPage
	if err := xml.Unmarshal(content, &page); err != nil {
		t.Fatal(err)
	}
	return page
}

// sansFace finds Liberation Sans.
func sansFace(t *testing.T) font.Face {
	t.Helper()
	for _, face := range liberation.Collection() {
		if face.Name() == "LiberationSans-Regular" {
			return face
		}
	}
	t.Fatal("no Liberation Sans")
	return font.Face{}
}

// textBox gives left, top, right and bottom of a text.
func textBox(face font.Face, s svgText) [4]float64 {
	face.Font.Size = font.Length(s.Size)
	width := face.Width(s.String).Points()
	left := s.X - width*map[string]float64{"start": 0, "middle": 0.5, "end": 1}[s.Anchor]
	return [4]float64{left, s.Y - 0.72*s.Size, left + width, s.Y + 0.2*s.Size}
}

// touch says whether two boxes overlap.
func touch(a, b [4]float64) bool {
	return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

// runsThrough says whether a list of points passes over a box, looking at 200 places of each segment.
func runsThrough(t *testing.T, points string, box [4]float64) bool {
	t.Helper()
	var x0, y0 float64
	for i, pair := range strings.Fields(points) {
		var x, y float64
		if _, err := fmt.Sscanf(pair, "%g,%g", &x, &y); err != nil {
			t.Fatal(err)
		}
		for k := range 200 {
			part := float64(k) / 199
			px, py := x0+(x-x0)*part, y0+(y-y0)*part
			if i > 0 && px > box[0] && px < box[2] && py > box[1] && py < box[3] {
				return true
			}
		}
		x0, y0 = x, y
	}
	return false
}
