package extract

import (
	"encoding/xml"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// sheetWalk follows the tokens of a sheet's XML.
type sheetWalk struct {
	facts   *sheetFacts
	strings int // how many texts the workbook holds for its cells

	isData     bool // inside sheetData
	row, place int  // of the cell, from 1 and from 0
	kind       string
	inside     string // v or f, or nothing
	hasFormula bool
	value      strings.Builder
}

// take follows one token.
func (w *sheetWalk) take(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return w.start(t)
	case xml.CharData:
		if w.inside == "v" {
			w.value.Write(t)
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "sheetData":
			w.isData = false
		case "c":
			return w.endCell()
		case "v", "f":
			w.inside = ""
		}
	}
	return nil
}

func (w *sheetWalk) start(t xml.StartElement) error {
	if t.Name.Local == "sheetData" {
		w.isData = true
	}
	if !w.isData {
		return nil
	}
	switch t.Name.Local {
	case "row":
		row := rowOf(t, w.row)
		if row <= w.row {
			w.disordered(fmt.Sprintf("row %d comes after row %d", row, w.row))
		}
		w.row, w.place = row, -1
	case "c":
		return w.startCell(t)
	case "v", "f":
		w.inside, w.hasFormula = t.Name.Local, w.hasFormula || t.Name.Local == "f"
	}
	return nil
}

func (w *sheetWalk) startCell(t xml.StartElement) error {
	place := w.place + 1
	if name := attribute(t, "r"); name != "" {
		column, row, err := excelize.CellNameToCoordinates(name)
		if err != nil {
			return err
		}
		if place = column - 1; place <= w.place || row != w.row {
			w.disordered(fmt.Sprintf("the cell %s stands in row %d behind another place", name, w.row))
		}
	}
	w.place, w.kind, w.hasFormula, w.inside = place, attribute(t, "t"), false, ""
	w.value.Reset()
	return nil
}

// disordered notes the first row or cell that is not in its place.
func (w *sheetWalk) disordered(where string) {
	if w.facts.outOfOrder == "" {
		w.facts.outOfOrder = where
	}
}

func (w *sheetWalk) endCell() error {
	value := strings.TrimSpace(w.value.String())
	switch {
	case !w.isData:
		return nil
	case w.hasFormula && value == "" && w.kind != "str" && w.kind != "inlineStr":
		w.facts.unvalued[w.place] = w.row
	case w.kind == "s" && value != "":
		if n, err := strconv.Atoi(value); err != nil || n < 0 || n >= w.strings {
			return errors.New("a cell has a text that is not there")
		}
	case (w.kind == "" || w.kind == "n") && isLong(value):
		if w.facts.long[w.row] == nil {
			w.facts.long[w.row] = map[int]string{}
		}
		w.facts.long[w.row][w.place] = value
	}
	return nil
}
