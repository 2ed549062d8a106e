package pipeline

import (
	"context"
	"fmt"

	"ehcp/pipeline/registry"
)

// Unknown is a rate that cases of unknown days could move by a point or more.
// Between which values it lies is in casework/data-quality/unknowns.csv: the
// public profile may hide the figure.
type Unknown struct {
	AuthorityCode string `json:"authority_code"`
	Measure       string `json:"measure"`
	Period        string `json:"period"`
}

// describeUnknowns notes which rates unknown days could move, and warns of those
// of the newest increment that is over.
func (j *job) describeUnknowns(ctx context.Context) error {
	_, rows, err := j.db.Text(ctx, `select authority_code, measure, period,
		(period_start = (select max(period_start) from periods where period_type = 'three_months' and is_complete))::varchar
		from unknowns order by authority_code, measure, period_start`)
	if err != nil {
		return err
	}
	j.manifest.Unknowns = []Unknown{}
	for _, row := range rows {
		u := Unknown{*row[0], *row[1], *row[2]}
		j.manifest.Unknowns = append(j.manifest.Unknowns, u)
		if *row[3] == "true" {
			j.warn(fmt.Sprintf("%s of %s could be a point or more higher or lower, for the days that count are unknown of some cases: "+
				"casework/data-quality/unknowns.csv says by how much", u.Measure, u.Period))
			j.cautions = append(j.cautions, fmt.Sprintf("%s of %s could be a point or more higher or lower, for the days that count are unknown "+
				"of some cases", registry.MeasureLabel(u.Measure), u.Period))
		}
	}
	return j.copyCSV(ctx, `select authority_code, measure, period, figure, low, high, unknown as cases
		from unknowns order by authority_code, measure, period_start`, j.qualityFile("unknowns.csv"))
}
