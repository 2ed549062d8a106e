package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"ehcp/pipeline/config"
	"ehcp/pipeline/draw"
	"ehcp/pipeline/registry"
)

// Manifest is the record of a run: what went in, what came out, how it ended.
// It names files and columns, never a case.
type Manifest struct {
	RunID             string            `json:"run_id"`
	Status            string            `json:"status"` // published, failed, refused_extract, refused_quality, refused_disclosure
	Reason            string            `json:"reason,omitempty"`
	AsAt              string            `json:"as_at"`
	Started           string            `json:"started"`
	Finished          string            `json:"finished"`
	Council           string            `json:"council"`
	Note              string            `json:"note,omitempty"`
	Versions          map[string]string `json:"versions"`
	ConfigurationHash string            `json:"configuration_hash"`
	InputsHash        string            `json:"inputs_hash"`
	Fingerprint       string            `json:"fingerprint"` // of all that the run rests on, but for the runs before it
	Profiles          []string          `json:"profiles"`
	TablesOnly        bool              `json:"tables_only"` // no charts or documents
	History           []string          `json:"history"`     // records of the earlier runs that this one took account of
	Record            string            `json:"record"`      // what the runs after this one take account of, in the store
	Settings          string            `json:"settings"`    // all but the extracts that the run rests on, in the store
	Inputs            []Input           `json:"inputs"`
	Totals            Rows              `json:"totals"`
	Coverage          []Coverage        `json:"coverage"`
	Supports          []Supported       `json:"supports"` // what the extracts can tell
	Gates             []Gate            `json:"gates"`
	Targets           []draw.Target     `json:"targets"` // as configured
	Corrections       *Corrections      `json:"corrections,omitempty"`
	Counts            map[string]int64  `json:"counts"`
	Unknowns          []Unknown         `json:"unknowns"`
	Warnings          []string          `json:"warnings"`
	Steps             []Step            `json:"steps"`
	Suppression       Suppression       `json:"suppression"`
	OwnTables         []OwnTable        `json:"own_tables,omitempty"`  // of the team's queries
	Authorities       []AuthorityFolder `json:"authorities,omitempty"` // that have a folder of their own in each profile
	Outputs           []Output          `json:"outputs"`
}

// Rows accounts for every row: read is the sum of the others.
type Rows struct {
	RowsRead   int64 `json:"rows_read"`
	Staged     int64 `json:"staged"`
	Rejected   int64 `json:"rejected"`
	Repeats    int64 `json:"repeats"`
	Superseded int64 `json:"superseded"`
}

// Input is one extract.
type Input struct {
	Path   string `json:"path"`
	Kind   string `json:"kind"` // what its rows are
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
	Rows
	Stored   string   `json:"stored,omitempty"`   // its name in the store, once the run was accepted
	Encoding string   `json:"encoding,omitempty"` // of text
	Parts    []Part   `json:"parts,omitempty"`    // the other files of a return whose modules are files
	Dropped  []string `json:"columns_dropped"`
}

// Part is one more file of an extract that is made of several.
type Part struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// Coverage says from when an authority's figures can be published, and why.
type Coverage struct {
	AuthorityCode string `json:"authority_code"`
	CompleteFrom  string `json:"complete_from"`
	Why           string `json:"why"`
}

// AuthorityFolder is where the files of one authority stand in a profile's folder.
type AuthorityFolder struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Folder string `json:"folder"`
}

// Output is one file of the run, with its path inside the run's folder.
type Output struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

func hashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// targetsOf are the targets of the configuration, as charts and the manifest have
// them.
func targetsOf(configured []config.Target) []draw.Target {
	targets := make([]draw.Target, len(configured))
	for i, t := range configured {
		targets[i] = draw.Target{Measure: t.Measure, Value: t.Value, By: t.By}
	}
	return targets
}

// configHash is the hash of all that the configuration decides.
func (j *job) configHash() (string, error) {
	settings := j.o.Config
	settings.Folder = ""
	text, err := json.Marshal(settings)
	if err != nil {
		return "", fmt.Errorf("hash the configuration: %w", err)
	}
	return hashText(string(text)), nil
}

// countRows accounts for the rows of every extract.
func (j *job) countRows(ctx context.Context) error {
	j.manifest.Inputs = nil
	j.manifest.Totals = Rows{}
	for i, s := range j.sources {
		in := Input{Path: s.Path, Kind: s.Kind.Name, SHA256: s.SHA256, Bytes: s.Bytes, Dropped: s.Dropped}
		if s.IsText() {
			in.Encoding = s.Encoding
		}
		for _, part := range s.Parts {
			in.Parts = append(in.Parts, Part{part.Path, part.SHA256, part.Bytes})
		}
		count := j.countCases
		if !s.IsOfCases() {
			count = j.countList
		}
		if err := count(ctx, i+1, &in); err != nil {
			return err
		}
		j.manifest.Inputs = append(j.manifest.Inputs, in)
		j.manifest.Totals.add(in.Rows)
	}
	return nil
}

func (r *Rows) add(of Rows) {
	r.RowsRead += of.RowsRead
	r.Staged += of.Staged
	r.Rejected += of.Rejected
	r.Repeats += of.Repeats
	r.Superseded += of.Superseded
}

// countCases accounts for the rows of an extract of assessments.
func (j *job) countCases(ctx context.Context, id int, in *Input) error {
	return j.db.Scan(ctx, fmt.Sprintf(`select rows_read,
		(select count(*) from stage_rows where extract_id = %[1]d)
			- (select count(*) from stage_excluded where extract_id = %[1]d),
		(select count(*) from stage_excluded where extract_id = %[1]d and why = 'rejected')
			+ (select count(*) from stage_unread where extract_id = %[1]d and advice is not null),
		(select count(*) from stage_excluded where extract_id = %[1]d and why = 'repeat'),
		(select count(*) from stage_excluded where extract_id = %[1]d and why = 'superseded')
		from extracts where extract_id = %[1]d`, id),
		&in.RowsRead, &in.Staged, &in.Rejected, &in.Repeats, &in.Superseded)
}

// ofKind are the rows of all extracts of a kind.
func (m Manifest) ofKind(kind string) (all Rows) {
	for _, in := range m.Inputs {
		if in.Kind == kind {
			all.add(in.Rows)
		}
	}
	return all
}

// casesRead is how many rows of assessments a run on record has read.
func (m Manifest) casesRead() int64 {
	if rows, counted := m.Counts[registry.Assessments]; counted {
		return rows
	}
	return m.Totals.RowsRead // of a run before there were other kinds
}

// describeCoverage notes from when figures are published, and warns where that
// had to be assumed.
func (j *job) describeCoverage(ctx context.Context) error {
	_, rows, err := j.db.Text(ctx, `select authority_code, complete_from::varchar, is_assumed::varchar, only_open_before::varchar
		from coverage inner join authorities using (authority_id) order by authority_code`)
	if err != nil {
		return err
	}
	assumed, onlyOpen := 0, ""
	for _, row := range rows {
		how := "as configured, or by the SEN2 return"
		if *row[2] == "true" {
			assumed++
			how = "the first day on which a request was received: no complete_from was given"
		}
		if row[3] != nil {
			onlyOpen = cmp.Or(onlyOpen, *row[3])
		}
		j.manifest.Coverage = append(j.manifest.Coverage, Coverage{
			*row[0], *row[1], "No stock, flow, falling-due or request figure is published for an earlier date. This day is " + how + ".",
		})
	}
	if assumed > 0 {
		j.warn(fmt.Sprintf("the extract is assumed complete from %s, its first received date: give complete_from: to say otherwise",
			j.manifest.Coverage[0].CompleteFrom))
	}
	if onlyOpen != "" {
		j.warn("no case ends before " + onlyOpen + ": the extract may hold only cases that were still open then, so that earlier figures " +
			"look too good; give complete_from: " + onlyOpen)
	}
	return nil
}

// warnOfSilence warns where plans stop well before the as-at date while there had
// been some every fortnight: they may not have been entered yet.
func (j *job) warnOfSilence(ctx context.Context) error {
	var newest *string
	if err := j.db.Scan(ctx, `select (case when max(as_at) > max(ended_date) + 28 and count(*) filter (ended_date > as_at - 28 - 182) >= 13
			then max(ended_date) end)::varchar
		from spells, run where in_clock and ended_how = 'plan' and ended_date <= as_at`, &newest); err != nil || newest == nil {
		return err
	}
	j.warn("no plan is dated after " + *newest + ": if some have not been entered yet, the latest figures will change")
	return nil
}

// countEvents notes what the picture leaves out or cannot place.
func (j *job) countEvents(ctx context.Context) error {
	j.manifest.Counts = map[string]int64{"open": j.openCases}
	for _, query := range []string{
		`select count(*) filter (greatest(received_date, opened_date, reopened_date, request_outcome_date, assessment_outcome_date,
				draft_plan_date, plan_issued_date, closed_date) > as_at) as rows_with_events_after_as_at,
			count(*) filter (received_date > as_at
				and stage_row not in (select stage_row from stage_excluded)) as not_yet_received
			from stage_rows cross join run`,
		`select count(*) filter (in_clock and ended_undated) as ended_undated, count(*) filter (reopened_undated) as reopened_undated,
			count(*) filter (in_clock and ended_how = 'plan'::ended_kind and clock_start is null) as undated_plans,
			count(*) filter (in_clock) as spells from spells`,
	} {
		names, rows, err := j.db.Text(ctx, query)
		if err != nil {
			return err
		}
		for i, name := range names {
			if j.manifest.Counts[name], err = strconv.ParseInt(*rows[0][i], 10, 64); err != nil {
				return err
			}
		}
	}
	return nil
}

func (j *job) warn(text string) {
	j.manifest.Warnings = append(j.manifest.Warnings, text)
	if j.o.Warn != nil {
		j.o.Warn(text)
	}
}

// caution warns of what the readers of the figures should know too.
func (j *job) caution(text string) {
	j.warn(text)
	j.cautions = append(j.cautions, text)
}

func writeManifest(folder string, m Manifest) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return os.WriteFile(filepath.Join(folder, "manifest.json"), append(text, '\n'), 0o644)
}
