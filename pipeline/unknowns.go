package pipeline

import (
	"context"
	"fmt"
)

// Unknown is a rate that cases of unknown days could move by a point or more.
// What is published is the figure.
type Unknown struct {
	AuthorityCode string `json:"authority_code"`
	Measure       string `json:"measure"`
	Period        string `json:"period"`
	Figure        string `json:"figure"`
	Low           string `json:"low"`
	High          string `json:"high"`
	Cases         string `json:"cases"`
}

// describeUnknowns notes between which values rates lie that unknown days could
// move, and warns of those of the newest increment that is over.
func (j *job) describeUnknowns(ctx context.Context) error {
	_, rows, err := j.db.Text(ctx, `select authority_code, measure, period, figure::varchar, low::varchar, high::varchar, unknown::varchar,
		(period_start = (select max(period_start) from periods where period_type = 'three_months' and is_complete))::varchar
		from unknowns order by authority_code, measure, period_start`)
	if err != nil {
		return err
	}
	j.manifest.Unknowns = []Unknown{}
	for _, row := range rows {
		u := Unknown{*row[0], *row[1], *row[2], *row[3], *row[4], *row[5], *row[6]}
		j.manifest.Unknowns = append(j.manifest.Unknowns, u)
		if *row[7] == "true" {
			j.warn(fmt.Sprintf("%s of %s lies between %s%% and %s%%, for the day that counts is unknown of %s; %s%% is published",
				u.Measure, u.Period, u.Low, u.High, u.Cases, u.Figure))
		}
	}
	return nil
}
