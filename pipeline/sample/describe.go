package sample

import (
	"slices"
	"strconv"
	"time"
)

// A choice is a code and how often it occurs.
type choice struct {
	code   string
	weight float64
}

func (d dice) code(choices []choice) string {
	weights := make([]float64, len(choices))
	for i, c := range choices {
		weights[i] = c.weight
	}
	return choices[d.one(weights)].code
}

// primaryNeeds are DfE's codes of primary need, the commonest first.
func primaryNeeds() []string {
	return []string{"ASD", "SEMH", "SLCN", "MLD", "SPLD", "SLD", "PD", "HI", "VI", "PMLD", "MSI", "OTH"}
}

func needChoices() []choice {
	weights := []float64{34, 23, 20, 7, 4, 3, 3, 1.2, 0.8, 1, 0.3, 2.7}
	choices := make([]choice, len(weights))
	for i, need := range primaryNeeds() {
		choices[i] = choice{need, weights[i]}
	}
	return choices
}

func ethnicityChoices() []choice {
	return []choice{
		{"WBRI", 75},
		{"WOTH", 5},
		{"WIRI", 0.4},
		{"WROM", 1.2},
		{"BAFR", 3},
		{"BCRB", 0.6},
		{"BOTH", 0.6},
		{"MWBC", 1.8},
		{"MWBA", 1},
		{"MWAS", 1.2},
		{"MOTH", 2.4},
		{"AIND", 1.4},
		{"APKN", 0.5},
		{"ABAN", 0.6},
		{"AOTH", 1.3},
		{"CHNE", 0.3},
		{"OOTH", 1.2},
		{"NOBT", 1.5},
		{"REFU", 1},
	}
}

// describe gives every case an invented child: what tables are broken down by, and nothing else.
func describe(seed uint64, requests []*request) {
	d := newDice(seed, streamDescribed)
	flagExceptions(d, requests)
	for _, r := range requests {
		r.source = d.code([]choice{{"1", 36}, {"2", 58}, {"3", 3}, {"4", 2}, {"5", 1}})
		r.area = d.code(areaChoices(r))
		r.team = r.area[:len(r.area)-len(" Sample")] + " team " + []string{"1", "2"}[d.IntN(2)]
		r.need = d.code(needChoices())
		r.sex = d.code([]choice{{"M", 69}, {"F", 31}})
		r.ethnicity = d.code(ethnicityChoices())
		d.schooling(r)
		d.awaited(r)
		d.leaveOut(r)
	}
	sourcesOfJanuary2024(d, requests)
}

// areaChoices makes plans in time likelier in two of the areas, so that a table by area has something to show.
func areaChoices(r *request) []choice {
	if r.planned != 0 && band(r) == 0 {
		return []choice{{"North Sample", 30}, {"East Sample", 20}, {"South Sample", 21}, {"West Sample", 29}}
	}
	return []choice{{"North Sample", 22}, {"East Sample", 30}, {"South Sample", 26}, {"West Sample", 22}}
}

// schooling gives an age and the phase and kind of setting that go with it.
func (d dice) schooling(r *request) {
	ages := []float64{2: 3, 11, 13, 9, 8, 8, 8, 8, 8, 8, 6, 6, 6, 4, 2.5, 1.5, 1, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1}
	age := d.one(ages)
	r.age = strconv.Itoa(age)
	switch {
	case age < 4 || age == 4 && d.chance(0.4):
		r.phase = "Early years"
		r.setting = d.code([]choice{{"Early years", 80}, {"Not in a setting", 14}, {"Mainstream", 6}})
	case age <= 10:
		r.phase = "Primary"
		r.setting = d.code([]choice{{"Mainstream", 93}, {"Special", 3}, {"Not in a setting", 4}})
	case age <= 15:
		r.phase = "Secondary"
		r.setting = d.code([]choice{{"Mainstream", 86}, {"Special", 4}, {"Not in a setting", 10}})
	default:
		r.phase = "Post-16"
		r.setting = d.code([]choice{{"Further education", 62}, {"Mainstream", 22}, {"Special", 2}, {"Not in a setting", 14}})
	}
}

// awaited says what an open assessment waits for.
func (d dice) awaited(r *request) {
	if r.underAssessmentOn(calibratedAsAt()) {
		r.awaiting = d.code([]choice{{"ep", 60}, {"other_advice", 25}, {"none", 15}})
	}
}

// leaveOut blanks a few of the optional fields, as in any real extract.
func (d dice) leaveOut(r *request) {
	blank := func(field *string, share float64) {
		if d.chance(share) {
			*field = ""
		}
	}
	blank(&r.source, 0.01)
	blank(&r.team, 0.02)
	blank(&r.need, 0.03)
	blank(&r.sex, 0.005)
	blank(&r.ethnicity, 0.04)
	blank(&r.age, 0.01)
	blank(&r.phase, 0.02)
	blank(&r.setting, 0.03)
}

// sourcesOfJanuary2024 gives 38.2% of that month's requests to parents and 56.0% to schools (Kent County
// Council minutes, ID=64712).
func sourcesOfJanuary2024(d dice, requests []*request) {
	january := slices.DeleteFunc(slices.Clone(requests), func(r *request) bool {
		return r.movedIn() || r.received.month() != monthOf(2024, time.January)
	})
	alike := func(*request) float64 { return 1 }
	parents, others := exactly(d, january, 124, alike)
	schools, rest := exactly(d, others, 182, alike)
	for i, group := range [][]*request{parents, schools} {
		for _, r := range group {
			r.source = strconv.Itoa(i + 1)
		}
	}
	for _, r := range rest {
		r.source = d.code([]choice{{"3", 10}, {"4", 5}, {"5", 4}})
	}
}
