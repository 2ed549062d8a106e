package evidence

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Group is one value of what a population is split by: how many it has, and how
// many of them are in the sample.
type Group struct{ Population, Sample int64 }

// Likeness is how far a sample stands for the population that it was taken from.
type Likeness struct {
	Differences []float64 // standardised, one a group; above 0 has more of the sample than its share
	Chances     []float64 // exact two-sided p of each group, Holm-adjusted over them
	Overall     float64   // standardised difference of all groups together (Yang and Dalton 2012)
	P           float64   // that a random sample would differ as much
	IsExact     bool      // P is of the exact tests: expected counts are too small for chi-squared
}

// leastExpected is the smallest expected count that chi-squared may rest on
// (Cochran 1954).
const leastExpected = 5

// LikenessOf compares a sample drawn without replacement with its population, whose
// groups all have somebody. ok is false where there is nothing to compare: fewer
// than two groups, or no sample.
func LikenessOf(groups []Group) (l Likeness, ok bool) {
	all := sum(groups)
	isWrong := func(g Group) bool { return g.Population <= 0 || g.Sample < 0 || g.Sample > g.Population }
	if len(groups) < 2 || all.Sample == 0 || slices.ContainsFunc(groups, isWrong) {
		return l, false
	}
	for _, g := range groups {
		l.Differences = append(l.Differences, g.difference(all))
		l.Chances = append(l.Chances, hypergeometric(all, g))
	}
	l.Chances = Holm(l.Chances)
	if l.P, ok = chiSquared(merged(groups, all), all); !ok {
		l.P, l.IsExact = slices.Min(l.Chances), true
	}
	l.Overall, ok = overall(groups, all)
	return l, ok
}

func sum(groups []Group) (all Group) {
	for _, g := range groups {
		all.Population += g.Population
		all.Sample += g.Sample
	}
	return all
}

// shares are the group's parts of the population and of the sample.
func (g Group) shares(all Group) (population, sample float64) {
	return float64(g.Population) / float64(all.Population), float64(g.Sample) / float64(all.Sample)
}

// difference is that of the shares in standard deviations, as if each were of one
// yes or no.
func (g Group) difference(all Group) float64 {
	p, q := g.shares(all)
	return (q - p) / math.Sqrt((p*(1-p)+q*(1-q))/2)
}

// overall is the Mahalanobis distance of the two sets of shares. One group is left
// out, since the others say what it is; which does not matter.
func overall(groups []Group, all Group) (distance float64, ok bool) {
	k := len(groups) - 1
	apart, spread := mat.NewVecDense(k, nil), mat.NewSymDense(k, nil)
	for i, g := range groups[:k] {
		p, q := g.shares(all)
		apart.SetVec(i, q-p)
		spread.SetSym(i, i, (p*(1-p)+q*(1-q))/2)
		for m, other := range groups[:i] {
			p2, q2 := other.shares(all)
			spread.SetSym(m, i, -(p*p2+q*q2)/2)
		}
	}
	var factor mat.Cholesky
	var solved mat.VecDense
	if !factor.Factorize(spread) || factor.SolveVecTo(&solved, apart) != nil {
		return 0, false
	}
	return math.Sqrt(mat.Dot(apart, &solved)), true
}

// merged joins the groups of which too few are expected in the sample, and where
// they are still too few together the next smallest with them.
func merged(groups []Group, all Group) []Group {
	isSmall := func(g Group) bool { return g.Population*all.Sample < leastExpected*all.Population }
	ordered := slices.Clone(groups)
	slices.SortStableFunc(ordered, func(a, b Group) int { return int(a.Population - b.Population) })
	n := 0
	for n < len(ordered) && (isSmall(ordered[n]) || n > 0 && isSmall(sum(ordered[:n]))) {
		n++
	}
	if n < 2 {
		return ordered
	}
	return append([]Group{sum(ordered[:n])}, ordered[n:]...)
}

// chiSquared is the p of the goodness of fit. What is left of a finite population is
// less free to differ: the statistic is divided by (N-n)/(N-1). ok is false where
// one group alone is left.
func chiSquared(groups []Group, all Group) (p float64, ok bool) {
	if len(groups) < 2 {
		return 0, false
	}
	if all.Sample == all.Population {
		return 1, true
	}
	statistic := 0.0
	for _, g := range groups {
		expected := float64(g.Population) * float64(all.Sample) / float64(all.Population)
		statistic += (float64(g.Sample) - expected) * (float64(g.Sample) - expected) / expected
	}
	left := float64(all.Population-all.Sample) / float64(all.Population-1)
	return distuv.ChiSquared{K: float64(len(groups) - 1)}.Survival(statistic / left), true
}

// hypergeometric is the chance that a random sample has a count of the group that is
// no likelier than the one it has: Fisher's exact test, two-sided.
func hypergeometric(all, g Group) float64 {
	likelihood := func(n int64) float64 {
		return chooses(g.Population, n) + chooses(all.Population-g.Population, all.Sample-n) - chooses(all.Population, all.Sample)
	}
	const same = 1e-7 // likelihoods that are equal may differ by their rounding
	seen, p := likelihood(g.Sample)+same, 0.0
	for n := max(0, all.Sample-(all.Population-g.Population)); n <= min(g.Population, all.Sample); n++ {
		if l := likelihood(n); l <= seen {
			p += math.Exp(l)
		}
	}
	return min(1, p)
}

// chooses is the logarithm of the ways to choose k out of n.
func chooses(n, k int64) float64 {
	factorial := func(n int64) float64 {
		l, _ := math.Lgamma(float64(n) + 1)
		return l
	}
	return factorial(n) - factorial(k) - factorial(n-k)
}

// Holm adjusts p-values that are looked at together, in their order: the smallest is
// multiplied by their number, the next by one less, and none is below one before it
// (Holm 1979).
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	adjusted, largest := make([]float64, len(p)), 0.0
	for i, at := range order {
		largest = max(largest, min(1, p[at]*float64(len(p)-i)))
		adjusted[at] = largest
	}
	return adjusted
}
