package charts

import "fmt"

// Icon gives the sign of a variation or an assurance as an SVG element to stand beside its words: it has no title and is
// hidden from screen readers. Kind is as control charts have it, such as improvement or consistent_fail; high says that
// the special cause is on the high side. A kind without a sign is an error.
func Icon(kind string, high bool) (string, error) {
	face, err := newTypeface()
	if err != nil {
		return "", fmt.Errorf("icon %s: %w", kind, err)
	}
	page := &canvas{face: face}
	middle := point{iconRadius, iconRadius}
	switch kind {
	case "common_cause", "improvement", "concern", "neutral_high", "neutral_low":
		drawVariation(page, middle, kind, high)
	case "consistent_pass", "consistent_fail", "inconsistent":
		drawAssurance(page, middle, kind)
	default:
		return "", fmt.Errorf("icon %q: there is no such sign", kind)
	}
	pen := &svgPen{face: face}
	side := number(2 * iconRadius)
	fmt.Fprintf(&pen.out, `<svg class="icon" width="%[1]s" height="%[1]s" viewBox="0 0 %[1]s %[1]s" aria-hidden="true">`+
		`<g font-family="%[2]s">`, side, fontFamily)
	for _, s := range page.scene {
		s.drawWith(pen)
	}
	pen.out.WriteString("</g></svg>")
	return pen.out.String(), nil
}
