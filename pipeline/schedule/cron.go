package schedule

import (
	"fmt"
	"strings"

	"ehcp/pipeline/fault"
)

// Cron gives a line for the crontab of the user whom the run belongs to. cron
// sends what the run prints, errors alone, by mail.
func (j Job) Cron() ([]File, error) {
	if err := j.check(); err != nil {
		return nil, err
	}
	words := []string{shellWord(j.Program)}
	for _, word := range append(j.arguments(), "--quiet") {
		words = append(words, shellWord(word))
	}
	command := "cd " + shellWord(j.folder()) + " && " + strings.Join(words, " ")
	if strings.Contains(command, `\%`) {
		return nil, fault.New(fault.Usage, `a path has \% in it, which cron cannot say`, "move or link the folder")
	}
	return []File{{"ehcp.cron", fmt.Sprintf(`# The nightly run of ehcp, for the crontab of the user %s (crontab -e -u %s).
%d %d * * * %s
`, j.User, j.User, j.At.Minute(), j.At.Hour(), strings.ReplaceAll(command, "%", `\%`))}}, nil
}

// shellWord quotes a word for sh.
func shellWord(word string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/._-+,:@", r)
	}
	if word != "" && strings.TrimFunc(word, plain) == "" {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
