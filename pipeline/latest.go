package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// swapLatest points latest at the run by one rename.
func (j *job) swapLatest() error {
	link := filepath.Join(j.o.Out, "latest")
	fresh := filepath.Join(j.o.Out, nextLatest+j.manifest.RunID)
	if err := os.Symlink(filepath.Join("runs", j.manifest.RunID), fresh); err == nil {
		if err := os.Rename(fresh, link); err != nil {
			return errors.Join(fmt.Errorf("point latest at the run: %w", err), os.Remove(fresh))
		}
	}
	return errors.Join(tellLatest(j.o.Out, j.manifest), flushFolder(j.o.Out))
}

// tellLatest writes what leads to a run where links do not work.
func tellLatest(out string, m Manifest) error {
	text, err := json.MarshalIndent(map[string]string{
		"run_id": m.RunID, "path": "runs/" + m.RunID, "as_at": m.AsAt, "finished": m.Finished,
	}, "", "  ")
	if err != nil {
		return err
	}
	page, err := latestPage(m)
	if err != nil {
		return err
	}
	return errors.Join(replaceFile(filepath.Join(out, "latest.json"), append(text, '\n')),
		replaceFile(filepath.Join(out, "latest.html"), []byte(page)))
}

// replaceFile puts new content in the place of a file by one rename.
func replaceFile(path string, content []byte) error {
	fresh := path + freshFile
	err := os.WriteFile(fresh, content, 0o644)
	if err == nil {
		err = flushFile(fresh)
	}
	if err == nil {
		err = os.Rename(fresh, path)
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
{{end}}{{end}}</ul>
{{end}}</body>
</html>
`
	t, err := template.New("latest").Funcs(template.FuncMap{"pack": func() string { return newestPack(m) }, "linked": func(profile, path string) bool {
		return strings.HasPrefix(path, profile+"/") && (strings.HasSuffix(path, ".png") || strings.HasPrefix(path, profile+"/"+updateName) ||
			(strings.HasSuffix(path, ".csv") && strings.Contains(path, "/tables/") && !strings.HasSuffix(path, ".meta.csv")))
	}}).Parse(page)
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
	for _, profile := range []string{publicProfile, restrictedProfile} {
		path := profile + "/" + updateName + ".html"
		if slices.ContainsFunc(m.Outputs, func(o Output) bool { return o.Path == path }) {
			return path
		}
	}
	return ""
}
