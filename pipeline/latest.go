package pipeline

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// swapLatest points latest at the run by one rename. What latest.json and
// latest.html will say is on the disk before, so that a disk that is full or
// closed stops the run while latest shows the one before. Afterwards nothing can:
// what cannot be said then, the next run says.
func (j *job) swapLatest() (err error) {
	pointers, err := pointersTo(j.manifest)
	if err != nil {
		return err
	}
	defer func() {
		for _, p := range pointers {
			_ = os.Remove(filepath.Join(j.o.Out, p.name+freshFile)) // where it took no place
		}
	}()
	for _, p := range pointers {
		if err := prepareFile(filepath.Join(j.o.Out, p.name), p.content); err != nil {
			return err
		}
	}
	linked, err := j.swapLink()
	if err != nil {
		return err
	}
	for _, p := range pointers { // latest.json first
		path := filepath.Join(j.o.Out, p.name)
		if err = os.Rename(path+freshFile, path); err == nil {
			linked = true
			continue
		}
		if !linked {
			return fmt.Errorf("point latest at the run: %w", err)
		}
		break
	}
	if err = errors.Join(err, flushFolder(j.o.Out)); err != nil {
		j.note("latest shows the run, but not everything in " + j.o.Out + " could be changed to say so; the next run does that")
	}
	return nil
}

// swapLink puts a new link in the place of latest. Where there can be no links
// it does nothing: latest.json alone leads to the run.
func (j *job) swapLink() (linked bool, err error) {
	link, fresh := filepath.Join(j.o.Out, "latest"), filepath.Join(j.o.Out, nextLatest+j.manifest.RunID)
	if err := os.Symlink(filepath.Join("runs", j.manifest.RunID), fresh); err != nil {
		if _, missing := os.Lstat(link); missing != nil {
			return false, nil //nolint:nilerr // There can be no links here.
		}
		return false, fmt.Errorf("point latest at the run: %w", err) // there is a link, so there could be a new one
	}
	if err := os.Rename(fresh, link); err != nil {
		_ = os.Remove(fresh)
		return false, fmt.Errorf("point latest at the run: %w", err)
	}
	return true, nil
}

// pointer is a file that leads to a run where links do not work.
type pointer struct {
	name    string
	content []byte
}

// pointersTo are latest.json, which counts, and latest.html.
func pointersTo(m Manifest) ([]pointer, error) {
	text, err := json.MarshalIndent(map[string]string{
		"run_id": m.RunID, "path": "runs/" + m.RunID, "as_at": m.AsAt, "finished": m.Finished,
	}, "", "  ")
	if err != nil {
		return nil, err
	}
	page, err := latestPage(m)
	return []pointer{{"latest.json", append(text, '\n')}, {"latest.html", []byte(page)}}, err
}

// tellLatest writes what leads to a run where links do not work.
func tellLatest(out string, m Manifest) error {
	pointers, err := pointersTo(m)
	for _, p := range pointers {
		err = errors.Join(err, replaceFile(filepath.Join(out, p.name), p.content))
	}
	return err
}

// replaceFile puts new content in the place of a file by one rename.
func replaceFile(path string, content []byte) error {
	if err := prepareFile(path, content); err != nil {
		return err
	}
	if err := os.Rename(path+freshFile, path); err != nil {
		_ = os.Remove(path + freshFile)
		return err
	}
	return nil
}

// prepareFile puts what will take the place of a file on the disk beside it.
func prepareFile(path string, content []byte) error {
	fresh := path + freshFile
	err := os.WriteFile(fresh, content, 0o644)
	if err == nil {
		err = flushFile(fresh)
	}
	if err != nil {
		_ = os.Remove(fresh)
	}
	return err
}

// latestPage leads to the newest run on systems without links: to its
// action-plan update, of the public profile where there is one, or to its files
// where the run has no documents.
func latestPage(m Manifest) (string, error) {
	const page = `<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Education, health and care plans: latest figures</title>
{{with pack}}<meta http-equiv="refresh" content="0; url=runs/{{$.RunID}}/{{.}}">
{{end}}<style>body{font:1rem/1.5 Arial,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}</style></head>
<body>
<h1>Education, health and care plans: latest figures</h1>
<p>{{with .Council}}{{.}}. {{end}}As at {{.AsAt}}. Inputs {{slice .InputsHash 0 8}}.{{with .Note}} <strong>{{.}}.</strong>{{end}}</p>
{{with pack}}<p><a href="runs/{{$.RunID}}/{{.}}">Open the action-plan update</a></p>
{{end}}{{range .Profiles}}{{$profile := .}}<h2>{{.}}</h2>
<ul>{{range $.Outputs}}{{if linked $profile .Path}}<li><a href="runs/{{$.RunID}}/{{.Path}}">{{.Path}}</a></li>
{{end}}{{end}}{{range $.Authorities}}{{$page := update $profile .}}{{if $page}}<li><a href="runs/{{$.RunID}}/{{$page}}">{{.Name}} {{.Code}}</a></li>
{{end}}{{end}}</ul>
{{end}}</body>
</html>
`
	t, err := template.New("latest").Funcs(template.FuncMap{
		"pack": func() string { return newestPack(m) },
		"update": func(profile string, a AuthorityFolder) string {
			return madePage(m, profile+"/"+a.Folder)
		},
		"linked": func(profile, path string) bool {
			return strings.HasPrefix(path, profile+"/") && !strings.HasPrefix(path, profile+"/"+authoritiesFolder+"/") &&
				(strings.HasSuffix(path, ".png") || strings.HasPrefix(path, profile+"/"+updateName) ||
					(strings.HasSuffix(path, ".csv") && strings.Contains(path, "/tables/") && !strings.HasSuffix(path, ".meta.csv")))
		},
	}).Parse(page)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = t.Execute(&out, m)
	return out.String(), err
}

// newestPack is the page of a run that its readers open first; empty where
// there is none.
func newestPack(m Manifest) string {
	return cmp.Or(madePage(m, publicProfile), madePage(m, restrictedProfile))
}

// madePage is the path of the action-plan update in a folder of a run; empty where
// there is none.
func madePage(m Manifest, folder string) string {
	path := folder + "/" + updateName + ".html"
	if slices.ContainsFunc(m.Outputs, func(o Output) bool { return o.Path == path }) {
		return path
	}
	return ""
}
