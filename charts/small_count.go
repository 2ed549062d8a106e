package charts

import "fmt"

// smallCount is the room in which a number lies that is hidden for being small: from 1 to upTo. A zero is never hidden.
// Where upTo is 0 nothing is known of hidden numbers.
type smallCount struct{ upTo float64 }

// newSmallCount gives what the minimum count says of hidden numbers.
func newSmallCount(s Setting) smallCount {
	return smallCount{upTo: float64(max(0, s.MinimumCount-1))}
}

// within says of each cell whether it is hidden and can be small, as far as a number that it contains tells: a stock
// that holds another one is at least as large.
func (c smallCount) within(cells []cell, part []cell) []bool {
	small := make([]bool, len(cells))
	for i, own := range cells {
		small[i] = c.upTo >= 1 && own.isHidden() && (part == nil || !part[i].isNumber() || part[i].value <= c.upTo)
	}
	return small
}

// place gives where the marked band stands over a base, never too flat to be seen.
func (c smallCount) place(f frame, base float64) (top, bottom float64) {
	const least = 4.0
	bottom = f.y(base)
	return min(f.y(base+c.upTo), bottom-least), bottom
}

// note says what the marked band is, and that not every hidden number need lie in it.
func (c smallCount) note() string {
	said := fmt.Sprintf("A hollow band marked [c] stands for a hidden number: fewer than %s, but not 0, where it is hidden for being small. "+
		"A number can also be hidden so that another one cannot be worked out.", thousands(c.upTo+1))
	return said
}

// drawSmall draws the marked bands of a line's hidden numbers and takes their places.
func (s series) drawSmall(f frame) {
	for i, small := range s.small {
		if !small {
			continue
		}
		const widest, share = 7.0, 0.3
		half := min(widest, f.slotWidth()*share)
		if s.marker != circle {
			half /= 2 // so that two bands in one place can both be seen
		}
		top, bottom := s.hidden.place(f, 0)
		b := box{f.x(i) - half, top, f.x(i) + half, bottom}
		f.canvas.add(rectangle(b, white, stroke{colour: s.stroke.colour, width: 1.25}))
		f.canvas.marks = append(f.canvas.marks, b.grown(1))
	}
}

// smallNote explains the marked bands, where there are any.
func smallNote(drawn bool, s Setting) string {
	if !drawn {
		return ""
	}
	return newSmallCount(s).note()
}
