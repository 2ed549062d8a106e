package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/warehouse"
)

// isTypedAsRead says whether days, codes and flags of an extract are typed as
// they are read: a correction is of text.
func (j *job) isTypedAsRead(s *extract.Source) bool {
	return s.CanBeTyped() && !slices.ContainsFunc(j.corrections, func(c correction) bool { return slices.Contains(s.Present, c.column) })
}

// loadTyped takes an extract's rows typed as they are read. It is not done where
// a cell could not be typed: then nothing of the extract is there.
func (j *job) loadTyped(ctx context.Context, id int, s *extract.Source) (done bool, err error) {
	isFirst := j.typed == nil
	if err := j.db.Exec(ctx, "begin transaction"); err != nil {
		return false, err
	}
	defer func() {
		end := "commit"
		if !done {
			end = "rollback"
			if isFirst {
				j.typed = nil
			}
		}
		err = errors.Join(err, j.db.Exec(context.WithoutCancel(ctx), end))
	}()
	err = s.Deliver(ctx, extract.Target{DB: j.db, ID: id, Typed: true}, func(text string) error {
		return j.stageText(ctx, text, "stage/stage_read")
	})
	switch {
	case warehouse.IsBadInput(err) && ctx.Err() == nil:
		return false, nil // as text it may be read, or its fault be found
	case err != nil:
		return false, err
	}
	return j.isTyped(ctx, id, s)
}

// isTyped says whether every cell of an extract could be typed. A day before the
// year 1000 is none, and its text is said.
func (j *job) isTyped(ctx context.Context, id int, s *extract.Source) (is bool, err error) {
	var firsts []string
	for _, column := range s.Present {
		if strings.HasSuffix(column, "_date") {
			firsts = append(firsts, "min("+warehouse.Name(column)+")")
		}
	}
	err = j.db.Scan(ctx, fmt.Sprintf(`select (select count(*) from unread_lines where error_type = 'CAST') = 0
		and coalesce(least(%s) >= date '1000-01-01', true) from stage_assessments where extract_id = %d`, strings.Join(firsts, ", "), id), &is)
	return is, err
}
