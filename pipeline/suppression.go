package pipeline

import (
	"ehcp/pipeline/config"
	"ehcp/pipeline/protect"
)

// Suppression says how many cells the public profile hides, by table, and why:
// small counts, other counts so that those cannot be worked out, and breakdowns
// left out of a period where nothing else would do.
type Suppression struct {
	Method       string         `json:"method"`             // suppress or round
	MinimumCount int            `json:"minimum_count"`      // the smallest count that suppress shows
	RoundTo      int            `json:"round_to,omitempty"` // the base of round
	Headline     *Headlined     `json:"headline,omitempty"` // of all cases smaller counts are shown
	Hidden       map[string]int `json:"hidden"`
	Small        int            `json:"small"`
	Near         int            `json:"near_earlier"` // counts that differ by little from what was published before
	Others       int            `json:"others"`
	Dropped      []string       `json:"dropped,omitempty"`
}

// Headlined is the smallest count of all cases that is shown where it is below
// that of breakdowns, and who answers for it.
type Headlined struct {
	MinimumCount int    `json:"minimum_count"`
	ApprovedBy   string `json:"approved_by"`
	ApprovedOn   string `json:"approved_on"`
}

// suppressionOf is what the configuration says of it.
func suppressionOf(d config.Disclosure) Suppression {
	s := Suppression{Method: d.Method, RoundTo: int(d.RoundTo), Hidden: map[string]int{}}
	if !d.IsRounded() {
		s.MinimumCount = int(d.MinimumCount)
	}
	if d.IsHeadlineLower() {
		s.Headline = &Headlined{int(d.HeadlineMinimumCount), d.HeadlineApprovedBy, d.HeadlineApprovedOn}
	}
	return s
}

// add adds what was hidden of one authority.
func (s *Suppression) add(report protect.Report) {
	for table, n := range report.Hidden {
		s.Hidden[table] += n
	}
	s.Small += report.Small
	s.Near += report.Near
	s.Others += report.Others
	s.Dropped = append(s.Dropped, report.Dropped...)
}
