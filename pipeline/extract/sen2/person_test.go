package sen2_test

import (
	"testing"

	"ehcp/pipeline/extract/sen2"
)

// The hashes are the first 32 digits that this gives for the key of these tests:
// printf '%s' 'upn:X123456789875' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef.
const (
	hashUPN      = "92ac9f33ba052b719d4296ac02a6ac0f"
	hashULN      = "cec3c939406dedf2c0b3b199a0945de3"
	hashName     = "a4190fcaa771212905ab98ca0797fcdc"
	hashPosition = "3c294bb6edd87eaf17cbd6c8fca35cd6"
	hashFirst    = "e9d02834b8572c4bb41a1009ef07a0f4"
	hashSecond   = "42f2e25c8d57205a3f00b38dcb560003"
	hashUndated  = "e3061f84ac6fa09fb170c643344e83cf"
)

func TestReadHashesThePerson(t *testing.T) {
	const (
		uln  = `<UniqueLearnerNumber>1234567890</UniqueLearnerNumber>`
		name = `<Surname>O'Brien-Smith </Surname><Forename>zoë</Forename><PersonBirthDate>2010-02-03</PersonBirthDate>`
	)
	for label, test := range map[string]struct {
		identifiers, want string
		unidentified      int
	}{
		"the UPN first":                      {name + uln + upn, hashUPN, 0},
		"in small letters":                   {"<UPN> x123456789875 </UPN>", hashUPN, 0},
		"the ULN if there is no UPN":         {name + uln + "<UPN></UPN>", hashULN, 0},
		"the ULN if the UPN is too short":    {uln + "<UPN>X12345678987</UPN>", hashULN, 0},
		"the ULN if the UPN is a stand-in":   {uln + "<UPN>A000000000000</UPN>", hashULN, 0},
		"the name if there is no number":     {name, hashName, 0},
		"the name if the ULN isn't known":    {name + "<UniqueLearnerNumber>9999999999</UniqueLearnerNumber>", hashName, 0},
		"the position if there is no birth":  {"<Surname>A</Surname><Forename>B</Forename>", hashPosition, 1},
		"the position if there is no name":   {"<PersonBirthDate>2010-02-03</PersonBirthDate>", hashPosition, 1},
		"the position if there is nothing":   {"<UPNunknown>UN1</UPNunknown>", hashPosition, 1},
		"attributes and other people's tags": {`<Other>` + upn + `</Other><Sex UPN="X123456789875"/>`, hashPosition, 1},
	} {
		t.Run(label, func(t *testing.T) {
			first := "<Person><UPN>B123456789012</UPN><Requests/></Person>"
			rows, summary := read(t, message(first, "<Person><Requests/>"+test.identifiers+"</Person>"))
			checkValues(t, rows[1], map[string]string{"person_id": test.want})
			if count(summary, sen2.Unidentified) != test.unidentified {
				t.Errorf("Unidentified = %d, want %d", count(summary, sen2.Unidentified), test.unidentified)
			}
		})
	}
}

func TestReadHashesTheRequest(t *testing.T) {
	rows, _ := read(t, message(`<Person>`+upn+`
<Requests><ReceivedDate>2023-11-30</ReceivedDate></Requests>
<Requests><ReceivedDate>2023-10-01</ReceivedDate></Requests>
<Requests></Requests>
<Requests><ReceivedDate>2023-11-30T00:00:00</ReceivedDate></Requests></Person>`))
	for i, want := range map[int]string{0: hashFirst, 2: hashUndated, 3: hashSecond} {
		checkValues(t, rows[i], map[string]string{"case_id": want})
	}
}

func TestReadGivesTheAgeAtTheRequest(t *testing.T) {
	for label, test := range map[string]struct{ born, received, want string }{
		"the day before a birthday":           {"2010-12-01", "2023-11-30", "12"},
		"on a birthday":                       {"2010-11-30", "2023-11-30", "13"},
		"29 February on 28 February":          {"2012-02-29", "2023-02-28", "10"},
		"29 February on 1 March":              {"2012-02-29", "2023-03-01", "11"},
		"29 February in a leap year":          {"2012-02-29", "2024-02-29", "12"},
		"on the day of birth":                 {"2023-11-30", "2023-11-30", "0"},
		"before birth":                        {"2023-12-01", "2023-11-30", ""},
		"120 years":                           {"1903-11-30", "2023-11-30", "120"},
		"121 years":                           {"1902-11-30", "2023-11-30", ""},
		"no birth date":                       {"", "2023-11-30", ""},
		"no received date":                    {"2010-12-01", "", ""},
		"a birth date that isn't one":         {"2010-13-01", "2023-11-30", ""},
		"a received date that isn't ISO 8601": {"2010-12-01", "30/11/2023", ""},
	} {
		t.Run(label, func(t *testing.T) {
			rows, _ := read(t, message("<Person><Requests><ReceivedDate>"+test.received+
				"</ReceivedDate></Requests><PersonBirthDate>"+test.born+"</PersonBirthDate></Person>"))
			checkValues(t, rows[0], map[string]string{"age_at_request": test.want})
		})
	}
}

func TestReadGivesTheSex(t *testing.T) {
	for elements, want := range map[string]string{
		"<Sex>M</Sex>":                                     "M",
		"<Sex>f</Sex>":                                     "F",
		"<Sex>U</Sex>":                                     "",
		"<GenderCurrent>1</GenderCurrent>":                 "M",
		"<GenderCurrent>2</GenderCurrent>":                 "F",
		"<GenderCurrent>9</GenderCurrent>":                 "",
		"<GenderCurrent>1</GenderCurrent><Sex>F</Sex>":     "F",
		"<Sex></Sex><GenderCurrent>2</GenderCurrent>":      "F",
		"<Requests><Sex>M</Sex></Requests><Surname/>":      "",
		"<Requests><Ethnicity>WBRI</Ethnicity></Requests>": "",
	} {
		rows, _ := read(t, message("<Person><Requests/>"+elements+upn+"</Person>"))
		checkValues(t, rows[0], map[string]string{"sex": want, "ethnicity": ""})
	}
}
