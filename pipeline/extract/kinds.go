package extract

import (
	"bytes"
	"context"
	"strings"

	"ehcp/pipeline/fault"
)

// kind is one kind of file: how its columns are found and its rows delivered.
type kind interface {
	// open finds the columns and the dates that the file itself gives.
	open(ctx context.Context, s *Source) error
	// deliver hands over a select of the wanted columns as text, from the file
	// itself or, batch by batch, from a temporary table that also has the row as
	// source_line.
	deliver(ctx context.Context, s *Source, into Target, take func(text string) error) error
	// keepsLines says whether deliver fills the table.
	keepsLines() bool
	// isReturn says whether it is a SEN2 return.
	isReturn() bool
}

// kindOf tells a file's kind by its name, where that says XML, and else by how
// it begins.
func (s *Source) kindOf(head []byte) (kind, error) {
	name := strings.TrimSuffix(strings.ToLower(s.Path), ".gz")
	switch {
	case isWebPage(head):
		return nil, fault.New(fault.Extract, s.Path+" is a web page, whatever its name says", "open it in Excel and save it as .xlsx, or as CSV")
	case strings.HasSuffix(name, ".xml") || bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))), []byte("<")):
		return &sen2Return{}, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return &workbook{}, nil
	case bytes.HasPrefix(head, []byte("PAR1")):
		return &columnFile{}, nil
	case bytes.HasPrefix(head, []byte("ARROW1")):
		return &columnFile{isArrow: true}, nil
	case bytes.HasPrefix(head, []byte("\xff\xff\xff\xff")) && !bytes.HasPrefix(head, []byte("\xff\xff\xff\xff\xff")):
		return &columnFile{isArrow: true, isStream: true}, nil
	case bytes.HasPrefix(head, []byte("FEA1")):
		return nil, fault.New(fault.Extract, s.Path+" is a Feather file of the first version", "write it again as Feather V2, Parquet or CSV")
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return nil, fault.New(fault.Extract, s.Path+" is an old Excel workbook (.xls), or one with a password",
			"save it as .xlsx without a password, or as CSV")
	}
	s.Encoding = encodingOf(head)
	if s.entry.Encoding != "" {
		s.Encoding = s.entry.Encoding
	}
	return &csvFile{}, nil
}

// isWebPage says whether a file begins as HTML does, which some systems give as
// an Excel workbook.
func isWebPage(head []byte) bool {
	begins := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))))
	for _, start := range []string{"<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<style"} {
		if bytes.HasPrefix(begins, []byte(start)) {
			return true
		}
	}
	return bytes.HasPrefix(begins, []byte("<")) && bytes.Contains(begins, []byte("<html"))
}
