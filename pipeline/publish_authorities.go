package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"regexp"
	"strings"

	"ehcp/queries"
)

// authoritiesFolder holds in a profile's folder one of each authority's own.
const authoritiesFolder = "authorities"

// authority is one of those whose cases the run counts.
type authority struct {
	code, name string // empty where none was given
	folder     string // what its folder is called
	rows       Rows   // of the extracts that are its own
}

// called is what charts and documents call it.
func (a *authority) called() string { return cmp.Or(a.name, a.code) }

// listAuthorities lists those of the run, in the order of their codes.
func (j *job) listAuthorities(ctx context.Context) error {
	_, rows, err := j.db.Text(ctx, "select coalesce(authority_code, ''), coalesce(authority_name, '') from authorities order by 1")
	if err != nil {
		return err
	}
	for _, row := range rows {
		j.authorities = append(j.authorities, &authority{code: *row[0], name: *row[1], folder: authorityFolder(*row[0])})
	}
	return nil
}

// authorityFolder is the name of an authority's folder: the code, where it is
// written as England's are. Any other may hold what cannot stand in a name, or be
// another but for the case of its letters: a part of its hash tells it apart.
func authorityFolder(code string) string {
	const most = 8
	switch {
	case code == "":
		return "without-code"
	case regexp.MustCompile(`^([A-Z][0-9]{8}|[0-9]{3})$`).MatchString(code):
		return code
	}
	plain := regexp.MustCompile(`[^A-Za-z0-9]+`).ReplaceAllString(code, "-")
	return "code-" + strings.Trim(plain[:min(len(plain), most)], "-") + "-" + hashText(code)[:most]
}

// publishAuthorities writes the tables, charts and documents of each authority,
// if that is asked for.
func (j *job) publishAuthorities(ctx context.Context) (written int64, err error) {
	if !j.o.Config.Authorities.Folders {
		if len(j.authorities) != 1 && !j.o.TablesOnly {
			j.warn("charts and documents are made for one authority; this run has several: " +
				"--authority-folders, or authorities: {folders: true} in the configuration, makes those of each")
		}
		return 0, nil
	}
	if err := j.countAuthorityRows(ctx); err != nil {
		return 0, err
	}
	var published []*edition
	for _, a := range j.authorities {
		editions := j.editions(a)
		n, err := j.publishEditions(ctx, editions)
		if err != nil {
			return 0, fmt.Errorf("publish the folder of %s: %w", a.called(), err)
		}
		written += n
		for _, e := range editions {
			e.drawings, e.pictures = nil, nil // which take much memory
		}
		published = append(published, editions...)
		j.manifest.Authorities = append(j.manifest.Authorities, AuthorityFolder{a.code, a.name, path.Join(authoritiesFolder, a.folder)})
	}
	j.sayUndrawn(published)
	return written, nil
}

// countAuthorityRows accounts for the rows of every authority.
func (j *job) countAuthorityRows(ctx context.Context) error {
	byCode := map[string]*authority{}
	for _, a := range j.authorities {
		byCode[a.code] = a
	}
	return j.eachNumbers(ctx, queries.Text("publish/authority_rows"), 5, func(code string, n []int64) {
		byCode[code].rows = Rows{RowsRead: n[0], Staged: n[1], Rejected: n[2], Repeats: n[3], Superseded: n[4]}
	})
}
