package pipeline_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
)

// hostile is a name that would do harm where it is taken for more than text.
const hostile = "<script>alert(1)</script> & \u202eSons \"Council\" ]]> {{.}} =1+1"

// documentSettings word every part of the documents that can be worded.
const documentSettings = "council: {code: E10000016, name: '" + hostile + "', note: Invented data}\n" +
	"breakdowns: {public: [All, Area, Sex], restricted: [Team]}\n" +
	"targets: [{measure: falling_due_20, value: 60, by: 2024-12-31}]\n" +
	`documents:
  title: Our <b>update</b> & more
  introduction: "First.\n\nSecond <i>paragraph</i>."
  commentary: {falling_due: "=cmd|' /C calc'!A0 is what we did."}
  milestones: [{measure: over_20_weeks, value: 100, by: 2024-03-31, text: "<img src=x onerror=alert(1)>"}, {measure: falling_due_20, value: 90, by: 2025-01-01}]
  notes: ["Averylongwordthatgoesonandonandonandonandonandonandonandonandonandonandonandonandonandonandonandonandonandonandon"]
  logo: logo.png
`

// publishDocuments runs a small invented extract with charts and documents, and
// groups of hostile names.
func publishDocuments(t *testing.T) published {
	t.Helper()
	text := strings.Join(sampleFile(t, 900), "")
	text = strings.ReplaceAll(text, ",Northern,", `,<script>alert(2)</script> & 'ä' سلام,`)
	o := documentOptions(t, text, documentSettings)
	result, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return published{result}
}

// documentOptions are those of a run with documents, whose configuration has a
// logo beside it.
func documentOptions(t *testing.T, extract, settings string) pipeline.Options {
	t.Helper()
	folder := t.TempDir()
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 60, 20))); err != nil {
		t.Fatal(err)
	}
	writeFile(t, folder, "logo.png", logo.String())
	path := writeFile(t, folder, "assessments_2024-06-30.csv", extract)
	o := job{files: []string{path}, settings: "", public: true, charts: true, asAt: "2024-06-30"}.options(t)
	loaded, err := config.Load(writeFile(t, folder, "ehcp.yaml", settings))
	if err != nil {
		t.Fatal(err)
	}
	o.Config = loaded
	return o
}

func readDocument(t *testing.T, run published, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(run.Folder, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// wordText unpacks a Word document's parts, each of which must be whole XML.
func wordText(t *testing.T, packed string) map[string]string {
	t.Helper()
	parts := map[string]string{}
	r, err := zip.NewReader(strings.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
		if strings.HasSuffix(f.Name, ".xml") || strings.HasSuffix(f.Name, ".rels") {
			wholeXML(t, f.Name, string(content))
		}
	}
	return parts
}

func wholeXML(t *testing.T, name, text string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}

// pageText is a page's text without its tags.
func pageText(page string) string {
	text := regexp.MustCompile(`(?s)<style>.*?</style>|<svg.*?</svg>|<[^>]*>`).ReplaceAllString(page, " ")
	return strings.Join(strings.Fields(text), " ")
}

// TestDocuments looks at the documents of one run in several ways.
func TestDocuments(t *testing.T) {
	t.Parallel()
	run := publishDocuments(t)
	for name, look := range map[string]func(*testing.T, published){
		"both are written": bothAreWritten, "agree with the tables": agreeWithTheTables, "in a browser": inABrowser, "Word opens": wordOpens,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			look(t, run)
		})
	}
}

// bothAreWritten looks at what each profile's documents hold.
func bothAreWritten(t *testing.T, run published) {
	t.Helper()
	for _, profile := range []string{"public", "restricted"} {
		page := readDocument(t, run, profile+"/action-plan-update.html")
		word := wordText(t, readDocument(t, run, profile+"/action-plan-update.docx"))
		text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(word["word/document.xml"], "\n")
		marked := profile == "restricted"
		if strings.Contains(page, `<p class="marking">OFFICIAL-SENSITIVE`) != marked ||
			strings.Contains(word["word/header.xml"], "OFFICIAL-SENSITIVE") != marked {
			t.Errorf("%s: it is marked in the page or the Word document, want %v in both", profile, marked)
		}
		harmless(t, profile, page)
		harmless(t, profile, word["word/document.xml"])
		for _, want := range []string{
			"Our &lt;b&gt;update&lt;/b&gt; &amp; more", "&lt;script&gt;alert(2)&lt;/script&gt; &amp; &#39;ä&#39; سلام", "=cmd|", "Data as at 30 June 2024",
			"Targets and milestones of the action plan", "What changed since last time", "this is the first",
		} {
			if !strings.Contains(strings.ReplaceAll(page, "’", "'"), want) {
				t.Errorf("%s: the page does not say %q", profile, want)
			}
			if in := strings.ReplaceAll(want, "&#39;", "'"); !strings.Contains(text, in) {
				t.Errorf("%s: the Word document does not say %q", profile, in)
			}
		}
		if due, issued := strings.Index(page, "<h2 id=\"falling-due\""), strings.Index(page, "<h2 id=\"timeliness\""); due < 0 || issued < due {
			t.Errorf("%s: cases falling due stand at %d, plans issued at %d", profile, due, issued)
		}
		uniqueIDs(t, profile, page)
		if strings.Contains(page, run.RunID) || strings.Contains(word["word/document.xml"], run.RunID) || strings.Contains(page, "2030") {
			t.Errorf("%s: the document names the run or its day", profile)
		}
	}
}

// harmless finds elements and fields that only a name could have brought.
func harmless(t *testing.T, profile, text string) {
	t.Helper()
	for _, harm := range []string{"<script", "<img src=x", "\u202e", "<b>", "<i>"} {
		if strings.Contains(text, harm) {
			t.Errorf("%s: the document has %q", profile, harm)
		}
	}
	for _, field := range regexp.MustCompile(`<w:(instrText|fldSimple|hyperlink)[^>]*>[^<]*`).FindAllString(text, -1) {
		t.Errorf("%s: the document has the field %s", profile, field)
	}
}

// uniqueIDs finds ids that stand twice, and links that lead nowhere.
func uniqueIDs(t *testing.T, profile, page string) {
	t.Helper()
	seen := map[string]bool{}
	for _, found := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if seen[found[1]] {
			t.Errorf("%s: the id %s stands twice", profile, found[1])
		}
		seen[found[1]] = true
	}
	for _, found := range regexp.MustCompile(`(?:href="#|aria-labelledby=")([^"]*)"`).FindAllStringSubmatch(page, -1) {
		for _, id := range strings.Fields(found[1]) {
			if !seen[id] {
				t.Errorf("%s: nothing has the id %s", profile, id)
			}
		}
	}
}

// wordOpens turns a Word document into PDF, which LibreOffice does of whole
// ones alone.
func wordOpens(t *testing.T, run published) {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("needs LibreOffice")
	}
	folder := t.TempDir()
	out, err := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+t.TempDir(), "--headless", "--convert-to", "pdf",
		"--outdir", folder, filepath.Join(run.Folder, "restricted", "action-plan-update.docx")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	printed, err := os.ReadFile(filepath.Join(folder, "action-plan-update.pdf"))
	if err != nil || !bytes.HasPrefix(printed, []byte("%PDF")) {
		t.Fatalf("no PDF came of it (%v): %s", err, out)
	}
	if *pictures != "" {
		writeFile(t, *pictures, "restricted-word.pdf", string(printed))
	}
}
