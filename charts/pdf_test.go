package charts_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

// TestPDF: the same bytes each time, without a date, tagged, with every object where the table says it is.
func TestPDF(t *testing.T) {
	drawAll(t, func(t *testing.T, chart charts.Chart) {
		content, err := chart.PDF()
		if err != nil {
			t.Fatal(err)
		}
		again, err := chart.PDF()
		if err != nil || !bytes.Equal(content, again) {
			t.Errorf("the second PDF differs from the first (error %v)", err)
		}
		text := string(content)
		for _, want := range []string{
			"%PDF-1.7\n", "/Lang(en-GB)", "/MarkInfo<</Marked true>>", "/S/Figure", "/Alt(" + escaped(chart.Alt) + ")",
			"/Title(" + escaped(chart.Headline) + ")", "/BaseFont/Helvetica",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("the PDF does not have %s", want)
			}
		}
		if strings.Contains(text, "CreationDate") || strings.Contains(text, "NaN") {
			t.Error("the PDF has a date, or a number that is none")
		}
		checkObjects(t, text)
		for _, s := range readSVG(t, chart).Group.Texts {
			if !strings.Contains(text, "("+escaped(s.String)+") Tj") {
				t.Errorf("the PDF does not have the text %q", s.String)
			}
		}
	})
}

func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(s)
}

// checkObjects follows the table of places, and counts the bytes of the content.
func checkObjects(t *testing.T, text string) {
	t.Helper()
	_, after, _ := strings.Cut(text, "startxref\n")
	line, _, _ := strings.Cut(after, "\n")
	table, err := strconv.Atoi(line)
	if err != nil || !strings.HasPrefix(text[table:], "xref\n0 10\n") {
		t.Fatalf("the table is not at %s", line)
	}
	for i, place := range regexp.MustCompile(`(\d{10}) 00000 n `).FindAllStringSubmatch(text[table:], -1) {
		at, _ := strconv.Atoi(place[1])
		if !strings.HasPrefix(text[at:], fmt.Sprintf("%d 0 obj\n", i+1)) {
			t.Errorf("object %d is not at %d", i+1, at)
		}
	}
	length := regexp.MustCompile(`<</Length (\d+)>>\nstream\n`).FindStringSubmatchIndex(text)
	want, _ := strconv.Atoi(text[length[2]:length[3]])
	if got := strings.Index(text[length[1]:], "endstream"); got != want {
		t.Errorf("the content has %d bytes, and its length says %d", got, want)
	}
}

func TestPDFIsRefused(t *testing.T) {
	if _, err := (charts.Chart{}).PDF(); err == nil {
		t.Error("an empty chart gives a PDF")
	}
}

// TestStandingAlone: a title stands on the picture with the subtitle, in any size, and is folded into plain letters.
func TestStandingAlone(t *testing.T) {
	s := kentSetting()
	s.Title, s.Size = "Children\u2019s plans \u2013 by caf\u00e9", charts.Size{Width: 120, Height: 100}
	for _, d := range drawings() {
		if strings.HasPrefix(d.name, "by-") {
			continue // They need more room.
		}
		if d.name == "summary" {
			s.Size.Width, s.Size.Height = 180, 200
		}
		chart, err := d.draw(d.table(increments(day(2023, time.January, 1), 8)), s)
		if err != nil {
			t.Errorf("%s: %v", d.name, err)
			continue
		}
		content, err := chart.SVG()
		if err != nil {
			t.Fatal(err)
		}
		size := fmt.Sprintf(`width="%gmm" height="%gmm" viewBox="0 0 `, s.Size.Width, s.Size.Height)
		for _, want := range []string{size, ">Children&#39;s plans - by cafe</text>", "<title id=\"" + d.name + "-title\">Children&#39;s plans - by cafe</title>"} {
			if !strings.Contains(string(content), want) {
				t.Errorf("%s: the picture does not have %s", d.name, want)
			}
		}
		if !strings.HasPrefix(chart.Description, "# Children's plans - by cafe\n") {
			t.Errorf("%s: the description begins %q", d.name, chart.Description[:40])
		}
	}
	for want, change := range map[string]func(*charts.Setting){
		"cannot be drawn":         func(s *charts.Setting) { s.Size = charts.Size{Width: 20, Height: 90} },
		"at most 1000 by 1000":    func(s *charts.Setting) { s.Size = charts.Size{Width: 160, Height: 2000} },
		"is too long for the pic": func(s *charts.Setting) { s.Title = strings.Repeat("long title ", 40) },
	} {
		s := kentSetting()
		change(&s)
		if _, err := charts.FallingDue(dueTable(increments(day(2023, time.January, 1), 8)), s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
}
