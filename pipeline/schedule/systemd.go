package schedule

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
)

// unit is the text of the service, with places for what differs.
const unit = `# The nightly run of ehcp. The folder
#   %[1]s
# belongs to the user %[2]s, who can read the extracts and the configuration.
# Where cases are known by name or UPN, run ehcp once by hand as that user, who
# then has to be able to write beside the configuration: it makes ehcp.key there.
[Unit]
Description=Timeliness of education, health and care plans (ehcp run)
RequiresMountsFor=%[3]s

[Service]
Type=oneshot
User=%[2]s
WorkingDirectory=%[4]s
ExecStart=%[5]s
# What it can see and change: nothing but the output folder.
ProtectSystem=strict
ReadWritePaths=%[6]s
%[7]sProtectHome=%[8]s
PrivateTmp=%[9]s
PrivateDevices=yes
ProtectProc=invisible
ProcSubset=pid
UMask=0022
# Whom it can talk to: nobody.
PrivateNetwork=yes
IPAddressDeny=any
RestrictAddressFamilies=none
PrivateIPC=yes
# What it can become: nothing else.
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
RestrictSUIDSGID=yes
RestrictNamespaces=yes
RestrictRealtime=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
RemoveIPC=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
# It gives way to people at work.
Nice=10
IOSchedulingClass=idle
TimeoutStartSec=6h
TimeoutStopSec=30s
`

// timer is that of the timer.
const timer = `[Unit]
Description=Starts the nightly run of ehcp

[Timer]
OnCalendar=*-*-* %s:00
# A night on which the machine was off is made up for when it is on again.
Persistent=true
RandomizedDelaySec=60
Unit=ehcp.service

[Install]
WantedBy=timers.target
`

// Systemd gives a unit and its timer. The run has a user of its own, no network,
// inputs that it can only read and one folder that it can write to. A night that
// the machine slept through is made up for.
func (j Job) Systemd() ([]File, error) {
	if err := j.check(); err != nil {
		return nil, err
	}
	for _, path := range slices.Concat([]string{j.Program, j.Config, j.Out}, j.Inputs) {
		if !strings.HasPrefix(path, "/") {
			return nil, fault.Usagef("systemd wants paths that begin at the root, not %q", path)
		}
	}
	if j.User == "root" {
		return nil, fault.New(fault.Usage, "--user root has every right on the machine", "give the run a user of its own, as adduser --system ehcp does")
	}
	command := []string{unitWord(j.Program, true)}
	for _, word := range append(j.arguments(), "--log-format", "json") {
		command = append(command, unitWord(word, true))
	}
	service := fmt.Sprintf(unit, j.Out, j.User, unitPaths(j.Out, j.folder()), unitPath(j.folder()), strings.Join(command, " "), unitPaths(j.Out),
		j.readOnly(), homeRule(j), yesNo(!j.under("/tmp", "/var/tmp")))
	clock := fmt.Sprintf(timer, j.At.Format("15:04"))
	return []File{{"ehcp.service", service}, {"ehcp.timer", clock}}, nil
}

// readOnly is the setting for folders to be read. One that lies in the output
// folder is left out: its rule would be at odds with the other.
func (j Job) readOnly() string {
	var paths []string
	for _, path := range j.reads() {
		if !within(path, j.Out) {
			paths = append(paths, "-"+path) // which may be missing while it is not mounted
		}
	}
	if len(paths) == 0 {
		return ""
	}
	return "ReadOnlyPaths=" + unitPaths(paths...) + "\n"
}

// within says whether a folder is another, or lies in it.
func within(path, folder string) bool {
	inner, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(inner)
}

// under says whether any path of the job lies in one of the folders.
func (j Job) under(folders ...string) bool {
	for _, path := range append(j.reads(), j.Program, j.Out) {
		for _, folder := range folders {
			if within(path, folder) {
				return true
			}
		}
	}
	return false
}

// homeRule hides people's own folders, unless the job has to see one of them.
func homeRule(j Job) string {
	if j.under("/home", "/root", "/run/user") {
		return "read-only"
	}
	return "yes"
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func unitPaths(paths ...string) string {
	words := make([]string, len(paths))
	for i, path := range paths {
		words[i] = unitWord(path, false)
	}
	return strings.Join(words, " ")
}

// unitPath is the one path of a setting that takes no quotation marks.
func unitPath(path string) string { return strings.ReplaceAll(path, "%", "%%") }

// unitWord is one word of a list or a command (systemd.syntax, systemd.service):
// percent signs begin specifiers everywhere, dollar signs variables in commands.
func unitWord(word string, command bool) string {
	word = strings.ReplaceAll(word, "%", "%%")
	if command {
		word = strings.ReplaceAll(word, "$", "$$")
	}
	if strings.ContainsAny(word, " \t\"'\\;") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(word) + `"`
	}
	return word
}
