package pipeline_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

// demandFiles are eight requests of January to March 2024 and what came before them,
// four settings, and how many children there are.
func demandFiles(t *testing.T) []string {
	t.Helper()
	folder := t.TempDir()
	return []string{
		writeFile(t, folder, "cases_2024-12-31.csv", `case_id,person_id,received_date,request_source,request_outcome,request_outcome_date,plan_issued_date,closed_date,closed_reason,setting_urn,area,phase
a0,p1,2023-01-10,2,N,2023-02-01,,,,101,North,Primary
a,p1,2024-01-31,2,,,,,,101,North,Primary
b0,p2,2023-07-01,1,Y,2023-08-01,2023-12-01,,,101,North,Primary
b,p2,2024-02-01,1,,,,,,101,North,Primary
c,,2023-10-01,2,,,,2024-03-30,withdrawn,102,South,Primary
c,,2024-03-31,2,,,,,,102,South,Primary
d0,p4,2023-01-05,2,N,2023-03-02,,,,101,South,Primary
d,p4,2024-03-01,2,,,,,,101,South,Primary
e,p5,2024-02-10,3,,,,,,,North,Secondary
f,p6,2024-02-11,,,,,,,999,North,Secondary
g,p7,2024-02-12,2,,,,,,,South,Primary
h0,p8,2023-09-01,2,,,,2024-01-02,moved_out,103,South,Secondary
h,p8,2024-03-20,5,,,,,,103,South,Secondary
i,p9,2024-04-01,4,,,,,,102,North,Primary
`),
		writeFile(t, folder, "settings_2024-12-31.csv", `setting_urn,setting_type,phase,pupils,trained_date
101,Mainstream,Primary,300,2024-02-01
102,Mainstream,Primary,200,
103,Special,Secondary,100,2025-06-01
104,Mainstream,Secondary,91,2024-03-31
`),
		writeFile(t, folder, "case_settings_2024-12-31.csv", "case_id,attended_urn\ng,102\na,104\n"),
		writeFile(t, folder, "populations_2024-12-31.csv", `population_date,area,population
2023-06-30,,10000
2024-03-31,,8000
2023-06-30,North,5000
2024-04-01,North,4000
`),
	}
}

const demandSettings = "council: {code: E10000016}\nbreakdowns: {public: [All, Area, Request source], restricted: [Phase]}\n"

// TestDemand counts by hand who asked: by source, again within 52 weeks of an ending
// to the day, by settings trained on the day of the request, and per 1,000.
func TestDemand(t *testing.T) {
	t.Parallel()
	run := publish(t, job{files: demandFiles(t), completeFrom: "2023-01-01", settings: demandSettings})
	counts := []string{
		"requests", "from_parents", "from_settings", "from_health", "from_social_care", "from_others", "source_not_recorded",
		"pc_from_parents", "pc_from_settings", "repeat_requests", "pc_repeat_requests", "settings_asking", "settings", "pupils",
		"requests_per_1000_pupils", "population", "requests_per_1000_population",
	}
	for _, c := range []struct{ period, topic, value, want string }{
		{"Jan to Mar 2024", "All", "All", "8,1,4,1,0,1,1,12.5,50.0,2,25.0,2,4,691,,8000,1.0"},
		{"Apr to Jun 2024", "All", "All", "1,0,0,0,1,0,0,0.0,0.0,0,0.0,0,4,691,,8000,0.1"},
		// The extracts do not hold the 52 weeks before: what is repeated is not known.
		{"Oct to Dec 2023", "All", "All", "1,0,1,0,0,0,0,0.0,100.0,,,1,4,691,,10000,0.1"},
		{"Jan to Mar 2024", "Area", "North", "4,1,1,1,0,0,1,25.0,25.0,1,25.0,1,,,,5000,0.8"},
		{"Apr to Jun 2024", "Area", "North", "1,0,0,0,1,0,0,0.0,0.0,0,0.0,0,,,,4000,0.3"},
		{"Jan to Mar 2024", "Area", "South", "4,0,3,0,0,1,0,0.0,75.0,1,25.0,2,,,,,"},
		{"Jan to Mar 2024", "Phase", "Primary", "5,1,4,0,0,0,0,20.0,80.0,2,40.0,2,2,500,10.0,,"},
		{"Jan to Mar 2024", "Phase", "Secondary", "3,0,0,1,0,1,1,0.0,0.0,0,0.0,0,2,191,15.7,,"},
		// 101 is trained for 60 of the 91 days, 104 for one: (300 x 60 + 91 x 1) / 91 pupils.
		{"Jan to Mar 2024", "Training", "Trained before the request", "2,1,1,0,0,0,0,50.0,50.0,0,0.0,1,2,199,10.1,,"},
		{"Jan to Mar 2024", "Training", "Not yet trained", "4,0,3,0,0,1,0,0.0,75.0,2,50.0,2,2,492,8.1,,"},
		{"Jan to Mar 2024", "Training", "Setting not listed", "1,0,0,0,0,0,1,0.0,0.0,0,0.0,0,,,,,"},
		{"Jan to Mar 2024", "Training", "Not recorded", "1,0,0,1,0,0,0,0.0,0.0,0,0.0,0,,,,,"},
	} {
		row := one(t, run.table(t, "demand"), record{
			"period_type": "three_months", "period": c.period, "breakdown_topic": c.topic, "breakdown": c.value,
		})
		if got := row.pick(counts...); got != c.want {
			t.Errorf("%s, %s %s:\n got %s\nwant %s", c.period, c.topic, c.value, got, c.want)
		}
	}
	// Settings do not add up over increments: 101, 102 and 103 asked in 2023, 101 and 102 in 2024.
	for year, want := range map[string]string{"2023": "3", "2024": "2"} {
		row := overall(t, run.table(t, "demand"), record{"period_type": "calendar_year", "period": year})
		if got := row["settings_asking"]; got != want {
			t.Errorf("%s settings asked in %s, want %s", got, year, want)
		}
	}
}

// TestDemandOfOddNumbers leaves out settings and areas with numbers of children that
// cannot be, and divides by few pupils of few days.
func TestDemandOfOddNumbers(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var cases strings.Builder
	cases.WriteString("case_id,received_date,setting_urn,area\n")
	for i := range 30 {
		fmt.Fprintf(&cases, "c%d,2024-12-31,101,North\n", i)
	}
	run := publish(t, job{files: []string{
		writeFile(t, folder, "cases_2024-12-31.csv", cases.String()),
		writeFile(t, folder, "settings_2024-12-31.csv", `setting_urn,pupils,trained_date
101,1,2024-12-31
102,-5,
103,9000000000000000000,
104,12.5,
`),
		writeFile(t, folder, "populations_2024-12-31.csv", "population_date,area,population\n2024-06-30,North,-3\n2024-06-30,South,90000000000000000\n2024-06-30,,5000\n"),
	}, completeFrom: "2024-01-01", settings: "council: {code: E10000016}\nbreakdowns: {public: [All, Area]}\ngates: {rejected_share: 1}\n"})
	got := map[string]string{}
	for _, row := range run.quality(t, "rejects") {
		got[row["rule"]+" "+row["row"]] = row["column"]
		if row["rule"] == "number_unreadable" && row["advice"] != "write a whole number, as 1200" {
			t.Errorf("of 12.5 pupils the advice is %q", row["advice"])
		}
	}
	want := map[string]string{
		"pupils_implausible 3": "pupils", "pupils_implausible 4": "pupils", "number_unreadable 5": "pupils",
		"population_implausible 2": "population", "population_implausible 3": "population",
	}
	if !maps.Equal(got, want) {
		t.Errorf("rejected are %v, want %v", got, want)
	}
	row := one(t, run.table(t, "demand"), record{"period_type": "calendar_year", "period": "2024", "breakdown": "Trained before the request"})
	// 30 requests of one pupil for one of 366 days: 30 x 366 x 1,000.
	if got := row.pick("requests", "settings", "pupils", "requests_per_1000_pupils"); got != "30,1,0,10980000.0" {
		t.Errorf("trained on the last day: %s", got)
	}
}

// TestDemandOfCasesAlone leaves empty what only other extracts tell, and what the
// assessments have no column for.
func TestDemandOfCasesAlone(t *testing.T) {
	t.Parallel()
	run := publishRows(t, "2024-12-31", record{"case_id": "1", "received_date": "2024-01-01"}, record{"case_id": "2", "received_date": "2024-02-01"})
	row := overall(t, run.table(t, "demand"), record{"period_type": "three_months", "period": "Jan to Mar 2024"})
	if got := row.pick("requests", "from_parents", "source_not_recorded", "repeat_requests", "settings_asking", "settings", "population"); got != "2,,,,,," {
		t.Errorf("of two requests of which nothing else is known demand says %s", got)
	}
}

// demandKey is a row's place.
func demandKey(row record) string {
	return row.pick("authority_code", "period_type", "period_start", "breakdown_topic", "breakdown")
}

// sourceColumns are the columns of demand by the value of Request source.
func sourceColumns() map[string]string {
	return map[string]string{
		"Parent or young person": "from_parents", "Education setting": "from_settings", "Health": "from_health", "Social care": "from_social_care",
		"Other": "from_others", "Not recorded": "source_not_recorded",
	}
}

// agree holds demand to requests: the same requests, in the public the same marks.
func agree(t *testing.T, demand, requests []record, isPublic bool) {
	t.Helper()
	received := map[string]string{}
	for _, row := range requests {
		if row["period_type"] != "week" {
			received[demandKey(row)] = row["received"]
		}
	}
	for _, row := range demand {
		if row["breakdown_topic"] == "Training" {
			continue
		}
		if got, found := received[demandKey(row)]; !found || got != row["requests"] {
			t.Errorf("%s: demand has %q requests, requests %q", demandKey(row), row["requests"], got)
		}
		delete(received, demandKey(row))
	}
	for place, n := range received {
		t.Errorf("%s: demand has no row for %s requests", place, n)
	}
	split := map[string]string{}
	for _, row := range where(requests, record{"breakdown_topic": "Request source"}) {
		split[row.pick("authority_code", "period_type", "period_start")+sourceColumns()[row["breakdown"]]] = row["received"]
	}
	compared := 0
	for _, row := range demand {
		for _, column := range sourceColumns() {
			want, found := split[row.pick("authority_code", "period_type", "period_start")+column]
			switch got := row[column]; {
			case row["breakdown_topic"] == "All" && found && got != want:
				t.Errorf("%s, %s: %q, and %q of Request source", demandKey(row), column, got, want)
			case row["breakdown_topic"] == "All" && found:
				compared++
			case isPublic && got != "c" && got != "x" && (got != "0" || row["breakdown_topic"] != "All"):
				t.Errorf("%s, %s: the public sees %q, which requests does not show", demandKey(row), column, got)
			}
		}
	}
	if isPublic {
		withholds(t, demand)
	}
	if compared < 10 {
		t.Errorf("%d counts by source were compared", compared)
	}
}

// withholds looks for small counts, and for settings that asked where the requests
// of settings, which are at least as many, are hidden.
func withholds(t *testing.T, demand []record) {
	t.Helper()
	training, hidden := 0, 0
	for _, row := range demand {
		for _, column := range []string{
			"requests", "from_parents", "from_settings", "from_health", "from_social_care", "from_others", "source_not_recorded",
			"repeat_requests", "settings_asking",
		} {
			switch row[column] {
			case "1", "2", "3", "4":
				t.Errorf("%s: the public sees %s %s", demandKey(row), row[column], column)
			case "c":
				hidden++
			}
		}
		if isMark(row["from_settings"]) && !isMark(row["settings_asking"]) {
			t.Errorf("%s: %s settings asked, and how many requests they made is hidden", demandKey(row), row["settings_asking"])
		}
		if row["breakdown_topic"] == "Training" && !isMark(row["requests"]) {
			training++
		}
	}
	if training == 0 || hidden == 0 {
		t.Errorf("%d counts by training are shown, %d counts are hidden", training, hidden)
	}
}

// TestDemandIsRequests holds demand of the sample to requests, to the unit in the
// restricted profile and to the mark in the public one.
func TestDemandIsRequests(t *testing.T) {
	t.Parallel()
	run := sampleRun(t)
	agree(t, run.table(t, "demand"), run.table(t, "requests"), false)
	agree(t, run.publicTable(t, "demand"), run.publicTable(t, "requests"), true)
}
