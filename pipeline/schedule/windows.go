package schedule

import (
	"encoding/xml"
	"strings"
)

// task is a task of the Windows Task Scheduler, schema 1.2, in the order that
// the schema wants.
type task struct {
	XMLName     xml.Name `xml:"http://schemas.microsoft.com/windows/2004/02/mit/task Task"`
	Version     string   `xml:"version,attr"`
	Description string   `xml:"RegistrationInfo>Description"`
	Trigger     struct {
		StartBoundary string
		Enabled       bool
		Every         int `xml:"ScheduleByDay>DaysInterval"`
	} `xml:"Triggers>CalendarTrigger"`
	Principal struct {
		ID        string `xml:"id,attr"`
		UserID    string `xml:"UserId"`
		LogonType string
		RunLevel  string
	} `xml:"Principals>Principal"`
	Settings struct {
		MultipleInstancesPolicy    string
		DisallowStartIfOnBatteries bool
		StopIfGoingOnBatteries     bool
		AllowHardTerminate         bool
		StartWhenAvailable         bool
		RunOnlyIfNetworkAvailable  bool
		Enabled                    bool
		Hidden                     bool
		WakeToRun                  bool
		ExecutionTimeLimit         string
		Priority                   int
	}
	Actions struct {
		Context string `xml:"Context,attr"`
		Exec    struct {
			Command          string
			Arguments        string
			WorkingDirectory string
		}
	}
}

// Task gives a task for the Windows Task Scheduler, which keeps the password of
// the user whom the run belongs to. It has no more rights than that user, and a
// night that the machine was off is made up for. The text has no declaration of
// its characters: schtasks and PowerShell then both take it.
func (j Job) Task() ([]File, error) {
	if err := j.check(); err != nil {
		return nil, err
	}
	t := task{Version: "1.2", Description: "The nightly run of ehcp: timeliness of education, health and care plans"}
	// The day only says from when on, and any in the past will do.
	t.Trigger.StartBoundary, t.Trigger.Enabled, t.Trigger.Every = "2024-01-01T"+j.At.Format("15:04:05"), true, 1
	t.Principal.ID, t.Principal.UserID, t.Principal.LogonType, t.Principal.RunLevel = "Author", j.User, "Password", "LeastPrivilege"
	t.Settings.MultipleInstancesPolicy, t.Settings.ExecutionTimeLimit, t.Settings.Priority = "IgnoreNew", "PT6H", 7
	t.Settings.AllowHardTerminate, t.Settings.StartWhenAvailable, t.Settings.Enabled = true, true, true
	words := make([]string, 0, 8)
	for _, word := range append(j.arguments(), "--quiet") {
		words = append(words, windowsWord(word))
	}
	t.Actions.Context, t.Actions.Exec.Command = "Author", j.Program
	t.Actions.Exec.Arguments, t.Actions.Exec.WorkingDirectory = strings.Join(words, " "), j.folder()
	text, err := xml.MarshalIndent(t, "", "  ")
	return []File{{"ehcp-task.xml", "<?xml version=\"1.0\"?>\n" + string(text) + "\n"}}, err
}

// windowsWord quotes a word as CommandLineToArgvW takes it apart: backslashes
// count only before a quotation mark.
func windowsWord(word string) string {
	if word != "" && !strings.ContainsAny(word, " \t\"") {
		return word
	}
	var out strings.Builder
	slashes := 0
	out.WriteByte('"')
	for _, r := range word {
		switch r {
		case '\\':
			slashes++
			continue
		case '"':
			out.WriteString(strings.Repeat(`\`, 2*slashes+1))
		default:
			out.WriteString(strings.Repeat(`\`, slashes))
		}
		slashes = 0
		out.WriteRune(r)
	}
	out.WriteString(strings.Repeat(`\`, 2*slashes))
	out.WriteByte('"')
	return out.String()
}
