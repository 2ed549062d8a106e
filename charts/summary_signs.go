package charts

import (
	"slices"
	"strings"
)

// signs lists the different signs of the rows in order: those of variation, then those of assurance.
func (p standings) signs() []summarySign {
	var signs []summarySign
	add := func(s summarySign) {
		if !slices.Contains(signs, s) {
			signs = append(signs, s)
		}
	}
	for _, own := range p.rows {
		if words := variationWords(own.variation); words != "" {
			add(summarySign{kind: own.variation, high: own.isHigh()})
		}
	}
	for _, own := range p.rows {
		if own.assurance != "" {
			add(summarySign{kind: own.assurance, isAssurance: true})
		}
	}
	return signs
}

// summarySign is one sign: of variation, high or low, or of assurance.
type summarySign struct {
	kind        string
	high        bool
	isAssurance bool
}

// words says what the sign means.
func (g summarySign) words() string {
	switch {
	case g.isAssurance:
		return "Target " + assuranceWords(g.kind)
	case g.kind == "common_cause":
		return "Common cause variation"
	case strings.HasPrefix(g.kind, "neutral"):
		return "Special cause, " + kindWords(g.kind)
	case g.high:
		return "Special cause, high: " + kindWords(g.kind)
	}
	return "Special cause, low: " + kindWords(g.kind)
}

// draw draws the sign about a point.
func (g summarySign) draw(c *canvas, at point) {
	if g.isAssurance {
		drawAssurance(c, at, g.kind)
		return
	}
	drawVariation(c, at, g.kind, g.high)
}
