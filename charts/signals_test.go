package charts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

// signalsOf draws falling due of some increments with the months, and gives the signs of its 20-week points.
func signalsOf(t *testing.T, periods []increment, signals charts.Table) (charts.Chart, []string) {
	t.Helper()
	chart, err := charts.FallingDue(dueTable(periods), charts.Setting{Signals: signals})
	if err != nil {
		t.Fatal(err)
	}
	return chart, column(t, chart.Data, "signal")[:len(periods)]
}

// kinds gives months of the types that letters stand for: i improvement, c concern, o common cause, - not known.
func kinds(letters string) []month {
	months := steady(len(letters))
	for i, letter := range letters {
		months[i].kind = map[rune]string{'i': "improvement", 'c': "concern", 'o': "common_cause", '-': ""}[letter]
	}
	return months
}

// TestMonthsGiveIncrementsTheirSign: a concern among an increment's months decides, else the newest special cause;
// months of common cause do not take it back, and without a known month there is no sign.
func TestMonthsGiveIncrementsTheirSign(t *testing.T) {
	for letters, want := range map[string][]string{
		"oooooo": {"common_cause", "common_cause"},
		"iooooc": {"improvement", "concern"},
		"oicoci": {"concern", "concern"},
		"ci----": {"concern", ""},
		"oioioo": {"improvement", "improvement"},
		"--o---": {"common_cause", ""},
		"c-ooi-": {"concern", "improvement"},
		"i":      {"improvement", ""},
	} {
		signals := signalTable("falling_due_20", "pprime", day(2024, time.January, 1), kinds(letters)...)
		if _, got := signalsOf(t, increments(day(2024, time.January, 1), 2), signals); !slices.Equal(got, want) {
			t.Errorf("%s: signs %q, want %q", letters, got, want)
		}
	}
}

// TestMonthsCountWhereTheirLastDayIs: with increments from 15 February, February belongs to the first and May to the
// second, which ends on 14 August.
func TestMonthsCountWhereTheirLastDayIs(t *testing.T) {
	signals := signalTable("falling_due_20", "pprime", day(2024, time.January, 1), kinds("ocooiooco")...)
	_, got := signalsOf(t, increments(day(2024, time.February, 15), 2), signals)
	if want := []string{"concern", "improvement"}; !slices.Equal(got, want) {
		t.Errorf("signs %q, want %q: February is a concern and May an improvement; August is in no increment", got, want)
	}
}

// TestSignsHaveForms: an improvement is a diamond about its point, a concern a triangle, provisional ones hollow.
func TestSignsHaveForms(t *testing.T) {
	periods := increments(day(2024, time.January, 1), 2)
	signals := signalTable("falling_due_20", "pprime", day(2024, time.January, 1), kinds("iooooc")...)
	chart, _ := signalsOf(t, periods, signals)
	content, err := chart.SVG()
	if err != nil {
		t.Fatal(err)
	}
	// Of two slots in a plot area from 38 to 370.94 the middles are at 121.23 and 287.71. The area is 24 to 187.24 high,
	// so that 5.0% stand at 179.08 and 48.9% at 107.42. A radius of 3.4 is drawn as 5.31 for a diamond.
	page := readSVG(t, chart)
	at := dataPoints(t, page)
	for form, want := range map[string]string{
		"diamond":  fmt.Sprintf(`points="%[1]s,%[4]s %[3]s,%[2]s`, num(at[0][0]), num(at[0][1]), num(at[0][0]+5.3125), num(at[0][1]-5.3125)),
		"triangle": fmt.Sprintf(`points="%s,%s`, num(at[1][0]), num(at[1][1]-5.3125)),
		"key":      ">Improvement</text>", "other key": ">Concern</text>",
	} {
		if !strings.Contains(string(content), want) {
			t.Errorf("no %s: the chart does not have %s", form, want)
		}
	}
	partWay, err := charts.FallingDue(with(dueTable(periods), "is_complete", "false", 3, 4, 5), charts.Setting{Signals: signals})
	if err != nil {
		t.Fatal(err)
	}
	content, err = partWay.SVG()
	if err != nil || !strings.Contains(string(content), `fill="#FFFFFF" stroke="#F46A25"`) {
		t.Errorf("the provisional concern is not hollow (error %v)", err)
	}
}

// TestLevelsAreThoseOfTheNewestMonth: each increment has the mean and limits of its newest month, broken at a rebase.
func TestLevelsAreThoseOfTheNewestMonth(t *testing.T) {
	months := steady(9)
	for i := 5; i < 9; i++ {
		months[i] = month{"60.0", "60.0", "45.5", "107.2", "none", "common_cause", "New team"}
	}
	signals := signalTable("falling_due_20", "pprime", day(2024, time.January, 1), months...)
	chart, _ := signalsOf(t, increments(day(2024, time.January, 1), 3), signals)
	for name, want := range map[string][]string{
		"month_mean": {"30.0", "60.0", "60.0"}, "month_lower": {"10.0", "45.5", "45.5"}, "month_upper": {"60.0", "107.2", "107.2"},
	} {
		if got := column(t, chart.Data, name)[:3]; !slices.Equal(got, want) {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	page := readSVG(t, chart)
	lines := map[string]int{}
	texts := ""
	for _, l := range page.Group.Lines {
		lines[l.Class]++
	}
	for _, s := range page.Group.Texts {
		texts += s.String + "\n"
	}
	if lines["mean"] != 2 || lines["limit"] != 4 || lines["rebase"] != 1 {
		t.Errorf("%d means, %d limits and %d rebases, want 2, 4 and 1", lines["mean"], lines["limit"], lines["rebase"])
	}
	// A rebase in June starts anew with the increment that holds it; 4 known months give trial limits.
	for _, want := range []string{"Rebased: New team\n", "Mean 60%\n", "Trial limits 45.5%\nto 107.2%\n"} {
		if !strings.Contains(texts, want) {
			t.Errorf("the chart does not say %q:\n%s", want, texts)
		}
	}
	for _, l := range page.Group.Lines {
		if l.Class != "limit" {
			continue
		}
		for _, at := range pointsOf(t, l.Points) {
			if at[1] < gridHeights(t, page)[1]-0.01 {
				t.Errorf("a limit above 100%% is drawn at %v", at)
			}
		}
	}
}

// TestWhatIsSaidOfLimits: 13 months and more give limits that are not trial ones, run charts have a median alone, and
// hidden limits are said to be hidden.
func TestWhatIsSaidOfLimits(t *testing.T) {
	periods := increments(day(2024, time.January, 1), 5)
	first := day(2024, time.January, 1)
	run, hidden := steady(9), steady(15)
	for i := range run {
		run[i].lower, run[i].upper = "x", "x"
	}
	for i := range hidden {
		hidden[i].mean, hidden[i].lower, hidden[i].upper = "c", "c", "c"
	}
	for name, test := range map[string]struct {
		signals charts.Table
		texts   string
		note    string
	}{
		"12 months":  {signalTable("falling_due_20", "pprime", first, steady(12)...), "Trial limits 10%", "stand on 12 months or fewer"},
		"13 months":  {signalTable("falling_due_20", "pprime", first, steady(13)...), "Limits 10%", "limits for a single month"},
		"run chart":  {signalTable("falling_due_20", "run", first, run...), "Median 30%", "there is a median and there are no limits"},
		"hidden":     {signalTable("falling_due_20", "pprime", first, hidden...), "", "The mean and the limits are hidden"},
		"no measure": {signalTable("other", "pprime", first, steady(13)...), "", ""},
	} {
		chart, _ := charts.FallingDue(dueTable(periods), charts.Setting{Signals: test.signals})
		texts := ""
		for _, s := range readSVG(t, chart).Group.Texts {
			texts += s.String + "\n"
		}
		for _, word := range []string{"Trial limits 10%", "Limits 10%", "Median 30%"} {
			if strings.Contains("\n"+texts, "\n"+word) != (word == test.texts) {
				t.Errorf("%s: texts %s, want %q", name, texts, test.texts)
			}
		}
		if !strings.Contains(chart.Description, test.note) || (test.note == "" && strings.Contains(chart.Description, "special cause")) {
			t.Errorf("%s: the description does not say %q", name, test.note)
		}
	}
}

// TestSignalsInWords: months in a row are said together.
func TestSignalsInWords(t *testing.T) {
	signals := signalTable("falling_due_20", "pprime", day(2024, time.January, 1), kinds("ccoioi")...)
	chart, _ := signalsOf(t, increments(day(2024, time.January, 1), 2), signals)
	want := "Special causes: concern in Jan 2024 to Feb 2024; improvement in Apr 2024; improvement in Jun 2024. " +
		"The newest month is special cause, improvement."
	if !strings.Contains(chart.Description, want) {
		t.Errorf("the description does not say %q:\n%s", want, chart.Description)
	}
	monthly, err := charts.FallingDue(with(dueTable(increments(day(2024, time.January, 1), 2)), "period_type", "calendar_year"),
		charts.Setting{Signals: signals, Range: charts.Range{PeriodType: "calendar_year"}})
	if err != nil || strings.Contains(monthly.Description, "Special causes") {
		t.Errorf("years have signals of months (error %v)", err)
	}
}

func TestOddSignals(t *testing.T) {
	good := signalTable("falling_due_20", "pprime", day(2024, time.January, 1), steady(3)...)
	for name, test := range map[string]struct {
		signals charts.Table
		want    string
	}{
		"column": {charts.Table{Columns: []string{"measure"}}, "the table of signals: the table has no column period_type"},
		"number": {with(good, "mean", "high"), "the table of signals: row 2, column mean"},
		"reason": {with(good, "rebase", "\u6625"), "cannot be drawn"},
		"twice":  {with(good, "period_start", "2024-01-01"), "are both of"},
		"two":    {with(good, "authority_code", "E10000017", 1), "two authorities"},
	} {
		_, err := charts.FallingDue(dueTable(increments(day(2024, time.January, 1), 2)), charts.Setting{Signals: test.signals})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, test.want)
		}
	}
}
