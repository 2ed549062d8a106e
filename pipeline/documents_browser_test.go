package pipeline_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// pictures is where the browser test leaves what it saw, to be looked at.
var pictures = flag.String("pictures", "", "folder for pictures of the documents in a browser")

// browser starts Chromium with nothing of the user's.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		t.Skip("needs Chromium")
	}
	allocated, stop := chromedp.NewExecAllocator(t.Context(), chromedp.ExecPath(path), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true))
	t.Cleanup(stop)
	tab, closed := chromedp.NewContext(allocated)
	t.Cleanup(closed)
	limited, cancel := context.WithTimeout(tab, 2*time.Minute)
	t.Cleanup(cancel)
	return limited
}

// heard is what a page asked for and complained of.
type heard struct {
	sync.Mutex
	requests, complaints []string
}

func (h *heard) listen(ctx context.Context) error {
	return chromedp.Listen(ctx, func(event any) {
		h.Lock()
		defer h.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(e.Request.URL, "data:") { // what stands in the page itself
				h.requests = append(h.requests, e.Request.URL)
			}
		case *runtime.EventConsoleAPICalled:
			h.complaints = append(h.complaints, fmt.Sprint(e.Type))
		case *runtime.EventExceptionThrown:
			h.complaints = append(h.complaints, e.ExceptionDetails.Text)
		case *log.EventEntryAdded:
			h.complaints = append(h.complaints, e.Entry.Text)
		}
	})
}

// inABrowser opens each profile's page wide and narrow, has axe look
// at it, and prints it.
func inABrowser(t *testing.T, run published) {
	t.Helper()
	tab := browser(t)
	axe, err := os.ReadFile(filepath.Join("testdata", "axe", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	for _, profile := range []string{"public", "restricted"} {
		address := "file://" + filepath.Join(run.Folder, profile, "action-plan-update.html")
		var said heard
		one, done := chromedp.NewContext(tab)
		_, asked := chromedp.Call(one, network.Enable, network.EnableParams{})
		if err := errors.Join(asked, said.listen(one),
			chromedp.Do(one, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(address))); err != nil {
			t.Fatal(err)
		}
		noOverflow(one, t, profile, 1280)
		noViolations(one, t, profile, string(axe))
		keepPicture(one, t, profile+"-1280.png")
		if err := chromedp.Do(one, chromedp.EmulateViewport(320, 640)); err != nil {
			t.Fatal(err)
		}
		noOverflow(one, t, profile, 320)
		keepPicture(one, t, profile+"-320.png")
		printsToA4(one, t, profile)
		said.Lock()
		if len(said.requests) != 1 || said.requests[0] != address {
			t.Errorf("%s asks for %q, want itself alone", profile, said.requests)
		}
		if len(said.complaints) > 0 {
			t.Errorf("%s: the console says %q", profile, said.complaints)
		}
		said.Unlock()
		done()
	}
}

// noOverflow finds a page that moves sideways, and what moves in it that a
// keyboard does not reach.
func noOverflow(tab context.Context, t *testing.T, profile string, width int) {
	t.Helper()
	const script = `(() => {
		const found = [];
		if (document.documentElement.scrollWidth > innerWidth) found.push('the page is ' + document.documentElement.scrollWidth + ' wide');
		for (const e of document.querySelectorAll('.scroll'))
			if (e.scrollWidth > e.clientWidth && (e.tabIndex < 0 || !document.getElementById(e.getAttribute('aria-labelledby'))?.textContent))
				found.push('no keyboard or name: ' + e.outerHTML.slice(0, 100));
		return found;
	})()`
	found, err := chromedp.Run(tab, chromedp.Evaluate[[]string](script))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) > 0 {
		t.Errorf("%s at %d pixels: %q", profile, width, found)
	}
}

// noViolations has axe look for what WCAG 2.2 AA does not allow.
func noViolations(tab context.Context, t *testing.T, profile, axe string) {
	t.Helper()
	var result struct {
		Violations []struct {
			ID    string
			Help  string
			Nodes []struct{ HTML string }
		}
		Passes []struct{ ID string }
	}
	const script = `axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}}).then(
		r => JSON.stringify({violations: r.violations, passes: r.passes.map(p => ({id: p.id}))}))`
	_, read := chromedp.Run(tab, chromedp.Evaluate[int](axe+";0"))
	raw, err := chromedp.Run(tab, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err := errors.Join(read, err); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(raw), &result); err != nil {
		t.Fatal(err)
	}
	for _, v := range result.Violations {
		t.Errorf("%s: axe finds %s (%s), first in %s", profile, v.ID, v.Help, v.Nodes[0].HTML)
	}
	if len(result.Passes) < 10 {
		t.Errorf("%s: axe looked at %d rules only", profile, len(result.Passes))
	}
}

// printsToA4 finds pages of another size than A4, which is 595 by 842 points.
func printsToA4(tab context.Context, t *testing.T, profile string) {
	t.Helper()
	printed, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	pages := regexp.MustCompile(`/MediaBox \[0 0 59[45][0-9.]* 84[12][0-9.]*\]`).FindAll(printed, -1)
	if all := strings.Count(string(printed), "/MediaBox"); len(pages) != all || all < 4 || all > 40 {
		t.Errorf("%s prints to %d pages, %d of them A4", profile, all, len(pages))
	}
	if *pictures != "" {
		writeFile(t, *pictures, profile+".pdf", string(printed))
	}
}

// keepPicture leaves a picture of the whole page where the flag asks for it.
func keepPicture(tab context.Context, t *testing.T, name string) {
	t.Helper()
	if *pictures == "" {
		return
	}
	picture, err := chromedp.Run(tab, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, *pictures, name, string(picture))
}
