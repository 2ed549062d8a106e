package pipeline_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// A postgreSQL is a server of one test's own: in a private folder that goes when
// the test ends, and reached by a socket in it alone.
type postgreSQL struct {
	programs string // where those of its version are
	folder   string
}

// startPostgreSQL starts a server, or skips the test where none is installed.
func startPostgreSQL(t *testing.T) postgreSQL {
	t.Helper()
	found := glob(t, "/usr/lib/postgresql/*/bin/postgres")
	if len(found) == 0 {
		t.Skip("needs PostgreSQL, as in Debian's package postgresql")
	}
	folder, err := os.MkdirTemp("", "ehcp-pg-") //nolint:usetesting // PostgreSQL's user has no way into t.TempDir, whose names are too long for a socket
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	s := postgreSQL{filepath.Dir(slices.Max(found)), folder}
	if os.Getuid() == 0 { // PostgreSQL does not run as root
		s.run(t, exec.CommandContext(t.Context(), "chown", "postgres:postgres", folder))
	}
	data := filepath.Join(folder, "data")
	s.run(t, s.asItself(t, "initdb", "--pgdata="+data, "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"))
	// The shell stops the server and clears up once nobody holds its input open any
	// more, which is so however the tests end.
	server := exec.Command("sh", append([]string{"-c", `"$@" & cat; kill -INT $!; wait $!; rm -rf "$0"`, folder},
		s.asItself(t, "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "unix_socket_permissions=0700",
			"-c", "fsync=off", "-c", "jit=off", "-c", "shared_buffers=128MB", "-c", "work_mem=128MB",
			"-c", "enable_partitionwise_aggregate=on", "-c", "enable_partitionwise_join=on").Args...)...)
	var said bytes.Buffer
	server.Stdout, server.Stderr = &said, &said
	held, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(held.Close(), server.Wait()); err != nil || t.Failed() {
			t.Log("the server says: ", err, said.String())
		}
	})
	for range 100 {
		if exec.CommandContext(t.Context(), filepath.Join(s.programs, "pg_isready"), "-q", "-h", folder, "-U", "postgres").Run() == nil {
			return s
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("PostgreSQL does not start")
	return s
}

// asItself is a program of PostgreSQL's run by its own user, where the test's is
// root.
func (s postgreSQL) asItself(t *testing.T, program string, arguments ...string) *exec.Cmd {
	t.Helper()
	command := append([]string{filepath.Join(s.programs, program)}, arguments...)
	if os.Getuid() == 0 {
		command = append([]string{"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"}, command...)
	}
	started := exec.CommandContext(t.Context(), command[0], command[1:]...)
	started.Dir = s.folder
	return started
}

func (s postgreSQL) run(t *testing.T, command *exec.Cmd) string {
	t.Helper()
	var errors bytes.Buffer
	command.Stderr = &errors
	answer, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(command.Path), err, errors.String())
	}
	return string(answer)
}

// tell runs a script of statements, each ended by a semicolon, in a database, and
// gives what it answers, a line a row, cells parted by a bar.
func (s postgreSQL) tell(t *testing.T, database string, statements ...string) string {
	t.Helper()
	script := filepath.Join(t.TempDir(), "script.sql")
	if err := os.WriteFile(script, []byte(strings.Join(statements, ";\n")+";\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return s.run(t, exec.CommandContext(t.Context(), filepath.Join(s.programs, "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1",
		"-h", s.folder, "-U", "postgres", "-d", database, "-f", script))
}

// links are the statements by which a database reads tables of that of the same
// name of another server.
func (postgreSQL) links(other postgreSQL, database string) []string {
	return []string{
		"create extension postgres_fdw",
		"create server other foreign data wrapper postgres_fdw options (host '" + other.folder + "', dbname '" + database +
			"', batch_size '1000', fetch_size '10000')",
		"create user mapping for postgres server other options (user 'postgres')",
	}
}
