package extract

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract/sen2"
	"ehcp/pipeline/fault"
)

// moduleReturn is a SEN2 return that is kept in tables, one a module: the files
// of COLLECT's Blade export, or parts of a workbook.
type moduleReturn struct {
	header sen2.Header
	names  map[string]string // module: the file or sheet that reports name
	// modules opens the tables; they are read until it is closed.
	modules func() ([]sen2.Module, io.Closer, error)
}

func (*moduleReturn) keepsLines() bool { return true }

func (m *moduleReturn) isReturn() bool { return true }

// open finds the reference date and the authority: in the module called sen2,
// else the configuration or the file's name gives the date.
func (m *moduleReturn) open(ctx context.Context, s *Source) (err error) {
	modules, closer, err := m.modules()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closer.Close()) }()
	for _, name := range sen2.Required() {
		if !slices.ContainsFunc(modules, func(module sen2.Module) bool { return module.Name == name }) {
			return fault.New(fault.Extract, fmt.Sprintf("%s is a part of a SEN2 return whose part %q is missing", s.Path, name),
				"give all parts: of COLLECT's export the nine files, such as Blade-Export_18-01-2024_*.csv")
		}
	}
	for _, module := range modules {
		if module.Name == "sen2" {
			if m.header, err = sen2.HeaderOf(ctx, module); err != nil {
				return s.returnFault(err)
			}
		}
	}
	columns, err := sen2.ColumnsOf(ctx, modules)
	if err != nil {
		return s.returnFault(err)
	}
	if m.header.ReferenceDate.IsZero() {
		if m.header, err = s.headerGiven(); err != nil {
			return err
		}
	}
	s.becomeReturn(m.header)
	s.Present = slices.DeleteFunc(s.Present, func(column string) bool { return !slices.Contains(columns, column) })
	return nil
}

// headerGiven is the header of a return that has none: the census is in January
// (DfE's guides of 2019 to 2026), so that any other day is not its own.
func (s *Source) headerGiven() (sen2.Header, error) {
	day := s.Date
	if given, err := config.Date(s.entry.ReferenceDate); err == nil && !given.IsZero() {
		day = given
	}
	if day.Month() != time.January || day.IsZero() {
		return sen2.Header{}, fault.New(fault.Usage, s.Path+" is a SEN2 return that does not say its census day, which is in January",
			"give it: reference_date: 2025-01-16 under extracts: in the configuration, or in the file's name: sen2_2025-01-16.xlsx")
	}
	return sen2.Header{Collection: "SEN2", Year: day.Year(), ReferenceDate: day}, nil
}

// deliver joins the tables into the one of cases.
func (m *moduleReturn) deliver(ctx context.Context, s *Source, into Target, take func(text string) error) (err error) {
	modules, closer, err := m.modules()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closer.Close()) }()
	return s.fillReturn(ctx, into, take, func(ctx context.Context, deliver func([]driver.Value) error) (sen2.Summary, error) {
		return sen2.ReadModules(ctx, m.header, modules, into.Key, s.sen2Limits(), func(r sen2.Row) error { return deliver(rowValues(r)) })
	})
}

// moduleFile names the file or sheet of a module in reports.
func (s *Source) moduleFile(module string) string {
	if m, is := s.kind.(*moduleReturn); is && m.names[module] != "" {
		return m.names[module]
	}
	return s.Name()
}

// Join makes one source of the files of each COLLECT export, that of the
// requests, which then has the others as its parts. Other sources stay.
func Join(ctx context.Context, sources []*Source) ([]*Source, error) {
	exports := map[string][]*Source{}
	var joined []*Source
	for _, s := range sources {
		if s.module == "" {
			joined = append(joined, s)
			continue
		}
		name := exportName(s)
		if len(exports[name]) == 0 {
			joined = append(joined, s) // holds the place
		}
		exports[name] = append(exports[name], s)
	}
	for i, s := range joined {
		if s.module == "" {
			continue
		}
		var err error
		if joined[i], err = joinExport(ctx, exports[exportName(s)]); err != nil {
			return nil, err
		}
	}
	return joined, nil
}

// exportName is what the names of one export's files begin with: all before the
// module, or the folder alone where the names do not say it.
func exportName(s *Source) string {
	folder, name := filepath.Split(s.Path)
	for place := len(name) - len(s.module); place >= 0; place-- {
		if strings.EqualFold(name[place:place+len(s.module)], s.module) {
			return folder + name[:place]
		}
	}
	return folder
}

func joinExport(ctx context.Context, parts []*Source) (*Source, error) {
	main, names := parts[0], map[string]string{}
	var modules []sen2.Module
	for _, s := range parts {
		if other, twice := names[s.module]; twice {
			return nil, fault.New(fault.Extract, fmt.Sprintf("%s and %s are both the module %s of one return", other, s.Name(), s.module),
				"give the files of one export at a time, or each export in a folder of its own")
		}
		names[s.module] = s.Name()
		if s.module == "requests" {
			main = s
		}
		if file, is := s.kind.(*csvFile); is {
			modules = append(modules, sen2.Module{
				Name: s.module, Rows: file.rowsOf(s, false), MonthFirst: s.entry.Dates == "mdy", IsSaid: s.DatesAreSaid(), IsFull: true,
			})
		}
	}
	for _, s := range parts {
		if s != main {
			main.Parts = append(main.Parts, s)
			main.Notes = append(main.Notes, s.Notes...)
		}
	}
	slices.SortFunc(main.Parts, func(a, b *Source) int { return strings.Compare(a.module, b.module) })
	m := &moduleReturn{names: names, modules: func() ([]sen2.Module, io.Closer, error) { return modules, io.NopCloser(nil), nil }}
	main.kind = m
	return main, m.open(ctx, main)
}
