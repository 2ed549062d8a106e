package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/mapping"
	"ehcp/pipeline/registry"
)

// Proposal is a configuration that the headings and values of extracts
// suggest, with the reasons for it, which hold no value of theirs.
type Proposal struct {
	Files  []ProposedFile
	AsAt   string // the rule, or a day
	AsAtBy string // why

	CompleteFrom   string // empty when it cannot be told
	CompleteFromBy string

	Checked *Checked // what the extracts can support so; nil when a column is missing
	Missing []string // of the columns that every extract must have
}

// ProposedFile is what is proposed for one extract.
type ProposedFile struct {
	Path     string
	IsReturn bool // of SEN2, which names its own columns
	IsList   bool // of another kind than assessments, known by its own headings
	Guessed  mapping.Guessed
	Entry    config.Extract
}

// Propose guesses what the columns of extracts mean, and tries it.
func Propose(ctx context.Context, o Options) (*Proposal, error) {
	if len(o.Extracts) == 0 {
		return nil, fault.New(fault.Usage, "no extract was named", "ehcp init EXTRACT...")
	}
	p := &Proposal{}
	if err := inPrivate(func(folder string) error { return p.proposeFiles(ctx, o.Extracts, folder) }); err != nil {
		return nil, err
	}
	for _, file := range p.Files {
		for _, column := range registry.RequiredColumns() {
			if !file.has(column) && !slices.Contains(p.Missing, column) {
				p.Missing = append(p.Missing, column)
			}
		}
	}
	if len(p.Missing) > 0 {
		return p, nil
	}
	if err := p.try(ctx, o); err != nil {
		return nil, err
	}
	p.proposeCompleteFrom()
	return p, nil
}

// Unmapped gives the file whose headings are unknown, if that is the error: a
// proposal may then help.
func Unmapped(err error) (path string, is bool) {
	var unmapped *extract.UnmappedError
	if errors.As(err, &unmapped) {
		return unmapped.Path, true
	}
	return "", false
}

func (f ProposedFile) has(column string) bool {
	return f.IsReturn || f.IsList || slices.ContainsFunc(f.Guessed.Columns, func(g mapping.Guess) bool { return g.Column == column })
}

// proposeFiles guesses the columns of the extracts, returns last. Copies that
// are easier to read stand in the private folder.
func (p *Proposal) proposeFiles(ctx context.Context, paths []string, folder string) error {
	var returns []*extract.Source
	for _, path := range paths {
		source, err := extract.Open(ctx, path, extract.Options{Scratch: folder})
		var unmapped *extract.UnmappedError
		var file ProposedFile
		switch {
		case errors.As(err, &unmapped):
			file, err = proposeFile(path, unmapped.Header, unmapped.Rows)
		case err != nil:
			return err
		case source.IsSEN2() || source.IsModule():
			returns = append(returns, source)
			continue
		case !source.IsOfCases():
			path, err := filepath.Abs(extract.Literally(path))
			if err != nil {
				return err
			}
			p.Files = append(p.Files, ProposedFile{Path: source.Path, IsList: true, Entry: config.Extract{Kind: source.Kind.Name, Path: path}})
			continue
		default:
			header, rows := source.Header()
			file, err = proposeFile(path, header, rows)
		}
		if err != nil {
			return err
		}
		p.Files = append(p.Files, file)
	}
	returns, err := extract.Join(ctx, returns)
	if err != nil {
		return err
	}
	for _, source := range returns {
		for _, pattern := range source.Patterns() {
			path, err := filepath.Abs(pattern)
			if err != nil {
				return err
			}
			p.Files = append(p.Files, ProposedFile{Path: source.Path, IsReturn: true, Entry: config.Extract{Kind: "assessments", Path: path}})
		}
	}
	return nil
}

// proposeFile guesses the columns of one extract.
func proposeFile(path string, header []string, rows [][]string) (ProposedFile, error) {
	f := ProposedFile{Path: path, Entry: config.Extract{Kind: "assessments"}}
	f.Guessed = mapping.Of(header, rows)
	f.Entry.Mapping, f.Entry.Codes = map[string]string{}, map[string]map[string]string{}
	for _, g := range f.Guessed.Columns {
		if !strings.EqualFold(strings.TrimSpace(g.Header), g.Column) {
			f.Entry.Mapping[g.Column] = g.Header
		}
		if len(g.Codes) > 0 {
			f.Entry.Codes[g.Column] = g.Codes
		}
	}
	if f.Entry.Dates = f.Guessed.Dates; f.Entry.Dates == "both" {
		return f, fault.New(fault.Extract, path+" has days with the day first and others with the month first",
			"make the extract again with dates like 2024-01-31")
	}
	var err error
	f.Entry.Path, err = filepath.Abs(extract.Literally(path))
	return f, err
}

// try checks the extracts with what is proposed.
func (p *Proposal) try(ctx context.Context, o Options) error {
	settings, err := config.Load("")
	if err != nil {
		return err
	}
	for _, f := range p.Files {
		settings.Extracts = append(settings.Extracts, f.Entry)
	}
	o.Extracts, o.Config = nil, settings
	p.Checked, err = Check(ctx, o)
	if fault.KindOf(err) == fault.Quality && p.Checked != nil {
		err = nil
	}
	if err != nil {
		return err
	}
	p.AsAt, p.AsAtBy = "file_date", "the date in the files' names"
	if slices.ContainsFunc(p.Files, func(f ProposedFile) bool { return f.IsReturn }) {
		p.AsAt, p.AsAtBy = "", ""
		return nil
	}
	for _, f := range p.Files {
		if !f.IsList && !extract.HasDate(f.Path) {
			p.AsAt, p.AsAtBy = p.Checked.LastDay, "the newest day in the extracts: change it with every new one, or put the date in file names"
		}
	}
	return nil
}

// proposeCompleteFrom takes the first of three months in a row that each hold
// at least half of a usual month's requests.
func (p *Proposal) proposeCompleteFrom() {
	months := p.Checked.ReceivedByMonth
	if len(months) < 4 {
		return
	}
	counts := make([]int64, 0, len(months))
	for _, m := range months[:len(months)-1] { // the last may not be over
		counts = append(counts, m.Count)
	}
	slices.Sort(counts)
	usual := counts[len(counts)/2]
	for i := 0; i+2 < len(months); i++ {
		start, err := time.Parse("2006-01", months[i].Month)
		third := start.AddDate(0, 2, 0).Format("2006-01")
		if err == nil && months[i+2].Month == third && 2*min(months[i].Count, months[i+1].Count, months[i+2].Count) >= usual {
			p.CompleteFrom = start.Format(time.DateOnly)
			p.CompleteFromBy = fmt.Sprintf("the first of three months in a row that hold at least half of the usual %d requests", usual)
			return
		}
	}
}

// YAML is the configuration with its reasons as comments, for a file in folder.
func (p *Proposal) YAML(folder string) (string, error) {
	var b strings.Builder
	b.WriteString("# Written by ehcp init from the headings of the extracts and what their values look\n" +
		"# like. Check every line that is not certain, then: ehcp run\n\n" +
		"# Your authority, where the extracts do not say: nine characters, or DfE's three.\n" +
		"# council: {code: E10000016, name: Your council}\n\nextracts:\n")
	for _, f := range p.Files {
		path, err := filepath.Rel(folder, f.Entry.Path)
		if err != nil {
			path = f.Entry.Path
		}
		fmt.Fprintf(&b, "  - kind: %s\n    path: %q\n", f.Entry.Kind, filepath.ToSlash(path))
		switch {
		case f.IsList:
			b.WriteString("    # Its columns are known by their names.\n")
		case f.IsReturn:
			b.WriteString("    # A SEN2 return: it says its own columns, complete_from and as-at date.\n")
		case p.CompleteFrom != "":
			fmt.Fprintf(&b, "    complete_from: %s # %s\n", p.CompleteFrom, p.CompleteFromBy)
		default:
			b.WriteString("    # complete_from: 2022-01-01 # first day from which every request is in the extract: please say\n")
		}
		f.write(&b)
	}
	if p.AsAt != "" {
		fmt.Fprintf(&b, "\nas_at: %s # %s\n", p.AsAt, p.AsAtBy)
	}
	b.WriteString("\n# Increments of three months, counted from this day both ways.\nincrements: {start: 2020-01-01}\n")
	return b.String(), nil
}

func (f ProposedFile) write(b *strings.Builder) {
	if f.Entry.Dates != "" {
		how := "how days like 03/04/2024 are written"
		if f.Guessed.DatesAssumed {
			how += ", assumed: no day tells"
		}
		fmt.Fprintf(b, "    dates: %s # %s\n", f.Entry.Dates, how)
	}
	if len(f.Entry.Mapping) > 0 {
		b.WriteString("    mapping:\n")
		for _, g := range f.Guessed.Columns {
			if f.Entry.Mapping[g.Column] != "" {
				fmt.Fprintf(b, "      %s: %q # %s: %s\n", g.Column, g.Header, g.Sure, g.Why)
			}
		}
	}
	if len(f.Entry.Codes) > 0 {
		b.WriteString("    codes:\n")
		for _, g := range f.Guessed.Columns {
			if len(g.Codes) == 0 {
				continue
			}
			var pairs []string
			for theirs, ours := range g.Codes {
				pairs = append(pairs, fmt.Sprintf("%q: %q", theirs, ours))
			}
			slices.Sort(pairs)
			fmt.Fprintf(b, "      %s: {%s}\n", g.Column, strings.Join(pairs, ", "))
		}
	}
	if len(f.Guessed.Unplaced) > 0 {
		fmt.Fprintf(b, "    # Not placed, and so not read: %s\n", f.Guessed.NotPlaced())
	}
}
