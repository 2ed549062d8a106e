package sen2

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits bound what a return may hold.
type Limits struct {
	Depth int // of elements, the root being 1
	Text  int // bytes in one element
	Held  int // bytes of a return that is joined in memory
}

// scanner walks the elements of the file in the order they stand.
type scanner struct {
	decoder *xml.Decoder
	source  *source
	limits  Limits
	depth   int // How many elements are open.
	line    int // The line on which the last token begins.
	text    []byte
}

func newScanner(ctx context.Context, reader io.Reader, limits Limits) *scanner {
	source := newSource(ctx, reader, limits.Text)
	decoder := xml.NewDecoder(source)
	decoder.Strict = true
	decoder.CharsetReader = source.charset
	return &scanner{decoder: decoder, source: source, limits: limits}
}

// next gives the next token. Its error is io.EOF only where the file ends outside every element.
func (s *scanner) next() (xml.Token, error) {
	s.source.token = 0
	s.line, _ = s.decoder.InputPos()
	token, err := s.decoder.Token()
	if err != nil {
		return nil, s.failed(err)
	}
	switch token.(type) {
	case xml.StartElement:
		s.depth++
		if s.depth > s.limits.Depth {
			return nil, &Error{Line: s.line, What: fmt.Sprintf("elements are nested more than %d deep", s.limits.Depth), Try: tryExport}
		}
	case xml.EndElement:
		s.depth--
	case xml.Directive:
		return nil, &Error{
			Line: s.line, What: "the file has a DOCTYPE or another declaration, which a return never has",
			Try: "make sure that the file comes from your own system, and export it again without one",
		}
	}
	return token, nil
}

// children calls visit for each element inside the one that has just been opened, until that one is closed. visit
// must read its element to the end.
func (s *scanner) children(visit func(name string) error) error {
	for {
		token, err := s.next()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := visit(t.Name.Local); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// leaf reads the text of the element that has just been opened into value, or passes over it if value is nil. An
// empty element is missing, and leaves value as it is.
func (s *scanner) leaf(value *string) error {
	s.text = s.text[:0]
	for inside := s.depth; s.depth >= inside; {
		token, err := s.next()
		if err != nil {
			return err
		}
		chars, isText := token.(xml.CharData)
		if value == nil || !isText || s.depth != inside {
			continue
		}
		if len(s.text)+len(chars) > s.limits.Text {
			return &Error{Line: s.line, What: fmt.Sprintf("one element holds more than %d MiB of text", s.limits.Text>>20), Try: tryExport}
		}
		s.text = append(s.text, chars...)
	}
	if text := strings.TrimSpace(string(s.text)); text != "" && value != nil {
		*value = text
	}
	return nil
}

// skip passes over the element that has just been opened.
func (s *scanner) skip() error { return s.leaf(nil) }

// open finds the root element, which must be Message.
func (s *scanner) open() error {
	for {
		token, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			return &Error{What: "the file is empty, or holds no XML element", Try: tryExport}
		case err != nil:
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "Message" {
				s.source.declared = true // A later declaration changes nothing.
				return nil
			}
			return &Error{
				Line: s.line, What: "the root element is <" + shorten(t.Name.Local) + ">, not <Message>",
				Try: "give the XML file of a SEN2 person-level return",
			}
		case xml.CharData:
			if strings.TrimSpace(string(t)) != "" {
				return &Error{
					Line: s.line, What: "the file begins with text, not with XML",
					Try: "give the XML file of a SEN2 person-level return; read a CSV as a CSV",
				}
			}
		}
	}
}

// close reads on from the end of the root element to the end of the file, where only blanks and comments may be.
func (s *scanner) close() error {
	for {
		token, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		chars, isText := token.(xml.CharData)
		_, isElement := token.(xml.StartElement)
		if isElement || isText && strings.TrimSpace(string(chars)) != "" {
			return &Error{
				Line: s.line, What: "the file goes on after </Message>",
				Try: "give each return in a file of its own",
			}
		}
	}
}

// shorten keeps the name of an element fit for a message.
func shorten(name string) string {
	const most = 40
	runes := []rune(name)
	if len(runes) <= most {
		return name
	}
	return string(runes[:most]) + "..."
}
