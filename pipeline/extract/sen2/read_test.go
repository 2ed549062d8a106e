package sen2_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ehcp/pipeline/extract/sen2"
)

// read gives the rows of a return that must be readable.
func usual() sen2.Limits { return sen2.Limits{Depth: 100, Text: 1 << 20, Held: 2 << 30} }

func read(t *testing.T, file string) ([]sen2.Row, sen2.Summary) {
	t.Helper()
	var rows []sen2.Row
	summary, err := sen2.Read(t.Context(), strings.NewReader(file), testKey(), usual(), func(row sen2.Row) error {
		rows = append(rows, row)
		return nil
	})
	if err != nil {
		t.Fatalf("Read: %v", err)
	}
	if summary.Requests != len(rows) {
		t.Errorf("Summary.Requests = %d, and there are %d rows", summary.Requests, len(rows))
	}
	for _, row := range rows {
		checkShape(t, row)
	}
	return rows, summary
}

// checkShape checks what is true of every row.
func checkShape(t *testing.T, row sen2.Row) {
	t.Helper()
	if len(row.Values) != len(sen2.Columns()) {
		t.Fatalf("line %d: %d values for %d columns", row.Line, len(row.Values), len(sen2.Columns()))
	}
	for i, value := range row.Values {
		if !utf8.ValidString(value) || value != strings.TrimSpace(value) {
			t.Errorf("line %d: %s isn't trimmed UTF-8: %q", row.Line, sen2.Columns()[i], value)
		}
	}
	for _, column := range []string{"case_id", "person_id"} {
		if id := valueOf(t, row, column); len(id) != 32 || strings.Trim(id, "0123456789abcdef") != "" {
			t.Errorf("line %d: %s isn't 32 hexadecimal digits: %q", row.Line, column, id)
		}
	}
}

// valueOf gives the value of a column.
func valueOf(t *testing.T, row sen2.Row, column string) string {
	t.Helper()
	at := slices.Index(sen2.Columns(), column)
	if at < 0 {
		t.Fatalf("there is no column %s", column)
	}
	return row.Values[at]
}

// checkValues compares some columns of a row with what they should hold.
func checkValues(t *testing.T, row sen2.Row, want map[string]string) {
	t.Helper()
	for column, value := range want {
		if got := valueOf(t, row, column); got != value {
			t.Errorf("line %d: %s = %q, want %q", row.Line, column, got, value)
		}
	}
}

// upn is the number of a person who isn't the point of a test.
const upn = "<UPN>X123456789875</UPN>"

// everything is a request in which each element that is read is filled, and each that is not holds what would show.
const everything = `<Person>` + upn + `<Surname>Nameone</Surname><Forename>Nametwo</Forename>
<PersonBirthDate>2010-12-01</PersonBirthDate><Sex>F</Sex><Ethnicity>wbri</Ethnicity><PostCode>AA1 1AA</PostCode>
<Requests><ReceivedDate>2023-11-30</ReceivedDate><RequestSource>3</RequestSource><RYA>1</RYA>
<RequestOutcomeDate>2023-12-05</RequestOutcomeDate><RequestOutcome> y </RequestOutcome>
<RequestMediation>true</RequestMediation><RequestTribunal>FALSE</RequestTribunal><Exported></Exported>
<Assessment><AssessmentOutcome>n</AssessmentOutcome><AssessmentOutcomeDate>2024-01-03</AssessmentOutcomeDate>
<AssessmentMediation>1</AssessmentMediation><AssessmentTribunal>0</AssessmentTribunal>
<OtherMediation>TRUE</OtherMediation><OtherTribunal>false</OtherTribunal><Week20>1</Week20></Assessment>
<ActivePlans><TransferLA>886</TransferLA><URN>111111</URN><StartDate>1999-01-01</StartDate>
<PlacementDetail><PlacementRank>1</PlacementRank><URN>123456</URN></PlacementDetail>
<SENneed><SENtypeRank>1</SENtypeRank><SENtype>asd</SENtype></SENneed></ActivePlans>
</Requests></Person>`

func TestReadDeliversEveryColumn(t *testing.T) {
	rows, summary := read(t, message(everything))
	want := []string{
		"201", "", "",
		"2023-11-30", "3", "Y", "2023-12-05", "1", "0",
		"N", "2024-01-03", "1", "0", "1", "0", "1",
		"", "", "", "1",
		"ASD", "F", "WBRI", "12", "123456",
	}
	if len(rows) != 1 {
		t.Fatalf("rows = %d", len(rows))
	}
	for i, column := range sen2.Columns() {
		got := rows[0].Values[i]
		if column == "case_id" || column == "person_id" {
			continue // Their values are in the tests of identity.
		}
		if got != want[i] {
			t.Errorf("%s = %q, want %q", column, got, want[i])
		}
	}
	wantHeader := sen2.Header{
		Collection: "SEN2", Year: 2024, Authority: "201",
		ReferenceDate: time.Date(2024, 1, 18, 0, 0, 0, 0, time.UTC),
	}
	if want := (sen2.Summary{Header: wantHeader, Persons: 1, Requests: 1}); !reflect.DeepEqual(summary, want) {
		t.Errorf("Summary = %+v, want %+v", summary, want)
	}
}

func TestReadGivesTheLineOfEachRequest(t *testing.T) {
	file := message("<Person>"+upn+"\n<Requests/>\n<!--\n--><Requests\n><RYA/></Requests></Person>\n",
		"<Person>"+upn+"<Requests></Requests>\n<Sex>M</Sex></Person>")
	rows, _ := read(t, file)
	var lines []int
	for _, row := range rows {
		lines = append(lines, row.Line)
	}
	if want := []int{4, 6, 8}; !slices.Equal(lines, want) {
		t.Errorf("lines = %v, want %v", lines, want)
	}
	checkValues(t, rows[2], map[string]string{"sex": "M"})
}

func TestReadIgnoresNamespacesAndUnknownElements(t *testing.T) {
	file := `<s:Message xmlns:s="urn:x"><s:Header a="1"><s:Source><s:LEA>886</s:LEA></s:Source><s:CollectionDetails>
<s:ReferenceDate>2025-01-16T00:00:00</s:ReferenceDate><s:Collection>SEN2</s:Collection></s:CollectionDetails></s:Header>
<Other><Person><Requests/></Person></Other><s:Persons><Group><Person><Requests/></Person></Group>
<s:Person><s:Requests><s:ReceivedDate><![CDATA[ 2024-02-]]><!-- c -->29<x>9</x></s:ReceivedDate>
<receiveddate>2000-01-01</receiveddate></s:Requests></s:Person></s:Persons></s:Message>`
	rows, summary := read(t, file)
	if len(rows) != 1 || summary.Persons != 1 || summary.Header.Year != 2025 {
		t.Fatalf("rows = %d, summary = %+v", len(rows), summary)
	}
	checkValues(t, rows[0], map[string]string{"authority_code": "886", "received_date": "2024-02-29"})
}

func TestReadHeaderStopsAfterTheHeader(t *testing.T) {
	head, _, _ := strings.Cut(opening, "<Persons>")
	head = strings.Replace(head, "<Header>", "<Other><Header/></Other><Header>", 1)
	got, err := sen2.ReadHeader(t.Context(), strings.NewReader(head+"<Persons><Person><<<"), usual())
	if err != nil {
		t.Fatalf("ReadHeader: %v", err)
	}
	want := sen2.Header{
		Collection: "SEN2", Year: 2024, Authority: "201",
		ReferenceDate: time.Date(2024, 1, 18, 0, 0, 0, 0, time.UTC),
	}
	if got != want {
		t.Errorf("ReadHeader = %+v, want %+v", got, want)
	}
}
