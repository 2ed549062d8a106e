package evidence

import "math"

// Represented says how a group stands in a sample.
type Represented string

// How a group can stand in a sample.
const (
	Under        Represented = "under"         // fewer than its share, beyond chance
	PerhapsUnder Represented = "perhaps_under" // markedly fewer, as chance could make it
	Alike        Represented = "alike"
	PerhapsOver  Represented = "perhaps_over"
	Over         Represented = "over"
)

// Standardised differences from which a group is looked at, and from which it is
// said to differ even where chance could explain it: in a small sample a test that
// finds nothing says little. The limits are this project's choice.
const (
	watched = 0.1
	marked  = 0.2
)

// IsBeyondChance says whether a random sample would differ as much in fewer than 5 of
// 100 draws.
func IsBeyondChance(chance float64) bool { return chance < 1-confidence }

// Says how a group stands in the sample, from its standardised difference and its
// chance. A group is under or over only in a topic whose own test, adjusted for the
// other topics, finds more than chance: so many groups are looked at that one by
// itself would be found in most samples.
func Says(difference, chance, topic float64) Represented {
	isBeyond := IsBeyondChance(chance) && IsBeyondChance(topic)
	switch {
	case isBeyond && difference < -watched:
		return Under
	case isBeyond && difference > watched:
		return Over
	case difference < -marked:
		return PerhapsUnder
	case difference > marked:
		return PerhapsOver
	}
	return Alike
}

// SampleNeeded is how many of a population a random sample must have for a share to
// be known to so much either side, at 95%, whatever the share is (that of one half
// needs most).
func SampleNeeded(population int64, eitherSide float64) int64 {
	if population < 1 {
		return 0
	}
	z := normalLimit()
	endless := z * z / 4 / (eitherSide * eitherSide)
	return int64(math.Ceil(endless / (1 + (endless-1)/float64(population))))
}

// EitherSide is how well a random sample of that size knows a share of the
// population, as SampleNeeded means it; ok is false without a sample.
func EitherSide(population, sample int64) (half float64, ok bool) {
	if sample < 1 || sample > population {
		return 0, false
	}
	if sample == population {
		return 0, true
	}
	left := float64(population-sample) / float64(population-1)
	return normalLimit() * math.Sqrt(left/4/float64(sample)), true
}
