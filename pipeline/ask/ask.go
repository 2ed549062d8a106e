// Package ask answers questions about a run that is already made: it finds the
// run, asks a named or given query within limits, and writes the answer.
package ask

import (
	"context"
	"errors"

	"ehcp/pipeline/warehouse"
)

// Answer is the result of a question and what has to be let go after it.
type Answer struct {
	*warehouse.Result
	db *warehouse.ReadOnly
}

// Close lets go of the rows and the database.
func (a *Answer) Close() error { return errors.Join(a.Result.Close(), a.db.Close()) }

// Ask puts one query to the database at path. Each of sets is name=value.
func Ask(ctx context.Context, path string, q Query, sets []string, l Limits) (*Answer, error) {
	given, err := parseSets(sets)
	if err != nil {
		return nil, err
	}
	var answer *Answer
	err = within(ctx, l, func(ctx context.Context) error {
		found, err := askOnce(ctx, path, q, given, l.MemoryLimit)
		answer = found
		return err
	})
	if err != nil {
		return nil, err
	}
	return answer, nil
}

// askOnce asks without a time limit.
func askOnce(
	ctx context.Context, path string, q Query, given map[string]string, memoryLimit string,
) (_ *Answer, err error) {
	db, err := warehouse.OpenReadOnly(ctx, path, memoryLimit)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}()
	question, err := db.Prepare(ctx, q.SQL)
	if err != nil {
		return nil, inFile(q, absent(err))
	}
	names, err := question.Parameters()
	if err == nil {
		given = withDefaults(ctx, db, q, given)
		err = checkValues(q, names, given, func() map[string]string { return usualValues(ctx, db) })
	}
	if err != nil {
		return nil, errors.Join(err, question.Close())
	}
	result, err := question.Run(ctx, given)
	if err != nil {
		return nil, errors.Join(withExample(ctx, db, q, names, err), question.Close())
	}
	return &Answer{Result: result, db: db}, nil
}
