package sen2

import (
	"context"
	"encoding/xml"
	"io"
	"strings"
	"time"
)

// Summary is what Read saw.
type Summary struct {
	Header   Header
	Persons  int // Person elements.
	Requests int // Requests elements, each of them a row.
	// Findings are the faults that no single row shows. Of a request's many assessments the one with a plan's date of
	// issue is used; of several such, or of none, the last in the file. The hashes of people who are not identified are
	// of their positions in the return: another return of the same census has the same for whoever stands there.
	Findings []Finding
	// Invalid counts the values that were delivered as [Invalid].
	Invalid int
}

// Read delivers a row for each request of a return, in the order of the file, and holds one Person at a time. key is
// the key of the hashes (HMAC-SHA-256) that stand for people and cases. Rows may have been delivered before an error.
//
// The error is an [*Error] where the file is not a whole SEN2 return with at least one request, by the DfE SEN2
// person-level guide, where it holds more than limits allow, where it can't be read, and where the key is empty.
// It is yield's own error where yield gave one, and the context's where the context is done.
func Read(ctx context.Context, r io.Reader, key []byte, limits Limits, yield func(Row) error) (Summary, error) {
	if len(key) == 0 {
		return Summary{}, noKey()
	}
	t := &reading{context: ctx.Err, scanner: newScanner(ctx, r, limits), key: key, yield: yield}
	err := t.message()
	t.summary.Invalid = t.values.invalid
	return t.summary, err
}

func noKey() error {
	return &Error{What: "there is no key to hash people with", Try: "give the key file that belongs to the configuration"}
}

// reading is one call of Read.
type reading struct {
	context func() error
	scanner *scanner
	key     []byte
	yield   func(Row) error
	hasher  *hasher // Nil until the header has been read.
	values  values
	person  person
	onDate  map[string]int // How many requests of this person were received on each date, so far.
	summary Summary
}

// message reads the whole file.
func (t *reading) message() error {
	s := t.scanner
	if err := s.open(); err != nil {
		return err
	}
	hasPersons := false
	err := s.children(func(name string) error {
		switch name {
		case "Header":
			return t.header()
		case "Persons":
			if t.hasher == nil {
				return noHeader(s.line)
			}
			hasPersons = true
			return t.persons()
		default:
			return s.skip()
		}
	})
	if err != nil {
		return err
	}
	if err := s.close(); err != nil {
		return err
	}
	return t.missing(hasPersons)
}

// missing refuses a return that is whole but holds nothing.
func (t *reading) missing(hasPersons bool) error {
	var what string
	switch {
	case t.hasher == nil:
		return noHeader(0)
	case !hasPersons:
		what = "the return has no <Persons>"
	case t.summary.Persons == 0:
		what = "the return has no <Person>"
	case t.summary.Requests == 0:
		what = "the return has no <Requests>"
	default:
		return nil
	}
	return &Error{What: what, Try: "export the return again, with the requests and assessments module in it"}
}

// header reads the one header.
func (t *reading) header() error {
	line := t.scanner.line
	if t.hasher != nil {
		return &Error{
			Line: line, What: "the return has a second <Header>", Try: "give each return in a file of its own",
		}
	}
	header, err := t.scanner.header()
	if err != nil {
		return err
	}
	t.summary.Header = header
	t.hasher = newHasher(t.key, header)
	t.onDate = make(map[string]int)
	return nil
}

// persons reads the people, and delivers the rows of each before it reads the next.
func (t *reading) persons() error {
	return t.scanner.children(func(name string) error {
		if name != "Person" {
			return t.scanner.skip()
		}
		t.person.row = t.scanner.line
		if err := t.scanner.person(&t.person); err != nil {
			return err
		}
		t.summary.Persons++
		err := t.deliver(&t.person)
		t.person = person{requests: t.person.requests[:0]} // No identifier outlives its person.
		return err
	})
}

// deliver delivers the rows of a person.
func (t *reading) deliver(p *person) error {
	personID, known := t.hasher.person(p, t.summary.Persons)
	if len(p.requests) == 0 {
		t.summary.note(NoRequest, t.module("person"), p.row)
		return nil
	}
	if !known && !p.absent {
		t.summary.note(Unidentified, t.module("person"), p.row)
	}
	clear(t.onDate)
	for i := range p.requests {
		if err := t.context(); err != nil {
			return err
		}
		q := &p.requests[i]
		t.summary.Requests++
		if q.assessments == 0 && strings.EqualFold(q.outcome, "Y") {
			t.summary.note(NoAssessment, t.module("requests"), q.line)
		}
		if q.assessments > 1 {
			t.summary.note(ManyAssessments, t.module("requests"), q.line)
		}
		if a := q.assessment; a.outcomeDate != "" && a.planStart != "" && a.toIssue() && a.outcomeDate != a.planStart {
			t.summary.note(StartDiffers, t.module("requests"), q.line)
		}
		received := q.received
		if day, ok := parseDay(received); ok {
			received = day.Format(time.DateOnly)
		}
		t.onDate[received]++
		caseID := t.hasher.request(personID, received, t.onDate[received])
		if err := t.yield(t.values.row(t.summary.Header.Authority, caseID, personID, p, q)); err != nil {
			return err
		}
	}
	return nil
}

// module names a module, unless the return is one file of XML.
func (t *reading) module(name string) string {
	if t.scanner != nil {
		return ""
	}
	return name
}

// startOf gives the name of a start tag.
func startOf(token xml.Token) (name string, ok bool) {
	start, ok := token.(xml.StartElement)
	return start.Name.Local, ok
}
