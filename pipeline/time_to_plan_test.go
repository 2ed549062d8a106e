package pipeline_test

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A wait is one case of a cohort, in half days since its clock started: seen
// from entry on and gone at exit, in some way or, still open, in none.
type wait struct {
	entry, exit int
	way         string
	start       day
}

// waitsIn gives the first spells whose clock started in a period, as seen by
// one who knows all that were open from the day before first on.
func waitsIn(spells []spell, from, to, first, asAt day) []wait {
	var waits []wait
	for _, s := range spells {
		seen := max(s.opened, first-1)
		if s.start < from || s.start > to || s.undated || s.entry == "reopened" || s.ended != noDay && s.ended < first {
			continue
		}
		w := wait{entry: 2 * int(seen-s.start), exit: 2 * int(asAt-s.start), start: s.start}
		if s.ended != noDay {
			w.exit = 2 * int(s.ended-s.start)
			w.way = map[string]string{"plan": "plan", "not_assessed": "refused", "not_issued": "refused"}[s.how]
			if w.way == "" {
				w.way = "withdrawn"
			}
			if w.exit == w.entry {
				w.exit++
			}
		}
		waits = append(waits, w)
	}
	return waits
}

func atRisk(waits []wait, time int) (n int) {
	for _, w := range waits {
		if w.entry < time && time <= w.exit {
			n++
		}
	}
	return n
}

// sharesAt goes through every half day up to a time, case by case.
func sharesAt(waits []wait, time int) map[string]float64 {
	shares := map[string]float64{"open": 1}
	for t := 1; t <= time; t++ {
		ended := map[string]int{}
		all := 0
		for _, w := range waits {
			if w.exit == t && w.way != "" && w.entry < t {
				ended[w.way]++
				all++
			}
		}
		if all == 0 {
			continue
		}
		y := float64(atRisk(waits, t))
		for way, n := range ended {
			shares[way] += shares["open"] * float64(n) / y
		}
		shares["open"] *= 1 - float64(all)/y
	}
	return shares
}

// seenYoung says whether enough of a cohort that lies before the first day of
// the extract was at risk, from its second week to the last late entry.
func seenYoung(waits []wait) bool {
	last := 0
	for _, w := range waits {
		if w.exit > w.entry {
			last = max(last, w.entry)
		}
	}
	least := min(10, (len(waits)+1)/2)
	for t := 1; t <= min(last, 14*60); t++ {
		ends := slices.ContainsFunc(waits, func(w wait) bool { return w.exit == t && w.way != "" && w.entry < t })
		if (ends || t > 14) && atRisk(waits, t) < least {
			return false
		}
	}
	return len(waits) > 0
}

// TestRecountTimeToPlan works out random extracts case by case.
func TestRecountTimeToPlan(t *testing.T) {
	t.Parallel()
	forAll(t, func(t testing.TB, d dice) {
		rows, asAt := anyCases(d, 40, 200), anyDay(d)
		run := publish(t, randomJob(t, asAt, rows))
		first := dayOf("2023-06-15")
		var spells []spell
		for _, row := range rows {
			spells = append(spells, spellsOf(row, dayOf(asAt))...)
		}
		found := map[string]bool{}
		for _, row := range run.table(t, "time_to_plan") {
			waits := waitsIn(spells, dayOf(row["period_start"]), dayOf(row["period_end"]), first, dayOf(asAt))
			found[row["period_start"]] = true
			if dayOf(row["period_start"]) < first && !seenYoung(waits) {
				t.Fatalf("%s is published, of which too little was seen", row["period"])
			}
			compareWeek(t, row, waits, dayOf(asAt))
		}
		for _, row := range where(run.table(t, "requests"), record{"breakdown_topic": "All", "period_type": "three_months"}) {
			if !found[row["period_start"]] {
				t.Errorf("as at %s: %s is covered and not published", asAt, row["period"])
			}
		}
		from, to := dayOf("2023-04-01"), dayOf("2023-06-30")
		if want := seenYoung(waitsIn(spells, from, to, first, dayOf(asAt))); found["2023-04-01"] != want {
			t.Errorf("as at %s: the increment before is published: %t, want %t", asAt, found["2023-04-01"], want)
		}
	})
}

// compareWeek compares a row with its cohort, case by case.
func compareWeek(t testing.TB, row record, waits []wait, asAt day) {
	t.Helper()
	week := row.number(t, "week")
	time := 14 * week
	if got, want := row.number(t, "at_risk"), atRisk(waits, time); got != want {
		t.Errorf("%s, week %d: %d at risk, want %d", row["period"], week, got, want)
	}
	known, followed := 0, len(waits) > 0
	for _, w := range waits {
		known = max(known, w.exit)
		followed = followed && int(asAt-w.start) >= 7*week
	}
	closed := row["is_complete"] == "true" && !slices.ContainsFunc(waits, func(w wait) bool { return w.way == "" })
	if got := row["fully_followed"] == "true"; got != followed {
		t.Errorf("%s, week %d: fully followed %t, want %t", row["period"], week, got, followed)
	}
	if len(waits) == 0 || (!closed && time > known) {
		if got := row.pick("pc_plan", "pc_plan_low", "pc_plan_high", "pc_refused", "pc_withdrawn", "pc_open"); got != ",,,,," {
			t.Errorf("%s, week %d lies past what was followed: %s", row["period"], week, got)
		}
		return
	}
	shares, sum := sharesAt(waits, time), 0
	for _, way := range []string{"plan", "refused", "withdrawn", "open"} {
		got := tenthsIn(t, row["pc_"+way])
		sum += got
		room := 0.5 + 1e-6 // of a tenth
		if way != "plan" {
			room = 1.5 + 1e-6 // what roundings leave over goes there
		}
		if math.Abs(float64(got)-1000*shares[way]) > room {
			t.Errorf("%s, week %d: pc_%s is %s, want %.3f", row["period"], week, way, row["pc_"+way], 100*shares[way])
		}
	}
	if sum != 1000 {
		t.Errorf("%s, week %d: the four add to %d tenths", row["period"], week, sum)
	}
	none := shares["plan"] < 1e-9 || shares["plan"] > 1-1e-9
	if (row["pc_plan_low"] == "") != none || (row["pc_plan_high"] == "") != none {
		t.Errorf("%s, week %d: limits %s of %s", row["period"], week, row.pick("pc_plan_low", "pc_plan_high"), row["pc_plan"])
	}
}

func tenthsIn(t testing.TB, cell string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.Replace(cell, ".", "", 1))
	if err != nil || !strings.Contains(cell, ".") {
		t.Fatalf("%q has not one decimal", cell)
	}
	return n
}

// TestTimeToPlanFollowsWhatWasSeen looks at which increments have rows. The
// two before the extract is complete have one case each: the one was seen from
// its fourth day on, the other never young.
func TestTimeToPlanFollowsWhatWasSeen(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{
			{"case_id": "1", "received_date": "2023-09-01"},
			{"case_id": "2", "received_date": "2023-12-28"},
			{"case_id": "3", "received_date": "2024-02-01", "plan_issued_date": "2024-05-01"},
		}, "request_outcome", "request_outcome_date")}, asAt: "2024-06-30", completeFrom: "2024-01-01",
	})
	table := run.table(t, "time_to_plan")
	want := []string{"Oct to Dec 2023", "Jan to Mar 2024", "Apr to Jun 2024"}
	if diff := cmp.Diff(want, distinct(table, "period")); diff != "" {
		t.Errorf("increments (-want +got):\n%s", diff)
	}
	for _, period := range want {
		rows := where(table, record{"period": period, "period_type": "three_months", "breakdown_topic": "All", "breakdown": "All"})
		for i, row := range rows {
			if row["week"] != strconv.Itoa(i) {
				t.Fatalf("%s: row %d is of week %s", period, i+1, row["week"])
			}
		}
		if len(rows) != 61 {
			t.Errorf("%s has %d weeks, want 61", period, len(rows))
		}
	}
	// Nobody asked from April to June: nothing is known, and nobody is followed.
	for _, row := range where(table, record{"period": "Apr to Jun 2024"}) {
		if got := row.pick("at_risk", "pc_plan", "pc_open", "fully_followed"); got != "0,,,false" {
			t.Errorf("an empty increment, week %s: %s", row["week"], got)
		}
	}
	// Without complete_from the first request says from when, and none is earlier.
	run = publishRows(t, "2024-06-30", record{"case_id": "1", "received_date": "2024-02-01"}, record{"case_id": "2", "received_date": "2024-05-01"})
	if diff := cmp.Diff([]string{"Apr to Jun 2024"}, distinct(run.table(t, "time_to_plan"), "period")); diff != "" {
		t.Errorf("increments of an extract that does not say from when it is complete (-want +got):\n%s", diff)
	}
}

// TestPublicTimeToPlanShowsNoSmallChange has 60 requests of one day: 2 are
// withdrawn in week 3, 30 refused in week 6, 3 have a plan in week 13 and 3
// more in week 14. Of the next increment's 20 nothing may be shown.
func TestPublicTimeToPlanShowsNoSmallChange(t *testing.T) {
	t.Parallel()
	var rows []record
	for i := range 60 {
		row := record{"case_id": strconv.Itoa(i), "received_date": "2024-01-01"}
		switch {
		case i < 2:
			row["closed_date"], row["closed_reason"] = "2024-01-20", "withdrawn"
		case i < 32:
			row["request_outcome"], row["request_outcome_date"] = "N", "2024-02-10"
		case i < 35:
			row["plan_issued_date"] = "2024-03-30"
		case i < 38:
			row["plan_issued_date"] = "2024-04-06"
		}
		rows = append(rows, row)
	}
	for i := range 20 {
		rows = append(rows, record{"case_id": "late " + strconv.Itoa(i), "received_date": "2024-04-02"})
	}
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2024-06-30", completeFrom: "2024-01-01", public: true,
	})
	table := run.publicTable(t, "time_to_plan")
	for week, want := range map[string]string{
		"0": "0,0.0,x,x,0.0,0.0,100.0", "2": "c,0.0,x,x,0.0,0.0,100.0", "3": "c,0.0,x,x,0.0,c,c", "6": "c,0.0,x,x,50.0,c,c",
		"12": "c,0.0,x,x,50.0,c,c", "13": "c,c,c,c,50.0,c,c", "14": "c,10.0,4.1,19.1,50.0,c,c", "25": "c,10.0,4.1,19.1,50.0,c,c",
		"26": "0,x,x,x,x,x,x",
	} {
		row := one(t, table, record{"period": "Jan to Mar 2024", "week": week})
		if got := row.pick("at_risk", "pc_plan", "pc_plan_low", "pc_plan_high", "pc_refused", "pc_withdrawn", "pc_open"); got != want {
			t.Errorf("week %s: got %s, want %s", week, got, want)
		}
	}
	for _, row := range where(table, record{"period": "Apr to Jun 2024"}) {
		got := row.pick("pc_plan", "pc_refused", "pc_withdrawn", "pc_open")
		if want := "c,c,c,c"; row.number(t, "week") <= 12 && got != want {
			t.Errorf("20 requests, week %s: got %s, want %s", row["week"], got, want)
		}
	}
}
