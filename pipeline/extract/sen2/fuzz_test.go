package sen2_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"ehcp/pipeline/extract/sen2"
)

// FuzzRead checks that no file makes Read panic, give rows of another shape, or show an identifier in a value or an
// error. The identifiers are those of generated people; a date of birth that a file gives as another date can't be
// told from one.
func FuzzRead(f *testing.F) {
	f.Add([]byte(message(generatedPerson(1), generatedPerson(4))))
	f.Add([]byte(message(everything, someone)))
	f.Add([]byte(strings.Replace(message(everything), "utf-8", "windows-1252", 1)))
	f.Add([]byte(message("<Person><Ethnicity>" + markSurname + "</Ethnicity><Requests><ReceivedDate>" + markULN +
		"00001</ReceivedDate><RequestOutcome>" + markText + "</RequestOutcome></Requests></Person>")))
	f.Add([]byte(opening + "<Person><Surname>" + markSurname))
	f.Add([]byte("<" + markSurname + "/>"))
	f.Fuzz(func(t *testing.T, file []byte) {
		_, err := sen2.Read(t.Context(), bytes.NewReader(file), testKey(), usual(), func(row sen2.Row) error {
			checkShape(t, row)
			checkHidden(t, row)
			return nil
		})
		if err == nil {
			return
		}
		var refused *sen2.Error
		if !errors.As(err, &refused) || refused.What == "" || refused.Hint() == "" {
			t.Fatalf("the error is %v (%T)", err, err)
		}
		if !strings.Contains(refused.What, "the root element is") {
			checkText(t, refused.Error())
		}
	})
}

// checkHidden checks that no value but a hash holds an identifier of a generated person.
func checkHidden(t *testing.T, row sen2.Row) {
	t.Helper()
	for i, column := range sen2.Columns() {
		if column != "case_id" && column != "person_id" {
			checkText(t, strings.ToUpper(row.Values[i]))
		}
	}
}

func checkText(t *testing.T, text string) {
	t.Helper()
	for _, mark := range []string{markSurname, markForename, markUPN, markText} {
		if strings.Contains(strings.ToUpper(text), strings.ToUpper(mark)) {
			t.Errorf("an identifier shows in %q", text)
		}
	}
}
