package sen2_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"ehcp/pipeline/extract/sen2"
)

// discard takes a row and does nothing with it.
func discard(sen2.Row) error { return nil }

// refusal gives the error of a return that must be refused.
func refusal(t *testing.T, file io.Reader) *sen2.Error {
	t.Helper()
	_, err := sen2.Read(t.Context(), file, testKey(), usual(), discard)
	var refused *sen2.Error
	if !errors.As(err, &refused) {
		t.Fatalf("the error is %v (%T), not a *sen2.Error", err, err)
	}
	return refused
}

const (
	details = "<CollectionDetails><Collection>SEN2</Collection>" +
		"<ReferenceDate>2024-01-18</ReferenceDate></CollectionDetails>"
	header  = "<Header>" + details + "</Header>"
	someone = "<Person>" + upn + "<Requests/></Person>"
)

// swapped gives a whole return with something else in place of the first old.
func swapped(old, other string) string { return strings.Replace(message(someone), old, other, 1) }

// badHeaders are files that are refused for their first lines, and their errors.
func badHeaders() map[string]string {
	return map[string]string{
		"":                "the file is empty, or holds no XML element",
		"\n<Foo>\n</Foo>": "line 2: the root element is <Foo>, not <Message>",
		"<" + strings.Repeat("a", 50) + "/>": "line 1: the root element is <" + strings.Repeat("a", 40) +
			"...>, not <Message>",
		"UPN,Surname\n":               "line 1: the file begins with text, not with XML",
		"PK\x03\x04":                  "line 1: the file is an archive or a workbook, not XML",
		"\x1F\x8B\x08":                "line 1: the file is an archive or a workbook, not XML",
		"\xFF\xFE<\x00":               "line 1: the file is in UTF-16, which isn't read",
		"\x00<\x00M":                  "line 1: the file is in UTF-16, which isn't read",
		"<!DOCTYPE Message>" + header: "line 1: the file has a DOCTYPE or another declaration, which a return never has",
		"<!DOCTYPE Message [<!ENTITY a 'b'>]>" + header: "line 1: the file has a DOCTYPE or another declaration, " +
			"which a return never has",
		`<?xml version="1.0" encoding="utf-16"?><Message/>`: "line 1: the file declares an encoding other than UTF-8, " +
			"Windows-1252 and ISO-8859-1",
		`<?xml version="1.1"?><Message/>`:   "line 1: the XML declaration isn't one that can be read",
		"<Message/>":                        "the return has no <Header> before its <Persons>",
		"<Message>\n<Persons/>" + header:    "line 2: the return has no <Header> before its <Persons>",
		"<Message><Header/></Message>":      "line 1: the header has no <Collection>",
		"<Message>" + header + header:       "line 1: the return has a second <Header>",
		"<Message>" + header + "</Message>": "the return has no <Persons>",

		"<Message>" + header + "<Persons/></Message>":                   "the return has no <Person>",
		"<Message>" + header + "<Persons><Person/></Persons></Message>": "the return has no <Requests>",
		swapped(">SEN2<", ">CIN<"):                                      "line 2: the header's <Collection> isn't SEN2",
		swapped("2024-01-18", ""):                                       "line 2: the header has no <ReferenceDate>",
		swapped("2024-01-18", "18/01/2024"): "line 2: the header's <ReferenceDate> " +
			"isn't a date such as 2024-01-18",
		swapped(">2024<", ">24<"): "line 2: the header's <Year> isn't a year such as 2024",
		swapped(">201<", ">K-1<"): "line 2: the header's <LEA> isn't a three-digit code",
	}
}

// badBodies are files that are refused for what comes after their header, and their errors.
func badBodies() map[string]string {
	deep := strings.Repeat("<a>", 98) // With Message and Persons, 100.
	whole := message(someone)
	return map[string]string{
		opening + deep:         "line 3: the file ends before </Message>: it is cut short",
		opening + deep + "<a>": "line 3: elements are nested more than 100 deep",
		opening + someone + "\n<Person>\n<Surname>Nameo":   "line 5: the file ends before </Message>: it is cut short",
		opening + someone + "<Person><UPN":                 "line 3: the file ends before </Message>: it is cut short",
		opening + someone + "\n<Surname>Nameone</Nametwo>": "line 4: the XML isn't well formed",
		opening + "<Surname>Name & Co</Surname>":           "line 3: the XML isn't well formed",
		opening + "<Surname>&Nameone;</Surname>":           "line 3: the XML isn't well formed",
		opening + "<Surname>Nameone\xE9</Surname>":         "line 3: the text isn't in the encoding that the file declares",
		opening + "<Surname>Nameone\x01</Surname>":         "line 3: the file holds a character that XML doesn't allow",
		opening + "<!ENTITY a 'Nameone'>": "line 3: the file has a DOCTYPE or another declaration, " +
			"which a return never has",
		whole + "Nameone":      "line 3: the file goes on after </Message>",
		whole + "\n<Message/>": "line 5: the file goes on after </Message>",
		whole + "</Message>":   "line 4: the XML isn't well formed",
		opening + "<Person>" + strings.Repeat("<Requests/>", 1001): "line 3: one <Person> has more than 1,000 <Requests>",
	}
}

func TestReadRefusesWhatIsNotAReturn(t *testing.T) {
	for _, files := range []map[string]string{badHeaders(), badBodies()} {
		for file, want := range files {
			refused := refusal(t, strings.NewReader(file))
			if refused.Error() != want {
				t.Errorf("%.60q:\n got %s\nwant %s", file, refused.Error(), want)
			}
			if refused.Hint() == "" {
				t.Errorf("%.60q: there is no hint", file)
			}
		}
	}
}

// What is refused for its first lines is refused by ReadHeader too, unless it is refused for its people.
func TestReadHeaderRefusesWhatHasNoHeader(t *testing.T) {
	for file, want := range badHeaders() {
		if strings.Contains(want, "the return has no <Pe") || strings.Contains(want, "second <Header>") ||
			strings.Contains(want, "no <Requests>") {
			continue
		}
		_, err := sen2.ReadHeader(t.Context(), strings.NewReader(file), usual())
		var refused *sen2.Error
		if !errors.As(err, &refused) || !strings.HasSuffix(want, refused.What) {
			t.Errorf("%.60q:\n got %v\nwant %s", file, err, want)
		}
	}
}

func TestReadRefusesWithoutAKey(t *testing.T) {
	_, err := sen2.Read(t.Context(), strings.NewReader(message(someone)), nil, usual(), discard)
	var refused *sen2.Error
	if !errors.As(err, &refused) || refused.Line != 0 || refused.Hint() == "" {
		t.Errorf("the error is %v", err)
	}
}

// A tag, a comment or a text that goes on and on is given up after about a mebibyte.
func TestReadLimitsWhatItHolds(t *testing.T) {
	for _, start := range []string{"<Surname>", "<Sex a='", "<!--", "<![CDATA[", "<a", "<?pi "} {
		endless := &endlessReader{}
		refused := refusal(t, io.MultiReader(strings.NewReader(opening+"<Person>"+start), endless))
		if !strings.Contains(refused.What, "1 MiB") || endless.given > 2<<20 {
			t.Errorf("%s: %d bytes were read, and the error is %v", start, endless.given, refused)
		}
	}
	pieces := strings.Repeat("<![CDATA["+strings.Repeat("a", 1000)+"]]>", 1100)
	refused := refusal(t, strings.NewReader(opening+"<Person><Surname>"+pieces))
	if want := "one element holds more than 1 MiB of text"; refused.What != want {
		t.Errorf("in pieces: %v", refused)
	}
}

type endlessReader struct{ given int }

func (r *endlessReader) Read(into []byte) (int, error) {
	for i := range into {
		into[i] = 'a'
	}
	r.given += len(into)
	return len(into), nil
}

func TestReadGivesTheErrorOfItsReader(t *testing.T) {
	broken := errors.New("the disk is gone")
	file := io.MultiReader(strings.NewReader(opening+someone), iotest.ErrReader(broken))
	refused := refusal(t, file)
	if !errors.Is(refused, broken) || refused.Error() != "line 3: the file can't be read further: the disk is gone" {
		t.Errorf("the error is %v", refused)
	}
}

func TestReadGivesTheErrorOfYield(t *testing.T) {
	full, calls := errors.New("full"), 0
	summary, err := sen2.Read(t.Context(), &generated{people: 9}, testKey(), usual(), func(sen2.Row) error {
		calls++
		if calls == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || calls != 3 || summary.Requests != 3 {
		t.Errorf("err = %v, calls = %d, summary = %+v", err, calls, summary)
	}
}

func TestReadStopsWhenItIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	calls := 0
	_, err := sen2.Read(ctx, &generated{people: 100_000}, testKey(), usual(), func(sen2.Row) error {
		calls++
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("err = %v, calls = %d", err, calls)
	}
	// It stops between rows too.
	_, err = sen2.Read(ctx, io.MultiReader(strings.NewReader(opening), &endlessReader{}), testKey(), usual(), discard)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
}

// One byte at a time, as some readers give them, is the same file.
func TestReadTakesASlowReader(t *testing.T) {
	_, err := sen2.Read(t.Context(), iotest.OneByteReader(strings.NewReader(message(someone))), testKey(), usual(), discard)
	if err != nil {
		t.Error(err)
	}
	_, err = sen2.Read(t.Context(), iotest.DataErrReader(strings.NewReader(message(someone))), testKey(), usual(), discard)
	if err != nil {
		t.Error(err)
	}
}
