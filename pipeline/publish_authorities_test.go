package pipeline_test

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline"
)

// contents gives every file of a folder by its path, as text without the hashes of
// the runs' inputs. Packed files are those that they hold.
func contents(t *testing.T, folder string, ofRuns ...published) map[string]string {
	t.Helper()
	plain := func(content []byte) string {
		for _, run := range ofRuns {
			content = bytes.ReplaceAll(content, []byte(run.Manifest.InputsHash[:8]), []byte("inputs"))
		}
		return string(content)
	}
	found := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, _ := filepath.Rel(folder, path)
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !slices.Contains([]string{".docx", ".xlsx"}, filepath.Ext(path)) {
			found[filepath.ToSlash(name)] = plain(content)
			return nil
		}
		packed, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			return err
		}
		for _, file := range packed.File {
			inside, err := file.Open()
			if err != nil {
				return err
			}
			text, err := io.ReadAll(inside)
			if err != nil {
				return err
			}
			found[filepath.ToSlash(name)+"/"+file.Name] = plain(text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// ofAuthority are the cases of an invented authority, of which the first came in so
// many days earlier than those of others, under a code.
func ofAuthority(seed uint64, code string, cases int, earlier day) []record {
	c := newCouncil(rand.New(rand.NewPCG(seed, 2)).IntN, dayOf("2024-12-31")-earlier, cases)
	rows := c.extract()
	for i, row := range rows {
		row["case_id"] += "-" + code
		if row["authority_code"] = code; i%3 > 0 {
			row["area"] += " of " + code
		}
	}
	return rows
}

// nightAfter publishes cases as at two days, tables alone on the first, of which it
// knows a tenth of the cases not yet.
func nightAfter(t *testing.T, cases []record, settings string) (j job, before, run published) {
	t.Helper()
	more := []string{"plan_issued_date", "closed_date", "closed_reason"}
	var known []record
	for i, row := range cases {
		if i%10 > 0 {
			known = append(known, row)
		}
	}
	j = job{settings: settings, folder: t.TempDir(), public: true, asAt: "2024-12-31", now: time.Date(2025, 1, 1, 2, 0, 0, 0, time.UTC)}
	j.files = []string{writeCSV(t, t.TempDir(), "cases.csv", known, more...)}
	before = publish(t, j)
	j.asAt, j.charts, j.now = "2025-01-31", true, time.Date(2025, 2, 1, 2, 0, 0, 0, time.UTC)
	j.files = []string{writeCSV(t, t.TempDir(), "cases.csv", cases, more...)}
	return j, before, publish(t, j)
}

// TestAuthorityFolders holds the folder of an authority against a run of that
// authority alone, each behind an earlier run: all that differs, in both profiles,
// is the hash of the inputs, and that how many rows of it the earlier run read is
// not on record.
func TestAuthorityFolders(t *testing.T) {
	t.Parallel()
	kent, dorset := ofAuthority(1, "E10000016", 200, 0), ofAuthority(3, "838", 60, 100)
	const settings = "breakdowns: {public: [All, Area], restricted: []}\ntargets: [{measure: over_20_weeks, value: 10, by: 2025-06-30}]\n" +
		"baseline: {from: 2023-04-01, to: 2024-03-31}\n"
	_, earlier, alone := nightAfter(t, kent, settings)
	both, before, run := nightAfter(t, slices.Concat(kent, dorset), settings+"authorities: {folders: true}\n")
	rowsRead := regexp.MustCompile(`Rows read: \d+ then, \d+ now\.`)
	for _, profile := range []string{"public", "restricted"} {
		own := filepath.Join(run.Folder, profile, "authorities", "E10000016")
		want, got := contents(t, filepath.Join(alone.Folder, profile), earlier, alone), contents(t, own, before, run)
		delete(want, "hidden-from-the-public.csv") // stands with the whole run
		for name := range want {
			if strings.Contains(name, "action-plan-update") {
				want[name] = rowsRead.ReplaceAllString(want[name], "The extracts are not the same.")
			}
			if want[name] != got[name] {
				t.Errorf("%s %s differs: %s", profile, name, cmp.Diff(strings.Split(want[name], "\n"), strings.Split(got[name], "\n")))
			}
		}
		if len(got) != len(want) || got["charts/backlog.png"] == "" || got["action-plan-update.html"] == "" || got["tables.xlsx/xl/workbook.xml"] == "" {
			t.Errorf("%s: %d files, want %d, charts and documents among them", profile, len(got), len(want))
		}
		other := contents(t, filepath.Join(run.Folder, profile, "authorities", "E06000059"))
		for _, name := range []string{"action-plan-update.html", "action-plan-update.docx/word/document.xml", "charts/backlog.desc.md"} {
			if !strings.Contains(other[name], "Dorset") || strings.Contains(other[name], "Kent") {
				t.Errorf("%s %s does not speak of Dorset alone", profile, name)
			}
		}
		if charts, err := filepath.Glob(filepath.Join(run.Folder, profile, "charts", "*")); err != nil || len(charts) > 0 {
			t.Errorf("of the whole run there are charts: %v (%v)", charts, err)
		}
	}
	page, err := os.ReadFile(filepath.Join(both.folder, "out", "latest.html"))
	if err != nil || !strings.Contains(string(page), "/restricted/authorities/E06000059/action-plan-update.html\">Dorset E06000059</a>") ||
		strings.Count(string(page), "/authorities/") != 4 {
		t.Error("latest.html does not lead to the update of each authority in each profile")
	}
	if got := run.Manifest.Authorities; len(got) != 2 || got[0] != (pipeline.AuthorityFolder{Code: "E06000059", Name: "Dorset", Folder: "authorities/E06000059"}) {
		t.Errorf("the manifest lists %v", got)
	}
}

// keptAndClosed wants the files of an authority listed in the manifest, made again
// with the same bytes, and closed to others where they are restricted.
func keptAndClosed(t *testing.T, j job, run published, code string) {
	t.Helper()
	listed := 0
	for _, output := range run.Manifest.Outputs {
		if strings.HasPrefix(output.Path, "restricted/authorities/"+code+"/") {
			listed++
		}
	}
	closed := 0
	err := filepath.WalkDir(filepath.Join(run.Folder, "restricted", "authorities"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows" {
			t.Errorf("%s is open to others: %v", path, info.Mode())
		}
		if !entry.IsDir() && strings.Contains(path, code) {
			closed++
		}
		return nil
	})
	if err != nil || listed != closed || listed < 30 {
		t.Errorf("%d files of an authority are listed, and %d are there (%v)", listed, closed, err)
	}
	if again, err := pipeline.Replay(t.Context(), j.options(t), ""); err != nil || len(again.Differ) > 0 {
		t.Errorf("made again: %v (%v)", again, err)
	}
}

// TestAuthorityFolderNames gives every code a folder that can stand beside those of
// others on any system, and in it the rows of that code.
func TestAuthorityFolderNames(t *testing.T) {
	t.Parallel()
	codes := []string{"", "../../up", "CON", "886", "a/b", "a-b", strings.Repeat("long", 20), "Kreis Köln"}
	var rows []record
	for i, code := range codes {
		rows = append(rows, record{"case_id": "1", "authority_code": code, "received_date": (dayOf("2024-01-01") + day(i)).String()})
	}
	all := job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2024-03-31", completeFrom: "2024-01-01", public: true,
		settings: "authorities: {folders: true}\n", folder: t.TempDir(),
	}
	run := publish(t, all)
	seen := map[string]bool{}
	for _, a := range run.Manifest.Authorities {
		name, found := strings.CutPrefix(a.Folder, "authorities/")
		if !found || seen[strings.ToLower(name)] || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" || len(name) > 30 {
			t.Errorf("the folder of %q is %q", a.Code, name)
		}
		seen[strings.ToLower(name)] = true
		for _, profile := range []string{"public", "restricted"} {
			own := readCSV(t, filepath.Join(run.Folder, profile, filepath.FromSlash(a.Folder), "tables", "requests.csv"))
			if got := distinct(own, "authority_code"); len(got) != 1 || got[0] != a.Code {
				t.Errorf("%s: the folder of %q has the rows of %q", profile, a.Code, got)
			}
		}
	}
	if len(seen) != len(codes) || !seen["e10000016"] || !seen["without-code"] {
		t.Errorf("folders %v of %d codes", seen, len(codes))
	}
	keptAndClosed(t, all, run, "E10000016")
}
