package pipeline

import (
	"cmp"
	"context"
	"errors"

	"ehcp/pipeline/config"
	"ehcp/pipeline/verdict"
	"ehcp/pipeline/workbook"
)

// verdicts say what every authority's series show.
func (j *job) verdicts(ctx context.Context) error {
	all, err := j.readSeries(ctx)
	if err != nil {
		return err
	}
	settings, err := j.verdictSettings()
	if err != nil {
		return err
	}
	if err := j.warnOfBaseline(ctx); err != nil {
		return err
	}
	j.judged = judged{}
	baselines := map[string]verdict.Baseline{}
	for _, a := range all {
		said := verdict.Of(a, settings)
		j.judged.addAll(a.Code, said)
		baselines[a.Code] = said.Baseline
		for _, note := range said.Notes {
			if len(all) > 1 {
				note = cmp.Or(a.Name, a.Code) + ": " + note
			}
			j.warn(note)
		}
	}
	if j.otherSeries, err = j.readOtherSeries(ctx); err != nil {
		return err
	}
	j.addOtherSeries(j.judged, baselines, j.sparing())
	return errors.Join(j.keepPlansNeeded(ctx, all), j.keepQueue(ctx, all))
}

// verdictSettings are what the configuration says of baseline, targets and
// rebases.
func (j *job) verdictSettings() (s verdict.Settings, err error) {
	s.AsAt = j.asAt
	s.Targets, s.MinimumCount = map[string]verdict.Target{}, int64(j.o.Config.Disclosure.HeadlineMinimumCount)
	for _, t := range j.o.Config.Targets {
		by, err := config.Date(t.By)
		if err != nil {
			return s, err
		}
		s.Targets[t.Measure] = verdict.Target{Value: t.Value, By: by}
	}
	b := j.o.Config.Baseline
	if b == nil {
		return s, nil
	}
	if s.Baseline.From, err = config.Date(b.From); err != nil {
		return s, err
	}
	if s.Baseline.To, err = config.Date(b.To); err != nil {
		return s, err
	}
	for _, r := range b.Rebase {
		day, err := config.Date(r.Date)
		if err != nil {
			return s, err
		}
		s.Rebases = append(s.Rebases, verdict.Rebase{Measure: r.Measure, Date: day, Reason: workbook.Harmless(workbook.OneLine(r.Reason))})
	}
	return s, nil
}
