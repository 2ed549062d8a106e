package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/charts"
	"ehcp/pipeline/draw"
	"ehcp/pipeline/warehouse"
)

// edition is what one folder holds: the tables, charts and documents of a profile,
// of the whole run or of one of its authorities alone.
type edition struct {
	profile   string
	authority *authority // nil: the whole run
	council   string     // as charts and documents name it
	folder    string

	drawings []charts.Chart
	pictures []picture         // of the drawings
	undrawn  map[string]string // by chart, why it is not drawn
}

// editions are those of each profile, of an authority or, with nil, of the whole
// run.
func (j *job) editions(a *authority) []*edition {
	all := make([]*edition, len(j.o.Profiles))
	for i, profile := range j.o.Profiles {
		all[i] = j.edition(profile, a)
	}
	return all
}

func (j *job) edition(profile string, a *authority) *edition {
	e := &edition{
		profile: profile, authority: a, council: j.manifest.Council, folder: filepath.Join(j.folder, profile), undrawn: map[string]string{},
	}
	if a != nil {
		e.council, e.folder = a.called(), filepath.Join(e.folder, authoritiesFolder, a.folder)
	}
	return e
}

// from is where the rows of a published table stand that the edition holds, in
// their order.
func (e *edition) from(table string) string {
	from := prefixOf(e.profile) + table
	if e.authority == nil {
		return from
	}
	column := "authority_code"
	if table == "dfe_timeliness_20_week" {
		column = "new_la_code"
	}
	if e.authority.code == "" { // which text tables have as null
		column = "coalesce(" + column + ", '')"
	}
	return fmt.Sprintf("(from %s where %s = %s)", from, column, warehouse.Literal(e.authority.code))
}

// isCharted says whether the edition has charts and documents: they are of one
// authority.
func (j *job) isCharted(e *edition) bool {
	return !j.o.TablesOnly && (e.authority != nil || len(j.authorities) == 1)
}

// beginEdition makes an edition's folder and says what is to be drawn.
func (j *job) beginEdition(ctx context.Context, e *edition) (err error) {
	if err := os.MkdirAll(e.folder, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(e.folder, "README.txt"), []byte(j.readmes()[e.profile]), 0o644); err != nil {
		return err
	}
	if !j.isCharted(e) {
		return nil
	}
	e.drawings, err = j.drawings(ctx, e)
	return err
}

// sayUndrawn warns of charts that could not be drawn: once for each reason, with
// whose they are.
func (j *job) sayUndrawn(editions []*edition) {
	whose := map[string][]string{}
	var said []string
	names := draw.Names()
	for _, o := range j.otherSeries {
		if !slices.Contains(names, o.Picture) { // as another authority's may be called
			names = append(names, o.Picture)
		}
	}
	for _, name := range names {
		for _, e := range editions {
			why, found := e.undrawn[name]
			if !found {
				continue
			}
			why = e.profile + " profile%: " + why
			if whose[why] == nil {
				said = append(said, why)
			}
			whose[why] = append(whose[why], e.council)
		}
	}
	for _, why := range said {
		profile, rest, _ := strings.Cut(why, "%")
		j.warn(profile + ofWhom(whose[why], len(editions)/len(j.o.Profiles)) + rest)
	}
}
