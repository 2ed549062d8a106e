package sen2

import (
	"context"
	"io"
	"strconv"
	"time"
)

// Header is what the return says of itself.
type Header struct {
	Collection string // Always SEN2: any other collection is refused.
	Year       int    // The year of the collection; the year of ReferenceDate if the return doesn't give it.
	// ReferenceDate is census day, at midnight UTC. Active plans are as at this day; requests, assessments and plans
	// issued are as at 31 December before it.
	ReferenceDate time.Time
	Authority     string // DfE's three-digit code of the local authority (the LEA element), or "" if it isn't given.
}

// ReadHeader gives the header of a return and reads no further than that. Its error is an [*Error] where the file
// isn't a SEN2 return with a ReferenceDate, by the DfE SEN2 person-level guide, or can't be read.
func ReadHeader(ctx context.Context, r io.Reader, limits Limits) (Header, error) {
	s := newScanner(ctx, r, limits)
	if err := s.open(); err != nil {
		return Header{}, err
	}
	for {
		token, err := s.next()
		if err != nil {
			return Header{}, err
		}
		name, opened := startOf(token)
		switch {
		case opened && name == "Header":
			return s.header()
		case opened && name == "Persons", !opened && s.depth == 0:
			return Header{}, noHeader(s.line)
		case opened:
			if err := s.skip(); err != nil {
				return Header{}, err
			}
		}
	}
}

// noHeader refuses a return whose people, or end, come before a Header.
func noHeader(line int) error {
	return &Error{Line: line, What: "the return has no <Header> before its <Persons>", Try: tryExport}
}

// headerText is the text of a header's elements, as they stand.
type headerText struct {
	collection, year, reference, authority string
}

// header reads the Header element that has just been opened.
func (s *scanner) header() (Header, error) {
	line := s.line
	var text headerText
	err := s.children(func(name string) error {
		switch name {
		case "CollectionDetails":
			return s.children(func(name string) error { return s.leaf(text.collectionField(name)) })
		case "Source":
			return s.children(func(name string) error {
				if name == "LEA" {
					return s.leaf(&text.authority)
				}
				return s.skip()
			})
		default:
			return s.skip()
		}
	})
	if err != nil {
		return Header{}, err
	}
	return text.parse(line)
}

func (t *headerText) collectionField(name string) *string {
	switch name {
	case "Collection":
		return &t.collection
	case "Year":
		return &t.year
	case "ReferenceDate":
		return &t.reference
	default:
		return nil
	}
}

// parse checks what the header says. line is where it begins.
func (t *headerText) parse(line int) (Header, error) {
	refused := func(what, try string) (Header, error) {
		return Header{}, &Error{Line: line, What: what, Try: try}
	}
	switch {
	case t.collection == "":
		return refused("the header has no <Collection>", tryExport)
	case t.collection != "SEN2":
		return refused("the header's <Collection> isn't SEN2", "Give the SEN2 person-level return, not another one.")
	case t.reference == "":
		return refused("the header has no <ReferenceDate>", tryExport)
	}
	reference, isDate := parseDay(t.reference)
	if !isDate {
		return refused("the header's <ReferenceDate> isn't a date such as 2024-01-18", tryExport)
	}
	year := reference.Year()
	if t.year != "" {
		var err error
		if year, err = strconv.Atoi(t.year); err != nil || len(t.year) != 4 {
			return refused("the header's <Year> isn't a year such as 2024", tryExport)
		}
	}
	if t.authority != "" && (len(t.authority) != 3 || !consistsOf(t.authority, isDigit)) {
		return refused("the header's <LEA> isn't a three-digit code", "Write DfE's code of the authority, such as 886.")
	}
	return Header{Collection: t.collection, Year: year, ReferenceDate: reference, Authority: t.authority}, nil
}
