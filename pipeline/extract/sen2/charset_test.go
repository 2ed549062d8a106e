package sen2_test

import (
	"strings"
	"testing"
)

// The hash shows how a name was read: zoë in whatever encoding must give that of the name with its birth date.
func TestReadTakesOtherEncodings(t *testing.T) {
	const (
		utf8  = "zo\xC3\xAB"
		latin = "zo\xEB"
	)
	for label, test := range map[string]struct{ declaration, forename string }{
		"UTF-8":                            {`<?xml version="1.0" encoding="UTF-8"?>`, utf8},
		"nothing declared":                 {"", utf8},
		"a byte order mark":                {"\xEF\xBB\xBF<?xml version='1.0'?>", utf8},
		"a mark overrules the declaration": {"\xEF\xBB\xBF<?xml version='1.0' encoding='windows-1252'?>", utf8},
		"Windows-1252":                     {`<?xml version="1.0" encoding="windows-1252"?>`, latin},
		"ISO-8859-1":                       {`<?xml version="1.0" encoding="ISO-8859-1"?>`, latin},
		"a late declaration":               {"<Message><?xml version='1.0' encoding='windows-1252'?></Message>", utf8},
	} {
		t.Run(label, func(t *testing.T) {
			person := "<Person><Surname>O’Brien–Smith</Surname><Forename>" + test.forename + "</Forename>" +
				"<PersonBirthDate>2010-02-03</PersonBirthDate><Requests/></Person>"
			if test.forename == latin {
				person = strings.NewReplacer("’", "\x92", "–", "\x96").Replace(person)
			}
			// The padding makes the file longer than what is read at a time.
			padding := strings.Repeat("<Person><Surname>"+test.forename+"</Surname></Person>\n", 2000)
			_, body, _ := strings.Cut(message(padding, person), "?>\n")
			file := test.declaration + body
			if label == "a late declaration" {
				file = strings.Replace(body, "<Message>", strings.TrimSuffix(test.declaration, "</Message>"), 1)
			}
			rows, _ := read(t, file)
			checkValues(t, rows[0], map[string]string{"person_id": hashName})
		})
	}
}
